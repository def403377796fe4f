"""Columns and their principal components, with what noise would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_text
from sqc.data.roles import LABEL_HEADS, TIME_HEADS
from sqc.data.select import column, numbers_of, numeric_columns, split_names, value_columns
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, lines
from sqc.i18n.message import Msg, plural
from sqc.notes import DataError, Finding, Source
from sqc.qctools.kit.take import table_of, used
from sqc.stats.components import Components, components, noise_eigenvalues, standing_out

Floats = npt.NDArray[np.float64]
MOST = 60
LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class Case:
    """A matrix of data and its components.

    Parameters
    ----------
    names : tuple of str
        Columns.
    values : float array, shape (rows, columns)
        Complete rows.
    labels : tuple of str
        Names of the rows; empty without a column of names.
    places : int array
        Line or row number of each row.
    covariance : bool
    source : Source
    findings : tuple of Finding
        What the reading has to say.
    """

    names: tuple[str, ...]
    values: Floats
    labels: tuple[str, ...]
    places: npt.NDArray[np.int64]
    covariance: bool
    source: Source
    findings: tuple[Finding, ...] = ()

    @cached_property
    def found(self) -> Components:
        """The components."""
        return components(self.values, not self.covariance)

    @cached_property
    def noise(self) -> Floats:
        """Eigenvalues that unrelated columns stay below in 95 of 100 draws."""
        return noise_eigenvalues(self.values, not self.covariance, LEVEL)

    @cached_property
    def n_out(self) -> int:
        """Components that stand out of noise."""
        return standing_out(self.found.eigenvalues, self.noise)

    def heavy(self, i: int) -> list[str]:
        """Return the columns that carry a component: at least 0.7 of its largest weight."""
        weights = np.abs(self.found.weights[:, i])
        order = np.argsort(-weights.round(9), kind="stable")
        return [self.names[k] for k in order if weights[k] >= 0.7 * weights.max()]


def case_of(data: Any, options: Mapping[str, Any]) -> Case:
    """Return the components of the columns of a table.

    Raises
    ------
    DataError
        Fewer than two columns or three complete rows, a column that does not vary, words in a column.
    """
    given = split_names(options.get("value") or "")
    table = table_of(data, options)
    name = options.get("item")
    label = None if name is None else column(table, name, "item")
    columns = _columns(table, given, label)
    numbers = np.column_stack([numbers_of(table, one) for one in columns])
    held = np.asarray(~np.isnan(numbers).any(axis=1))
    values = numbers[held]
    _check(table, columns, values)
    rows = np.flatnonzero(held)
    return Case(
        tuple(one.name for one in columns),
        values,
        () if label is None else tuple(cell_text(label, int(row)) for row in rows),
        table.lines[rows] if len(table.lines) else rows + 1,
        bool(options.get("covariance")),
        used(table, held),
        (*table.findings, *_left_out(table, np.flatnonzero(~held))),
    )


def _columns(table: Table, given: Sequence[str], label: Column | None) -> list[Column]:
    """Return the columns that are named, else all of numbers that do not count or name the rows."""
    if given:
        found = value_columns(table, given)
    else:
        heads = {fold(head) for head in (*LABEL_HEADS, *TIME_HEADS)}
        found = [c for c in numeric_columns(table) if c is not label and fold(c.name) not in heads]
    if not 2 <= len(found) <= MOST:
        raise DataError(
            "two-columns",
            Msg(
                "{file}: {n} columns of numbers; 2 to {most} are analysed together.",
                file=table.name, n=len(found), most=MOST,
            ),
            details=[columns_there(table.columns)],
            hints=[Msg("name them: {option}", option="--value a,b,c")],
            file=table.name,
        )  # fmt: skip
    return found


def _check(table: Table, columns: Sequence[Column], values: Floats) -> None:
    if len(values) < 3:
        raise DataError(
            "few-values",
            Msg("{file}: {n} complete rows; components need 3 at least.", file=table.name, n=len(values)),
            file=table.name,
        )
    still = np.flatnonzero(np.ptp(values, axis=0) == 0)
    if len(still):
        one = columns[int(still[0])]
        raise DataError(
            "constant-column",
            Msg(
                "{column} of {file} is the same in every row ({value}): it has no spread; leave it out.",
                column=one.header, file=table.name, value=f"{values[0, int(still[0])]:.10g}",
            ),
            file=table.name,
            column=one.header,
        )  # fmt: skip


def _left_out(table: Table, rows: npt.NDArray[np.intp]) -> list[Finding]:
    if not len(rows):
        return []
    text = plural(
        "{lines} lacks a value and was left out.",
        "{lines} lack a value and were left out.",
        len(rows),
        lines=lines(table, rows.tolist()),
    )
    return [Finding("rows-without", "watch", text, {"n": len(rows)})]
