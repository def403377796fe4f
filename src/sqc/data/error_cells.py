"""Error cells of a spreadsheet (``#DIV/0!``): the reader gives blanks, the XML has their text."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>'
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(#[^<]{1,20})</",
    re.DOTALL,
)


def error_cells(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """Return row and column (from 0) and text of every error cell of a sheet; none but in xlsx files.

    Parameters
    ----------
    data : bytes
        The whole file.
    sheet : str
        Name of the sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            path = _path(archive, sheet)
            xml = archive.read(path) if path else b""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError):
        return {}
    if b't="e"' not in xml:
        return {}
    found = {}
    for letters, row, text in _ERROR.findall(xml):
        column = 0
        for letter in letters:
            column = 26 * column + letter - 64
        found[int(row) - 1, column - 1] = unescape(text.decode("utf-8", "replace"))
    return found


def _path(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return where the sheet stands in the archive."""
    book = archive.read("xl/workbook.xml")
    rid = next((_value(tag, "id") for tag in _SHEET.findall(book) if _value(tag, "name") == sheet), None)
    relations = archive.read("xl/_rels/workbook.xml.rels")
    target = next(
        (_value(tag, "Target") for tag in _RELATION.findall(relations) if _value(tag, "Id") == rid), None
    )
    if target is None:
        return None
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _value(tag: bytes, name: str) -> str | None:
    match = re.search(rb"[\s:]" + name.encode() + rb'\s*=\s*"([^"]*)"', tag)
    return unescape(match[1].decode("utf-8", "replace")) if match else None
