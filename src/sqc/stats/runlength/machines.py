"""Each run rule as a small automaton: what it must remember of the points so far.

A machine reads one symbol per point (for most rules: did the point satisfy the condition?). Points before
the first one satisfy no condition, so a rule of k of m points fires as soon as k are reached (Champ and
Woodall 1987).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from sqc.stats._rule import Rule
from sqc.stats._rule_kinds import Block, Flags, both_sides, near_limit, qualifying, sides_of
from sqc.stats.runlength.refusals import NoChainError

SIGNAL = -1
# what these rules must remember is too much, or they judge a series that is complete
UNKNOWN = frozenset({"middle_third", "repeat_zero", "longest_run", "crossings", "runs_count"})
_MOST = 20_000  # states of one rule
Table = tuple[tuple[int, ...], ...]
State = tuple[int, ...]
Step = Callable[[State, int], State | None]


class Machine(NamedTuple):
    """A small automaton.

    Parameters
    ----------
    table : tuple of int tuples, (states, symbols)
        Next state, or `SIGNAL`; state 0 is the beginning.
    symbols : tuple of int, (letters,)
        Symbol of every letter; -1 leaves the machine as it is.

    Examples
    --------
    >>> Machine(k_of_m(2, 2), (0, 0, 1)).table
    ((0, 1), (0, -1))
    """

    table: Table
    symbols: tuple[int, ...]


def explore(step: Step, begin: State, symbols: int) -> Table:
    """States that can be reached, as a table.

    Parameters
    ----------
    step : function
        From a state and a symbol to the next state, None for a signal.
    begin : tuple of int
        First state.
    symbols : int
        Number of symbols.

    Returns
    -------
    tuple of int tuples, (states, symbols)

    Raises
    ------
    NoChainError
        Too many states.

    Examples
    --------
    >>> explore(lambda state, hit: None if hit and state == (1,) else (hit,), (0,), 2)
    ((0, 1), (0, -1))
    """
    number, order, rows = {begin: 0}, [begin], []
    for state in order:
        if len(order) > _MOST:
            raise NoChainError("a rule must remember too much for an exact chain: simulate")
        row = []
        for symbol in range(symbols):
            after = step(state, symbol)
            if after is None:
                row.append(SIGNAL)
                continue
            if after not in number:
                number[after] = len(order)
                order.append(after)
            row.append(number[after])
        rows.append(tuple(row))
    return tuple(rows)


@cache
def k_of_m(k: int, m: int) -> Table:
    """Machine of k of m points that satisfy a condition.

    Parameters
    ----------
    k, m : int

    Returns
    -------
    tuple of int tuples, (states, 2)
        Symbol 1: the point satisfies the condition.

    Notes
    -----
    The state is the oldest stretch of points that can still become part of a window that fires: it begins
    with a point that counts and holds at most m - k that do not.

    Examples
    --------
    >>> k_of_m(2, 3)
    ((0, 1), (2, -1), (0, -1))
    """

    def step(state: State, hit: int) -> State | None:
        recent = (*state, hit)[-m:]
        if sum(recent) >= k:
            return None
        recent = recent[-(m - 1) :] if m > 1 else ()
        while recent and (not recent[0] or len(recent) - sum(recent) > m - k):
            recent = recent[1:]
        return recent

    return explore(step, (), 2)


@cache
def _avoidance(k: int) -> Table:
    """Symbols 0 none, 1 above, 2 below; k in a row, not all of them on one side."""

    def step(state: State, side: int) -> State | None:
        run, streak, last = state
        if not side:
            return (0, 0, 0)
        run, streak = min(run + 1, k), min(streak + 1, k) if side == last else 1
        return None if run == k and streak < k else (run, streak, side)

    return explore(step, (0, 0, 0), 3)


@cache
def _alternation(turns: int) -> Table:
    """Symbols 0 equal or first, 1 up, 2 down; so many turns in a row."""

    def step(state: State, direction: int) -> State | None:
        last, done = state
        if not direction:
            return (0, 0)
        done = done + 1 if last and direction != last else 0
        return None if done >= turns else (direction, done)

    return explore(step, (0, 0), 3)


@cache
def _near(k: int, m: int, last: bool) -> Table:
    """Symbols 0 not on this side, 1 on it, 2 on it and near the limit; k of m near, all m on the side."""

    def step(state: State, symbol: int) -> State | None:
        if not symbol:
            return ()
        recent = (*state, symbol - 1)[-m:]
        if len(recent) == m and sum(recent) >= k and (symbol == 2 or not last):
            return None
        return recent[-(m - 1) :] if m > 1 else ()

    return explore(step, (), 3)


_OPPOSITE: Table = ((0, 1, 2), (0, 1, SIGNAL), (0, SIGNAL, 2))


def _read(values: Flags | Sequence[int], zones: Sequence[int]) -> tuple[int, ...]:
    """Symbol of every letter from the symbol of its zone; a panel without a point says nothing."""
    return tuple(int(values[zone]) if zone >= 0 else -1 for zone in zones)


def _sided(rule: Rule, block: Block, z: float) -> Sequence[int]:
    """Symbol of each zone: 1 above the line on the upper side, 2 below the lower one, 0 between."""
    above, below = both_sides(rule, block, z)
    symbols: list[int] = np.where(above, 1, 2 * below).tolist()
    return symbols


def _near_machines(rule: Rule, block: Block, zones: Sequence[int]) -> list[Machine]:
    table = _near(rule.k, rule.m, rule.last_point_required)
    found = []
    for side in sides_of(rule):
        near, there = near_limit(rule, block, side)
        found.append(Machine(table, _read((there.astype(int) + (near & there)).tolist(), zones)))
    return found


def _zone_machines(rule: Rule, block: Block, zones: Sequence[int]) -> list[Machine]:
    """Machines of a rule that looks at zones only, one per side that is tested apart."""
    if rule.kind in ("beyond_limit", "k_of_m_beyond"):
        return [Machine(k_of_m(rule.k, rule.m), _read(flags, zones)) for flags in qualifying(rule, block)]
    z = 1.0 if rule.z is None else rule.z
    if rule.kind == "hugging":
        return [Machine(k_of_m(rule.k, rule.k), _read(block.within(z, rule.strict, rule.zone), zones))]
    if rule.kind == "range_pair":
        half = 2.0 if rule.z is None else rule.z / 2.0
        return [Machine(_OPPOSITE, _read(_sided(rule, block, half), zones))]
    sides = _sided(rule, block, z)
    if rule.side == "any":
        return [Machine(k_of_m(rule.k, rule.k), _read([int(side > 0) for side in sides], zones))]
    return [Machine(_avoidance(rule.k), _read(sides, zones))]


def _run_machines(rule: Rule, block: Block, zones: Sequence[int]) -> list[Machine]:
    """K in a row, or k of m, on one side; with ties ignored a point on the center is no point."""
    skipped = (block.x == block.center) & (rule.tie == "ignore")
    found = []
    for side in sides_of(rule):
        flags = np.where(skipped, -1, block.beyond(rule.z or 0.0, side, rule.strict, rule.zone))
        found.append(Machine(k_of_m(rule.k, rule.m), _read(flags, zones)))
    return found


def _step_machines(rule: Rule, zones: Sequence[int], steps: Sequence[int]) -> list[Machine]:
    """Machines of a rule that compares neighbours; with ties ignored an equal point is no point."""
    equal = -1 if rule.tie == "ignore" else 0
    read = {0: equal, 1: 1, -1: 2}
    symbols = tuple(read[step] if zone >= 0 else -1 for zone, step in zip(zones, steps, strict=True))
    if rule.kind == "alternation":
        return [Machine(_alternation(rule.window - 2), symbols)]
    wanted = [side for side, other in ((1, "lower"), (2, "upper")) if rule.side != other]
    length = rule.window - 1
    return [
        Machine(k_of_m(length, length), tuple(s if s < 1 else int(s == side) for s in symbols))
        for side in wanted
    ]


def machines_of(
    rules: Sequence[Rule], block: Block, zones: Sequence[int], steps: Sequence[int]
) -> list[Machine]:
    """Machines of the rules of one panel.

    Parameters
    ----------
    rules : sequence of Rule
    block : Block
        One point of each zone.
    zones, steps : sequences of int, (letters,)
        Zone and direction of every letter, as in `Law`.

    Returns
    -------
    list of Machine

    Raises
    ------
    ValueError
        A rule whose state this module does not know.

    Examples
    --------
    >>> block = Block(np.array([-4.0, 0.0, 4.0]), 0.0, -3.0, 3.0, 1.0)
    >>> found = machines_of([Rule("1", "beyond_limit", 1, 1)], block, (0, 1, 2), (0, 0, 0))
    >>> [machine.symbols for machine in found]
    [(0, 0, 1), (1, 0, 0)]
    """
    found: list[Machine] = []
    for rule in rules:
        if rule.kind in ("trend", "alternation"):
            found += _step_machines(rule, zones, steps)
        elif rule.kind == "run_same_side":
            found += _run_machines(rule, block, zones)
        elif rule.kind == "k_of_m_near_limit":
            found += _near_machines(rule, block, zones)
        elif rule.kind in UNKNOWN:
            raise NoChainError(f"no exact run length with rule kind {rule.kind}: simulate")
        else:
            found += _zone_machines(rule, block, zones)
    return found
