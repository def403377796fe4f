"""The arrow diagram as a picture: activities on arrows between numbered circles, dummies dashed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sqc.qctools.diagram.arrow_rows import Arrow, Event, Row, cut_into
from sqc.qctools.diagram.layers import Edge, Laid, Place, laid, layers_of
from sqc.qctools.diagram.net import Frame, centred
from sqc.qctools.kit.sketch import (
    WIDE,
    Block,
    arrow,
    block,
    leading,
    line,
    moved,
    rectangle,
    set_block,
    sheet,
    wide,
)
from sqc.report.marks import Mark, Plot, Shape, Text
from sqc.report.wrap import pieces

RADIUS, LETTER = 0.95, 0.65  # of a circle, half the box of a letter
RUN = 0.45  # straight before a circle, for the head of the arrow
BESIDE = 0.2  # between a circle and its times, a line and its words
ALONG, MOST_ALONG, DOWN_ALONG = 0.9, 3.0, 1.5  # between layers
MOST_ROWS, BETWEEN = 4, 1.6  # rows of a page
ACROSS = 0.7  # between neighbours of a layer
DUMMY = 0.5  # what a dummy takes of a layer
LEAST_ROOM, MOST_ROOM, DOWN_ROOM = 3.4, 9.0, 8.0  # em for the words of an arrow
FULL = 0.8  # of a page: what stands in one layer, the rest is for lanes
PORTS = 1.5  # of the radius: over so much of the circle the arrows that reach it end


class _Slot(NamedTuple):
    """How much something takes across, how much of that lies before its line, and how much along."""

    across: float
    lead: float
    along: float


class _Net(NamedTuple):
    """Circles, then arrows with their words: layers and places of both."""

    events: Sequence[Event]
    arrows: Sequence[Arrow]
    words: Sequence[Block]
    times: tuple[float, float]
    found: Laid
    frame: Frame

    @property
    def core(self) -> float:
        """How long a circle with its times is along the arrows."""
        return max(2 * RADIUS, self.times[1 if self.frame.down else 0])

    def half(self, event: int) -> float:
        """Return how far a circle, or the box of a letter, reaches from its middle."""
        return RADIUS if self.events[event].early else LETTER

    def middle(self, event: int) -> float:
        """Return where along a circle stands."""
        return self.frame.ends[self.found.layer[event]] - self.core / 2


def arrow_plot(events: Sequence[Event], arrows: Sequence[Arrow]) -> Plot:
    """Return the panel: across the page in one row or in several, else down it.

    Parameters
    ----------
    events : sequence of Event
        Every arrow leads to a later one.
    arrows : sequence of Arrow
    """
    longest = max(wide(said, "small") for one in events for said in (one.early, one.late))
    times = (longest + 0.5, 2 * leading("small"))
    level = layers_of(len(events), [(one.tail, one.head) for one in arrows])
    least = max(LEAST_ROOM, *(_unbroken(one) for one in arrows))
    for n in range(1, MOST_ROWS + 1):
        rows = cut_into(events, arrows, level, n)
        room = min((_room(row, times) for row in rows), default=0.0)
        if not rows or room >= least:
            break
    if room < least:
        return _sheet([_down(events, arrows, times)])
    return _sheet([_across(row, times, min(room, MOST_ROOM)) for row in rows])


def _room(row: Row, times: tuple[float, float]) -> float:
    """Return how many em the words of each arrow of a row may take."""
    worded = {row.level[one.tail] for one in row.arrows if one.name}
    circles = max(row.level) + 1
    taken = circles * (RUN + max(2 * RADIUS, times[0])) + 2 * (circles - 1) * ALONG
    return (WIDE - taken) / max(len(worded), 1)


def _across(row: Row, times: tuple[float, float], room: float) -> _Net:
    words = _blocks(row.arrows, room)
    slots = _slots(row.events, row.arrows, words, times, False)
    layer = [2 * level for level in row.level] + [2 * row.level[one.tail] + 1 for one in row.arrows]
    edges = _edges(len(row.events), row.arrows)
    found = laid([slot.across for slot in slots], edges, layer, ACROSS, 0.0, [slot.lead for slot in slots])
    longest = _longest(slots, layer)
    gap = min((WIDE - sum(longest)) / (len(longest) - 1), MOST_ALONG)
    return _Net(row.events, row.arrows, words, times, found, _frame(longest, gap, found.extent, False))


def _down(events: Sequence[Event], arrows: Sequence[Arrow], times: tuple[float, float]) -> _Net:
    words = _blocks(arrows, DOWN_ROOM)
    slots = _slots(events, arrows, words, times, True)
    edges = _edges(len(events), arrows)
    layer = layers_of(len(slots), edges, [slot.across + ACROSS for slot in slots], FULL * WIDE + ACROSS)
    found = laid([slot.across for slot in slots], edges, layer, ACROSS, WIDE, [slot.lead for slot in slots])
    frame = _frame(_longest(slots, layer), DOWN_ALONG, found.extent, True)
    return _Net(events, arrows, words, times, centred(found), frame)


def _blocks(arrows: Sequence[Arrow], room: float) -> list[Block]:
    return [block(one.name, "value" if one.critical else "small", room) for one in arrows]


def _unbroken(one: Arrow) -> float:
    """Return how long the longest part of a name is that no line breaks, in em; at most a usual word."""
    return min(max((wide(part, "value") for part in pieces(one.name)), default=0.0), 4.6)


def _edges(n: int, arrows: Sequence[Arrow]) -> list[Edge]:
    """Return that each arrow runs from its circle to its words and from there to its circle."""
    return [edge for i, one in enumerate(arrows) for edge in ((one.tail, n + i), (n + i, one.head))]


def _slots(
    events: Sequence[Event],
    arrows: Sequence[Arrow],
    words: Sequence[Block],
    times: tuple[float, float],
    down: bool,
) -> list[_Slot]:
    """Return what everything takes: times stand above a circle, or beside it where the layers run down."""
    wide_times, high_times = times
    letter = _Slot(2 * LETTER, LETTER, RUN + 2 * LETTER)
    lead = RADIUS + BESIDE + (wide_times if down else high_times)
    circle = _Slot(
        lead + (lead if down else RADIUS), lead, RUN + max(2 * RADIUS, high_times if down else wide_times)
    )
    return [circle if one.early else letter for one in events] + [
        _place(*one, down) for one in zip(arrows, words, strict=True)
    ]


def _place(one: Arrow, words: Block, down: bool) -> _Slot:
    """Return what an arrow takes with its words: above its line and below it, or at its right."""
    if not one.name:
        return _Slot(DUMMY, DUMMY / 2, 0.1)
    longest = max(words.width, wide(one.duration, words.role))
    if down:
        return _Slot(longest + 3 * BESIDE, 0.0, words.height + leading(words.role))
    lead = words.height + BESIDE
    return _Slot(lead + leading(words.role) + BESIDE, lead, longest)


def _longest(slots: Sequence[_Slot], layer: Sequence[int]) -> list[float]:
    """Return how long each layer is along the arrows."""
    found = [0.0] * (max(layer) + 1)
    for number, slot in zip(layer, slots, strict=True):
        found[number] = max(found[number], slot.along)
    return found


def _frame(longest: Sequence[float], gap: float, extent: float, down: bool) -> Frame:
    starts = [sum(longest[:i]) + i * gap for i in range(len(longest))]
    ends = [start + long for start, long in zip(starts, longest, strict=True)]
    return Frame(starts, ends, down, (ends[-1] if down else extent) + 0.4)


def _sheet(rows: Sequence[_Net]) -> Plot:
    """Return the panel of rows under each other."""
    marks: list[Mark] = []
    below = sum(row.frame.tall for row in rows) + (len(rows) - 1) * BETWEEN
    tall = below
    for row in rows:
        below -= row.frame.tall
        marks += [moved(mark, below) for mark in _drawn(row)]
        below -= BETWEEN
    return sheet("arrow", marks, WIDE, tall)


def _drawn(net: _Net) -> list[Mark]:
    marks: list[Mark] = []
    ports = _ports(net)
    for i, one in enumerate(net.arrows):
        marks += arrow(_route(net, ports, i), one.role, "ink" if one.critical else "ink2")
    for i, one in enumerate(net.arrows):
        marks += _words(net, i, one)
    for i, event in enumerate(net.events):
        marks += _circle(net, i, event)
    return marks


def _ports(net: _Net) -> Mapping[int, float]:
    """Return where across each arrow reaches its circle: in the order in which the arrows come."""
    into: dict[int, list[int]] = {}
    for i, one in enumerate(net.arrows):
        into.setdefault(one.head, []).append(i)
    ports: dict[int, float] = {}
    for event, some in into.items():
        lanes = {i: net.found.lanes[len(net.events) + i, event][-2][1] for i in some}
        some.sort(key=lambda i, lanes=lanes: (lanes[i], i))  # type: ignore[misc]
        for k, i in enumerate(some):
            ports[i] = net.found.across[event] + PORTS * RADIUS * ((k + 0.5) / len(some) - 0.5)
    return ports


def _route(net: _Net, ports: Mapping[int, float], i: int) -> list[Place]:
    """Return the places an arrow runs through: out of its circle, past its words, into its circle."""
    found, frame, one, node = net.found, net.frame, net.arrows[i], len(net.events) + i
    chain = [*found.lanes[one.tail, node], *found.lanes[node, one.head][1:]]
    places = [
        (net.middle(one.tail) + net.half(one.tail), found.across[one.tail]),
        (frame.ends[chain[0][0]], chain[0][1]),
    ]
    for layer, across in chain[1:-1]:
        places += [(frame.starts[layer], across), (frame.ends[layer], across)]
    off = ports[i] - found.across[one.head]
    places += [
        (frame.starts[chain[-1][0]], ports[i]),
        (net.middle(one.head) - math.sqrt(net.half(one.head) ** 2 - off**2), ports[i]),
    ]
    return [frame.place(*place) for k, place in enumerate(places) if not k or place != places[k - 1]]


def _words(net: _Net, i: int, one: Arrow) -> list[Mark]:
    """Return the words of an arrow: the name above its line and the duration below, or both at its right."""
    if not one.name:
        return []
    frame, words, node = net.frame, net.words[i], len(net.events) + i
    layer, across = net.found.layer[node], net.found.across[node]
    x, y = frame.place((frame.starts[layer] + frame.ends[layer]) / 2, across)
    row = leading(words.role)
    if frame.down:
        top = y + (words.height + row) / 2
        return [
            *set_block(words, x + 1.5 * BESIDE, top, "left", False),
            Text(x + 1.5 * BESIDE, top - words.height - row / 2, one.duration, words.role, "left", False),
        ]
    return [
        *set_block(words, x, y + BESIDE / 2 + words.height, "center", False),
        Text(x, y - BESIDE / 2 - row / 2, one.duration, words.role, "center", False),
    ]


def _circle(net: _Net, i: int, event: Event) -> list[Mark]:
    """Return a circle with its number and its earliest time above its latest in a box, or a letter."""
    x, y = net.frame.place(net.middle(i), net.found.across[i])
    if not event.early:
        square = rectangle(x - LETTER, y - LETTER, 2 * LETTER, 2 * LETTER, "key" if event.critical else "box")
        return [square, Text(x, y, event.number, "value", "center", False)]
    turn = np.linspace(0.0, 2 * math.pi, 48, endpoint=False)
    ring = Shape(x + RADIUS * np.cos(turn), y + RADIUS * np.sin(turn), "key" if event.critical else "box")
    broad, high = net.times
    left, low = x - broad / 2, y + RADIUS + BESIDE
    if net.frame.down:
        left, low = x + RADIUS + BESIDE, y - high / 2
    kind = "value" if event.critical else "small"
    return [
        ring,
        Text(x, y, event.number, kind, "center", False),
        rectangle(left, low, broad, high, "cell"),
        line([(left, low + high / 2), (left + broad, low + high / 2)], "axis"),
        Text(left + broad / 2, low + 0.75 * high, event.early, kind, "center", False),
        Text(left + broad / 2, low + 0.25 * high, event.late, kind, "center", False),
    ]
