"""Panels of measured values: means, single values, ranges, standard deviations."""

from __future__ import annotations

import numpy as np

from sqc.charts.explain.point import CENTER, PanelText, Point, constant_text, known, put_factor
from sqc.charts.explain.sigma import sigma_lines
from sqc.charts.width import multiplier
from sqc.data.sample import Individuals, Subgroups
from sqc.i18n.message import Msg, Words
from sqc.report.explain import Formula, figures
from sqc.stats import constants

LIMIT = {1: Msg("UCL"), -1: Msg("LCL")}
SIGN = {1: "+", -1: "-"}

NORMAL = Msg(
    "a stable process while limits are estimated, values independent of each other and close to normal."
)


def sigma_brief(point: Point) -> tuple[Formula, ...]:
    """Return the formula of sigma within, where it is only a part of another one."""
    return sigma_lines(point)[:1]


def width_symbol(point: Point) -> str:
    """Return the letter of the width: k, or z where it follows from alpha."""
    return "k" if point.estimation.alpha is None else "z"


def width_line(point: Point) -> tuple[Formula, ...]:
    """Return where z is from, where the width follows from alpha."""
    alpha = point.estimation.alpha
    if alpha is None:
        return ()
    z = multiplier(point.estimation)
    said = Msg("normal quantile at 1 - alpha/2, alpha = {alpha}", alpha=f"{alpha:g}")
    return (Formula("z", (said, figures(z)), z),)


def _mean_center(point: Point) -> tuple[Formula, ...]:
    sample, value = point.chart.sample, point.parameter("center")
    shown = point.put(value, value)
    origin = known(point, "center")
    if origin is not None:
        return (Formula(CENTER, (origin, shown), value),)
    used = point.used()
    if isinstance(sample, Individuals):
        total, n = float(sample.values[used].sum()), int(used.sum())
        symbolic: Words = Msg("sum of the values / their number")
    else:
        assert isinstance(sample, Subgroups)
        total, n = float((sample.mean * sample.n)[used].sum()), int(sample.n[used].sum())
        symbolic = Msg("sum of n_i x mean_i / sum of n_i")
    return (Formula(CENTER, (symbolic, f"{point.put(total)} / {n}", shown), value),)


def _mean_limit(point: Point, side: int) -> tuple[Formula, ...]:
    center, sigma, n = point.parameter("center"), point.parameter("sigma"), int(point.size)
    estimation, method, sign = point.estimation, point.chart.parameters.method, SIGN[side]
    usual = estimation.tabulated and estimation.alpha is None and estimation.k == 3.0
    printed = {"rbar": ("A2", "d2"), "sbar": ("A3", "c4")}
    if usual and method in printed:
        factor, constant = printed[method]
        a, d = (
            constants.factor(factor, n, tabulated=True),
            getattr(constants, constant)(n, tabulated=True),
        )
        half = a * d * sigma
        symbolic: Words = Msg(
            "center {sign} {factor}({n}) x {constant}({n}) x sigma_within",
            sign=sign, factor=factor, constant=constant, n=point.n,
        )  # fmt: skip
        numbers = f"{a:g} x {d:g} x {{sigma}}"
    else:
        k = multiplier(estimation)
        half = k * sigma / np.sqrt(n)
        symbolic = Msg("center {sign} {k} x sigma_within / sqrt(n)", sign=sign, k=width_symbol(point))
        numbers = f"{figures(k)} x {{sigma}} / sqrt({n})"
    value = center + side * half
    numbers = numbers.format(sigma=put_factor(sigma, half, value))
    first = Formula(
        LIMIT[side],
        (symbolic, f"{point.put(center, value)} {sign} {numbers}", point.put(value, value)),
        value,
    )
    lines = () if usual and method in printed else width_line(point)
    return (first, *_mean_center(point), *sigma_brief(point), *lines)


def _value_limit(point: Point, side: int) -> tuple[Formula, ...]:
    center, sigma = point.parameter("center"), point.parameter("sigma")
    k = multiplier(point.estimation)
    value = center + side * k * sigma
    symbolic = Msg("center {sign} {k} x sigma_within", sign=SIGN[side], k=width_symbol(point))
    numbers = f"{point.put(center, value)} {SIGN[side]} {figures(k)} x {put_factor(sigma, k * sigma, value)}"
    first = Formula(LIMIT[side], (symbolic, numbers, point.put(value, value)), value)
    return (first, *_mean_center(point), *sigma_brief(point), *width_line(point))


