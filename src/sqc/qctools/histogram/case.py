"""What a histogram is of: values with their classes, the specification, strata, the shape of each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.charts.words import quoted, with_unit
from sqc.data.about import stem, used_clause
from sqc.data.individuals import row_values
from sqc.data.labels import coded
from sqc.data.select import column, split_names
from sqc.data.table import Column, Table
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import DataError, Finding, OptionError, Source, out_of_range
from sqc.qctools.histogram.shape import UNSEEN, Shape, shape_of
from sqc.qctools.kit.measured import measured, offered
from sqc.qctools.kit.take import blank_rows, level_of, nothing_left
from sqc.stats.attribute import clopper_pearson
from sqc.stats.classes import AUTO, MOST, RULES, Classes, classes, resolution

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SEVERAL = 200
# strata beyond so many are not looked at for their shape: each takes a fifth of a second
LOOKED_AT = 12


class Spec(NamedTuple):
    """Specification limits and target; NaN where there is none."""

    lsl: float = math.nan
    usl: float = math.nan
    target: float = math.nan

    @property
    def limited(self) -> bool:
        """There is a limit."""
        return not (math.isnan(self.lsl) and math.isnan(self.usl))


@dataclass(frozen=True, eq=False)
class Group:
    """Values of all rows or of a stratum.

    Parameters
    ----------
    values : float array
        At least one, all finite.
    counts : integer array, shape (classes,)
    below, above : int
        Values outside the specification.
    shape : Shape
    confidence : float
    """

    values: Floats
    counts: Ints
    below: int
    above: int
    shape: Shape
    confidence: float

    @property
    def n(self) -> int:
        """Number of values."""
        return len(self.values)

    @cached_property
    def mean(self) -> float:
        """Mean."""
        return float(self.values[0] + (self.values - self.values[0]).mean())

    @cached_property
    def sigma(self) -> float:
        """Standard deviation, NaN of one value."""
        return float(self.values.std(ddof=1)) if self.n > 1 else math.nan

    @property
    def outside(self) -> int:
        """Values outside the specification."""
        return self.below + self.above

    @cached_property
    def share_interval(self) -> tuple[float, float]:
        """Clopper-Pearson interval of the share outside; of none or all the bound has one side."""
        tail = 1 - self.confidence
        if 0 < self.outside < self.n:
            tail /= 2
        low, high = clopper_pearson(self.outside, self.n, tail, 1 - tail)
        return float(low), float(high)


@dataclass(frozen=True, eq=False)
class Case:
    """What a histogram is of.

    Parameters
    ----------
    whole : Group
    name, unit : str
    decimals : int
        Of the values as they were written.
    classes : Classes
        Of all values.
    asked : str
        The rule or the number of classes as it was asked for.
    spec : Spec
    parts : mapping of str to Group
        Strata; empty without.
    part_name : str
    confidence : float
    source : Source
    findings : tuple of Finding
        What the reading has to say.
    offered : tuple of str
        Columns that ``--by`` could take.
    charted : str
        The command that charts the same values in order; "" where there is no file.
    """

    whole: Group
    name: str
    unit: str
    decimals: int
    classes: Classes
    asked: str
    spec: Spec
    parts: Mapping[str, Group]
    part_name: str
    confidence: float
    source: Source
    findings: tuple[Finding, ...]
    offered: tuple[str, ...]
    charted: str = ""

    @property
    def label(self) -> Words:
        """The characteristic with its unit."""
        return with_unit(self.name, self.unit)


def case_of(table: Table, options: Mapping[str, Any]) -> Case:
    """Return the histogram of a table.

    Raises
    ------
    SqcError
        Columns that are not there or not told apart, limits that contradict each other, no value.
    """
    spec, confidence = _spec(options), level_of(options.get("confidence"))
    rule, number = _rule(options.get("classes"))
    by = options.get("by")
    columns = measured(table, options.get("value"), "histogram", (by,))
    found = row_values(table, columns, np.arange(table.n_rows))
    held = ~np.isnan(found)
    findings = blank_rows(columns[0], held) if len(columns) == 1 else []
    names: tuple[str, ...] = ("",)
    codes = np.zeros(len(found), dtype=np.int64)
    parted = None if by is None else column(table, by, "by")
    if parted is not None:
        row_codes, names = coded(parted, np.arange(table.n_rows))
        findings += blank_rows(parted, row_codes >= 0)
        codes = np.repeat(row_codes, len(columns))
        held &= codes >= 0
    if not held.any():
        raise nothing_left(table, Msg("no cell holds a number"))
    values = found[held]
    decimals = max(c.decimals for c in columns)
    step = resolution(values, decimals)
    cut = _classes(table, columns[0], values, step, rule, number)
    parts = {} if parted is None else _parts(values, codes[held], names, cut, spec, confidence)
    return Case(
        _group(values, cut, spec, confidence),
        stem(columns),
        options.get("unit") or next((c.unit for c in columns if c.unit), ""),
        decimals,
        cut,
        str(options.get("classes") or "auto"),
        spec,
        parts,
        "" if parted is None else parted.name,
        confidence,
        _used(table, held),
        (*table.findings, *findings),
        () if parted is not None else offered(table),
        _charted(table, columns),
    )


def _charted(table: Table, columns: list[Column]) -> str:
    if table.origin == "frame" or table.name == "-":
        return ""
    names = ",".join(c.name for c in columns)
    return f"sqc chart {quoted(table.name)} --value {quoted(names)}"


def _group(values: Floats, cut: Classes, spec: Spec, confidence: float, looked: bool = True) -> Group:
    counts, _ = np.histogram(values, cut.edges)
    below, above = (int(np.count_nonzero(side)) for side in (values < spec.lsl, values > spec.usl))
    shape = UNSEEN._replace(n=len(values))
    if looked:
        shape = shape_of(values, cut.step, spec.lsl, spec.usl)
    return Group(values, counts.astype(np.int64), below, above, shape, confidence)


def _parts(
    values: Floats, codes: Ints, names: tuple[str, ...], cut: Classes, spec: Spec, confidence: float
) -> dict[str, Group]:
    """Return the strata that hold something, in order of first appearance."""
    if len(names) > SEVERAL:
        raise OptionError(
            "too-many-strata", Msg("--by makes {n} strata; at most {most} are told apart.",
                                   n=len(names), most=SEVERAL),
        )  # fmt: skip
    masks = {name: codes == i for i, name in enumerate(names)}
    held = {name: mask for name, mask in masks.items() if mask.any()}
    looked = len(held) <= LOOKED_AT
    return {name: _group(values[mask], cut, spec, confidence, looked) for name, mask in held.items()}


def _classes(
    table: Table, wanted: Column, values: Floats, step: float, rule: str, number: int | None
) -> Classes:
    if values.min() == values.max():
        raise DataError(
            "all-equal",
            Msg('all {n} values of "{column}" are equal: there is nothing to draw.',
                n=len(values), column=wanted.header),
            file=table.name,
            column=wanted.header,
        )  # fmt: skip
    return classes(values, step, rule, number)


def _rule(asked: object) -> tuple[str, int | None]:
    """Return the rule of the width and the number of classes, where one is asked for."""
    text = "auto" if asked is None else str(asked).strip().lower()
    if text == "auto":
        return AUTO, None
    if text in RULES:
        return text, None
    if text.isdecimal() and 2 <= int(text) <= 10 * MOST:
        return AUTO, int(text)
    allowed = Listing(("auto", *RULES, Msg("a number from 2 to {most}", most=10 * MOST)), open_end=True)
    raise out_of_range("classes", str(asked), allowed)


def _spec(options: Mapping[str, Any]) -> Spec:
    given: dict[str, float] = {}
    for name in Spec._fields:
        value = options.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise out_of_range(name, str(value), Msg("a finite number"))
        given[name] = float(value)
    found = Spec(**given)
    if found.lsl >= found.usl:
        text = Msg("LSL {lsl} is not below USL {usl}.", lsl=f"{found.lsl:.15g}", usl=f"{found.usl:.15g}")
        raise OptionError("specification-order", text)
    if found.target <= found.lsl or found.target >= found.usl:
        text = Msg("the target {target} is not inside the limits.", target=f"{found.target:.15g}")
        raise OptionError("target-outside", text)
    return found


def _used(table: Table, held: npt.NDArray[np.bool_]) -> Source:
    n, kept = len(held), int(np.count_nonzero(held))
    clause = used_clause(kept, n)
    read = (*table.source.read, clause)
    return replace(table.source, n_read=n, n_used=kept, n_missing=n - kept, read=read)


def named_columns(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns that will be used, where the options name them one by one."""
    value, by = options.get("value"), options.get("by")
    if value is None or ".." in value:
        return ()
    return (*split_names(value), *(() if by is None else (by,)))
