"""The shape of the values: some far from the rest, and normality where the limits lean on it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import Context, coarse, steps
from sqc.charts.card.thresholds import LIMITS
from sqc.charts.kind import Floats
from sqc.charts.words import named
from sqc.data.sample import Individuals, Ints, Subgroups, label
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import fixed, p_value
from sqc.stats.normality import anderson_darling, unrounded
from sqc.stats.outliers import generalised_esd


def shape(context: Context) -> Iterator[Finding]:
    """Say which values are far from the rest, and whether the others look normal."""
    outliers = _outliers(context)
    if len(outliers):
        yield _outlier_finding(context, outliers)
    series = _plotted(context, outliers)
    if len(series) < LIMITS["normality_from"] or not np.ptp(series) > 0:
        return
    p = anderson_darling(series)[1]
    if p >= LIMITS["normality_p"]:
        short = Msg("normality p {p}", p=p_value(p))
        yield Finding("normality", "ok", short, {"p": p}, short)
        return
    yield Finding("not-normal", "watch", _doubt(context, p_value(p)), {"p": p})


def _doubt(context: Context, p: str) -> Msg:
    """Return the sentence; Box-Cox is offered where it can be used and was not yet."""
    if not isinstance(context.sample, Individuals):
        return Msg(
            "Normality of the means is doubtful (Anderson-Darling p {p}): the limits of so small subgroups"
            " lean on it.",
            p=p,
        )
    free = not context.new and context.sample.about.transformation is None
    if free and bool((context.sample.values[np.isfinite(context.sample.values)] > 0).all()):
        return Msg(
            "Normality is doubtful (Anderson-Darling p {p}): the limits of single values lean on it; try"
            " --box-cox auto.",
            p=p,
        )
    return Msg("Normality is doubtful (Anderson-Darling p {p}): the limits of single values lean on it.", p=p)


def _outliers(context: Context) -> Ints:
    """Return the places of the outliers in the values."""
    n = int(np.isfinite(context.values).sum())
    if n < LIMITS["outlier_from"]:
        return np.zeros(0, dtype=np.int64)
    several = min(int(LIMITS["outlier_most"]), int(LIMITS["outlier_share"] * n))
    most = several if n >= LIMITS["outlier_several"] else 1
    found = generalised_esd(context.values, context.starts, most, LIMITS["outlier_p"])
    return np.sort(found.position[: found.outliers])


def _outlier_finding(context: Context, places: Ints) -> Finding:
    points = list(dict.fromkeys(context.point_of(int(place)) for place in places))
    where = named(context.kind.noun, [label(context.sample, i) for i in points], len(points))
    values = [float(context.values[place]) for place in places]
    text = (
        Msg(
            "{value} at {where} is far from the rest. It was used; check the record, never delete it.",
            value=fixed(values[0], context.sample.about.decimals),
            where=where,
        )
        if len(values) == 1
        else Msg(
            "{n} values are far from the rest, at {where}. They were used; check the records, never delete"
            " them.",
            n=len(values),
            where=where,
        )
    )
    return Finding("outlier", "watch", text, {"points": [i + 1 for i in points], "values": values})


def _plotted(context: Context, outliers: Ints) -> Floats:
    """Return the plotted single values or means of small subgroups about their center, else nothing.

    Means of four or more are near enough to normal whatever the values are; a few distinct values are no
    curve.
    """
    panel = context.location
    nothing = np.zeros(0)
    if panel is None or not np.isfinite([panel.upper[context.points], panel.lower[context.points]]).any():
        return nothing
    values = np.array(context.values)
    values[outliers] = np.nan
    if len(values) and steps(values)[0] <= LIMITS["distinct_act"]:
        return nothing
    if isinstance(context.sample, Individuals):
        values -= np.asarray(panel.center)[context.points]
        thin = values[:: max(1, -(-len(values) // int(LIMITS["normality_looked"])))]
        return unrounded(thin, context.step) if _coarse(context, thin) else thin[np.isfinite(thin)]
    if isinstance(context.sample, Subgroups) and context.sample.n.max() < LIMITS["normality_means"]:
        means = context.residuals * np.sqrt(context.sample.n[context.points])
        return np.asarray(means[np.isfinite(means)])
    return nothing


def _coarse(context: Context, values: Floats) -> bool:
    """Return whether rounding would make the test of so many values reject normal ones."""
    known = values[np.isfinite(values)]
    if context.stages > 1 or len(known) < LIMITS["normality_from"]:
        return False
    return coarse(known, context.step)
