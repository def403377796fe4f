"""Time: the columns that give it, and windows of equal length."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.coded import Coded
from sqc.data.dates import excel_serial
from sqc.data.dates import time_of_day as of_clock
from sqc.data.roles import LABEL_HEADS, NO_STAGE, TIME_HEADS, Roles
from sqc.data.select import column
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import option
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError, OptionError

Floats = npt.NDArray[np.float64]

DAY = 86400.0
UNITS = {
    "s": 1.0, "sec": 1.0, "秒": 1.0,
    "min": 60.0, "分": 60.0, "分钟": 60.0,
    "h": 3600.0, "hour": 3600.0, "hours": 3600.0, "时": 3600.0, "小时": 3600.0,
    "d": DAY, "day": DAY, "days": DAY, "天": DAY, "日": DAY,
    "w": 7 * DAY, "week": 7 * DAY, "weeks": 7 * DAY, "周": 7 * DAY,
}  # fmt: skip


class Clock(NamedTuple):
    """Time of every row in seconds (NaN: none), the columns that gave it, and whether hours are known."""

    columns: tuple[Column, ...]
    seconds: Floats
    has_hours: bool

    @property
    def name(self) -> str:
        """Names of the columns."""
        return " ".join(c.name for c in self.columns)


def window_seconds(text: str) -> float:
    """Return the length of a window in seconds.

    Raises
    ------
    OptionError
        ``window-form`` when it is not a number above 0 with s, min, h, d or w.

    Examples
    --------
    >>> window_seconds("8h"), window_seconds("30min"), window_seconds("1d")
    (28800.0, 1800.0, 86400.0)
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(\D+)", fold(text).replace(" ", ""))
    unit = UNITS.get(found[2]) if found else None
    if found is None or unit is None or float(found[1]) <= 0:
        raise OptionError(
            "window-form",
            Msg('{option}: "{text}" is not a length of time.', option="--window", text=text),
            hints=[Msg("{forms}: a number above 0 and s, min, h, d or w", forms="30min, 8h, 1d")],
        )
    return float(found[1]) * unit


def time_of_day(wanted: Column) -> Floats | None:
    """Return seconds since midnight when the column holds only times of day (``8:30``), else None.

    Examples
    --------
    >>> time_of_day(Column("t", "t", cells=("8:30", "10:00")))
    array([30600., 36000.])
    """
    if wanted.cells is None:
        return None
    first = next((cell.strip() for cell in wanted.cells if cell.strip()), "")
    if of_clock(first) is None:
        return None
    known: dict[str, float] = {}
    for cell in wanted.cells.categories if isinstance(wanted.cells, Coded) else dict.fromkeys(wanted.cells):
        found = of_clock(cell.strip())
        if found is None and cell.strip():
            return None
        known[cell] = np.nan if found is None else found
    if isinstance(wanted.cells, Coded):
        return np.array([*known.values(), np.nan])[wanted.cells.codes]
    return np.array([known[cell] for cell in wanted.cells])


def clock(table: Table, roles: Roles) -> Clock | None:
    """Return the time of the rows: the column of `roles.time`, else one headed date or time.

    A column of dates and one of times of day are taken together.

    Raises
    ------
    DataError
        ``date-without-year`` and other problems of a column that was named; ``not-a-time``.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> day = Column("日期", "日期", kind="date", numbers=np.array([86400.0]))
    >>> table = Table("a.csv", (day, Column("时间", "时间", cells=("8:30",))), np.array([2]), Source("a.csv"))
    >>> clock(table, Roles()).seconds
    array([117000.])
    """
    if roles.time is not None:
        return _named_clock(table, roles.time)
    refuse_yearless(table, roles)
    taken = {name for name in (*roles.value, roles.subgroup, roles.stage) if name}
    for c in table.columns:
        if c.kind != "date" or c.problems or c.name in taken or not _time_head(c):
            continue
        if time_of_day(c) is None:
            return _with_hours(table, c)
    return None


def refuse_yearless(table: Table, roles: Roles) -> None:
    """Raise ``date-without-year`` for dates that order the rows or only label their points.

    A column named by `time` or `order` stands for those that are headed as dates.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> refuse_yearless(Table("a.csv", (), np.array([2]), Source("a.csv")), Roles())
    """
    stage = None if roles.stage is None or fold(roles.stage) == NO_STAGE else roles.stage
    used = [column(table, name, "subgroup") for name in (roles.subgroup, stage) if name is not None]
    if roles.time is None and roles.order is None:
        used += [c for c in table.columns if _time_head(c) or fold(c.name) in LABEL_HEADS]
    for c in used:
        if c.kind == "date" and c.problems and c.problems[0].key == "date-without-year":
            raise c.problems[0]


def _time_head(c: Column) -> bool:
    return fold(c.name).endswith(TIME_HEADS)


def _named_clock(table: Table, name: str) -> Clock:
    wanted = column(table, name, "time")
    if wanted.problems:
        raise wanted.problems[0]
    hours = time_of_day(wanted)
    if hours is not None:
        day = next((c for c in table.columns if _is_day(c) and c is not wanted and not c.problems), None)
        if day is not None and day.numbers is not None:
            return Clock((day, wanted), day.numbers + hours, True)
        raise DataError(
            "not-a-time",
            Msg(
                '{file}: column "{column}" holds times of day and no column holds the dates.',
                file=table.name,
                column=wanted.header,
            ),
            file=table.name,
            column=wanted.header,
        )
    days = _excel_days(wanted)
    if days is not None:
        return Clock((wanted,), days, bool(np.any(np.fmod(days, DAY) > 0)))
    if wanted.kind != "date" or wanted.numbers is None:
        raise _not_a_time(table, wanted)
    return _with_hours(table, wanted)


def _excel_days(c: Column) -> Floats | None:
    """Return the times of a column of Excel serial days, None when its numbers are not such days."""
    if c.kind != "number" or c.numbers is None or np.isnan(c.numbers).all():
        return None
    ends = [excel_serial(float(end)) for end in (np.nanmin(c.numbers), np.nanmax(c.numbers))]
    if ends[0] is None or ends[1] is None:
        return None
    found: Floats = np.round((c.numbers - np.nanmin(c.numbers)) * DAY) + ends[0]
    return found


def _is_day(c: Column) -> bool:
    return c.kind == "date" and c.numbers is not None and time_of_day(c) is None


def _with_hours(table: Table, day: Column) -> Clock:
    numbers = day.numbers if day.numbers is not None else np.full(table.n_rows, np.nan)
    if bool(np.any(np.fmod(numbers, DAY) > 0)):
        return Clock((day,), numbers, True)
    for c in table.columns:
        if c is not day and _time_head(c):
            hours = time_of_day(c)
            if hours is not None:
                return Clock((day, c), numbers + hours, True)
    return Clock((day,), numbers, False)


def _not_a_time(table: Table, wanted: Column) -> DataError:
    first = next((cell for cell in wanted.cells or () if cell.strip()), "")
    dates = [c for c in table.columns if c.kind == "date"]
    return DataError(
        "not-a-time",
        Msg(
            '{file}: column "{column}" holds no times: its first cell is "{cell}".',
            file=table.name,
            column=wanted.header,
            cell=cut(first),
        ),
        hints=[option("time", c.name) for c in dates[:2]],
        file=table.name,
        column=wanted.header,
        cell=first,
    )
