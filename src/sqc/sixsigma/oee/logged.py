"""A log of stops beside the shifts: losses and planned stops, reasons, what of it cannot count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.select import column
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import line_of
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding, OptionError
from sqc.qctools.kit.take import headed, table_of
from sqc.sixsigma.kit.take import refuse_row
from sqc.sixsigma.oee.log import MACHINE_HEADS, Stops, inside, stops_of
from sqc.sixsigma.oee.shifts import Shifts
from sqc.sixsigma.oee.times import MINUTE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# words in a reason that speak of a stop that was planned
PLANNED_WORDS = (
    "break",
    "lunch",
    "meal",
    "planned",
    "scheduled",
    "休息",
    "午餐",
    "午休",
    "用餐",
    "吃饭",
    "计划",
)
# those that speak of one only at first sight
NOT_PLANNED = ("breakdown", "unplanned", "unscheduled", "非计划", "计划外")


class Reason(NamedTuple):
    """What stops of one reason come to."""

    name: str
    stops: int
    seconds: float
    planned: bool


class Logged(NamedTuple):
    """What a log gives: losses and planned stops, by machine or, where times are known, by shift."""

    lost: dict[str, float]
    planned: dict[str, float]
    lost_by_shift: Floats | None
    planned_by_shift: Floats | None
    reasons: tuple[Reason, ...]
    findings: list[Finding]


def logged(shifts: Shifts, options: Mapping[str, Any]) -> Logged | None:
    """Return what the log that is named holds, None without one.

    Raises
    ------
    SqcError
        What cannot be read, an end before its start, shifts that overlap, a reason that no stop has.
    """
    name = options.get("stop_log")
    reasons = options.get("planned_reason") or ()
    if name is None:
        if reasons:
            raise OptionError("option-without-meaning", Msg("--planned-reason needs a --stop-log."))
        return None
    table = table_of(name, {**options, "where": ()})
    stops = stops_of(table, _machine(table, shifts))
    planned = _planned(stops, (reasons,) if isinstance(reasons, str) else tuple(reasons))
    lost_by, planned_by, seconds = None, None, stops.lengths
    found: list[Finding] = []
    if stops.start is not None and shifts.start is not None and shifts.end is not None:
        lost_by, seconds = _placed(shifts, stops, ~planned)
        planned_by, more = _placed(shifts, stops, planned)
        seconds = seconds + more
        found += _outside(stops, seconds)
    found += [
        *_overlap(stops),
        *_long(shifts, stops),
        *_unknown(shifts, stops),
        *_looks_planned(stops, planned),
    ]
    named = shifts.machine is not None and any(stops.machines)
    into: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for machine, one, no_loss in zip(stops.machines, seconds.tolist(), planned.tolist(), strict=True):
        key = machine if named else shifts.machines[0]
        into[no_loss][key] = into[no_loss].get(key, 0.0) + one
    return Logged(*into, lost_by, planned_by, _reasons(stops, seconds, planned), found)


def _machine(table: Table, shifts: Shifts) -> Column | None:
    """Return the column of the log that names the machine; it is needed where there are several."""
    if shifts.machine is None:
        return None
    same = table.find(shifts.machine.name) or headed(table, MACHINE_HEADS)
    if same is None and len(set(shifts.machines)) > 1:
        return column(table, shifts.machine.name, "by")
    return same


def _planned(stops: Stops, reasons: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    known = {fold(one) for one in stops.reasons}
    for one in reasons:
        if fold(one) not in known:
            raise OptionError(
                "unknown-reason",
                Msg('no stop has the reason "{reason}".', reason=one),
                details=[Msg("reasons: {names}", names=", ".join(sorted(set(stops.reasons))[:12]))],
            )
    wanted = {fold(one) for one in reasons}
    return np.array([fold(one) in wanted for one in stops.reasons], dtype=bool)


def _placed(shifts: Shifts, stops: Stops, which: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the seconds of chosen stops in each shift, and of each stop those inside shifts."""
    assert shifts.start is not None
    assert shifts.end is not None
    by_shift, each = np.zeros(len(shifts.rows)), np.zeros(len(stops.lengths))
    of, their = np.array(shifts.machines, dtype=object), np.array(stops.machines, dtype=object)
    for name in dict.fromkeys(shifts.machines):
        mine = np.flatnonzero(of == name)
        mine = mine[np.argsort(shifts.start[mine], kind="stable")]
        start, end = shifts.start[mine], shifts.end[mine]
        over = np.flatnonzero(start[1:] < end[:-1])
        if len(over) and shifts.table is not None:
            row = int(shifts.rows[mine[int(over[0]) + 1]])
            why = Msg("this shift begins before the one before it has ended")
            raise refuse_row(shifts.table, None, row, "shifts-overlap", why)
        own = their == name if name and any(stops.machines) else np.ones(len(their), dtype=bool)
        chosen = np.flatnonzero(own & which)
        each[chosen], by_shift[mine] = inside(stops, chosen, start, end)
    return by_shift, each


