"""What packed files hold, before it is unpacked: gzip up to a limit, spreadsheets by their extents."""

from __future__ import annotations

import io
import struct
import zlib

from sqc.data.errors import refuse
from sqc.data.extent import extent
from sqc.data.room import CELL, too_many_cells, unpacks_to_more
from sqc.i18n.message import Msg
from sqc.notes import DataError

_PIECE = 1 << 20
_STORED, _DEFLATED = 0, 8  # spreadsheets know no other way


def unpacked(name: str, data: bytes, size: int) -> bytes:
    """Return what a gzip file holds; it stops where that is more than `size`.

    Raises
    ------
    DataError
        ``too-large``, ``broken-file``.

    Examples
    --------
    >>> import gzip
    >>> unpacked("a.gz", gzip.compress(b"1,2"), 1000)
    b'1,2'
    """
    held = io.BytesIO()
    member = None
    try:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            while piece:
                if member is None:
                    if held.tell() and not piece.strip(b"\0"):
                        break  # tapes are filled up with zeros
                    member = zlib.decompressobj(31)
                held.write(member.decompress(piece, size + 1 - held.tell()))
                if held.tell() > size:
                    raise unpacks_to_more(name, size)
                piece = member.unused_data
                member = None if member.eof else member
    except zlib.error:
        raise _early(name) from None
    if member is not None:
        raise _early(name)
    return held.getvalue()


def _early(name: str) -> DataError:
    return refuse("broken-file", Msg("{file} is not whole: its gzip data end early.", file=name), name)


def check_archive(name: str, data: bytes, size: int) -> None:
    """Refuse a spreadsheet that unpacks to too much, or whose cells reach too far.

    What its directory says of the sizes is not believed.

    Parameters
    ----------
    name : str
    data : bytes
        The whole file (xlsx, xlsb, ods).
    size : int
        Bytes.

    Raises
    ------
    DataError
        ``too-large``.
    """
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, LookupError, OSError, RuntimeError, ValueError):
        return  # its reader says that it is not whole
    if sum(member.file_size for member in members) > size:
        raise unpacks_to_more(name, size)
    left = size
    for member in members:
        content = _content(data, member.header_offset, member.compress_size, member.compress_type, left)
        left -= len(content)
        if left < 0:
            raise unpacks_to_more(name, size)
        rows, columns = extent(content)
        if rows * columns * CELL > size:
            raise too_many_cells(name, rows, columns, size)


def _content(data: bytes, offset: int, n: int, method: int, most: int) -> bytes:
    """Return what a member holds, one byte more than `most` where there is more."""
    if not 0 <= offset <= len(data) - 30 or method not in (_STORED, _DEFLATED):
        return b""
    start = offset + 30 + sum(struct.unpack_from("<HH", data, offset + 26))
    if method == _STORED:
        return data[start : start + min(n, most + 1)]
    held, stream = io.BytesIO(), zlib.decompressobj(-15)
    try:
        for at in range(start, start + n, _PIECE):
            held.write(stream.decompress(data[at : min(at + _PIECE, start + n)], most + 1 - held.tell()))
            if held.tell() > most:
                break
    except zlib.error:
        pass  # its reader says that it is not whole
    return held.getvalue()
