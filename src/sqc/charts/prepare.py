"""From what the user gave, and the options, to a validated sample and a kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqc.charts.catalog import AUTOMATIC, KINDS
from sqc.charts.kind import load_kind
from sqc.charts.option_check import unknown_kind
from sqc.charts.settings import Settings, check
from sqc.charts.words import quoted
from sqc.data.roles import NO_STAGE
from sqc.data.sample import Counts, Individuals, Sample, Subgroups, points_of
from sqc.data.select import split_names
from sqc.data.sheet import NAMES, read_options
from sqc.data.spool import spooled
from sqc.data.suggest import fold
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import OptionError, SqcError

if TYPE_CHECKING:
    from sqc.charts.choose import Choice
    from sqc.data.large_file import LargeFile
    from sqc.data.passing import Rows
    from sqc.data.sheet import ReadOptions
    from sqc.data.table import Table


def settings_of(options: Mapping[str, Any]) -> Settings:
    """Return the chart's settings from keyword options; column lists may be text or a sequence.

    Raises
    ------
    OptionError
        If an option is unknown.
    """
    known = set(Settings._fields)
    given = {}
    for name, value in options.items():
        if name in NAMES or value is None:
            continue
        if name not in known:
            raise _unknown_option(name, known)
        given[name] = value
    value = given.get("value", ())
    if isinstance(value, str):
        given["value"] = split_names(value)
    elif isinstance(value, Iterable):
        given["value"] = tuple(map(str, value))
    else:
        given["value"] = (str(value),)
    if "where" in given:
        given["where"] = (given["where"],) if isinstance(given["where"], str) else tuple(given["where"])
    for name in ("inspected", "nonconforming", "n", "exclude", "box_cox"):
        if name in given and not isinstance(given[name], str):
            item = given[name]
            given[name] = ",".join(map(str, item)) if isinstance(item, (list, tuple)) else str(item)
    settings = Settings(**given)
    check(settings)
    return settings


def _unknown_option(name: str, known: set[str]) -> OptionError:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known | set(NAMES)), 1)
    if near:
        text = Msg('there is no option "{name}"; did you mean "{near}"?', name=name, near=near[0])
    else:
        text = Msg('there is no option "{name}".', name=name)
    return OptionError("unknown-option", text)


def read(data: Any, options: Mapping[str, Any], settings: Settings) -> tuple[Table, Settings]:
    """Return the table of a file, a frame or a sequence, and the settings that are now known.

    A word that counts as nonconforming names its column.
    """
    from sqc.data.read import read_table

    table = read_table(data, read_options(options, _wanted(settings)))
    if settings.nonconforming is None:
        return table, settings
    from sqc.data.verdicts import count_word

    table, column = count_word(table, settings.nonconforming, settings.value[:1])
    return table, settings if settings.value else settings._replace(value=(column,))


# options that need all rows at once
_WHOLE = (
    "nonconforming", "where", "by", "stage", "order", "time", "window", "inspected", "mean", "box_cox",
)  # fmt: skip


def _flowing(data: Any, options: Mapping[str, Any], settings: Settings) -> Prepared | None:
    """Return the chart of a large file in blocks; None: its table is read.

    Its columns are those that the options name; of a file too large for a table those of its first rows.
    """
    from sqc.data.large_file import large_file

    given = read_options(options, _wanted(settings))
    if given.fill or any(getattr(settings, name) for name in _WHOLE if not _no_stage(settings, name)):
        return None
    if len(settings.value) > 1:  # a chart each, or one of all: their means tell
        return None
    found = large_file(data, given)
    if found is None or (given.wanted is None and not found.too_large):
        return None
    from sqc.data.flow_samples import flowing_sample

    flow = _flow(found, given)
    if flow is None:
        return None
    head = flow.head
    try:
        settings, choice = _chosen(head, settings)
    except SqcError:
        return None
    takes = KINDS[choice.kind].takes
    if takes == "counts":
        return None
    if given.wanted is None:
        names = tuple(name for name in (*choice.roles.value, choice.roles.subgroup) if name is not None)
        flow = _flow(found, given._replace(wanted=names)) or flow
        told = Msg("The first {n} rows chose the columns; the others are not read.", n=head.n_rows)
        choice = choice._replace(reason=told if choice.reason is None else Join([choice.reason, told], " "))
    sample = flowing_sample(flow, choice.roles, takes)
    if sample is None or _other_kind(sample, choice, settings):
        return None
    return _told(sample, choice, settings, flow.head)


def _flow(found: LargeFile, given: ReadOptions) -> Rows | None:
    """Return a large file as blocks of its text, or as batches of its columns."""
    if found.stored:
        from sqc.data.flow_store import store_flow

        return store_flow(found.path, found.name, found.stored, given)
    from sqc.data.flow import flow_of

    return flow_of(found.path, found.name, given)


def _no_stage(settings: Settings, name: str) -> bool:
    return name == "stage" and settings.stage is not None and fold(settings.stage) == NO_STAGE


def _other_kind(sample: Sample, choice: Choice, settings: Settings) -> bool:
    """Return whether the whole file has other sizes of subgroups than its head, by which it was chosen."""
    if settings.kind is not None or choice.roles.subgroup is None or not isinstance(sample, Subgroups):
        return False
    from sqc.charts.columns import xbar_kind

    return choice.kind != xbar_kind(float(sample.n.mean()))


def _wanted(settings: Settings) -> tuple[str, ...] | None:
    """Return the columns that will be used, where the options name them all; None: unknown."""
    if not settings.value or any(name.isdigit() for name in settings.value):
        return None
    single = settings.kind in KINDS and KINDS[settings.kind].takes == "individuals"
    several = any(".." in name for name in settings.value)
    if not (settings.subgroup or settings.size or single or several):
        return None
    if settings.where:
        return None
    others = ("subgroup", "time", "inspected", "stage", "order", "mean", "range", "sd", "n", "by")
    found = [getattr(settings, name) for name in others]
    return (*settings.value, *(name for name in found if name is not None))


class Prepared(NamedTuple):
    """One chart to be made: a validated sample, its kind, its settings, what to do next."""

    sample: Sample
    kind: str
    settings: Settings
    suggestions: tuple[Words, ...] = ()


def prepare(data: Any, options: Mapping[str, Any]) -> dict[str, Prepared | SqcError]:
    """Return what `sqc.chart` makes charts of, by name; one part without a name is one chart.

    Of several parts those that allow no chart are given with their error.

    Raises
    ------
    SqcError
        If nothing can be charted.
    """
    settings = settings_of(options)
    if isinstance(data, (Individuals, Subgroups, Counts)):
        return {"": Prepared(data, _kind_of(data, settings), settings)}
    with spooled(data) as source:
        return _parts(source, options, settings)


def _parts(data: Any, options: Mapping[str, Any], settings: Settings) -> dict[str, Prepared | SqcError]:
    flowing = _flowing(data, options, settings)
    if flowing is not None:
        return {"": flowing}
    table, settings = read(data, options, settings)
    if settings.where:
        from sqc.data.rows import rows_where

        table = rows_where(table, settings.where)
    if settings.by is None and len(settings.value) < 2:
        return {"": _prepared(table, settings, options)}
    from sqc.charts.parts import parts_of

    parts = parts_of(table, settings)
    if len(parts) == 1:
        _, rows, own = parts[0]
        return {"": _prepared(rows, own, options)}
    found: dict[str, Prepared | SqcError] = {}
    for name, rows, own in parts:
        try:
            found[name] = _prepared(rows, own, options)._replace(suggestions=())
        except SqcError as error:
            found[name] = error
    errors = [part for part in found.values() if isinstance(part, SqcError)]
    if len(errors) == len(found):
        raise errors[0]
    return found


def _prepared(table: Table, settings: Settings, options: Mapping[str, Any]) -> Prepared:
    settings, choice = _chosen(table, settings)
    _keep_values(table, choice, options.get("fill") or ())
    return _told(build(table, choice), choice, settings, table)


def _chosen(table: Table, settings: Settings) -> tuple[Settings, Choice]:
    """Return the chart for a table, and the settings with the kind that a limits file names."""
    from sqc.charts.choose import choose

    if settings.limits is not None and settings.kind is None:
        from sqc.charts.frozen import kind_in

        settings = settings._replace(kind=kind_in(settings.limits, table, settings))
    return settings, choose(table, settings)


def _told(sample: Sample, choice: Choice, settings: Settings, table: Table) -> Prepared:
    """Return a sample with what the user tells of it: unit, transformation, notes."""
    about = replace(sample.about, choice=choice.reason, unit=settings.unit or sample.about.unit)
    sample = replace(sample, about=about)
    if settings.box_cox is not None:
        from sqc.charts.boxcox import transformed

        sample = transformed(sample, settings.box_cox)
    if settings.notes is not None:
        sample = _annotated(sample, settings.notes)
    return Prepared(sample, choice.kind, settings, _next(table, settings))


def _annotated(sample: Sample, notes: object) -> Sample:
    """Return the sample with the causes that people wrote down for its points."""
    from sqc.data.notes_file import read_notes

    about = replace(sample.about, annotations=read_notes(notes, sample.about.labels, points_of(sample)))
    return replace(sample, about=about)


def _keep_values(table: Table, choice: Choice, fill: str | Sequence[str]) -> None:
    """Raise where ``--fill`` would repeat measured values: ranges of 0 that nobody measured."""
    named = {fill} if isinstance(fill, str) else set(fill)
    for name in choice.roles.value:
        column = table.find(name)
        if column is not None and named & {column.name, column.header}:
            raise OptionError(
                "fill-values",
                Msg("--fill {column} would repeat measured values; only labels can be filled.", column=name),
            )


def _kind_of(sample: Sample, settings: Settings) -> str:
    if settings.kind is not None:
        return settings.kind
    if isinstance(sample, Individuals):
        return AUTOMATIC["individuals"]
    if isinstance(sample, Subgroups):
        from sqc.charts.subgrouped import usual_sigma

        return AUTOMATIC["small subgroups" if usual_sigma(sample) == "rbar" else "subgroups"]
    return AUTOMATIC["count" if sample.size is None else "share"]


def build(table: Table, choice: Choice) -> Sample:
    """Return the validated sample of a choice."""
    if choice.kind not in KINDS:
        raise unknown_kind(choice.kind, list(KINDS))
    takes = KINDS[choice.kind].takes
    sample: Sample
    if takes == "counts":
        share = load_kind(choice.kind).center == "share"
        from sqc.data.counts import counts

        sample = counts(table, choice.roles, proportion=share)
    elif takes == "individuals":
        from sqc.data.individuals import individuals

        sample = individuals(table, choice.roles)
    else:
        from sqc.data.subgroups import subgroups

        sample = subgroups(table, choice.roles)
    return sample


def _next(table: Table, settings: Settings) -> tuple[Words, ...]:
    """Suggest to keep the limits: the one step after phase I."""
    if (
        table.origin == "frame"
        or settings.limits is not None
        or settings.save_limits is not None
        or table.name == "-"
    ):
        return ()
    import os

    stem = os.path.splitext(os.path.basename(table.name))[0]
    return (Verbatim(f"sqc chart {quoted(table.name)} --save-limits {quoted(stem + '.toml')}"),)
