"""A large file block by block: what its body holds passes by once, and no table of it is kept."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data import large_file
from sqc.data.blocks import Stretch, blocks, in_order
from sqc.data.cells import clean
from sqc.data.clauses import assemble
from sqc.data.decode import gb_label
from sqc.data.header import TOTAL_BEGINS
from sqc.data.large import HEAD, NEWLINE, Large, NotRegular, body, footer_lines, footers
from sqc.data.memory import freed_kept
from sqc.data.parsers import no_row_cut, parser
from sqc.data.passing import Body, Ints, Parsed, Passed, Result, Rows, parsed_of
from sqc.data.sheet import CHECKSUM_TO, ReadOptions
from sqc.data.sniff import read_rows
from sqc.data.stream import (
    is_plain,
    sample_columns,
    sheet_of,
    understood,
    unread,
    wanted_places,
    with_footers,
)
from sqc.data.table import Column, Table
from sqc.data.text import full_width, reading_of
from sqc.notes import SqcError
from sqc.stats.mapped import release

_MARGIN = 1.25


class _Broken(NotRegular):
    """A block that is not as regular as the head of its file."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.raw = raw


class Flow(Rows):
    """A large text file whose head is understood and whose body passes in blocks.

    Parameters
    ----------
    large : Large
    columns : sequence of Column
        As the head shows them; those that are not wanted are ``loaded=False``.
    left_out : int
        Footer lines.
    """

    def __init__(self, large: Large, columns: Sequence[Column], left_out: int) -> None:
        self.large = large
        self.columns = tuple(columns)
        self.left_out = left_out
        self._gb = {large.text.label}

    @cached_property
    def head(self) -> Table:
        """The table of the first rows, by which the chart is chosen."""
        places = self.large.layout.body
        lines = np.array([self.large.rows.lines[i] for i in places], dtype=np.int64)
        return self._assembled(self.columns, lines, None, self.large.text.label)

    @cached_property
    def expected_rows(self) -> int:
        """Rows that will probably come, by the length of the first lines."""
        head = self.large.data[:HEAD]
        length = len(head) / max(int(np.count_nonzero(head == NEWLINE)), 1)
        return int(self.large.data.size / length * _MARGIN)

    def table(self, columns: Sequence[Column], rows: Ints, seen: Body) -> Table:
        """Return a table of some rows of the body and its last one, for what is said of a sample."""
        lines = self.large.first_line + np.append(rows, seen.rows - 1)
        return self._assembled(columns, lines, seen.sha256, seen.label)

    def passing(
        self,
        values: Sequence[Column],
        label: Column | None,
        work: Callable[[Parsed], Result],
        take: Callable[[Result], None],
        names: Sequence[Column] = (),
    ) -> Body:
        """Let all blocks of lines pass."""
        places = [self.place(column) for column in values]
        named = [self.place(column) for column in names]
        sorts = {**dict.fromkeys(named, "name"), **dict.fromkeys(places, "float")}
        if label is not None:
            sorts[self.place(label)] = "int"
        if not named and 0 not in sorts and self.columns[0].kind == "number":
            sorts[0] = "float"  # a total row has a word there
        checksum = self._checksum()
        parse = parser(self.large, sorts)

        def one(raw: bytes) -> tuple[Parsed, Result]:
            try:
                if not named and 0 not in sorts:
                    self._no_totals(raw)  # one among names has none: whoever takes names sees that
                arrays = dict(zip(sorts, parse(raw), strict=True))
            except NotRegular:
                raise _Broken(raw) from None
            self._seen_encoding(raw)
            found = tuple(arrays.pop(place) for place in named)
            parsed = self._parsed(raw, places, None if label is None else self.place(label), arrays)
            parsed = parsed._replace(named=found, rows=len(found[0].codes) if found else parsed.rows)
            return parsed, work(parsed)

        start, stop = body(self.large, self.left_out)
        passed = Passed(stop, start)
        with freed_kept(self.large.data.size), no_row_cut(), open(self.large.source or "", "rb") as file:
            try:
                for parsed, result in in_order(one, blocks(Stretch(file.fileno(), start, stop))):
                    take(result)
                    passed.add(parsed)
            except _Broken as broken:
                self._refuse(broken.raw, passed.rows, places)
                raise
        return passed.body(checksum(), self._label())

    def _parsed(self, raw: bytes, places: list[int], label: int | None, arrays: dict[int, Any]) -> Parsed:
        def texts(rows: Ints, first: list[tuple[int, int]]) -> list[str]:
            ends = np.flatnonzero(np.frombuffer(raw, dtype=np.uint8) == NEWLINE)
            self._no_blank_rows(raw, ends, rows)
            return [self._cell(raw, ends, row, places[part]) for row, part in first]

        labels = None if label is None else arrays[label]
        columns = [arrays[place] for place in places] or [np.zeros(0)]
        return parsed_of(columns, labels, len(raw), texts)

    def _refuse(self, raw: bytes, before: int, places: list[int]) -> None:
        """Raise for the first bad cell of a block in a file that no table could hold."""
        if self.large.data.size > large_file.TABLE_TO:
            from sqc.data.bad_cell import bad_cell

            error = bad_cell(self.large, raw, self.large.first_line + before, places)
            if error is not None:
                raise error

    def _cell(self, raw: bytes, ends: Ints, row: int, place: int) -> str:
        start = int(ends[row - 1]) + 1 if row else 0
        stop = int(ends[row]) if row < len(ends) else len(raw)
        line = raw[start:stop].decode(self.large.text.codec)
        return clean(read_rows(line, self.large.name, self.large.rows.delimiter).cells[0][place])

    def _no_blank_rows(self, raw: bytes, ends: Ints, rows: Ints) -> None:
        """Refuse a row of delimiters only: it is a blank line, which the light path drops."""
        holds = np.ones(256, dtype=np.bool_)
        holds[list(f'{self.large.rows.delimiter}\n\r\t "'.encode())] = False
        starts = np.concatenate(([0], ends + 1))
        held = np.logical_or.reduceat(holds[np.frombuffer(raw, dtype=np.uint8)], starts[starts < len(raw)])
        if not held[rows].all():
            raise NotRegular

    def _no_totals(self, raw: bytes) -> None:
        """Refuse a block with a line that may be a total: its first cell is a word."""
        data = np.frombuffer(raw, dtype=np.uint8)
        firsts = np.append(data[:1], data[np.flatnonzero(data[:-1] == NEWLINE) + 1])
        if _begins(self.large.text.codec)[firsts].any():
            raise NotRegular

    def _checksum(self) -> Callable[[], str | None]:
        """Begin to hash the file beside what follows; what is returned waits for it."""
        if self.large.data.size > CHECKSUM_TO and not self.large.options.sha256:
            return lambda: None
        found: list[str] = []

        def hashed() -> None:
            sha, data = hashlib.sha256(), self.large.data
            # few long pieces: before each this thread waits until the one that loads the parser lets it
            for start in range(0, data.size, CHECKSUM_TO):
                sha.update(data[start : start + CHECKSUM_TO].data)
                release(data)
            found.append(sha.hexdigest())

        thread = threading.Thread(target=hashed, daemon=True)
        thread.start()

        def wait() -> str:
            thread.join()
            return found[0]

        return wait

    def _seen_encoding(self, raw: bytes) -> None:
        if self.large.text.label in ("GBK", "GB18030") and not raw.isascii():
            self._gb.add(gb_label(raw))

    def _label(self) -> str:
        return "GB18030" if "GB18030" in self._gb else self.large.text.label

    def _assembled(self, columns: Sequence[Column], lines: Ints, sha256: str | None, label: str) -> Table:
        sheet = sheet_of(self.large, sha256, label)
        below = footer_lines(self.large, self.left_out)
        sheet = with_footers(sheet, self.large, int(lines[-1]) + 1, below)
        cells = [list(column.cells or ())[:1000] for column in self.columns]
        sample = np.array([self.large.rows.lines[i] for i in self.large.layout.body], dtype=np.int64)
        wide = full_width([self.large.rows.cells[i] for i in self.large.layout.body[:1000]])
        return assemble(sheet, tuple(columns), lines, reading_of(sheet, cells, sample), (), wide)


