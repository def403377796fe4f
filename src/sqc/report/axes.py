"""A panel's axes: which ticks it shows, and the room that words around it need. Points, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqc.i18n.message import Words
from sqc.report.extent import Scale, positions
from sqc.report.marks import Label, Plot, Strip
from sqc.report.setter import LINE, Setter
from sqc.report.ticks import Tick, linear, logarithmic, thin
from sqc.report.times import times

TICK, PAD, EDGE = 2.4, 2.2, 6.5
STRIP_GAP = 2.4
NEXT = 1.2  # em: slanted words stand at least so far apart
SLANTED = 12.0  # em: longer slanted words are cut at their beginning
Box = tuple[float, float, float, float]


class Ruler(NamedTuple):
    """Ticks of an axis and how many lines their words take."""

    ticks: list[Tick]
    shown: list[Tick]
    lines: int = 1
    slanted: bool = False


@dataclass
class Panel:
    """A placed panel: `cell` holds everything of it, `box` is where the data are."""

    plot: Plot
    x: Scale
    y: Scale
    x_words: bool = True
    cell: Box = (0.0, 0.0, 0.0, 0.0)
    top: float = 0.0
    x_ruler: Ruler = field(default_factory=lambda: Ruler([], []))
    y_ruler: Ruler = field(default_factory=lambda: Ruler([], []))

    @property
    def box(self) -> Box:
        """Where the data are drawn: x0, y0, x1, y1."""
        return (self.x.start, self.y.start, self.x.end, self.y.end)


def y_ruler(panel: Panel, setter: Setter) -> Ruler:
    """Return the ticks of a y axis; given ones are thinned until their words stand apart."""
    axis, scale = panel.plot.y, panel.y
    ticks = _ticks(said_of(axis.ticks, setter), scale, 2.05 * setter.paper.base, axis.percent, axis.whole)
    if axis.ticks is None or len(ticks) < 3:
        return Ruler(ticks, ticks)
    places = [(scale.one(at), said) for at, said in ticks]
    shown, _ = thin(places, scale.end - scale.start, lambda _: setter.size("tick"), 0.2 * setter.size("tick"))
    return Ruler(ticks, [tick for tick, place in zip(ticks, places, strict=True) if place in shown])


def said_of(ticks: Sequence[tuple[float, Words]] | None, setter: Setter) -> list[Tick] | None:
    """Return given ticks in the language of the page."""
    return None if ticks is None else [(at, setter.say(said)) for at, said in ticks]


def _ticks(
    given: Sequence[Tick] | None, scale: Scale, apart: float, percent: bool, whole: bool = False
) -> list[Tick]:
    if given is not None:
        low, high = min(scale.low, scale.high), max(scale.low, scale.high)
        return [tick for tick in given if low <= tick[0] <= high]
    if scale.log:
        return logarithmic(scale.low, scale.high)
    return linear(scale.low, scale.high, scale.unit(apart), percent, whole)


def x_ruler(panel: Panel, plots: Sequence[Plot], setter: Setter) -> Ruler:
    """Automatic ticks as wide apart as their words need; of given ones every k-th."""
    scale, em = panel.x, setter.size("tick")
    given = next((plot.x.ticks for plot in reversed(plots) if plot.x.ticks is not None), None)
    if given is None and plots[-1].x.scale == "time":
        apart = setter.width("0000-00-00", "tick") + 2 * em
        ticks = times(scale.low, scale.high, scale.unit(apart))
        return Ruler(ticks, _clear(ticks, scale, setter))
    if given is None:
        whole, percent = positions(plots), plots[-1].x.percent
        apart = 4.2 * setter.paper.base
        for _ in range(3):  # wider words ask for wider steps; twice is enough
            ticks = _ticks(None, scale, apart, percent, whole)
            needed = max((setter.width(said, "tick") for _, said in ticks), default=0.0) + em
            needed += _pushed(ticks, scale, setter)
            if needed <= apart or scale.log:
                break
            apart = needed
        return Ruler(ticks, _clear(ticks, scale, setter))
    ticks = _ticks(said_of(given, setter), scale, 0.0, False)
    places = scale.at([at for at, _ in ticks]).tolist() if ticks else []
    apart = (places[-1] - places[0]) / max(len(places) - 1, 1) if len(places) > 1 else scale.end - scale.start
    if len(ticks) <= 15:
        lines = [setter.folded(said, "tick", max(apart - 0.4 * em, em)) for _, said in ticks]
        if all(lines):
            folded = [(at, "\n".join(one)) for (at, _), one in zip(ticks, lines, strict=True)]
            return Ruler(folded, folded, max(map(len, lines), default=1))
    named = [(place, said) for place, (_, said) in zip(places, ticks, strict=True)]
    if plots[-1].x.names and apart >= NEXT * em:
        return Ruler(ticks, ticks, 1, True)
    shown, slanted = thin(named, scale.end - scale.start, lambda said: setter.width(said, "tick"), em)
    wanted = {place for place, _ in shown}
    kept = [tick for tick, place in zip(ticks, places, strict=True) if place in wanted]
    return Ruler(kept, kept, 1, slanted)


def _pushed(ticks: list[Tick], scale: Scale, setter: Setter) -> float:
    """Return how far the words of the last tick are pushed back to keep clear of the edge labels."""
    if not ticks:
        return 0.0
    at, said = ticks[-1]
    return max(scale.one(at) + setter.width(said, "tick") / 2 - last_word_end(scale.end, setter), 0.0)


def last_word_end(end: float, setter: Setter) -> float:
    """Return how far right the words of a tick may reach on an axis that ends at `end` with edge labels."""
    return end + EDGE * setter.paper.base / 8 - 1.0


def _clear(ticks: list[Tick], scale: Scale, setter: Setter) -> list[Tick]:
    """Return the ticks whose words keep clear of the one before (log axes are uneven)."""
    shown: list[Tick] = []
    end = float("-inf")
    for at, said in ticks:
        half = setter.width(said, "tick") / 2
        if scale.one(at) - half >= end + 0.3 * setter.size("tick"):
            shown.append((at, said))
            end = scale.one(at) + half
    return shown


def left_room(panel: Panel, height: float, setter: Setter) -> float:
    """Room left of a panel: axis title, tick words, ticks."""
    if not panel.plot.y.visible:
        return 0.0
    widest = max((setter.width(said, "tick") for _, said in panel.y_ruler.shown), default=0.0)
    lines = len(axis_lines(setter, panel.plot.y.label, height))
    return widest + PAD + TICK + lines * 1.2 * setter.size("axis") + (PAD if lines else 0.0)


def axis_lines(setter: Setter, label: Words | None, height: float) -> list[str]:
    """Return the title of a y axis in at most two lines that fit its height.

    Two lines where one is too long, an ellipsis where two are.
    """
    said = setter.say(label)
    lines = setter.lines(said, "axis", height)
    if len(lines) == 2:
        return setter.folded(said, "axis", height) or lines
    if len(lines) > 2:
        lines = [lines[0], setter.shortened(said.removeprefix(lines[0]).lstrip(), "axis", height)]
    return lines


def right_room(panel: Panel, setter: Setter) -> float:
    """Room right of a panel: edge labels, or the second scale, or half of the last tick's words."""
    gap = EDGE * setter.paper.base / 8
    labels = [mark for mark in panel.plot.marks if isinstance(mark, Label) and mark.side == "right"]
    needed = [gap + setter.width(setter.say(mark.text), "label") + 0.5 for mark in labels]
    second = panel.plot.y2
    if second is not None:
        widest = max(
            (setter.width(said, "tick") for _, said in said_of(second.ticks, setter) or ()), default=0.0
        )
        needed.append(TICK + PAD + widest + (1.2 * setter.size("axis") + PAD if second.label else 0.0))
    return max(needed, default=1.5 * setter.paper.base)


