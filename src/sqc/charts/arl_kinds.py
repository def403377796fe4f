"""What `sqc arl` computes: one line a kind, from what was asked to run lengths under a stack of shifts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg, Words, plural
from sqc.stats.rules import Rule

if TYPE_CHECKING:
    from sqc.stats.runlength.flow import Flow

Floats = npt.NDArray[np.float64]
POINTS = 25  # of the stable chart whose price is told


class Ask(NamedTuple):
    """What was asked of a chart; checked, with its defaults.

    Parameters
    ----------
    kind : str
    rules : tuple of Rule
    size : int
        Values per subgroup.
    k : float
        Limits in standard deviations of the statistic.
    interval : float or None
        Of cusum; the limit of mewma and t2; None: by `arl0`.
    center : float
        Of charts of counts: share (p, np), mean count (c, u).
    subgroups : int or None
        Subgroups that the limits are estimated from; None: known parameters.
    """

    kind: str
    rules: tuple[Rule, ...]
    size: int = 1
    k: float = 3.0
    weight: float = 0.2
    reference: float = 0.5
    interval: float | None = None
    head_start: float = 0.0
    inspected: float = 1.0
    center: float = 0.0
    variables: int = 2
    subgroups: int | None = None
    arl0: float | None = None

    @property
    def limits(self) -> tuple[float, float]:
        """Lower and upper limit in standard deviations of the statistic."""
        return -self.k, self.k


class Lengths(NamedTuple):
    """Run lengths, one per shift of the stack; the first of the stack is no shift.

    Parameters
    ----------
    arl : float array, shape (k,)
    method : tuple of Msg
        How they were computed.
    sdrl, rl_5, median_rl, rl_95, arl_steady : float arrays or None
        None where only the average is known.
    early : float array or None
        P(signal within `POINTS` points).
    """

    arl: Floats
    method: tuple[Words, ...]
    sdrl: Floats | None = None
    rl_5: Floats | None = None
    median_rl: Floats | None = None
    rl_95: Floats | None = None
    arl_steady: Floats | None = None
    early: Floats | None = None


class _Runs(Protocol):
    def survival(self, n: int) -> Floats: ...
    def quantile(self, p: float) -> Floats: ...


def _steady(flow: Flow) -> Floats | None:
    try:
        return flow.steady_mean()
    except ValueError:  # none is computed where the state holds the last value
        return None


def _lengths(runs: _Runs, arl: Floats, sdrl: Floats, steady: Floats | None, *method: Words) -> Lengths:
    low, median, high = (runs.quantile(p) for p in (0.05, 0.5, 0.95))
    return Lengths(arl, method, sdrl, low, median, high, steady, 1.0 - runs.survival(POINTS)[:, POINTS])


_KNOWN = Msg("known mean and sigma")
_ZERO = Msg("zero state")


def _chain(flow: Flow) -> Words:
    return plural(
        "Markov chain built from the rules, {n} state",
        "Markov chain built from the rules, {n} states",
        flow.states,
    )


def _by_rules(ask: Ask, shift: Floats) -> Lengths:
    from sqc.stats.runlength.moving import i_mr_problem
    from sqc.stats.runlength.shewhart import shewhart_problem
    from sqc.stats.runlength.spread import spread_problem, xbar_r_problem

    rules, limits, n = ask.rules, ask.limits, ask.size
    both = partial(xbar_r_problem, n, rules, shift, limits=limits, spread_limits=limits)
    problems: dict[str, Callable[[], Flow]] = {
        "xbar": lambda: shewhart_problem(rules, shift, limits=limits),
        "i": lambda: shewhart_problem(rules, shift, limits=limits),
        "xbar-r": lambda: both(panel="r"),
        "xbar-s": lambda: both(panel="s"),
        "i-mr": lambda: i_mr_problem(rules, shift, limits=limits, range_limits=limits),
        "r": lambda: spread_problem("r", n, rules, shift, limits=limits),
        "s": lambda: spread_problem("s", n, rules, shift, limits=limits),
        "mr": lambda: spread_problem("mr", 2, rules, shift, limits=limits),
    }
    flow = problems[ask.kind]()
    chain = _chain(flow)
    return _lengths(flow, flow.mean(), flow.deviation(), _steady(flow), chain, _KNOWN, _ZERO)


def _by_counts(ask: Ask, shift: Floats) -> Lengths:
    from sqc.stats.runlength.counts import count_problem

    kind = {"p": "p", "np": "np", "c": "c", "u": "u"}[ask.kind]
    unit = ask.inspected if kind == "np" else 1.0
    flow = count_problem(
        kind,  # type: ignore[arg-type]
        ask.center * unit, ask.inspected, ask.rules, shift * unit, limits=ask.limits,
    )  # fmt: skip
    chain = _chain(flow)
    tails = Msg("exact binomial tails") if kind in ("p", "np") else Msg("exact Poisson tails")
    known = Msg("known center")
    return _lengths(flow, flow.mean(), flow.deviation(), _steady(flow), chain, tails, known, _ZERO)


def _memory(
    ask: Ask, kind: str, parameters: tuple[float, ...], shift: Floats, how: Words, **options: float
) -> Lengths:
    from sqc.stats.runlength.lengths import run_length

    runs = run_length(kind, *parameters, shift=shift, **options)  # type: ignore[arg-type]
    return _lengths(runs, runs.arl, runs.sdrl, runs.steady(), how, _KNOWN, _ZERO)


def _ewma(ask: Ask, shift: Floats) -> Lengths:
    from sqc.stats.runlength.solve import ewma_width

    width = ask.k
    if ask.arl0 is not None:
        width = ewma_width(ask.weight, ask.arl0, head_share=ask.head_start / ask.k)
    how = Msg(
        "integral equation, weight {weight}, limits at {width} sigma",
        weight=f"{ask.weight:g}", width=f"{width:.6g}",
    )  # fmt: skip
    return _memory(ask, "ewma", (ask.weight, width), shift, how, head_start=ask.head_start)


def _cusum(ask: Ask, shift: Floats) -> Lengths:
    from sqc.stats.runlength.solve import cusum_interval

    interval = 5.0 if ask.interval is None else ask.interval
    if ask.arl0 is not None:
        interval = cusum_interval(ask.reference, ask.arl0, head_share=ask.head_start / interval)
    how = Msg(
        "integral equation, reference value {k}, decision interval {h}",
        k=f"{ask.reference:g}", h=f"{interval:.6g}",
    )  # fmt: skip
    return _memory(ask, "cusum", (ask.reference, interval), shift, how, head_start=ask.head_start)


ARL0 = 370.398347  # of mewma and t2 without an own limit: that of limits at 3 sigma


def _mewma(ask: Ask, shift: Floats) -> Lengths:
    from sqc.stats.runlength.solve import mewma_limit

    limit = ask.interval
    if limit is None:
        limit = mewma_limit(ask.variables, ask.weight, ask.arl0 or ARL0)
    how = plural(
        "integral equation, {n} variable, weight {weight}, limit {limit}",
        "integral equation, {n} variables, weight {weight}, limit {limit}",
        ask.variables, weight=f"{ask.weight:g}", limit=f"{limit:.6g}",
    )  # fmt: skip
    return _memory(ask, "mewma", (ask.variables, ask.weight, limit), shift, how)


def _t2(ask: Ask, shift: Floats) -> Lengths:
    from sqc.stats.runlength.solve import t2_limit_for

    limit = ask.interval
    if limit is None:
        limit = t2_limit_for(ask.variables, ask.arl0 or ARL0)
    how = plural(
        "chi-square distribution, {n} variable, limit {limit}",
        "chi-square distribution, {n} variables, limit {limit}",
        ask.variables, limit=f"{limit:.6g}",
    )  # fmt: skip
    return _memory(ask, "t2", (ask.variables, limit), shift, how, n=ask.size)


def estimated(ask: Ask, shift: Floats) -> Lengths:
    """Return the ARL with limits from `ask.subgroups` subgroups, averaged over all such charts.

    Parameters
    ----------
    ask : Ask
        Of a kind that `ESTIMATED` names.
    shift : float array, shape (k,)
        In standard deviations of the plotted values.
    """
    from sqc.stats.runlength import designs
    from sqc.stats.runlength.estimated import estimated_arl

    interval = 5.0 if ask.interval is None else ask.interval
    makers = {
        "ewma": lambda: designs.ewma_design(ask.weight, ask.k),
        "cusum": lambda: designs.cusum_design(ask.reference, interval),
    }
    design = makers.get(ask.kind, lambda: designs.shewhart_design(ask.k))()
    assert ask.subgroups is not None
    single = ask.size == 1
    arl = estimated_arl(
        design, ask.subgroups, ask.size, shift=shift, sigma="moving-range" if single else "pooled"
    )
    if single:
        how = Msg("mean and sigma estimated from {m} values (moving ranges)", m=ask.subgroups)
    else:
        how = Msg("mean and sigma estimated from {m} subgroups of {n}", m=ask.subgroups, n=ask.size)
    return Lengths(arl, (Msg("averaged over all charts with such limits"), how, _ZERO))


ESTIMATED = ("xbar", "i", "ewma", "cusum")


class ArlKind(NamedTuple):
    """One kind: how its shifts are said (a key of `arl_words.SCALES`), what it takes, how it is computed.

    `needs` are options without a default; `defaults` replace those of `Ask`.
    """

    scale: str
    takes: tuple[str, ...]
    compute: Callable[[Ask, Floats], Lengths]
    defaults: Mapping[str, float] = {}
    needs: tuple[str, ...] = ()


_SIGMA = ("given_sigma", "unit")
_MEANS = ("rules", "size", "k", *_SIGMA)
_SPREAD = ("rules", "size", "k")
_COUNTS = ("rules", "k", "given_center", "inspected")
_FIVE = {"size": 5}

KINDS: dict[str, ArlKind] = {
    "xbar": ArlKind("mean", (*_MEANS, "subgroups"), _by_rules),
    "i": ArlKind("mean", ("rules", "k", *_SIGMA, "subgroups"), _by_rules),
    "xbar-r": ArlKind("mean", _MEANS, _by_rules, _FIVE),
    "xbar-s": ArlKind("mean", _MEANS, _by_rules, _FIVE),
    "i-mr": ArlKind("mean", ("rules", "k", *_SIGMA), _by_rules),
    "r": ArlKind("ratio", _SPREAD, _by_rules, _FIVE),
    "s": ArlKind("ratio", _SPREAD, _by_rules, _FIVE),
    "mr": ArlKind("ratio", ("rules", "k"), _by_rules),
    "p": ArlKind("share", _COUNTS, _by_counts, {}, ("given_center", "inspected")),
    "np": ArlKind("share", _COUNTS, _by_counts, {}, ("given_center", "inspected")),
    "c": ArlKind("rate", ("rules", "k", "given_center"), _by_counts, {}, ("given_center",)),
    "u": ArlKind("rate", _COUNTS, _by_counts, {}, ("given_center",)),
    "ewma": ArlKind("mean", ("weight", "k", "head_start", "arl0", "size", *_SIGMA, "subgroups"), _ewma),
    "cusum": ArlKind(
        "mean", ("reference", "interval", "head_start", "arl0", "size", *_SIGMA, "subgroups"), _cusum
    ),
    "mewma": ArlKind("distance", ("weight", "interval", "variables", "arl0"), _mewma, {"weight": 0.1}),
    "t2": ArlKind("distance", ("interval", "variables", "size", "arl0"), _t2),
}
