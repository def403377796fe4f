"""Run lengths of Shewhart charts: by the chain of their rules, else by simulation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np

from sqc.charts.arl_lengths import (
    AVERAGED,
    KNOWN,
    POINTS,
    ZERO,
    Ask,
    Compute,
    Floats,
    Lengths,
    lengths_of,
    phase1,
    phase1_sigma,
)
from sqc.i18n.message import Msg, Words, plural
from sqc.stats.runlength.refusals import NoChainError

if TYPE_CHECKING:
    from sqc.stats.runlength.chart import Chart
    from sqc.stats.runlength.flow import Flow
    from sqc.stats.runlength.pair import Pair
    from sqc.stats.runlength.sigma_law import Sigma

Scale = Literal["mean", "ratio"]

_POINTS = 8e6  # simulated, all shifts together: about four seconds
_BRIEF = 5e5  # for each shift of a curve
_SLOW = 1000  # unknowns of a chain: a second for about ten shifts
_LIGHT = 50  # unknowns: thousands of chains in a second
_HEAVY = 1200  # unknowns: too many for the chains of an average over estimates


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


def by_rules(
    chart_of: Callable[[Ask], Chart], *clauses: Words, sigma: Sigma | None = None, scale: Scale = "mean"
) -> Compute:
    """Return the computation of a Shewhart chart of normal values.

    Parameters
    ----------
    chart_of : callable
        From what was asked to the chart.
    *clauses : Words
        Said of it in the Method line.
    sigma : str, optional
        How its phase I estimates sigma; needed where the kind takes `subgroups`.
    scale : {"mean", "ratio"}
        What a shift changes.
    """

    def compute(ask: Ask, shift: Floats, *, brief: bool = False) -> Lengths:
        chart, calm = chart_of(ask), np.zeros(len(shift))
        mean, ratio = (shift, calm + 1.0) if scale == "mean" else (calm, shift)
        if ask.subgroups is not None:
            assert sigma is not None
            from_what = phase1 if scale == "mean" else phase1_sigma
            how = (AVERAGED, *clauses, from_what(ask.subgroups, ask.size, sigma), ZERO)
            return _estimated(chart, ask, mean, ratio, sigma, scale, how, brief)
        said = (*clauses, KNOWN, ZERO)
        try:
            runs = chart.exact(mean, ratio)
        except NoChainError:
            return simulated_lengths(chart, mean, ratio, *said, brief=brief)
        return _exact(runs, (_chain(runs), *said), brief)

    return compute


def _exact(runs: Flow | Pair, how: tuple[Words, ...], brief: bool) -> Lengths:
    slow = runs.unknowns > _SLOW
    return lengths_of(runs, runs.mean(), runs.deviation, runs.steady_mean, *how, brief=brief, slow=slow)


def simulated_lengths(chart: Chart, mean: Floats, ratio: Floats, *said: Words, brief: bool) -> Lengths:
    """Return run lengths by simulation, under each mean and ratio of the process.

    Parameters
    ----------
    chart : Chart
    mean, ratio : float arrays, shape (k,) or (k, charts)
        With limits from estimates those of each chart.
    *said : Words
        More for the Method line.
    brief : bool
        The averages alone, of fewer charts.
    """
    from sqc.stats.runlength.simulate import SEED, charts_in_time, simulate

    points = _BRIEF if brief else _POINTS / len(mean)
    stack = list(zip(mean, ratio, strict=True))
    charts = min(charts_in_time(chart, a, b, points=points) for a, b in stack)
    found = [simulate(chart, a, b, charts=charts, points=20.0 * points) for a, b in stack]
    how = Msg("simulation of {n} charts a shift, judged by the rules, seed {seed}", n=charts, seed=str(SEED))
    error = np.array([one.standard_error for one in found])
    arl = np.array([one.arl for one in found])
    if brief:
        return Lengths(arl, (how, *said), error, slow=True)
    low, median, high = np.array([[one.quantile(p) for one in found] for p in (0.05, 0.5, 0.95)])
    return Lengths(
        arl, (how, *said), error, np.array([one.deviation for one in found]), low, median, high,
        early=np.array([one.within(POINTS) for one in found]), slow=True,
    )  # fmt: skip


def _estimated(
    chart: Chart, ask: Ask, mean: Floats, ratio: Floats, sigma: Sigma, scale: Scale,
    how: tuple[Words, ...], brief: bool,
) -> Lengths:  # fmt: skip
    """Average over the estimates, by quadrature over exact chains, or by simulation."""
    from sqc.stats.runlength.chart import design_of
    from sqc.stats.runlength.estimated import estimated_arl

    assert ask.subgroups is not None
    try:
        one = np.ones(1)
        unknowns = chart.exact(one - 1.0, one).unknowns
        if unknowns > _HEAVY:
            raise NoChainError("too many chains: simulate")
        nodes, same = (24, 1e-7) if unknowns <= _LIGHT and not brief else (10, 1e-4)
        arl = estimated_arl(
            design_of(chart, scale), ask.subgroups, ask.size, shift=mean if scale == "mean" else ratio,
            sigma=sigma, estimated="both" if scale == "mean" else "sigma", nodes=nodes, same=same,
        )  # fmt: skip
        return Lengths(arl, how, slow=unknowns > _LIGHT)
    except NoChainError:
        return _simulated_estimates(chart, ask, mean, ratio, sigma, how, brief)


def _simulated_estimates(
    chart: Chart, ask: Ask, mean: Floats, ratio: Floats, sigma: Sigma, how: tuple[Words, ...], brief: bool
) -> Lengths:
    """Simulate charts, each with estimates of its own."""
    from sqc.stats.runlength.sigma_law import draw_sigma, tail
    from sqc.stats.runlength.simulate import MOST, SEED

    m = ask.subgroups or 0
    if chart.growth >= tail(m, ask.size, sigma):
        return Lengths(np.full(len(mean), np.inf), how, slow=True)
    random = np.random.default_rng(SEED + 2)
    own = draw_sigma(random, MOST, m, ask.size, sigma)
    error = random.standard_normal(MOST) / np.sqrt(m)
    return simulated_lengths(
        chart, (mean[:, None] - error) / own, ratio[:, None] / own, *how[1:], brief=brief
    )


def single_values(ask: Ask) -> Chart:
    """Return the chart of single values, or of means in their own sigma."""
    from sqc.stats.runlength.chart import means_chart

    return means_chart(ask.rules, ask.limits)


def subgroups(panel: Literal["r", "s"]) -> Callable[[Ask], Chart]:
    """Return the chart of means over ranges or standard deviations."""

    def both(ask: Ask) -> Chart:
        from sqc.stats.runlength.chart import subgroups_chart

        return subgroups_chart(panel, ask.size, ask.rules, ask.below, ask.limits)

    return both


def individuals(ask: Ask) -> Chart:
    """Return the chart of single values over their moving ranges."""
    from sqc.stats.runlength.chart import individuals_chart

    return individuals_chart(ask.rules, ask.below, ask.limits)


def by_spread(panel: Literal["r", "s", "mr"]) -> Compute:
    """Return the computation of a panel of ranges, standard deviations or moving ranges."""

    def chart(ask: Ask) -> Chart:
        from sqc.stats.runlength.chart import spread_chart

        return spread_chart(panel, max(ask.size, 2), ask.rules, ask.limits)

    estimate: dict[str, Sigma] = {"r": "range", "s": "sd", "mr": "moving-range"}
    return by_rules(chart, sigma=estimate[panel], scale="ratio")


def by_counts(
    statistic: Literal["p", "np", "c", "u"], model: Literal["binomial", "poisson"], whole: bool = False
) -> Compute:
    """Return the computation of a chart of counts.

    `statistic` is what `stats.runlength.counts` calls what is plotted; `whole`: the count of a lot, not its
    share.
    """
    tails = Msg("exact binomial tails") if model == "binomial" else Msg("exact Poisson tails")

    def compute(ask: Ask, shift: Floats, *, brief: bool = False) -> Lengths:
        from sqc.stats.runlength.counts import counts_chart

        unit = ask.inspected if whole else 1.0
        chart = counts_chart(statistic, ask.center * unit, ask.inspected, ask.rules, ask.limits)
        mean = shift * unit
        if ask.subgroups is not None:
            return _estimated_counts(chart, statistic, ask, unit, mean, tails, brief)
        known = Msg("known center")
        try:
            runs = chart.exact(mean, np.ones(len(mean)))
        except NoChainError:
            return simulated_lengths(chart, mean, np.ones(len(mean)), known, ZERO, brief=brief)
        return _exact(runs, (_chain(runs), tails, known, ZERO), brief)

    return compute


def _estimated_counts(
    chart: Chart, statistic: Literal["p", "np", "c", "u"], ask: Ask, unit: float, mean: Floats, tails: Words,
    brief: bool,
) -> Lengths:  # fmt: skip
    """Average over the centers that phase I may give."""
    from sqc.stats.runlength.estimated_counts import draw_centers, estimated_counts_arl
    from sqc.stats.runlength.simulate import MOST, SEED

    m = ask.subgroups or 0
    if statistic in ("p", "np"):
        known = Msg("center estimated from {m} lots of {n}", m=m, n=f"{ask.inspected:g}")
    else:
        known = Msg("center estimated from {m} subgroups", m=m)
    center, size = ask.center * unit, ask.inspected
    try:
        arl = estimated_counts_arl(statistic, center, size, m, ask.rules, mean, limits=ask.limits)
        return Lengths(arl, (AVERAGED, tails, known, ZERO), slow=True)
    except NoChainError:
        if any(rule.kind == "repeat_zero" for rule in ask.rules):
            raise
        own = draw_centers(np.random.default_rng(SEED + 2), MOST, statistic, center, size, m) / center
        true = np.broadcast_to(mean[:, None], (len(mean), MOST))
        ratio = np.broadcast_to(own, true.shape)
        return simulated_lengths(chart, true, ratio, known, ZERO, brief=brief)
