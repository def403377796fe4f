"""The comparisons that can be planned: how the power of each is computed, and what it is given."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqc.i18n.message import Msg, Words
from sqc.notes import OptionError, flag, out_of_range
from sqc.stats import power, power_counts, power_paired

EXACT_TO, COUNTED_TO = 300, 2_000


class Design(NamedTuple):
    """A planned comparison.

    Parameters
    ----------
    test : str
    power : callable
        Of n and of the size of the effect, which rises with both.
    least : float
        Fewest n that the test takes.
    most : float
        Largest size of an effect.
    unit : float
        Size of the effect times this is the difference in the unit of the values.
    groups : int
    method : Words
    near : callable, optional
        An approximation of a power that is counted: where the search begins, and all there is of large n.
    counted : int
        Largest n whose power is counted.
    """

    test: str
    power: Callable[[float, float], float]
    least: float
    most: float
    unit: float
    groups: int
    method: Words
    near: Callable[[float, float], float] | None = None
    counted: int = EXACT_TO


def _above_zero(name: str, value: float) -> float:
    if not (value > 0 and math.isfinite(value)):
        raise out_of_range(name, f"{value:g}", Msg("a number above 0"))
    return value


def _scaled(given: Mapping[str, Any]) -> tuple[float | None, float]:
    """Return the effect in standard deviations, and the standard deviation (NaN: not given)."""
    sigma = given.get("given_sigma")
    unit = math.nan if sigma is None else _above_zero("given_sigma", sigma)
    difference, effect = given.get("difference"), given.get("effect")
    if difference is not None and effect is not None:
        raise OptionError("option-clash", Msg("--difference and --effect say the same; choose one."))
    if effect is not None:
        return _above_zero("effect", abs(effect)), unit
    if difference is None:
        return None, unit
    if sigma is None:
        raise OptionError(
            "no-sigma",
            Msg("--difference needs the sigma of the values: --given-sigma."),
            hints=[Msg("--effect takes the difference in units of sigma")],
        )
    return _above_zero("difference", abs(difference)) / unit, unit


def _means(test: str, samples: int) -> Callable[[Mapping[str, Any], float, int], tuple[Design, float | None]]:
    def build(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
        size, unit = _scaled(given)
        design = Design(
            test,
            lambda n, d: power.t_power(n, d, samples, alpha, sides),
            2.0,
            1e6,
            unit,
            samples,
            Msg("noncentral t"),
        )
        return design, size

    return build


def _anova(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
    k = _groups(given, 3)
    size, unit = _scaled(given)
    # two groups apart by the difference, the others in the middle: the least that it can mean
    spread = math.sqrt(2.0 * k)
    if size is not None and "effect" not in given:
        size /= spread
    design = Design(
        "anova",
        lambda n, f: power.anova_power(n, f, k, alpha),
        2.0,
        1e6,
        unit * spread,
        k,
        Msg("noncentral F"),
    )
    return design, size


def _groups(given: Mapping[str, Any], usual: int) -> int:
    k = int(given.get("groups", usual))
    if not 2 <= k <= 100:
        raise out_of_range("groups", str(k), Msg("a whole number from 2 to 100"))
    return k


def _level(given: Mapping[str, Any], most: float, allowed: Words) -> tuple[float, float | None]:
    center = given.get("given_center")
    if center is None:
        raise OptionError(
            "no-center",
            Msg("the share or rate without the difference is missing: --given-center."),
            hints=["--given-center 0.05"],
        )
    if not 0 < center < most:
        raise out_of_range("given_center", f"{center:g}", allowed)
    difference = given.get("difference")
    if difference is not None and not 0 <= center + difference <= most:
        raise out_of_range("difference", f"{difference:g}", Msg("what leaves a possible share or rate"))
    if difference == 0:
        raise out_of_range("difference", "0", Msg("a number other than 0"))
    return center, difference


def _shares(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
    k = _groups(given, 2)
    if "effect" in given:
        for name in ("given_center", "difference", "method", "side"):
            if name in given:
                raise OptionError(
                    "option-clash", Msg("--effect and {option} do not go together.", option=flag(name))
                )
        size = _above_zero("effect", given["effect"])
        design = Design(
            "proportion", lambda n, w: power.table_power(k * n, w, k - 1, alpha), 2.0, 1e3, math.nan, k,
            Msg("noncentral chi-square"),
        )  # fmt: skip
        return design, size
    if k > 2:
        raise OptionError(
            "no-effect", Msg("shares of three or more groups: --effect w."), hints=["--effect 0.2"]
        )
    center, difference = _level(given, 1.0, Msg("a share between 0 and 1"))
    if given.get("method") == "exact" and "n" in given:
        return by_tables(given, alpha), None if difference is None else abs(difference)
    sign = -1.0 if difference is not None and difference < 0 else 1.0
    if given.get("method") == "arcsine":
        return _by_arcsine(center, difference, alpha, sides)
    design = Design(
        "proportion",
        lambda n, d: power_counts.share_power(n, center, center + sign * d, alpha, sides),
        2.0,
        center if sign < 0 else 1.0 - center,
        1.0,
        2,
        Msg("normal approximation of the chi-square test"),
    )
    return design, None if difference is None else abs(difference)


def _by_arcsine(
    center: float, difference: float | None, alpha: float, sides: int
) -> tuple[Design, float | None]:
    sign = -1.0 if difference is not None and difference < 0 else 1.0

    def reached(n: float, d: float) -> float:
        h = power_counts.cohen_h(center, min(max(center + sign * d, 0.0), 1.0))
        return power.z_power(n, h, 2, alpha, sides)

    name = Msg("normal approximation on the scale of arcsines")
    if difference is not None:
        h = abs(power_counts.cohen_h(center, center + difference))
        name = Msg("normal approximation on the scale of arcsines, h = {h}", h=f"{h:.4f}")
    most = center if sign < 0 else 1.0 - center
    return Design("proportion", reached, 2.0, most, 1.0, 2, name), None if difference is None else abs(
        difference
    )


def _same_items(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
    changed, difference = given.get("given_changed"), given.get("difference")
    if changed is None:
        raise OptionError(
            "no-changed",
            Msg("the share of items whose two verdicts differ is missing: --given-changed."),
            hints=["--given-changed 0.15"],
        )
    if not 0 < changed <= 1:
        raise out_of_range("given_changed", f"{changed:g}", Msg("a share above 0, at most 1"))
    if given.get("method") == "arcsine":
        raise OptionError("option-clash", Msg("--method arcsine is of two groups, not of the same items."))
    if difference is not None and not 0 < abs(difference) <= changed:
        raise out_of_range("difference", f"{difference:g}", Msg("other than 0, at most --given-changed"))

    def near(n: float, d: float) -> float:
        return power_paired.mcnemar_power_normal(n, changed, d, alpha, sides)

    def exact(n: float, d: float) -> float:
        return power_paired.mcnemar_power(max(1, math.floor(n)), changed, d, alpha, sides)

    name = Msg(
        "McNemar's exact test, all counts summed; above {n} the normal approximation", n=f"{COUNTED_TO:,}"
    )
    design = Design("paired-proportion", exact, 1.0, changed, 1.0, 1, name, near, COUNTED_TO)
    if given.get("method") == "normal":
        name = Msg("normal approximation of McNemar's test")
        design = Design("paired-proportion", near, 1.0, changed, 1.0, 1, name)
    return design, None if difference is None else abs(difference)


def by_tables(given: Mapping[str, Any], alpha: float) -> Design:
    """Return the comparison of two shares by Fisher's exact test."""
    center, difference = _level(given, 1.0, Msg("a share between 0 and 1"))
    sign = -1.0 if difference is not None and difference < 0 else 1.0

    def counted(n: float, d: float) -> float:
        return power_counts.fisher_power(max(1, math.floor(n)), center, center + sign * d, alpha)

    def near(n: float, d: float) -> float:
        return power_counts.share_power(n, center, center + sign * d, alpha)

    most = center if sign < 0 else 1.0 - center
    name = Msg("Fisher's exact test, all tables counted; above {n} the normal approximation", n=EXACT_TO)
    return Design("proportion", counted, 2.0, most, 1.0, 2, name, near)


