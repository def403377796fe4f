"""The user's own names of points, made only when somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from sqc.data.coded import Coded
from sqc.data.table import Column

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def cell_text(column: Column, row: int) -> str:
    """Return a cell as a label: as typed; a date in ISO form, else the number without an exponent.

    Examples
    --------
    >>> cell_text(Column("lot", "lot", kind="number", numbers=np.array([1234567.0])), 0)
    '1234567'
    """
    if column.cells is not None:
        return column.cells[row].strip()
    value = float(column.numbers[row]) if column.numbers is not None else float("nan")
    if value != value:
        return ""
    if column.kind == "date":
        return str(np.datetime64(round(value), "s")).replace("T", " ").removesuffix(" 00:00:00")
    return f"{value:.{column.decimals}f}"


def cell_keys(column: Column, rows: Ints) -> tuple[npt.NDArray[np.generic], Bools]:
    """Return what rows are compared by (numbers, codes or texts), and which of them hold something.

    Raises
    ------
    DataError
        The column's first problem when its numbers are all there is.

    Examples
    --------
    >>> cell_keys(Column("lot", "lot", cells=("B", "", "A")), np.arange(2))[1]
    array([ True, False])
    """
    if column.numbers is not None and not column.problems and column.kind in ("number", "date"):
        numbers = column.numbers[rows]
        return numbers, ~np.isnan(numbers)
    if column.cells is None:
        if column.problems:
            raise column.problems[0]
        numbers = np.full(len(rows), np.nan) if column.numbers is None else column.numbers[rows]
        return numbers, ~np.isnan(numbers)
    held = np.ones(len(column.cells), dtype=np.bool_)
    held[column.missing] = False
    if isinstance(column.cells, Coded):
        return column.cells.codes[rows], held[rows]
    texts = np.asarray(column.cells)[rows]
    return texts, held[rows] & (texts != "")


def coded(column: Column, rows: Ints) -> tuple[Ints, tuple[str, ...]]:
    """Return the code of each row's value (-1: none), by order of first appearance, and the values.

    Examples
    --------
    >>> codes, names = coded(Column("m", "m", cells=("B", "A", "", "B")), np.arange(4))
    >>> codes.tolist(), names
    ([0, 1, -1, 0], ('B', 'A'))
    """
    keys, held = cell_keys(column, rows)
    _, first, inverse = np.unique(keys[held], return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    codes = np.full(len(rows), -1, dtype=np.int64)
    codes[held] = rank[inverse]
    return codes, tuple(cell_text(column, int(row)) for row in rows[held][np.sort(first)])


class Labels(Sequence[str]):
    """Labels of points from cells of one or two columns (date and time), made on demand.

    Parameters
    ----------
    columns : tuple of Column
        Empty: the labels are the positions themselves.
    rows : int array (points,) or range
        Table row of each point; without columns its 0-based position.
    parts : int
        Points that one row gives: the label is then ``label-1``, ``label-2``.

    Examples
    --------
    >>> list(Labels((), np.array([0, 2])))
    ['1', '3']
    """

    __slots__ = ("columns", "parts", "rows")

    def __init__(self, columns: tuple[Column, ...], rows: Ints | range, parts: int = 1) -> None:
        self.columns = columns
        self.rows = rows
        self.parts = parts

    def __len__(self) -> int:
        return len(self.rows) * self.parts

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self._text(i) for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._text(index % len(self))

    def _text(self, index: int) -> str:
        place, part = divmod(index, self.parts)
        row = int(self.rows[place])
        texts = [cell_text(column, row) for column in self.columns] or [str(row + 1)]
        name = " ".join(text for text in texts if text)
        return name if self.parts == 1 else f"{name}-{part + 1}"

    def __iter__(self) -> Iterator[str]:
        return (self._text(index) for index in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labels | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        shown = ", ".join(self[:3])
        return f"Labels({shown}{', ...' if len(self) > 3 else ''}; {len(self)})"

    def pick(self, places: Ints) -> Labels:
        """Return the labels of some of the points (0-based places)."""
        if self.parts != 1:
            raise ValueError("labels with parts cannot be picked")
        return Labels(self.columns, np.asarray(self.rows)[places])
