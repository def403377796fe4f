"""Stages of a series: from the column that is named, or from one headed so whose values stand together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.roles import NO_STAGE, STAGE_HEADS, Roles
from sqc.data.select import column
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import SHOWN, Row, lines, option
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding

Ints = npt.NDArray[np.int64]


class RowStages(NamedTuple):
    """Rows with the stage of each, stages standing together in order of first appearance."""

    name: str
    rows: Ints
    codes: Ints
    names: tuple[str, ...]
    n_missing: int = 0
    findings: tuple[Finding, ...] = ()


def row_stages(table: Table, roles: Roles, rows: Ints) -> RowStages | None:
    """Return the stages of rows that are in order; None when the table has one stage only.

    Parameters
    ----------
    table : Table
    roles : Roles
        `stage` names the column; ``none`` takes none, also not one that is headed as stage.
    rows : int array
        Table rows in order.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> stage = Column("stage", "stage", cells=("a", "a", "b", "b"))
    >>> table = Table("a.csv", (stage,), np.arange(2, 6), Source("a.csv"))
    >>> row_stages(table, Roles(), np.arange(4)).names
    ('a', 'b')
    """
    if roles.stage is not None:
        if fold(roles.stage) == NO_STAGE and table.find(roles.stage) is None:
            return None
        return _named(column(table, roles.stage, "stage"), rows)
    taken = {*roles.value, roles.subgroup, roles.time, roles.order, roles.inspected}
    for c in table.columns:
        if fold(c.name) in STAGE_HEADS and c.name not in taken and c.header not in taken:
            return _headed(table, c, rows)
    return None


def _named(c: Column, rows: Ints) -> RowStages:
    codes, names = coded(c, rows)
    held = codes >= 0
    rows, kept = rows[held], codes[held]
    findings: tuple[Finding, ...] = ()
    if bool(np.any(np.diff(kept) < 0)):
        together = np.argsort(kept, kind="stable")
        rows, kept = rows[together], kept[together]
        message = Msg(
            "The rows of the stages in {column} do not stand together; they were put together.", column=c.name
        )
        findings = (Finding("stage-scattered", "watch", message, {"column": c.name}),)
    return RowStages(c.name, rows, kept, names, int(np.count_nonzero(~held)), findings)


def _headed(table: Table, c: Column, rows: Ints) -> RowStages | None:
    """Take a column as stage that nobody named: only when its values stand together and are complete."""
    if c.kind == "empty" or c.problems or not c.loaded:
        return None
    codes, names = coded(c, rows)
    steps = np.diff(codes)
    if len(names) < 2 or bool(np.any(codes < 0)) or bool(np.any(steps < 0)):
        return None
    sizes = np.bincount(codes)
    if len(names) < len(rows) and int(sizes.min()) < 2:
        return _not_taken(table, c, rows, names, sizes)
    if int(sizes.min()) < 2:
        return None
    message = plural(
        "Column {column} is taken as the stage: {n} stage ({names}); {option} takes none.",
        "Column {column} is taken as the stage: {n} stages ({names}); {option} takes none.",
        len(names),
        column=c.name,
        names=Row(names),
        option=f"--stage {NO_STAGE}",
    )
    short = Msg("stages from {column}", column=c.name)
    finding = Finding("stage-taken", "ok", message, {"column": c.name, "stages": list(names)}, short)
    return RowStages(c.name, rows, codes, names, findings=(finding,))


def _not_taken(table: Table, c: Column, rows: Ints, names: tuple[str, ...], sizes: Ints) -> RowStages:
    """Return one stage, and say why the column was not taken: a stage of one row has no limits."""
    lone = np.flatnonzero(sizes == 1)
    starts = np.cumsum(sizes) - sizes
    message = plural(
        "Column {column} is not taken as the stage: {names} holds one row only ({lines}); {option} takes it.",
        "Column {column} is not taken as the stage: {names} hold one row only ({lines}); {option} takes it.",
        len(lone),
        column=c.name,
        names=Row([names[int(i)] for i in lone[:SHOWN]], total=len(lone)),
        lines=lines(table, [int(rows[starts[i]]) for i in lone[:SHOWN]], len(lone)),
        option=option("stage", c.name),
    )
    finding = Finding("stage-not-taken", "watch", message, {"column": c.name, "n": len(lone)})
    return RowStages("", rows, np.zeros(len(rows), dtype=np.int64), ("",), findings=(finding,))
