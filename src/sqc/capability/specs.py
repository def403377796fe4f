"""The specification file: a row for each characteristic with its limits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqc.capability.specification import Specification, typed
from sqc.data.labels import cell_text
from sqc.data.read import ReadOptions, read_table
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, where
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError

HEADS: Mapping[str, Sequence[str]] = {
    "characteristic": (
        "characteristic", "特性", "特性名称", "质量特性", "feature", "name", "项目", "检验项目", "名称",
    ),
    "lsl": ("lsl", "规格下限", "下限", "下规格限", "lower", "lower limit", "min"),
    "usl": ("usl", "规格上限", "上限", "上规格限", "upper", "upper limit", "max"),
    "target": ("target", "目标值", "目标", "nominal", "标称值", "公称值", "名义值"),
    "unit": ("unit", "单位"),
    "goal": ("goal", "目标指数", "要求", "能力要求"),
}  # fmt: skip
NUMBERS = ("lsl", "usl", "target", "goal")


class Asked(NamedTuple):
    """What a specification file asks of one characteristic; `spec` None where it holds no limit."""

    name: str
    spec: Specification | None
    unit: str = ""


def read_specs(given: Any, goal: float, confidence: float) -> dict[str, Asked]:
    """Return the specification of each characteristic, in the order of the file.

    Parameters
    ----------
    given : str, path or frame
        Columns by their heads: characteristic, lsl, usl, target, unit, goal; a limit that is not there is
        an empty cell.
    goal, confidence : float
        Of the rows that hold no goal; of all.

    Raises
    ------
    DataError
        ``specs-columns``: no column of characteristics or of limits; ``specs-cell``: a cell that is no
        number, or numbers that contradict each other, with line and column; ``specs-twice``.

    Examples
    --------
    >>> specs = read_specs({"characteristic": ["bore"], "lsl": [9.9], "usl": [10.1]}, 1.33, 0.95)
    >>> specs["bore"].spec.usl
    10.1
    """
    table = read_table(given, ReadOptions())
    columns = {part: _column(table, heads) for part, heads in HEADS.items()}
    names = columns["characteristic"]
    if names is None or (columns["lsl"] is None and columns["usl"] is None):
        raise DataError(
            "specs-columns",
            Msg(
                "{file} needs a column of characteristics and one of limits: characteristic, lsl, usl"
                " (target, unit, goal).",
                file=table.name,
            ),
            details=[columns_there(table.columns)],
            file=table.name,
        )
    found: dict[str, Asked] = {}
    for row in range(table.n_rows):
        asked = _row(table, columns, names, row, goal, confidence)
        if asked is None:
            continue
        if asked.name in found:
            raise _wrong(table, names, row, "specs-twice", Msg("stands here a second time"))
        found[asked.name] = asked
    for _, text in table.footer_lines:  # last rows with a name alone look like remarks below a table
        name = text.strip(" ,;\t")
        found.setdefault(name, Asked(name, None))
    if not found:
        raise DataError(
            "specs-columns", Msg("{file} holds no characteristic.", file=table.name), file=table.name
        )
    return found


def _column(table: Table, heads: Sequence[str]) -> Column | None:
    """Return the column whose head stands first in the list."""
    by_head = {fold(c.name): c for c in reversed(table.columns)}
    return next((by_head[fold(head)] for head in heads if fold(head) in by_head), None)


def _row(
    table: Table,
    columns: Mapping[str, Column | None],
    names: Column,
    row: int,
    goal: float,
    confidence: float,
) -> Asked | None:
    name = cell_text(names, row)
    numbers = {part: _number(table, columns[part], row) for part in NUMBERS}
    if not name:
        if all(math.isnan(value) for value in numbers.values()):
            return None
        raise _wrong(
            table, names, row, "specs-cell", Msg("names no characteristic, and limits stand beside it")
        )
    unit = columns["unit"]
    found = Specification(
        numbers["lsl"],
        numbers["usl"],
        numbers["target"],
        goal if math.isnan(numbers["goal"]) else numbers["goal"],
        confidence,
    )
    _check(table, columns, row, found)
    no_limit = math.isnan(found.lsl) and math.isnan(found.usl)
    return Asked(name, None if no_limit else found, "" if unit is None else cell_text(unit, row))


def _check(table: Table, columns: Mapping[str, Column | None], row: int, found: Specification) -> None:
    usl, target, goal = (columns[part] for part in NUMBERS[1:])
    if usl is not None and found.lsl >= found.usl:
        what = Msg("is not above LSL {lsl}", lsl=typed(found.lsl))
        raise _wrong(table, usl, row, "specs-cell", what)
    if target is not None and (found.target <= found.lsl or found.target >= found.usl):
        raise _wrong(table, target, row, "specs-cell", Msg("is not inside the limits"))
    if goal is not None and found.goal <= 0:
        raise _wrong(table, goal, row, "specs-cell", Msg("is not above 0"))


def _number(table: Table, column: Column | None, row: int) -> float:
    """Return the number in a cell, NaN where the cell is empty."""
    if column is None or column.kind == "empty" or row in column.missing:
        return math.nan
    line = int(table.lines[row]) if len(table.lines) else row + 1
    for problem in column.problems:
        if problem.line == line:
            raise problem
    value = float(column.numbers[row]) if column.kind == "number" and column.numbers is not None else math.nan
    if math.isnan(value):
        text = cell_text(column, row)
        if not text:
            return math.nan
        raise _wrong(table, column, row, "specs-cell", Msg("is not a number"))
    if not math.isfinite(value):
        raise _wrong(table, column, row, "specs-cell", Msg("is not a finite number"))
    return value


def _wrong(table: Table, column: Column, row: int, key: str, what: Words) -> DataError:
    text = cell_text(column, row)
    return DataError(
        key,
        Msg('{where}: "{cell}" {what}.', where=where(table, row, column), cell=cut(text), what=what),
        file=table.name,
        line=int(table.lines[row]) if len(table.lines) else row + 1,
        column=column.header,
        cell=text,
    )
