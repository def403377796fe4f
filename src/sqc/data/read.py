"""The one door: a path, standard input or data in memory to a table."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqc.data.checksum import checksum
from sqc.data.decode import decode
from sqc.data.errors import file_not_found, no_sheets, not_text, refuse, wrong_ending
from sqc.data.large_file import SPREADSHEETS, STREAM_FROM, stored_columns
from sqc.data.packed import unpacked
from sqc.data.room import room
from sqc.data.sheet import CHECKSUM_TO, Origin, ReadOptions
from sqc.data.spool import Spooled, spooled
from sqc.data.text import table_from_text
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Verbatim

if TYPE_CHECKING:
    from sqc.data.table import Table

__all__ = ["ReadOptions", "read_table"]


def read_table(source: object, options: ReadOptions | None = None) -> Table:
    """Return the table that a file, standard input or data in memory holds.

    Parameters
    ----------
    source : str, path or data
        A file (``.csv .tsv .txt .xlsx .xls``, also ``.gz``; ``.parquet .feather .arrow`` with the extra
        ``sqc[fast]``), ``"-"`` for standard input, a data frame of any library, a dict of columns, a
        sequence or an array of numbers.
    options : ReadOptions, optional

    Raises
    ------
    DataError
        What stands where in the file and what was expected there.

    Examples
    --------
    >>> read_table([9.8, 10.1, 10.0]).columns[0].name
    'value'
    """
    options = options or ReadOptions()
    room(options.max_size)
    if isinstance(source, str | os.PathLike):
        name = os.fsdecode(os.fspath(source))
        if name != "-":
            return _from_file(name, name, options)
        with spooled("-") as given:
            return read_table(given, options)
    if isinstance(source, Spooled):
        if source.content is not None:
            return _from_bytes("-", source.content, options)
        return _from_file(source.path, "-", options)
    from sqc.data.frame import table_from_frame

    return table_from_frame(source, options)


def _streamed(data: bytes, name: str, options: ReadOptions) -> Table | None:
    import numpy as np

    from sqc.data.stream import table_from_large

    return table_from_large(np.frombuffer(data, dtype=np.uint8), name, options)


def _from_file(path: str, name: str, options: ReadOptions) -> Table:
    """Return the table of the file at `path`, which the user calls `name`."""
    try:
        if os.path.isdir(path):
            raise refuse("not-a-file", Msg("{file} is a folder, not a file.", file=cut(name, 200)), name)
        stored = _stored_file(path, name, options)
        if stored is not None:
            return stored
        large = os.stat(path).st_size >= STREAM_FROM and _ending(name) not in SPREADSHEETS
        large = large and options.sheet is None and not options.form
        if large:
            from sqc.data.stream import table_from_large_file

            table = table_from_large_file(path, name, options)
            if table is not None:
                return table
        with open(path, "rb") as file:
            data = file.read()
        return _from_bytes(name, data, options, large)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise file_not_found(name) from None
    except OSError as error:
        from sqc.i18n.reasons import reason_of

        message = Msg("{file} cannot be opened ({reason}).", file=cut(name, 200), reason=reason_of(error))
        raise refuse("file-not-readable", message, name) from None


def _stored_file(path: str, name: str, options: ReadOptions) -> Table | None:
    """Return the table of a file that stores columns; its bytes are read where they are needed."""
    with open(path, "rb") as file:
        what = stored_columns(file.read(8), _ending(name))
    if not what:
        return None
    import numpy as np

    return _from_store(name, np.memmap(path, dtype=np.uint8, mode="r"), what, options)


def _from_store(name: str, data: Any, what: str, options: ReadOptions) -> Table:
    from sqc.data.arrow import store_origin, table_from_store

    return table_from_store(data, what, store_origin(name, data, what, options), options)


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _from_bytes(name: str, data: bytes, options: ReadOptions, streamed: bool = False) -> Table:
    sha = checksum(data) if len(data) <= CHECKSUM_TO or options.sha256 else None
    size = len(data)
    if data[:2] == b"\x1f\x8b":
        data, streamed = unpacked(name, data, room(options.max_size)), False
    what = spreadsheet_of(data)
    ending = _ending(name)
    stored = stored_columns(data[:8], ending)
    if stored:
        return _from_store(name, data, stored, options)
    if not what and options.sheet is not None:
        raise no_sheets(name, options.sheet)
    if what:
        if name != "-" and ending not in SPREADSHEETS:
            raise wrong_ending(name, what)
        from sqc.data.excel import table_from_spreadsheet

        return table_from_spreadsheet(data, Origin(name, size, sha, spreadsheet=True), options)
    if data[:4] == b"PK\x03\x04":
        raise not_text(name)
    if len(data) >= STREAM_FROM and not streamed and ending not in SPREADSHEETS and not options.form:
        table = _streamed(data, name, options)
        if table is not None:
            return table._replace(source=replace(table.source, sha256=sha, size=size))
    text = decode(data, name, options.encoding)
    if ending in SPREADSHEETS and data:
        raise wrong_ending(name, "text")
    origin = Origin(name, size, sha, text.label, clauses=(Verbatim(text.label),))
    # A large file makes a list per row: the collector would walk all of them again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return table_from_text(text, origin, options)
    finally:
        if collecting:
            gc.enable()


def spreadsheet_of(data: bytes) -> str:
    """Return the ending a spreadsheet should have, "" for anything else."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if not data.startswith(b"PK\x03\x04"):
        return ""
    if b"xl/" in data or b"xl\\" in data:
        return "xlsb" if b"xl/workbook.bin" in data else "xlsx"
    return "ods" if b"opendocument.spreadsheet" in data[:200] else ""
