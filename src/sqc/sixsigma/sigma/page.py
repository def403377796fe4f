"""The pictures of `sqc sigma`: yield by step with what each loses, or the place on the curve of levels."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Bars, Label, Line, Mark, Page, Plot, Points, Region, Rule, Segments, Text
from sqc.report.numbers import percent
from sqc.sixsigma.sigma.ask import Converted
from sqc.sixsigma.sigma.case import Case
from sqc.sixsigma.sigma.judge import shift_note
from sqc.sixsigma.sigma.words import BASIS, dpmo_text, level_name, level_text
from sqc.stats.yields import dpmo_of_level

MOST = 30
TITLE = Join((Msg("Sigma level"), "DPMO"), " · ")


def page(case: Case, first: Finding) -> Page:
    """Return the sheet of counts."""
    steps = case.steps
    sure = f"{100 * steps.confidence:.10g}"
    footer: list[Words] = [Msg("{n} units went in", n=f"{steps.units[0]:,.10g}"), BASIS[steps.basis],
                           Msg("{sure} % intervals", sure=sure)]  # fmt: skip
    said: Words = Join(footer, " · ")
    last: tuple[Words, ...] = (Msg("Source: {name}", name=case.source.name),) if case.source.name else ()
    if case.alone and case.has_defects and 0 < steps.dpo < 1:
        low, high = steps.dpo_ends
        ends = (steps.level(high), steps.level(low))
        plot = _curve(steps.level(steps.dpo), 1e6 * steps.dpo, steps.shift, ends)
        under = (Msg("{sure} % interval, Clopper-Pearson", sure=sure), shift_note(steps.shift), *last)
        return Page(TITLE, ((plot,),), first.message, first.level == "act", under)
    rows = ((_lost(case),),) if case.alone else ((_sums(case),), (_lost(case),))
    title = Msg("Yield by step") if not case.alone else Msg("First-time yield")
    return Page(title, rows, first.message, first.level == "act", (said, *last))


def converted_page(asked: Converted, first: Finding) -> Page:
    """Return the sheet of a number that was converted."""
    plot = _curve(asked.level, 1e6 * asked.share, asked.shift, None)
    return Page(
        TITLE,
        ((plot,),),
        first.message,
        False,
        (shift_note(asked.shift),),
    )


def _curve(level: float, dpmo: float, shift: float, ends: tuple[float, float] | None) -> Plot:
    """Return the curve of DPMO by sigma level with the place of a number on it."""
    low, high = min(1.0, level - 0.5), max(6.5, level + 0.5)
    x = np.linspace(low, high, 200)
    y = np.asarray(dpmo_of_level(x, shift))
    marks: list[Mark] = [
        Rule(level, "x", role="ref"),
        Rule(dpmo, role="ref"),
        Line(x, y, "fit"),
    ]
    if ends is not None:
        marks.insert(0, Region(x0=ends[0], x1=ends[1], role="band"))
    marks += [
        Points(np.array([level]), np.array([dpmo]), "data", size=1.6),
        Label(dpmo, Msg("{n} DPMO", n=dpmo_text(dpmo))),
        Label(level, level_text(level), "top"),
    ]
    ticks = tuple((float(i), str(i)) for i in range(int(np.ceil(low)), int(high) + 1))
    bottom = float(y[-1])
    return Plot(
        "levels",
        tuple(marks),
        Axis(level_name(shift), ticks, limits=(low, high)),
        Axis("DPMO", scale="log", limits=(min(bottom, dpmo) / 2, 2e6)),
        grid="both",
    )


def _names(case: Case) -> tuple[tuple[float, str], ...]:
    return tuple((i + 0.5, name) for i, name in enumerate(case.steps.names[:MOST]))


def _sums(case: Case) -> Plot:
    """Return how the yield falls from step to step."""
    steps = case.steps
    n = min(len(steps.names), MOST)
    x, sums = np.arange(n, dtype=np.float64) + 0.5, steps.sums[:n]
    low = float(np.min(sums))
    room = max(1.0 - low, 0.02)
    marks: list[Mark] = [Line(np.append(0.0, x), np.append(1.0, sums), "cum"), Points(x, sums, "cum")]
    marks += [
        Text(at, sum_ + 0.09 * room, percent(sum_, 1), "small")
        for at, sum_ in zip(x.tolist(), sums.tolist(), strict=True)
    ]
    return Plot(
        "rty",
        tuple(marks),
        Axis(None, _names(case), limits=(0.0, float(n)), shared=False, names=True),
        Axis(Msg("RTY down to the step"), limits=(low - 0.1 * room, 1.0 + 0.2 * room), percent=True),
        Msg("Rolled throughput yield"),
    )


def _lost(case: Case) -> Plot:
    """Return what each step loses, with its interval; the worst step is dark."""
    steps = case.steps
    n = min(len(steps.names), MOST)
    x = np.arange(n, dtype=np.float64) + 0.5
    low, high = (1.0 - end[:n] for end in reversed(steps.yield_ends()))
    lost = 1.0 - steps.yields[:n]
    marks: list[Mark] = []
    for role, chosen in (("vital", x == steps.worst + 0.5), ("bar", x != steps.worst + 0.5)):
        if chosen.any():
            marks.append(Bars(x[chosen], lost[chosen], 0.58, role=role))
    marks.append(Segments(x, low, x, high, "fit", True))
    top = float(np.max(high)) * 1.18 or 0.01
    marks += [
        Text(at, end + 0.05 * top, percent(share, 2), "small")
        for at, end, share in zip(x.tolist(), high.tolist(), lost.tolist(), strict=True)
    ]
    return Plot(
        "lost",
        tuple(marks),
        Axis(case.step_name or None, _names(case), limits=(0.0, float(n)), shared=False, names=True),
        Axis(Msg("units that do not pass") if steps.basis != "poisson" else Msg("units with a defect"),
             limits=(0.0, top), percent=True, from_zero=True),
        Msg("Lost at each step"),
    )  # fmt: skip
