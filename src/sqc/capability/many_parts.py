"""From a table and a specification file to a sample for each characteristic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from sqc.capability.moments import values_of
from sqc.capability.specification import Specification
from sqc.capability.specs import Asked
from sqc.charts.choose import choose
from sqc.charts.prepare import Prepared, build, read, settings_of
from sqc.charts.settings import Settings
from sqc.data.labels import coded
from sqc.data.roles import LABEL_HEADS, STAGE_HEADS, TIME_HEADS
from sqc.data.rows import pick, rows_where
from sqc.data.select import column
from sqc.data.spool import spooled
from sqc.data.suggest import fold, nearest
from sqc.data.table import Column, Table
from sqc.i18n.message import Msg, Words
from sqc.notes import OptionError, Source, SqcError


class Parts(NamedTuple):
    """Characteristics that are studied, those that are not with the reason, columns without a row.

    `unasked` are characteristics of the data that the specification file does not name, `absent` those of the
    file that the data do not have.
    """

    prepared: dict[str, Prepared]
    specs: dict[str, Specification]
    refused: dict[str, Words]
    unasked: tuple[str, ...]
    source: Source
    by: str
    absent: tuple[str, ...] = ()


def parts_of(data: Any, options: Mapping[str, Any], asked: Mapping[str, Asked] | Specification) -> Parts:
    """Return what is studied.

    Parameters
    ----------
    data : as `sqc.chart` takes it
    options : mapping
        Those of the chart; `by` names the column of characteristics of long data.
    asked : mapping or Specification
        What the file asks, by characteristic; one specification holds for every value of `by`.
    """
    settings = settings_of({**options, "stage": "none"})
    with spooled(data) as source:
        table, settings = read(source, options, settings)
    if settings.where:
        table = rows_where(table, settings.where)
    found = dict(_long(table, settings) if settings.by is not None else _wide(table, settings, asked))
    if isinstance(asked, Specification):
        asked = {name: Asked(name, asked) for name in found}
    prepared: dict[str, Prepared] = {}
    specs: dict[str, Specification] = {}
    refused: dict[str, Words] = {}
    by_fold = {fold(name): name for name in found}
    taken: set[str] = set()
    for name, one in asked.items():
        here = name if name in found else by_fold.get(fold(name))
        if here is None:
            refused[name] = _not_there(name, found)
            continue
        taken.add(here)
        sample = _sample(*found[here], one)
        if isinstance(sample, Prepared) and one.spec is not None:
            prepared[name], specs[name] = sample, one.spec
        else:
            refused[name] = (
                Msg("the specification file holds no limit") if isinstance(sample, Prepared) else sample
            )
    unasked = tuple(name for name in found if name not in taken)
    absent = tuple(name for name in asked if name not in found and fold(name) not in by_fold)
    return Parts(prepared, specs, refused, unasked, table.source, settings.by or "", absent)


def _not_there(name: str, found: Mapping[str, object]) -> Words:
    near = nearest(name, found)
    if near is not None:
        return Msg('there are no data; did you mean "{near}"?', near=near)
    return Msg("there are no data")


def _long(table: Table, settings: Settings) -> Iterator[tuple[str, tuple[Table, Settings]]]:
    """Give the rows of each value of the column that names the characteristic."""
    by = column(table, settings.by or "", "by")
    own = settings._replace(by=None)
    codes, names = coded(by, np.arange(table.n_rows))
    rest = table._replace(columns=tuple(c for c in table.columns if c is not by))
    if not own.value:
        own = own._replace(value=choose(rest, own).roles.value)
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(names) + 1))
    for code, name in enumerate(names):
        yield name, (pick(rest, order[ends[code] : ends[code + 1]]), own)


def _wide(
    table: Table, settings: Settings, asked: Mapping[str, Asked] | Specification
) -> Iterator[tuple[str, tuple[Table, Settings]]]:
    """Give each measured column with those that no specification names."""
    if isinstance(asked, Specification):
        raise OptionError(
            "needs-specs", Msg("several columns need --specs, or --by the column that names them.")
        )
    if settings.value:
        raise OptionError(
            "option-clash", Msg("--value goes with --by; of wide data --specs names the columns.")
        )
    known = {fold(name) for name in asked}
    chosen = [c for c in table.columns if known & {fold(c.name), fold(c.header)}]
    others = tuple(c for c in table.columns if c not in chosen)
    spoken = {settings.subgroup, settings.time, settings.order}
    for c in chosen:
        name = c.header if fold(c.header) in known and fold(c.name) not in known else c.name
        yield name, (table._replace(columns=(c, *others)), settings._replace(value=(c.name,)))
    for c in others:
        if _measured(c) and not spoken & {c.name, c.header}:
            yield c.name, (table._replace(columns=(c,)), settings._replace(value=(c.name,)))


def _measured(c: Column) -> bool:
    """Return whether a column holds measurements: no label, no time, no running number."""
    if c.kind != "number" or c.numbers is None or fold(c.name) in {*LABEL_HEADS, *TIME_HEADS, *STAGE_HEADS}:
        return False
    return not (c.integer and bool(np.all(np.diff(c.numbers) >= 0)))


def _sample(table: Table, settings: Settings, asked: Asked) -> Prepared | Words:
    """Return the sample of one characteristic, or why there is none."""
    try:
        choice = choose(table, settings)
        sample = build(table, choice)
        values = values_of(sample)
    except SqcError as error:
        return error.message
    about = sample.about
    if asked.unit and about.unit and fold(asked.unit) != fold(about.unit):
        return Msg("the data are in {a}, the specification in {b}", a=about.unit, b=asked.unit)
    if len(values) < 2 or values.min() == values.max():
        return Msg("fewer than two different values")
    about = replace(
        about, name=asked.name, choice=choice.reason, unit=settings.unit or about.unit or asked.unit
    )
    return Prepared(replace(sample, about=about), choice.kind, settings)
