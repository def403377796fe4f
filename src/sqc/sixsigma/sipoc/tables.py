"""Title, table and facts of a SIPOC."""

from __future__ import annotations

from itertools import zip_longest

from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Fact, Table
from sqc.sixsigma.sipoc.judge import n_gaps
from sqc.sixsigma.sipoc.steps import PARTS, Sipoc

Row = tuple[str, str, str, str, str]


def title(sipoc: Sipoc) -> Words:
    """Return what was read."""
    return Msg("SIPOC of {file}, steps: {n}", file=sipoc.title, n=len(sipoc.steps))


def rows(sipoc: Sipoc) -> list[Row]:
    """Return the cells, the name of a step once."""
    found: list[Row] = []
    for step in sipoc.steps:
        pairs = list(zip_longest(step.ins, step.outs, fillvalue=("", ""))) or [(("", ""), ("", ""))]
        for at, ((supplier, given), (output, customer)) in enumerate(pairs):
            found.append((supplier, given, step.name if at == 0 else "", output, customer))
    return found


def tables(sipoc: Sipoc) -> tuple[Table, ...]:
    """Return the five columns."""
    columns = tuple(Column(part.name, part.label, "left") for part in PARTS)
    cells: list[tuple[Cell, ...]] = [tuple(row) for row in rows(sipoc)]
    return (Table("sipoc", columns, tuple(cells)),)


def facts(sipoc: Sipoc) -> dict[str, Fact]:
    """Return what can be counted."""
    return {
        "n_steps": Fact(len(sipoc.steps), Msg("process steps")),
        "n_inputs": Fact(sum(bool(given) for _, (_, given) in sipoc.inputs()), Msg("inputs")),
        "n_outputs": Fact(sum(bool(output) for _, (output, _) in sipoc.outputs()), Msg("outputs")),
        "n_suppliers": Fact(len({one for _, (one, _) in sipoc.inputs() if one}), Msg("different suppliers")),
        "n_customers": Fact(len({one for _, (_, one) in sipoc.outputs() if one}), Msg("different customers")),
        "n_gaps": Fact(n_gaps(sipoc), Msg("gaps")),
    }


def frame(sipoc: Sipoc) -> dict[str, list[object]]:
    """Return the five columns, the name of the step in every row."""
    columns: dict[str, list[object]] = {part.name: [] for part in PARTS}
    name = ""
    for row in rows(sipoc):
        name = row[2] or name
        for part, cell in zip(PARTS, row, strict=True):
            columns[part.name].append(name if part.name == "process" else cell)
    return columns
