"""How much a file may hold: bytes unpacked, cells of a sheet, columns; ``--max-size`` sets all three."""

from __future__ import annotations

import re

from sqc.data.errors import refuse
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, out_of_range

DEFAULT = 1_000_000_000
# what an empty cell of a sheet takes until its rows are texts
CELL = 64
_COLUMNS = 16_384  # for each gigabyte; a spreadsheet has no more
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


def room(max_size: str | None) -> int:
    """Return the bytes that ``--max-size`` names.

    Raises
    ------
    OptionError
        ``option-range``.

    Examples
    --------
    >>> room("2.5GB")
    2500000000
    """
    if max_size is None:
        return DEFAULT
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*([kmgt]?)b?\s*", max_size.lower())
    size = int(float(found[1]) * _UNITS[found[2]]) if found else 0
    if size < 1:
        raise out_of_range("max_size", max_size, Msg("a size such as 2GB"))
    return size


def most_columns(size: int) -> int:
    """Return how many columns a table may have.

    Examples
    --------
    >>> most_columns(1_000_000_000)
    16384
    """
    return max(size, DEFAULT) * _COLUMNS // 10**9


def unpacks_to_more(name: str, size: int) -> DataError:
    """Return error ``too-large`` for a packed file that holds more than is unpacked."""
    message = Msg(
        "{file} unpacks to more than {size}; it was not read further.", file=name, size=_shown(size)
    )
    return _refuse(name, message, 2 * size)


def too_many_cells(name: str, rows: int, columns: int, size: int) -> DataError:
    """Return error ``too-large`` for a sheet whose cells reach too far."""
    message = Msg(
        "{file}: a sheet reaches over {rows} rows and {columns} columns; {most} cells are read at most.",
        file=name,
        rows=f"{rows:,}",
        columns=f"{columns:,}",
        most=f"{size // CELL:,}",
    )
    return _refuse(name, message, rows * columns * CELL)


def refuse_wide(text: str, name: str, delimiter: str, size: int) -> None:
    """Refuse a text with a line of too many cells before it is cut into them.

    Raises
    ------
    DataError
        ``too-large``.
    """
    most = most_columns(size)
    start = 0
    while start + most < len(text):
        end = max(text.rfind("\n", start, start + most + 1), text.rfind("\r", start, start + most + 1))
        if end >= start:
            start = end + 1
            continue
        ends = [place for mark in "\n\r" if (place := text.find(mark, start + most)) >= 0]
        stop = min(ends, default=len(text))
        columns = max(text.count(mark, start, stop) for mark in delimiter) + 1
        if columns > most:
            line = text.count("\n", 0, start) or text.count("\r", 0, start)
            message = Msg(
                "{file}, line {line}: {n} cells; {most} columns are read at most.",
                file=name,
                line=str(line + 1),
                n=f"{columns:,}",
                most=f"{most:,}",
            )
            raise _refuse(name, message, columns * 10**9 // _COLUMNS + 1)
        start = stop + 1


def _refuse(name: str, message: Words, needed: int) -> DataError:
    hint = Msg("if the file is trusted: {option}", option=f"--max-size {_shown(needed)}")
    return refuse("too-large", message, name, hint)


def _shown(size: int) -> str:
    """Return a size as one types it, rounded up to three figures."""
    for unit, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if size >= unit:
            step = max(unit // 100, 10 ** (len(str(size)) - 3))
            return f"{-(-size // step) * step / unit:.10g}{letter}B"
    return str(size)