def _begins(codec: str) -> npt.NDArray[np.bool_]:
    """Return which bytes can begin a line whose first cell is a total, or quoted."""
    found = np.zeros(256, dtype=np.bool_)
    letters = "".join(TOTAL_BEGINS)
    for letter in (*letters, *letters.upper(), '"', " ", "\t"):
        found[list(letter.encode(codec, "ignore")[:1])] = True
    return found


def flow_of(path: str, name: str, options: ReadOptions) -> Flow | None:
    """Return a large file as blocks; None when its head is not regular enough.

    Parameters
    ----------
    path : str
        The file to open.
    name : str
        The file as the user typed it.
    options : ReadOptions
        `wanted` names the columns that are read.
    """
    try:
        large = understood(np.memmap(path, dtype=np.uint8, mode="r"), name, options, path)
        if large is None:
            return None
        left_out = footers(large)
        sample = sample_columns(large)
        wanted = wanted_places(large, sample)
    except (NotRegular, SqcError):
        return None
    return Flow(large, [c if i in wanted else unread(c) for i, c in enumerate(sample)], left_out)


def plain(column: Column, whole: bool = False) -> bool:
    """Return whether the head of a column holds numbers alone (`whole`: whole numbers)."""
    return column.kind == "number" and is_plain(column) and (not whole or column.integer)
