"""Run rules: which points of a panel signal, and which points make a signal up.

A rule needs its full window and signals at the window's last point. Windows end at the borders given by
`starts` and at missing points. Zones are standard deviations of the plotted statistic, never thirds of a
limit that was cut at a natural bound, unless the rule says so. Rules about a whole segment signal at its last
useful point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._rule import SERIES, Rule
from sqc.stats._rule_kinds import KINDS, Block, Flags, near_limit, qualifying, sides_of
from sqc.stats._rule_panel import Arrays, Panel, arrays_of, part_of
from sqc.stats.mapped import release, zeros

__all__ = ["KINDS", "Panel", "Rule", "mask", "masks", "members"]

# points that k-of-m rules count, one array for each side tested apart
_COUNTED: dict[str, Callable[[Rule, Block], list[Flags]]] = {
    "k_of_m_beyond": qualifying,
    "run_same_side": lambda rule, block: [
        block.beyond(rule.z or 0.0, side, rule.strict, rule.zone) for side in sides_of(rule)
    ],
    "k_of_m_near_limit": lambda rule, block: [
        near if there.all() else np.zeros_like(near)
        for near, there in (near_limit(rule, block, side) for side in sides_of(rule))
    ],
}
# a block whose flags fit the second-level cache: larger and smaller ones are slower
_BLOCK = 1 << 16
_RELEASED = 32  # blocks after which mapped arrays give their memory back


def _heads(starts: NDArray[np.int64], window: int, total: int) -> NDArray[np.int64]:
    """Last points of windows that would reach over a border."""
    places = (starts[:, None] + np.arange(window - 1)).ravel()
    return places[places < total]


def _skipped(rule: Rule, arrays: Arrays, starts: NDArray[np.int64]) -> Flags | None:
    """Points that the rule keeps, None if it leaves none out."""
    x, center = arrays[0], arrays[1]
    keep = np.ones(len(x), dtype=bool)
    if rule.missing == "ignore":
        keep &= ~np.isnan(x)
    if rule.tie == "ignore" and rule.kind == "run_same_side":
        keep &= x != center
    elif rule.tie == "ignore" and rule.kind in ("trend", "alternation") and len(x):
        # equal neighbours of a kept series, so missing points are out first
        places = np.flatnonzero(keep)
        equal = np.zeros(len(places), dtype=bool)
        equal[1:] = x[places[1:]] == x[places[:-1]]
        stage = np.searchsorted(starts, places, side="right")
        equal[1:] &= stage[1:] == stage[:-1]
        keep[places[equal]] = False
    return None if keep.all() else keep


def _judge(rules: Sequence[Rule], arrays: Arrays, starts: NDArray[np.int64], out: Flags) -> None:
    """Fill one row of flags per rule, block by block; each block reaches back by the longest window."""
    total = len(arrays[0])
    reach = max(rule.window for rule in rules) - 1
    for first in range(0, total, _BLOCK):
        end, left = min(total, first + _BLOCK), max(0, first - reach)
        block = Block(*part_of(arrays, slice(left, end)))
        for row, rule in zip(out, rules, strict=True):
            begin = max(first, left + rule.window - 1)
            if begin < end:
                row[begin:end] = KINDS[rule.kind](rule, block)[begin - end :]
        if first // _BLOCK % _RELEASED == 0:
            release(out, *arrays)
    for row, rule in zip(out, rules, strict=True):
        if rule.window > 1:
            row[_heads(starts, rule.window, total)] = False
    release(out, *arrays)


def masks(rules: Sequence[Rule], panel: Panel, starts: ArrayLike) -> Flags:
    """Points at which each rule signals.

    Parameters
    ----------
    rules : sequence of Rule
        Rules to judge by.
    panel : Panel
        Arrays of the control panel.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0; no window crosses a border.

    Returns
    -------
    bool array, shape (rules, points)
        True at the last point of every window that fires.

    Raises
    ------
    ValueError
        A line of the panel with another length than its statistic.

    Notes
    -----
    Comparisons are made once per block of 65,536 points and shared by the rules; k in a row by doubling
    (log2 k ANDs), k of m by counting.

    References
    ----------
    L. S. Nelson (1984), Journal of Quality Technology 16, 237-239. Western Electric (1956), Statistical
    Quality Control Handbook, 25-28.

    Examples
    --------
    >>> panel = Panel(np.array([0.0, 2.5, 0.5, 2.1, 3.5]), 0.0, -3.0, 3.0, 1.0)
    >>> rules = (Rule("1", "beyond_limit", 1, 1), Rule("5", "k_of_m_beyond", 2, 3, z=2.0))
    >>> masks(rules, panel, [0]).astype(int).tolist()
    [[0, 0, 0, 0, 1], [0, 0, 0, 1, 1]]
    """
    arrays = arrays_of(panel)
    first = np.asarray(starts, dtype=np.int64)
    out = zeros((len(rules), len(arrays[0])), np.bool_)
    windows = [i for i, rule in enumerate(rules) if rule.kind not in SERIES]
    if len(windows) < len(rules):
        from sqc.stats._rule_series import series_mask

        for i in set(range(len(rules))) - set(windows):
            out[i] = series_mask(rules[i], arrays, first)
    plain = [i for i in windows if rules[i].tie == "break" and rules[i].missing == "break"]
    if plain and len(arrays[0]):
        rows = out if len(plain) == len(rules) else out[plain]
        _judge([rules[i] for i in plain], arrays, first, rows)
        if rows is not out:
            out[plain] = rows
    for i in sorted(set(windows) - set(plain)):
        keep = _skipped(rules[i], arrays, first)
        if keep is None:
            _judge([rules[i]], arrays, first, out[i : i + 1])
        else:
            before = np.concatenate(([0], np.cumsum(keep)))
            found = np.zeros((1, int(before[-1])), dtype=bool)
            _judge([rules[i]], part_of(arrays, keep), before[first], found)
            out[i, keep] = found[0]
    return out


def mask(rule: Rule, panel: Panel, starts: ArrayLike) -> Flags:
    """Points at which a rule signals.

    Parameters
    ----------
    rule : Rule
        Rule to judge by.
    panel : Panel
        Arrays of the control panel.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0; no window crosses a border.

    Returns
    -------
    bool array, shape (points,)
        True at the last point of every window that fires.

    Raises
    ------
    ValueError
        A line of the panel with another length than its statistic.

    Notes
    -----
    See `masks`, which shares the comparisons of several rules.

    References
    ----------
    L. S. Nelson (1984), Journal of Quality Technology 16, 237-239.

    Examples
    --------
    >>> panel = Panel(np.array([1.0, 2.0, 3.0, 4.0]), 2.5, -9.0, 9.0, 2.0)
    >>> mask(Rule("3", "trend", 3, 3), panel, [0]).tolist()
    [False, False, True, True]
    """
    flags: Flags = masks((rule,), panel, starts)[0]
    return flags


def members(rule: Rule, panel: Panel, starts: ArrayLike, end_index: int) -> NDArray[np.intp]:
    """Positions of the points that make up the signal at a point.

    Parameters
    ----------
    rule : Rule
        Rule that signals there.
    panel : Panel
        Arrays of the control panel.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    end_index : int
        Position, from 0, at which the rule signals.

    Returns
    -------
    integer array
        Points of the window that satisfy the condition, in order: all of them for points in a row, those
        beyond for k of m; of a rule about a segment its longest run, or all useful points. Empty if the rule
        does not signal there.

    Raises
    ------
    ValueError
        A line of the panel with another length than its statistic.

    Examples
    --------
    >>> panel = Panel(np.array([0.0, 2.5, 0.5, 2.1, 3.5]), 0.0, -3.0, 3.0, 1.0)
    >>> members(Rule("5", "k_of_m_beyond", 2, 3, z=2.0), panel, [0], 3).tolist()
    [1, 3]
    """
    arrays = arrays_of(panel)
    first = np.asarray(starts, dtype=np.int64)
    if rule.kind in SERIES:
        from sqc.stats._rule_series import series_members

        return series_members(rule, arrays, first, end_index)
    border = int(first[np.searchsorted(first, end_index, side="right") - 1])
    places = np.arange(border, end_index + 1)
    skips = rule.tie == "ignore" or rule.missing == "ignore"
    if skips and (keep := _skipped(rule, arrays, first)) is not None:
        places = places[keep[places]]
    places = places[-rule.window :]
    nothing = places[:0]
    if len(places) < rule.window or places[-1] != end_index:
        return nothing
    block = Block(*part_of(arrays, places))
    if not KINDS[rule.kind](rule, block)[-1]:
        return nothing
    if rule.k == rule.m or rule.kind not in _COUNTED:
        return places
    found = np.zeros(rule.window, dtype=bool)
    for flags in _COUNTED[rule.kind](rule, block):
        if flags.sum() >= rule.k and (flags[-1] or not rule.last_point_required):
            found |= flags
    return places[found]
