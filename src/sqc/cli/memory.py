"""Memory that is freed stays with the command: blocks of a large file come and go by the hundred."""

from __future__ import annotations

# malloc.h of glibc
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT, _LARGEST = 1 << 28, 1 << 26


def keep_freed() -> None:
    """Tell glibc not to give every freed block back to the system: to fetch it anew cost a fifth of the time.

    For commands alone: a notebook's process belongs to its user. Elsewhere than on Linux it does nothing.
    """
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):
        return
    mallopt(_TRIM_THRESHOLD, _KEPT)
    mallopt(_MMAP_THRESHOLD, _LARGEST)
