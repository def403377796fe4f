"""A number or a column by option or by its head; counts that are counts; lengths of time."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.select import constant, number_in, numbers_of
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.window import UNITS
from sqc.data.wording import columns_there, option, where
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, OptionError, flag, out_of_range
from sqc.qctools.kit.take import column_of, not_negative

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def number_or_column(
    table: Table, name: str, given: object, heads: Iterable[str], taken: Sequence[Column | None] = ()
) -> tuple[Column | None, Floats | None]:
    """Return a column and its numbers, or one number for all rows; neither where nothing says so.

    Parameters
    ----------
    table : Table
    name : str
        The option.
    given : str, number or None
        A column, a number for all rows, or nothing: the column with a known head.
    heads : iterable of str

    Raises
    ------
    SqcError
        A column that is not there or holds no numbers; a number below 0.
    """
    fixed = None if given is None else constant(table, str(given))
    if fixed is not None:
        if not 0 <= fixed < math.inf:
            raise out_of_range(name, str(given), Msg("a number from 0 up, or a column"))
        return None, np.full(table.n_rows, fixed)
    found = column_of(table, name, None if given is None else str(given), heads, taken)
    if found is None:
        return None, None
    numbers = numbers_of(table, found)
    not_negative(table, found, numbers)
    return found, numbers


def count_of(name: str, given: object, least: float = 0.0) -> float:
    """Return a number that stands for an option where there is no file.

    Raises
    ------
    OptionError
        ``option-range``.

    Examples
    --------
    >>> count_of("defects", "47")
    47.0
    """
    text = str(given)
    found = number_in(text)
    if found is None or not least <= found < math.inf:
        allowed = Msg("a number above 0") if least > 0 else Msg("a number from 0 up")
        raise out_of_range(name, text, allowed)
    return found


def assigned(text: str) -> list[tuple[str, str]]:
    """Return what stands at both sides of each sign of equality: ``quality=60,delivery=40``.

    Examples
    --------
    >>> assigned("quality=60, 交付＝40"), assigned("quality")
    ([('quality', '60'), ('交付', '40')], [('', 'quality')])
    """
    cut = [part.rpartition("=") for part in text.replace("，", ",").replace("＝", "=").split(",")]
    return [(name.strip(), value.strip()) for name, _, value in cut]


def needed(table: Table, name: str, what: Words) -> OptionError:
    """Return the error of a column that nothing names and whose head is not known."""
    return OptionError(
        "no-column",
        Msg("{file}: no column of {what} is known by its head; name it with {option}.",
            file=table.name, what=what, option=flag(name)),
        details=[columns_there(table.columns)],
        hints=[option(name.rstrip("_"), c.name) for c in table.columns if c.kind == "number"][:2],
    )  # fmt: skip


def refuse_row(table: Table, found: Column | None, row: int, key: str, why: Words) -> DataError:
    """Return the error of a row: where it stands and why it cannot be."""
    cell = "" if found is None else found.text(row)
    return DataError(
        key,
        Msg("{where}: {why}.", where=where(table, row, found), why=why),
        file=table.name,
        line=int(table.lines[row]) if len(table.lines) else row + 1,
        column=None if found is None else found.header,
        cell=cell,
    )


def seconds_of(name: str, given: object, unit: float) -> float:
    """Return a length of time in seconds: a number in the unit of the option, or with a unit of its own.

    Raises
    ------
    OptionError
        ``time-form``.

    Examples
    --------
    >>> seconds_of("planned", "480", 60.0), seconds_of("planned", "8h", 60.0), seconds_of("cycle", 1, 1.0)
    (28800.0, 28800.0, 1.0)
    """
    found = re.fullmatch(r"(\d+(?:\.\d*)?)([^\d.]*)", fold(str(given)).replace(" ", ""))
    factor = None if found is None else UNITS.get(found[2]) if found[2] else unit
    if found is None or factor is None:
        raise OptionError(
            "time-form",
            Msg('{option}: "{text}" is not a length of time.', option=flag(name), text=str(given)),
            hints=[Msg("{forms}: a number from 0 up, alone or with s, min, h or d", forms="47, 47min, 8h")],
        )
    return float(found[1]) * factor


def whole(numbers: Any) -> bool:
    """Return whether all numbers are whole.

    Examples
    --------
    >>> whole([1, 2.0]), whole([1.5])
    (True, False)
    """
    found = np.asarray(numbers, dtype=np.float64)
    return bool(np.all(found == np.floor(found)))
