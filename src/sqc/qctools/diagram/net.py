"""A network as a picture: boxes with words in layers, arrows between them, across the page or down it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqc.qctools.diagram.layers import Edge, Laid, Place, laid, layers_of
from sqc.qctools.kit.sketch import PAD_X, PAD_Y, WIDE, Block, arrow, boxed, sheet
from sqc.report.marks import Mark, Plot

LEAST_ROOM, MOST_ROOM, DOWN_ROOM = 4.6, 9.0, 8.0  # em for words in a box
ALONG, MOST_ALONG, DOWN_ALONG = 2.4, 6.0, 2.4  # between layers
ACROSS = 0.9  # between boxes of a layer
FULL = 0.8  # of a page: boxes of one layer, the rest is for lanes
PORTS = 0.7  # of the side of a box at which its arrows end


class Card(NamedTuple):
    """A box: its words and its role."""

    words: Block
    role: str = "box"

    @property
    def width(self) -> float:
        """How wide the box is at least."""
        return self.words.width + 2 * PAD_X

    @property
    def height(self) -> float:
        """How high the box is at least."""
        return self.words.height + 2 * PAD_Y


class Frame(NamedTuple):
    """Where layers begin and end along, and whether along is down the page."""

    starts: list[float]
    ends: list[float]
    down: bool
    tall: float

    def place(self, along: float, across: float) -> Place:
        """Return x and y; y grows upwards."""
        return (across, self.tall - along) if self.down else (along, self.tall - across)


def network(
    key: str,
    cards_of: Callable[[float], Sequence[Card]],
    n: int,
    edges: Sequence[Edge],
    back: frozenset[Edge] = frozenset(),
) -> Plot:
    """Return the panel of a network.

    Parameters
    ----------
    key : str
    cards_of : callable
        Returns the boxes whose words take so many em.
    n : int
    edges : sequence of (int, int)
    back : frozenset of (int, int)
        Edges that close a circle: laid out backwards, dashed.
    """
    straight = list(dict.fromkeys((b, a) if (a, b) in back else (a, b) for a, b in edges))
    layer = layers_of(n, straight)
    count = max(layer, default=0) + 1
    room = (WIDE - (count - 1) * ALONG) / count - 2 * PAD_X
    if room >= LEAST_ROOM:
        cards = cards_of(min(room, MOST_ROOM))
        width = max(card.width for card in cards)
        if count * width + (count - 1) * ALONG <= WIDE:
            found = laid([card.height for card in cards], straight, layer, ACROSS)
            gap = min((WIDE - count * width) / max(count - 1, 1), MOST_ALONG)
            starts = [i * (width + gap) for i in range(count)]
            frame = Frame(starts, [start + width for start in starts], False, found.extent + 0.4)
            return _drawn(key, cards, edges, back, found, frame)
    return _down(key, cards_of(DOWN_ROOM), edges, straight, back)


def _down(
    key: str, cards: Sequence[Card], edges: Sequence[Edge], straight: Sequence[Edge], back: frozenset[Edge]
) -> Plot:
    """Return a network whose layers stand under each other; a layer that is too wide parts in two."""
    width = max(card.width for card in cards)
    layer = layers_of(len(cards), straight, [width + ACROSS] * len(cards), FULL * WIDE + ACROSS)
    found = centred(laid([width] * len(cards), straight, layer, ACROSS, WIDE))
    starts, ends, at = [], [], 0.0
    for number in range(found.n_layers):
        heights = [card.height for card, own in zip(cards, layer, strict=True) if own == number]
        starts.append(at)
        ends.append(at + max(heights, default=1.0))
        at = ends[-1] + DOWN_ALONG
    return _drawn(key, cards, edges, back, found, Frame(starts, ends, True, ends[-1] + 0.2))


def centred(found: Laid) -> Laid:
    """Return the places in the middle of the page."""
    shift = max((WIDE - found.extent) / 2, 0.0)
    lanes = {edge: [(layer, at + shift) for layer, at in chain] for edge, chain in found.lanes.items()}
    return found._replace(across=[at + shift for at in found.across], lanes=lanes)


def _drawn(
    key: str, cards: Sequence[Card], edges: Sequence[Edge], back: frozenset[Edge], found: Laid, frame: Frame
) -> Plot:
    marks: list[Mark] = []
    ports = _ports(cards, found, frame)
    for start, end in edges:
        turned = (start, end) in back
        places = _route((end, start) if turned else (start, end), found, frame, ports)
        marks += arrow(places[::-1], "back") if turned else arrow(places)
    for i, card in enumerate(cards):
        marks += _box(card, found.across[i], found.layer[i], frame, max(one.width for one in cards))
    across = WIDE if frame.down else frame.ends[-1]
    return sheet(key, marks, max(across, WIDE), frame.tall)


def _ports(cards: Sequence[Card], found: Laid, frame: Frame) -> Mapping[Edge, float]:
    """Return where across each arrow enters its box: in the order in which the arrows come."""
    into: dict[int, list[Edge]] = {}
    for edge in found.lanes:
        into.setdefault(edge[1], []).append(edge)
    width = max(card.width for card in cards)
    ports: dict[Edge, float] = {}
    for node, some in into.items():
        some.sort(key=lambda edge: (found.lanes[edge][-2][1], edge))
        side = PORTS * (width if frame.down else cards[node].height)
        for k, edge in enumerate(some):
            ports[edge] = found.across[node] + side * ((k + 0.5) / len(some) - 0.5)
    return ports


def _route(edge: Edge, found: Laid, frame: Frame, ports: Mapping[Edge, float]) -> list[Place]:
    """Return the places an arrow runs through: out of its box, along its lanes, into its box."""
    chain = found.lanes[edge]
    places = [frame.place(frame.ends[chain[0][0]], chain[0][1])]
    for layer, across in chain[1:-1]:
        places += [frame.place(frame.starts[layer], across), frame.place(frame.ends[layer], across)]
    places.append(frame.place(frame.starts[chain[-1][0]], ports[edge]))
    return places


def _box(card: Card, across: float, layer: int, frame: Frame, width: float) -> list[Mark]:
    """Return a box with its words."""
    along = frame.starts[layer], frame.ends[layer]
    if frame.down:
        x, y, high = across - width / 2, frame.tall - along[1], along[1] - along[0]
    else:
        x, y, high = along[0], frame.tall - across - card.height / 2, card.height
    return boxed(card.words, x, y, width, high, card.role)
