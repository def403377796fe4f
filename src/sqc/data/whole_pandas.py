"""Whole columns of a large file by pandas' C reader."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from sqc.data.coded import Coded, Whole
from sqc.data.large import Large, NotRegular
from sqc.data.parsers import spellings, to_the_last_digit

if TYPE_CHECKING:
    from pandas import DataFrame


def parse_pandas(
    large: Large, wanted: list[int], plain: list[int], words: list[int], nrows: int | None
) -> dict[int, Whole]:
    """Return the columns: floats where every cell is a number, else their texts."""
    from pandas.errors import DtypeWarning

    try:
        frame = _read_csv(large, wanted, plain, words, nrows)
    except (ValueError, DtypeWarning):
        return _columns(_read_csv(large, wanted, [], [], nrows))
    again = [i for i in plain if not np.isfinite(frame[i].to_numpy()).all()]
    # A label such as 007 that was taken for a number has lost its text.
    again += [i for i in words if frame[i].dtype.kind in "iufb"]
    found = _columns(frame)
    if again:
        found |= _columns(_read_csv(large, again, [], [], nrows))
    return found


def _columns(frame: DataFrame) -> dict[int, Whole]:
    found: dict[int, Whole] = {}
    for place in map(int, frame.columns):
        series = frame[place]
        if series.dtype.kind == "f":
            found[place] = series.to_numpy()
        else:
            codes, texts = series.factorize()
            found[place] = Coded(codes, [str(text) for text in texts])
    return found


def _read_csv(
    large: Large, places: list[int], plain: list[int], words: list[int], nrows: int | None
) -> DataFrame:
    import pandas as pd

    gaps = spellings(large)
    # pandas reads words fastest when it is not told what they are.
    dtypes: Any = {place: "float64" if place in plain else "str" for place in places if place not in words}
    names = list(range(len(large.layout.heads)))
    # With its header line the parser is a third faster than without.
    headed = bool(large.layout.header) and large.rows.lines[large.layout.header[-1]] == large.first_line - 1
    options: dict[str, Any] = {
        "sep": large.rows.delimiter,
        "header": 0 if headed else None,
        "names": names,
        "usecols": None if len(places) == len(names) else places,
        "skiprows": large.first_line - 1 - headed,
        "nrows": nrows,
        "dtype": dtypes,
        "na_values": dict.fromkeys(plain, gaps),
        "keep_default_na": False,
        "encoding": large.text.codec,
        "compression": None,
        "engine": "c",
        "index_col": False,
        **to_the_last_digit(pd.__version__),
    }
    source = large.source or io.BytesIO(large.data.tobytes())
    try:
        with warnings.catch_warnings():
            # A word among numbers, a row that is too long: pandas would only warn.
            warnings.simplefilter("error")
            frame: DataFrame = pd.read_csv(source, **options)
        return frame
    except (UnicodeDecodeError, pd.errors.ParserWarning):
        raise NotRegular from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, OverflowError):
        raise NotRegular from None
