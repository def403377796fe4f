"""The page of probability plots: the families that fit best, each on its own scale."""

from __future__ import annotations

import numpy as np

from sqc.capability.distribution_judge import chance_text
from sqc.capability.distribution_study import Study
from sqc.capability.distribution_words import family_words
from sqc.charts.words import axis_name
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Line, Mark, Page, Plot, Points
from sqc.report.numbers import fixed
from sqc.stats.families.catalog import LOGARITHMIC
from sqc.stats.families.family import Floats
from sqc.stats.families.fit import Fit

ACROSS, DOWN = 3, 3
DRAWN = 1_000
# the order in which ticks are kept where there is no room for all
SHARES = (50, 1, 99, 10, 90, 0.1, 99.9, 25, 75, 5, 95)
ROOM = 0.075
FOLD = 3.0  # a logarithmic scale of less has no ticks; it is straight enough without


def page(study: Study, first: Finding) -> Page:
    """Return the sheet: nine families at most, by rising AICc."""
    shown = study.fits[: ACROSS * DOWN]
    plots = [_plot(study, fit) for fit in shown]
    rows = tuple(tuple(plots[start : start + ACROSS]) for start in range(0, len(plots), ACROSS))
    about = study.about
    footer: list[Words] = [
        Msg("{n} values, maximum likelihood; hairlines: 95 % band", n=len(study.values)),
        Msg("by rising AICc; {k} of {n} distributions", k=len(shown), n=len(study.found)),
    ]
    return Page(
        Join([about.name, Msg("probability plots")], " · "),
        rows,
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=about.source.name)),
    )


def _plot(study: Study, fit: Fit) -> Plot:
    """Return values against the quantiles of the fit: a straight line where the family is right."""
    from sqc.stats.special import betaincinv

    values = np.sort(study.values)
    n = len(values)
    place = np.unique(np.linspace(0, n - 1, min(n, DRAWN)).astype(np.int64))
    shares = (place + 0.7) / (n + 0.4)
    logarithmic = fit.name in LOGARITHMIC and values[-1] > FOLD * values[0]
    y = _scale(fit.quantile(shares), logarithmic)
    marks: list[Mark] = [
        Line(fit.quantile(betaincinv(place + 1.0, n - place, p)), y, "hair") for p in (0.025, 0.975)
    ]
    ends = np.array([shares[0] / 2, 1 - shares[0] / 2])
    reach = _scale(fit.quantile(ends), logarithmic)
    marks += [Line(fit.quantile(ends), reach, "fit"), Points(values[place], y, "cloud")]
    low, high = float(reach[0]), float(reach[1])
    about = study.about
    name = axis_name(about.name, about.unit)
    return Plot(
        fit.name,
        tuple(marks),
        Axis(name, scale="log" if logarithmic else "linear", shared=False),
        Axis(Verbatim("%"), _ticks(fit, low, high, logarithmic), limits=(low, high)),
        _title(fit),
        grid="both",
    )


def _scale(quantiles: Floats, logarithmic: bool) -> Floats:
    return np.log(quantiles) if logarithmic else np.asarray(quantiles)


def _ticks(fit: Fit, low: float, high: float, logarithmic: bool) -> tuple[tuple[float, str], ...]:
    """Return shares as ticks, those left out that would touch one that matters more."""
    kept: dict[float, float] = {}
    for share in SHARES:
        at = float(_scale(np.asarray(fit.quantile(share / 100)), logarithmic))
        if low <= at <= high and all(abs(at - other) > ROOM * (high - low) for other in kept.values()):
            kept[share] = at
    return tuple((at, f"{share:g}") for share, at in sorted(kept.items()))


def _title(fit: Fit) -> Words:
    name = family_words(fit.name)
    if fit.ad_p != fit.ad_p:
        return Msg("{family}, AD {ad}", family=name, ad=fixed(fit.ad, 2))
    return Msg("{family}, p {p}", family=name, p=chance_text(fit))
