"""Where the bones, twigs and words of a fishbone stand, in em.

Every cause has a row of its own, a horizontal twig with its words on it. The causes of a cause hang on a
small bone that is parallel to the large one, one step further from it: any depth has its place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sqc.qctools.kit.outline import Node
from sqc.qctools.kit.sketch import WIDE, Block, block, head, line, rectangle, set_block, wide
from sqc.report.marks import Mark

ANGLE = 66.0  # of a bone against the spine, degrees
SLOPE = 1 / math.tan(math.radians(ANGLE))
STEP = 1.3  # from a bone to the one of its sub-causes
OVER, UNDER = 0.22, 0.6  # between a twig and its words, the words and the next twig
CLEAR = 1.1  # between a row and the bone at its left
TAIL = 0.4  # of a twig before its words, and of the words before the bone
LEAST_HALF, MOST_SPREAD, MOST_MORE = 7.5, 1.6, 6.0
ROOMS = (15.0, 13.0, 11.5, 10.0, 9.0, 8.0, 7.0, 6.2, 5.4)
LEAST_ROOM = 4.2
HEAD_ROOM, NAME = 8.0, 6.5


class Row(NamedTuple):
    """A cause on its twig: depth from 0, words, distance of the twig from the spine."""

    node: Node
    depth: int
    words: Block
    at: float

    @property
    def role(self) -> str:
        """Role of the twig."""
        return "signal" if self.node.marked else "bone"


class Bone(NamedTuple):
    """A category: its rows from the spine outwards, above or below it."""

    node: Node
    rows: tuple[Row, ...]
    upper: bool

    @property
    def end(self) -> float:
        """How far from the spine its last row reaches."""
        if not self.rows:
            return 2.0
        last = self.rows[-1]
        return last.at + (OVER + last.words.height if self.upper else 0.0) + UNDER

    def needs(self, row: Row) -> float:
        """Return how long the twig of a row is at least."""
        needed = row.words.width + 2 * TAIL
        if self.upper:  # the bone leans over the words, and the small bone stands beside them
            needed += SLOPE * (OVER + row.words.height) + (STEP if row.node.children else 0.0)
        return max(needed, STEP + 0.6)

    @property
    def reach(self) -> float:
        """How far left of its line the longest row ends."""
        return max((row.depth * STEP + self.needs(row) for row in self.rows), default=2.0)


def bone_of(node: Node, upper: bool, room: float) -> Bone:
    """Return a category with its rows, as near to the spine as they can stand."""
    order = _upwards(node.children) if upper else _downwards(node.children)
    rows, at = [], 0.3
    for cause, depth in order:
        words = block(cause.text, "confirmed" if cause.marked else "small", room)
        if upper:
            at += UNDER
            rows.append(Row(cause, depth, words, at))
            at += OVER + words.height
        else:
            at += UNDER + words.height + OVER
            rows.append(Row(cause, depth, words, at))
    return Bone(node, tuple(rows), upper)


def _downwards(causes: Sequence[Node], depth: int = 0) -> list[tuple[Node, int]]:
    return [entry for one in causes for entry in ((one, depth), *_downwards(one.children, depth + 1))]


def _upwards(causes: Sequence[Node], depth: int = 0) -> list[tuple[Node, int]]:
    """Return the causes from the spine upwards: read from the top they are in the order of the file."""
    return [entry for one in reversed(causes) for entry in ((one, depth), *_upwards(one.children, depth + 1))]


class Spine(NamedTuple):
    """Bones on one spine: pairs from left to right, how far apart they are."""

    bones: tuple[Bone, ...]
    pitches: tuple[float, ...]

    @property
    def halves(self) -> tuple[float, float]:
        """How far the bones reach above and below."""
        ends = [max((b.end for b in self.bones if b.upper is side), default=0.0) for side in (True, False)]
        return tuple(max(end, LEAST_HALF) if end else 0.0 for end in ends)  # type: ignore[return-value]


def spine_of(nodes: Sequence[Node], room: float) -> Spine:
    """Return the bones of one spine with the least distances."""
    bones = tuple(bone_of(node, i % 2 == 0, room) for i, node in enumerate(nodes))
    pairs = [bones[i : i + 2] for i in range(0, len(bones), 2)]
    pitches = [max(max(bone.reach + CLEAR, _name_room(bone)) for bone in pair) for pair in pairs]
    return Spine(bones, tuple(pitches))


def _width(spine: Spine, head_width: float) -> float:
    return sum(spine.pitches) + SLOPE * max(spine.halves) + head_width + 3.0


def spines(nodes: Sequence[Node], head_width: float, room: float = WIDE) -> list[Spine]:
    """Return the spines that hold all bones: one with the widest words that fit, else several."""
    for count in range(1, (len(nodes) + 1) // 2 + 1):
        each = 2 * math.ceil(len(nodes) / 2 / count)
        parts = [nodes[i : i + each] for i in range(0, len(nodes), each)]
        for words in ROOMS:
            found = [spine_of(part, words) for part in parts]
            if all(_width(one, head_width) <= room for one in found):
                return [_widened(one, room - _width(one, head_width)) for one in found]
    return [spine_of(nodes[i : i + 2], LEAST_ROOM) for i in range(0, len(nodes), 2)]


def _widened(spine: Spine, spare: float) -> Spine:
    """Return the spine with equal distances where there is room, and a little wider."""
    n, most = len(spine.pitches), max(spine.pitches)
    need = n * most - sum(spine.pitches)
    if need <= spare:
        more = min((spare - need) / n, MOST_MORE)
        return spine._replace(pitches=(most + more,) * n)
    more = spare / n
    return spine._replace(pitches=tuple(pitch + more for pitch in spine.pitches))


class Placed(NamedTuple):
    """A spine as marks with its extent."""

    marks: list[Mark]
    width: float
    height: float


def placed(spine: Spine, effect: Block, share: Block) -> Placed:
    """Return the marks of a spine, its lower left corner at the origin."""
    upper, lower = spine.halves
    names = [_name(bone, spine.pitches[i // 2]) for i, bone in enumerate(spine.bones)]
    above, below = (
        max(
            (one.height for one, bone in zip(names, spine.bones, strict=True) if bone.upper is side),
            default=0.0,
        )
        for side in (True, False)
    )
    head_height = effect.height + share.height + 1.2
    down = max(lower + below + 0.3, head_height / 2)
    up = max(upper + above + 0.3, head_height / 2)
    feet = [0.0]
    for pitch in spine.pitches[1:]:
        feet.append(feet[-1] + pitch)
    longest = SLOPE * max(upper, lower)
    left = min(foot - longest - pitch + CLEAR for foot, pitch in zip(feet, spine.pitches, strict=True))
    shift = 0.4 - left
    marks: list[Mark] = []
    for i, bone in enumerate(spine.bones):
        foot, half = feet[i // 2] + shift, upper if bone.upper else lower
        length = spine.pitches[i // 2] - CLEAR
        marks += _bone(bone, foot, down, half, names[i], length)
    end = feet[-1] + shift + 1.6
    head_width = max(effect.width, share.width) + 1.2
    marks += [
        line([(0.0, down), (end - 0.5, down)], "spine"),
        head(0.0, down, end, down, "ink", 1.7),
        rectangle(end, down - head_height / 2, head_width, head_height, "key"),
        *set_block(effect, end + head_width / 2, down + (effect.height + share.height) / 2, "center", False),
        *set_block(share, end + head_width / 2, down + (share.height - effect.height) / 2, "center", False),
    ]
    return Placed(marks, end + head_width + 0.2, down + up)


def _name_room(bone: Bone) -> float:
    """Return how far apart bones stand for their names, which wrap where they are long."""
    return min(wide(bone.node.text, "panel"), NAME) + 0.8


def _name(bone: Bone, pitch: float) -> Block:
    return block(bone.node.text, "confirmed" if bone.node.marked else "panel", pitch - 0.8, 3)


def _bone(bone: Bone, foot: float, spine: float, half: float, name: Block, longest: float) -> list[Mark]:
    """Return a bone, its name at its outer end, its rows spread over its length."""
    sign = 1 if bone.upper else -1
    tip = (foot - SLOPE * half, spine + sign * half)
    join = (foot - SLOPE * 0.35, spine + sign * 0.35)
    marks: list[Mark] = [
        line([tip, join], "signal" if bone.node.marked else "bone"),
        head(*tip, foot - SLOPE * 0.1, spine + sign * 0.1),
        *set_block(name, tip[0], tip[1] + (0.15 + name.height if bone.upper else -0.15), "center"),
    ]
    spare = min((half - bone.end) / max(len(bone.rows), 1), MOST_SPREAD) if bone.end < half else 0.0
    rows = [row._replace(at=row.at + spare * (i + 0.5)) for i, row in enumerate(bone.rows)]
    main = max((bone.needs(row) for row in rows if row.depth == 0), default=0.0)
    for i, row in enumerate(rows):
        y = spine + sign * row.at
        right = foot - SLOPE * row.at - row.depth * STEP
        length = min(max(main, 0.62 * longest), longest) if row.depth == 0 else bone.needs(row)
        length = max(length, bone.needs(row))
        marks.append(line([(right - length, y), (right, y)], row.role))
        top = y + OVER + row.words.height
        marks += set_block(row.words, right - length + TAIL / 2, top)
        deepest = _last_child(rows, i)
        if deepest is not None:
            out = rows[deepest].at - row.at
            marks.append(line([(right - STEP - SLOPE * out, y + sign * out), (right - STEP, y)], "bone"))
    return marks


def _last_child(rows: Sequence[Row], i: int) -> int | None:
    """Return the furthest row that hangs directly on row `i`."""
    found = None
    for j in range(i + 1, len(rows)):
        if rows[j].depth <= rows[i].depth:
            break
        if rows[j].depth == rows[i].depth + 1:
            found = j
    return found
