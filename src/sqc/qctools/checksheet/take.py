"""From a filled-in sheet, or from rows of events, to counts by item and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.about import rows_clause
from sqc.data.labels import coded
from sqc.data.select import column, numbers_of
from sqc.data.sniff import Rows
from sqc.data.suggest import fold
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words, plural
from sqc.notes import DataError, Finding, Source
from sqc.qctools.checksheet.marks import count_of
from sqc.qctools.kit.take import blank_rows, not_negative, nothing_left, table_of, the_category, used

Floats = npt.NDArray[np.float64]

TOTALS = frozenset(
    ("合计", "总计", "共计", "小计", "合計", "總計", "total", "totals", "sum", "all", "grand total")
)
# of a form nearly every cell is a count; else it is a table of something else
MOSTLY = 0.8
SHOWN_WRONG = 5


class Sheet(NamedTuple):
    """Counts by item and column, and what was written beside them.

    Parameters
    ----------
    items, by : tuple of str
    counts : float array, shape (items, by)
    item_name, by_name : str
        Heads; "" where the sheet has none.
    source : Source
    findings : tuple of Finding
    """

    items: tuple[str, ...]
    by: tuple[str, ...]
    counts: Floats
    item_name: str
    by_name: str
    source: Source
    findings: tuple[Finding, ...] = ()


def from_events(data: Any, options: Mapping[str, Any]) -> Sheet:
    """Return the counts of a file with a row an event, or a row a combination with its count.

    Raises
    ------
    SqcError
        Columns that are not there or not told apart, counts that are none.
    """
    named = (options.get("item"), options.get("by"), options.get("value"))
    table = table_of(data, options, named if None not in named[:2] else ())
    item = the_category(table, named[0], "item", "checksheet", (named[1],))
    by = the_category(table, named[1], "by", "checksheet", (item.name,))
    amounts = np.ones(table.n_rows)
    if named[2] is not None:
        value = column(table, named[2])
        amounts = numbers_of(table, value)
        not_negative(table, value, amounts)
        part = np.flatnonzero(amounts != np.floor(amounts))
        part = part[~np.isnan(amounts[part])]
        if len(part):
            raise _no_count(table.name, int(table.lines[part[0]]), value.name, f"{amounts[part[0]]:.10g}")
    (codes, items), (across, heads) = (coded(one, np.arange(table.n_rows)) for one in (item, by))
    held = (codes >= 0) & (across >= 0) & ~np.isnan(amounts)
    if not held.any() or amounts[held].sum() <= 0:
        raise nothing_left(table, Msg("no row holds both an item and a count"))
    counts = np.zeros((len(items), len(heads)))
    np.add.at(counts, (codes[held], across[held]), amounts[held])
    rows, columns = counts.sum(axis=1) > 0, counts.sum(axis=0) > 0
    findings = (*table.findings, *blank_rows(item, codes >= 0), *blank_rows(by, across >= 0))
    return Sheet(
        tuple(name for name, kept in zip(items, rows, strict=True) if kept),
        tuple(name for name, kept in zip(heads, columns, strict=True) if kept),
        counts[rows][:, columns],
        item.name,
        by.name,
        used(table, held),
        findings,
    )


def from_sheet(name: str, rows: Rows) -> Sheet | None:
    """Return the counts of a filled-in sheet; None where the file is none.

    Parameters
    ----------
    name : str
    rows : Rows
        Cells as they stand in the file.

    Raises
    ------
    DataError
        ``bad-cell``: a cell that is neither a count nor tally marks; ``no-data-left`` for a blank sheet.
    """
    head = _head(rows.cells)
    if head is None:
        return None
    heads = [cell.strip() for cell in rows.cells[head]]
    body = list(zip(rows.lines[head + 1 :], rows.cells[head + 1 :], strict=True))
    body = [(line, [cell.strip() for cell in cells]) for line, cells in body if cells and cells[0].strip()]
    width = max((i + 1 for i, cell in enumerate(heads) if cell), default=0)
    cells = [cell for _, row in body for cell in row[1:width] if cell]
    good = sum(count_of(cell) is not None for cell in cells)
    if not body or width < 2 or good < MOSTLY * len(cells):
        return None
    counts = np.array([[_count(name, line, heads[i], row[i] if i < len(row) else "") for i in range(1, width)]
                       for line, row in body], dtype=np.float64)  # fmt: skip
    total_rows = np.array([fold(row[0]) in TOTALS for _, row in body])
    total_columns = np.array([fold(one) in TOTALS for one in heads[1:width]])
    inner = counts[~total_rows][:, ~total_columns]
    if not inner.size:
        return None
    if inner.sum() <= 0:
        raise DataError(
            "no-data-left", Msg("{file}: no cell of the sheet holds a count yet.", file=name), file=name
        )
    wrong = _wrong(name, [line for line, _ in body], heads[1:width], counts, np.array(_written(body, width)),
                   total_rows, total_columns)  # fmt: skip
    n = int(np.count_nonzero(~total_rows))
    read: list[Words] = [rows_clause(n, n)]
    blank = int((~np.array(_written(body, width)))[~total_rows][:, ~total_columns].sum())
    if blank:
        read.append(plural("{n} blank cell counts 0", "{n} blank cells count 0", blank))
    items = tuple(row[0] for (_, row), total in zip(body, total_rows, strict=True) if not total)
    by = tuple(one for one, total in zip(heads[1:width], total_columns, strict=True) if not total)
    source = Source(name, n_read=n, n_used=n, read=tuple(read))
    return Sheet(*_merged(items, inner, by), heads[0], "", source, tuple(wrong))


def _written(body: Sequence[tuple[int, list[str]]], width: int) -> list[list[bool]]:
    """Return which cells hold something."""
    return [[i < len(row) and row[i] != "" for i in range(1, width)] for _, row in body]


def _merged(items: tuple[str, ...], counts: Floats, by: tuple[str, ...]) -> tuple[Any, Any, Any]:
    """Return items that stand twice as one, their counts together."""
    names = tuple(dict.fromkeys(items))
    place = {name: i for i, name in enumerate(names)}
    found = np.zeros((len(names), counts.shape[1]))
    np.add.at(found, [place[name] for name in items], counts)
    return names, by, found


def _head(cells: Sequence[Sequence[str]]) -> int | None:
    """Return the row of the heads: the first with as many of them as any row has cells."""
    filled = [sum(bool(cell.strip()) for cell in row[1:]) for row in cells]
    most = max(filled, default=0)
    if most == 0:
        return None
    if most == 1:  # fields above the sheet have one cell as well: the last row of words
        words = [i for i, row in enumerate(cells) if len(row) > 1 and count_of(row[1]) is None]
        return words[-1] if words else 0
    return filled.index(most)


def _count(name: str, line: int, head: str, cell: str) -> int:
    found = count_of(cell)
    if found is None:
        raise _no_count(name, line, head, cell)
    return found


def _no_count(name: str, line: int, head: str, cell: str) -> DataError:
    return DataError(
        "bad-cell",
        Msg('{file}, line {line}, column {column}: "{cell}" is neither a count nor tally marks.',
            file=name, line=str(line), column=head, cell=cut(cell)),
        file=name,
        line=line,
        column=head,
        cell=cell,
    )  # fmt: skip


def _wrong(
    name: str,
    lines: Sequence[int],
    heads: Sequence[str],
    counts: Floats,
    written: npt.NDArray[np.bool_],
    total_rows: npt.NDArray[np.bool_],
    total_columns: npt.NDArray[np.bool_],
) -> list[Finding]:
    """Return the totals that are not the sums of their cells; a blank total says nothing."""
    right = np.where(total_rows[:, None], counts[~total_rows].sum(axis=0), counts)
    right = np.where(total_columns, right[:, ~total_columns].sum(axis=1, keepdims=True), right)
    is_total = (total_rows[:, None] | total_columns) & written
    places = np.argwhere(is_total & (right != counts))
    found: list[Finding] = []
    for i, j in places[:SHOWN_WRONG].tolist():
        values = {"line": lines[i], "column": heads[j], "written": counts[i, j], "sum": right[i, j]}
        text = Msg(
            "{file}, line {line}, column {column}: the total says {a}, the cells sum to {b}; correct the"
            " sheet.",
            file=name, line=str(lines[i]), column=heads[j], a=int(counts[i, j]), b=int(right[i, j]),
        )  # fmt: skip
        found.append(Finding("wrong-total", "act", text, values))
    if len(places) > SHOWN_WRONG:
        text = plural("{n} more total is wrong.", "{n} more totals are wrong.", len(places) - SHOWN_WRONG)
        found.append(Finding("wrong-total", "act", text))
    if not len(places) and is_total.any():
        short = plural("{n} total agrees", "all {n} totals agree", int(is_total.sum()))
        found.append(Finding("totals-agree", "ok", short, {"n": int(is_total.sum())}, short))
    return found
