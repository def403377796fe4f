"""The question of a comparison and its answer in numbers: the test, the effects, a second opinion."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.table import Table
from sqc.i18n.message import Msg, Words
from sqc.notes import OptionError, out_of_range
from sqc.qctools.compare.checks import Normality, normality
from sqc.qctools.compare.choose import choose
from sqc.qctools.compare.outcome import Ask, Outcome, Test, differences, shape_of
from sqc.qctools.compare.read import read
from sqc.qctools.compare.sample import Counted, Reading, Values, is_constant
from sqc.qctools.compare.tests import TESTS
from sqc.qctools.kit.take import level_of
from sqc.stats.hypothesis import means, several
from sqc.stats.hypothesis.found import Found

Floats = npt.NDArray[np.float64]
NOTHING = Normality((), ())
# ranks of more values take seconds, too long for a second opinion
RANKED = 100_000
# the tests whose interval is by t, so that equivalence has a probability
BY_T = ("t", "welch", "pooled")
# tests of spread that take Bonett's ratio
BY_BONETT = ("bonett", "brown-forsythe", "fligner")


class Contrast(NamedTuple):
    """One comparison: the places of the two groups, what was found, and the interval for equivalence."""

    first: int
    second: int
    found: Found
    within: tuple[float, float] | None = None
    p_within: float = math.nan


@dataclass(frozen=True, eq=False)
class Case:
    """A comparison.

    Parameters
    ----------
    reading : Reading
        Sample, what it is of, the groups' column.
    test : Test
    why : Words
        Why this test.
    forced : bool
        The user named it.
    outcome : Outcome
    contrasts : tuple of Contrast
        Every pair of groups that is compared; one for two groups, pairs and a target.
    others : tuple of (Test, Outcome)
        What other tests of the same question say.
    normal : Normality
    confidence : float
    target, margin : float or None
    """

    reading: Reading
    test: Test
    why: Words
    forced: bool
    outcome: Outcome
    contrasts: tuple[Contrast, ...]
    others: tuple[tuple[Test, Outcome], ...]
    normal: Normality
    confidence: float
    target: float | None = None
    margin: float | None = None

    @property
    def sample(self) -> Values | Counted:
        """What is compared."""
        return self.reading.sample

    @property
    def shape(self) -> str:
        """One, two, paired, many or matched."""
        return shape_of(self.sample)

    @property
    def several(self) -> bool:
        """Say whether more than one pair of groups is compared."""
        return self.shape in ("many", "matched")

    @property
    def alpha(self) -> float:
        """Level of the test."""
        return 1.0 - self.confidence

    @property
    def inner(self) -> float:
        """Confidence of the interval for equivalence."""
        return 1.0 - 2.0 * self.alpha

    @property
    def p(self) -> float:
        """Probability of the verdict: of all groups at once, or of the one pair."""
        overall = self.outcome.overall
        return self.contrasts[0].found.p if overall is None else overall.p

    @property
    def null(self) -> float:
        """The effect that is none."""
        return 1.0 if self.test.scale == "ratio" else 0.0


def case_of(table: Table, options: Mapping[str, Any]) -> Case:
    """Return the comparison of a table.

    Raises
    ------
    SqcError
        What `read` raises; a test that does not fit; options out of range.
    """
    confidence = level_of(options.get("confidence"))
    margin = _margin(options.get("margin"), confidence)
    reading = read(table, options)
    sample, target = reading.sample, options.get("target")
    normal = normality(sample) if isinstance(sample, Values) else NOTHING
    test, why, forced = choose(sample, normal, options)
    _check(sample, test, target, margin)
    ask = Ask(confidence, target)
    outcome = test.run(sample, ask)
    others = tuple((other, other.run(sample, ask)) for other in _others(sample, test, normal))
    return Case(
        reading, test, why, forced, outcome, _contrasts(sample, test, outcome, ask, margin), others, normal,
        confidence, target, margin,
    )  # fmt: skip


def _margin(given: float | None, confidence: float) -> float | None:
    if given is not None and not (given > 0 and math.isfinite(given)):
        raise out_of_range("margin", f"{given:g}", Msg("a number above 0"))
    if given is not None and confidence <= 0.5:
        raise out_of_range("confidence", f"{confidence:g}", Msg("more than 0.5 with --margin"))
    return given


def _check(sample: Values | Counted, test: Test, target: float | None, margin: float | None) -> None:
    """Raise where the test has no answer for such data or options."""
    if test.scale == "ratio" and margin is not None and margin <= 1:
        raise out_of_range("margin", f"{margin:g}", Msg("a ratio above 1"))
    if target is not None and test.about == "proportions" and not 0 < target < 1:
        raise out_of_range("target", f"{target:g}", Msg("a share between 0 and 1"))
    if target is not None and test.about == "counts" and not target > 0:
        raise out_of_range("target", f"{target:g}", Msg("a rate above 0"))
    if not isinstance(sample, Values):
        return
    constant = [name for name, part in zip(sample.names, sample.parts, strict=True) if is_constant(part)]
    needs = test.about == "variances" or (test.key == "welch" and len(sample.names) > 2)
    if constant and needs:
        raise OptionError(
            "constant-group",
            Msg('"{name}" holds equal values only: {test} needs some variation in each group.',
                name=constant[0], test=test.name),
            hints=["--test rank"] if test.about == "means" else [],
        )  # fmt: skip
    least = min(len(part) for part in sample.parts)
    if least < 5 and test.key in BY_BONETT:
        raise OptionError(
            "group-too-small",
            Msg("{test} needs 5 values in each group; one has {n}.", test=test.name, n=least),
            hints=["--test f" if len(sample.names) == 2 else "--test bartlett"],
        )


def _others(sample: Values | Counted, test: Test, normal: Normality) -> list[Test]:
    """Return the other tests of the same question; of spread or of location."""
    if test.against:
        # tests of all pairs answer another question
        return []
    shape = shape_of(sample)
    location = ("means", "medians")
    found = []
    for other in TESTS[shape]:
        same = other.about == test.about or (other.about in location and test.about in location)
        if other is test or not same or (not isinstance(sample, Values) and other.about != test.about):
            continue
        if isinstance(sample, Values) and not _fits(sample, other, normal):
            continue
        found.append(other)
    return found


def _fits(sample: Values, test: Test, normal: Normality) -> bool:
    if test.beside not in ("always", "not" if normal.doubtful else "normal"):
        return False
    if test.key in ("rank", "fligner") and sum(len(part) for part in sample.parts) > RANKED:
        return False
    varies = not any(is_constant(part) for part in sample.parts)
    if test.about == "variances":
        return varies and min(len(part) for part in sample.parts) >= (5 if test.key in BY_BONETT else 2)
    return varies or test.key != "welch"


def _contrasts(
    sample: Values | Counted, test: Test, outcome: Outcome, ask: Ask, margin: float | None
) -> tuple[Contrast, ...]:
    groups = len(sample.names)
    places = several.pairs_of(groups) if groups > 1 else [(0, 0)]
    if test.against:
        places = [(0, i) for i in range(1, groups)]
    if margin is None:
        return tuple(Contrast(*place, one) for place, one in zip(places, outcome.found, strict=True))
    inner = test.run(sample, ask._replace(confidence=2.0 * ask.confidence - 1.0)).found
    p = _equivalence(sample, test, ask, margin)
    return tuple(
        Contrast(*place, one, (within.lower, within.upper), p)
        for place, one, within in zip(places, outcome.found, inner, strict=True)
    )


def _equivalence(sample: Values | Counted, test: Test, ask: Ask, margin: float) -> float:
    """Return the probability of two one-sided t tests, NaN for other tests."""
    if not isinstance(sample, Values) or test.key not in BY_T or len(sample.names) > 2:
        return math.nan
    shape = shape_of(sample)
    if shape == "two":
        first, second = sample.parts
        difference = means.mean_difference(first, second, test.key == "pooled")
    elif shape == "paired":
        difference = means.mean_from(differences(sample))
    else:
        difference = means.mean_from(sample.parts[0], ask.target or 0.0)
    return means.equivalence_p(difference, -margin, margin)
