"""The arrow diagram as a picture: activities on arrows between numbered circles, dummies dashed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sqc.qctools.diagram.layers import Edge, Laid, Place, laid, layers_of
from sqc.qctools.diagram.net import Frame, centred
from sqc.qctools.kit.sketch import (
    WIDE,
    Block,
    arrow,
    block,
    leading,
    line,
    rectangle,
    set_block,
    sheet,
    wide,
)
from sqc.report.marks import Mark, Plot, Shape, Text
from sqc.report.wrap import pieces

RADIUS, RUN = 0.95, 0.45  # of a circle; straight before it, for the head of the arrow
BESIDE = 0.2  # between a circle and its times, a line and its words
ALONG, MOST_ALONG, DOWN_ALONG = 0.9, 3.0, 1.5  # between layers
ACROSS = 0.7  # between neighbours of a layer
DUMMY = 0.5  # what a dummy takes of a layer
LEAST_ROOM, MOST_ROOM, DOWN_ROOM = 3.4, 9.0, 8.0  # em for the words of an arrow
FULL = 0.8  # of a page: what stands in one layer, the rest is for lanes
PORTS = 1.5  # of the radius: over so much of the circle the arrows that reach it end


class Event(NamedTuple):
    """A circle: its number, earliest and latest time, on a critical path or not."""

    number: str
    early: str
    late: str
    critical: bool


class Arrow(NamedTuple):
    """An arrow from circle to circle; a dummy has no name and no duration."""

    tail: int
    head: int
    name: str
    duration: str
    critical: bool

    @property
    def role(self) -> str:
        """How its line looks."""
        if self.name:
            return "critical" if self.critical else "bone"
        return "critical-dummy" if self.critical else "dummy"


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

    def middle(self, event: int) -> float:
        """Return where along a circle stands."""
        return self.frame.ends[self.found.layer[event]] - self.core / 2


def arrow_plot(events: Sequence[Event], arrows: Sequence[Arrow]) -> Plot:
    """Return the panel: across the page where it has the room, else down it.

    Parameters
    ----------
    events : sequence of Event
        Every arrow leads to a later one.
    arrows : sequence of Arrow
    """
    longest = max(wide(said, "small") for one in events for said in (one.early, one.late))
    times = (longest + 0.5, 2 * leading("small"))
    edges = _edges(len(events), arrows)
    layer = layers_of(len(events) + len(arrows), edges)
    worded = {layer[len(events) + i] for i, one in enumerate(arrows) if one.name}
    circles = len({layer[i] for i in range(len(events))})
    bare = circles * (RUN + max(2 * RADIUS, times[0])) + max(layer) * ALONG
    room = (WIDE - bare) / len(worded)
    down = room < max(LEAST_ROOM, *(_unbroken(one) for one in arrows))
    words = [
        block(one.name, "value" if one.critical else "small", DOWN_ROOM if down else min(room, MOST_ROOM))
        for one in arrows
    ]
    slots = _slots(events, arrows, words, times, down)
    if down:
        layer = layers_of(len(slots), edges, [slot.across + ACROSS for slot in slots], FULL * WIDE + ACROSS)
    found = laid([slot.across for slot in slots], edges, layer, ACROSS, WIDE if down else 0.0,
                 [slot.lead for slot in slots])  # fmt: skip
    frame = _frame(_longest(slots, layer), found.extent, down)
    return _drawn(_Net(events, arrows, words, times, centred(found) if down else found, frame))


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
    lead = RADIUS + BESIDE + (wide_times if down else high_times)
    circle = _Slot(
        lead + (lead if down else RADIUS), lead, RUN + max(2 * RADIUS, high_times if down else wide_times)
    )
    return [circle] * len(events) + [_place(*one, down) for one in zip(arrows, words, strict=True)]


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


def _frame(longest: Sequence[float], extent: float, down: bool) -> Frame:
    gap = DOWN_ALONG if down else min((WIDE - sum(longest)) / (len(longest) - 1), MOST_ALONG)
    starts = [sum(longest[:i]) + i * gap for i in range(len(longest))]
    ends = [start + long for start, long in zip(starts, longest, strict=True)]
    return Frame(starts, ends, down, (ends[-1] if down else extent) + 0.4)


def _drawn(net: _Net) -> Plot:
    marks: list[Mark] = []
    ports = _ports(net)
    for i, one in enumerate(net.arrows):
        marks += arrow(_route(net, ports, i), one.role, "ink" if one.critical else "ink2")
    for i, one in enumerate(net.arrows):
        marks += _words(net, i, one)
    for i, event in enumerate(net.events):
        marks += _circle(net, i, event)
    return sheet("arrow", marks, WIDE, net.frame.tall)


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
    places = [(net.middle(one.tail) + RADIUS, found.across[one.tail]), (frame.ends[chain[0][0]], chain[0][1])]
    for layer, across in chain[1:-1]:
        places += [(frame.starts[layer], across), (frame.ends[layer], across)]
    off = ports[i] - found.across[one.head]
    places += [
        (frame.starts[chain[-1][0]], ports[i]),
        (net.middle(one.head) - math.sqrt(RADIUS**2 - off**2), ports[i]),
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
    """Return a circle with its number, and its earliest time above its latest in a box."""
    x, y = net.frame.place(net.middle(i), net.found.across[i])
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
