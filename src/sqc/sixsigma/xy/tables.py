"""Title, tables and facts of a cause-and-effect matrix."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Fact, LongTable, Num, Table
from sqc.sixsigma.xy.judge import share_of_lead
from sqc.sixsigma.xy.matrix import Matrix

SHOWN = 20


def title(matrix: Matrix) -> Words:
    """Return what was analysed."""
    return Msg(
        "Cause-and-effect matrix of {file}, {n} inputs, {m} outputs",
        file=matrix.source.name, n=len(matrix.inputs), m=len(matrix.outputs),
    )  # fmt: skip


def decimals(matrix: Matrix) -> int:
    """Return the decimals of totals: none for whole scores and weights."""
    return 0 if bool(np.all(matrix.totals == np.round(matrix.totals))) else 1


def shares(matrix: Matrix) -> list[float]:
    """Return the share of each input in all points, in the order of the file."""
    whole = float(matrix.totals.sum())
    return [float(one) / whole if whole else 0.0 for one in matrix.totals]


def _span(matrix: Matrix, i: int) -> Words:
    """Return the ranks of an input over all moves of one weight."""
    best, worst = int(matrix.moved.best[i]), int(matrix.moved.worst[i])
    return str(best) if best == worst else Msg("{a} to {b}", a=best, b=worst)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    """Return the ranking of the inputs, and the outputs with their weights."""
    columns = (
        Column("rank", Msg("place")),
        Column("input", Msg("input"), "left"),
        Column("total", Msg("weighted total")),
        Column("share", Msg("share")),
        Column("sum", Msg("sum")),
        Column("moved", Msg("place when a weight moves"), "left"),
    )
    part, places = shares(matrix), decimals(matrix)
    sums = np.cumsum([part[i] for i in matrix.order])
    rows: list[tuple[Cell, ...]] = [
        (
            int(matrix.ranks[i]),
            matrix.inputs[i],
            Num(float(matrix.totals[i]), places),
            Num(part[i], 1, percent=True),
            Num(float(sums[at]), 1, percent=True),
            _span(matrix, i),
        )
        for at, i in enumerate(matrix.order[:SHOWN].tolist())
    ]
    if len(matrix.inputs) > SHOWN:
        rows.append(("", Msg("... {n} more", n=len(matrix.inputs) - SHOWN), "", "", "", ""))
    return (Table("ranking", columns, tuple(rows)), _outputs(matrix))


def _outputs(matrix: Matrix) -> Table:
    """Return the outputs with weight, the input that acts on it most, and the sum of its scores."""
    columns = (
        Column("output", Msg("output"), "left"),
        Column("weight", Msg("weight")),
        Column("sum", Msg("sum of the scores")),
        Column("strongest", Msg("strongest input"), "left"),
    )
    rows: list[tuple[Cell, ...]] = []
    for i, name in enumerate(matrix.outputs):
        scores = matrix.scores[matrix.order, i]
        first = matrix.inputs[int(matrix.order[scores.argmax()])] if scores.any() else None
        rows.append((name, _number(float(matrix.weights[i])), _number(float(scores.sum())), first))
    return Table("outputs", columns, tuple(rows))


def _number(value: float) -> Num:
    return Num(value, 0 if value == round(value) else 1)


def long(matrix: Matrix, most: int) -> LongTable:
    """Return the whole matrix in the order of the ranking."""
    columns = (
        Column("rank", Msg("place")),
        Column("input", Msg("input"), "left"),
        *(Column(f"output_{i}", f"{name} ({matrix.weights[i]:g})") for i, name in enumerate(matrix.outputs)),
        Column("total", Msg("weighted total")),
    )
    places = decimals(matrix)
    rows = tuple(
        (
            int(matrix.ranks[i]),
            matrix.inputs[i],
            *(_number(float(one)) for one in matrix.scores[i]),
            Num(float(matrix.totals[i]), places),
        )
        for i in matrix.order[:most].tolist()
    )
    table = Table("matrix", columns, rows, Msg("The matrix; weights in brackets"))
    return LongTable(table, tuple(range(len(rows))))


def facts(matrix: Matrix) -> dict[str, Fact]:
    """Return every number of the matrix by its key."""
    first = int(matrix.order[0])
    return {
        "n_inputs": Fact(len(matrix.inputs), Msg("inputs")),
        "n_outputs": Fact(len(matrix.outputs), Msg("outputs")),
        "top": Fact(matrix.inputs[first], Msg("first input")),
        "top_total": Fact(float(matrix.totals[first]), Msg("points of the first input")),
        "top_share": Fact(shares(matrix)[first], Msg("share of the first input")),
        "n_lead": Fact(len(matrix.lead), Msg("inputs to start with")),
        "lead_share": Fact(share_of_lead(matrix), Msg("share of the inputs to start with")),
        "total": Fact(float(matrix.totals.sum()), Msg("all points")),
        "n_moves": Fact(len(matrix.moved.ranks), Msg("moves of one weight by 1")),
        "n_broken": Fact(len(matrix.broken), Msg("moves that change the inputs to start with")),
    }


def frame(matrix: Matrix) -> dict[str, list[object]]:
    """Return the matrix in the order of the ranking as columns."""
    order = matrix.order.tolist()
    part = shares(matrix)
    columns: dict[str, list[object]] = {"input": [matrix.inputs[i] for i in order]}
    for at, name in enumerate(matrix.outputs):
        columns[name if name not in columns else f"{name}_{at + 1}"] = matrix.scores[order, at].tolist()
    return {
        **columns,
        "total": matrix.totals[order].tolist(),
        "share_of_total": [part[i] for i in order],
        "rank": matrix.ranks[order].tolist(),
        "rank_best": matrix.moved.best[order].tolist(),
        "rank_worst": matrix.moved.worst[order].tolist(),
    }
