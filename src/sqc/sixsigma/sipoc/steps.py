"""The steps of a SIPOC: what goes in and from whom, what comes out and for whom."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from sqc.data.about import rows_clause
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError, Finding, Source
from sqc.qctools.kit.take import nothing_left
from sqc.sixsigma.forms.cells import form_of, taken_twice, texts
from sqc.sixsigma.forms.heads import Part, needed, parts_of, squeezed

Pair = tuple[str, str]

PARTS = (
    Part("supplier", Msg("Supplier"), "suppliers s source 供方 供应商 供应者 供给者 提供者"),
    Part("input", Msg("Input"), "inputs i 输入 投入"),
    Part(
        "process",
        Msg("Process"),
        "processes step steps processstep processsteps p 过程 流程 过程步骤 步骤 工序",
    ),
    Part("output", Msg("Output"), "outputs o 输出 产出"),
    Part("customer", Msg("Customer"), "customers c receiver 顾客 客户 接收者 接受者"),
)
PARTNERS = {"supplier": "input", "input": "supplier", "output": "customer", "customer": "output"}
BY_NAME = {part.name: part for part in PARTS}


@dataclass(frozen=True)
class Step:
    """One step.

    Parameters
    ----------
    name : str
    ins : tuple of (supplier, input)
        "" where one of both is missing; a pair is never empty.
    outs : tuple of (output, customer)
    """

    name: str
    ins: tuple[Pair, ...]
    outs: tuple[Pair, ...]


@dataclass(frozen=True, eq=False)
class Sipoc:
    """All steps, the source, how the columns are headed by part, and what the reading has to say."""

    title: str
    steps: tuple[Step, ...]
    source: Source
    heads: Mapping[str, str]
    findings: tuple[Finding, ...] = ()

    def inputs(self) -> list[tuple[Step, Pair]]:
        """Return every (supplier, input) with its step."""
        return [(step, pair) for step in self.steps for pair in step.ins]

    def outputs(self) -> list[tuple[Step, Pair]]:
        """Return every (output, customer) with its step."""
        return [(step, pair) for step in self.steps for pair in step.outs]


def sipoc_of(data: Any, options: Mapping[str, Any]) -> Sipoc:
    """Return the steps of a form or of a TOML file.

    Raises
    ------
    SqcError
        No column of process steps, no step.
    """
    title = ""
    if isinstance(data, str | os.PathLike) and os.fspath(data).lower().endswith(".toml"):
        name = os.fspath(data)
        title, columns = _from_toml(name)
        table = form_of(columns, options)
        read = (Verbatim(f"{name}: TOML"), *table.source.read[1:])
        table = table._replace(name=name, source=replace(table.source, name=name, read=read))
    else:
        table = form_of(data, options)
    found = parts_of(table, PARTS, options.get("column"))
    needed(table, found, [BY_NAME["process"]])
    cells = [texts(found.columns.get(part.name), table.n_rows) for part in PARTS]
    rows = [row for row in zip(*cells, strict=True) if any(row)]
    steps = _steps(rows)
    if not steps:
        raise nothing_left(table, Msg("no row names a process step"))
    source = replace(
        table.source,
        n_read=table.n_rows,
        n_used=len(rows),
        n_missing=table.n_rows - len(rows),
        read=(*table.source.read, rows_clause(len(rows), table.n_rows)),
    )
    heads = {part: one.name for part, one in found.columns.items()}
    said = (*table.findings, *taken_twice(table, found.twice))
    return Sipoc(title or table.name, steps, source, heads, said)


def _steps(rows: Sequence[tuple[str, ...]]) -> tuple[Step, ...]:
    """Return the steps: a row without a name, or with the name above, goes on with the step above it."""
    names: list[str] = []
    ins: list[list[Pair]] = []
    outs: list[list[Pair]] = []
    first = next((row[2] for row in rows if row[2]), "")
    for supplier, given, name, output, customer in rows:
        name = name or (names[-1] if names else first)
        if not names or names[-1] != name:
            names.append(name)
            ins.append([])
            outs.append([])
        if supplier or given:
            ins[-1].append((supplier, given))
        if output or customer:
            outs[-1].append((output, customer))
    if not first:
        return ()
    return tuple(Step(n, tuple(i), tuple(o)) for n, i, o in zip(names, ins, outs, strict=True))


def _from_toml(name: str) -> tuple[str, dict[str, list[str]]]:
    """Return title and columns of a TOML file: a table ``[[step]]`` for each step.

    Raises
    ------
    DataError
        ``sipoc-file``.
    """
    from sqc.data.toml_file import file_bytes, parsed, toml_text

    def broken(line: int, column: int = 1, row: str = "") -> DataError:
        text = Msg("{file}, line {line}: this is not TOML.", file=cut(name, 200), line=str(line))
        return DataError("sipoc-file", text, details=[cut(row, 76)] if row else (), file=name, line=line)

    document = parsed(toml_text(file_bytes(name), broken), broken)
    tables = next((value for value in document.values() if _is_steps(value)), None)
    if tables is None:
        raise DataError(
            "sipoc-file",
            Msg("{file} has no [[step]] with process, input, output.", file=cut(name, 200)),
            file=name,
        )
    columns: dict[str, list[str]] = {part.name: [] for part in PARTS}
    for table in tables:
        held = {_part(key): value for key, value in table.items()}
        parts = [_listed(held, part.name) for part in PARTS]
        rows = zip_longest(*parts, fillvalue="")
        for row in rows:
            for part, cell in zip(PARTS, row, strict=True):
                columns[part.name].append(cell)
    title = document.get("title", "")
    return (title if isinstance(title, str) else ""), columns


def _is_steps(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _part(key: str) -> str:
    return next((part.name for part in PARTS if squeezed(key) in part.known), key)


def _listed(held: Mapping[str, object], part: str) -> list[str]:
    """Return the cells of a part: a list as it is, one word for every row of its partner."""
    value = held.get(part)
    if isinstance(value, list):
        return [str(one) for one in value]
    if value is None or value == "":
        return []
    beside = held.get(PARTNERS.get(part, ""))
    return [str(value)] * (len(beside) if isinstance(beside, list) else 1)