def _reasons(stops: Stops, seconds: Floats, planned: npt.NDArray[np.bool_]) -> tuple[Reason, ...]:
    found: dict[str, list[float]] = {}
    for name, one, no_loss in zip(stops.reasons, seconds.tolist(), planned.tolist(), strict=True):
        held = found.setdefault(name, [0, 0.0, no_loss])
        held[0] += 1
        held[1] += one
    rows = [Reason(name, int(n), seconds_, bool(no)) for name, (n, seconds_, no) in found.items()]
    return tuple(sorted(rows, key=lambda one: (one.planned, -one.seconds)))


def _outside(stops: Stops, seconds: Floats) -> list[Finding]:
    out = stops.lengths - seconds
    rows = np.flatnonzero(out > 0.5)
    if not len(rows):
        return []
    text = plural(
        "{n} stop lies outside the shifts, {min} min of it are not counted (line {line}).",
        "{n} stops lie outside the shifts, {min} min of them are not counted (first: line {line}).",
        len(rows),
        min=f"{out[rows].sum() / MINUTE:,.4g}",
        line=line_of(stops.table, int(stops.rows[rows].min())),
    )
    return [
        Finding("stop-outside", "watch", text, {"n": len(rows), "minutes": float(out[rows].sum() / MINUTE)})
    ]


def _overlap(stops: Stops) -> list[Finding]:
    rows = np.flatnonzero(stops.overlapped > 0.5)
    if not len(rows):
        return []
    minutes = float(stops.overlapped[rows].sum() / MINUTE)
    text = plural(
        "{n} stop begins before an earlier one has ended: {min} min are counted once (line {line}).",
        "{n} stops begin before an earlier one has ended: {min} min are counted once (first: line {line}).",
        len(rows),
        min=f"{minutes:,.4g}",
        line=line_of(stops.table, int(stops.rows[rows].min())),
    )
    return [Finding("stops-overlap", "watch", text, {"n": len(rows), "minutes": minutes})]


def _long(shifts: Shifts, stops: Stops) -> list[Finding]:
    longest = float(shifts.planned.max())
    rows = np.flatnonzero(stops.full > longest + 0.5)
    if not len(rows):
        return []
    row = int(rows[np.argmax(stops.full[rows])])
    text = Msg(
        "Line {line}: a stop of {min} min is longer than the longest shift, {shift} min; check its end.",
        line=line_of(stops.table, int(stops.rows[row])),
        min=f"{stops.full[row] / MINUTE:,.6g}",
        shift=f"{longest / MINUTE:,.6g}",
    )
    return [Finding("stop-too-long", "act", text, {"minutes": float(stops.full[row] / MINUTE)})]


def _unknown(shifts: Shifts, stops: Stops) -> list[Finding]:
    """Return the machines of the log that no shift has."""
    if shifts.machine is None or not any(stops.machines):
        return []
    strange = [name for name in dict.fromkeys(stops.machines) if name not in shifts.machines]
    if not strange:
        return []
    text = Msg("The log has stops of {machine}, of which there is no shift: not counted.", machine=strange[0])
    return [Finding("machine-without-shift", "watch", text, {"machine": strange[0]})]


def _looks_planned(stops: Stops, planned: npt.NDArray[np.bool_]) -> list[Finding]:
    """Return a reason that reads as if the stop was planned, though it counts as a loss."""
    names = {one for one, no_loss in zip(stops.reasons, planned.tolist(), strict=True) if not no_loss}
    like = sorted(
        name
        for name in names
        if any(word in fold(name) for word in PLANNED_WORDS)
        and not any(word in fold(name) for word in NOT_PLANNED)
    )
    if not like:
        return []
    text = Msg('"{reason}" counts as a loss; if it was planned: --planned-reason "{reason}".', reason=like[0])
    return [Finding("planned-looking", "watch", text, {"reason": like[0]})]
