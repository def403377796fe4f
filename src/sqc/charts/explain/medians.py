"""Panel of subgroup medians."""

from __future__ import annotations

from sqc.charts.explain.point import CENTER, PanelText, Point, constant_text, known, put_factor
from sqc.charts.explain.variables import LIMIT, NORMAL, SIGN, sigma_brief, width_line
from sqc.charts.width import multiplier
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg, Words
from sqc.report.explain import Formula, figures
from sqc.stats import constants


def _center(point: Point) -> tuple[Formula, ...]:
    sample, value = point.chart.sample, point.parameter("center")
    shown = point.put(value, value)
    origin = known(point, "center")
    if origin is not None:
        return (Formula(CENTER, (origin, shown), value),)
    assert isinstance(sample, Subgroups) and sample.median is not None
    used = point.used()
    total, n = float((sample.median * sample.n)[used].sum()), int(sample.n[used].sum())
    symbolic = Msg("sum of n_i x median_i / sum of n_i")
    return (Formula(CENTER, (symbolic, f"{point.put(total)} / {n}", shown), value),)


def _half(point: Point) -> tuple[Words, str, float, tuple[Formula, ...]]:
    """Return the half width without sigma: as a symbol, with its numbers, its value, and where it is from."""
    estimation, n = point.estimation, int(point.size)
    if n == 1:
        k = multiplier(estimation)
        return "k" if estimation.alpha is None else "z", figures(k), k, width_line(point)
    if estimation.alpha is not None:
        p = 1.0 - estimation.alpha / 2.0
        quantile = constants.median_quantile(p, n)
        said = Msg("{p} quantile of the median of {n} standard normal values", p=f"{p:g}", n=point.n)
        return said, figures(quantile), quantile, ()
    if estimation.tabulated and estimation.k == 3.0 and point.chart.parameters.method == "rbar":
        a, d = constants.factor("A4", n, tabulated=True), constants.d2(n, tabulated=True)
        return f"A4({point.n}) x d2({point.n})", f"{a:g} x {d:g}", a * d, ()
    deviation = constants.sd_median(n)
    symbol = Msg("k x (standard deviation of the median of {n} standard normal values)", n=point.n)
    k = estimation.k
    return symbol, f"{figures(k)} x {constant_text(deviation)}", k * deviation, ()


def _limit(point: Point, side: int) -> tuple[Formula, ...]:
    center, sigma, sign = point.parameter("center"), point.parameter("sigma"), SIGN[side]
    symbol, numbers, factor, more = _half(point)
    value = center + side * factor * sigma
    symbolic = Msg("center {sign} {half} x sigma_within", sign=sign, half=symbol)
    put = f"{point.put(center, value)} {sign} {numbers} x {put_factor(sigma, factor * sigma, value)}"
    first = Formula(LIMIT[side], (symbolic, put, point.put(value, value)), value)
    return (first, *_center(point), *sigma_brief(point), *more)


MEDIANS = PanelText(
    _center,
    _limit,
    Msg("the mean of the subgroup medians that enter, by their sizes"),
    Msg("a point above it: the level has probably risen; what changed at about that point?"),
    Msg("a point below it: the level has probably fallen; what changed at about that point?"),
    NORMAL,
)
