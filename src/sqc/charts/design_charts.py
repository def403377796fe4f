"""What `sqc chart-design` solves: one line a chart, from what is wanted to limits and run lengths."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from sqc.charts.rule_choice import rule_set
from sqc.charts.rulesets import RuleSet
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.stats.normal import normal_quantile

WITHIN = (1, 5, 10)  # points: power and operating characteristic
Floats = npt.NDArray[np.float64]


class Wanted(NamedTuple):
    """What was asked of the design, checked.

    Parameters
    ----------
    kind : str
    arl0 : float
        Wanted average run length without a shift, in points.
    shift : float
        To be seen, in the unit of `given_sigma` (mewma, t2: a distance).
    size : int
        Values per subgroup.
    points : float or None
        The shift is to be seen after so many points: `size` is solved.
    weight, k, reference, interval : float or None
        Kept; None: solved.
    variables : int
    given_sigma : float or None
        Sigma of single values; None: 1, shifts are in sigma within.
    unit : str
    """

    kind: str
    arl0: float = 370.4
    shift: float = 1.0
    size: int = 1
    points: float | None = None
    weight: float | None = None
    k: float | None = None
    reference: float | None = None
    interval: float | None = None
    variables: int = 2
    given_sigma: float | None = None
    unit: str = ""

    @property
    def scale(self) -> float:
        """One over the standard deviation of the plotted points."""
        return math.sqrt(self.size) / (self.given_sigma or 1.0)


class Runs(Protocol):
    """Run lengths under a stack of shifts."""

    def mean(self) -> Floats:
        """Average run lengths."""

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to n, a row a shift."""


class Solved(NamedTuple):
    """A chart with its limits.

    Parameters
    ----------
    name : Msg
        Short, for tables and curves.
    parameters : mapping of str to float
        By the keys of the facts.
    settings : Msg
        The parameters in words.
    brief : Msg
        The same in a table.
    runs : callable
        Run lengths from shifts of the plotted points.
    method : Msg
        How they are computed.
    spans : mapping of str to float
        What is drawn or set at the chart, in standard deviations of the plotted points.
    few : bool
        Whether a curve of many shifts takes long.
    """

    name: Words
    parameters: Mapping[str, float]
    settings: Words
    brief: Words
    runs: Callable[[Floats], Runs]
    method: Words
    spans: Mapping[str, float] = {}
    few: bool = False


_CALM: Floats = np.zeros(1)
_WIDEST = 8.0  # limits in sigma; no finite run rule sees what lies further
_INTEGRAL = Msg("integral equation")
_CHAIN = Msg("Markov chain built from the rules")


def _by_rules(rules: RuleSet, k: float, shift: Floats) -> Runs:
    from sqc.stats.runlength.shewhart import shewhart_problem

    return shewhart_problem(rules.rules, shift, limits=(-k, k))


def _shewhart(name: str, rules: RuleSet, k: float) -> Solved:
    text, brief = Msg("limits at {k} sigma", k=f"{k:.3f}"), Msg("limits {k}", k=f"{k:.3f}")
    runs = partial(_by_rules, rules, k)
    return Solved(Verbatim(name), {"k": k}, text, brief, runs, _CHAIN, {"half_width": k})


def shewhart(wanted: Wanted) -> Solved:
    """Return the chart of means or single values with limits alone."""
    return _shewhart("Shewhart", rule_set("limits"), -float(normal_quantile(0.5 / wanted.arl0)))


def nelson(wanted: Wanted) -> Solved:
    """Return the chart with a run rule beside its limits, these so much wider that the price is the same.

    Raises
    ------
    ValueError
        The run rule alone signals more often.
    """
    rules = rule_set("nelson:1,2")

    def arl(k: float) -> float:
        return float(_shewhart("", rules, k).runs(_CALM).mean()[0])

    low, high = 0.0, _WIDEST
    if arl(high) < wanted.arl0:
        raise ValueError("arl0 is out of reach")
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if arl(middle) < wanted.arl0 else (low, middle)
    return _shewhart("Shewhart nelson:1,2", rules, high)


def ewma(wanted: Wanted) -> Solved:
    """Return the EWMA chart that sees the shift soonest, or the one whose weight or limits are kept."""
    from sqc.stats.runlength.ewma import ewma_problem, spread
    from sqc.stats.runlength.optimum import best_ewma
    from sqc.stats.runlength.solve import ewma_weight, ewma_width

    if wanted.weight is not None:
        weight, width = wanted.weight, ewma_width(wanted.weight, wanted.arl0)
    elif wanted.k is not None:
        weight, width = ewma_weight(wanted.k, wanted.arl0), wanted.k
    else:
        weight, width = best_ewma(wanted.shift * wanted.scale, wanted.arl0)
    values = {"weight": f"{weight:.4g}", "k": f"{width:.3f}"}
    text = Msg("weight {weight} and limits at {k} sigma", **values)
    brief = Msg("weight {weight}, limits {k}", **values)
    return Solved(
        Verbatim("EWMA"), {"weight": weight, "width": width}, text, brief,
        partial(ewma_problem, weight, width), _INTEGRAL, {"half_width": width * spread(weight)},
    )  # fmt: skip


