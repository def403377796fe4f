"""Scores and weights of a cause-and-effect matrix as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_text
from sqc.data.select import number_in
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import Row, columns_there, where
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError, OptionError, out_of_range
from sqc.sixsigma.forms.cells import texts

Floats = npt.NDArray[np.float64]

SIGNS = {"◎": 9.0, "○": 3.0, "〇": 3.0, "o": 3.0, "△": 1.0, "●": 9.0, "▲": 1.0}


def score_of(cell: str) -> float | None:
    """Return a score as a number: 9, or a sign of the house of quality; None for words.

    Examples
    --------
    >>> score_of("9"), score_of("◎"), score_of("strong")
    (9.0, 9.0, None)
    """
    text = fold(cell)
    return SIGNS[text] if text in SIGNS else number_in(text)


def numbers_of(table: Table, outputs: Sequence[Column], rows: Sequence[int]) -> tuple[Floats, bool]:
    """Return the numbers of some rows, NaN where blank, and whether signs stood for some.

    Raises
    ------
    DataError
        ``bad-score``.
    """
    found = np.full((len(rows), len(outputs)), np.nan)
    signs = False
    for place, one in enumerate(outputs):
        cells = texts(one, table.n_rows)
        for at, row in enumerate(rows):
            if not cells[row]:
                continue
            value = score_of(cells[row])
            if value is None or not 0 <= value < 1e6:
                raise _bad_score(table, row, one)
            found[at, place] = value
            signs = signs or fold(cells[row]) in SIGNS
    return found, signs


def _bad_score(table: Table, row: int, found: Column) -> DataError:
    cell = cut(cell_text(found, row))
    return DataError(
        "bad-score",
        Msg('{where}: "{cell}" is not a score; 0, 1, 3 and 9 are usual, none is below 0.',
            where=where(table, row, found), cell=cell),
        file=table.name,
        line=int(table.lines[row]),
        column=found.header,
        cell=cell,
    )  # fmt: skip


def row_weights(table: Table, outputs: Sequence[Column], heavy: Sequence[int]) -> Floats:
    """Return the weights that stand in a row of the form."""
    if not heavy:
        ones = ",".join("1" for _ in outputs)
        raise OptionError(
            "no-weights",
            Msg(
                "{file} has no row named weight or importance; how much does each of the {n} outputs count?",
                file=table.name, n=len(outputs),
            ),
            details=[columns_there(outputs)],
            hints=[(Msg("all alike"), f"--weights {ones}")],
        )  # fmt: skip
    found = numbers_of(table, outputs, heavy)[0][0]
    blank = np.flatnonzero(np.isnan(found))
    if len(blank):
        raise DataError(
            "no-weight",
            Msg("{where}: the weight is blank.", where=where(table, heavy[0], outputs[int(blank[0])])),
            file=table.name,
            line=int(table.lines[heavy[0]]),
            column=outputs[int(blank[0])].header,
        )
    return _not_all_zero(found)


def given_weights(given: str | Sequence[float], outputs: Sequence[Column]) -> Floats:
    """Return the weights that the user gives.

    Raises
    ------
    OptionError
        ``option-range``, ``weights-count``, ``weights-zero``.
    """
    parts = given.replace("，", ",").split(",") if isinstance(given, str) else [str(one) for one in given]
    numbers = [number_in(part.strip()) for part in parts]
    if any(one is None or not 0 <= one < 1e6 for one in numbers):
        raise out_of_range("weights", cut(",".join(parts)), Msg("a list of numbers, none below 0"))
    if len(numbers) != len(outputs):
        raise OptionError(
            "weights-count",
            Msg("--weights takes a number for each output ({columns}): {m}, not {n}.",
                n=len(numbers), m=len(outputs), columns=Row([c.name for c in outputs], most=12)),
        )  # fmt: skip
    return _not_all_zero(np.array(numbers, dtype=np.float64))


def _not_all_zero(weights: Floats) -> Floats:
    if not weights.any():
        raise OptionError("weights-zero", Msg("all weights are 0: no output counts."))
    return weights
