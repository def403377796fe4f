"""A blank check sheet as a file to fill in: CSV, and a spreadsheet with lines to write on."""

from __future__ import annotations

import csv
import io
from typing import Any

from sqc.i18n.catalog import language
from sqc.i18n.message import Msg, Words, words
from sqc.qctools.checksheet.case import Blank

FIELDS: tuple[Words, ...] = (
    Msg("title"),
    Msg("product"),
    Msg("checked by"),
    Msg("date"),
    Msg("period"),
    Msg("units inspected"),
)


def grid(blank: Blank, lang: str | None = None) -> list[list[str]]:
    """Return the rows of the sheet: heads, items, totals.

    Examples
    --------
    >>> grid(Blank(("scratch",), ("Mon", "Tue")), "en")
    [['item', 'Mon', 'Tue', 'total'], ['scratch', '', '', ''], ['total', '', '', '']]
    """
    lang = lang or language()
    item, total = words(Msg("item"), lang), words(Msg("total"), lang)
    empty = [""] * (len(blank.by) + 1)
    return [[item, *blank.by, total], *([name, *empty] for name in blank.items), [total, *empty]]


def to_csv(blank: Blank, lang: str | None = None) -> str:
    """Return the sheet as CSV, the fields above it; it is read back when it is filled in."""
    from sqc.report.data import guard

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for field in FIELDS:
        writer.writerow([words(field, lang), ""])
    writer.writerow([])
    for row in grid(blank, lang):
        writer.writerow([guard(cell) for cell in row])
    return out.getvalue()


def to_xlsx(blank: Blank, lang: str | None = None) -> bytes:
    """Return the sheet as a spreadsheet with frames, ready to print.

    Raises
    ------
    SqcError
        ``missing-extra``.
    """
    from sqc.report.workbook import new_book

    buffer = io.BytesIO()
    book = new_book(buffer)
    sheet = book.add_worksheet(words(Msg("Check sheet"), lang))
    line = book.add_format({"bottom": 1})
    framed = book.add_format({"border": 1, "valign": "vcenter"})
    bold = book.add_format({"border": 1, "bold": True, "valign": "vcenter", "text_wrap": True})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, len(blank.by) + 1, 11)
    for row, field in enumerate(FIELDS):
        sheet.write_string(row, 0, words(field, lang))
        sheet.write_blank(row, 1, None, line)
    _write_grid(sheet, grid(blank, lang), len(FIELDS) + 1, framed, bold)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    if len(blank.by) > 6:
        sheet.set_landscape()
    book.close()
    return buffer.getvalue()


def _write_grid(sheet: Any, rows: list[list[str]], top: int, framed: Any, bold: Any) -> None:
    for i, row in enumerate(rows):
        sheet.set_row(top + i, 26)
        for j, cell in enumerate(row):
            style = bold if i == 0 or j == 0 else framed
            sheet.write_string(top + i, j, cell, style) if cell else sheet.write_blank(
                top + i, j, None, style
            )
