"""Data in memory: any data frame (through narwhals), dicts, sequences, arrays."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.cells import clean
from sqc.data.coded import coded_column
from sqc.data.columns import Reading, read_column
from sqc.data.decimals import shown_decimals
from sqc.data.errors import no_sheets, refuse
from sqc.data.heads import Head, heads_of
from sqc.data.problems import Place
from sqc.data.sheet import ReadOptions
from sqc.data.table import Column, Table
from sqc.data.text import missing_texts
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Source

Floats = npt.NDArray[np.float64]

_LONG = 10_000
_NULLS = frozenset(("None", "nan", "<NA>", "NaT"))


def table_from_frame(obj: object, options: ReadOptions | None = None) -> Table:
    """Return the table that data in memory hold.

    Parameters
    ----------
    obj : object
        A data frame or series of any library narwhals takes, a dict of columns, a sequence or a 1-d array
        of numbers (column ``value``), a 2-d array (columns ``x1``, ``x2``).
    options : ReadOptions, optional
        `missing`, `censored` and `fill` apply.

    Raises
    ------
    DataError
        ``not-data``, ``empty-file``, ``unequal-columns``.

    Examples
    --------
    >>> table = table_from_frame({"d(mm)": [9.8, 10.1], "lot": ["A", "B"]})
    >>> table.columns[0].unit, table.columns[1].kind
    ('mm', 'text')
    """
    options = options or ReadOptions()
    kind = type(obj).__name__
    names, series = _series_of(obj, kind)
    if options.sheet is not None:
        raise no_sheets(kind, options.sheet)
    n = len(series[0]) if series else 0
    if any(len(one) != n for one in series):
        raise refuse("unequal-columns", Msg("{file}: its columns differ in length.", file=kind), kind)
    if n == 0:
        raise refuse("empty-file", Msg("{file} holds no values.", file=kind), kind)
    reading = frame_reading(kind, options)
    heads = heads_of(names)
    columns = tuple(column_of(head, one, reading, options) for head, one in zip(heads, series, strict=True))
    return Table(
        kind,
        columns,
        np.arange(1, n + 1),
        Source(kind, n_read=n, read=(Verbatim(kind),)),
        findings=tuple(reading.findings),
        origin="frame",
    )


def frame_reading(name: str, options: ReadOptions) -> Reading:
    """Return what the columns of a frame share: their rows are counted from 1."""
    place = Place(name, lambda row: row + 1, frame=True)
    return Reading(place, missing_texts(options), options.censored)


def like(obj: object, columns: Mapping[str, Sequence[object]]) -> Any:
    """Return a data frame of the caller's library; pandas when `obj` is a path, a list or None.

    Examples
    --------
    >>> like(None, {"point": [1, 2]}).shape
    (2, 1)
    """
    import narwhals as nw

    backend: Any = "pandas"
    if obj is not None and not isinstance(obj, str | os.PathLike | list | tuple | dict | np.ndarray):
        native = nw.from_native(obj, allow_series=True, pass_through=True)
        if isinstance(native, nw.DataFrame | nw.LazyFrame | nw.Series):
            backend = native.implementation
    try:
        return nw.from_dict(dict(columns), backend=backend).to_native()
    except (ValueError, TypeError, NotImplementedError, ImportError):
        return nw.from_dict(dict(columns), backend="pandas").to_native()


def _series_of(obj: object, kind: str) -> tuple[list[str], list[Any]]:
    """Return the names and the columns: numpy arrays, lists or narwhals series."""
    if isinstance(obj, Mapping):
        return [str(name) for name in obj], [_values(column) for column in obj.values()]
    if isinstance(obj, np.ndarray | list | tuple | range):
        return _from_array(obj, kind)
    import narwhals as nw

    obj = _plain_names(obj)
    names = obj[0] if isinstance(obj, tuple) else None
    native = nw.from_native(obj[1] if isinstance(obj, tuple) else obj, allow_series=True, pass_through=True)
    if isinstance(native, nw.LazyFrame):
        native = native.collect()
    if isinstance(native, nw.Series):
        return [str(native.name or "value")], [native]
    if isinstance(native, nw.DataFrame):
        columns = [native.get_column(name) for name in native.columns]
        return names or [str(name) for name in native.columns], columns
    if isinstance(obj, Iterable) and not isinstance(obj, bytes):
        return _from_array(list(obj), kind)
    raise _not_data(kind)


def _not_data(kind: str) -> Exception:
    message = Msg("{file}: neither a file name, a data frame nor a sequence of numbers.", file=kind)
    return refuse("not-data", message, kind)


def _plain_names(obj: Any) -> Any:
    """Give a pandas frame with numbers or duplicates for names plain ones: (its own names, frame)."""
    if not hasattr(obj, "iloc") or not hasattr(obj, "columns"):
        return obj
    names = obj.columns
    own = [str(name) for name in names]
    if all(isinstance(name, str) for name in names) and len(set(own)) == len(own):
        return obj
    return own, obj.set_axis([str(place) for place in range(len(own))], axis=1)


def _values(column: object) -> Any:
    if isinstance(column, np.ndarray | list | tuple | range):
        return column if not isinstance(column, np.ndarray) or column.ndim == 1 else list(column)
    import narwhals as nw

    series = nw.from_native(column, allow_series=True, pass_through=True)
    if isinstance(series, nw.Series):
        return series
    return list(column) if isinstance(column, Iterable) and not isinstance(column, str) else [column]


def _from_array(obj: Any, kind: str) -> tuple[list[str], list[Any]]:
    try:
        array = np.asarray(obj)
    except ValueError:
        raise refuse("unequal-columns", Msg("{file}: its rows differ in length.", file=kind), kind) from None
    if array.ndim == 1 and array.dtype.kind in "biufMUO":
        return ["value"], [list(obj) if array.dtype.kind in "UO" else array]
    if array.ndim == 2 and array.shape[1]:
        columns = list(array.T)
        return (["value"] if len(columns) == 1 else [f"x{k}" for k in range(1, len(columns) + 1)]), columns
    raise _not_data(kind)


def column_of(head: Head, series: Any, reading: Reading, options: ReadOptions) -> Column:
    """Return the column that an array, a list or a narwhals series makes."""
    fill = head.name in options.fill or head.header in options.fill
    if isinstance(series, np.ndarray | list | tuple | range):
        array = np.asarray(series)
        if array.dtype.kind in "iuf" and not fill:
            return numeric_column(head, array.astype(np.float64), reading)
        if array.dtype.kind == "M":
            return _date_column(
                head, array.astype("datetime64[ms]").astype(np.float64) / 1000, np.isnat(array)
            )
        return read_column(head, _texts(series, fill), reading)
    return _from_narwhals(head, series, reading, fill)


def _from_narwhals(head: Head, series: Any, reading: Reading, fill: bool) -> Column:
    import narwhals as nw

    if series.dtype.is_numeric() and not fill:
        return numeric_column(head, np.array(series.cast(nw.Float64).to_numpy(), dtype=np.float64), reading)
    if series.dtype in (nw.Date, nw.Datetime):
        wall = (
            series.cast(nw.Datetime("ms")) if series.dtype == nw.Date else series.dt.replace_time_zone(None)
        )
        stamps = wall.dt.timestamp("ms").cast(nw.Float64).to_numpy()
        gone = np.array(series.is_null().to_numpy(), dtype=bool)
        return _date_column(head, np.where(gone, np.nan, stamps) / 1000, gone)
    if len(series) > _LONG and series.dtype in (nw.String, nw.Categorical, nw.Enum):
        texts = series.cast(nw.String).to_numpy().astype(object)
        blank = np.array(series.is_null().to_numpy(), dtype=bool)
        texts[blank] = ""
        distinct, codes = np.unique(texts.astype(str), return_inverse=True)
        return coded_column(head, codes, distinct.tolist(), reading)
    return read_column(head, _texts(series.to_list(), fill), reading)


def _texts(values: Iterable[object], fill: bool) -> list[str]:
    texts = (value if isinstance(value, str) else str(value) for value in values)
    cells = ["" if text in _NULLS else clean(text) for text in texts]
    for row in range(1, len(cells) if fill else 0):
        cells[row] = cells[row] or cells[row - 1]
    return cells


def _date_column(head: Head, seconds: Floats, gone: npt.NDArray[np.bool_]) -> Column:
    numbers = np.where(gone, np.nan, seconds)
    return Column(head.name, head.header, head.unit, "date", numbers=numbers, missing=np.flatnonzero(gone))


def without_named(numbers: Floats, missing: Iterable[str]) -> Floats:
    """Return numbers with gaps in the place of those that are named as missing."""
    for text in missing:
        try:
            numbers = np.where(numbers == float(text), np.nan, numbers)
        except ValueError:
            continue
    return numbers


def numeric_column(head: Head, numbers: Floats, reading: Reading) -> Column:
    """Return the column of numbers that have no text; numbers named as missing become gaps."""
    numbers = without_named(numbers, reading.missing)
    gone = np.isnan(numbers)
    known = numbers[~gone] if gone.any() else numbers
    whole = bool(known.size) and bool(np.all(known == np.floor(known)))
    return Column(
        head.name,
        head.header,
        head.unit,
        "number" if known.size else "empty",
        numbers=numbers,
        decimals=0 if whole else shown_decimals(known),
        integer=whole,
        missing=np.flatnonzero(gone),
        stem=head.stem,
    )
