"""The container of ``.xls`` files: its chains end, and its cells lie where a sheet has cells.

A chain of sectors that bites its tail, or a cell in column 60,000, makes a reader take all memory there is.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqc.data.errors import refuse
from sqc.i18n.message import Msg
from sqc.notes import DataError

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY, _SMALL = 512, 128, 64
_STREAM, _ROOT = 2, 5
# from here on: no sector
_NONE = 0xFFFFFFFA
# BIFF: records that begin with row and column; extent of a sheet; table of texts
_CELLS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406))
_DIMENSIONS, _TEXTS, _COLUMNS = 0x0200, 0x00FC, 256
_LENGTHS = {10: "<4H", 14: "<2I2H"}  # of DIMENSIONS, and how it is stored


class _NotWhole(Exception):  # noqa: N818
    """The file says of itself what cannot be."""


class _Stream(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


def check_compound(name: str, data: bytes) -> None:
    """Refuse a file that would keep its reader busy for ever, or ask it for all memory.

    Parameters
    ----------
    name : str
    data : bytes
        The whole file (xls).

    Raises
    ------
    DataError
        ``broken-file``.
    """
    try:
        book = _book(data)
        _check_records(book)
    except (_NotWhole, struct.error):
        raise broken(name) from None


def broken(name: str) -> DataError:
    """Return error ``broken-file`` for a spreadsheet that its reader cannot read."""
    message = Msg("{file} cannot be read as a spreadsheet; it is not whole.", file=name)
    return refuse("broken-file", message, name)


def _need(held: bool) -> None:
    if not held:
        raise _NotWhole


def _book(data: bytes) -> bytes:
    """Return the stream of the workbook."""
    version, _, shift, small = struct.unpack_from("<4H", data, 26)
    _need((version, shift) in ((3, 9), (4, 12)) and small == 6)
    sector = 1 << shift
    n_table, first_entry = struct.unpack_from("<2I", data, 44)
    cutoff, first_small, n_small, first_more, n_more = struct.unpack_from("<5I", data, 56)
    _need(max(n_table, n_small, n_more) <= len(data) // sector)

    def at(place: int) -> bytes:
        return data[(place + 1) << shift : (place + 2) << shift]

    table = _table(data, at, n_table, first_more)
    entries = b"".join(map(at, _chain(table, first_entry)))
    streams = [_stream(entries[i : i + _ENTRY], version) for i in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
    streams = [one for one in streams if one.kind in (_STREAM, _ROOT)]
    _need(bool(streams) and all(one.size <= len(data) for one in streams))
    small_table = _numbers(b"".join(map(at, _chain(table, first_small))))
    chains = [
        _chain(table if one.kind == _ROOT or one.size >= cutoff else small_table, one.start)
        for one in streams
    ]
    small_data = b"".join(map(at, chains[0]))
    for one, chain in zip(streams, chains, strict=True):
        if one.name.lower() in ("workbook", "book"):
            if one.size >= cutoff:
                return b"".join(map(at, chain))[: one.size]
            return b"".join(small_data[i * _SMALL : (i + 1) * _SMALL] for i in chain)[: one.size]
    raise _NotWhole


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def _table(data: bytes, at: Callable[[int], bytes], n: int, first_more: int) -> list[int]:
    """Return which sector follows which."""
    places = _numbers(data[76:_HEADER])
    seen = 0
    while first_more < _NONE:
        *more, first_more = _numbers(at(first_more)) or [_NONE]
        places += more
        seen += len(more)
        _need(seen * 4 <= len(data))
    places = [place for place in places if place < _NONE]
    return _numbers(b"".join(map(at, places[:n])))


def _chain(table: Sequence[int], start: int) -> list[int]:
    """Return the sectors of a chain, which ends."""
    found: list[int] = []
    while start < len(table):
        found.append(start)
        _need(len(found) <= len(table))
        start = table[start]
    _need(start >= _NONE)
    return found


def _stream(entry: bytes, version: int) -> _Stream:
    length, kind = struct.unpack_from("<HB", entry, 64)
    start = struct.unpack_from("<I", entry, 116)[0]
    size = struct.unpack_from("<Q" if version == 4 else "<I", entry, 120)[0]
    name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "ignore")
    return _Stream(name, kind, start, size)


def _check_records(book: bytes) -> None:
    """Cells stand in the first 256 columns, and no record counts more than there are bytes."""
    place = 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<2H", book, place)
        place += 4
        if kind in _CELLS and length >= 4:
            _need(struct.unpack_from("<H", book, place + 2)[0] < _COLUMNS)
        elif kind == _TEXTS:
            _need(max(struct.unpack_from("<2I", book, place)) <= len(book))
        elif kind == _DIMENSIONS and length in _LENGTHS:
            first_row, rows, first_column, columns = struct.unpack_from(_LENGTHS[length], book, place)
            _need(first_row <= rows <= 65536 and first_column <= columns <= _COLUMNS)
        place += length
