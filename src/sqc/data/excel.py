"""Spreadsheets: one sheet, as rows of text that the light path understands."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqc.data.compound import MARK, broken, check_compound
from sqc.data.error_cells import error_cells
from sqc.data.errors import refuse
from sqc.data.packed import check_archive
from sqc.data.room import room
from sqc.data.sheet import Origin, ReadOptions
from sqc.data.sniff import Rows
from sqc.data.suggest import nearest
from sqc.data.text import table_from_rows
from sqc.data.wording import Row, option
from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import OptionError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from sqc.data.table import Table

_CONTENT_ROWS = 2
_Range = tuple[tuple[int, int], tuple[int, int]]


def table_from_spreadsheet(data: bytes, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of the sheet that is named, else of the first that holds data.

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
    OptionError
        ``unknown-sheet``.
    """
    sheet, others, texts = _texts(data, origin.name, options)
    n = _fill_merged(texts, sheet.merged)
    clauses = _clauses(sheet, others)
    if n:
        clauses.append(plural("{n} merged block of cells filled", "{n} merged blocks of cells filled", n))
    return table_from_rows(_filled(texts), origin._replace(clauses=tuple(clauses)), options)


def rows_from_spreadsheet(data: bytes, name: str, options: ReadOptions) -> tuple[Rows, list[Words]]:
    """Return the cells of a sheet as they stand, for a form that is no table of columns, and what was read.

    Parameters
    ----------
    data : bytes
    name : str
        The file, for messages.
    options : ReadOptions

    Raises
    ------
    DataError
        As `table_from_spreadsheet` does.
    """
    sheet, others, texts = _texts(data, name, options)
    return _filled(texts), _clauses(sheet, others)


def _clauses(sheet: _Sheet, others: Sequence[str]) -> list[Words]:
    """Return which sheet is read, and which others hold data."""
    clauses: list[Words] = [Msg("sheet {name}", name=cut(sheet.name))]
    if others:
        names = Listing([cut(name) for name in others])
        said = plural(
            "{names} holds data too (--sheet)",
            "{names} hold data too (--sheet)",
            len(others),
            names=names,
        )
        clauses.append(said)
    return clauses


def _filled(texts: list[list[str]]) -> Rows:
    kept = [(line, row) for line, row in enumerate(texts, 1) if any(cell.strip() for cell in row)]
    return Rows([row for _, row in kept], [line for line, _ in kept], None, "")


def _texts(data: bytes, name: str, options: ReadOptions) -> tuple[_Sheet, list[str], list[list[str]]]:
    """Return the sheet that is read, the names of others that hold data, and its cells as text."""
    if data.startswith(MARK):
        check_compound(name, data)
    else:
        check_archive(name, data, room(options.max_size))
    sheet, others = _choose(_open(data, name), name, options.sheet)
    texts = [[_text(cell) for cell in row] for row in sheet.rows]
    for (row, place), text in error_cells(data, sheet.name).items():
        if row < len(texts) and place < len(texts[row]):
            texts[row][place] = text
    return sheet, others, texts


class _Sheet(NamedTuple):
    """A sheet as it was read.

    `filled` counts the rows that are not blank. It holds data where it has more than lines of words: rows of
    several cells, or numbers below each other.
    """

    name: str
    rows: list[list[object]]
    merged: Sequence[_Range]
    filled: int
    holds_data: bool


def _choose(book: CalamineWorkbook, file: str, wanted: str | None) -> tuple[_Sheet, list[str]]:
    """Return the sheet that is named, else the first that holds data; and the others that do."""
    sheets = [sheet for name in book.sheet_names if (sheet := _sheet(book, name, file)) is not None]
    names = [sheet.name for sheet in sheets]
    if wanted is not None:
        if wanted not in names and not (wanted.isdecimal() and 1 <= int(wanted) <= len(names)):
            raise _unknown_sheet(file, wanted, names)
        chosen = sheets[names.index(wanted) if wanted in names else int(wanted) - 1]
        if not chosen.filled:
            raise refuse(
                "empty-file", Msg("{file}: sheet {name} is empty.", file=file, name=cut(wanted)), file
            )
    else:
        found = [sheet for sheet in sheets if sheet.holds_data]
        found = found or sorted((sheet for sheet in sheets if sheet.filled), key=lambda s: -s.filled)
        if not found:
            raise refuse("empty-file", Msg("{file} has no sheet with data.", file=file), file)
        chosen = found[0]
    return chosen, [sheet.name for sheet in sheets if sheet.holds_data and sheet is not chosen]


def _unknown_sheet(file: str, wanted: str, names: Sequence[str]) -> OptionError:
    meant = nearest(wanted, names)
    message = Msg('{file} has no sheet "{name}".', file=file, name=cut(wanted))
    if meant is not None:
        message = Msg(
            '{file} has no sheet "{name}"; did you mean "{meant}"?', file=file, name=cut(wanted), meant=meant
        )
    there = Msg("sheets: {names}", names=Row([cut(name) for name in names], most=12))
    return OptionError(
        "unknown-sheet", message, details=[there], hints=[option("sheet", meant or names[0])], file=file
    )


@contextmanager
def _reading(file: str) -> Iterator[None]:
    """Say what the errors of the compiled reader mean; a fault of it is none of Python's exceptions."""
    from python_calamine import CalamineError, PasswordError

    try:
        with _unheard():
            yield
    except PasswordError:
        message = Msg("{file} is protected by a password; save a copy without it.", file=file)
        raise refuse("protected-file", message, file) from None
    except (CalamineError, OSError, ValueError):
        raise broken(file) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise broken(file) from None


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep off standard error what compiled code writes there of a fault, before Python hears of it."""
    try:
        kept = os.dup(2)
    except OSError:  # there is none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _open(data: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with _reading(file):
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _sheet(book: CalamineWorkbook, name: str, file: str) -> _Sheet | None:
    from python_calamine import WorksheetNotFound

    with _reading(file):
        try:
            sheet = book.get_sheet_by_name(name)
        except WorksheetNotFound:
            return None
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        merged = sheet.merged_cell_ranges or ()
    filled = [held for row in rows if (held := [cell for cell in row if cell not in ("", None)])]
    several = any(len(row) > 1 or not isinstance(row[0], str) for row in filled)
    return _Sheet(name, rows, merged, len(filled), len(filled) >= _CONTENT_ROWS and several)


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
