"""Arrays that grow block by block: in memory while they are small, in a temporary file above that."""

from __future__ import annotations

import os
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Item = TypeVar("Item", bound=np.generic)

SPILL_FROM = 1 << 27
_FIRST = 1 << 16


class Store(Generic[Item]):
    """One array that is appended to.

    Parameters
    ----------
    dtype : type
    expected : int
        Items that will probably come: memory that is never written to costs nothing.
    spill_from : int
        Bytes from which the array lies in a temporary file, which goes with the process.

    Examples
    --------
    >>> store = Store(np.float64)
    >>> store.append(np.array([1.0, 2.0]))
    >>> store.append(np.array([3.0]))
    >>> store.array().tolist()
    [1.0, 2.0, 3.0]
    """

    def __init__(self, dtype: type[Item], expected: int = 0, spill_from: int = SPILL_FROM) -> None:
        self.dtype = np.dtype(dtype)
        self.size = 0
        self._spill_from = spill_from
        self._file: int | None = None
        self._held: npt.NDArray[Item] = np.empty(0, dtype=self.dtype)
        if expected * self.dtype.itemsize >= spill_from:
            self._spill()
        else:
            self._held = np.empty(max(expected, _FIRST), dtype=self.dtype)

    @property
    def spilled(self) -> bool:
        """Whether the array lies in a file."""
        return self._file is not None

    def append(self, items: npt.NDArray[Item]) -> None:
        """Add items at the end."""
        end = self.size + len(items)
        if self._file is None and end > len(self._held):
            if end * self.dtype.itemsize >= self._spill_from:
                self._spill()
            else:
                grown = np.empty(max(end, 2 * len(self._held)), dtype=self.dtype)
                grown[: self.size] = self._held[: self.size]
                self._held = grown
        if self._file is None:
            self._held[self.size : end] = items
        else:
            self._write(items)
        self.size = end

    def part(self, start: int, stop: int) -> npt.NDArray[Item]:
        """Return some of the items."""
        if self._file is None:
            return self._held[start:stop]
        size = self.dtype.itemsize
        return np.frombuffer(os.pread(self._file, (stop - start) * size, start * size), dtype=self.dtype)

    def array(self) -> npt.NDArray[Item]:
        """Return all items; those in a file are read where they are looked at."""
        if self._file is None or not self.size:
            return self._held[: self.size]
        with os.fdopen(os.dup(self._file), "rb") as file:
            return np.memmap(file, dtype=self.dtype, mode="r", shape=(self.size,))

    def _spill(self) -> None:
        import tempfile
        import weakref

        with tempfile.TemporaryFile(prefix="sqc-") as file:
            # the file has no name any more: it goes when its last descriptor does
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._write(self._held[: self.size])
        self._held = self._held[:0]

    def _write(self, items: npt.NDArray[Item]) -> None:
        assert self._file is not None
        view = memoryview(np.ascontiguousarray(items).view(np.uint8).data)
        while len(view):
            view = view[os.write(self._file, view) :]
