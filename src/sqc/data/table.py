"""A table as it was understood: columns with type and unit, and where every row stood in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.notes import Finding, Source, SqcError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NO_ROWS: Ints = np.zeros(0, dtype=np.int64)
Kind = Literal["number", "date", "verdict", "text", "empty"]


def iso(seconds: float) -> str:
    """Return day and time of seconds since 1970-01-01.

    Examples
    --------
    >>> iso(86400.0), iso(90061.0)
    ('1970-01-02', '1970-01-02 01:01:01')
    """
    if seconds != seconds:
        return ""
    return str(np.datetime64(round(seconds), "s")).replace("T", " ").removesuffix(" 00:00:00")


class Column(NamedTuple):
    """One column.

    Parameters
    ----------
    name : str
        Header without its unit, as typed otherwise; unique in the table ("直径1").
    header : str
        As it stands in the file ("直径1(mm)").
    unit : str
        From the header or the cells; "" when none is known. Numbers stay as typed: 3.0% is 3.0 in "%".
    kind : {"number", "date", "verdict", "text", "empty"}
        A column of numbers with some unreadable cells is still a column of numbers: see `problems`.
    cells : sequence of str or None
        Text of each row as typed (normalised half-width); None when it came from a numeric frame
        column or the streaming reader.
    numbers : float array (rows,) or None
        number: the values; date: seconds since 1970-01-01; verdict: 1 nonconforming, 0 conforming.
        NaN = missing.
    decimals : int
        Most decimals seen in the text of the cells (12.025 has 3).
    integer : bool
        Every value is a whole number without a decimal point.
    missing : int array
        0-based rows that hold no value.
    problems : tuple of SqcError
        Unreadable or censored cells: raised (the first) when the column is used as values.
    spellings : mapping-like tuple of (row, text)
        Text of the missing cells that were not empty: ((3, "/"), (14, "未检")).
    stem : str
        Name shared with the columns beside it: those under one merged head ("孔径" of 孔径_1, 孔径_2)
        and those of a series (x of x1, x2); "" when there is none.
    unit_from_cells : bool
        The unit stood behind the numbers, not in the header.
    loaded : bool
        False: the streaming reader was not asked for this column, it has neither cells nor numbers.
    """

    name: str
    header: str
    unit: str = ""
    kind: Kind = "text"
    cells: Sequence[str] | None = None
    numbers: Floats | None = None
    decimals: int = 0
    integer: bool = False
    missing: Ints = NO_ROWS
    problems: tuple[SqcError, ...] = ()
    spellings: tuple[tuple[int, str], ...] = ()
    stem: str = ""
    unit_from_cells: bool = False
    loaded: bool = True

    def text(self, row: int) -> str:
        """Return the cell as a label: as typed, else the day and time, or the number in its shortest form."""
        if self.cells is not None:
            return self.cells[row]
        value = float(self.numbers[row]) if self.numbers is not None else float("nan")
        if value != value:
            return ""
        if self.kind == "date":
            return iso(value)
        return f"{value:.{self.decimals}f}" if self.decimals or value.is_integer() else repr(value)


class Specification(NamedTuple):
    """A specification found in a title line: ``8.000±0.030 mm``, with the line it stands on."""

    text: str
    line: int
    lsl: float | None
    usl: float | None
    target: float | None = None
    unit: str = ""


class Table(NamedTuple):
    """Columns of equal length and what was understood of the file around them.

    `lines` holds the file line (1 = first) of every row; `titles`, `header_lines`, `footer_lines` what
    stood around the body; `findings` what the reader must say (missing cells are said by whoever uses
    the column). A file that stores columns (`origin` "store") has rows, no lines.
    """

    name: str
    columns: tuple[Column, ...]
    lines: Ints
    source: Source
    titles: tuple[tuple[int, str], ...] = ()
    header_lines: tuple[int, ...] = ()
    footer_lines: tuple[tuple[int, str], ...] = ()
    specifications: tuple[Specification, ...] = ()
    findings: tuple[Finding, ...] = ()
    origin: Literal["file", "frame", "store"] = "file"

    @property
    def n_rows(self) -> int:
        """Number of body rows."""
        return len(self.lines)

    def find(self, name: str) -> Column | None:
        """Return the column with this name or header, None when there is none."""
        for column in self.columns:
            if name in (column.name, column.header):
                return column
        return None
