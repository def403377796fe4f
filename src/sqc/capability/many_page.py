"""The pictures of many characteristics: the goal plot and the indices with their intervals, worst first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.capability.many import STATES, Many
from sqc.capability.many_tables import STATE_WORDS
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Label, Line, Mark, Note, Page, Plot, Points, Rule, Segments, Text
from sqc.report.numbers import fixed

ROWS = 15  # characteristics that the index plot shows
NAMED = 6  # of the worst, by their names
ROLES = dict(zip(STATES, ("s0", "s1", "mean", "excluded"), strict=True))
LONGEST = 18


def page(found: Many, first: Finding, footer: tuple[Words, ...]) -> Page:
    """Return the sheet: the goal plot where a characteristic has two limits, beside it the index plot."""
    two = np.array([one.two_sided for one in found.specs])
    left = [goal_plot(found, two)] if two.any() else []
    single = int(np.count_nonzero(~two))
    said: list[Words] = []
    if left and single:
        said.append(Msg("goal plot: those with two limits; one limit only: {n}", n=single))
    if len(found.names) > ROWS:
        said.append(Msg("indices: the worst {n} of {all}", n=ROWS, all=len(found.names)))
    return Page(
        Msg("Process capability of {n} characteristics", n=len(found.names)),
        ((*left, index_plot(found)),),
        first.message,
        first.level == "act",
        (*([Join(said, " · ")] if said else []), *footer),
    )


def goal_plot(found: Many, two: npt.NDArray[np.bool_]) -> Plot:
    """Return offset against spread, both as shares of the tolerance, with lines of equal Ppk."""
    lsl, usl = (np.array([getattr(one, name) for one in found.specs]) for name in ("low", "high"))
    width = usl - lsl
    x = (found.mean - (lsl + usl) / 2) / (width / 2)
    y = found.sigma_overall / width
    goals = sorted({one.goal for one in found.specs})[:2]
    top = float(min(np.nanmax(y[two]) * 1.15, 0.5))
    top = max(top, 1.15 / (6 * min(*goals, 1.0)))
    marks: list[Mark] = []
    for index in sorted({1.0, *goals}):
        peak = 1 / (6 * index)
        role = "spec" if index in goals else "ref"
        marks.append(Line(np.array([-1.0, 0.0, 1.0]), np.array([0.0, peak, 0.0]), role))
        marks.append(Label(peak, Verbatim(f"Ppk {index:g}"), "right", role))
    marks.append(Rule(0.0, "x", role="hair"))
    marks += _points(found, x, np.minimum(y, top), two)
    drawn = [i for i in found.order.tolist() if two[i]][:NAMED]
    marks += [
        Note(float(np.clip(x[i], -1.15, 1.15)), float(min(y[i], top)), _short(found.names[i]))
        for i in drawn
        if found.state[i] in (STATES[1], STATES[3])
    ]
    marks += _key(found, two, top)
    return Plot(
        "goal",
        tuple(marks),
        Axis(Msg("offset of the mean over half the tolerance"), limits=(-1.2, 1.2)),
        Axis(Msg("sigma overall over the tolerance"), limits=(0.0, top * 1.04)),
        Msg("Goal plot"),
        grid="both",
    )


def _key(found: Many, two: npt.NDArray[np.bool_], top: float) -> list[Mark]:
    """Return the marks of the states that are there with their words, in the free corner."""
    seen = [state for state in STATES if any(np.array([own == state for own in found.state]) & two)]
    marks: list[Mark] = []
    for line, state in enumerate(seen):
        height = top * (1.0 - 0.06 * line)
        marks.append(Points(np.array([-1.12]), np.array([height]), ROLES[state]))
        marks.append(Text(-1.05, height, STATE_WORDS[state], anchor="left"))
    return marks


def _points(found: Many, x: object, y: object, shown: npt.NDArray[np.bool_]) -> list[Mark]:
    places, heights = np.clip(np.asarray(x, dtype=np.float64), -1.15, 1.15), np.asarray(y, dtype=np.float64)
    marks: list[Mark] = []
    for state in STATES:
        here = np.array([own == state for own in found.state]) & shown & np.isfinite(heights)
        if here.any():
            marks.append(Points(places[here], heights[here], ROLES[state]))
    return marks


def index_plot(found: Many) -> Plot:
    """Return the headline index of the worst characteristics with its interval and the goal."""
    chosen = np.asarray(found.order[:ROWS])
    y = np.arange(len(chosen), 0.0, -1.0)
    low, high, value = found.low[chosen], found.high[chosen], found.value[chosen]
    marks: list[Mark] = [Segments(low, y, high, y, "range", True)]
    goals = np.array([found.specs[i].goal for i in chosen])
    if len(set(goals.tolist())) == 1:
        marks += [
            Rule(float(goals[0]), "x", role="spec"),
            Label(float(goals[0]), Msg("goal {goal}", goal=f"{goals[0]:g}"), "top", "spec"),
        ]
    else:
        marks.append(Segments(goals, y - 0.4, goals, y + 0.4, "spec"))
    for state in STATES:
        here = np.array([found.state[i] == state for i in chosen])
        if here.any():
            marks.append(Points(value[here], y[here], ROLES[state]))
    names = [f"{_short(found.names[i])}  {fixed(float(found.value[i]), 2)}" for i in chosen]
    head = Msg("Ppk with interval") if "cpk" not in found.headline else Msg("Cpk or Ppk with interval")
    return Plot(
        "indices",
        tuple(marks),
        Axis(head, from_zero=bool(np.nanmin(low, initial=0.0) >= 0)),
        Axis(None, tuple(zip(y.tolist(), names, strict=True)), limits=(0.3, len(chosen) + 0.7)),
        Msg("Indices, worst first"),
        grid="y",
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 3] + "..."
