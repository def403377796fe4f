"""The kinds of run rules as window operations on boolean blocks. Working part of `rules`.

A kind takes a rule and a block and returns one flag for every full window of the block, in the order of the
windows' last points. Windows of k conditions in a row are found by doubling: log2 k ANDs over the block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sqc.stats._rule import Rule

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Line = float | Floats
Side = Literal["upper", "lower"]
Zone = Literal["sigma", "side", "upper"]


class Block:
    """Part of a panel, with its comparisons kept so that rules share them."""

    def __init__(self, x: Floats, center: Line, lower: Line, upper: Line, sigma: Line) -> None:
        self.x, self.center, self.lower, self.upper, self.sigma = x, center, lower, upper, sigma
        self._seen: dict[tuple[object, ...], Flags] = {}

    def width(self, side: Side, zone: Zone = "sigma") -> Line:
        """What z counts: one standard deviation of the statistic, or a third of the way to a limit."""
        if zone == "sigma":
            return self.sigma
        if side == "upper" or zone == "upper":
            return (self.upper - self.center) / 3.0
        return (self.center - self.lower) / 3.0

    def line(self, z: float | None, side: Side, zone: Zone = "sigma") -> Line:
        """Control limit (z None) or the line z widths from the center."""
        if z is None:
            return self.upper if side == "upper" else self.lower
        if z == 0:
            return self.center
        away = z * self.width(side, zone)
        return self.center + away if side == "upper" else self.center - away

    def beyond(self, z: float | None, side: Side, strict: bool = True, zone: Zone = "sigma") -> Flags:
        """Points beyond a line; NaN is beyond nothing."""
        key = (z, side, strict, zone)
        if key not in self._seen:
            line = self.line(z, side, zone)
            if side == "upper":
                flags = self.x > line if strict else self.x >= line
            else:
                flags = self.x < line if strict else self.x <= line
            if z is None:
                flags &= self.centered
            self._seen[key] = flags
        return self._seen[key]

    def within(self, z: float, strict: bool = True, zone: Zone = "sigma") -> Flags:
        """Points not beyond z on either side; a point on the line counts as `strict` says beyond does."""
        high, low = self.line(z, "upper", zone), self.line(z, "lower", zone)
        if strict:
            return np.asarray((self.x <= high) & (self.x >= low))
        return np.asarray((self.x < high) & (self.x > low))

    @property
    def centered(self) -> Flags | np.bool_:
        """Points with a center: without one a point is undefined."""
        return np.logical_not(np.isnan(self.center))

    def judged(self, z: float | None, zone: Zone = "sigma") -> Flags:
        """Points that a rule about this line can judge at all."""
        key = ("judged", z is None or z == 0, zone)
        if key not in self._seen:
            flags = ~np.isnan(self.x) & self.centered
            if not key[1]:
                flags &= ~np.isnan(self.width("upper", zone)) | ~np.isnan(self.width("lower", zone))
            self._seen[key] = flags
        return self._seen[key]

    def middle(self, strict: bool = True) -> Flags:
        """Points in the middle third between the limits; a point on the border counts if `strict`."""
        third = (self.upper - self.lower) / 3.0
        low, high = self.lower + third, self.upper - third
        inside = (self.x >= low) & (self.x <= high) if strict else (self.x > low) & (self.x < high)
        return np.asarray(inside & self.centered)

    def step(self, side: Side) -> Flags:
        """Point i + 1 above (or below) point i."""
        key = ("step", side)
        if key not in self._seen:
            after, before = self.x[1:], self.x[:-1]
            self._seen[key] = after > before if side == "upper" else after < before
        return self._seen[key]


def all_of(flags: Flags, k: int) -> Flags:
    """For every k neighbours: are all of them true? By doubling."""
    length = 1
    while 2 * length <= k:
        flags = flags[length:] & flags[:-length]
        length *= 2
    if length < k:
        rest = k - length
        flags = flags[rest:] & flags[:-rest]
    return flags


def any_of(flags: Flags, k: int) -> Flags:
    """For every k neighbours: is one of them true?"""
    return ~all_of(~flags, k)


def qualifying(rule: Rule, block: Block) -> list[Flags]:
    """Flags of the points that count for a rule of points beyond a line, one array per side tested apart."""
    if rule.side == "upper" or rule.side == "lower":
        return [block.beyond(rule.z, rule.side, rule.strict, rule.zone)]
    above = block.beyond(rule.z, "upper", rule.strict, rule.zone)
    below = block.beyond(rule.z, "lower", rule.strict, rule.zone)
    return [above, below] if rule.side == "each" else [above | below]


def sides_of(rule: Rule) -> tuple[Side, ...]:
    """Sides that a rule tests apart."""
    return (rule.side,) if rule.side == "upper" or rule.side == "lower" else ("upper", "lower")


def both_sides(rule: Rule, block: Block, z: float) -> tuple[Flags, Flags]:
    """Points above the line on the upper side, points below that on the lower side."""
    return (
        block.beyond(z, "upper", rule.strict, rule.zone),
        block.beyond(z, "lower", rule.strict, rule.zone),
    )


def beyond_limit(rule: Rule, block: Block) -> Flags:
    """One point beyond a line."""
    flags = qualifying(rule, block)
    return flags[0] if len(flags) == 1 else flags[0] | flags[1]


def _enough(flags: Flags, rule: Rule) -> Flags:
    """At least k of every m neighbours, the last of them included unless the rule waives that."""
    k, m = rule.k, rule.m
    if m == 1:
        return flags
    size = len(flags) - m + 1
    # the last point is known to count: k - 1 of the m - 1 before it are then enough
    waived = not rule.last_point_required
    back = range(0 if waived else 1, m)
    needed = k if waived else k - 1
    if needed == 1:
        enough = any_of(flags if waived else flags[:-1], len(back))
    else:
        count: NDArray[np.integer] = np.zeros(size, dtype=np.uint8 if m < 256 else np.int64)
        for shift in back:
            np.add(count, flags[m - 1 - shift : m - 1 - shift + size], out=count)
        enough = np.asarray(count >= needed)
    return enough if waived else enough & flags[m - 1 :]


def k_of_m_beyond(rule: Rule, block: Block) -> Flags:
    """K of m points beyond a line; a window with a missing point is no window."""
    fired = np.zeros(len(block.x) - rule.m + 1, dtype=bool)
    for flags in qualifying(rule, block):
        fired |= _enough(flags, rule)
    judged = block.judged(rule.z, rule.zone)
    if not judged.all():
        fired &= all_of(judged, rule.m)
    return fired


def near_limit(rule: Rule, block: Block, side: Side) -> tuple[Flags, Flags]:
    """Points between z and the limit of a side, and all points on that side of the center."""
    z = 2.0 if rule.z is None else rule.z
    near = block.beyond(z, side, rule.strict, rule.zone) & ~block.beyond(None, side)
    return near, block.beyond(0.0, side)


def k_of_m_near_limit(rule: Rule, block: Block) -> Flags:
    """K of m points between z and the limit of a side, all m of them on that side of the center."""
    fired = np.zeros(len(block.x) - rule.m + 1, dtype=bool)
    for side in sides_of(rule):
        near, there = near_limit(rule, block, side)
        fired |= _enough(near, rule) & all_of(there, rule.m)
    return fired


def middle_third(rule: Rule, block: Block) -> Flags:
    """Fewer than k or more than `high` of m points in the middle third between the limits."""
    inside = block.middle(rule.strict)
    count = np.cumsum(inside, dtype=np.int64)
    count[rule.m :] -= count[: -rule.m].copy()
    count = count[rule.m - 1 :]
    fired = (count < rule.k) | (count > (rule.high or rule.m))
    judged = np.asarray(~np.isnan(block.x) & block.centered & ~np.isnan(block.upper - block.lower))
    return fired & all_of(judged, rule.m)


def repeat_zero(rule: Rule, block: Block) -> Flags:
    """K points in a row equal to 0."""
    return all_of(block.x == 0.0, rule.k)


def run_same_side(rule: Rule, block: Block) -> Flags:
    """K points in a row on one side of the center, or k of m."""
    fired = np.zeros(len(block.x) - rule.m + 1, dtype=bool)
    for side in sides_of(rule):
        flags = block.beyond(rule.z or 0.0, side, rule.strict, rule.zone)
        fired |= all_of(flags, rule.k) if rule.k == rule.m else _enough(flags, rule)
    if rule.k < rule.m and not (judged := block.judged(0.0)).all():
        fired &= all_of(judged, rule.m)
    return fired


def trend(rule: Rule, block: Block) -> Flags:
    """Points in a row that all rise or all fall; equal neighbours do neither."""
    steps = rule.window - 1
    fired = np.zeros(len(block.x) - steps, dtype=bool)
    if rule.side != "lower":
        fired |= all_of(block.step("upper"), steps)
    if rule.side != "upper":
        fired |= all_of(block.step("lower"), steps)
    return fired


def alternation(rule: Rule, block: Block) -> Flags:
    """Points in a row that go up and down by turns."""
    up, down = block.step("upper"), block.step("lower")
    turns = (up[1:] & down[:-1]) | (down[1:] & up[:-1])
    return all_of(turns, rule.window - 2)


def hugging(rule: Rule, block: Block) -> Flags:
    """K points in a row within the lines on both sides of the center."""
    return all_of(block.within(1.0 if rule.z is None else rule.z, rule.strict, rule.zone), rule.k)


def avoidance(rule: Rule, block: Block) -> Flags:
    """K points in a row beyond the lines; with "both-required" on both sides of the center."""
    above, below = both_sides(rule, block, 1.0 if rule.z is None else rule.z)
    fired = all_of(above | below, rule.k)
    if rule.side == "any":
        return fired
    return fired & any_of(above, rule.k) & any_of(below, rule.k)


def range_pair(rule: Rule, block: Block) -> Flags:
    """Two points in a row on opposite sides, z apart: each beyond z/2 (R_4s: one over +2, one under -2)."""
    above, below = both_sides(rule, block, 2.0 if rule.z is None else rule.z / 2.0)
    return np.asarray((above[1:] & below[:-1]) | (below[1:] & above[:-1]))


KINDS: dict[str, Callable[[Rule, Block], Flags]] = {
    "beyond_limit": beyond_limit,
    "k_of_m_beyond": k_of_m_beyond,
    "run_same_side": run_same_side,
    "trend": trend,
    "alternation": alternation,
    "hugging": hugging,
    "avoidance": avoidance,
    "range_pair": range_pair,
    "middle_third": middle_third,
    "k_of_m_near_limit": k_of_m_near_limit,
    "repeat_zero": repeat_zero,
}
