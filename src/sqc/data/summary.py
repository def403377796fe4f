"""Subgroups from a table of their summaries: mean, range or standard deviation, n."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.data.about import Usage, about, no_data_left, rows_clause
from sqc.data.points import Points, keep, labelled_rows
from sqc.data.roles import Roles
from sqc.data.sample import Subgroups
from sqc.data.select import column, constant, numbers_of
from sqc.data.sizes import size_findings
from sqc.data.table import Column, Table
from sqc.data.wording import lines, option, where
from sqc.i18n.message import Msg, Words, plural
from sqc.notes import DataError, Finding, OptionError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def summary_subgroups(table: Table, roles: Roles) -> Subgroups:
    """Return subgroups of which only the summaries are known.

    Parameters
    ----------
    table : Table
    roles : Roles
        `mean`, `n` (a column or one number) and `range` or `sd`.

    Raises
    ------
    OptionError
        ``summary-columns`` when one of them is not named.
    DataError
        ``impossible-summary`` for a negative spread or a size that is not a whole number.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> columns = [Column(c, c, kind="number", numbers=np.array([3.0, 4.0])) for c in ("m", "r")]
    >>> table = Table("a.csv", tuple(columns), np.arange(2, 4), Source("a.csv"))
    >>> summary_subgroups(table, Roles(mean="m", range="r", n="5")).n
    array([5, 5])
    """
    _all_named(roles)
    points = labelled_rows(table, roles)
    mean = column(table, roles.mean or "", "mean")
    means = numbers_of(table, mean)[points.rows]
    ranges = _spread(table, roles.range, "range", points.rows)
    sds = _spread(table, roles.sd, "sd", points.rows)
    sizes = _sizes(table, roles.n or "", points.rows)
    held = ~(np.isnan(means) | np.isnan(sizes))
    for given, found in ((roles.range, ranges), (roles.sd, sds)):
        if given is not None:
            held &= ~np.isnan(found) | (sizes == 1)
    if not held.any():
        raise no_data_left(table, [mean], len(points.rows), points.dropped)
    return _built(table, roles, mean, points, held, (sizes, means, ranges, sds))


def _built(
    table: Table,
    roles: Roles,
    mean: Column,
    points: Points,
    held: npt.NDArray[np.bool_],
    numbers: tuple[Floats, Floats, Floats, Floats],
) -> Subgroups:
    findings: list[Finding] = []
    n_missing = int(np.count_nonzero(~held))
    if n_missing:
        places = [int(row) for row in points.rows[~held][:6]]
        message = plural(
            "{n} of {N} rows is not complete and was left out: {lines}.",
            "{n} of {N} rows are not complete and were left out: {lines}.",
            n_missing,
            N=len(held),
            lines=lines(table, places, n_missing),
        )
        findings.append(Finding("missing", "act" if n_missing > len(held) / 5 else "watch", message))
    n_read = len(held) + sum(points.dropped.values())
    points = keep(points, held)
    sizes, means, ranges, sds = (array[held] for array in numbers)
    n = sizes.astype(np.int64)
    findings += size_findings(n, points)
    usage = Usage(n_read, len(n), n_missing, points.dropped)
    clause = rows_clause(len(n), n_read)
    said = about(table, roles, [mean], points, usage, clause=clause, findings=findings)
    return Subgroups(n, means, np.where(n > 1, ranges, np.nan), np.where(n > 1, sds, np.nan), said)


def _all_named(roles: Roles) -> None:
    if roles.n is not None and (roles.range is not None or roles.sd is not None):
        return
    lacking: Words = "--n" if roles.n is None else Msg("{a} or {b}", a="--range", b="--sd")
    raise OptionError(
        "summary-columns",
        Msg("{mean} takes a table of summaries: {lacking} is needed too.",
            mean=option("mean", roles.mean or ""), lacking=lacking),
    )  # fmt: skip


def _spread(table: Table, name: str | None, option_name: str, rows: Ints) -> Floats:
    if name is None:
        return np.full(len(rows), np.nan)
    named = column(table, name, option_name)
    found = numbers_of(table, named)[rows]
    wrong = np.flatnonzero(found < 0)
    if len(wrong):
        row = int(rows[wrong[0]])
        place, value = where(table, row, named), f"{found[wrong[0]]:g}"
        message = Msg("{where}: {value} is less than 0; a spread is not.", where=place, value=value)
        raise _impossible(table, message, row, named, value)
    return found


def _sizes(table: Table, name: str, rows: Ints) -> Floats:
    n = constant(table, name)
    if n is not None:
        if not (n >= 2 and n.is_integer()):
            raise OptionError(
                "size-too-small",
                Msg("{option}: the size of a subgroup is a whole number from 2 on.", option=f"--n {name}"),
            )
        return np.full(len(rows), n)
    named = column(table, name, "n")
    found = numbers_of(table, named)[rows]
    wrong = np.flatnonzero((found < 1) | (found != np.round(found)) & ~np.isnan(found))
    if len(wrong):
        row = int(rows[wrong[0]])
        value = f"{found[wrong[0]]:g}"
        message = Msg(
            "{where}: {value} is not the size of a subgroup (a whole number from 1 on).",
            where=where(table, row, named),
            value=value,
        )
        raise _impossible(table, message, row, named, value)
    return found


def _impossible(table: Table, message: Msg, row: int, named: Column, value: str) -> DataError:
    return DataError(
        "impossible-summary",
        message,
        file=table.name,
        line=int(table.lines[row]),
        column=named.header,
        cell=value,
    )