def cusum(wanted: Wanted) -> Solved:
    """Return the CUSUM chart with half the shift as its reference value, or what is kept."""
    from sqc.stats.runlength.cusum import cusum_problem
    from sqc.stats.runlength.solve import cusum_interval, cusum_reference

    if wanted.interval is not None:
        reference, interval = cusum_reference(wanted.interval, wanted.arl0), wanted.interval
    else:
        reference = 0.5 * wanted.shift * wanted.scale if wanted.reference is None else wanted.reference
        interval = cusum_interval(reference, wanted.arl0)
    values = {"k": f"{reference:.4g}", "h": f"{interval:.3f}"}
    text = Msg("reference value {k} and decision interval {h}", **values)
    brief = Msg("ref. {k}, interval {h}", **values)
    return Solved(
        Verbatim("CUSUM"), {"reference": reference, "interval": interval}, text, brief,
        partial(cusum_problem, reference, interval), _INTEGRAL,
        {"reference_width": reference, "interval_width": interval},
    )  # fmt: skip


def t2(wanted: Wanted) -> Solved:
    """Return the T2 chart."""
    from sqc.stats.runlength.hotelling import t2_problem
    from sqc.stats.runlength.solve import t2_limit_for

    p = wanted.variables
    limit = t2_limit_for(p, wanted.arl0)
    text = Msg("limit {h} for {p} variables", h=f"{limit:.3f}", p=p)
    brief = Msg("limit {h}", h=f"{limit:.3f}")
    return Solved(
        Verbatim("T2"), {"limit": limit}, text, brief,
        partial(t2_problem, p, limit), Msg("chi-square distribution"),
    )  # fmt: skip


_WEIGHTS = (0.8, 0.6, 0.4, 0.28, 0.2, 0.14, 0.1, 0.07, 0.05)  # the optimum is flat
_WIDE = 12.0  # radius of the plane whose matrices still take a tenth of a second


def _best_mewma(wanted: Wanted) -> tuple[float, float, Words]:
    """Return weight, limit and method of the MEWMA chart that sees the shift soonest."""
    from sqc.stats.runlength.mewma import mewma_problem
    from sqc.stats.runlength.solve import mewma_limit

    p, shift = wanted.variables, np.array([wanted.shift * wanted.scale])
    best, found = math.inf, (1.0, 0.0)
    for weight in _WEIGHTS:
        limit = mewma_limit(p, weight, wanted.arl0)
        if limit > weight * (2.0 - weight) * _WIDE**2 and found[1]:
            return (*found, Msg("integral equation, smaller weights not tried (--weight)"))
        delay = float(mewma_problem(p, weight, limit, shift).mean()[0])
        if delay > best:
            break  # delays fall, then rise
        best, found = delay, (weight, limit)
    return (*found, _INTEGRAL)


def mewma(wanted: Wanted) -> Solved:
    """Return the MEWMA chart whose weight sees the shift soonest, of a few, or the one that is kept."""
    from sqc.stats.runlength.mewma import mewma_problem
    from sqc.stats.runlength.solve import mewma_limit

    p = wanted.variables
    if wanted.weight is None:
        weight, limit, method = _best_mewma(wanted)
    else:
        weight, method = wanted.weight, _INTEGRAL
        limit = mewma_limit(p, weight, wanted.arl0)
    values = {"weight": f"{weight:g}", "h": f"{limit:.3f}"}
    text = Msg("weight {weight} and limit {h} for {p} variables", p=p, **values)
    brief = Msg("weight {weight}, limit {h}", **values)
    return Solved(
        Verbatim("MEWMA"), {"weight": weight, "limit": limit}, text, brief,
        partial(mewma_problem, p, weight, limit), method, few=True,
    )  # fmt: skip


Solver = Callable[[Wanted], Solved]


class DesignKind(NamedTuple):
    """One kind: its solver, what it is compared with, its options beside arl0 and shift.

    `estimated` is the function of `stats.runlength.designs` that knows the chart with limits from estimates.
    """

    solve: Solver
    beside: tuple[Solver, ...]
    takes: tuple[str, ...]
    size: int = 1
    estimated: str = ""


_MEANS = (shewhart, nelson, ewma, cusum)
_DISTANCES = (t2, mewma)
_SIZE = ("points", "size")
_SIGMA = ("given_sigma", "unit")

KINDS: dict[str, DesignKind] = {
    "xbar": DesignKind(shewhart, _MEANS, (*_SIZE, *_SIGMA), 5, "shewhart_design"),
    "i": DesignKind(shewhart, _MEANS, _SIGMA, 1, "shewhart_design"),
    "ewma": DesignKind(ewma, _MEANS, (*_SIZE, "weight", "k", *_SIGMA), 1, "ewma_design"),
    "cusum": DesignKind(cusum, _MEANS, (*_SIZE, "reference", "interval", *_SIGMA), 1, "cusum_design"),
    "t2": DesignKind(t2, _DISTANCES, (*_SIZE, "variables")),
    "mewma": DesignKind(mewma, _DISTANCES, ("size", "weight", "variables")),
}
