"""Inputs, outputs, weights and scores of a cause-and-effect matrix, as a form holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.about import rows_clause
from sqc.data.select import column, value_columns
from sqc.data.table import Column, Table
from sqc.data.wording import Row, columns_there, where
from sqc.i18n.message import Msg, Verbatim, Words, plural
from sqc.notes import DataError, Finding, OptionError, Source, out_of_range
from sqc.qctools.kit.take import ask_which, nothing_left
from sqc.sixsigma.forms.cells import form_of, texts
from sqc.sixsigma.forms.heads import squeezed
from sqc.sixsigma.xy.scores import given_weights, numbers_of, row_weights, score_of
from sqc.stats.weighting import Moved, moved_ranks, ranks_of, weighted_totals

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SCALE = (0.0, 1.0, 3.0, 9.0)
WEIGHT = frozenset(
    (
        "weight", "weights", "weighting", "importance", "customerimportance", "priority", "rating", "权重",
        "重要度", "重要性", "重要程度", "顾客重要度", "客户重要度", "权数", "加权系数",
    )
)  # fmt: skip
# columns and signs that a filled form has beside the scores
RESULTS = frozenset(
    (
        "total", "totals", "sum", "rank", "ranking", "score", "share", "%", "合计", "总计", "总分", "得分",
        "排序", "排名", "名次", "百分比", "占比",
    )
)  # fmt: skip
NUMBERS = ("no", "nr", "id", "序号", "编号")  # of rows
TOP = 3


@dataclass(frozen=True, eq=False)
class Matrix:
    """A cause-and-effect matrix.

    Parameters
    ----------
    inputs, outputs : tuple of str
    weights : float array (outputs,)
    scores : float array (inputs, outputs)
    wanted : int
        Inputs to start with.
    source : Source
    findings : tuple of Finding
        What the reading has to say.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    weights: Floats
    scores: Floats
    wanted: int
    source: Source
    findings: tuple[Finding, ...] = ()

    @cached_property
    def totals(self) -> Floats:
        """Sum of score times weight of each input."""
        return weighted_totals(self.scores, self.weights)

    @cached_property
    def ranks(self) -> Ints:
        """Rank of each input; equals share the better one."""
        return ranks_of(self.totals)

    @cached_property
    def order(self) -> Ints:
        """Inputs by falling total; equals as in the file."""
        return np.lexsort((np.arange(len(self.inputs)), self.ranks))

    @cached_property
    def lead(self) -> Ints:
        """The inputs to start with, the first one first; more than wanted where totals are equal."""
        return self.order[self.ranks[self.order] <= self.wanted]

    @cached_property
    def moved(self) -> Moved:
        """Ranks when each weight moves by one."""
        return moved_ranks(self.scores, self.weights)

    @cached_property
    def broken(self) -> Ints:
        """Moves of one weight under which an input to start with falls behind another one."""
        return np.flatnonzero((self.moved.ranks[:, self.lead] > len(self.lead)).any(axis=1))


def matrix_of(data: Any, options: Mapping[str, Any]) -> Matrix:
    """Return the matrix of a form.

    Raises
    ------
    SqcError
        Columns that are not told apart, no weights, a score that is none, less than two inputs.
    """
    table = form_of(data, options)
    outputs, left = _outputs(table, options)
    item = _item(table, outputs, options.get("item"))
    names = texts(item, table.n_rows)
    heavy = [row for row, name in enumerate(names) if squeezed(name) in WEIGHT]
    rows = [row for row, name in enumerate(names) if name and row not in heavy]
    if len(heavy) > 1:
        raise _two_rows(table, heavy)
    if len(rows) < 2:
        raise nothing_left(table, Msg("a matrix ranks two inputs at least"))
    scores, signs = numbers_of(table, outputs, rows)
    given = options.get("weights")
    weights = given_weights(given, outputs) if given is not None else row_weights(table, outputs, heavy)
    n_blank = int(np.count_nonzero(np.isnan(scores)))
    scores = np.nan_to_num(scores, nan=0.0)
    read = [*table.source.read, rows_clause(len(rows), table.n_rows - len(heavy))]
    read += _clauses(heavy, given, signs, n_blank, left)
    source = replace(table.source, n_read=table.n_rows, n_used=len(rows), n_missing=0, read=tuple(read))
    found = (*table.findings, *_other(table, outputs, rows, scores))
    wanted = _top(options.get("top"), len(rows))
    inputs = tuple(names[row] for row in rows)
    return Matrix(inputs, tuple(c.name for c in outputs), weights, scores, wanted, source, found)


