"""Events among units inspected, or on an area, by group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.impossible import check_counts
from sqc.data.select import column, constant, numbers_of
from sqc.data.table import Column, Table
from sqc.i18n.message import Msg
from sqc.notes import OptionError
from sqc.qctools.compare.groups import groups_of, one_group, reading_of
from sqc.qctools.compare.sample import Counted, Reading
from sqc.qctools.kit.take import blank_rows, nothing_left

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def counted(table: Table, columns: list[Column], options: Mapping[str, Any], *, proportion: bool) -> Reading:
    """Return events and sizes by group, or of all rows against a target."""
    value = columns[0]
    if len(columns) > 1:
        raise OptionError(
            "one-count", Msg("counts are compared in one column; {n} are named.", n=len(columns))
        )
    if options.get("paired") is not None:
        raise OptionError(
            "no-pairs",
            Msg("--paired takes measured values or verdicts; counts of several units have no pairs."),
        )
    verdicts = value.kind == "verdict"
    if verdicts and value.problems:
        raise value.problems[0]
    events = np.asarray(value.numbers) if verdicts else numbers_of(table, value)
    sizes, sized = _sizes(table, value, events, options, proportion)
    check_counts(table, value, sized, np.arange(table.n_rows), (events, sizes), proportion=proportion)
    known = ~(np.isnan(events) | np.isnan(sizes)) & (sizes > 0)
    names: tuple[str, ...]
    if options.get("target") is not None and options.get("by") is None:
        by, codes, names = "", np.zeros(table.n_rows, dtype=np.int64), (value.name,)
        held = known
    else:
        group, codes, names = groups_of(table, value, options)
        by, held = group.name, known & (codes >= 0)
        there = [i for i in range(len(names)) if (held & (codes == i)).any()]
        if held.any() and len(there) < 2:
            raise one_group(table, group, names[there[0]])
    if not held.any():
        raise nothing_left(table, Msg("no row holds a count and what it is of"))
    masks = {name: held & (codes == i) for i, name in enumerate(names) if (held & (codes == i)).any()}
    sample = Counted(
        tuple(masks),
        np.array([events[mask].sum() for mask in masks.values()]),
        np.array([sizes[mask].sum() for mask in masks.values()]),
        tuple((events[mask], sizes[mask]) for mask in masks.values()),
        proportion,
        verdicts,
    )
    findings = blank_rows(value, known | (codes < 0))
    return reading_of(table, value, options, sample, by, held, findings)


def _sizes(
    table: Table, value: Column, events: Floats, options: Mapping[str, Any], proportion: bool
) -> tuple[Floats, Column | None]:
    given = options.get("inspected")
    if given is not None:
        number = constant(table, given)
        if number is None:
            sized = column(table, given, "inspected")
            return numbers_of(table, sized), sized
        if not 0 < number < np.inf:
            raise OptionError(
                "inspected-number",
                Msg("{option}: the number inspected is above 0.", option=f"--inspected {given}"),
            )
        return np.full(table.n_rows, number), None
    whole = bool(np.all(np.isnan(events) | (events == 0) | (events == 1)))
    if proportion and value.kind != "verdict" and not whole:
        raise OptionError(
            "no-inspected",
            Msg("{file}: nothing says how many units each count in {column} is of.",
                file=table.name, column=value.name),
            hints=[Msg("{option} for lots of 200", option="--inspected 200")],
        )  # fmt: skip
    return np.ones(table.n_rows), None
