"""A large file summed up while it passes: a row for each combination of names, with sums and row counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.cells import clean
from sqc.data.flow import flow_of, plain
from sqc.data.large import NotRegular
from sqc.data.large_file import LargeFile
from sqc.data.passing import Named, Parsed, Rows
from sqc.data.select import column
from sqc.data.sheet import ReadOptions
from sqc.data.stream import names_total
from sqc.data.table import Column, Table
from sqc.notes import SqcError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST = 100_000  # combinations of names; above, a table is no larger than its sums


class Sums(NamedTuple):
    """A table with a row for each combination of names, and how many rows of the file each stands for."""

    table: Table
    rows: Ints


class _Block(NamedTuple):
    """Sums of a block by code of each combination that occurs."""

    keys: tuple[tuple[str, ...], ...]
    sums: Floats
    rows: Ints


def sums_of(
    found: LargeFile,
    options: ReadOptions,
    names: Sequence[str],
    amounts: Callable[[Table], Sequence[Column]],
) -> Sums | None:
    """Return the sums of a large text file by its columns of names; None: only its table can give them.

    Parameters
    ----------
    found : LargeFile
    options : ReadOptions
    names : sequence of str
        Columns whose cells name something, one at least.
    amounts : callable
        Returns the columns that are summed up, from the table of the first rows: whole numbers, none below
        0, none missing; else a table must tell.
    """
    if found.stored or options.fill:
        return None
    flow = flow_of(found.path, found.name, options)
    if flow is None:
        return None
    try:
        head = flow.head
        by = [column(head, name) for name in names]
        values = amounts(head)
        if not all(c.kind == "text" for c in by) or not all(plain(c) for c in values):
            return None
        return _summed(flow, by, values)
    except (NotRegular, SqcError):
        return None


def _summed(flow: Rows, by: Sequence[Column], values: Sequence[Column]) -> Sums:
    places: dict[tuple[str, ...], int] = {}
    total: list[Floats] = []
    counts: list[int] = []

    def take(block: _Block) -> None:
        for key, sums, n in zip(block.keys, block.sums, block.rows.tolist(), strict=True):
            at = places.setdefault(key, len(places))
            if at == len(total):
                total.append(np.zeros(len(values)))
                counts.append(0)
            total[at] += sums
            counts[at] += n
        if len(places) > MOST:
            raise NotRegular

    seen = flow.passing(values, None, lambda parsed: _block(parsed, len(values)), take, by)
    sums, rows = np.array(total).reshape(len(places), len(values)), np.array(counts, dtype=np.int64)
    columns = [_names(c, [key[i] for key in places]) for i, c in enumerate(by)]
    columns += [
        c._replace(cells=None, numbers=sums[:, i], missing=c.missing[:0]) for i, c in enumerate(values)
    ]
    if any(names_total(c.header, c.cells or ()) for c in columns[: len(by)]):
        raise NotRegular
    table = flow.table(columns, np.arange(len(places) - 1), seen)
    return Sums(table, rows)


def _names(named: Column, cells: Sequence[str]) -> Column:
    return named._replace(cells=[clean(text) for text in cells], missing=named.missing[:0], spellings=())


def _block(parsed: Parsed, parts: int) -> _Block:
    """Return the sums of a block.

    Raises
    ------
    NotRegular
        For a blank name, a missing amount, one below 0 or one that is not whole.
    """
    values = parsed.values.reshape(parsed.rows, parts) if parts else np.zeros((parsed.rows, 0))
    if parsed.n_gone or (parts and bool((values < 0).any() | (values != np.floor(values)).any())):
        raise NotRegular
    codes, keys = _combined(parsed.named)
    if any(not name.strip() for key in keys for name in key):
        raise NotRegular
    rows = np.bincount(codes, minlength=len(keys))
    sums = np.zeros((len(keys), parts))
    for i in range(parts):
        sums[:, i] = np.bincount(codes, values[:, i], len(keys))
    there = np.flatnonzero(rows)
    return _Block(tuple(keys[i] for i in there), sums[there], rows[there])


def _combined(named: Sequence[Named]) -> tuple[npt.NDArray[Any], list[tuple[str, ...]]]:
    """Return one code for each row and the names of each code."""
    codes: npt.NDArray[Any] = named[0].codes
    keys: list[tuple[str, ...]] = [(name,) for name in named[0].names]
    for one in named[1:]:
        codes = codes.astype(np.int64) * len(one.names) + one.codes
        keys = [(*key, name) for key in keys for name in one.names]
    if len(keys) > MOST:
        raise NotRegular
    return codes, keys
