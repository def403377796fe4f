"""Files that store columns: Parquet, Feather and Arrow, read by pyarrow (the extra ``sqc[fast]``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.buffers import array_of
from sqc.data.checksum import checksum
from sqc.data.clauses import opening
from sqc.data.coded import coded_column
from sqc.data.columns import Reading
from sqc.data.errors import no_sheets, refuse, store_broken, store_extra
from sqc.data.frame import column_of, frame_reading, numeric_column
from sqc.data.heads import Head, heads_of
from sqc.data.large_file import STREAM_FROM
from sqc.data.room import room, unpacks_to_more
from sqc.data.sheet import CHECKSUM_TO, Origin, ReadOptions
from sqc.data.table import Column, Table
from sqc.data.wanted import wanted_of
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError, Source

# the index that pandas wrote beside the columns
_INDEX = re.compile(r"__index_level_\d+__")
_TYPED = 9
_NUMBER = 8  # bytes

_Read = Callable[[int], Any]
_Within = Callable[[int], None]


def table_from_store(data: Any, what: str, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of a file that stores columns; a large one is read for the wanted columns only.

    Parameters
    ----------
    data : bytes or array of uint8
        The whole file.
    what : {"Parquet", "Feather", "Arrow"}
    origin : Origin
    options : ReadOptions
        `missing`, `censored`, `fill` and `wanted` apply.

    Raises
    ------
    DataError
        ``missing-extra`` without pyarrow, ``broken-file``, ``empty-file``, ``too-large``.
    OptionError
        ``no-sheets``.
    """
    if options.sheet is not None:
        raise no_sheets(origin.name, options.sheet)
    try:
        import pyarrow as pa
    except ImportError:
        raise store_extra(origin.name, what) from None
    wanted = options.wanted if len(data) >= STREAM_FROM else None
    try:
        return _table(
            _stored(pa.py_buffer(data), what, wanted, origin, room(options.max_size)), origin, options
        )
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError):
        raise store_broken(origin.name, what) from None


def store_origin(name: str, data: Any, what: str, options: ReadOptions) -> Origin:
    """Return what is said of the origin of a file that stores columns."""
    sha = checksum(data) if len(data) <= CHECKSUM_TO or options.sha256 else None
    return Origin(name, len(data), sha, clauses=(Verbatim(what),), spreadsheet=True)


