"""The picture of `sqc oee`: the planned time and what is taken off it, the reasons, the machines."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Bars, Mark, Page, Plot, Segments, Text
from sqc.report.numbers import fixed
from sqc.sixsigma.oee.case import Case
from sqc.sixsigma.oee.judge import minutes, ratio
from sqc.sixsigma.oee.times import MINUTE

MOST_REASONS, MOST_PARTS = 8, 12
# from here on minutes are drawn without decimals
MANY = 1000.0


def page(case: Case, first: Finding) -> Page:
    """Return the sheet."""
    below = [plot for plot in (_reasons(case), _parts(case)) if plot is not None]
    rows: list[tuple[Plot, ...]] = [(_waterfall(case, 0.055 if below else 0.035),)]
    if below:
        rows.append(tuple(below))
    times = case.times
    footer: list[Words] = [
        Msg("availability {a}", a=ratio(times.availability)),
        Msg("performance {p}", p=ratio(times.performance)),
        Msg("quality {q}", q=ratio(times.quality)),
        Msg("{n} pieces made", n=f"{times.count:,.10g}"),
    ]
    lines: list[Words] = [Join(footer, " · ")]
    if case.source.name:
        lines.append(Msg("Source: {name}", name=case.source.name))
    title = Join(("OEE", Msg("where the time goes")), " · ")
    return Page(title, tuple(rows), first.message, first.level == "act", tuple(lines))


def _waterfall(case: Case, above: float) -> Plot:
    """Return time from the shift down to that of good pieces, a bar a loss; values stand so far above."""
    times = case.times
    losses = times.losses
    steps: list[tuple[Words, float, float, str]] = []
    if times.breaks:
        steps += [(Msg("shift time"), 0.0, times.shift, "grey"),
                  (Msg("breaks"), times.planned, times.shift, "other")]  # fmt: skip
    steps.append((Msg("planned"), 0.0, times.planned, "grey"))
    level = times.planned
    named = {"stops": Msg("stops"), "speed": Msg("speed"), "rejects": Msg("rejects")}
    for key, name in named.items():
        steps.append((name, level - losses[key], level, "vital" if key == times.largest else "bar"))
        level -= losses[key]
    steps.append((Msg("good pieces"), 0.0, times.ideal_good, "after"))
    top = max(end for _, _, end, _ in steps) / MINUTE
    marks: list[Mark] = []
    for i, (_, start, end, role) in enumerate(steps):
        low, high = min(start, end) / MINUTE, max(start, end) / MINUTE
        marks.append(Bars(np.array([i + 0.5]), np.array([high - low]), 0.58, low, role=role))
        shown = minutes(end - start) if top < MANY else f"{(end - start) / MINUTE:,.0f}"
        marks.append(Text(i + 0.5, high + above * top, shown, "small"))
    # the level that a loss leaves goes on to the next bar
    x0 = np.arange(len(steps) - 1, dtype=np.float64) + 0.79
    held = (
        np.array([start if role not in ("grey", "after") else end for _, start, end, role in steps[:-1]])
        / MINUTE
    )
    marks.insert(0, Segments(x0, held, x0 + 0.42, held, "hair"))
    ticks = tuple((i + 0.5, name) for i, (name, *_) in enumerate(steps))
    return Plot(
        "times",
        tuple(marks),
        Axis(None, ticks, limits=(0.0, float(len(steps))), shared=False, names=True),
        Axis(Msg("time, min"), limits=(0.0, (1.06 + above) * top), from_zero=True),
    )


def _reasons(case: Case) -> Plot | None:
    found = [one for one in case.reasons if not one.planned][:MOST_REASONS]
    if not found:
        return None
    x = np.arange(len(found), dtype=np.float64) + 0.5
    y = np.array([one.seconds for one in found]) / MINUTE
    top = float(y.max()) or 1.0
    marks: list[Mark] = [Bars(x[:1], y[:1], 0.58, role="vital"), Bars(x[1:], y[1:], 0.58)]
    marks += [Text(at, value + 0.06 * top, f"{value:,.0f}", "small")
              for at, value in zip(x.tolist(), y.tolist(), strict=True)]  # fmt: skip
    ticks = tuple((float(x[i]), one.name or Msg("no reason")) for i, one in enumerate(found))
    return Plot(
        "reasons",
        tuple(marks),
        Axis(None, ticks, limits=(0.0, float(len(found))), shared=False, names=True),
        Axis(Msg("time, min"), limits=(0.0, 1.15 * top), from_zero=True),
        Msg("Stops by reason"),
    )


def _parts(case: Case) -> Plot | None:
    found = {name: one for name, one in list(case.parts.items())[:MOST_PARTS] if one.planned > 0}
    if len(found) < 2:
        return None
    x = np.arange(len(found), dtype=np.float64) + 0.5
    y = np.array([one.oee for one in found.values()])
    worst = y == y.min()
    marks: list[Mark] = [Bars(x[worst], y[worst], 0.58, role="vital"), Bars(x[~worst], y[~worst], 0.58)]
    marks += [
        Text(at, value + 0.06, f"{fixed(100 * value, 1)}%", "small")
        for at, value in zip(x.tolist(), y.tolist(), strict=True)
    ]
    ticks = tuple((float(x[i]), name) for i, name in enumerate(found))
    return Plot(
        "parts",
        tuple(marks),
        Axis(None, ticks, limits=(0.0, float(len(found))), shared=False, names=True),
        Axis("OEE", limits=(0.0, max(1.1, 1.15 * float(y.max()))), percent=True, from_zero=True),
        Msg("OEE by {column}", column=case.part_name),
    )
