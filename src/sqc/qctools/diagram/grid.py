"""A small table as it stands in a file: titles, heads in a row, below them the cells as typed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqc.data.cells import clean
from sqc.data.checksum import checksum
from sqc.data.clauses import opening
from sqc.data.errors import no_sheets, refuse, wrong_ending
from sqc.data.labels import cell_text
from sqc.data.large_file import SPREADSHEETS
from sqc.data.packed import unpacked
from sqc.data.read import spreadsheet_of
from sqc.data.room import room
from sqc.data.sheet import Origin, read_options
from sqc.data.sniff import Rows, read_rows
from sqc.i18n.display import cut
from sqc.i18n.message import Join, Msg, Words, plural
from sqc.notes import DataError, Source
from sqc.qctools.kit.take import table_of, used
from sqc.qctools.kit.written import content_of, written, written_bytes

GZIP = b"\x1f\x8b"
_STORED = (".parquet", ".feather", ".arrow")
MATRIX = 2  # cells that a row of a matrix holds at least


class Grid(NamedTuple):
    """Rows of cells under heads; `lines` are those of the file, `title` what stands above the heads."""

    heads: list[str]
    rows: list[list[str]]
    lines: list[int]
    source: Source
    title: str = ""

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
    r"""Return the cells of a delimited file, a spreadsheet, of text, of a data frame or a dict.

    Parameters
    ----------
    data : str, path, data frame or dict
    options : mapping
        `encoding`, `delimiter`, `sheet`.

    Raises
    ------
    DataError
        ``empty-file``, and what cannot be read.

    Examples
    --------
    >>> found = grid_of("means,cost\nliner,3\n", {})
    >>> found.heads, found.rows
    (['means', 'cost'], [['liner', '3']])
    """
    if not isinstance(data, str | os.PathLike) or str(data).lower().endswith(_STORED):
        table = table_of(data, options)
        cells = [[cell_text(column, row) for column in table.columns] for row in range(table.n_rows)]
        import numpy as np

        source = used(table, np.ones(table.n_rows, dtype=bool))
        return Grid([c.name for c in table.columns], cells, list(range(1, table.n_rows + 1)), source)
    rows, source = _rows(data, options)
    if not rows.cells:
        raise refuse(
            "empty-file", Msg("{file} holds no line with words.", file=cut(source.name, 200)), source.name
        )
    cells = [[clean(cell) for cell in row] for row in rows.cells]
    start = _titles(cells)
    heads, body = cells[start], cells[start + 1 :]
    kept = [j for j, head in enumerate(heads) if head or any(len(row) > j and row[j] for row in body)]
    body = [[row[j] if j < len(row) else "" for j in kept] for row in body]
    source = replace(source, n_read=len(body), n_used=len(body))
    title = cells[0][0] if start else ""
    return Grid([heads[j] for j in kept], body, rows.lines[start + 1 :], source, title)


def _titles(cells: Sequence[Sequence[str]]) -> int:
    """Return how many rows stand above the heads: they hold their first cell alone."""
    wide = max((sum(map(bool, row)) for row in cells), default=0)
    alone = (not row or (bool(row[0]) and not any(row[1:])) for row in cells)
    return next((i for i, one in enumerate(alone) if not one or wide < MATRIX), len(cells))


def _rows(data: Any, options: Mapping[str, Any]) -> tuple[Rows, Source]:
    """Return the cells of a delimited file, a sheet or text, and where they came from."""
    name = os.fsdecode(os.fspath(data))
    if "\n" in name:
        found = written(name, options)
    else:
        content = content_of(name)
        if content[:2] == GZIP:
            content = unpacked(name, content, room(options.get("max_size")))
        what, ending = spreadsheet_of(content), os.path.splitext(name.removesuffix(".gz"))[1].lower()
        if (ending in SPREADSHEETS) is not bool(what) and name != "-":
            raise wrong_ending(name, what or "text")
        if what:
            return _of_sheet(content, name, options)
        if options.get("sheet") is not None:
            raise no_sheets(name, str(options["sheet"]))
        found = written_bytes(content, name, options)
    rows = read_rows(found.text, found.source.name, options.get("delimiter"))
    read = (Join(found.source.read, ", "),) if found.source.read else ()
    return rows, replace(found.source, read=read)


def _of_sheet(content: bytes, name: str, options: Mapping[str, Any]) -> tuple[Rows, Source]:
    from sqc.data.excel import rows_from_spreadsheet

    rows, clauses = rows_from_spreadsheet(content, name, read_options(options))
    origin = Origin(name, len(content), clauses=tuple(clauses), spreadsheet=True)
    read = Join([opening(origin), plural("{n} row", "{n} rows", len(rows.cells))], ", ")
    return rows, Source(name, checksum(content), read=(read,), size=len(content))
