"""What a test of a comparison is given, what it finds, and the shapes that decide which one fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg
from sqc.qctools.compare.sample import Counted, Values
from sqc.stats.hypothesis.found import Found, Overall
from sqc.stats.multiplicity import holm
from sqc.stats.ties import tied

Floats = npt.NDArray[np.float64]


class Ask(NamedTuple):
    """Confidence of the intervals, and the number that a single group is compared with."""

    confidence: float = 0.95
    target: float | None = None


class Outcome(NamedTuple):
    """What a test found: of all groups at once, and pair by pair."""

    overall: Overall | None
    found: tuple[Found, ...]


Run = Callable[[Values | Counted, Ask], Outcome]


class Test(NamedTuple):
    """One test.

    Parameters
    ----------
    key : str
        The name on the command line; several shapes share one.
    name : Msg
    about : str
        means, medians, variances, proportions or counts.
    scale : str
        Of the effect: difference, ratio or share.
    run : callable
    pairs : Msg or None
        How the pairs of several groups are compared.
    effect : Msg or None
        How effect and interval are made, where the name of the test does not say it.
    beside : str
        Where it stands among the other tests of the same question: "always", where the values look "normal",
        where they do "not", or "never", only when it is named.
    against : bool
        Every group is compared with the first one, not all pairs.
    """

    key: str
    name: Msg
    about: str
    scale: str
    run: Run
    pairs: Msg | None = None
    effect: Msg | None = None
    beside: str = "always"
    against: bool = False

    @property
    def of_values(self) -> bool:
        """Say whether it takes measured values, not counts."""
        return self.about in ("means", "medians", "variances")


def shape_of(sample: Values | Counted) -> str:
    """Return one, two, paired, many, or matched: the same items in three groups or more."""
    n = len(sample.names)
    if isinstance(sample, Values) and sample.paired:
        return "paired"
    if isinstance(sample, Counted) and sample.items is not None:
        return "paired" if n == 2 else "matched"
    return "one" if n == 1 else "two" if n == 2 else "many"


def parts_of(sample: Values | Counted) -> tuple[Floats, ...]:
    """Return measured values by group."""
    assert isinstance(sample, Values)
    return sample.parts


def counts_of(sample: Values | Counted) -> Counted:
    """Return a sample of counts."""
    assert isinstance(sample, Counted)
    return sample


def differences(sample: Values | Counted) -> Floats:
    """Return the differences of pairs, the second less the first."""
    first, second = parts_of(sample)
    return tied(second - first, max(float(np.abs(part).max()) for part in (first, second)))


def each_level(confidence: float, pairs: int) -> float:
    """Return the confidence of each interval with which all of them hold together (Bonferroni).

    Examples
    --------
    >>> round(each_level(0.95, 3), 6)
    0.983333
    """
    return 1.0 - (1.0 - confidence) / pairs


def adjusted(found: list[Found], p: Floats | None = None) -> tuple[Found, ...]:
    """Return the pairs with probabilities that pay for their number: those given, else by Holm."""
    whole = holm([one.p for one in found]) if p is None else p
    return tuple(one._replace(p=float(value)) for one, value in zip(found, whole, strict=True))