def _clauses(
    heavy: Sequence[int], given: object, signs: bool, n_blank: int, left: Sequence[Column]
) -> list[Words]:
    """Return what the `Read` line says of weights, signs, blanks and columns of results."""
    said: list[Words] = []
    if heavy and given is not None:
        said.append(Msg("the weights of the form give way to --weights"))
    if signs:
        said.append(Msg("signs of strong, medium and weak read as 9, 3 and 1"))
    if n_blank:
        said.append(plural("{n} blank cell counts as 0", "{n} blank cells count as 0", n_blank))
    if left:
        said.append(Msg("left out as results: {columns}", columns=Row([c.name for c in left])))
    return said


def _outputs(table: Table, options: Mapping[str, Any]) -> tuple[list[Column], list[Column]]:
    """Return the columns of scores, as named or as their cells say, and those of results."""
    named = options.get("value")
    if named is not None:
        return value_columns(table, [named]), []
    item = options.get("item")
    taken = None if item is None else column(table, item, "item")
    scored = [c for c in table.columns if c is not taken and c.name and _scored(c, table.n_rows)]
    left = [c for c in scored if squeezed(c.header) in RESULTS]
    kept = [
        c for c in scored if c not in left and squeezed(c.header) not in ("no", "nr", "id", "序号", "编号")
    ]
    if not kept:
        raise OptionError(
            "no-column",
            Msg("{file} has no column of scores; name the outputs with --value.", file=table.name),
            details=[columns_there(table.columns)],
        )
    return kept, left


def _scored(found: Column, n: int) -> bool:
    """Return whether most cells of a column are scores: numbers or signs."""
    if found.kind == "number":
        return True
    held = [cell for cell in texts(found, n) if cell]
    return bool(held) and 2 * sum(score_of(cell) is not None for cell in held) > len(held)


def _item(table: Table, outputs: Sequence[Column], named: str | None) -> Column:
    if named is not None:
        return column(table, named, "item")
    found = [c for c in table.columns if c.kind == "text" and all(c is not one for one in outputs)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise OptionError(
            "no-column",
            Msg("{file} has no column of names; name one with --{option}.", file=table.name, option="item"),
            details=[columns_there(table.columns)],
        )
    raise ask_which(table, found, "item", "xy")


def _two_rows(table: Table, rows: Sequence[int]) -> DataError:
    return DataError(
        "two-weights",
        Msg("{where}: a second row of weights; one is expected.", where=where(table, rows[1])),
        file=table.name,
        line=int(table.lines[rows[1]]),
    )


def _other(table: Table, outputs: Sequence[Column], rows: Sequence[int], scores: Floats) -> list[Finding]:
    """Return that scores are off the scale 0, 1, 3, 9."""
    off = np.argwhere(~np.isin(scores, SCALE))
    if not len(off):
        return []
    at, place = (int(one) for one in off[0])
    text = plural(
        "{n} score is not 0, 1, 3 or 9 ({where}: {score}); a finer scale claims more than opinions hold.",
        "{n} scores are not 0, 1, 3 or 9 (first {where}: {score}); a finer scale claims more than opinions"
        " hold.",
        len(off), where=where(table, rows[at], outputs[place]), score=Verbatim(f"{scores[at, place]:g}"),
    )  # fmt: skip
    return [Finding("other-scores", "watch", text, {"n": len(off)})]


def _top(given: int | None, n: int) -> int:
    if given is not None and not 1 <= given < n:
        raise out_of_range("top", str(given), Msg("a number from 1 to {most}", most=n - 1))
    return min(TOP, n - 1) if given is None else given
