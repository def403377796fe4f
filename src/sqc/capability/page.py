"""The pictures of a capability study: chart, histogram, probability plot and spread on one sheet."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sqc.capability.distribution_words import family_words
from sqc.capability.judge import Case
from sqc.capability.moments import Floats
from sqc.capability.page_tables import page_tables
from sqc.capability.specification import typed
from sqc.capability.standards import standard_words
from sqc.charts.footer import InSigns, footer
from sqc.charts.plot import page as chart_page
from sqc.charts.words import axis_name
from sqc.data.sample import Individuals
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.histogram import histogram, normal_curve
from sqc.report.marks import Axis, Label, Line, Mark, Page, Plot, Points, Region, Rule, Segments, Text
from sqc.report.numbers import fixed
from sqc.report.ticks import MINUS
from sqc.stats.normal import normal_cdf, normal_quantile

if TYPE_CHECKING:
    from sqc.capability.between import Between

SHARES = (0.1, 1, 5, 20, 50, 80, 95, 99, 99.9)
DRAWN = 5_000  # values that a probability plot and a cloud show
SIDES = 201


def page(case: Case, first: Finding) -> Page:
    """Return the sheet: the chart at the left, the distribution against the specification at the right."""
    chart = case.chart
    panels = [plot for (plot,) in chart_page(chart).rows if isinstance(plot, Plot)]
    right = (_distribution(case), _probability(case), _spread(case))
    left = [*panels[:2], _values(case)][-3:] if len(panels) > 1 else [panels[0], _values(case)]
    if case.moments.between is not None:
        left = _three_way(case.moments.between)
    rows: list[tuple[Plot, ...]] = list(zip(left, right, strict=False))
    if len(left) < len(right):
        rows.append((right[2],))
    about = chart.sample.about
    said = [*footer(chart), *([] if case.standard is None else [standard_words(case)])]
    curves = Msg("curves: dashed within, solid overall")
    if case.moments.between is not None:
        curves = Msg("curves: dashed between/within, solid overall")
    if case.curved is not None and case.curved.family is None:
        curves = Msg("curve: normal")
    elif case.curved is not None:
        curves = Msg("curves: solid {family}, dashed normal", family=family_words(case.curved.fit.name))
    return Page(
        Join([about.name, Msg("process capability")], " · "),
        tuple(rows),
        first.message,
        first.level == "act",
        (Join([said[0], curves], " · "), *said[1:]),
        aside=page_tables(case),
    )


def _three_way(found: Between) -> list[Plot]:
    """Return the means as single values, their moving ranges, the spread: the limits that judge here."""
    spread = next(plot for (plot,) in chart_page(found.spread).rows if isinstance(plot, Plot))
    means = [plot for (plot,) in chart_page(found.means).rows if isinstance(plot, Plot)]
    return [*(replace(plot, x=replace(plot.x, label=spread.x.label)) for plot in means), spread]


def _title(case: Case) -> Words:
    about = case.chart.sample.about
    return axis_name(about.name, about.unit)


def limit_marks(case: Case, axis: str) -> list[Mark]:
    """Return specification limits, target and the tinted outside, across an axis of values."""
    spec = case.spec
    marks: list[Mark] = []
    across, side = ("x", "top") if axis == "x" else ("y", "right")
    if math.isfinite(spec.low):
        marks.append(Region(x1=spec.low) if axis == "x" else Region(y1=spec.low))
    if math.isfinite(spec.high):
        marks.append(Region(x0=spec.high) if axis == "x" else Region(y0=spec.high))
    for value, name in ((spec.lsl, "LSL"), (spec.usl, "USL")):
        if math.isfinite(value):
            bound = spec.bound == name.lower()
            shown = Msg("bound {value}", value=typed(value)) if bound else Verbatim(f"{name} {typed(value)}")
            role = "ref" if bound else "spec"
            marks.append(Rule(value, across, role=role))  # type: ignore[arg-type]
            marks.append(Label(value, shown, side, role))  # type: ignore[arg-type]
    if math.isfinite(spec.target):
        marks.append(Rule(spec.target, across, role="target"))  # type: ignore[arg-type]
        marks.append(Label(spec.target, Msg("target {value}", value=typed(spec.target)), side, "target"))  # type: ignore[arg-type]
    return marks


def _range(case: Case) -> tuple[float, float]:
    """Return the stretch of values that is drawn: limits, values and three sigma."""
    m, s = case.moments.mean, case.moments.sigma_overall
    wide = (m - 3 * s, m + 3 * s) if case.curved is None else case.curved.quantiles
    ends = [case.spec.lsl, case.spec.usl, *wide, *_ends(case.moments.values)]
    known = [end for end in ends if math.isfinite(end)]
    low, high = min(known), max(known)
    room = 0.06 * (high - low)
    return low - room, high + room


def _ends(values: Floats) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _distribution(case: Case) -> Plot:
    m = case.moments
    bars = histogram(m.values, case.chart.sample.about.decimals)
    x = np.linspace(*_range(case), SIDES)
    marks: list[Mark] = [bars, *limit_marks(case, "x")]
    curves = [(m.sigma_cp, "fit2"), (m.sigma_overall, "fit")]
    if case.curved is not None:
        curves = [(m.sigma_overall, "fit2")]
    if case.curved is not None and case.curved.family is not None:
        height = m.n * bars.width * np.exp(case.curved.family.curve.logpdf(x))
        marks.append(Line(x, np.where(np.isfinite(height), height, np.nan), "fit"))
    for sigma, role in curves:
        if sigma > 0:
            marks.append(normal_curve(m.n, bars.width, m.mean, sigma, _range(case), role))
    return Plot(
        "distribution",
        tuple(marks),
        Axis(_title(case), limits=_range(case)),
        Axis(Msg("count"), from_zero=True, whole=True),
        Msg("Distribution and specification"),
        weight=1.5,
    )


def _probability(case: Case) -> Plot:
    from sqc.stats.special import betaincinv

    m = case.moments
    values = np.sort(m.values)
    n = len(values)
    place = np.unique(np.linspace(0, n - 1, min(n, DRAWN)).astype(np.int64))
    z = _quantile((place + 0.7) / (n + 0.4))
    marks: list[Mark] = []
    reach = np.linspace(z[0] - 0.3, z[-1] + 0.3, SIDES)
    for p in (0.025, 0.975):
        ends = betaincinv(place + 1.0, n - place, p)
        marks.append(Line(_of_curve(case, ends), z, "hair"))
    marks += [Line(_of_curve(case, normal_cdf(reach)), reach, "fit"), Points(values[place], z, "cloud")]
    ticks = tuple((float(normal_quantile(share / 100)), f"{share:g}") for share in SHARES)
    top = max(3.0, float(reach[-1])), min(-3.0, float(reach[0]))
    return Plot(
        "probability",
        tuple(marks),
        Axis(_title(case)),
        Axis(Verbatim("%"), ticks, limits=(top[1], top[0])),
        Msg("Normal probability plot, 95 % band")
        if case.curved is None
        else Msg("Probability plot on the normal scale, 95 % band"),
        grid="both",
    )


def _of_curve(case: Case, shares: npt.ArrayLike) -> Floats:
    """Return the quantiles of the curve that the study is by."""
    if case.curved is not None:
        return np.asarray(case.curved.fit.quantile(shares))
    return case.moments.mean + case.moments.sigma_overall * _quantile(shares)


def _quantile(shares: npt.ArrayLike) -> Floats:
    return np.asarray(normal_quantile(np.asarray(shares, dtype=np.float64)))


def _values(case: Case) -> Plot:
    """Return the single values in order against the specification, those of a subgroup above each other."""
    sample = case.chart.sample
    k = len(case.chart.panels[0].statistic)
    single = isinstance(sample, Individuals)
    values = np.asarray(sample.values)  # type: ignore[union-attr]
    x = np.arange(1.0, k + 1) if single else np.repeat(np.arange(1.0, k + 1), sample.n)  # type: ignore[union-attr]
    step = max(1, -(-len(values) // DRAWN))
    marks: list[Mark] = [
        *limit_marks(case, "y"),
        Points(x[::step], values[::step], "cloud" if len(values) <= 1000 else "dust"),
    ]
    return Plot(
        "values",
        tuple(marks),
        Axis(Msg("value") if single else Msg("subgroup"), limits=(0.5, k + 0.5)),
        Axis(_title(case)),
        Msg("Single values"),
    )


def _spread(case: Case) -> Plot:
    """Return the specification and the natural width of each sigma, on the scale of the histogram."""
    m, spec = case.moments, case.spec
    low, high = _range(case)
    ends = (spec.low if math.isfinite(spec.low) else low, spec.high if math.isfinite(spec.high) else high)
    middle = (ends[0] + ends[1]) / 2
    marks: list[Mark] = [_bar(3.0, *ends, "spec", spec.two_sided), Text(middle, 3.32, Msg("specification"))]
    if case.curved is not None:
        a, b, c = case.curved.quantiles
        marks += [_bar(1.5, a, c, "fit"), Points(np.array([a, b, c]), np.full(3, 1.5), "mean")]
        ends_shown = [_signed(end, case.chart.digits) for end in (a, c)]
        said = Msg("99.73 %: {a} to {b}", a=ends_shown[0], b=ends_shown[1])
        marks.append(Text((a + c) / 2, 1.82, said))
    for y, sigma, role, name in (
        (2.0, m.sigma_cp, "fit2", Msg("within") if m.between is None else Msg("between/within")),
        (1.0, m.sigma_overall, "fit", Msg("overall")),
    ):
        if case.curved is not None:
            break
        if sigma > 0:
            a, b = m.mean - 3 * sigma, m.mean + 3 * sigma
            marks += [_bar(y, a, b, role), Points(np.array([a, m.mean, b]), np.full(3, y), "mean")]
            shown = [_signed(end, case.chart.digits) for end in (a, b)]
            text = InSigns(Msg("{name}, +/-3 sigma: {a} to {b}", name=name, a=shown[0], b=shown[1]))
            marks.append(Text(m.mean, y + 0.32, text))
    return Plot(
        "spread",
        tuple(marks),
        Axis(_title(case), limits=(low, high)),
        Axis(None, (), limits=(0.5, 3.8)),
        Msg("Spread against specification"),
        grid="none",
    )


def _signed(value: float, digits: int) -> str:
    return fixed(value, digits).replace("-", MINUS)


def _bar(y: float, a: float, b: float, role: str, caps: bool = False) -> Segments:
    return Segments(np.array([a]), np.array([y]), np.array([b]), np.array([y]), role, caps)
