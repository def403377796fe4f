"""A network in layers: which layer each box is in, in which order, where, and how its arrows run.

Boxes stand in layers along the arrows, an arrow over several layers keeps a lane of its own in those between,
the order in a layer follows the mean place of the neighbours: K. Sugiyama, S. Tagawa, M. Toda (1981),
IEEE Transactions on Systems, Man, and Cybernetics 11, 109-125. All lengths in em.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

SWEEPS = 10
LANE = 0.9  # across, of an arrow that passes a layer

Edge = tuple[int, int]
Place = tuple[float, float]


class Slot(NamedTuple):
    """What stands in a layer: a box (`node` 0 and up), or the lane of an arrow (-1).

    `lead` of its room lies before the place at which its arrows end.
    """

    layer: int
    node: int
    room: float
    lead: float


class Net(NamedTuple):
    """Boxes and lanes with the pieces between neighbouring layers.

    `lanes` holds for each edge the slots it runs through, its two boxes with them.
    """

    slots: list[Slot]
    pieces: list[Edge]
    lanes: dict[Edge, list[int]]
    layers: list[list[int]]


class Laid(NamedTuple):
    """Where boxes stand (their place across, layer along) and the lanes of each edge as places across."""

    across: list[float]
    layer: list[int]
    lanes: dict[Edge, list[tuple[int, float]]]
    n_layers: int
    extent: float


def layers_of(n: int, edges: Sequence[Edge], rooms: Sequence[float] = (), most: float = 0.0) -> list[int]:
    """Return the layer of each node: one more than the last one before it; no layer is wider than `most`.

    Parameters
    ----------
    n : int
    edges : sequence of (int, int)
        Without a circle.
    rooms : sequence of float
        What each node takes of its layer; without: as many as there are.
    most : float

    Examples
    --------
    >>> layers_of(3, [(0, 1), (1, 2), (0, 2)])
    [0, 1, 2]
    >>> layers_of(3, [], [4.0, 4.0, 4.0], 9.0)
    [0, 0, 1]
    """
    before: dict[int, list[int]] = {i: [] for i in range(n)}
    for start, end in edges:
        before[end].append(start)
    found = [0] * n
    taken: dict[int, float] = {}
    for i in TopologicalSorter(before).static_order():
        layer = max((found[k] + 1 for k in before[i]), default=0)
        while rooms and layer in taken and taken[layer] + rooms[i] > most:
            layer += 1
        found[i] = layer
        if rooms:
            taken[layer] = taken.get(layer, 0.0) + rooms[i]
    return found if rooms else _drawn_near(n, edges, found)


def _drawn_near(n: int, edges: Sequence[Edge], found: list[int]) -> list[int]:
    """Return layers in which a node with no arrow in stands just before the first that it drives."""
    driven = {end for _, end in edges}
    for i in range(n):
        next_layers = [found[end] for start, end in edges if start == i]
        if i not in driven and next_layers:
            found[i] = min(next_layers) - 1
    return found


def laid(
    rooms: Sequence[float],
    edges: Sequence[Edge],
    layer: Sequence[int],
    gap: float,
    widest: float = 0.0,
    leads: Sequence[float] = (),
) -> Laid:
    """Return the places of boxes and lanes.

    Parameters
    ----------
    rooms : sequence of float
        What each box takes across.
    edges : sequence of (int, int)
        From a lower layer to a higher one.
    layer : sequence of int
    gap : float
        Between neighbours across.
    widest : float
        Most that a layer may take across; 0: no bound. Lanes give way.
    leads : sequence of float
        How much of each room lies before the place of its box: half, where nothing is said.

    Examples
    --------
    >>> found = laid([2.0, 2.0, 2.0], [(0, 1), (0, 2)], [0, 1, 1], 1.0)
    >>> found.across
    [2.5, 1.0, 4.0]
    """
    boxes_first = [Slot(layer[i], i, room, leads[i] if leads else room / 2) for i, room in enumerate(rooms)]
    net = _net(boxes_first, edges, gap, widest)
    _order(net)
    across = _places(net, gap, widest)
    boxes = {slot.node: i for i, slot in enumerate(net.slots) if slot.node >= 0}
    lanes = {edge: [(net.slots[i].layer, across[i]) for i in chain] for edge, chain in net.lanes.items()}
    extent = max(
        (place + net.slots[i].room - net.slots[i].lead for i, place in enumerate(across)), default=0.0
    )
    return Laid([across[boxes[i]] for i in range(len(rooms))], list(layer), lanes, len(net.layers), extent)


def _net(slots: list[Slot], edges: Sequence[Edge], gap: float, widest: float) -> Net:
    """Return boxes and lanes; arrows from one box share their lane as long as they run together."""
    trunks: dict[tuple[int, int], int] = {}
    lanes: dict[Edge, list[int]] = {}
    pieces: dict[Edge, None] = {}
    for start, end in edges:
        chain = [start]
        for between in range(slots[start].layer + 1, slots[end].layer):
            if (start, between) not in trunks:
                trunks[start, between] = len(slots)
                slots.append(Slot(between, -1, LANE, LANE / 2))
            chain.append(trunks[start, between])
        chain.append(end)
        lanes[start, end] = chain
        pieces |= dict.fromkeys(pairwise(chain))
    layers: list[list[int]] = [[] for _ in range(max((slot.layer for slot in slots), default=-1) + 1)]
    for i, slot in enumerate(slots):
        layers[slot.layer].append(i)
    if widest:
        _squeeze(slots, layers, gap, widest)
    return Net(slots, list(pieces), lanes, layers)


def _squeeze(slots: list[Slot], layers: Sequence[Sequence[int]], gap: float, widest: float) -> None:
    """Make lanes narrower where a layer with them is too wide."""
    for layer in layers:
        lanes = [i for i in layer if slots[i].node < 0]
        taken = sum(slots[i].room + gap for i in layer if slots[i].node >= 0) - gap
        if lanes and taken + len(lanes) * (LANE + gap) > widest:
            room = max((widest - taken) / len(lanes) - gap, 0.01 - gap)
            for i in lanes:
                slots[i] = slots[i]._replace(room=room, lead=room / 2)


def _neighbours(net: Net) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
    before: dict[int, list[int]] = {i: [] for i in range(len(net.slots))}
    after: dict[int, list[int]] = {i: [] for i in range(len(net.slots))}
    for start, end in net.pieces:
        before[end].append(start)
        after[start].append(end)
    return before, after


def _order(net: Net) -> None:
    """Put every layer into the order of the mean places of its neighbours, to and fro; keep the best."""
    before, after = _neighbours(net)
    best = (_crossings(net), [list(layer) for layer in net.layers])
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        beside = before if down else after
        for layer in net.layers if down else net.layers[::-1]:
            place = _ranks(net)
            mean = {
                i: sum(place[k] for k in beside[i]) / len(beside[i]) if beside[i] else place[i] for i in layer
            }
            layer.sort(key=lambda i, mean=mean, place=place: (mean[i], place[i]))  # type: ignore[misc]
        crossings = _crossings(net)
        if crossings < best[0]:
            best = (crossings, [list(layer) for layer in net.layers])
    for layer, order in zip(net.layers, best[1], strict=True):
        layer[:] = order


def _ranks(net: Net) -> dict[int, float]:
    """Return places in a layer from 0 to 1, so that short layers and long ones compare."""
    return {i: (k + 0.5) / len(layer) for layer in net.layers for k, i in enumerate(layer)}


def _crossings(net: Net) -> int:
    place = {i: k for layer in net.layers for k, i in enumerate(layer)}
    total = 0
    for number in range(len(net.layers) - 1):
        ends = [(place[a], place[b]) for a, b in net.pieces if net.slots[a].layer == number]
        ends.sort()
        total += sum(ends[i][1] > ends[k][1] for i in range(len(ends)) for k in range(i + 1, len(ends))
                     if ends[i][0] < ends[k][0])  # fmt: skip
    return total


def _places(net: Net, gap: float, widest: float) -> list[float]:
    """Return middles across: near the mean of the neighbours, in order, apart, inside the bound."""
    before, after = _neighbours(net)
    across = [0.0] * len(net.slots)
    for layer in net.layers:
        _put(net, layer, [0.0] * len(layer), across, gap)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for layer in net.layers if down else net.layers[::-1]:
            beside = [before[i] if down else after[i] for i in layer]
            beside = [some or [*before[i], *after[i]] for some, i in zip(beside, layer, strict=True)]
            wanted = [
                sum(across[k] for k in some) / len(some) if some else across[i]
                for some, i in zip(beside, layer, strict=True)
            ]
            _put(net, layer, wanted, across, gap)
    low = min((across[i] - net.slots[i].lead for i in range(len(across))), default=0.0)
    across = [place - low for place in across]
    return _inside(net, across, gap, widest) if widest else across


def _put(net: Net, layer: Sequence[int], wanted: Sequence[float], across: list[float], gap: float) -> None:
    """Set a layer as near to the wanted places as its order and its gaps allow (pooled neighbours)."""
    offset, offsets = 0.0, []
    for i in layer:
        offsets.append(offset + net.slots[i].lead)
        offset += net.slots[i].room + gap
    blocks: list[tuple[float, int]] = []
    for want, shift in zip(wanted, offsets, strict=True):
        blocks.append((want - shift, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, na), (b, nb) = blocks[-2:]
            blocks[-2:] = [((a * na + b * nb) / (na + nb), na + nb)]
    starts = [start for start, n in blocks for _ in range(n)]
    for i, start, shift in zip(layer, starts, offsets, strict=True):
        across[i] = start + shift


def _inside(net: Net, across: list[float], gap: float, widest: float) -> list[float]:
    """Return places between 0 and the bound, in order and apart."""
    found = list(across)
    for layer in net.layers:
        room = sum(net.slots[i].room + gap for i in layer) - gap
        offset = 0.0
        for i in layer:
            lead = net.slots[i].lead
            low, high = offset + lead, widest - (room - offset) + lead
            found[i] = min(max(found[i], low), max(high, low))
            offset += net.slots[i].room + gap
    return found
