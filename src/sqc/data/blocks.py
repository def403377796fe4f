"""The body of a large file in blocks of whole lines, worked on by threads and given back in order."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

from sqc.data.large import NotRegular
from sqc.data.parsers import has_arrow

# the tables that pandas makes of larger blocks do not fit the caches: half as fast
_LARGEST_OF_PANDAS, _LARGEST, _SMALLEST = 1 << 21, 1 << 22, 1 << 20
_BLOCKS = 16  # so many of a small file, that all workers have some
_LINE, LONGEST_LINE = 1 << 12, 1 << 20
_WORKERS = 4

Item = TypeVar("Item")
Result = TypeVar("Result")


class Stretch(NamedTuple):
    """Bytes of an open file from `start` to `stop`: the body without header and footer lines."""

    descriptor: int
    start: int
    stop: int


def blocks(stretch: Stretch, size: int | None = None) -> Iterator[bytes]:
    """Yield the lines of a stretch, about `size` bytes at a time.

    Raises
    ------
    NotRegular
        If a line is longer than `LONGEST_LINE` bytes.
    """
    largest = _LARGEST if has_arrow() else _LARGEST_OF_PANDAS
    size = size or min(max((stretch.stop - stretch.start) // _BLOCKS, _SMALLEST), largest)
    place = stretch.start
    while place < stretch.stop:
        end = _line_end(stretch, place, size)
        # read as long as it is: to cut it would copy it while all threads wait
        raw = os.pread(stretch.descriptor, end - place, place)
        if len(raw) < end - place:
            raise NotRegular
        place = end
        yield raw


def _line_end(stretch: Stretch, place: int, size: int) -> int:
    """Return where the last line ends that `size` bytes from `place` on hold."""
    stop = place + size
    if stop >= stretch.stop:
        return stretch.stop
    looked = _LINE
    while True:
        start = max(stop - looked, place)
        found = os.pread(stretch.descriptor, stop - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        if start == place or looked >= LONGEST_LINE:
            raise NotRegular
        looked *= 16


class _Line:
    """What the workers share: the blocks still to come, the results that wait for their turn."""

    def __init__(self, items: Iterator[Any], ahead: int) -> None:
        self.items = items
        self.taken = 0
        self.done: dict[int, Any] = {}
        self.ahead = threading.Semaphore(ahead)
        self.taking = threading.Lock()
        self.changed = threading.Condition()
        self.stopped = False

    def take(self) -> tuple[int, Any]:
        """Return the next block with its number; None at the end."""
        with self.taking:
            number = self.taken
            self.taken += 1
            try:
                return number, next(self.items, None)
            except Exception as error:
                return number, error

    def give(self, number: int, result: Any) -> None:
        with self.changed:
            self.done[number] = result
            self.changed.notify()


def in_order(work: Callable[[Item], Result], items: Iterator[Item]) -> Iterator[Result]:
    """Yield ``work(item)`` of each item in order; threads work ahead, but never far.

    What `work` raises is raised at its turn.

    Examples
    --------
    >>> list(in_order(len, iter([b"a", b"bcd", b"ef"])))
    [1, 3, 2]
    """
    workers = min(os.cpu_count() or 1, _WORKERS)
    line = _Line(items, workers + 2)
    threads = [threading.Thread(target=_worker, args=(line, work), daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        number = 0
        while True:
            with line.changed:
                while number not in line.done:
                    line.changed.wait()
                result = line.done.pop(number)
            if isinstance(result, BaseException):
                raise result
            if result is None:
                return
            line.ahead.release()
            yield result[0]
            number += 1
    finally:
        line.stopped = True
        for _ in threads:
            line.ahead.release()
        for thread in threads:
            thread.join()


def _worker(line: _Line, work: Callable[[Any], Any]) -> None:
    while True:
        line.ahead.acquire()
        if line.stopped:
            return
        number, item = line.take()
        if item is None or isinstance(item, BaseException):
            line.give(number, item)
            return
        try:
            line.give(number, (work(item),))
        except BaseException as error:
            line.give(number, error)
            return