def top_room(panel: Panel, setter: Setter) -> float:
    """Room above a panel: its title, strips, top labels."""
    plot = panel.plot
    height = 0.0 if plot.title is None else LINE * setter.size("panel") + 2.0
    if any(isinstance(mark, Strip) for mark in plot.marks):
        height += len(strip_rows(panel, setter)) * LINE * setter.size("strip") + 1.0 + STRIP_GAP
    if any(isinstance(mark, Label) and mark.side == "top" for mark in plot.marks):
        height += LINE * setter.size("label")
    return height


def bottom_room(panel: Panel, setter: Setter) -> float:
    """Room below a panel: ticks, their words, the axis title."""
    if not panel.plot.x.visible:
        return 0.0
    if not panel.x_words:
        return TICK
    return x_words_height(panel, setter) + (LINE * setter.size("axis") if panel.plot.x.label else 0.0)


def x_words_height(panel: Panel, setter: Setter) -> float:
    """Return how far the words of the x ticks reach below the axis, in points."""
    size = setter.size("tick")
    if not panel.x_ruler.slanted:
        return TICK + 0.6 + panel.x_ruler.lines * LINE * size
    longest = max((setter.width(said, "tick") for _, said in panel.x_ruler.shown), default=0.0)
    return TICK + PAD + 0.5 * min(longest, SLANTED * size) + 0.9 * size


def _written(panel: Panel, setter: Setter, kind: str, names: Sequence[str]) -> list[str]:
    """Return what is written over the stretches of a panel, cut where it must; nothing for dozens of them."""
    strips = [mark for mark in panel.plot.marks if isinstance(mark, Strip)]
    room, em = panel.cell[2] - panel.x.start, 0.6 * setter.size(kind)
    if sum(setter.width(name, kind) + em for name in names) <= room:
        return list(names)
    whole = strips[-1].end - strips[0].start
    shares = [(strip.end - strip.start) / whole * room - em for strip in strips]
    cut = [setter.shortened(name, kind, share) for name, share in zip(names, shares, strict=True)]
    return cut if sum(setter.width(name, kind) + em for name in cut) <= room else []


def strip_rows(panel: Panel, setter: Setter) -> list[tuple[str, list[str]]]:
    """Return the rows of words over the stretches of a panel, the upper one first: kind and words."""
    strips = [mark for mark in panel.plot.marks if isinstance(mark, Strip)]
    rows = [("strip", [setter.say(strip.name) for strip in strips])]
    if any(strip.second is not None for strip in strips):
        rows.append(("second", [setter.say(strip.second) for strip in strips]))
    written = [(kind, _written(panel, setter, kind, names)) for kind, names in rows if strips]
    return [(kind, names) for kind, names in written if names]
