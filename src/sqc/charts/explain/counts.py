"""Panels of counts: shares and numbers of nonconforming units, numbers and rates of nonconformities."""

from __future__ import annotations

import math
from functools import partial
from typing import NamedTuple

import numpy as np

from sqc.charts.counted import size_of
from sqc.charts.explain.point import CENTER, PanelText, Point, known
from sqc.charts.explain.variables import LIMIT, SIGN
from sqc.data.sample import Counts
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.explain import Formula, figures
from sqc.stats.tails import binomial_quantile, poisson_quantile


class Model(NamedTuple):
    """How a panel of counts is written down.

    Parameters
    ----------
    symbol : str
        The pooled rate: ``pbar``.
    deviation : str
        The standard deviation of a point.
    binomial, whole : bool
        As on `ControlPanel`: the model of the count, and whether it is plotted itself.
    """

    symbol: str
    deviation: str
    binomial: bool
    whole: bool = False


def _rate_line(point: Point, model: Model) -> Formula:
    """Return the pooled rate of the stage: sum of counts over sum of sizes."""
    sample, rate = point.chart.sample, point.parameter("center")
    assert isinstance(sample, Counts)
    origin = known(point, "center")
    if origin is not None:
        return Formula(model.symbol, (origin, figures(rate)), rate)
    used = point.used() & (size_of(sample) > 0)
    # the number on equal areas is not divided by them
    plain = sample.size is None or (model.whole and not model.binomial)
    counts = float(sample.count[used].sum())
    sizes = float(used.sum()) if plain else float(size_of(sample)[used].sum())
    if plain:
        symbolic: Words = Msg("sum of the counts / their number")
    elif model.binomial:
        symbolic = Msg("sum of the nonconforming / sum of the inspected")
    else:
        symbolic = Msg("sum of the counts / sum of the areas")
    return Formula(model.symbol, (symbolic, f"{counts:.10g} / {sizes:.10g}", figures(rate)), rate)


def rate_center(point: Point, model: Model) -> tuple[Formula, ...]:
    """Return the formulas of the center: the pooled rate, times the lot size where counts are plotted."""
    rate = _rate_line(point, model)
    if not (model.whole and model.binomial):
        return (rate._replace(name=CENTER),)
    n, p = point.size, point.parameter("center")
    numbers = f"{n:.10g} x {figures(p)}"
    return (Formula(CENTER, (Verbatim("n pbar"), numbers, figures(n * p)), n * p), rate)


def deviation(point: Point, model: Model) -> tuple[float, str, str]:
    """Return the standard deviation of the point: value, symbol, with the numbers put in."""
    n, rate = point.size, point.parameter("center")
    # lower limits are small differences: two figures more than elsewhere
    r, size = figures(rate, rate / 100), f"{n:.10g}"
    if model.binomial:
        inside = f"{r} x (1 - {r})"
        variance = rate * (1 - rate)
    else:
        inside, variance = r, rate
    if model.whole:
        several = model.binomial
        numbers = f"{size} x {inside}" if several else inside
        value = math.sqrt(variance * (n if several else 1.0))
    else:
        numbers, value = f"{inside} / {size}", math.sqrt(variance / n)
    return value, model.deviation, f"sqrt({numbers})"


def _limit(point: Point, side: int, model: Model) -> tuple[Formula, ...]:
    if point.estimation.alpha is not None:
        return (_exact(point, side, model), *rate_center(point, model))
    k, center = point.estimation.k, float(point.panel.center[point.at])
    s, symbol, numbers = deviation(point, model)
    value = center + side * k * s
    sign = SIGN[side]
    put = f"{point.put(center, value)} {sign} {figures(k)} x {numbers}"
    line = float(point.panel.upper[point.at]) if side > 0 else math.inf
    cut = is_cut(value, line)
    terms: tuple[Words, ...] = (
        Msg("center {sign} k x {deviation}", sign=sign, deviation=symbol),
        f"min({figures(line)}, {put})" if cut else put,
        figures(line) if cut else point.put(value, value),
    )
    return (Formula(LIMIT[side], terms, line if cut else value), *rate_center(point, model))


def is_cut(value: float, line: float) -> bool:
    """Return whether the limit that is drawn lies below what the formula gives: no share is over 1."""
    return bool(np.isfinite(line)) and value > line * (1 + 1e-9)


def _exact(point: Point, side: int, model: Model) -> Formula:
    """Return a limit by alpha: an exact quantile of the count."""
    alpha, n, rate = point.estimation.alpha or 0.0, point.size, point.parameter("center")
    p = alpha / 2 if side < 0 else 1 - alpha / 2
    if model.binomial:
        count = float(binomial_quantile(p, np.array([n]), np.array([rate]))[0])
        shown = point.letter(model.symbol, figures(rate))
        what = Msg(
            "{p} quantile of the binomial count of {n} units, share {rate}",
            p=f"{p:g}", n=point.n, rate=shown,
        )  # fmt: skip
    else:
        mean = rate if model.whole else rate * n
        count = float(poisson_quantile(p, np.array([mean]))[0])
        shown = point.letter(model.symbol if model.whole else f"n {model.symbol}", figures(mean))
        what = Msg("{p} quantile of the Poisson count, mean {rate}", p=f"{p:g}", rate=shown)
    if model.whole:
        return Formula(LIMIT[side], (what, figures(count)), count)
    whole = Msg("{quantile}, over {n}", quantile=what, n=point.n)
    value = count / n
    return Formula(LIMIT[side], (whole, f"{count:.10g} / {n:.10g}", figures(value)), value)


BINOMIAL = Model("pbar", "sqrt(pbar (1 - pbar) / n)", True)
POISSON = Model("ubar", "sqrt(ubar / n)", False)

_MORE = Msg(
    "a point above it: more than chance gives; look at what was different there, and at how it was inspected."
)
_FEWER = Msg(
    "a point below it: fewer than chance gives; an improvement to keep, or nonconformities that were missed."
)
_UNITS = Msg("units that are nonconforming independently of each other, all with one probability.")
_EVENTS = Msg("nonconformities that come independently of each other, at a constant rate.")
_SHARE = Msg("the share of all units that enter")
_RATE = Msg("the number of nonconformities per unit of all that enters")


def _text(model: Model, center_is: Words) -> PanelText:
    return PanelText(
        partial(rate_center, model=model),
        partial(_limit, model=model),
        center_is,
        _MORE,
        _FEWER,
        _UNITS if model.binomial else _EVENTS,
    )


SHARES = _text(BINOMIAL, _SHARE)
NUMBERS = _text(
    Model("pbar", "sqrt(n pbar (1 - pbar))", True, whole=True), Msg("lot size times the share of all units")
)
COUNTS = _text(Model("cbar", "sqrt(cbar)", False, whole=True), Msg("the mean count of all that enters"))
RATES = _text(POISSON, _RATE)
