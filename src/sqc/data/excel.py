"""Spreadsheets: the first sheet with data, as rows of text that the light path understands."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqc.data.errors import cut, refuse
from sqc.data.sheet import Origin, ReadOptions
from sqc.data.sniff import Rows
from sqc.data.text import table_from_rows
from sqc.i18n.message import Msg, Words, plural
from sqc.notes import DataError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

    from sqc.data.table import Table

_CONTENT_ROWS = 2
_Range = tuple[tuple[int, int], tuple[int, int]]


def table_from_spreadsheet(data: bytes, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of the first sheet that holds data.

    Parameters
    ----------
    data : bytes
        The whole file (xlsx, xls, xlsb, ods).
    origin : Origin
    options : ReadOptions

    Raises
    ------
    DataError
        ``broken-file``, ``protected-file``, ``empty-file`` and those of the light path.
    """
    name, cells, merged = _first_sheet(data, origin.name)
    texts = [[_text(cell) for cell in row] for row in cells]
    n = _fill_merged(texts, merged)
    kept = [(line, row) for line, row in enumerate(texts, 1) if any(cell.strip() for cell in row)]
    clauses: list[Words] = [Msg("sheet {name}", name=cut(name))]
    if n:
        clauses.append(plural("{n} merged block of cells filled", "{n} merged blocks of cells filled", n))
    rows = Rows([row for _, row in kept], [line for line, _ in kept], None, "")
    return table_from_rows(rows, origin._replace(clauses=tuple(clauses)), options)


def _first_sheet(data: bytes, file: str) -> tuple[str, list[list[object]], Sequence[_Range]]:
    book = _open(data, file)
    last: tuple[str, list[list[object]], Sequence[_Range]] | None = None
    for name in book.sheet_names:
        sheet = _sheet(book, name, file)
        if sheet is None:
            continue
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        filled = sum(any(cell not in ("", None) for cell in row) for row in rows)
        if (filled and last is None) or filled >= _CONTENT_ROWS:
            merged: Sequence[_Range] = sheet.merged_cell_ranges or ()
            last = (name, rows, merged)
        if filled >= _CONTENT_ROWS:
            break
    if last is None:
        raise refuse("empty-file", Msg("{file} has no sheet with data.", file=file), file)
    return last


def _open(data: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        message = Msg("{file} is protected by a password; save a copy without it.", file=file)
        raise refuse("protected-file", message, file) from None
    except (CalamineError, OSError, ValueError):
        raise _broken(file) from None


def _sheet(book: CalamineWorkbook, name: str, file: str) -> CalamineSheet | None:
    from python_calamine import CalamineError, WorksheetNotFound

    try:
        return book.get_sheet_by_name(name)
    except WorksheetNotFound:
        return None
    except (CalamineError, OSError, ValueError):
        raise _broken(file) from None


def _broken(file: str) -> DataError:
    return refuse(
        "broken-file", Msg("{file} cannot be read as a spreadsheet; it is not whole.", file=file), file
    )


def _text(cell: object) -> str:
    """Return a cell as it would stand in a text file: numbers in their shortest form, dates in ISO."""
    if isinstance(cell, str):
        return " ".join(cell.split()) if "\n" in cell or "\r" in cell else cell
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell)
    if isinstance(cell, float):
        # 15 digits are what a spreadsheet shows and what was typed into it.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00").removesuffix(":00")
    if isinstance(cell, time):
        return cell.isoformat("seconds").removesuffix(":00")
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _fill_merged(texts: list[list[str]], merged: Sequence[_Range]) -> int:
    """Give every cell of a block merged downwards its text; those merged sideways are headers or titles."""
    n = 0
    for (top, left), (bottom, right) in merged:
        if left != right or top == bottom or top >= len(texts) or left >= len(texts[top]):
            continue
        text = texts[top][left]
        # A head merged over two header rows stays: only under a row of data is it a value.
        if not text or not _is_data(texts[top], left):
            continue
        for row in texts[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = text
        n += 1
    return n


def _is_data(row: list[str], beside: int) -> bool:
    from sqc.data.kinds import kind_of

    return sum(kind_of(cell.strip()) in ("n", "d") for place, cell in enumerate(row) if place != beside) > 0
