"""Counts of nonconforming units or nonconformities, with the size each was counted on."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.about import Usage, about, missing_level, no_data_left, rows_clause
from sqc.data.grouping import grouped_rows, is_grouped, no_subgroups
from sqc.data.impossible import check_counts
from sqc.data.points import Points, labelled_rows
from sqc.data.rates import rate_findings
from sqc.data.repeats import repeated_rows
from sqc.data.roles import NO_STAGE, Roles
from sqc.data.sample import Counts
from sqc.data.select import column, constant, numbers_of, value_columns
from sqc.data.sizes import unequal, without_empty
from sqc.data.suggest import same_thing
from sqc.data.table import Column, Table
from sqc.data.wording import SHOWN, lines, option
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding, OptionError
from sqc.stats.segments import segment_count, segment_sum

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Inspected(NamedTuple):
    """Units or area inspected: a column, or one number for all rows; `each` says rows are units."""

    column: Column | None = None
    number: float | None = None
    each: bool = False

    @property
    def name(self) -> str:
        """Name of the column, "" when a number was given."""
        return "" if self.column is None else self.column.name


def counts(table: Table, roles: Roles, *, proportion: bool) -> Counts:
    """Return counts and sizes from a column of counts or of verdicts.

    Parameters
    ----------
    table : Table
    roles : Roles
        `value`: counts, or verdicts that are counted over `subgroup`, `size`, `window` or `stage`;
        `inspected`: column or one number.
    proportion : bool
        Counts of nonconforming units (p, np): never more than were inspected.

    Raises
    ------
    DataError
        ``impossible-count``, ``no-data-left`` and what columns and cells raise.
    OptionError
        ``one-count``, ``no-inspected``, ``unequal-area``, ``no-subgroups``, ``inspected-number``.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> bad = Column("bad", "bad", kind="number", numbers=np.array([3.0, 4.0]))
    >>> table = Table("a.csv", (bad,), np.array([2, 3]), Source("a.csv"))
    >>> counts(table, Roles(value=("bad",), inspected="200"), proportion=True).size
    array([200., 200.])
    """
    value = _one_column(table, roles)
    verdicts = value.kind == "verdict"
    if verdicts and not is_grouped(roles):
        if roles.stage is None or roles.stage == NO_STAGE:
            raise no_subgroups(table)
        roles = roles._replace(subgroup=roles.stage, stage=NO_STAGE)
    points = grouped_rows(table, roles) if is_grouped(roles) else labelled_rows(table, roles)
    found = _verdict_numbers(value) if verdicts else numbers_of(table, value)
    inspected = _inspected(table, roles, value, found, proportion=proportion)
    count = found[points.rows]
    size = _sizes(table, inspected, points)
    if not verdicts:
        check_counts(table, value, inspected.column, points.rows, (count, size), proportion=proportion)
    held = ~(np.isnan(count) | np.isnan(size)) & (size > 0)
    if not held.any():
        raise no_data_left(table, [value], len(points.rows), points.dropped)
    return _built(table, roles, value, inspected, points, (count, size, held), proportion)


def _built(
    table: Table,
    roles: Roles,
    value: Column,
    inspected: Inspected,
    points: Points,
    numbers: tuple[Floats, Floats, Bools],
    proportion: bool,
) -> Counts:
    count, size, held = numbers
    total = segment_sum(count, points.starts, held)
    sizes = segment_sum(size, points.starts, held)
    rows = segment_count(count, points.starts, held)
    findings = [*_left_out(table, points, count, size), *repeated_rows(table, roles)]
    if proportion and not inspected.each:
        taken = (value.name, inspected.name)
        findings += rate_findings(table, taken, points.rows, count, size)
    n_used = int(np.count_nonzero(held))
    n_read = len(held) + sum(points.dropped.values())
    nothing = int(np.count_nonzero(size == 0))
    dropped = {**points.dropped, **({"nothing inspected": nothing} if nothing else {})}
    usage = Usage(n_read, n_used, len(held) - n_used - nothing, dropped)
    filled = rows > 0
    several = len(points.starts) < len(held)
    points, empty = without_empty(points, filled)
    if several:
        findings += empty
    whole_area = inspected.column is None and inspected.number is None
    if whole_area:
        _equal_rows(table, value, rows[filled])
    sized = inspected.each or not whole_area
    if sized:
        findings += unequal(sizes[filled])
    clause = rows_clause(n_used, n_read)
    said = about(table, roles, [value], points, usage, clause=clause, findings=findings)
    return Counts(total[filled], sizes[filled] if sized else None, said, inspected.name)


def _one_column(table: Table, roles: Roles) -> Column:
    columns = value_columns(table, roles.value)
    if len(columns) > 1:
        raise OptionError(
            "one-count",
            Msg("a chart of counts takes one column; {n} are named.", n=len(columns)),
            hints=[option("value", c.name) for c in columns[:3]],
        )
    return columns[0]


def _verdict_numbers(value: Column) -> Floats:
    if value.problems:
        raise value.problems[0]
    assert value.numbers is not None
    return value.numbers


def _inspected(table: Table, roles: Roles, value: Column, found: Floats, *, proportion: bool) -> Inspected:
    if roles.inspected is not None:
        number = constant(table, roles.inspected)
        if number is None:
            return Inspected(column(table, roles.inspected, "inspected"))
        if not 0 < number < math.inf:
            raise OptionError(
                "inspected-number",
                Msg("{option}: the number inspected is above 0.", option=f"--inspected {roles.inspected}"),
            )
        return Inspected(number=number)
    if value.kind == "verdict":
        return Inspected(each=True)
    if not proportion:
        return Inspected()
    if is_grouped(roles) and bool(np.all(np.isnan(found) | (found == 0) | (found == 1))):
        return Inspected(each=True)
    raise _no_inspected(table, value)


def _no_inspected(table: Table, value: Column) -> OptionError:
    others = [c.name for c in table.columns if c.kind == "number" and c is not value]
    likely = same_thing("inspected", others) or next(iter(others), None)
    hints = [] if likely is None else [option("inspected", likely)]
    return OptionError(
        "no-inspected",
        Msg("{file}: nothing says how many units each count in {column} is of.",
            file=table.name, column=value.name),
        hints=[*hints, Msg("{option} for lots of 200", option=option("inspected", "200"))],
    )  # fmt: skip


def _sizes(table: Table, inspected: Inspected, points: Points) -> Floats:
    if inspected.column is None:
        return np.full(len(points.rows), 1.0 if inspected.number is None else inspected.number)
    return numbers_of(table, inspected.column)[points.rows]


def _equal_rows(table: Table, value: Column, rows: npt.NDArray[np.int64]) -> None:
    """A count over more rows than another is on another area: that must be said by a size."""
    if value.kind != "verdict" and len(rows) and int(rows.min()) != int(rows.max()):
        raise OptionError(
            "unequal-area",
            Msg("{file}: {column} is counted over {a} to {b} rows, so on areas that differ.",
                file=table.name, column=value.name, a=int(rows.min()), b=int(rows.max())),
            hints=[Msg("{option} with {inspected}", option=option("kind", "u"), inspected="--inspected 1")],
        )  # fmt: skip


def _left_out(table: Table, points: Points, count: Floats, size: Floats) -> list[Finding]:
    found: list[Finding] = []
    gone = np.flatnonzero(np.isnan(count) | np.isnan(size))
    if len(gone):
        message = plural(
            "{n} of {N} rows holds no count and was left out: {lines}.",
            "{n} of {N} rows hold no count and were left out: {lines}.",
            len(gone),
            N=len(count),
            lines=lines(table, [int(points.rows[i]) for i in gone[: SHOWN + 1]], len(gone)),
        )
        found.append(missing_level(message, len(gone), len(count)))
    nothing = np.flatnonzero(size == 0)
    if len(nothing):
        message = plural(
            "{n} row with nothing inspected was left out: {lines}.",
            "{n} rows with nothing inspected were left out: {lines}.",
            len(nothing),
            lines=lines(table, [int(points.rows[i]) for i in nothing[: SHOWN + 1]], len(nothing)),
        )
        found.append(Finding("nothing-inspected", "watch", message, {"n": len(nothing)}))
    return found
