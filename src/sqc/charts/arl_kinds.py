"""What `sqc arl` computes: one line a kind, from what was asked to run lengths under a stack of shifts.

A kind of the catalogue names its line itself (`ChartKind.run_length`); the others stand in `OTHERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from sqc.charts.catalog import run_lengths
from sqc.charts.kind import load_kind
from sqc.charts.rulesets import Place
from sqc.i18n.message import Msg, Words, plural
from sqc.stats.rules import Rule

if TYPE_CHECKING:
    from sqc.stats.runlength.designs import Design
    from sqc.stats.runlength.flow import Flow
    from sqc.stats.runlength.pair import Pair

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


Compute = Callable[[Ask, Floats], Lengths]


class _Runs(Protocol):
    def survival(self, n: int) -> Floats: ...
    def quantile(self, p: float) -> Floats: ...


def _lengths(runs: _Runs, arl: Floats, sdrl: Floats, steady: Floats, *method: Words) -> Lengths:
    low, median, high = (runs.quantile(p) for p in (0.05, 0.5, 0.95))
    return Lengths(arl, method, sdrl, low, median, high, steady, 1.0 - runs.survival(POINTS)[:, POINTS])


_KNOWN = Msg("known mean and sigma")
_ZERO = Msg("zero state")


def _chain(runs: Flow | Pair) -> Words:
    if runs.panels > 1:
        return plural(
            "Markov chain for each panel built from the rules, {n} state together",
            "Markov chain for each panel built from the rules, {n} states together",
            runs.states,
        )
    return plural(
        "Markov chain built from the rules, {n} state",
        "Markov chain built from the rules, {n} states",
        runs.states,
    )


def by_rules(problem: Callable[[Ask, Floats], Flow | Pair], *clauses: Words) -> Compute:
    """Return the computation of a Shewhart chart of normal values by the chain of its rules.

    `clauses` are said of it in the Method line.
    """

    def compute(ask: Ask, shift: Floats) -> Lengths:
        runs = problem(ask, shift)
        said = (_chain(runs), *clauses, _KNOWN, _ZERO)
        return _lengths(runs, runs.mean(), runs.deviation(), runs.steady_mean(), *said)

    return compute


def by_counts(
    statistic: Literal["p", "np", "c", "u"], model: Literal["binomial", "poisson"], whole: bool = False
) -> Compute:
    """Return the computation of a chart of counts by the chain of its rules.

    `statistic` is what `stats.runlength.counts` calls what is plotted; `whole`: the count of a lot, not its
    share.
    """
    tails = Msg("exact binomial tails") if model == "binomial" else Msg("exact Poisson tails")

    def compute(ask: Ask, shift: Floats) -> Lengths:
        from sqc.stats.runlength.counts import count_problem

        unit = ask.inspected if whole else 1.0
        flow = count_problem(
            statistic, ask.center * unit, ask.inspected, ask.rules, shift * unit, limits=ask.limits
        )
        chain, known = _chain(flow), Msg("known center")
        steady = flow.steady_mean()
        return _lengths(flow, flow.mean(), flow.deviation(), steady, chain, tails, known, _ZERO)

    return compute


def single_values(ask: Ask, shift: Floats) -> Flow:
    """Return the run lengths of single values, or of means in their own sigma."""
    from sqc.stats.runlength.shewhart import shewhart_problem

    return shewhart_problem(ask.rules, shift, limits=ask.limits)


def by_spread(panel: Literal["r", "s", "mr"]) -> Compute:
    """Return the computation of a panel of ranges, standard deviations or moving ranges."""

    def problem(ask: Ask, shift: Floats) -> Flow:
        from sqc.stats.runlength.spread import spread_problem

        return spread_problem(panel, max(ask.size, 2), ask.rules, shift, limits=ask.limits)

    return by_rules(problem)


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


def estimated(line: ArlKind, ask: Ask, shift: Floats) -> Lengths:
    """Return the ARL with limits from `ask.subgroups` subgroups, averaged over all such charts.

    Parameters
    ----------
    line : ArlKind
        Of a kind that has a `design`.
    ask : Ask
    shift : float array, shape (k,)
        In standard deviations of the plotted values.
    """
    from sqc.stats.runlength.estimated import estimated_arl

    assert ask.subgroups is not None and line.design is not None
    design = line.design(ask)
    single = ask.size == 1
    arl = estimated_arl(
        design, ask.subgroups, ask.size, shift=shift, sigma="moving-range" if single else "pooled"
    )
    if single:
        how = Msg("mean and sigma estimated from {m} values (moving ranges)", m=ask.subgroups)
    else:
        how = Msg("mean and sigma estimated from {m} subgroups of {n}", m=ask.subgroups, n=ask.size)
    return Lengths(arl, (Msg("averaged over all charts with such limits"), how, _ZERO))


def shewhart_design(ask: Ask) -> Design:
    """Return a Shewhart chart with limits alone."""
    from sqc.stats.runlength.designs import shewhart_design

    return shewhart_design(ask.k)


def _ewma_design(ask: Ask) -> Design:
    from sqc.stats.runlength.designs import ewma_design

    return ewma_design(ask.weight, ask.k)


def _cusum_design(ask: Ask) -> Design:
    from sqc.stats.runlength.designs import cusum_design

    return cusum_design(ask.reference, 5.0 if ask.interval is None else ask.interval)


class ArlKind(NamedTuple):
    """One kind: what it takes and how it is computed.

    Parameters
    ----------
    takes : tuple of str
        Options; those of all kinds are not listed.
    compute : callable
    defaults : mapping
        Replace those of `Ask`.
    needs : tuple of str
        Options without a default.
    needs_with : mapping
        Options that another one needs beside it.
    least : mapping
        Smallest value of an option.
    place : str
        What its (first) panel is to the rules of a set, as on `sqc chart`.
    design : callable, optional
        The chart for `stats.runlength.estimated`; without it limits cannot be taken as estimated.
    scale : str
        How its shifts are said: a key of `arl_words.SCALES`; from the catalogue.
    """

    takes: tuple[str, ...]
    compute: Compute
    defaults: Mapping[str, float] = {}
    needs: tuple[str, ...] = ()
    needs_with: Mapping[str, tuple[str, ...]] = {}
    least: Mapping[str, int] = {}
    place: Place = "location"
    design: Callable[[Ask], Design] | None = None
    scale: str = ""


SIGMA = ("given_sigma", "unit")
MEANS = ("rules", "size", "k", *SIGMA)
COUNTS = ("rules", "k", "given_center", "inspected")
FIVE, TWO = {"size": 5}, {"size": 2}

OTHERS: dict[str, ArlKind] = {
    "ewma": ArlKind(
        ("weight", "k", "head_start", "arl0", "size", *SIGMA, "subgroups"), _ewma, design=_ewma_design
    ),
    "cusum": ArlKind(
        ("reference", "interval", "head_start", "arl0", "size", *SIGMA, "subgroups"),
        _cusum,
        design=_cusum_design,
    ),
    "mewma": ArlKind(
        ("weight", "interval", "variables", "arl0"),
        _mewma,
        {"weight": 0.1},
        least={"variables": 2},
    ),
    "t2": ArlKind(("interval", "variables", "size", "arl0"), _t2),
}


def line_of(name: str) -> ArlKind:
    """Return the line of a kind that has run lengths (`catalog.run_lengths`)."""
    scale = run_lengths()[name]
    if name in OTHERS:
        return OTHERS[name]._replace(scale=scale)
    make = load_kind(name).run_length
    assert make is not None
    return make()._replace(scale=scale)