def _rates(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
    center, difference = _level(given, math.inf, Msg("a rate above 0"))
    sign = -1.0 if difference is not None and difference < 0 else 1.0
    design = Design(
        "counts",
        lambda n, d: power_counts.rate_power(n, center, center + sign * d, alpha),
        1.0,
        center if sign < 0 else 1e6 * center,
        1.0,
        2,
        Msg("exact conditional test, all counts summed"),
    )
    return design, None if difference is None else abs(difference)


def _spreads(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
    effect = given.get("effect")
    if effect is not None and (not effect > 0 or effect == 1):
        raise out_of_range("effect", f"{effect:g}", Msg("a ratio above 0 other than 1"))
    # by its logarithm, which rises from 0
    design = Design(
        "variance", lambda n, x: power.spread_power(n, math.exp(x), alpha, sides), 2.0, 20.0, math.nan, 2,
        Msg("F distribution"),
    )  # fmt: skip
    return design, None if effect is None else abs(math.log(effect))


def _correlations(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
    effect = given.get("effect")
    if effect is not None and not 0 < abs(effect) < 1:
        raise out_of_range("effect", f"{effect:g}", Msg("a correlation between 0 and 1"))
    design = Design(
        "correlation", lambda n, r: power.correlation_power(n, r, alpha, sides), 4.0, 0.999999, math.nan, 1,
        Msg("Fisher's z with its bias"),
    )  # fmt: skip
    return design, None if effect is None else abs(effect)


def _equivalence(given: Mapping[str, Any], alpha: float, sides: int) -> tuple[Design, float | None]:
    k = int(given.get("groups", 2))
    if k not in (1, 2):
        raise out_of_range("groups", str(k), Msg("1 (pairs, or one group) or 2"))
    sigma, margin = given.get("given_sigma"), given.get("margin")
    if sigma is None:
        raise OptionError("no-sigma", Msg("--margin needs the sigma of the values: --given-sigma."))
    _above_zero("given_sigma", sigma)
    true = abs(given.get("difference", 0.0)) / sigma
    if margin is not None and _above_zero("margin", margin) / sigma <= true:
        raise out_of_range("difference", f"{given['difference']:g}", Msg("less than --margin"))
    design = Design(
        "equivalence", lambda n, m: power.equivalence_power(n, true, m, k, alpha) if m > true else 0.0, 2.0,
        1e6, sigma, k, Msg("two one-sided t tests, exact (Owen's Q)"),
    )  # fmt: skip
    return design, None if margin is None else margin / sigma


BUILD: dict[str, Callable[[Mapping[str, Any], float, int], tuple[Design, float | None]]] = {
    "t": _means("t", 2),
    "paired": _means("paired", 1),
    "one-sample": _means("one-sample", 1),
    "anova": _anova,
    "proportion": _shares,
    "paired-proportion": _same_items,
    "variance": _spreads,
    "correlation": _correlations,
    "counts": _rates,
    "equivalence": _equivalence,
}
