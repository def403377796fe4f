"""Panels of the Laney charts: the standard deviation by chance, widened by sigma z."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from sqc.charts.counted import size_of
from sqc.charts.explain.counts import BINOMIAL, POISSON, Model, deviation, is_cut, rate_center
from sqc.charts.explain.point import PanelText, Point, constant_text, known, put_factor
from sqc.charts.explain.variables import LIMIT, SIGN, width_line, width_symbol
from sqc.charts.width import multiplier
from sqc.data.sample import Counts
from sqc.i18n.message import Msg, Words
from sqc.report.explain import Formula, figures
from sqc.stats import constants, grouped

_SIGMA_Z = Msg("sigma z")


def _limit(point: Point, side: int, model: Model) -> tuple[Formula, ...]:
    k, z = multiplier(point.estimation), point.parameter("sigma_z")
    center = point.parameter("center")
    s, symbol, numbers = deviation(point, model)
    value = center + side * k * s * z
    line = float(point.panel.upper[point.at]) if side > 0 else math.inf
    widened = put_factor(z, k * s * z, value)
    put = f"{point.put(center, value)} {SIGN[side]} {figures(k)} x {numbers} x {widened}"
    cut = is_cut(value, line)
    terms: tuple[Words, ...] = (
        Msg(
            "center {sign} {k} x {deviation} x sigma z",
            sign=SIGN[side], k=width_symbol(point), deviation=symbol,
        ),
        f"min({figures(line)}, {put})" if cut else put,
        figures(line) if cut else point.put(value, value),
    )  # fmt: skip
    first = Formula(LIMIT[side], terms, line if cut else value)
    return (first, *rate_center(point, model), *_sigma_z(point, model), *width_line(point))


def _sigma_z(point: Point, model: Model) -> tuple[Formula, ...]:
    """Return sigma z: the mean moving range of the points in their own standard deviations, over d2."""
    sample, z = point.chart.sample, point.parameter("sigma_z")
    assert isinstance(sample, Counts)
    if point.chart.phase == 2:
        return (Formula(_SIGMA_Z, (known(point, "center") or "", figures(z)), z),)
    rate, size, used = point.parameter("center"), size_of(sample), point.used()
    variance = rate * (1 - rate) if model.binomial else rate
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = (sample.count / size - rate) / np.sqrt(variance / size)
    ranges = grouped.moving_range(np.where(used & (size > 0), scaled, np.nan), sample.about.stages.starts)
    mean = float(np.nanmean(ranges))
    d2 = constants.d2(2, tabulated=point.estimation.tabulated)
    terms = (
        Msg("mean moving range of z_i / d2(2)"),
        f"{figures(mean)} / {constant_text(d2)}",
        figures(z),
    )
    chance = model.deviation.replace("/ n", "/ n_i")
    of_points = Msg("(point - center) / {deviation}", deviation=chance)
    return (Formula(_SIGMA_Z, terms, z), Formula("z_i", (of_points,)))


_ABOVE = Msg("a point above it: more than chance and the usual wandering of the rate give.")
_BELOW = Msg("a point below it: fewer than chance and the usual wandering of the rate give.")
_NEEDS = Msg(
    "a rate that wanders from point to point without a trend; by chance alone the ordinary chart serves."
)


def _text(model: Model, center_is: Words) -> PanelText:
    return PanelText(
        partial(rate_center, model=model),
        partial(_limit, model=model),
        center_is,
        _ABOVE,
        _BELOW,
        _NEEDS,
        {"sigma_z": partial(_sigma_z, model=model)},
    )


SHARES = _text(BINOMIAL, Msg("the share of all units that enter"))
RATES = _text(POISSON, Msg("the number of nonconformities per unit of all that enters"))
