"""Whole columns of a large file by pyarrow."""

from __future__ import annotations

from typing import Any

import numpy as np

from sqc.data.buffers import array_of
from sqc.data.coded import Coded, Whole
from sqc.data.large import Large, NotRegular, body
from sqc.data.parsers import spellings


def parse_arrow(large: Large, wanted: list[int], plain: list[int], left_out: int) -> dict[int, Whole]:
    """Return the columns: floats where every cell is a number, else their texts."""
    import pyarrow as pa

    try:
        found = _columns(_read_csv(large, wanted, plain, left_out), plain)
    except pa.ArrowInvalid:
        found = _texts(large, wanted, left_out)
    again = [i for i in plain if isinstance(cells := found[i], np.ndarray) and not np.isfinite(cells).all()]
    return found | _texts(large, again, left_out) if again else found


def _texts(large: Large, places: list[int], left_out: int) -> dict[int, Whole]:
    import pyarrow as pa

    try:
        return _columns(_read_csv(large, places, [], left_out), [])
    except pa.ArrowInvalid:
        raise NotRegular from None


def _read_csv(large: Large, places: list[int], plain: list[int], left_out: int) -> Any:
    import pyarrow as pa
    import pyarrow.csv as text

    start, stop = body(large, left_out)
    words = pa.dictionary(pa.int32(), pa.string())
    return text.read_csv(
        pa.BufferReader(pa.py_buffer(large.data[start:stop])),
        read_options=text.ReadOptions(column_names=[str(i) for i in range(len(large.layout.heads))]),
        parse_options=text.ParseOptions(delimiter=large.rows.delimiter, ignore_empty_lines=False),
        convert_options=text.ConvertOptions(
            column_types={str(i): pa.float64() if i in plain else words for i in places},
            include_columns=[str(i) for i in places],
            null_values=spellings(large),
            quoted_strings_can_be_null=True,
        ),
    )


def _columns(table: Any, plain: list[int]) -> dict[int, Whole]:
    import pyarrow as pa

    found: dict[int, Whole] = {}
    for name in table.column_names:
        column = table.column(name)
        if int(name) in plain:
            found[int(name)] = array_of(column)
        else:
            column = column.unify_dictionaries()
            codes = array_of(pa.chunked_array([chunk.indices for chunk in column.chunks], pa.int32()))
            texts = column.chunk(0).dictionary.to_pylist() if column.num_chunks else []
            found[int(name)] = Coded(codes, texts)
    return found
