"""Who wants to know how far a long read is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tick = Callable[[int, int, int], None]

_watcher: ContextVar[Tick | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Tick) -> Iterator[None]:
    """Call `watcher` with rows done, bytes done and bytes in all (0: not known) while files are read.

    Examples
    --------
    >>> with watched(lambda rows, done, total: print(rows, done, total)):
    ...     tick(10, 200, 400)
    10 200 400
    """
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def tick(rows: int, done: int, total: int) -> None:
    """Tell who watches how far the read is."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(rows, done, total)
