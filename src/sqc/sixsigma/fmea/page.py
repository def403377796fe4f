"""The picture of an FMEA: risks by severity and occurrence, and how many of each action priority."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.marks import Arrow, Axis, Bars, Key, Mark, Page, Plot, Segments, Text
from sqc.sixsigma.fmea.change import Comparison
from sqc.sixsigma.fmea.effect import effect
from sqc.sixsigma.fmea.ratings import HIGH, LOW, MEDIUM, Floats
from sqc.sixsigma.fmea.sheet import Sheet
from sqc.sixsigma.forms.boxes import box
from sqc.stats.priority import HIGHEST, LETTERS, LOWEST

LEVELS = (HIGH, MEDIUM, LOW)
ROLES = {HIGH: "vital", MEDIUM: "bar", LOW: "box"}
TALL = 27.0
OFF = 0.3  # of a cell: arrows pass the numbers
WIDE, HALF = 0.58, 0.38  # bars alone, and of two copies


def page(sheet: Sheet, comparison: Comparison | None, first: Finding) -> Page:
    """Return the sheet: the matrix beside the bars."""
    footer: list[Words] = [
        Msg("n = {n}", n=len(sheet.rated)),
        Msg("a cell: risks of that S and O; dark: an AP H among them, pale: M, white: L"),
        Msg("AP: AIAG-VDA 2019"),
    ]
    if sheet.second.again.any():
        footer.append(Msg("arrows: S and O from before the action"))
    if len(sheet.unrated):
        footer.append(Msg("{n} without rating", n=len(sheet.unrated)))
    return Page(
        Join([sheet.table.name, Msg("FMEA")], " · "),
        ((_matrix(sheet), _bars(sheet, comparison)),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=sheet.source.name)),
    )


def _matrix(sheet: Sheet) -> Plot:
    """Return how many risks stand at each severity and occurrence, by the highest priority among them."""
    severity, occurrence = (sheet.ratings[sheet.rated, i].astype(int) for i in (0, 1))
    counts = np.zeros((HIGHEST + 1, HIGHEST + 1), dtype=int)
    worst = np.full((HIGHEST + 1, HIGHEST + 1), -1)
    np.add.at(counts, (severity, occurrence), 1)
    np.maximum.at(worst, (severity, occurrence), sheet.priority)
    marks: list[Mark] = [_lattice(), *_moves(sheet)]
    for s, o in zip(*np.nonzero(counts), strict=True):
        level = int(worst[s, o])
        marks.append(box(o - 0.46, s - 0.46, o + 0.46, s + 0.46, ROLES[level]))
        role = "inside" if level == HIGH else "value"
        marks.append(Text(float(o), float(s), f"{counts[s, o]}", role, halo=False))
    ends = (LOWEST - 0.5, HIGHEST + 0.5)
    ticks = tuple((float(i), str(i)) for i in range(LOWEST, HIGHEST + 1))
    return Plot(
        "matrix",
        tuple(marks),
        Axis(Msg("occurrence O"), ticks, limits=ends, shared=False),
        Axis(Msg("severity S"), ticks, limits=ends),
        Msg("Risks by S and O"),
        grid="none",
        tall=TALL,
    )


def _moves(sheet: Sheet) -> list[Mark]:
    """Return arrows from where risks stood before their action, off the middle where the numbers are."""
    found = effect(sheet).rows
    pairs = zip(sheet.first[found, :2].tolist(), sheet.ratings[found, :2].tolist(), strict=True)
    marks: list[Mark] = []
    for i, ((s0, o0), (s1, o1)) in enumerate(sorted({(tuple(a), tuple(b)) for a, b in pairs if a != b})):
        down, along, off = s1 - s0, o1 - o0, OFF if i % 2 else -OFF
        leave, reach = (edge / max(abs(down), abs(along)) for edge in (0.3, 0.5))
        start, end = (
            (o0 + leave * along, s0 + leave * down + off),
            (o1 - reach * along, s1 - reach * down + off),
        )
        marks.append(Arrow(*start, *end))
    return marks


def _lattice() -> Mark:
    """Return the lines between the cells."""
    edges = np.arange(LOWEST, HIGHEST + 2) - 0.5
    low, high = np.full(len(edges), edges[0]), np.full(len(edges), edges[-1])
    return Segments(
        np.concatenate([edges, low]), np.concatenate([low, edges]),
        np.concatenate([edges, high]), np.concatenate([high, edges]), "grid",
    )  # fmt: skip


def _was(sheet: Sheet, comparison: Comparison | None) -> Floats | None:
    """Return how many risks were of each priority: in the older copy, else before the actions."""
    before = sheet.before if sheet.second.again.any() else None
    if comparison is not None:
        before = comparison.before
    return None if before is None else before.counts[list(LEVELS)].astype(float)


def _bars(sheet: Sheet, comparison: Comparison | None) -> Plot:
    """Return how many risks are of each priority, beside those before where that is known."""
    x = np.arange(len(LEVELS), dtype=np.float64) + 0.5
    now = sheet.counts[list(LEVELS)].astype(float)
    top = float(now.max())
    marks: list[Mark] = []
    was = _was(sheet, comparison)
    if was is None:
        for i, level in enumerate(LEVELS):
            marks.append(
                Bars(x[i : i + 1], now[i : i + 1], WIDE, role=ROLES[level], labels=(f"{now[i]:.0f}",))
            )
    else:
        top = max(top, float(was.max()))
        for shift, counts, role in ((-HALF / 2, was, "before"), (HALF / 2, now, "after")):
            marks.append(Bars(x + shift, counts, HALF, role=role, labels=tuple(f"{n:.0f}" for n in counts)))
        marks.append(Key((("before", Msg("before")), ("after", Msg("now"))), "upper right"))
    height = max(top, 1) * (1.12 if was is None else 1.3)
    ticks = tuple((float(at), LETTERS[level]) for at, level in zip(x, LEVELS, strict=True))
    return Plot(
        "priorities",
        tuple(marks),
        Axis(Msg("action priority AP"), ticks, limits=(0.0, float(len(LEVELS))), shared=False),
        Axis(
            Msg("risks"),
            limits=(0.0, height),
            from_zero=True,
            whole=True,
        ),
        Msg("Risks by AP"),
        tall=TALL,
    )
