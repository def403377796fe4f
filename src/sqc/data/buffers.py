"""Arrays of numbers from pyarrow's columns; pyarrow's own way loads pandas where it is installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_NAMES = {"halffloat": "float16", "float": "float32", "double": "float64"}


def array_of(column: Any, gone: float = np.nan) -> npt.NDArray[Any]:
    """Return a column of numbers as an array, `gone` where it is null.

    Examples
    --------
    >>> import pyarrow
    >>> array_of(pyarrow.chunked_array([[1.5, None], [2.5]])).tolist()
    [1.5, nan, 2.5]
    """
    found = [_chunk(chunk, gone) for chunk in column.chunks]
    return found[0] if len(found) == 1 else np.concatenate([np.zeros(0, dtype=np.int8), *found])


def _chunk(chunk: Any, gone: float) -> npt.NDArray[Any]:
    bits, data = chunk.buffers()
    name = str(chunk.type)  # asked for its numpy type, an older pyarrow loads pandas
    dtype = np.dtype(_NAMES.get(name, name))
    if not len(chunk):
        return np.zeros(0, dtype=dtype)
    numbers = np.frombuffer(data, dtype=dtype, count=len(chunk), offset=chunk.offset * dtype.itemsize)
    if not chunk.null_count:
        return numbers
    known = np.unpackbits(np.frombuffer(bits, dtype=np.uint8), bitorder="little")
    return np.where(known[chunk.offset :][: len(chunk)], numbers, np.asarray(gone, dtype=dtype))
