"""A matrix as it stands in a file: heads in its first row, names in its first column, the cells as typed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqc.data.cells import clean
from sqc.data.errors import refuse
from sqc.data.labels import cell_text
from sqc.data.sniff import read_rows
from sqc.i18n.display import cut
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import DataError, Source
from sqc.qctools.kit.take import table_of, used
from sqc.qctools.kit.written import written

_SPREADSHEETS = (".xlsx", ".xls", ".xlsb", ".ods")


class Grid(NamedTuple):
    """Rows of cells under heads; `lines` are those of the file."""

    heads: list[str]
    rows: list[list[str]]
    lines: list[int]
    source: Source

    def where(self, row: int, column: int) -> Msg:
        """Return the head of an error: file, line, column."""
        return Msg(
            "{file}, line {line}, column {column}",
            file=cut(self.source.name, 60), line=str(self.lines[row]), column=cut(self.heads[column]),
        )  # fmt: skip

    def refused(self, key: str, text: Words, row: int, column: int) -> DataError:
        """Return the error of a cell."""
        return DataError(
            key, text, file=self.source.name, line=self.lines[row], column=self.heads[column],
            cell=self.rows[row][column],
        )  # fmt: skip


def grid_of(data: Any, options: Mapping[str, Any]) -> Grid:
    r"""Return the cells of a delimited file, of text, of a data frame or a dict.

    Parameters
    ----------
    data : str, path, data frame or dict
    options : mapping
        `encoding`, `delimiter`.

    Raises
    ------
    DataError
        ``no-matrix``, ``spreadsheet``, and what cannot be read.

    Examples
    --------
    >>> found = grid_of("means,cost\nliner,3\n", {})
    >>> found.heads, found.rows
    (['means', 'cost'], [['liner', '3']])
    """
    if not isinstance(data, str | os.PathLike):
        table = table_of(data, options)
        cells = [[cell_text(column, row) for column in table.columns] for row in range(table.n_rows)]
        import numpy as np

        source = used(table, np.ones(table.n_rows, dtype=bool))
        return Grid([c.name for c in table.columns], cells, list(range(1, table.n_rows + 1)), source)
    name = os.fspath(data)
    if "\n" not in name and name.lower().endswith(_SPREADSHEETS):
        raise refuse("spreadsheet", Msg("{file}: a matrix is read from CSV; save the sheet as such.",
                                        file=cut(name, 200)), name)  # fmt: skip
    found = written(data, options)
    rows = read_rows(found.text, found.source.name, options.get("delimiter"))
    if not rows.cells:
        raise refuse("no-matrix", Msg("{file} is no matrix: a first column of items, then a column for each"
                                      " criterion.", file=cut(found.source.name, 200)), name)  # fmt: skip
    heads = [clean(cell) for cell in rows.cells[0]]
    width = len(heads)
    body = [[clean(cell) for cell in row][:width] + [""] * (width - len(row)) for row in rows.cells[1:]]
    return Grid(heads, body, rows.lines[1:], _read(found.source, len(body)))


def _read(source: Source, n: int) -> Source:
    from dataclasses import replace

    return replace(source, n_read=n, n_used=n, read=(Join(source.read, ", "),) if source.read else ())
