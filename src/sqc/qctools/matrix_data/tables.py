"""Title, tables and facts of the components."""

from __future__ import annotations

from sqc.i18n.message import Msg, Words
from sqc.qctools.matrix_data.case import LEVEL, Case
from sqc.report.model import Cell, Column, Fact, Num, Table

SHOWN, WEIGHTS = 10, 5


def title(case: Case) -> Words:
    """Return what was analysed."""
    n, p = case.values.shape
    if case.covariance:
        return Msg("Principal components of {p} columns, {n} rows, covariance matrix", p=p, n=n)
    return Msg("Principal components of {p} columns, {n} rows, correlation matrix", p=p, n=n)


def tables(case: Case) -> tuple[Table, ...]:
    """Return the components and the weights of the columns."""
    return (_components(case), _weights(case))


def decimals(case: Case) -> int:
    """Return the decimals of eigenvalues: four figures of the largest."""
    largest = float(case.found.eigenvalues[0])
    return 3 if largest < 100 else 1


def _components(case: Case) -> Table:
    found, places = case.found, decimals(case)
    shares, sums = found.shares, found.shares.cumsum()
    columns = (
        Column("component", Msg("component")),
        Column("eigenvalue", Msg("eigenvalue")),
        Column("share", Msg("share")),
        Column("sum", Msg("sum")),
        Column("noise", Msg("noise, {level} %", level=f"{100 * LEVEL:g}")),
        Column("out", Msg("stands out"), "left"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            i + 1,
            Num(float(found.eigenvalues[i]), places),
            Num(float(shares[i]), 1, percent=True),
            Num(float(sums[i]), 1, percent=True),
            Num(float(case.noise[i]), places),
            Msg("yes") if i < case.n_out else "",
        )
        for i in range(min(len(shares), SHOWN))
    ]
    return Table("components", columns, tuple(rows))


def _weights(case: Case) -> Table:
    shown = min(max(case.n_out, 2), WEIGHTS, len(case.names))
    columns = [Column("column", Msg("column"), "left")]
    columns += [Column(f"weight_{i}", Msg("component {n}", n=i)) for i in range(1, shown + 1)]
    weights = case.found.weights
    rows: list[tuple[Cell, ...]] = [
        (name, *(Num(float(weights[k, i]), 3) for i in range(shown))) for k, name in enumerate(case.names)
    ]
    return Table("weights", tuple(columns), tuple(rows), Msg("Weights of the columns"))


def facts(case: Case) -> dict[str, Fact]:
    """Return every number by its key."""
    found = case.found
    said = {
        "n_rows": Fact(len(case.values), Msg("rows")),
        "n_columns": Fact(len(case.names), Msg("columns")),
        "n_out": Fact(case.n_out, Msg("components that stand out"), None, Msg("parallel analysis")),
        "share_out": Fact(float(found.shares[: case.n_out].sum()), Msg("their share of the spread")),
    }
    for i in range(min(len(case.names), SHOWN)):
        value, share = float(found.eigenvalues[i]), float(found.shares[i])
        said[f"eigenvalue_{i + 1}"] = Fact(value, Msg("eigenvalue of component {n}", n=i + 1))
        said[f"share_{i + 1}"] = Fact(share, Msg("share of component {n}", n=i + 1))
    return said


def frame(case: Case) -> dict[str, list[object]]:
    """Return the scores: a row of the data, its place on every component."""
    columns: dict[str, list[object]] = {"line": case.places.tolist()}
    if case.labels:
        columns["item"] = list(case.labels)
    for i in range(len(case.names)):
        columns[f"component_{i + 1}"] = case.found.scores[:, i].tolist()
    return columns
