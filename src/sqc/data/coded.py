"""Long label columns: each distinct text is read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

import numpy as np
import numpy.typing as npt

from sqc.data.cells import clean
from sqc.data.columns import Reading, read_column
from sqc.data.heads import Head
from sqc.data.kinds import kind_of
from sqc.data.table import Column

Codes = npt.NDArray[np.integer]


class Coded(Sequence[str]):
    """Cells as codes into their distinct texts; the cell of a code below 0 is blank.

    Examples
    --------
    >>> list(Coded(np.array([0, 1, 0, -1]), ["A", "B"]))
    ['A', 'B', 'A', '']
    """

    __slots__ = ("categories", "codes")

    def __init__(self, codes: Codes, categories: Sequence[str]) -> None:
        self.codes = codes
        self.categories = tuple(categories)

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return Coded(self.codes[index], self.categories)
        code = int(self.codes[index])
        return self.categories[code] if code >= 0 else ""

    def __iter__(self) -> Iterator[str]:
        texts = (*self.categories, "")
        return (texts[code] for code in self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((self.categories, len(self.codes)))

    def __repr__(self) -> str:
        return f"Coded({len(self.codes)} cells, {len(self.categories)} distinct)"


Whole = npt.NDArray[np.float64] | Coded
"""A column of a large file as parsers give it: numbers, or texts."""


def coded_column(head: Head, codes: Codes, categories: Sequence[str], reading: Reading) -> Column:
    """Return the same column as `read_column` does from the expanded cells.

    Where the distinct texts are not all of one sort the cells are expanded: how often each occurs then
    decides what the column is.
    """
    cleaned = [clean(text) for text in categories]
    place = {text: code for code, text in enumerate(dict.fromkeys(text for text in cleaned if text))}
    texts = list(place)
    if texts != cleaned:
        place[""] = -1
        codes = np.array([*(place[text] for text in cleaned), -1], dtype=np.int32)[codes]
    cells = Coded(codes, texts)
    column = read_column(head, [*texts, ""], replace(reading, findings=[]))
    mixed = column.kind == "text" and any(kind_of(text) not in "tm" for text in texts)
    if mixed or column.problems or reading.censored:
        return read_column(head, list(cells), reading)
    gone = np.zeros(len(texts) + 1, dtype=bool)
    gone[column.missing] = True
    missing = np.flatnonzero(gone[cells.codes])
    return column._replace(
        cells=cells,
        numbers=None if column.numbers is None else column.numbers[cells.codes],
        missing=missing,
        spellings=tuple((row, cells[row]) for row in missing.tolist() if cells.codes[row] >= 0),
    )
