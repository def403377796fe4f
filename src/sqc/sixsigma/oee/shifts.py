"""Shifts from a table or from options: planned time, stops, pieces; what cannot be is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.select import column, number_in
from sqc.data.table import Column, Table
from sqc.i18n.message import Msg
from sqc.notes import Finding, OptionError, flag
from sqc.qctools.kit.take import headed, nothing_left
from sqc.sixsigma.kit.take import count_of, needed, number_or_column, refuse_row, seconds_of
from sqc.sixsigma.oee.log import MACHINE_HEADS, length_unit, names_of, span_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

UNIT = {"planned": 60.0, "breaks": 60.0, "stops": 60.0, "cycle": 1.0}
HEADS: dict[str, tuple[str, ...]] = {
    "planned": (
        "planned", "planned time", "shift time", "shift length", "计划时间", "班次时间", "出勤时间",
    ),
    "breaks": ("breaks", "break", "planned stops", "休息", "休息时间", "计划停机", "计划停机时间"),
    "stops": ("stops", "stop time", "downtime", "停机", "停机时间", "停机时长", "停机损失"),
    "cycle": (
        "cycle", "cycle time", "ideal cycle", "ideal cycle time", "理论节拍", "节拍", "标准节拍", "理论周期",
        "理论加工周期",
    ),
    "count": (
        "count", "total", "total count", "pieces", "output", "产量", "总产量", "加工数量", "生产数量", "总数",
    ),
    "good": ("good", "good count", "good pieces", "合格数", "合格品数", "良品数", "合格品", "良品"),
    "rejected": (
        "rejected", "rejects", "reject", "不合格数", "不合格品数", "不良数", "不良品数", "报废数", "废品数",
    ),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Shifts:
    """Shifts, a row each; times in seconds.

    Parameters
    ----------
    planned, breaks, stops, cycle, count, good : float array (shifts,)
    machines : tuple of str
        "" where no column names them.
    machine : Column or None
        By which stops find their shifts.
    rows : int array
        Rows of the table.
    start, end : float array or None
    table : Table or None
        None: given by options.
    said_stops : bool
        The stops stand in a column or an option.
    groups : tuple of str
        By what the result is shown; empty where that is not asked for.
    group : Column or None
    findings : tuple of Finding
    """

    planned: Floats
    breaks: Floats
    stops: Floats
    cycle: Floats
    count: Floats
    good: Floats
    machines: tuple[str, ...]
    machine: Column | None
    rows: Ints
    start: Floats | None = None
    end: Floats | None = None
    table: Table | None = None
    said_stops: bool = True
    groups: tuple[str, ...] = ()
    group: Column | None = None
    findings: tuple[Finding, ...] = ()


def given(options: Mapping[str, Any]) -> Shifts:
    """Return one shift that the options describe.

    Raises
    ------
    OptionError
        What is missing, or cannot be.
    """
    missing = [name for name in ("planned", "cycle", "count") if options.get(name) is None]
    both = options.get("good") is None and options.get("rejected") is None
    if missing or both:
        raise OptionError(
            "missing-argument",
            Msg("a file is missing, or {options}.",
                options=", ".join(flag(name) for name in (*missing, *(("good",) if both else ())))),
            hints=[
                "sqc oee shifts.csv",
                "sqc oee --planned 480 --breaks 60 --stops 47 --cycle 1 --count 19271 --good 18848",
            ],
        )  # fmt: skip
    times = {name: seconds_of(name, options.get(name, 0) or 0, unit) for name, unit in UNIT.items()}
    count = count_of("count", options["count"])
    good = _good(options, count)
    one = {name: np.array([number]) for name, number in {**times, "count": count, "good": good}.items()}
    if not times["planned"] > times["breaks"]:
        raise OptionError("no-planned-time", Msg("--breaks leaves nothing of --planned."))
    planned, breaks, stops, cycle = (one[name] for name in UNIT)
    return Shifts(
        planned, breaks, stops, cycle, one["count"], one["good"], ("",), None, np.arange(1),
        said_stops=options.get("stops") is not None,
    )  # fmt: skip


def _good(options: Mapping[str, Any], count: float) -> float:
    if options.get("good") is not None and options.get("rejected") is not None:
        raise OptionError("option-clash", Msg("--good and --rejected say the same; give one of them."))
    name = "good" if options.get("good") is not None else "rejected"
    number = count_of(name, options[name])
    if number > count:
        raise OptionError(
            "more-than-count",
            Msg("{option} {n} is more than {count} pieces made.", option=flag(name),
                n=f"{number:,.10g}", count=f"{count:,.10g}"),
        )  # fmt: skip
    return number if name == "good" else count - number


def shifts_of(table: Table, options: Mapping[str, Any]) -> Shifts:
    """Return the shifts of a table.

    Raises
    ------
    SqcError
        Columns that are not there; more good pieces than made, breaks or stops longer than the shift, with
        line and column.
    """
    group = None if options.get("by") is None else column(table, options["by"], "by")
    machine = headed(table, MACHINE_HEADS) or group
    taken: list[Column | None] = [machine, group]
    found: dict[str, tuple[Column | None, Floats | None]] = {}
    for name in HEADS:
        found[name] = _numbers(table, name, options.get(name), taken)
        taken.append(found[name][0])
    span = span_of(table) if found["planned"][1] is None else None
    planned = found["planned"][1] if span is None else span.end - span.start
    if planned is None:
        raise needed(table, "planned", Msg("planned time"))
    for name, what in (("cycle", Msg("ideal cycle time")), ("count", Msg("pieces made"))):
        if found[name][1] is None:
            raise needed(table, name, what)
    if found["good"][1] is None and found["rejected"][1] is None:
        raise needed(table, "good", Msg("good pieces"))
    count, rejected = _known(found, "count"), found["rejected"][1]
    good = _known(found, "good") if rejected is None or found["good"][1] is not None else count - rejected
    zero = np.zeros(table.n_rows)
    breaks = zero if found["breaks"][1] is None else _known(found, "breaks")
    stops = zero if found["stops"][1] is None else _known(found, "stops")
    cycle = _known(found, "cycle")
    held = ~np.isnan(planned + breaks + stops + cycle + count + good)
    if not held.any():
        raise nothing_left(table, Msg("no row holds all its numbers"))
    _check(table, found, held, planned, breaks, stops, count, good)
    rows = np.flatnonzero(held)
    if span is None:
        span = span_of(table)
    return Shifts(
        planned[rows], breaks[rows], stops[rows], cycle[rows], count[rows], good[rows],
        names_of(table, machine, rows), machine, rows,
        None if span is None else span.start[rows],
        None if span is None else span.end[rows],
        table,
        found["stops"][1] is not None,
        () if group is None else names_of(table, group, rows),
        group,
        _gaps(int(np.count_nonzero(~held))),
    )  # fmt: skip


def _known(found: Mapping[str, tuple[Column | None, Floats | None]], name: str) -> Floats:
    numbers = found[name][1]
    assert numbers is not None
    return numbers


def _numbers(
    table: Table, name: str, given_as: object, taken: Iterable[Column | None]
) -> tuple[Column | None, Floats | None]:
    """Return a column and its numbers, times in seconds; an option may be one number for all rows."""
    unit = UNIT.get(name)
    if unit is None:
        return number_or_column(table, name, given_as, HEADS[name], tuple(taken))
    text = None if given_as is None else str(given_as)
    if text is not None and table.find(text) is None and number_in(text[:1]) is not None:
        return None, np.full(table.n_rows, seconds_of(name, text, unit))
    found, numbers = number_or_column(table, name, text, HEADS[name], tuple(taken))
    return found, None if numbers is None or found is None else numbers * length_unit(found, unit)


def _check(
    table: Table,
    found: Mapping[str, tuple[Column | None, Floats | None]],
    held: npt.NDArray[np.bool_],
    planned: Floats,
    breaks: Floats,
    stops: Floats,
    count: Floats,
    good: Floats,
) -> None:
    """Refuse rows that cannot be."""
    over = np.flatnonzero(held & ((good > count) | (good < 0)))
    if len(over):
        row = int(over[0])
        where = found["good"][0] or found["rejected"][0]
        why = Msg("more good or rejected pieces than the {count} made", count=f"{count[row]:,.10g}")
        raise refuse_row(table, where, row, "more-than-count", why)
    over = np.flatnonzero(held & (planned - breaks <= 0))
    if len(over):
        row = int(over[0])
        why = Msg("breaks of {a} min leave nothing of a shift of {b} min",
                  a=f"{breaks[row] / 60:,.6g}", b=f"{planned[row] / 60:,.6g}")  # fmt: skip
        raise refuse_row(table, found["breaks"][0] or found["planned"][0], row, "no-planned-time", why)
    over = np.flatnonzero(held & (stops > planned - breaks))
    if len(over):
        row = int(over[0])
        why = Msg("stops of {a} min are longer than the planned {b} min",
                  a=f"{stops[row] / 60:,.6g}", b=f"{(planned[row] - breaks[row]) / 60:,.6g}")  # fmt: skip
        raise refuse_row(table, found["stops"][0], row, "stops-exceed", why)


def _gaps(n: int) -> tuple[Finding, ...]:
    if not n:
        return ()
    text = Msg("Shifts without all their numbers were left out: {n}.", n=n)
    return (Finding("rows-without", "watch", text, {"n": n}),)
