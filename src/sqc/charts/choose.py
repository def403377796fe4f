"""Which chart fits a table, and why; it asks only where different measured columns are possible."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sqc.charts.catalog import AUTOMATIC, KINDS
from sqc.charts.columns import Shape, holds_verdicts, is_count_head, shape_of, xbar_kind
from sqc.charts.kind import load_kind
from sqc.charts.settings import Settings
from sqc.data.roles import Roles
from sqc.data.select import column, value_columns
from sqc.data.table import Column, Table
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import OptionError
from sqc.stats.segments import distinct

# columns of a table that holds summaries of subgroups
SUMMARY = ("mean", "range", "sd", "n")


class Choice(NamedTuple):
    """A kind, the columns it takes, and the reason in one sentence."""

    kind: str
    roles: Roles
    reason: Words | None


def choose(table: Table, settings: Settings) -> Choice:
    """Return the chart for a table under the user's options.

    Raises
    ------
    DataError
        If different charts are possible; its hints are commands that work.
    """
    roles = _given_roles(settings)
    if any(getattr(settings, name) is not None for name in SUMMARY):
        return _summary(settings, roles)
    shape = shape_of(table, _spoken_for(table, settings))
    if settings.kind is not None:
        choice = _by_kind(table, shape, settings, roles)
    elif settings.inspected is not None:
        choice = _counted(table, shape, settings, roles)
    elif roles.value:
        choice = _by_value(table, shape, settings, roles)
    else:
        choice = _by_shape(table, shape, settings, roles)
    first = value_columns(table, choice.roles.value)[0]
    if first.kind in ("verdict", "text") and _is_ambiguous(first):
        from sqc.charts.questions import which_word

        raise which_word(table, shape, first, choice.roles)
    return choice


def _is_ambiguous(column: Column) -> bool:
    from sqc.data.verdicts import is_ambiguous

    return is_ambiguous(column)


def _spoken_for(table: Table, settings: Settings) -> frozenset[str]:
    """Return the columns that an option gives another part: none of them is what is charted."""
    given = (
        settings.subgroup,
        settings.time,
        settings.order,
        settings.stage,
        settings.inspected,
        settings.by,
    )
    found = [table.find(name) for name in given if name is not None and name not in settings.value]
    return frozenset(c.name for c in found if c is not None)


def _given_roles(settings: Settings) -> Roles:
    names = (
        "value", "subgroup", "size", "time", "window", "inspected", "stage", "order", "exclude",
        "mean", "range", "sd", "n",
    )  # fmt: skip
    return Roles(**{name: getattr(settings, name) for name in names})


def _summary(settings: Settings, roles: Roles) -> Choice:
    """Choose for a table of means: its other column says which spread there is."""
    first = next(name for name in SUMMARY if getattr(settings, name) is not None)
    if settings.mean is None:
        raise OptionError(
            "summary-columns",
            Msg("{mean} takes a table of summaries: {lacking} is needed too.",
                mean=f"--{first} {getattr(settings, first)}", lacking="--mean"),
        )  # fmt: skip
    kind = settings.kind or AUTOMATIC["subgroups" if settings.range is None else "small subgroups"]
    if KINDS[kind].takes != "subgroups":
        raise OptionError(
            "summary-kind",
            Msg("{kind} takes no table of summaries (--mean): it draws no subgroups.",
                kind=load_kind(kind).title),
        )  # fmt: skip
    needed = load_kind(kind).summary
    if needed is not None and getattr(settings, needed) is None:
        raise OptionError(
            "no-spread",
            Msg("{kind} draws a column of its own beside the means: {option} names it.",
                kind=load_kind(kind).title, option=f"--{needed}"),
            hints=[Verbatim(f"--{needed} COLUMN")],
        )  # fmt: skip
    return Choice(kind, roles, None)


def _by_shape(table: Table, shape: Shape, settings: Settings, roles: Roles) -> Choice:
    """Choose with no column named."""
    if len(shape.counts) == 1 and not shape.categories:
        return _count_choice(shape, roles)
    if len(shape.counts) > 1 or (shape.counts and shape.categories):
        from sqc.charts.questions import several_counts

        raise several_counts(table, shape)
    if shape.study or shape.lives:
        from sqc.charts.questions import other_question

        raise other_question(table, shape)
    if not shape.measured:
        from sqc.charts.questions import nothing_measured

        raise nothing_measured(table, shape)
    family = shape.family
    if family is not None:
        if shape.family_differs:
            from sqc.charts.questions import two_readings

            raise two_readings(table, shape)
        return _wide(family, roles._replace(value=tuple(c.name for c in family)))
    if len(shape.measured) > 1:
        from sqc.charts.questions import two_readings

        raise two_readings(table, shape)
    return _long(table, shape, roles._replace(value=(shape.measured[0].name,)))


def _by_value(table: Table, shape: Shape, settings: Settings, roles: Roles) -> Choice:
    """Choose with the value column or columns named."""
    columns = value_columns(table, roles.value)
    if len(columns) > 1:
        return _wide(columns, roles)
    only = columns[0]
    if only.kind == "verdict":
        reason = Msg("p: {column} holds verdicts, counted in subgroups.", column=only.name)
        return Choice(AUTOMATIC["share"], roles, reason)
    if any(only.name == c.name for c in shape.counts) and not any(
        getattr(settings, name) for name in ("subgroup", "size", "window")
    ):
        return _count_choice(shape._replace(counts=(only,)), roles)
    return _long(table, shape, roles)


def _by_kind(table: Table, shape: Shape, settings: Settings, roles: Roles) -> Choice:
    """Fill in the columns a named kind needs."""
    kind = settings.kind or ""
    takes = KINDS[kind].takes
    if takes == "counts":
        if not roles.value:
            roles = roles._replace(value=_only_count(table, shape))
        if roles.inspected is None and load_kind(kind).sized != "none":
            size = _size_for(shape, roles.value[0])
            roles = roles._replace(inspected=size)
        return Choice(kind, roles, None)
    if not roles.value:
        family = shape.family
        if family is not None and not shape.family_differs:
            if takes == "individuals":
                return Choice(kind, roles._replace(value=tuple(c.name for c in family)), None)
            roles = roles._replace(value=tuple(c.name for c in family))
        elif len(shape.measured) == 1:
            roles = roles._replace(value=(shape.measured[0].name,))
        elif not shape.measured:
            from sqc.charts.questions import nothing_measured

            raise nothing_measured(table, shape)
        else:
            from sqc.charts.questions import two_readings

            raise two_readings(table, shape)
    wide = len(value_columns(table, roles.value)) > 1
    grouped = roles.subgroup or roles.size or roles.window
    if takes == "subgroups" and not wide and not grouped:
        found = shape.subgroup
        if found is None:
            from sqc.charts.questions import no_subgroups

            raise no_subgroups(table, kind)
        roles = roles._replace(subgroup=found.name)
    return Choice(kind, roles, None)


def _counted(table: Table, shape: Shape, settings: Settings, roles: Roles) -> Choice:
    if not roles.value:
        roles = roles._replace(value=_only_count(table, shape))
    units = column(table, roles.value[0])
    return _sized_counts(shape, units, roles)


def _sized_counts(shape: Shape, count: Column, roles: Roles) -> Choice:
    """Choose for counts with the number or area inspected."""
    if shape.is_defects(count, roles.inspected):
        reason = Msg("u: nonconformities and the area inspected in each row (--kind).")
        return Choice(AUTOMATIC["rate"], roles, reason)
    return Choice(AUTOMATIC["share"], roles, Msg("p: a count and the number inspected in each row (--kind)."))


def _only_count(table: Table, shape: Shape) -> tuple[str, ...]:
    verdicts = [c for c in table.columns if c.kind == "verdict"]
    if len(shape.counts) == 1:
        return (shape.counts[0].name,)
    if not shape.counts and len(verdicts) == 1:
        return (verdicts[0].name,)
    headed = [c for c in table.columns if c.kind == "number" and is_count_head(c.name)]
    if not shape.counts and len(headed) == 1:
        return (headed[0].name,)
    sizes = {c.name for c in shape.sizes}
    whole = [
        c
        for c in table.columns
        if c.kind == "number" and c.integer and c.name not in shape.index_names and c.name not in sizes
    ]
    if not shape.counts and len(whole) == 1:
        return (whole[0].name,)
    if not shape.counts and len(shape.measured) == 1:
        return (shape.measured[0].name,)
    from sqc.charts.questions import several_counts

    raise several_counts(table, shape)


def _size_for(shape: Shape, count: str) -> str | None:
    """Return the size column that stands beside a count, None when there is none."""
    sizes = [c for c in shape.sizes if c.name != count]
    return sizes[0].name if len(sizes) == 1 else shape.pairs.get(count)


def _count_choice(shape: Shape, roles: Roles) -> Choice:
    count = shape.counts[0]
    size = _size_for(shape, count.name)
    roles = roles._replace(value=(count.name,), inspected=roles.inspected or size)
    if roles.inspected is None:
        reason = Msg("c: a count of nonconformities, no column with the area (--kind).")
        return Choice(AUTOMATIC["count"], roles, reason)
    return _sized_counts(shape, count, roles)


def _wide(columns: list[Column] | tuple[Column, ...], roles: Roles) -> Choice:
    kind = xbar_kind(len(columns))
    reason = Msg(
        "{kind}: each row holds {n} readings, so a row is a subgroup (--kind i-mr takes them one by one).",
        kind=load_kind(kind).title,
        n=len(columns),
    )
    return Choice(kind, roles, reason)


def _long(table: Table, shape: Shape, roles: Roles) -> Choice:
    values = column(table, roles.value[0])
    if holds_verdicts(values):
        from sqc.charts.questions import zero_or_one

        raise zero_or_one(table, shape, values)
    if roles.subgroup or roles.size or roles.window:
        rows = table.n_rows
        groups = _n_groups(table, roles)
        return Choice(
            xbar_kind(rows / max(groups, 1)) if not roles.size else xbar_kind(roles.size), roles, None
        )
    found = shape.subgroup
    if found is not None:
        groups = _n_groups(table, roles._replace(subgroup=found.name))
        kind = xbar_kind(table.n_rows / max(groups, 1))
        reason = Msg(
            "{kind}: column {column} names the subgroup of each row (--kind i-mr takes them one by one).",
            kind=load_kind(kind).title,
            column=found.name,
        )
        return Choice(kind, roles._replace(subgroup=found.name), reason)
    if shape.grouping is not None:
        reason = Msg(
            "I-MR: one column of values, rows in file order; --subgroup {column} gives Xbar-R.",
            column=shape.grouping.name,
        )
    else:
        reason = Msg("I-MR: one column of values, no column that groups rows (--kind).")
    return Choice(AUTOMATIC["individuals"], roles, reason)


def _n_groups(table: Table, roles: Roles) -> int:
    if roles.window is not None:
        from sqc.data.subgroups import subgroups

        return len(subgroups(table, roles).n)
    if roles.subgroup is None:
        return 1 if roles.size is None else table.n_rows // roles.size
    labels = column(table, roles.subgroup)
    if labels.numbers is not None:
        return len(distinct(labels.numbers[np.isfinite(labels.numbers)]))
    return len(set(labels.cells or ()))