def _spread_center(point: Point, constant: str) -> tuple[Formula, ...]:
    n, sigma = int(point.size), point.parameter("sigma")
    d = float(getattr(constants, constant)(n, tabulated=point.estimation.tabulated))
    value = d * sigma
    symbolic = Msg("{constant}({n}) x sigma_within", constant=constant, n=point.n)
    numbers = f"{constant_text(d)} x {figures(sigma)}"
    return (Formula(CENTER, (symbolic, numbers, figures(value)), value), *sigma_lines(point))


def _spread_limit(
    point: Point, side: int, constant: str, deviation: str, factors: tuple[str, str]
) -> tuple[Formula, ...]:
    estimation, n, sigma = point.estimation, int(point.size), point.parameter("sigma")
    tabulated = estimation.tabulated
    d = float(getattr(constants, constant)(n, tabulated=tabulated))
    if estimation.alpha is not None:
        first = _spread_quantile(point, side, constant)
    elif tabulated and estimation.k == 3.0:
        name = factors[(side + 1) // 2]
        factor = constants.factor(name, n, tabulated=True)
        value = factor * d * sigma
        symbolic: Words = Msg(
            "{factor}({n}) x {constant}({n}) x sigma_within", factor=name, constant=constant, n=point.n
        )
        first = Formula(
            LIMIT[side], (symbolic, f"{factor:g} x {d:g} x {figures(sigma)}", figures(value)), value
        )
    else:
        spread = float(constants.c5(n)) if deviation == "c5" else constants.d3(n, tabulated=tabulated)
        left = d + side * estimation.k * spread
        free = left * sigma
        value = max(free, 0.0)
        symbolic = Msg(
            "({constant}({n}) {sign} k x {deviation}({n})) x sigma_within",
            constant=constant, n=point.n, sign=SIGN[side], deviation=deviation,
        )  # fmt: skip
        numbers = (
            f"({constant_text(d, left)} {SIGN[side]} {figures(estimation.k)} x {constant_text(spread, left)})"
            f" x {figures(sigma)}"
        )
        terms: tuple[Words, ...] = (symbolic, numbers, figures(value))
        if free < 0:
            terms = (symbolic, f"max(0, {numbers})", "0")
        first = Formula(LIMIT[side], terms, value)
    return (first, *sigma_lines(point))


def _spread_quantile(point: Point, side: int, constant: str) -> Formula:
    """Return a limit by alpha: a quantile of the range or of the standard deviation, times sigma."""
    alpha, n, sigma = point.estimation.alpha or 0.0, int(point.size), point.parameter("sigma")
    p = alpha / 2 if side < 0 else 1 - alpha / 2
    quantile = constants.range_quantile(p, n) if constant == "d2" else constants.sd_quantile(p, n)
    value = quantile * sigma
    what = (
        Msg("{p} quantile of the range of {n} standard normal values x sigma_within", p=f"{p:g}", n=point.n)
        if constant == "d2"
        else Msg(
            "{p} quantile of the standard deviation of {n} standard normal values x sigma_within",
            p=f"{p:g}", n=point.n,
        )
    )  # fmt: skip
    return Formula(LIMIT[side], (what, f"{figures(quantile)} x {figures(sigma)}", figures(value)), value)


def _range_center(point: Point) -> tuple[Formula, ...]:
    return _spread_center(point, "d2")


def _range_limit(point: Point, side: int) -> tuple[Formula, ...]:
    return _spread_limit(point, side, "d2", "d3", ("D3", "D4"))


def _sd_center(point: Point) -> tuple[Formula, ...]:
    return _spread_center(point, "c4")


def _sd_limit(point: Point, side: int) -> tuple[Formula, ...]:
    return _spread_limit(point, side, "c4", "c5", ("B3", "B4"))


_MOVED_UP = Msg("a point above it: the level has probably risen; what changed at about that point?")
_MOVED_DOWN = Msg("a point below it: the level has probably fallen; what changed at about that point?")
_WIDER = Msg("a point above it: the values inside vary more than before, or one of them is far off.")
_NARROWER = Msg(
    "a point below it: the values inside vary less than before; find out why and keep it, or see whether"
    " they were measured at all."
)

MEANS = PanelText(
    _mean_center,
    _mean_limit,
    Msg("the mean of all values that enter"),
    _MOVED_UP,
    _MOVED_DOWN,
    Msg("a stable process while limits are estimated, and values that do not depend on each other."),
)
VALUES = PanelText(
    _mean_center, _value_limit, Msg("the mean of all values that enter"), _MOVED_UP, _MOVED_DOWN, NORMAL
)
RANGES = PanelText(
    _range_center,
    _range_limit,
    Msg("the mean range that sigma within gives"),
    _WIDER,
    _NARROWER,
    NORMAL,
)
DEVIATIONS = PanelText(
    _sd_center,
    _sd_limit,
    Msg("the mean standard deviation that sigma within gives"),
    _WIDER,
    _NARROWER,
    NORMAL,
)
