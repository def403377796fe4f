"""Title, tables, facts and data of a check sheet."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.display import columns_of
from sqc.i18n.message import Join, Msg, Words
from sqc.qctools.checksheet.case import Blank, Case
from sqc.qctools.checksheet.marks import Tally
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value
from sqc.report.text import WIDTH

SHOWN = 10


def title(case: Case) -> Words:
    """Return what was tallied."""
    sheet = case.sheet
    item: Words = sheet.item_name or Msg("item")
    if not sheet.by_name:
        return Msg("Check sheet of {item}, N = {n}", item=item, n=int(case.total))
    return Msg("Check sheet of {item} by {by}, N = {n}", item=item, by=sheet.by_name, n=int(case.total))


def tables(case: Case) -> tuple[Table, ...]:
    """Return the sheet, and the cells that stand out."""
    found = [_sheet(case)]
    if case.standing:
        found.append(_standing(case))
    return tuple(found)


def _width(n: int) -> int:
    """Return the columns that a count with its marks takes."""
    return len(Tally(n).render("en")) + len(str(n)) + 1


def _with_marks(case: Case) -> bool:
    """Return whether counts and their tally marks fit into a line."""
    sheet = case.sheet
    widths = [
        max(columns_of(name), *(_width(int(n)) for n in case.counts[:, j])) + 2
        for j, name in enumerate(sheet.by)
    ]
    return max(map(columns_of, sheet.items)) + sum(widths) + 10 <= WIDTH


def _sheet(case: Case) -> Table:
    sheet, marked = case.sheet, _with_marks(case)
    align = "left" if marked else "right"
    columns = [Column("item", sheet.item_name or Msg("item"), "left")]
    columns += [Column(f"by_{j}", name, align) for j, name in enumerate(sheet.by, 1)]  # type: ignore[arg-type]
    columns.append(Column("total", Msg("total")))
    rows: list[tuple[Cell, ...]] = []
    for name, counts in zip(sheet.items, case.counts, strict=True):
        cells: list[Cell] = [_cell(int(n), marked) for n in counts]
        rows.append((name, *cells, int(counts.sum())))
    sums = case.counts.sum(axis=0)
    rows.append((Msg("total"), *(str(int(n)) for n in sums), int(case.total)))
    emphasis = frozenset((i, j + 1) for i, j in case.standing)
    return Table("sheet", tuple(columns), tuple(rows), emphasis=emphasis)


def _cell(n: int, marked: bool) -> Cell:
    if not n:
        return ""
    return Join([str(n), Tally(n)], " ") if marked else n


def _standing(case: Case) -> Table:
    sheet = case.sheet
    columns = (
        Column("item", sheet.item_name or Msg("item"), "left"),
        Column("by", sheet.by_name or Msg("column"), "left"),
        Column("count", Msg("count")),
        Column("expected", Msg("expected")),
        Column("residual", Msg("adjusted residual")),
        Column("p", Msg("p, all cells"), "left"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            sheet.items[i],
            sheet.by[j],
            int(case.counts[i, j]),
            fixed(float(case.expected[i, j]), 1),
            fixed(float(case.residuals[i, j]), 2),
            p_value(float(case.p[i, j])).removeprefix("= "),
        )
        for i, j in case.standing[:SHOWN]
    ]
    if len(case.standing) > SHOWN:
        rows.append((Msg("... {n} more", n=len(case.standing) - SHOWN), *("",) * 5))
    return Table("standing", columns, tuple(rows))


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the sheet by its key."""
    sheet = case.sheet
    rows, columns = case.counts.sum(axis=1), case.counts.sum(axis=0)
    found = {
        "n_total": Fact(int(case.total), Msg("total")),
        "n_items": Fact(len(sheet.items), Msg("items")),
        "n_columns": Fact(len(sheet.by), Msg("columns")),
        "top": Fact(sheet.items[int(np.argmax(rows))], Msg("largest item")),
        "top_column": Fact(sheet.by[int(np.argmax(columns))], Msg("column with the largest total")),
        "n_standing": Fact(len(case.standing), Msg("cells that stand out")),
        "alpha": Fact(case.alpha, Msg("level of all cells together")),
    }
    if not math.isnan(case.mix[0]):
        found["p_mix"] = Fact(case.mix[0], Msg("p of one mix"), None, Msg("chi-square"))
    if not math.isnan(case.even):
        found["p_totals"] = Fact(case.even, Msg("p of equal totals"), None, Msg("chi-square"))
    return found


def frame(case: Case) -> dict[str, list[object]]:
    """Return a row a cell, as Pareto and control charts take it."""
    sheet = case.sheet
    k, m = case.counts.shape
    return {
        "item": [name for name in sheet.items for _ in range(m)],
        "by": list(sheet.by) * k,
        "count": [int(n) for n in case.counts.ravel()],
        "expected": case.expected.ravel().tolist(),
        "residual": case.residuals.ravel().tolist(),
        "p": case.p.ravel().tolist(),
    }


def blank_table(blank: Blank) -> Table:
    """Return the empty sheet as a table."""
    columns = [Column("item", Msg("item"), "left")]
    columns += [Column(f"by_{j}", name, "left") for j, name in enumerate(blank.by, 1)]
    columns.append(Column("total", Msg("total")))
    rows = [(name, *("",) * (len(blank.by) + 1)) for name in blank.items]
    rows.append((Msg("total"), *("",) * (len(blank.by) + 1)))  # type: ignore[arg-type]
    return Table("sheet", tuple(columns), tuple(rows))
