"""The question of a sample size and its answer: n, or the power of n, or the difference that n shows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import OptionError, flag, out_of_range
from sqc.qctools.samplesize.designs import BUILD, Design, by_tables
from sqc.qctools.samplesize.options import TESTS
from sqc.stats import power_counts
from sqc.stats.search import root

MOST = 10_000_000.0


@dataclass(frozen=True, eq=False)
class Plan:
    """A sample size.

    Parameters
    ----------
    design : Design
    asked : str
        What was asked for: n, power or effect.
    n : int or float
        Values in each group.
    fraction : float
        n before it was rounded up; NaN where it was given or exact.
    size : float
        The effect, as the design takes it.
    power : float
        At n.
    wanted, alpha : float
    sides : int
    options : mapping
        What was given.
    """

    design: Design
    asked: str
    n: float
    fraction: float
    size: float
    power: float
    wanted: float
    alpha: float
    sides: int
    options: Mapping[str, Any]

    @property
    def difference(self) -> float:
        """The difference in the unit of the values; NaN where it has none."""
        return self.size * self.design.unit

    def needed(self, wanted: float, size: float | None = None) -> float | None:
        """Return n, not rounded, for another power or another effect; None beyond ten millions."""
        effect = self.size if size is None else size
        approximate = self.design.near
        if approximate is None:
            return _reached(self.design.power, effect, wanted, self.design.least)
        begin = _reached(approximate, effect, wanted, self.design.least)
        if begin is None or begin > self.design.counted:
            return begin
        found = power_counts.units_needed(
            lambda n: self.design.power(n, effect), wanted, math.ceil(begin), 2 * self.design.counted
        )
        return begin if found is None else float(found)


def _reached(
    power_of: Callable[[float, float], float], size: float, wanted: float, least: float
) -> float | None:
    return power_counts.n_needed(lambda n: power_of(n, size), wanted, least, MOST)


USES: dict[str, tuple[str, ...]] = {
    "t": ("difference", "effect", "given_sigma", "side"),
    "paired": ("difference", "effect", "given_sigma", "side"),
    "one-sample": ("difference", "effect", "given_sigma", "side"),
    "anova": ("difference", "effect", "given_sigma", "groups"),
    "proportion": ("difference", "effect", "given_center", "groups", "side", "method"),
    "paired-proportion": ("difference", "given_changed", "side", "method"),
    "variance": ("effect", "side"),
    "correlation": ("effect", "side"),
    "counts": ("difference", "given_center"),
    "equivalence": ("difference", "margin", "given_sigma", "groups"),
}
ALWAYS = ("test", "n", "power", "alpha")


def plan_of(options: Mapping[str, Any]) -> Plan:
    """Return the plan.

    Raises
    ------
    OptionError
        What is missing, does not belong to the test, or is out of range.
    """
    given = {name: value for name, value in options.items() if value is not None}
    test = given.get("test")
    if test is None:
        raise _which_test()
    unused = [name for name in given if name not in (*ALWAYS, *USES[test])]
    if unused:
        raise OptionError(
            "option-unused",
            Msg("{option} says nothing to --test {test}; it takes {list}.",
                option=flag(unused[0]), test=test, list=Listing([flag(name) for name in USES[test]])),
        )  # fmt: skip
    wanted, alpha = given.get("power", 0.8), given.get("alpha", 0.05)
    for name, value in (("power", wanted), ("alpha", alpha)):
        if not 0 < value < 1:
            raise out_of_range(name, f"{value:g}", Msg("a probability between 0 and 1"))
    if wanted <= alpha:
        raise out_of_range("power", f"{wanted:g}", Msg("more than --alpha"))
    sides = 1 if given.get("side") == "one" or test == "equivalence" else 2
    design, size = BUILD[test](given, alpha, sides)
    return _solved(design, size, given, wanted, alpha, sides)


def _which_test() -> OptionError:
    return OptionError(
        "no-test",
        Msg("which comparison is planned? --test takes {list}.", list=Listing(TESTS, most=10)),
        hints=[
            (Msg("two groups"), "--test t --difference 0.5 --given-sigma 0.8"),
            (Msg("shares"), "--test proportion --given-center 0.05 --difference -0.03"),
            (Msg("the same items"), "--test paired-proportion --given-changed 0.15 --difference -0.08"),
        ],
    )


def _solved(
    design: Design, size: float | None, given: Mapping[str, Any], wanted: float, alpha: float, sides: int
) -> Plan:
    n = given.get("n")
    if n is not None and not n >= design.least:
        raise out_of_range("n", f"{n:g}", Msg("a number from {least} up", least=f"{design.least:g}"))
    if n is None and size is None:
        raise _no_effect(design.test)
    if n is not None and size is not None:
        reached = design.power(n, size)
        return Plan(design, "power", n, math.nan, size, reached, wanted, alpha, sides, given)
    if n is not None:
        found = _size_seen(design, n, wanted)
        return Plan(design, "effect", n, math.nan, found, design.power(n, found), wanted, alpha, sides, given)
    assert size is not None
    fraction = _reached(design.near or design.power, size, wanted, design.least)
    if fraction is None:
        raise OptionError(
            "too-many-values",
            Msg("more than {most} values would be needed; is the difference right?", most=int(MOST)),
        )
    whole = math.ceil(fraction - 1e-9)
    exact = _exact(design, given, size, whole, wanted, alpha, sides)
    if exact is not None:
        whole, design = exact
        fraction = math.nan
    elif design.near is not None:
        design = design._replace(power=design.near)
    return Plan(
        design, "n", float(whole), fraction, size, design.power(whole, size), wanted, alpha, sides, given
    )  # fmt: skip


def _exact(
    design: Design, given: Mapping[str, Any], size: float, whole: int, wanted: float, alpha: float, sides: int
) -> tuple[int, Design] | None:
    """Return n and the design by a test whose power is counted: of shares, where n is moderate."""
    counted = design
    if design.near is None:
        if design.test != "proportion" or "effect" in given or sides == 1:
            return None
        if given.get("method") in ("normal", "arcsine"):
            return None
        counted = by_tables(given, alpha)
    if given.get("method") is None and whole > counted.counted:
        return None
    found = power_counts.units_needed(lambda n: counted.power(n, size), wanted, whole, 4 * whole + 100)
    return None if found is None else (found, counted)


def _no_effect(test: str) -> OptionError:
    means = ("t", "paired", "one-sample", "anova")
    hints: list[Words] = ["--difference 0.5 --given-sigma 0.8"] if test in means else []
    if test == "paired-proportion":
        hints = ["--given-changed 0.15 --difference 0.08"]
    elif test in ("proportion", "counts"):
        hints = ["--given-center 0.05 --difference -0.03"]
    elif test == "equivalence":
        hints = ["--margin 0.5 --given-sigma 0.8"]
    elif not hints:
        hints = ["--effect 1.5" if test == "variance" else "--effect 0.3"]
    return OptionError(
        "no-effect",
        Msg("say the difference that matters, or --n to learn what so many values show."),
        hints=[*hints, "--n 30"],
    )


def _size_seen(design: Design, n: float, wanted: float) -> float:
    """Return the smallest effect that n values show."""
    high = min(1.0, design.most)
    while high < design.most and design.power(n, high) < wanted:
        high = min(2.0 * high, design.most)
    if design.power(n, high) < wanted:
        raise OptionError(
            "too-few-values",
            Msg("with {n} in each group no difference is shown with that power.", n=f"{n:g}"),
        )
    return root(lambda size: design.power(n, size) - wanted, 1e-9, high)
