"""Standard input as something that can be read more than once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from sqc.data.watch import tick

IN_MEMORY = 8_000_000
_PIECE = 1 << 22


class Spooled(NamedTuple):
    """Standard input: its bytes, or the temporary file that holds them when there are many."""

    content: bytes | None
    path: str = ""


@contextmanager
def spooled(data: object) -> Iterator[object]:
    """Give ``"-"`` as `Spooled`, anything else as it is; the temporary file goes at the end.

    Examples
    --------
    >>> with spooled([1.0, 2.0]) as data:
    ...     print(data)
    [1.0, 2.0]
    """
    if not (isinstance(data, str) and data == "-"):
        yield data
        return
    source = sys.stdin.buffer
    start = source.read(IN_MEMORY)
    if len(start) < IN_MEMORY:
        yield Spooled(start)
        return
    import tempfile

    descriptor, path = tempfile.mkstemp(prefix="sqc-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(start)
            _copy(source, file)
        yield Spooled(None, path)
    finally:
        os.unlink(path)


def _copy(source: BinaryIO, file: BinaryIO) -> None:
    n = IN_MEMORY
    while piece := source.read(_PIECE):
        file.write(piece)
        n += len(piece)
        tick(0, n, 0)
