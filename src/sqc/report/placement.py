"""Where labels stand when they would meet. Geometry in points, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1

HIT, CROSS, OUTSIDE, RANK = 30.0, 2.0, 40.0, 0.8
TOO_MUCH = 60.0  # also the cost of standing on other words: nobody could read them


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return centres as near to the wanted ones as can be without overlap.

    Neighbours that meet are pooled into a block, which stands evenly round its mean (pool adjacent
    blocks); the order is kept.

    Parameters
    ----------
    wanted : sequence of float
        Centres, in points.
    sizes : sequence of float
        Room each one takes along the edge.
    low, high : float
        Ends of the edge.

    Examples
    --------
    >>> spread([10.0, 12.0, 40.0], [8.0, 8.0, 8.0], 0.0, 100.0)
    [7.0, 15.0, 40.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    blocks: list[tuple[list[int], float, float]] = []  # members, mean of (wanted - offset), length
    for i in order:
        members, start, length = [i], wanted[i] - sizes[i] / 2, sizes[i]
        start = _inside(start, length, low, high)
        while blocks and blocks[-1][1] + blocks[-1][2] > start + 1e-9:
            before, _, before_length = blocks.pop()
            members, length = before + members, before_length + length
            start = _inside(_best_start(members, wanted, sizes), length, low, high)
        blocks.append((members, start, length))
    centres = [0.0] * len(wanted)
    for members, start, _ in blocks:
        for i in members:
            centres[i] = start + sizes[i] / 2
            start += sizes[i]
    return centres


def _best_start(members: Sequence[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    offset = total = 0.0
    for i in members:
        total += wanted[i] - offset - sizes[i] / 2
        offset += sizes[i]
    return total / len(members)


def _inside(start: float, length: float, low: float, high: float) -> float:
    return max(min(start, high - length), low)


@dataclass
class Crowd:
    """What a label must keep clear of: boxes of marks and labels, pieces of line, the panel.

    Parameters
    ----------
    panel : Box
        The panel in points.
    boxes : Array
        Rows of x0, y0, x1, y1: marks.
    lines : Array
        Rows of x0, y0, x1, y1: straight pieces.
    """

    panel: Box
    boxes: Array
    lines: Array
    labels: list[Box] = field(default_factory=list)

    def hits(self, box: Box) -> int:
        """Return how many marks a box meets."""
        x0, y0, x1, y1 = box
        near = self.boxes
        return int(
            np.count_nonzero((near[:, 0] < x1) & (near[:, 2] > x0) & (near[:, 1] < y1) & (near[:, 3] > y0))
        )

    def covers(self, box: Box) -> bool:
        """Return whether a box meets other words."""
        x0, y0, x1, y1 = box
        return any(b[0] < x1 and b[2] > x0 and b[1] < y1 and b[3] > y0 for b in self.labels)

    def crossed(self, box: Box) -> int:
        """Return how many pieces of line cross a box."""
        return int(np.count_nonzero(crossing(self.lines, box)))

    def outside(self, box: Box) -> bool:
        """Return whether a box leaves the panel."""
        x0, y0, x1, y1 = self.panel
        return box[0] < x0 or box[1] < y0 or box[2] > x1 or box[3] > y1


def crossing(lines: Array, box: Box) -> npt.NDArray[np.bool_]:
    """Return which straight pieces pass through a box (clipping after Liang and Barsky, 1984).

    Examples
    --------
    >>> crossing(np.array([[0.0, 0.0, 10.0, 10.0], [0.0, 9.0, 1.0, 10.0]]), (4.0, 4.0, 6.0, 6.0)).tolist()
    [True, False]
    """
    x0, y0, x1, y1 = lines.T
    enter, leave = np.zeros(len(lines)), np.ones(len(lines))
    apart = np.zeros(len(lines), dtype=bool)
    for start, delta, low, high in ((x0, x1 - x0, box[0], box[2]), (y0, y1 - y0, box[1], box[3])):
        still = delta == 0
        apart |= still & ((start <= low) | (start >= high))
        safe = np.where(still, 1.0, delta)
        first, second = (low - start) / safe, (high - start) / safe
        enter = np.maximum(enter, np.where(still, 0.0, np.minimum(first, second)))
        leave = np.minimum(leave, np.where(still, 1.0, np.maximum(first, second)))
    return ~apart & (enter < leave)


# above, below, right, left, then the corners
_PLACES = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))


def place(
    crowd: Crowd,
    at: tuple[float, float],
    size: tuple[float, float],
    away: float,
    stalk: float = 0.0,
    farther: float = 0.0,
) -> Box | None:
    """Return the best of eight places for a label beside a point, or None where all are too bad.

    Cost: 30 per mark hit, 2 per piece of line crossed, 40 outside the panel, 0.8 times the rank of the
    place; above 60 the label is left out, and on other words it never stands.

    Parameters
    ----------
    crowd : Crowd
        What is there already; the place taken is added to it.
    at : (float, float)
        The point.
    size : (float, float)
        Width and height of the words.
    away : float
        Distance from the point to the words or to their stalk.
    stalk : float
        Length of the line that joins words and point; it is kept clear as well.
    farther : float
        Where all eight places stand on something, the same eight are tried so much farther out.

    Examples
    --------
    >>> empty = np.empty((0, 4))
    >>> place(Crowd((0, 0, 100, 100), empty, empty), (50.0, 50.0), (10.0, 6.0), 4.0)
    (45.0, 54.0, 55.0, 60.0)
    """
    best, least = None, TOO_MUCH
    rings = (0.0, farther) if farther else (0.0,)
    for rank, (far, (right, up)) in enumerate((far, beside) for far in rings for beside in _PLACES):
        if RANK * rank >= least:
            break
        nearer = 0.75 if right and up else 1.0
        box = _beside(at, size, (away + stalk) * nearer + far, right, up)
        whole = _around(box, _beside(at, size, away * nearer, right, up)) if stalk else box
        cost = RANK * rank + HIT * crowd.hits(whole) + OUTSIDE * crowd.outside(box)
        if cost < least and not crowd.covers(whole):
            cost += CROSS * crowd.crossed(box)
            if cost < least:
                best, least = box, cost
    if best is not None:
        crowd.labels.append(best)
    return best


def _around(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _beside(at: tuple[float, float], size: tuple[float, float], away: float, right: int, up: int) -> Box:
    (x, y), (width, height) = at, size
    x0 = x - width / 2 if right == 0 else (x + away if right > 0 else x - away - width)
    y0 = y - height / 2 if up == 0 else (y + away if up > 0 else y - away - height)
    return (x0, y0, x0 + width, y0 + height)
