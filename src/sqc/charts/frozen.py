"""Limits files in the charts: writing them in phase I, judging by them in phase II."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.card.age import limits_old
from sqc.charts.catalog import KINDS
from sqc.charts.judged import JudgedChart
from sqc.charts.kind import ChartKind, ControlPanel, Estimation, Panels, Parameters, load_kind
from sqc.charts.settings import Settings
from sqc.charts.width import METHOD_NAMES
from sqc.charts.words import counted, named, sized
from sqc.data.limits import LimitsFile, load_limits, save_limits
from sqc.data.sample import Counts, Sample, Subgroups, label
from sqc.data.scale import require_scale_of
from sqc.i18n.display import visible
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import DataError, Finding, OptionError
from sqc.stats.segments import distinct

if TYPE_CHECKING:
    from sqc.data.table import Table


def save(
    chart: JudgedChart,
    path: str | PathLike[str],
    approved_by: str | None = None,
    approved_on: str | None = None,
) -> None:
    """Write a chart's parameters to a limits file.

    Raises
    ------
    OptionError
        If the chart has several stages (each has limits of its own) or undefined limits.
    """
    about = chart.sample.about
    if len(about.stages.names) > 1:
        raise OptionError(
            "limits-of-stages",
            Msg("a chart of {n} stages has no one set of limits to save.", n=len(about.stages.names)),
            hints=[Msg("chart the last stage alone, then --save-limits")],
        )
    values = {name: float(value[0]) for name, value in chart.parameters.values.items()}
    undefined = any(finding.key == "undefined" for finding in chart.findings)
    if undefined or not all(np.isfinite(value) for value in values.values()):
        raise OptionError("limits-undefined", Msg("the limits are undefined; nothing was saved."))
    sizes = _sizes(chart.sample)
    n = "varies" if sizes is None or len(distinct(sizes)) != 1 else float(sizes[0])
    estimation = chart.estimation
    save_limits(
        path,
        LimitsFile(
            kind=chart.kind.name,
            parameters=values,
            n=n,
            method=chart.parameters.method,
            constants="tabulated" if estimation.tabulated else "exact",
            k=None if estimation.alpha is not None else estimation.k,
            alpha=estimation.alpha,
            characteristic=about.name,
            unit=about.unit,
            decimals=about.decimals,
            source_name=visible(about.source.name),
            source_sha256=about.source.sha256,
            points=chart.panels[0].measured,
            values=about.source.n_used,
            approved_by=approved_by,
            approved_on=approved_on,
        ),
    )


def _sizes(sample: Sample) -> np.ndarray | None:
    if isinstance(sample, Subgroups):
        return sample.n
    return sample.size if isinstance(sample, Counts) else None


def kind_in(path: str, table: Table, settings: Settings) -> str:
    """Return the kind of a limits file, for data whose kind the user did not name."""
    from sqc.charts.choose import choose
    from sqc.notes import SqcError

    kind = load_limits(path, KINDS, _needed).kind
    try:
        shaped = choose(table, settings).kind
    except SqcError:
        return kind
    same = KINDS[kind].takes == KINDS[shaped].takes
    if shaped != kind and not same and not (settings.subgroup or settings.size or settings.value):
        raise DataError(
            "limits-file-other-kind",
            Msg(
                "{file} holds limits for another kind of chart ({kind}) than {data} gives ({other}).",
                file=path,
                kind=load_kind(kind).title,
                data=table.name,
                other=load_kind(shaped).title,
            ),
            hints=[Verbatim(f"--kind {kind}"), Msg("estimate new limits with --save-limits")],
            file=path,
        )
    return kind


def _needed(kind: str) -> tuple[str, ...]:
    return load_kind(kind).parameters


def apply(
    path: str, sample: Sample, kind: ChartKind
) -> tuple[Panels, Parameters, Estimation, Words, list[Finding]]:
    """Return panels and parameters by a limits file; nothing is estimated.

    Raises
    ------
    DataError
        If kind, unit or (where limits do not carry over) size differ.
    """
    limits = load_limits(path, KINDS, _needed)
    _agree(path, limits, sample, kind)
    estimation = Estimation(tabulated=limits.constants == "tabulated", k=limits.k or 3.0, alpha=limits.alpha)
    values = {name: np.array([value]) for name, value in limits.parameters.items()}
    if "center" in values:
        values["center"] = np.array([_parameter_center(limits, sample, kind)])
    by_hand = "lower" in values or "upper" in values
    if by_hand:
        values |= {name: np.array([np.nan]) for name in kind.parameters if name not in values}
    for name, value in values.items():
        require_scale_of(sample, name, value)
    parameters = Parameters(values, limits.method)
    panels, _ = kind.panels(sample, parameters, estimation, None)
    unjudged: Panels = ()
    if by_hand:
        unjudged = panels[1:] if limits.sigma is None else ()
        panels = (_typed_in(panels[0], limits), *(() if unjudged else panels[1:]))
    origin = Msg("{file}, not re-estimated", file=path)
    panels = tuple(panel._replace(origin=origin) for panel in panels)
    agreed = _agreed(limits, sample)
    found = [
        Finding("limits-agree", "ok", agreed, {}, agreed),
        *(_not_judged(path, panel) for panel in unjudged),
        *limits_old(limits, sample),
    ]
    return panels, parameters, estimation, _words(path, limits, kind), found


def _not_judged(path: str, panel: ControlPanel) -> Finding:
    """Say of a panel that limits by hand leave without any."""
    text = Msg(
        "{panel} is not judged: {file} holds no sigma; add a line sigma = ... to it.",
        panel=panel.words.text,
        file=path,
    )
    return Finding("panel-not-judged", "watch", text, {"panel": panel.key})


def _agreed(limits: LimitsFile, sample: Sample) -> Msg:
    """Return what the data and the limits file have in common; what only one of them states is not said."""
    sizes = _sizes(sample)
    same_size = sizes is None or (
        not isinstance(limits.n, str | None) and bool(np.all(sizes == float(limits.n)))
    )
    same_unit = _folded(limits.unit) == _folded(sample.about.unit)
    if same_unit and same_size:
        return Msg("unit, subgroup size and kind agree with the limits file")
    if same_unit:
        return Msg("unit and kind agree with the limits file")
    if same_size:
        return Msg("subgroup size and kind agree with the limits file")
    return Msg("kind agrees with the limits file")


def _typed_in(panel: ControlPanel, limits: LimitsFile) -> ControlPanel:
    """Return the panel with limits that somebody entered by hand."""
    shape = panel.statistic.shape

    def level(name: str) -> np.ndarray:
        return np.broadcast_to(np.float64(limits.parameters.get(name, np.nan)), shape)

    return panel._replace(center=level("center"), lower=level("lower"), upper=level("upper"))


def _agree(path: str, limits: LimitsFile, sample: Sample, kind: ChartKind) -> None:
    data = sample.about.source.name
    if limits.kind != kind.name:
        raise DataError(
            "limits-file-other-kind",
            Msg(
                "{file} holds limits for another kind of chart ({kind}) than {data} gives ({other}).",
                file=path,
                kind=load_kind(limits.kind).title,
                data=data,
                other=kind.title,
            ),
            hints=[Verbatim(f"--kind {limits.kind}"), Msg("estimate new limits with --save-limits")],
            file=path,
        )
    _possible_center(path, limits, sample, kind)
    unit = sample.about.unit
    if limits.unit and unit and _folded(limits.unit) != _folded(unit):
        raise DataError(
            "limits-file-other-unit",
            Msg("{file} holds limits in {a}; {data} is in {b}.", file=path, a=limits.unit, data=data, b=unit),
            hints=[Verbatim(f"--unit {limits.unit}")],
            file=path,
        )
    sizes = _sizes(sample)
    carries = kind.sized != "one" and not ("lower" in limits.parameters or "upper" in limits.parameters)
    if carries or sizes is None or limits.n in (None, "varies"):
        return
    other = np.flatnonzero(np.isfinite(sizes) & (sizes != float(limits.n)))
    if len(other):
        at = int(other[0])
        raise DataError(
            "limits-file-other-size",
            Msg(
                "{file} holds {kind} limits for {n}; {point} of {data} has {other}.",
                file=path,
                kind=kind.name,
                n=f"{float(limits.n):g}",
                point=named(kind.noun, [label(sample, at)]),
                data=data,
                other=f"{float(sizes[at]):g}",
            ),
            file=path,
        )


def _parameter_center(limits: LimitsFile, sample: Sample, kind: ChartKind) -> float:
    """Return the center as the kind knows it: of lots of one size a share, and by hand one writes a count."""
    center = limits.parameters["center"]
    by_hand = "lower" in limits.parameters or "upper" in limits.parameters
    if by_hand and kind.sized == "one" and isinstance(sample, Counts) and sample.size is not None:
        return center / float(sample.size[0])
    return center


def _possible_center(path: str, limits: LimitsFile, sample: Sample, kind: ChartKind) -> None:
    """A share lies between 0 and 1, a rate is not negative."""
    share = kind.center == "share"
    if kind.center == "value" or 0 <= _parameter_center(limits, sample, kind) <= (1 if share else np.inf):
        return
    raise DataError(
        "limits-file-broken",
        Msg(
            "{file}: center {got} has no meaning here; {allowed} is expected.",
            file=path,
            got=f"{limits.parameters['center']:g}",
            allowed=Msg("a share between 0 and 1") if share else Msg("a number above 0"),
        ),
        file=path,
    )


def _folded(unit: str) -> str:
    return unit.replace("μ", "µ").strip().lower()


def _words(path: str, limits: LimitsFile, kind: ChartKind) -> Words:
    """Return the `Limits` line: where the limits are from and who approved them."""
    parts: list[Words] = []
    if limits.points:
        points = counted(kind.noun, limits.points)
        size = "" if limits.n in (None, "varies") else f"{float(limits.n):,.10g}"
        of = sized(kind.noun, size, size, counts=KINDS[kind.name].takes == "counts")
        parts.append(Msg("{points} {size}", points=points, size=of) if size else points)
    if limits.method:
        parts.append(METHOD_NAMES.get(limits.method, limits.method))
    if limits.approved_on and limits.approved_by:
        parts.append(Msg("approved {day} by {name}", day=limits.approved_on, name=limits.approved_by))
    elif limits.approved_on:
        parts.append(Msg("approved {day}", day=limits.approved_on))
    elif limits.approved_by:
        parts.append(Msg("approved by {name}", name=limits.approved_by))
    if not parts:
        parts.append(Msg("entered by hand"))
    return Msg("{file}: {parts}.", file=path, parts=Join(parts, ", "))
