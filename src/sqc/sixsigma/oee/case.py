"""Shifts and stops together: times of all and of each machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg
from sqc.notes import DataError, Finding, OptionError, Source, out_of_range
from sqc.qctools.kit.take import table_of, used
from sqc.sixsigma.oee.logged import Logged, Reason, logged
from sqc.sixsigma.oee.shifts import Shifts, given, shifts_of
from sqc.sixsigma.oee.times import MINUTE, Times

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Case:
    """What `sqc oee` computes.

    Parameters
    ----------
    times : Times
        Of all shifts.
    parts : mapping of str to Times
        By machine, or what `by` names; empty without.
    part_name : str
        The column.
    reasons : tuple of Reason
        The longest first; empty without a log.
    source : Source
    goal : float or None
    findings : tuple of Finding
    shifts : Shifts
    fast : tuple of int
        Shifts with more pieces than their run time allows.
    """

    times: Times
    parts: Mapping[str, Times]
    part_name: str
    reasons: tuple[Reason, ...]
    source: Source
    goal: float | None
    findings: tuple[Finding, ...]
    shifts: Shifts
    fast: tuple[int, ...] = ()

    @property
    def one_cycle(self) -> bool:
        """All pieces have one ideal cycle time."""
        cycle = self.shifts.cycle
        return bool(np.all(cycle == cycle[0]))


def case_of(data: Any, options: Mapping[str, Any]) -> Case:
    """Return the times of a file of shifts or of options, with a log of stops where one is named.

    Raises
    ------
    SqcError
        What is missing, cannot be read, or cannot be.
    """
    goal = options.get("goal")
    if goal is not None and not 0 < goal < 1:
        raise out_of_range("goal", f"{goal:g}", Msg("a share between 0 and 1: 0.85"))
    if data is None:
        if options.get("by") is not None or options.get("where"):
            raise OptionError("missing-argument", Msg("--by and --where need a file of shifts."))
        shifts, source = given(options), Source("")
    else:
        table = table_of(data, options)
        shifts = shifts_of(table, options)
        held = np.zeros(table.n_rows, dtype=bool)
        held[shifts.rows] = True
        source = used(table, held)
    found_log = logged(shifts, options)
    parts = _parts(shifts, found_log)
    first = shifts.table
    found = [*(() if first is None else first.findings), *shifts.findings]
    if found_log is not None:
        found += [*found_log.findings, *_twice(shifts, found_log)]
    return Case(
        reduce(add, parts.values()),
        parts if shifts.group is not None else {},
        "" if shifts.group is None else shifts.group.name,
        () if found_log is None else found_log.reasons,
        source,
        goal,
        tuple(found),
        shifts,
        _fast(shifts, found_log),
    )


def _parts(shifts: Shifts, log: Logged | None) -> dict[str, Times]:
    """Return the times of each group, or of all under one name."""
    names = shifts.groups or (shifts.machines if log is not None and log.lost_by_shift is None else ("",))
    of = np.array(names if len(names) == len(shifts.rows) else names * len(shifts.rows), dtype=object)
    found: dict[str, Times] = {}
    for name in dict.fromkeys(names):
        mine = np.flatnonzero(of == name)
        breaks, stopped = _stopped(shifts, log, name, mine)
        ideal, good = (shifts.cycle[mine] * one[mine] for one in (shifts.count, shifts.good))
        times = Times(
            float(shifts.planned[mine].sum()),
            float(shifts.breaks[mine].sum()) + breaks,
            stopped,
            float(ideal.sum()),
            float(good.sum()),
            float(shifts.count[mine].sum()),
            float(shifts.good[mine].sum()),
        )
        if times.run < -1e-6:
            raise _too_long(shifts, name, times)
        found[name] = times
    return found


def _stopped(shifts: Shifts, log: Logged | None, name: str, mine: Ints) -> tuple[float, float]:
    """Return the seconds of planned stops and of losses of some shifts."""
    if log is None:
        return 0.0, float(shifts.stops[mine].sum())
    if log.lost_by_shift is not None and log.planned_by_shift is not None:
        return float(log.planned_by_shift[mine].sum()), float(log.lost_by_shift[mine].sum())
    if shifts.group is not None and shifts.group is not shifts.machine:
        raise OptionError(
            "by-needs-times",
            Msg("--by {column}: without start and end of shifts and stops the log cannot be divided by it.",
                column=shifts.group.name),
        )  # fmt: skip
    return log.planned.get(name, 0.0), log.lost.get(name, 0.0)


def _too_long(shifts: Shifts, name: str, times: Times) -> DataError | OptionError:
    a, b = f"{times.stopped / MINUTE:,.6g}", f"{times.planned / MINUTE:,.6g}"
    text = Msg("stops of {a} min are longer than the planned {b} min.", a=a, b=b)
    if shifts.table is None:
        return OptionError("stops-exceed", text)
    if name:
        text = Msg("{machine}: stops of {a} min are longer than the planned {b} min.", machine=name, a=a, b=b)
    return DataError("stops-exceed", text, file=shifts.table.name)


def _twice(shifts: Shifts, log: Logged) -> list[Finding]:
    if not shifts.said_stops:
        return []
    a, b = float(shifts.stops.sum()), sum(log.lost.values())
    text = Msg(
        "The stops are given twice: {a} min beside the shifts, {b} min in the log; the log is used.",
        a=f"{a / MINUTE:,.6g}", b=f"{b / MINUTE:,.6g}",
    )  # fmt: skip
    return [Finding("stops-twice", "watch", text, {"minutes_shifts": a / MINUTE, "minutes_log": b / MINUTE})]


def _fast(shifts: Shifts, log: Logged | None) -> tuple[int, ...]:
    """Return the rows that made more pieces than their run time allows."""
    stopped = shifts.stops
    if log is not None:
        nothing = np.zeros(len(shifts.rows))
        stopped = nothing if log.lost_by_shift is None else log.lost_by_shift
        stopped = stopped + (nothing if log.planned_by_shift is None else log.planned_by_shift)
    run = shifts.planned - shifts.breaks - stopped
    return tuple(int(i) for i in np.flatnonzero(shifts.cycle * shifts.count > run * (1 + 1e-9)))
