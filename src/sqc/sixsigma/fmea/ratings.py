"""Ratings of an FMEA: whole numbers from 1 to 10, and where a cell is none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_text
from sqc.data.table import Column, Table
from sqc.data.wording import Row, where
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError
from sqc.sixsigma.forms.cells import texts
from sqc.stats.priority import is_rating

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LOW, MEDIUM, HIGH = 0, 1, 2  # action priority
RATINGS = ("severity", "occurrence", "detection")
RATED = {
    "severity": Msg("severity"),
    "occurrence": Msg("occurrence"),
    "detection": Msg("detection"),
}


def ratings_text(ratings: tuple[int, ...]) -> Row:
    """Return ratings in a sentence.

    Examples
    --------
    >>> ratings_text((9, 4, 5)).render("en")
    'S 9, O 4, D 5'
    """
    return Row([f"{letter} {value}" for letter, value in zip("SOD", ratings, strict=True)])


def ratings_of(table: Table, found: Column, what: Words) -> Floats:
    """Return the ratings of a column, NaN where blank.

    Raises
    ------
    DataError
        ``bad-rating``: a word, or a number that is not whole or outside 1 to 10.
    """
    cells = texts(found, table.n_rows)
    held = np.array([bool(cell) for cell in cells])
    numbers = np.full(table.n_rows, np.nan)
    if found.kind == "number" and found.numbers is not None:
        numbers = np.where(held, found.numbers, np.nan)
    wrong = np.flatnonzero(held & ~is_rating(numbers))
    if len(wrong):
        raise _bad_rating(table, found, what, wrong, numbers)
    return numbers


def _bad_rating(table: Table, found: Column, what: Words, wrong: Ints, numbers: Floats) -> DataError:
    row = int(wrong[0])
    cell = cut(cell_text(found, row))
    place = where(table, row, found)
    text = Msg(
        '{where}: "{cell}" is not a rating; {what} takes whole numbers from 1 to 10, 10 the worst.',
        where=place, cell=cell, what=what,
    )  # fmt: skip
    if np.isnan(numbers[row]):
        text = Msg(
            '{where}: "{cell}" is a word; {what} takes whole numbers from 1 to 10, 10 the worst.',
            where=place, cell=cell, what=what,
        )  # fmt: skip
    every = [(int(table.lines[i]), found.header, cell_text(found, int(i))) for i in wrong[:100]]
    return DataError(
        "bad-rating",
        text,
        file=table.name,
        line=int(table.lines[row]),
        column=found.header,
        cell=cell,
        cells=every,
    )
