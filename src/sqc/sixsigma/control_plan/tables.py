"""Title, tables and facts of a control plan."""

from __future__ import annotations

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.model import Cell, Column, Fact, LongTable, Table
from sqc.sixsigma.control_plan.judge import commands, missing, open_rows
from sqc.sixsigma.control_plan.rows import BY_NAME, Plan, Row

SHOWN = 20
SAMPLE = Msg("sample")
# the usual layout, as far as the form has it
LAYOUT = (
    "id", "step", "machine", "characteristic", "class", "specification", "measurement", "size", "frequency",
    "method", "reaction",
)  # fmt: skip
# a form without these shows them all the same: they are what is checked
ALWAYS = ("characteristic", "specification", "measurement", "size", "frequency", "method", "reaction")


def title(plan: Plan) -> Words:
    """Return what was checked."""
    return Msg("Control plan of {file}, characteristics: {n}", file=plan.table.name, n=len(plan.rows))


def cell(row: Row, part: str) -> Words:
    """Return what stands under a head of the usual layout."""
    if part == "characteristic":
        return row.name
    return row.specification if part == "specification" else row.words[part]


def layout(plan: Plan) -> list[str]:
    """Return the parts of the usual layout that are shown."""
    return [part for part in LAYOUT if part in ALWAYS or plan.has(part)]


def tables(plan: Plan) -> tuple[Table, ...]:
    """Return what is printed, and the whole plan for a sheet of its own."""
    return (_short(plan), _whole(plan)._replace(printed=False))


def _short(plan: Plan) -> Table:
    """Return the plan in five columns; what is missing is a marked dash."""
    parts = ("characteristic", "specification", "measurement", "method", "reaction")
    columns = [Column(part, BY_NAME[part].label, "left") for part in parts]
    rows: list[tuple[Cell, ...]] = []
    marked: set[tuple[int, int]] = set()
    for row in plan.rows[:SHOWN]:
        lacks = missing(row)
        marked |= {(len(rows), i) for i, part in enumerate(parts) if part in lacks}
        rows.append(
            tuple(_with_sample(row) if part == "method" else cell(row, part) or None for part in parts)
        )
    if len(plan.rows) > SHOWN:
        rows.append((Msg("... {n} more", n=len(plan.rows) - SHOWN), *("",) * (len(parts) - 1)))
    return Table("characteristics", tuple(columns), tuple(rows), emphasis=frozenset(marked))


def _with_sample(row: Row) -> Words | None:
    """Return the control method with its sample in brackets."""
    method = row.words["method"]
    if not row.sample:
        return method or None
    return Msg("{method} ({sample})", method=method or "-", sample=row.sample)


def _whole(plan: Plan, most: int | None = None) -> Table:
    """Return the plan in the usual layout, with the commands that draw its charts."""
    parts = layout(plan)
    columns = [Column(part, BY_NAME[part].label, "left") for part in parts]
    charted = any(row.kind is not None for row in plan.rows)
    if charted:
        columns.append(Column("command", Msg("command"), "left"))
    rows: list[tuple[Cell, ...]] = []
    marked: set[tuple[int, int]] = set()
    for row in plan.rows[:most]:
        lacks = missing(row)
        marked |= {(len(rows), i) for i, part in enumerate(parts) if part in lacks}
        cells: list[Cell] = [cell(row, part) or None for part in parts]
        if charted:
            cells.append(Verbatim("; ".join(commands(row))))
        rows.append(tuple(cells))
    return Table("plan", tuple(columns), tuple(rows), Msg("Control plan"), emphasis=frozenset(marked))


def long(plan: Plan, most: int) -> LongTable:
    """Return the plan in the usual layout, characteristics under their process step."""
    table = _whole(plan, most)
    under = tuple(part for part in ("step", "machine") if plan.has(part))
    if plan.has("id") and under:
        # what neighbours have in common stands first
        order = [1, *([2] if "machine" in under else []), 0]
        order += [i for i in range(len(table.columns)) if i not in order]
        table = _ordered(table, order)
    left = len(plan.rows) - len(table.rows)
    note = Msg("{n} further characteristics are not listed.", n=left) if left else None
    return LongTable(table, tuple(range(len(table.rows))), None, under, note)


def _ordered(table: Table, order: list[int]) -> Table:
    place = {old: new for new, old in enumerate(order)}
    return table._replace(
        columns=tuple(table.columns[i] for i in order),
        rows=tuple(tuple(row[i] for i in order) for row in table.rows),
        emphasis=frozenset((row, place[column]) for row, column in table.emphasis),
    )


def facts(plan: Plan) -> dict[str, Fact]:
    """Return what can be counted."""
    charts = sum(row.kind is not None for row in plan.rows)
    return {
        "n_characteristics": Fact(len(plan.rows), Msg("characteristics")),
        "n_open": Fact(len(open_rows(plan)), Msg("characteristics that lack what control needs")),
        "n_gaps": Fact(sum(len(missing(row)) for row in plan.rows), Msg("gaps")),
        "n_charts": Fact(charts, Msg("characteristics on a chart of sqc")),
    }


def frame(plan: Plan) -> dict[str, list[object]]:
    """Return every row with its limits as numbers."""
    columns: dict[str, list[object]] = {"line": [int(plan.table.lines[row.place]) for row in plan.rows]}
    for part in (*LAYOUT[:6], "lsl", "usl", "target", *LAYOUT[6:]):
        if part in ("lsl", "usl", "target"):
            columns[part] = [getattr(row, part) for row in plan.rows]
        elif part in ALWAYS or plan.has(part):
            columns[part] = [cell(row, part) for row in plan.rows]
    columns["missing"] = [", ".join(missing(row)) for row in plan.rows]
    columns["command"] = ["; ".join(commands(row)) for row in plan.rows]
    return columns
