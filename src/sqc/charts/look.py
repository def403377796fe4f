"""What sqc understands of a file, with no chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sqc.charts.choose import Choice, choose
from sqc.charts.kind import load_kind
from sqc.charts.prepare import read, settings_of
from sqc.charts.words import quoted
from sqc.data.table import Column as TableColumn
from sqc.data.table import Table as DataTable
from sqc.data.window import refuse_yearless
from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words, plural
from sqc.notes import Finding, SqcError
from sqc.report.model import Column, Fact, Table
from sqc.report.numbers import fixed
from sqc.report.report import Report
from sqc.report.result import Result

TYPES = {
    "number": Msg("number"),
    "date": Msg("date"),
    "verdict": Msg("verdict"),
    "text": Msg("text"),
    "empty": Msg("empty"),
}


@dataclass(frozen=True, eq=False, repr=False)
class Look(Result):
    """What stands in a file: columns with type and unit, and the chart that fits.

    Parameters
    ----------
    table : Table
        The table as it was understood.
    choice : Choice or None
        The chart that fits without an option, None when the user must say which.
    question : SqcError or None
        Why no chart fits by itself, with the commands that work.
    """

    table: DataTable
    choice: Choice | None
    question: SqcError | None

    def report(self) -> Report:
        """Return everything that was understood."""
        table = self.table
        facts = {
            "n_rows": Fact(table.n_rows, Msg("rows")),
            "n_columns": Fact(len(table.columns), Msg("columns")),
            "n_missing": Fact(int(sum(len(c.missing) for c in table.columns)), Msg("cells without a value")),
            "chart": Fact(self.choice.kind if self.choice else None, Msg("chart that fits")),
        }
        return Report(
            "look",
            None,
            (self._verdict(), *self._problems(), *table.findings),
            Msg("Columns of {file}", file=table.name),
            facts,
            (_columns_table(table),),
            tuple(self._notes()),
            lambda: _frame(table),
            next=self._next(),
            source=table.source,
            sections=lambda: {
                "specifications": [spec._asdict() for spec in table.specifications],
                "lines": self._lines(),
            },
            provenance={"sha256": table.source.sha256},
        )

    def _lines(self) -> Mapping[str, object]:
        table = self.table
        return {
            "titles": [{"line": line, "text": text} for line, text in table.titles],
            "header": list(table.header_lines),
            "footer": [{"line": line, "text": text} for line, text in table.footer_lines],
        }

    def _verdict(self) -> Finding:
        rows = plural("{n} row", "{n} rows", self.table.n_rows)
        columns = plural("{n} column", "{n} columns", len(self.table.columns))
        if self.choice is not None:
            kind, names = load_kind(self.choice.kind), self.choice.roles.value
            text = Msg(
                "Understood: {rows}, {columns}; sqc chart draws {value} ({kind}).",
                rows=rows,
                columns=columns,
                kind=kind.title,
                value=f"{names[0]}..{names[-1]}" if len(names) > 5 else Listing(names),
            )
            return Finding("understood", "ok", text, {"kind": self.choice.kind})
        assert self.question is not None
        text = Msg(
            "Understood: {rows}, {columns}; {question}",
            rows=rows,
            columns=columns,
            question=self.question.message,
        )
        # cells that no chart can take are the finding itself
        key = self.question.key if self.question.cells else "which-chart"
        return Finding(key, "watch", text, {"key": self.question.key})

    def _problems(self) -> list[Finding]:
        found = []
        for column in self.table.columns:
            problem = column.problems[0] if column.problems else None
            if column.kind in ("number", "date") and problem is not None and problem is not self.question:
                message = problem.message
                text = message if isinstance(message, Msg) else Verbatim(message)
                values = {"column": column.name, "line": problem.line, "n": len(problem.cells) or 1}
                found.append(Finding(problem.key, "watch", text, values))
        return found

    def _notes(self) -> list[tuple[Words, Words]]:
        table = self.table
        notes: list[tuple[Words, Words]] = []
        if self.choice is not None and self.choice.reason is not None:
            notes.append((Msg("Chosen"), self.choice.reason))
        hints = () if self.question is None else self.question.hints
        commands = [hint[1] for hint in hints if isinstance(hint, tuple)]
        if commands:
            notes.append((Msg("Charts"), Verbatim("\n".join(commands))))
        for spec in table.specifications:
            text = Msg(
                "{text} in line {line}: {limits}",
                text=spec.text,
                line=spec.line,
                limits=_limits(spec.lsl, spec.usl),
            )
            notes.append((Msg("Specified"), text))
        gaps = [
            Msg("{column} {n} of {rows}", column=c.name, n=len(c.missing), rows=table.n_rows)
            for c in table.columns
            if len(c.missing) and c.kind != "empty"
        ]
        if gaps:
            notes.append((Msg("No value"), Msg("{list}.", list=Join(gaps, ", "))))
        notes.append((Msg("Read"), Msg("{list}.", list=Join(table.source.read, "; "))))
        return notes

    def _next(self) -> tuple[Words, ...]:
        if self.choice is None or self.table.origin == "frame":
            return ()
        return (Verbatim(f"sqc chart {quoted(self.table.name)}"),)


def _limits(lsl: float | None, usl: float | None) -> Words:
    if lsl is not None and usl is not None:
        return Msg("LSL {lsl}, USL {usl}", lsl=f"{lsl:.10g}", usl=f"{usl:.10g}")
    return Msg("LSL {lsl}", lsl=f"{lsl:.10g}") if lsl is not None else Msg("USL {usl}", usl=f"{usl:.10g}")


def _columns_table(table: DataTable) -> Table:
    rows = tuple(
        (c.name, TYPES[c.kind], c.unit or None, len(c.missing) or None, _example(c, table.n_rows))
        for c in table.columns
    )
    columns = (
        Column("column", Msg("column"), "left"),
        Column("type", Msg("type"), "left"),
        Column("unit", Msg("unit"), "left"),
        Column("missing", Msg("missing")),
        Column("holds", Msg("holds"), "left"),
    )
    return Table("columns", columns, rows)


def _example(column: TableColumn, rows: int) -> Words | None:
    """Return the range of numbers, else the first texts that differ."""
    if column.kind == "empty":
        return None
    if column.kind == "number" and column.numbers is not None:
        finite = column.numbers[np.isfinite(column.numbers)]
        if not len(finite):
            return None
        low, high = (fixed(float(v), column.decimals) for v in (finite.min(), finite.max()))
        return low if low == high else Msg("{a} to {b}", a=low, b=high)
    seen: dict[str, None] = {}
    for row in range(min(rows, 500)):
        text = column.text(row)
        if text:
            seen.setdefault(text)
        if len(seen) > 3:
            break
    names = [name if len(name) <= 16 else name[:16] + "..." for name in seen]
    first = Listing(names[:3], open_end=True)
    return Join([first, "..."], " ") if len(names) > 3 else first


def _frame(table: DataTable) -> Mapping[str, Sequence[object]]:
    return {
        "column": [c.name for c in table.columns],
        "type": [c.kind for c in table.columns],
        "unit": [c.unit for c in table.columns],
        "decimals": [c.decimals for c in table.columns],
        "missing": [len(c.missing) for c in table.columns],
    }


def look(data: Any, **options: Any) -> Look:
    """Return what sqc understands of a file or frame, with no chart.

    Parameters
    ----------
    data : str, path, data frame or sequence
    **options
        Options for reading (``encoding``, ``delimiter``, ``sheet``, ``missing``, ``censored``, ``fill``,
        ``sha256``) and those of `chart` that name columns.

    Returns
    -------
    Look

    Raises
    ------
    SqcError
        If the file cannot be read at all.

    Examples
    --------
    >>> import sqc
    >>> sqc.look({"diameter": [9.9, 10.1, 10.0, 9.8]})["chart"]
    'i-mr'
    """
    settings = settings_of(options)
    table, settings = read(data, options, settings)
    try:
        choice = choose(table, settings)
        refuse_yearless(table, choice.roles)
        return Look(table, choice, None)
    except SqcError as question:
        return Look(table, None, question)
