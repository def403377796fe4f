"""Rows of a large file that pass in blocks: what is kept of a block, and of all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from sqc.data.large import NotRegular
from sqc.data.table import Column, Table
from sqc.data.watch import tick
from sqc.data.wording import SHOWN

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Result = TypeVar("Result")
# of the rows that have a gap, and of row and part of the first gaps: the texts of those
Texts = Callable[[Ints, list[tuple[int, int]]], Sequence[str]]


class Gap(NamedTuple):
    """A cell without a value: its row in the body, which of the value columns, its text."""

    row: int
    part: int
    text: str


class Named(NamedTuple):
    """Names of the rows of a block: a code for each row, and the names by code, as the file spells them."""

    codes: npt.NDArray[np.integer]
    names: Sequence[str]


class Parsed(NamedTuple):
    """A block: labels of its rows (None without a label column), values row after row, cells without one.

    `named`: the names of its rows, for each column of names that was asked for.
    """

    rows: int
    size: int
    labels: Ints | None
    values: Floats
    n_gone: int
    gone: tuple[Gap, ...]
    named: tuple[Named, ...] = ()


def parsed_of(columns: Sequence[Floats], labels: Ints | None, size: int, texts: Texts) -> Parsed:
    """Return a block of so many bytes by its columns, NaN where a cell holds no value.

    Raises
    ------
    NotRegular
        For an infinite value.

    Examples
    --------
    >>> block = parsed_of([np.array([1.0, np.nan])], None, 5, lambda rows, first: ["/"] * len(first))
    >>> block.n_gone, block.gone
    (1, (Gap(row=1, part=0, text='/'),))
    """
    values: Floats = columns[0] if len(columns) == 1 else np.column_stack(columns).ravel()
    gone: tuple[Gap, ...] = ()
    n_gone = 0
    if not np.isfinite(values.sum()):
        if np.isinf(values).any():
            raise NotRegular
        found = np.flatnonzero(np.isnan(values))
        n_gone = len(found)
        first = [divmod(i, len(columns)) for i in found[: SHOWN + 1].tolist()]
        said = texts(found // len(columns), first)
        gone = tuple(Gap(row, part, text) for (row, part), text in zip(first, said, strict=True))
    return Parsed(len(columns[0]), size, labels, values, n_gone, gone)


class Body(NamedTuple):
    """What is known once all blocks have passed: rows, cells without a value, checksum, encoding."""

    rows: int
    n_gone: int
    gone: tuple[Gap, ...]
    sha256: str | None
    label: str


class Passed:
    """What has passed so far: rows, cells without a value, bytes of `total`."""

    def __init__(self, total: int, done: int = 0) -> None:
        self.total = total
        self.done = done
        self.rows = self.n_gone = 0
        self.gone: list[Gap] = []

    def add(self, parsed: Parsed) -> None:
        """Count a block, and tell who watches."""
        if len(self.gone) <= SHOWN:
            self.gone += [gap._replace(row=gap.row + self.rows) for gap in parsed.gone]
        self.n_gone += parsed.n_gone
        self.rows += parsed.rows
        self.done += parsed.size
        tick(self.rows, self.done, self.total)

    def body(self, sha256: str | None, label: str) -> Body:
        """Return what is known at the end."""
        return Body(self.rows, self.n_gone, tuple(self.gone), sha256, label)


class Rows(ABC):
    """A large file whose head is understood and whose rows pass once.

    `columns` are as the head shows them; those that are not wanted are ``loaded=False``.
    """

    columns: tuple[Column, ...]

    @property
    @abstractmethod
    def head(self) -> Table:
        """The table of the first rows, by which the chart is chosen."""

    @property
    @abstractmethod
    def expected_rows(self) -> int:
        """Rows that will probably come."""

    @abstractmethod
    def table(self, columns: Sequence[Column], rows: Ints, seen: Body) -> Table:
        """Return a table of some rows of the body and its last one, for what is said of a sample."""

    @abstractmethod
    def passing(
        self,
        values: Sequence[Column],
        label: Column | None,
        work: Callable[[Parsed], Result],
        take: Callable[[Result], None],
        names: Sequence[Column] = (),
    ) -> Body:
        """Let all blocks pass: `work` on each in threads, `take` what it returns in order.

        `names` are columns whose cells name something; there is one at least, or one of values.

        Raises
        ------
        NotRegular
            When only a table can hold what the file holds.
        """

    def place(self, column: Column) -> int:
        """Return where a column of `head` stands in the file; names are unique."""
        return next(i for i, one in enumerate(self.columns) if one.name == column.name)