def stored_head(batch: Any, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of a batch of all columns."""
    import pyarrow as pa

    heads = heads_of(batch.schema.names)
    places = {i: i for i in range(len(heads))}
    read = lambda at: pa.chunked_array([batch.column(at)])  # noqa: E731
    return _table(_Stored(heads, places, read), origin, options)


class _Stored(NamedTuple):
    """The heads of all columns, where those that are read stand, and what reads one of them."""

    heads: tuple[Head, ...]
    places: dict[int, int]
    read: _Read


def _stored(buffer: Any, what: str, wanted: Sequence[str] | None, origin: Origin, most: int) -> _Stored:
    import pyarrow as pa

    def within(size: int) -> None:
        if size > most:
            raise unpacks_to_more(origin.name, most)

    source = pa.BufferReader(buffer)
    names, read = _parquet(source, within) if what == "Parquet" else _arrow(source, within)
    kept = [place for place, name in enumerate(names) if not _INDEX.fullmatch(name)]
    heads = heads_of([names[place] for place in kept])
    bare = [Column(head.name, head.header, head.unit, stem=head.stem) for head in heads]
    # without any column the number of rows would be lost, and the error about the name
    chosen = sorted(wanted_of(bare, wanted)) or range(len(bare))
    return _Stored(heads, {place: kept[place] for place in chosen}, read)


def _parquet(source: Any, within: _Within) -> tuple[list[str], _Read]:
    from pyarrow import parquet

    file = parquet.ParquetFile(source)
    within(file.metadata.num_rows * _NUMBER)
    names = file.schema_arrow.names
    if len(set(names)) == len(names) and not any("." in name for name in names):
        return names, lambda place: file.read([names[place]]).column(0)
    return names, file.read().column


def _arrow(source: Any, within: _Within) -> tuple[list[str], _Read]:
    """Return the names, and what reads a column, of an Arrow file, an Arrow stream or an old Feather file."""
    import pyarrow as pa

    begins = source.read(6)
    source.seek(0)
    if begins[:4] == b"FEA1":
        from pyarrow import feather

        table = feather.read_table(source)
        return table.column_names, table.column
    filed = begins == b"ARROW1"
    open_one = pa.ipc.open_file if filed else pa.ipc.open_stream

    def read(place: int) -> Any:
        source.seek(0)
        reader = open_one(source, options=pa.ipc.IpcReadOptions(included_fields=[place]))
        parts, size = [], 0
        for part in map(reader.get_batch, range(reader.num_record_batches)) if filed else reader:
            size += part.get_total_buffer_size()  # `nbytes` looks at offsets that nobody has checked yet
            within(size)
            parts.append(part)
        fields = pa.Table.from_batches(parts, reader.schema)
        fields.validate(full=True)
        return fields.column(0)

    return open_one(source).schema.names, read


def _table(stored: _Stored, origin: Origin, options: ReadOptions) -> Table:
    reading = frame_reading(origin.name, options)
    columns = [
        Column(head.name, head.header, head.unit, stem=head.stem, loaded=False) for head in stored.heads
    ]
    n = 0
    for place, at in stored.places.items():
        # one at a time: what pyarrow holds and what we hold of a column is then held twice, of all never
        values = stored.read(at)
        n = len(values)
        if n:
            columns[place] = _column(stored.heads[place], values, reading, options)
    if not n:
        raise refuse("empty-file", Msg("{file} holds no values.", file=origin.name), origin.name)
    return Table(
        origin.name,
        tuple(columns),
        np.arange(1, n + 1),
        Source(origin.name, origin.sha256, n_read=n, read=(opening(origin),), size=origin.size),
        findings=tuple(reading.findings),
        origin="store",
    )


def _column(head: Head, values: Any, reading: Reading, options: ReadOptions) -> Column:
    import pyarrow as pa

    kinds, sort = pa.types, values.type
    if kinds.is_dictionary(sort):
        return _column(head, values.cast(sort.value_type), reading, options)
    if head.name in options.fill or head.header in options.fill:
        return column_of(head, _texts(values), reading, options)
    if kinds.is_integer(sort) or kinds.is_floating(sort):
        return numeric_column(head, _numbers(values), reading)
    if kinds.is_decimal(sort):
        return _decimal(head, values, reading)
    if kinds.is_timestamp(sort) or kinds.is_date(sort):
        return column_of(head, _times(values), reading, options)
    if kinds.is_time(sort) or kinds.is_null(sort):
        return column_of(head, _texts(values), reading, options)
    if kinds.is_boolean(sort) or _is_text(sort):
        return _words(head, values.cast(sort if kinds.is_large_string(sort) else "string"), reading)
    return _other(head, len(values), str(sort), reading)


def _is_text(sort: Any) -> bool:
    import pyarrow as pa

    return any(test(sort) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _words(head: Head, values: Any, reading: Reading) -> Column:
    import pyarrow as pa

    coded = values.dictionary_encode().unify_dictionaries()
    texts = coded.chunk(0).dictionary.to_pylist()
    codes = array_of(pa.chunked_array([chunk.indices for chunk in coded.chunks]), -1)
    return coded_column(head, codes, texts, reading)


def _numbers(values: Any) -> npt.NDArray[np.float64]:
    return array_of(values.cast("float64", safe=False))


def _times(values: Any) -> npt.NDArray[np.datetime64]:
    """Return dates and times as the clock on the wall showed them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_date(values.type):
        values = values.cast(pa.timestamp("ms"))
    elif values.type.tz is not None:
        values = pc.local_timestamp(values)
    return array_of(values.cast("int64"), np.iinfo(np.int64).min).view(f"M8[{values.type.unit}]")


def _decimal(head: Head, values: Any, reading: Reading) -> Column:
    """Return numbers with their decimals; by way of their text, which is rounded once."""
    column = numeric_column(head, _numbers(values.cast("string")), reading)
    scale = values.type.scale
    if column.kind != "number" or not 0 <= scale <= _TYPED:
        return column
    return column._replace(decimals=scale, integer=scale == 0)


def _texts(values: Any) -> list[object]:
    """Return the cells as they would be typed."""
    import pyarrow as pa

    if pa.types.is_time(values.type):
        # nanoseconds would come as objects of pandas
        values = values.cast(pa.time64("us"), safe=False)
    elif not pa.types.is_null(values.type):
        values = values.cast("string")
    found: list[object] = values.to_pylist()
    return found


def _other(head: Head, rows: int, sort: str, reading: Reading) -> Column:
    """Return a column of lists, structures or bytes: empty, and an error where it is asked for values."""
    message = Msg(
        "{place} holds {sort}; a value is a number, a date, a text or a verdict.",
        place=reading.place.column(head),
        sort=cut(sort),
    )
    error = DataError("column-type", message, file=reading.place.file, column=head.header)
    return Column(
        head.name,
        head.header,
        head.unit,
        "empty",
        numbers=np.full(rows, np.nan),
        missing=np.arange(rows),
        problems=(error,),
        stem=head.stem,
    )
