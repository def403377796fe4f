"""Memory that blocks free is kept for the next ones: to fetch it anew cost a fifth of the time of a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

# malloc.h of glibc
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT, _LARGEST = 1 << 26, 1 << 24


@contextmanager
def freed_kept(size: int) -> Iterator[None]:
    """Tell glibc to keep what is freed within; elsewhere it does nothing.

    At the end of a file larger than what is kept it is given back. Afterwards blocks up to `_LARGEST` bytes
    are kept as glibc does by itself once one of that size was freed.

    Parameters
    ----------
    size : int
        Bytes of the file.
    """
    import ctypes

    try:
        library = ctypes.CDLL(None)
        mallopt, trim = library.mallopt, library.malloc_trim
    except (OSError, AttributeError, TypeError):
        yield
        return
    mallopt(_MMAP_THRESHOLD, _LARGEST)
    mallopt(_TRIM_THRESHOLD, _KEPT)
    try:
        yield
    finally:
        mallopt(_TRIM_THRESHOLD, 2 * _LARGEST)
        if size > _KEPT:
            trim(0)
