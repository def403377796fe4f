"""Blocks of text to columns of numbers and names: by pyarrow if it is installed, else by pandas' C reader."""

from __future__ import annotations

import importlib.util
import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from sqc.data.buffers import array_of
from sqc.data.cells import MISSING, clean
from sqc.data.large import Large, NotRegular, marks_in_lines
from sqc.data.passing import Named

Numbers = list[Any]
Parser = Callable[[bytes], Numbers]

QUOTE = b'"'
_DTYPES = {"float": "float64", "int": "int64", "name": "category"}


def has_arrow() -> bool:
    """Return whether pyarrow is installed (the extra ``sqc[fast]``)."""
    return importlib.util.find_spec("pyarrow") is not None


def spellings(large: Large) -> list[str]:
    """Return the texts of a number column that mean "no value", as files spell them."""
    tokens = MISSING | {clean(text) for text in large.options.missing}
    return sorted({form for token in tokens for form in (token, token.upper(), token.title())})


def parser(large: Large, wanted: Mapping[int, str], engine: str | None = None) -> Parser:
    """Return what makes arrays of a block of lines: one for each place in `wanted`.

    Parameters
    ----------
    large : Large
    wanted : mapping of column place to "float", "int" or "name"
        "float": NaN where the cell holds no value; "int": every cell must hold a whole number; "name": a
        code for each row with the names by code (`Named`).
    engine : {"pyarrow", "pandas"}, optional

    Raises
    ------
    NotRegular
        By the parser: a cell that is no number, a row of another length, a blank line, a broken encoding.
    """
    chosen = engine or ("pyarrow" if has_arrow() else "pandas")
    make = _arrow if chosen == "pyarrow" else _pandas
    parse = make(large, wanted)

    def checked(raw: bytes) -> Numbers:
        _readable(large, raw)
        arrays = parse(raw)
        # pyarrow refuses a row of another length itself, and breaks lines at a lone \r too
        if chosen == "pandas" or QUOTE in raw or b"\r" in raw:
            _whole_rows(large, raw, _rows(arrays[0]))
        return arrays

    return checked


def _rows(column: Any) -> int:
    return len(column.codes) if isinstance(column, Named) else len(column)


def _readable(large: Large, raw: bytes) -> None:
    """Refuse a block that is not in the encoding of the head."""
    if not raw.isascii():
        try:
            raw.decode(large.text.codec)
        except UnicodeDecodeError:
            raise NotRegular from None
    if b"\0" in raw:
        raise NotRegular


def _whole_rows(large: Large, raw: bytes, rows: int) -> None:
    """Refuse blank lines, line ends inside cells and rows of another length."""
    marks = marks_in_lines(large, np.frombuffer(raw, dtype=np.uint8))
    if rows != len(marks) or (marks != len(large.layout.heads) - 1).any():
        raise NotRegular


def to_the_last_digit(version: str) -> dict[str, str]:
    """Return what tells pandas to read numbers exactly; from 3.1 on it does, and warns when it is told.

    Examples
    --------
    >>> to_the_last_digit("3.0.2"), to_the_last_digit("3.1.0")
    ({'float_precision': 'round_trip'}, {})
    """
    major, minor = version.split(".")[:2]
    return {} if (int(major), int(minor)) >= (3, 1) else {"float_precision": "round_trip"}


def _pandas(large: Large, wanted: Mapping[int, str]) -> Parser:
    import pandas as pd

    options: dict[str, Any] = {
        "sep": large.rows.delimiter,
        "header": None,
        "names": list(range(len(large.layout.heads))),
        "usecols": list(wanted),
        "dtype": {place: _DTYPES[sort] for place, sort in wanted.items()},
        "na_values": {place: spellings(large) for place, sort in wanted.items() if sort == "float"},
        "keep_default_na": False,
        "skip_blank_lines": False,
        "encoding": large.text.codec,
        "engine": "c",
        "index_col": False,
        "low_memory": False,
        **to_the_last_digit(pd.__version__),
    }

    def parse(raw: bytes) -> Numbers:
        try:
            frame = pd.read_csv(io.BytesIO(raw), **options)
        except (ValueError, OverflowError, pd.errors.ParserError, Warning):
            raise NotRegular from None
        return [
            _named_of(frame[place].cat) if sort == "name" else frame[place].to_numpy()
            for place, sort in wanted.items()
        ]

    return parse


def _named_of(column: Any) -> Named:
    return Named(column.codes.to_numpy(), [str(name) for name in column.categories])


@contextmanager
def no_row_cut() -> Iterator[None]:
    """Let pandas refuse a row that is too long, of which it would only warn, in all threads."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "Length of header")
        yield


def _arrow(large: Large, wanted: Mapping[int, str]) -> Parser:
    import pyarrow as pa
    import pyarrow.csv as text

    names = [str(place) for place in range(len(large.layout.heads))]
    kept = [str(place) for place in wanted]
    sorts = {"float": pa.float64(), "int": pa.int64(), "name": pa.dictionary(pa.int32(), pa.binary())}
    types = {str(place): sorts[sort] for place, sort in wanted.items()}
    reading = text.ReadOptions(column_names=names, use_threads=False, block_size=1 << 30)
    parsing = text.ParseOptions(delimiter=large.rows.delimiter, ignore_empty_lines=False)
    converting = text.ConvertOptions(
        check_utf8=False,
        column_types=types,
        include_columns=kept,
        null_values=spellings(large),
        quoted_strings_can_be_null=True,
    )

    def parse(raw: bytes) -> Numbers:
        try:
            table = text.read_csv(
                pa.BufferReader(raw), read_options=reading, parse_options=parsing, convert_options=converting
            )
        except (pa.ArrowInvalid, pa.ArrowKeyError):
            raise NotRegular from None
        found = [table.column(name) for name in kept]
        if any(one.null_count for name, one in zip(kept, found, strict=True) if types[name] == pa.int64()):
            raise NotRegular
        return [
            _named(one, large.text.codec) if sort == "name" else array_of(one)
            for one, sort in zip(found, wanted.values(), strict=True)
        ]

    return parse


def _named(column: Any, codec: str) -> Named:
    import pyarrow as pa

    one = column.unify_dictionaries().combine_chunks()
    codes = array_of(pa.chunked_array([one.indices]))
    return Named(codes, [name.decode(codec) for name in one.dictionary.to_pylist()])
