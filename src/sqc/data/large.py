"""The bytes of a large file beside the parser: checksum, line ends, delimiters, footer lines."""

from __future__ import annotations

import csv
import hashlib
import io
from codecs import BOM_UTF8
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.decode import Decoded
from sqc.data.header import Layout, is_footer
from sqc.data.sheet import CHECKSUM_TO, ReadOptions
from sqc.data.sniff import Rows, file_lines, read_rows
from sqc.notes import SqcError

HEAD, _TAIL = 1 << 14, 1 << 12
NEWLINE, _QUOTE = 10, 34
_CHUNK = 1 << 24

Bytes = npt.NDArray[np.uint8]


class Scan(NamedTuple):
    """What one pass over the bytes says, beside the parser: checksum, lines, those of another length."""

    sha256: str | None
    newlines: int
    uneven: int
    quotes: bool
    ascii: bool


class Large(NamedTuple):
    """A large file whose head is understood."""

    data: Bytes
    text: Decoded
    rows: Rows
    layout: Layout
    profile: list[str]
    options: ReadOptions
    name: str
    source: str | None

    @property
    def first_line(self) -> int:
        """File line on which the body begins."""
        return self.rows.lines[self.layout.body[0]]


class NotRegular(Exception):  # noqa: N818
    """The file is not as regular as its head: the light path has to read it."""


def scan(large: Large) -> Scan:
    """Return what one pass over the bytes says; runs beside the parser."""
    data = large.data
    sha = hashlib.sha256() if data.size <= CHECKSUM_TO or large.options.sha256 else None
    newlines = odd = start = 0
    quotes, ascii_only = False, True
    while start < data.size:
        chunk = data[start : start + _CHUNK]
        if start + chunk.size < data.size and (ends := np.flatnonzero(chunk == NEWLINE)).size:
            chunk = chunk[: int(ends[-1]) + 1]
        start += chunk.size
        if sha is not None:
            sha.update(chunk.data)
        marks = marks_in_lines(large, chunk)
        newlines += marks.size
        odd += int(np.count_nonzero(marks != len(large.layout.heads) - 1))
        quotes = quotes or bool((chunk == _QUOTE).any())
        ascii_only = ascii_only and bool(chunk.max() < 128)
    return Scan(sha.hexdigest() if sha else None, newlines, odd, quotes, ascii_only)


def marks_in_lines(large: Large, data: Bytes) -> npt.NDArray[np.int64]:
    """Return how many delimiters each line holds."""
    # only line ends and delimiters are looked at again: five times as fast as to sum over lines
    seen = data[np.flatnonzero((data == NEWLINE) | (data == ord(large.rows.delimiter or ",")))]
    ends = np.flatnonzero(seen == NEWLINE)
    if data.size and data[-1] != NEWLINE:
        ends = np.append(ends, seen.size)
    return np.diff(ends, prepend=-1) - 1


def footers(large: Large) -> int:
    """Return how many lines at the end of the file are totals and signatures."""
    tail = large.data[-_TAIL:].tobytes()
    tail = tail[tail.find(b"\n") + 1 :]
    try:
        text = tail.decode(large.text.codec)
        rows = read_rows(text, large.name, large.rows.delimiter)
    except (UnicodeDecodeError, SqcError):
        raise NotRegular from None
    n = 0
    while n < len(rows.cells) and is_footer(rows.cells[-1 - n], large.profile):
        n += 1
    last = len(file_lines(text.removesuffix("\n")))
    if n and rows.lines[-n:] != list(range(last - n + 1, last + 1)):
        raise NotRegular  # blank lines between or below them
    return n


def check(large: Large, seen: Scan, n: int, left_out: int) -> None:
    """Let the light path read a file with ragged rows, blank lines, or another encoding further down."""
    width = len(large.layout.heads)
    start, stop = body(large, left_out)
    around = [marks_in_lines(large, part) for part in (large.data[:start], large.data[stop:])]
    if seen.newlines != large.first_line - 1 + n + around[1].size:
        raise NotRegular
    if seen.quotes or seen.uneven != sum(int(np.count_nonzero(marks != width - 1)) for marks in around):
        _check_rows(large, width, n)
    if not seen.ascii and large.text.codec == "utf-8":
        try:
            bytes(large.data).decode("utf-8")
        except UnicodeDecodeError:
            raise NotRegular from None


def body(large: Large, left_out: int) -> tuple[int, int]:
    """Return the first byte of the body and the first behind it: `left_out` lines, or blank ones."""
    start, stop = 0, large.data.size
    if large.first_line > 1:
        ends = np.flatnonzero(large.data[:HEAD] == NEWLINE)
        start = int(ends[large.first_line - 2]) + 1
    elif large.data[:3].tobytes() == BOM_UTF8:
        start = 3
    tail = large.data[-_TAIL:]
    if left_out:
        ends = np.flatnonzero(tail[:-1] == NEWLINE)
        stop += int(ends[-left_out]) + 1 - tail.size
    else:
        blank = tail.tobytes()
        blank = blank[len(blank.rstrip()) :]  # blank lines behind the last row
        stop += (blank.find(b"\n") + 1 or len(blank)) - len(blank)
    return start, stop


def footer_lines(large: Large, left_out: int) -> list[str]:
    """Return the lines at the end of the file that are not data."""
    tail = large.data[body(large, left_out)[1] :].tobytes()
    lines = tail.decode(large.text.codec, "backslashreplace").removesuffix("\n").split("\n")
    return [line.rstrip("\r") for line in lines] if left_out else []


def _check_rows(large: Large, width: int, n: int) -> None:
    """Count the cells of every row: quoted cells may hold delimiters and line ends."""
    text = io.TextIOWrapper(io.BytesIO(large.data.tobytes()), encoding=large.text.codec, newline="")
    reader = csv.reader(text, delimiter=large.rows.delimiter or ",")
    try:
        for k, row in enumerate(reader, 1):
            inside = large.first_line <= k < large.first_line + n
            if reader.line_num != k or (inside and len(row) != width):
                raise NotRegular
    except (csv.Error, UnicodeDecodeError):
        raise NotRegular from None


def line_of(large: Large, ends: npt.NDArray[np.int64], line: int) -> str:
    """Return a line of the file; `ends` are the places of all line ends."""
    start = int(ends[line - 2]) + 1 if line > 1 else 0
    stop = int(ends[line - 1]) if line - 1 < len(ends) else large.data.size
    return large.data[start:stop].tobytes().decode(large.text.codec, "backslashreplace").rstrip("\r")
