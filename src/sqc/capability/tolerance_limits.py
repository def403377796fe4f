"""The tolerance limits of values, by distribution; a factor needs no values, only their number."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.capability.tolerance_ask import Asked, in_percent
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import DataError
from sqc.stats import tolerance as factors
from sqc.stats.tolerance_life import exponential_factor, weibull_fit, weibull_limit
from sqc.stats.tolerance_ranks import rank_confidence, ranks_left_out

Floats = npt.NDArray[np.float64]

_LARGEST = 709.0  # exp of more is no double


class Limits(NamedTuple):
    """Tolerance limits and what they were made of.

    Parameters
    ----------
    lower, upper : float
        Infinite or 0 where there is no limit on that side.
    parts : mapping of str to float
        ``k``, ``mean``, ``sigma``, ``shape``, ``scale``, ``lower_factor``, ``upper_factor``: what enters.
    method : Words
    achieved : float
        The confidence; of order statistics more than was asked for, or less where there are too few values.
    ranks : (int, int)
        Ranks of the two order statistics, from each end; 0 where there is none.
    """

    lower: float
    upper: float
    parts: dict[str, float]
    method: Words
    achieved: float
    ranks: tuple[int, int] = (0, 0)


_FACTORS: dict[str, Callable[[int, float, float], float]] = {
    "exact": factors.two_sided_factor,
    "howe": factors.howe_factor,
    "howe-corrected": factors.howe_corrected_factor,
    "wald-wolfowitz": factors.wald_wolfowitz_factor,
}


def factor(ask: Asked, n: int, confidence: float | None = None) -> float:
    """Return the factor k of a normal interval or limit for n values."""
    sure = ask.confidence if confidence is None else confidence
    if math.isfinite(ask.sigma):
        return factors.known_sigma_factor(n, ask.coverage, sure, ask.side == "both")
    if math.isfinite(ask.center):
        return factors.known_mean_factor(n, ask.coverage, sure, ask.side == "both")
    if ask.side != "both":
        return factors.one_sided_factor(n, ask.coverage, sure)
    return _FACTORS[ask.method](n, ask.coverage, sure)


def factor_words(ask: Asked) -> Words:
    """Return by what the factor was made."""
    if math.isfinite(ask.sigma):
        return Msg("sigma known")
    if math.isfinite(ask.center):
        return Msg("mean known, chi-square")
    if ask.side != "both":
        return Msg("one-sided, noncentral t")
    names: dict[str, Words] = {
        "exact": Msg("two-sided, exact"),
        "howe": Msg("two-sided, Howe"),
        "howe-corrected": Msg("two-sided, Howe with correction"),
        "wald-wolfowitz": Msg("two-sided, Wald-Wolfowitz"),
    }
    return names[ask.method]


def limits(ask: Asked, values: Floats, confidence: float | None = None) -> Limits:
    """Return the tolerance limits of values; `confidence` in place of the one asked for.

    Raises
    ------
    DataError
        ``not-positive`` where the distribution has no values at or below 0, ``no-variation``, ``few-values``.
    """
    if len(values) < (1 if ask.dist == "any" or math.isfinite(ask.sigma) else 2):
        raise DataError("few-values", Msg("one value tells nothing of the spread; give two at least."))
    low = float(values.min())
    if ask.dist in ("lognormal", "weibull", "exponential") and not low > 0:
        text = Msg(
            "a value is {value}; --dist {dist} holds for values above 0.", value=f"{low:g}", dist=ask.dist
        )
        raise DataError("not-positive", text)
    if ask.dist not in ("exponential", "any") and math.isnan(ask.sigma) and low == float(values.max()):
        text = Msg(
            "all {n} values are {value}; without variation there is no interval.",
            n=len(values),
            value=f"{low:g}",
        )
        raise DataError("no-variation", text)
    return _LIMITS[ask.dist](ask, values, ask.confidence if confidence is None else confidence)


def _normal(ask: Asked, values: Floats, sure: float) -> Limits:
    k = factor(ask, len(values), sure)
    mean = ask.center if math.isfinite(ask.center) else float(values.mean())
    if math.isfinite(ask.sigma):
        sigma = ask.sigma
    elif math.isfinite(ask.center):
        sigma = math.sqrt(float(np.mean((values - mean) ** 2)))
    else:
        sigma = float(values.std(ddof=1))
    lower = mean - k * sigma if ask.side != "upper" else -math.inf
    upper = mean + k * sigma if ask.side != "lower" else math.inf
    return Limits(lower, upper, {"k": k, "mean": mean, "sigma": sigma}, factor_words(ask), sure)


def _lognormal(ask: Asked, values: Floats, sure: float) -> Limits:
    found = _normal(ask, np.log(values), sure)
    lower, upper = (math.exp(end) if end < _LARGEST else math.inf for end in (found.lower, found.upper))
    return found._replace(lower=lower, upper=upper)


def _each_side(ask: Asked, sure: float) -> tuple[float, float]:
    """Return share and confidence of each limit: of two, each takes half of what may go wrong."""
    return ((1 + ask.coverage) / 2, (1 + sure) / 2) if ask.side == "both" else (ask.coverage, sure)


def _side_words(ask: Asked, sure: float, name: Words) -> Words:
    if ask.side != "both":
        return name
    share, each = (in_percent(value) for value in _each_side(ask, sure))
    return Msg("{name}; each limit {share} with {sure} confidence", name=name, share=share, sure=each)


def _exponential(ask: Asked, values: Floats, sure: float) -> Limits:
    n, mean = len(values), float(values.mean())
    share, each = _each_side(ask, sure)
    parts = {"mean": mean}
    lower, upper = 0.0, math.inf
    if ask.side != "upper":
        parts["lower_factor"] = exponential_factor(n, share, each, True)
        lower = parts["lower_factor"] * mean
    if ask.side != "lower":
        parts["upper_factor"] = exponential_factor(n, share, each, False)
        upper = parts["upper_factor"] * mean
    return Limits(lower, upper, parts, _side_words(ask, sure, Msg("exact, chi-square")), sure)


def _weibull(ask: Asked, values: Floats, sure: float) -> Limits:
    fit = weibull_fit(values)
    share, each = _each_side(ask, sure)
    lower = weibull_limit(values, share, each, True, fit) if ask.side != "upper" else 0.0
    upper = weibull_limit(values, share, each, False, fit) if ask.side != "lower" else math.inf
    parts = {"shape": fit.shape, "scale": fit.scale}
    return Limits(lower, upper, parts, _side_words(ask, sure, Msg("conditional, Lawless 1975")), sure)


def _any(ask: Asked, values: Floats, sure: float) -> Limits:
    n, cut = len(values), ranks_left_out(len(values), ask.coverage, sure)
    ordered = np.sort(values)
    least = 2 if ask.side == "both" else 1
    rank = max(cut // least, 1)
    below, above = int(ask.side != "upper") * rank, int(ask.side != "lower") * rank
    lower = float(ordered[below - 1]) if below else -math.inf
    upper = float(ordered[-above]) if above else math.inf
    achieved = rank_confidence(n, least * rank, ask.coverage)
    return Limits(lower, upper, {}, Verbatim("Wilks"), achieved, (below, above))


_LIMITS: dict[str, Callable[[Asked, Floats, float], Limits]] = {
    "normal": _normal,
    "lognormal": _lognormal,
    "exponential": _exponential,
    "weibull": _weibull,
    "any": _any,
}
