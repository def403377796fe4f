"""Capability by another curve than the normal one: quantiles of a fitted family, intervals by bootstrap."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sqc.capability.distribution_fit import choose_johnson, fit_all, fit_family, inseparable
from sqc.capability.distribution_study import ENDS
from sqc.capability.moments import Floats
from sqc.capability.normal import NONE, Index, nearer
from sqc.capability.specification import Specification
from sqc.capability.standards import Standard, letter
from sqc.i18n.message import Msg
from sqc.notes import FitError
from sqc.stats.capability import Indices
from sqc.stats.empirical import Empirical
from sqc.stats.families.family import Curve
from sqc.stats.families.fit import Fit
from sqc.stats.families.johnson import Choice
from sqc.stats.families.resample import bootstrap_interval, refitted, replicates
from sqc.stats.families.transforms import POWERS, power_interval
from sqc.stats.targets import exceedance_indices

AUTO = "auto"
REPLICATES, SEED = 10_000, 1
# with more values 10,000 refits take long, and fewer tell as much
MOST_DRAWN = 20_000_000
# beyond it estimates spread as one over the root of the number of values, and refits of this many tell it
MOST_REFITTED, FEWER = 10_000, 500
# a curve through quantiles is looked for at a hundred distances of theirs each time
MOST_TRIED = 1_000


class Share(NamedTuple):
    """What a curve leaves outside on one side, with its interval."""

    value: float
    interval: tuple[float, float]


class Curved(NamedTuple):
    """What a study by a fitted family, or by empirical quantiles, states.

    Parameters
    ----------
    fit : Fit or Empirical
    ppk : Index
        Ppk by quantiles, its interval and bounds by bootstrap or order statistics.
    pp : float
        Pp by quantiles, NaN with one limit.
    quantiles : (float, float, float)
        X0.135, X50 and X99.865 of the curve.
    below, above : Share
        NaN where there is no such limit.
    fitting : tuple of Fit
        Families that the values cannot tell from the best.
    replicates : int
    refitted : int
        Values of each refit: of many values fewer, the spread of what comes out scaled.
    claim : bool
        Whether the values are enough for the indices to be stated.
    power : (float, float), optional
        Interval of lambda of a power transformation, by its likelihood ratio.
    johnson : Choice, optional
        Where the curve of Johnson's system was chosen by its quantiles.
    pp_name : str
    more : tuple of Index
        What a standard states besides: P from a bound to a limit, indices by what lies outside.
    """

    fit: Fit | Empirical
    ppk: Index
    pp: float
    quantiles: tuple[float, float, float]
    below: Share
    above: Share
    fitting: tuple[Fit, ...]
    replicates: int
    refitted: int
    claim: bool = True
    power: tuple[float, float] | None = None
    johnson: Choice | None = None
    pp_name: str = "Pp"
    more: tuple[Index, ...] = ()

    @property
    def indices(self) -> list[Index]:
        """Every index that is stated."""
        both = [Index("pp", self.pp_name, self.pp)] if math.isfinite(self.pp) else []
        return [*both, self.ppk, *self.more]

    @property
    def family(self) -> Fit | None:
        """The family that was fitted, None by the values alone."""
        return self.fit if isinstance(self.fit, Fit) else None


_Interval = Callable[..., tuple[Floats, tuple[float, float]]]


def curved(
    dist: str,
    values: Floats,
    spec: Specification,
    standard: Standard | None = None,
    shown: bool = False,
) -> Curved:
    """Fit a family, or with ``auto`` the one of the smallest AICc that is not rejected.

    Raises
    ------
    OptionError, FitError
        As `fit_family` does; ``no-family`` where no family fits.
    """
    fitting = inseparable(fit_all(values))
    if dist == AUTO and not fitting:
        raise FitError(
            "no-family",
            Msg(
                "no distribution fits these {n} values; count what is outside, or record finer readings.",
                n=len(values),
            ),
        )
    chosen = choose_johnson(values) if dist == "johnson" else None
    fit = fitting[0] if dist == AUTO else fit_family(chosen.name if chosen else dist, values)
    size = min(len(values), MOST_REFITTED)
    number = min(REPLICATES, MOST_DRAWN // size) if size == len(values) else FEWER
    if fit.curve.family.by == "quantiles":
        number = min(number, MOST_TRIED)
    refits = refitted(fit, number, SEED, size)
    narrower = math.sqrt(size / len(values))

    def interval(statistic: Any, at: float, ratio: bool = False) -> tuple[Floats, tuple[float, float]]:
        drawn = _scaled(replicates(refits, statistic), at, narrower, ratio)
        return drawn, bootstrap_interval(drawn, spec.confidence) if len(drawn) else (math.nan, math.nan)

    value = float(_pk(fit.curve, spec))
    drawn, ends = interval(lambda curve: _pk(curve, spec), value)
    bounds = _bounds(drawn, spec.confidence)
    low, middle, high = (float(fit.quantile(p)) for p in ENDS)
    lower, upper = sides_of(low, middle, high, spec)
    index = Index(
        "ppk",
        "Ppk",
        value,
        ends,
        bounds,
        nearer(float(lower), float(upper)),
    )
    sides = [
        Share(
            share,
            interval(lambda curve, side=side: _outside(curve, spec)[side], share, True)[1]
            if limited
            else (0.0, 0.0),
        )
        for side, (share, limited) in enumerate(
            zip(_outside(fit, spec), (math.isfinite(spec.low), math.isfinite(spec.high)), strict=True)
        )
    ]
    pp = (spec.high - spec.low) / (high - low)
    quantiles = low, middle, high
    found = Curved(fit, index, pp, quantiles, sides[0], sides[1], fitting, len(drawn), size, johnson=chosen)
    if fit.name in POWERS:
        power = power_interval(fit.name, values, fit.parameters["lambda"], spec.confidence)
        found = found._replace(power=power)
    if standard is None:
        return found
    return found._replace(more=_exceedance(fit, interval, spec, letter(shown), standard.exceedance))


def _exceedance(
    fit: Fit, interval: _Interval, spec: Specification, first: str, end: str
) -> tuple[Index, ...]:
    """Return the indices by what the curve leaves outside; none where nothing can be outside."""
    found = _by_shares(fit, spec)
    drawn, ends = interval(lambda curve: _by_shares(curve, spec).smaller, float(found.smaller))
    side = nearer(float(found.lower), float(found.upper))
    indices = (
        Index("pp_z", f"{first}p{end}", float(found.both)),
        Index("ppk_z", f"{first}pk{end}", float(found.smaller), ends, _bounds(drawn, spec.confidence), side),
    )
    return tuple(one for one in indices if math.isfinite(one.value))


def _bounds(drawn: Floats, confidence: float) -> tuple[float, float]:
    """Return the one-sided bounds of what was drawn."""
    return bootstrap_interval(drawn, 2 * confidence - 1) if len(drawn) else NONE


def _by_shares(curve: Curve | Fit, spec: Specification) -> Indices:
    below, above = _outside(curve, spec)
    return exceedance_indices(
        below if math.isfinite(spec.low) else math.nan, above if math.isfinite(spec.high) else math.nan
    )


def _scaled(drawn: Floats, at: float, factor: float, ratio: bool) -> Floats:
    """Return draws whose distance from the estimate, or ratio to it, is what more values would give."""
    if factor == 1.0 or (ratio and not at > 0):
        return drawn
    if not ratio:
        return at + factor * (drawn - at)
    with np.errstate(divide="ignore"):
        return np.asarray(at * np.exp(factor * np.log(drawn / at)))


def sides_of(low: Any, middle: Any, high: Any, spec: Specification) -> tuple[Any, Any]:
    """Return Ppl and Ppu by the quantiles X0.135, X50 and X99.865."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return (middle - spec.low) / (middle - low), (spec.high - middle) / (high - middle)


def _pk(curve: Curve, spec: Specification) -> Any:
    low, middle, high = (curve.quantile(p) for p in ENDS)
    return np.fmin(*sides_of(low, middle, high, spec))


def _outside(curve: Curve | Fit, spec: Specification) -> tuple[Any, Any]:
    below = curve.cdf(spec.low) if math.isfinite(spec.low) else 0.0
    above = curve.sf(spec.high) if math.isfinite(spec.high) else 0.0
    return below, above
