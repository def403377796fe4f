"""A large file that stores columns, batch by batch: as `flow`, of Parquet, Feather and Arrow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.arrow import store_origin, stored_head
from sqc.data.blocks import in_order
from sqc.data.buffers import array_of
from sqc.data.clauses import opening
from sqc.data.frame import frame_reading, without_named
from sqc.data.large import NotRegular
from sqc.data.passing import Body, Ints, Parsed, Passed, Result, Rows, parsed_of
from sqc.data.room import room
from sqc.data.sheet import Origin, ReadOptions
from sqc.data.stream import unread
from sqc.data.table import Column, Table
from sqc.data.wanted import wanted_of
from sqc.notes import Source, SqcError

Batches = Iterator[Any]

_ROWS = 1 << 17  # in a batch
_HEAD_ROWS = 300
_NUMBER = 8  # bytes


class _Opened(NamedTuple):
    """The names of all columns, rows in all (0: not known), and what gives batches of some columns."""

    names: list[str]
    rows: int
    batches: Callable[[list[str]], Batches]


class StoreFlow(Rows):
    """A large file of columns whose rows pass in batches; what it gives is what `Flow` gives.

    Parameters
    ----------
    opened : _Opened
    head : Table
        Its first rows.
    wanted : set of int
        Places of the columns that are read.
    origin : Origin
    options : ReadOptions
    """

    def __init__(
        self, opened: _Opened, head: Table, wanted: set[int], origin: Origin, options: ReadOptions
    ) -> None:
        self._opened = opened
        self._origin = origin
        self._reading = frame_reading(origin.name, options)
        self.columns = tuple(c if i in wanted else unread(c) for i, c in enumerate(head.columns))
        self._head = head._replace(columns=self.columns)

    @property
    def head(self) -> Table:
        """The table of the first rows."""
        return self._head

    @property
    def expected_rows(self) -> int:
        """Rows that will probably come."""
        return self._opened.rows

    def table(self, columns: Sequence[Column], rows: Ints, seen: Body) -> Table:
        """Return a table of some rows and the last one, for what is said of a sample."""
        source = Source(
            self._origin.name,
            seen.sha256,
            n_read=seen.rows,
            read=(opening(self._origin),),
            size=self._origin.size,
        )
        return Table(
            self._origin.name, tuple(columns), np.append(rows + 1, seen.rows), source, origin="store"
        )

    def passing(
        self,
        values: Sequence[Column],
        label: Column | None,
        work: Callable[[Parsed], Result],
        take: Callable[[Result], None],
        names: Sequence[Column] = (),
    ) -> Body:
        """Let all batches pass."""
        import pyarrow as pa

        if names:
            raise NotRegular  # their table is read by codes as it is
        values_of = [self._opened.names[self.place(c)] for c in values]
        by = None if label is None else self._opened.names[self.place(label)]

        def one(batch: Any) -> tuple[Parsed, Result]:
            try:
                batch.validate(full=True)
                parsed = self._parsed(batch, values_of, by)
            except (pa.ArrowException, KeyError):
                raise NotRegular from None
            return parsed, work(parsed)

        passed = Passed(self._origin.size or 0)
        kept = list(dict.fromkeys([*values_of, *([] if by is None else [by])]))
        try:
            for parsed, result in in_order(one, self._opened.batches(kept)):
                take(result)
                passed.add(parsed)
        except (pa.ArrowException, OSError):
            raise NotRegular from None  # the table says what is broken
        return passed.body(self._origin.sha256, "")

    def _parsed(self, batch: Any, names: list[str], by: str | None) -> Parsed:
        columns = [without_named(_floats(batch.column(name)), self._reading.missing) for name in names]
        labels = None if by is None else _labels(batch.column(by))
        size = batch.num_rows * (self._origin.size or 0) // max(self._opened.rows, 1)
        return parsed_of(columns, labels, size, lambda rows, first: [""] * len(first))


def _floats(column: Any) -> npt.NDArray[np.float64]:
    import pyarrow as pa

    sort = column.type
    if not (pa.types.is_integer(sort) or pa.types.is_floating(sort)):
        raise NotRegular
    return array_of(pa.chunked_array([column.cast("float64", safe=False)]))


def _labels(column: Any) -> Ints:
    import pyarrow as pa

    if not pa.types.is_integer(column.type) or column.null_count:
        raise NotRegular
    return array_of(pa.chunked_array([column.cast("int64")]))


def store_flow(path: str, name: str, what: str, options: ReadOptions) -> StoreFlow | None:
    """Return a large file of columns as batches; None where only its table can give what it holds.

    Parameters
    ----------
    path : str
        The file to open.
    name : str
        The file as the user typed it.
    what : {"Parquet", "Feather", "Arrow"}
    options : ReadOptions
        `wanted` names the columns that are read.
    """
    try:
        import pyarrow as pa
    except ImportError:
        return None
    try:
        opened = _parquet(path) if what == "Parquet" else _ipc(path)
        twice = len(set(opened.names)) < len(opened.names)
        if twice or any("." in one for one in opened.names) or opened.rows * _NUMBER > room(options.max_size):
            return None
        first = next(opened.batches(opened.names), None)
        if first is None:
            return None
        first.validate(full=True)
        origin = store_origin(name, np.memmap(path, dtype=np.uint8, mode="r"), what, options)
        head = stored_head(first.slice(0, _HEAD_ROWS), origin, options)
        return StoreFlow(opened, head, wanted_of(head.columns, options.wanted), origin, options)
    except (pa.ArrowException, OSError, SqcError, UnicodeDecodeError, OverflowError):
        return None


def _parquet(path: str) -> _Opened:
    from pyarrow import parquet

    file = parquet.ParquetFile(path)
    return _Opened(
        file.schema_arrow.names,
        file.metadata.num_rows,
        lambda names: file.iter_batches(_ROWS, columns=names, use_threads=False),
    )


def _ipc(path: str) -> _Opened:
    """Open an Arrow file or stream; rows of a stream are known when it ends."""
    import pyarrow as pa

    source = pa.memory_map(path)
    filed = source.read(6) == b"ARROW1"
    open_one = pa.ipc.open_file if filed else pa.ipc.open_stream
    source.seek(0)
    schema = open_one(source).schema

    def batches(names: list[str]) -> Batches:
        source.seek(0)
        places = [schema.get_field_index(name) for name in names]
        reader = open_one(source, options=pa.ipc.IpcReadOptions(included_fields=places))
        parts = map(reader.get_batch, range(reader.num_record_batches)) if filed else iter(reader)
        for part in parts:
            for start in range(0, part.num_rows, _ROWS):
                yield part.slice(start, _ROWS)

    return _Opened(schema.names, os.path.getsize(path) // (_NUMBER * max(len(schema.names), 1)), batches)
