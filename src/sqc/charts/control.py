"""The one road of every control chart: read, choose, validate, estimate or load, judge, say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sqc.charts import describe, record
from sqc.charts.card.context import look
from sqc.charts.judged import JudgedChart
from sqc.charts.kind import ChartKind, ControlPanel, Estimation, Parameters, load_kind
from sqc.charts.limits_table import limits_table
from sqc.charts.price import Price, price_of
from sqc.charts.report_card import report_card
from sqc.charts.rule_choice import rule_set
from sqc.charts.rule_findings import rule_findings
from sqc.charts.rulesets import RuleSet
from sqc.charts.settings import Settings, check, check_sigma
from sqc.charts.signals import Judged, deciding, judge
from sqc.charts.verdict import Case, order_findings, verdict
from sqc.charts.words import read_note
from sqc.data.estimable import require_estimable
from sqc.data.sample import Counts, Sample, Subgroups
from sqc.data.scale import require_scale, require_scale_of
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding, OptionError, SqcError
from sqc.report.model import LongTable
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.charts.prepare import Prepared
    from sqc.charts.several import ControlCharts
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page

# points from which panels are judged in threads: below it those cost more than they save
_LONG = 1 << 17


@dataclass(frozen=True, eq=False, repr=False)
class ControlChart(JudgedChart, Result):
    """A judged control chart that shows itself: text, data, figure, files.

    Its fields are those of `JudgedChart`.
    """

    @property
    def signals(self) -> Any:
        """The signals as a data frame of the caller's library."""
        rows = self.list_signals()
        names = ("panel", "position", "label", "rule", "set", "points", "value", "limit")
        columns = {name: [getattr(row, name) for row in rows] for name in names}
        columns["points"] = [" ".join(map(str, row.points)) for row in rows]
        return self._as_frame(columns)

    @property
    def limits(self) -> Any:
        """Center and limits of every point and panel as a data frame of the caller's library."""
        columns: dict[str, Any] = {"label": record.labels(self)}
        for panel in self.panels:
            for name in ("lower", "center", "upper"):
                columns[f"{panel.key}_{name}"] = np.array(getattr(panel, name))
        return self._as_frame(columns)

    def _as_frame(self, columns: Mapping[str, Any]) -> Any:
        from sqc.data.frame import like

        return like(self.given, dict(columns))

    def _compared(self) -> dict[str, Any]:
        return replace(self, points="all").to_dict()

    def save_limits(
        self, path: str | PathLike[str], approved_by: str | None = None, approved_on: str | None = None
    ) -> None:
        """Write the limits to a TOML file that later data are judged by (`limits=`)."""
        from sqc.charts.frozen import save

        save(self, path, approved_by, approved_on)

    def report(self) -> Report:
        """Return everything the chart says."""
        stages = describe.stages_table(self)
        tables = [limits_table(self), *(self.more.tables if self.more else ()), describe.signals_table(self)]
        if self.sample.about.annotations:
            tables.append(describe.notes_table(self))
        return Report(
            "chart",
            self.kind.name,
            self.findings,
            describe.title(self),
            describe.facts(self),
            tuple(tables if stages is None else [*tables, stages]),
            tuple(self._notes()),
            lambda: record.frame(self),
            self._page,
            self.suggestions,
            self.sample.about.source,
            lambda: record.sections(self),
            record.provenance(self),
            long=self._points,
            explain=self._explainer,
        )

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.chart import explainer

        return explainer(self)

    def _page(self) -> Page:
        from sqc.charts.plot import page

        return page(self)

    def _points(self, most: int) -> LongTable:
        from sqc.charts.points_table import points_table

        return points_table(self, most)

    def _notes(self) -> list[tuple[Words, Words]]:
        about = self.sample.about
        notes: list[tuple[Words, Words]] = []
        n_signals = sum(one.n_signals for one in self.judged)
        if n_signals > describe.SHOWN:
            text = Msg(
                "{n} are listed of {all}; -o FILE.csv or --format json lists all.",
                n=describe.SHOWN,
                all=n_signals,
            )
            notes.append((Msg("Signals"), text))
        if about.choice is not None:
            notes.append((Msg("Chosen"), about.choice))
        if about.transformation is not None:
            from sqc.charts.boxcox import told

            notes.append((Verbatim("Box-Cox"), told(self, about.transformation)))
        notes.append((Msg("Rules"), describe.rules_line(self)))
        short = [
            finding.short for finding in self.findings if finding.level == "ok" and finding.short is not None
        ]
        if short:
            notes.append((Msg("Checked"), Msg("{list}.", list=Join(short, ", "))))
        if self.limits_words is not None:
            notes.append((Msg("Limits"), self.limits_words))
        return [*notes, *read_note(about.source)]


def chart_sample(
    sample: Sample,
    kind_name: str,
    settings: Settings | None = None,
    suggestions: tuple[Words, ...] = (),
    given: object = None,
) -> ControlChart:
    """Return the chart of a validated sample.

    Parameters
    ----------
    sample : Individuals, Subgroups or Counts
    kind_name : str
    settings : Settings, optional
    suggestions : tuple of Words
        What to do next.
    given : object
        What the caller passed in; frames are given back in its library.

    Raises
    ------
    SqcError
        If options, sample and kind do not go together.
    """
    settings = settings or Settings()
    check(settings)
    kind = load_kind(kind_name)
    check_sigma(settings, kind)
    require_scale(sample)
    estimation = settings.estimation
    phase, limits_words = 1, None
    limits_finding: list[Finding] = []
    if settings.limits is None:
        if estimation.given_sigma is None and not isinstance(sample, Counts):
            require_estimable(sample)
        parameters = kind.estimate(sample, estimation)
        _check_scale(sample, parameters)
        panels, _ = kind.panels(sample, parameters, estimation, None)
    else:
        from sqc.charts.frozen import apply

        phase = 2
        panels, parameters, estimation, limits_words, limits_finding = apply(settings.limits, sample, kind)
    chosen = rule_set(kind.rules[phase - 1] if settings.rules is None else settings.rules)
    starts = sample.about.stages.starts
    judged = _judged(panels, chosen, sample)
    if not any(one.rules for one in judged):
        raise OptionError(
            "never-signals",
            Msg("rule set {rules} has no rule for the kind {kind}.", rules=chosen.name, kind=kind.name),
        )
    price = _price(kind, sample, judged, chosen, parameters, estimation, phase, settings.price)
    sigma = parameters.values.get("sigma", np.array([np.nan]))
    lowest = float(np.nanmin(sigma)) if np.isfinite(sigma).any() else np.nan
    said = verdict(Case(kind, sample, deciding(judged, sample.about.excluded), price, phase, lowest))
    more = None if kind.more is None else kind.more(sample, panels, phase)
    card = [
        *([] if more is None or said[0].key == "undefined" else more.findings),
        *rule_findings(chosen, judged, starts, settings.price),
        *sample.about.findings,
        *limits_finding,
        *report_card(look(kind, sample, panels, phase == 2, estimation.alpha is not None)),
    ]
    findings = order_findings(said, card)
    # only limits that line 1 calls usable are worth keeping, and those of several stages cannot be kept
    worth_keeping = findings[0].level == "ok" and len(starts) == 1
    return ControlChart(
        kind,
        sample,
        parameters,
        panels,
        judged,
        chosen,
        estimation,
        phase,
        None if said[0].key == "undefined" else price,
        findings,
        settings.limits,
        limits_words,
        suggestions if worth_keeping else (),
        given,
        more,
        settings.points,
    )


def _judged(panels: tuple[ControlPanel, ...], chosen: RuleSet, sample: Sample) -> tuple[Judged, ...]:
    """Judge all panels, those of a long series beside each other."""

    def one(panel: ControlPanel) -> Judged:
        return judge(panel, chosen, sample.about.stages.starts, sample.about.excluded)

    if len(panels) < 2 or len(panels[0].statistic) < _LONG:
        return tuple(map(one, panels))
    from sqc.data.blocks import in_order

    return tuple(in_order(one, iter(panels)))


def _check_scale(sample: Sample, parameters: Parameters) -> None:
    for name, values in parameters.values.items():
        require_scale_of(sample, name, values)


def _price(
    kind: ChartKind,
    sample: Sample,
    judged: tuple[Judged, ...],
    chosen: RuleSet,
    parameters: Parameters,
    estimation: Estimation,
    phase: int,
    simulate: bool,
) -> Price | None:
    """Return the price where it is known: 3 sigma limits of a kind, or counts with any limits.

    With `simulate` also where no table tells it, for measured values and limits that are not typed by hand.
    """
    counts = isinstance(sample, Counts)
    own_limits = "lower" in parameters.values or "upper" in parameters.values
    usual = estimation.k == 3.0 and estimation.alpha is None and not own_limits
    known_spread = "sigma" not in parameters.values or estimation.given_sigma is not None
    known = phase == 2 or (estimation.given_center is not None and known_spread)
    found = None
    if counts or usual:
        size = float(np.mean(sample.n)) if isinstance(sample, Subgroups) and len(sample.n) else 1.0
        stages = len(sample.about.stages.starts)
        found = price_of(kind.name, chosen, judged, size, 2 if known else 1, stages)
    if found is None and simulate and not isinstance(sample, Counts) and not own_limits:
        from sqc.charts.price_simulated import simulated_price

        found = simulated_price(kind, sample, chosen, estimation, parameters, known)
    return found


def chart(
    data: Any,
    *,
    value: str | Sequence[str] | None = None,
    subgroup: str | None = None,
    size: int | None = None,
    time: str | None = None,
    window: str | None = None,
    inspected: str | float | None = None,
    nonconforming: str | int | None = None,
    stage: str | None = None,
    order: str | None = None,
    by: str | None = None,
    where: str | Sequence[str] | None = None,
    mean: str | None = None,
    range: str | None = None,
    sd: str | None = None,
    n: str | int | None = None,
    kind: str | None = None,
    sigma: str | None = None,
    constants: str | None = None,
    k: float | None = None,
    alpha: float | None = None,
    exclude: str | Sequence[object] | None = None,
    box_cox: str | float | None = None,
    given_center: float | None = None,
    given_sigma: float | None = None,
    limits: str | None = None,
    save_limits: str | None = None,
    approved_by: str | None = None,
    approved_on: str | None = None,
    rules: str | None = None,
    price: bool = False,
    notes: Any = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
    points: str | None = None,
) -> ControlChart | ControlCharts:
    """Return the control chart of a file, a data frame, a sequence or a sample.

    Parameters
    ----------
    data : str, path, data frame, sequence or sample
        A CSV, text or Excel file as it is; any data frame narwhals knows; a dict of columns; a list of
        numbers; ``"-"`` for standard input; a sample that was validated before.
    value : str or sequence of str, optional
        Column of the values or counts; ``"a,b"`` or ``"x1..x5"`` where a row is a subgroup.
    subgroup, size, time, window : optional
        How rows make subgroups: a column of labels, so many rows, or stretches of time (``"8h"``).
    inspected : str or number, optional
        Column of units or area inspected (n of p and np, area of u), or one number for all rows.
    nonconforming : str, optional
        Word of a column of two words (Y and N, 0 and 1) that counts as nonconforming.
    stage, order : optional
        Column whose changes start new limits; column to sort by.
    by : str, optional
        A chart for each value of this column, up to 20; several different columns in `value` make a
        chart each, too.
    where : str or sequence of str, optional
        Conditions on the rows that are used: ``"shift=night"``, ``"x>3"``.
    mean, range, sd, n : optional
        Columns of a table that holds subgroup statistics instead of values.
    kind : str, optional
        A kind of the catalogue; without it the chart is chosen from the data and the reason is said.
    sigma : str, optional
        Estimator of sigma within: rbar, sbar, pooled, rms, mvlue-r, mvlue-s, mr, median-mr, mssd.
    constants : {"exact", "tabulated"}, optional
        Rounded constants reproduce published examples.
    k, alpha : float, optional
        Width of the limits in standard deviations of the statistic (3), or total probability outside.
    exclude : str or sequence, optional
        Points that are drawn but left out of the estimate: ``"18"``, ``"5,9-12"``.
    box_cox : "auto" or float, optional
        Transform the values (Box and Cox 1964): by lambda, 0 is the logarithm; ``"auto"`` estimates it.
    given_center, given_sigma : float, optional
        Values that are known and not estimated.
    limits, save_limits, approved_by, approved_on : optional
        Limits file to judge by (phase II) or to write (phase I), and who approved it when.
    rules : str, optional
        ``"limits"``, ``"nelson"``, any set of ``sqc chart --rules ?``, a part (``"nelson:1,2,5"``), or a set
        of one's own (``"my.toml"``).
    price : bool
        Simulate what the rules cost on this chart where no table tells it.
    notes : str, path or frame, optional
        A table of point, cause, action, who: drawn at the points and listed.
    unit : str, optional
    encoding, delimiter, missing, censored, fill : optional
        How the file is read.
    sheet : str or int, optional
        Sheet of a spreadsheet, by name or number; else the first that holds data.
    sha256 : bool, optional
        Take the checksum also of a file over 64 MB.
    max_size : str, optional
        Most that a packed file may unpack to (``"1GB"``); with each gigabyte 16,384 columns are read.
    points : {"all", "signals"}, optional
        Which points `to_dict` and JSON hold: by default all up to 100,000, above only those that signal.

    Returns
    -------
    ControlChart
        `ControlCharts`, a table of charts with each behind it, where `by` or `value` asks for several.

    Raises
    ------
    SqcError
        If the data or the options do not allow a chart; the message says what works.

    Notes
    -----
    Limits are center +/- k standard deviations of the plotted statistic; each kind's module gives its
    formula and source.

    Examples
    --------
    >>> import sqc
    >>> c = sqc.chart([9.9, 10.1, 10.0, 9.8, 10.2, 10.1, 9.9, 10.0], kind="i-mr")
    >>> c["i_center"]
    10.0
    >>> c.n_signals
    0
    """
    options = dict(locals())
    given = options.pop("data")
    from sqc.charts.prepare import prepare

    parts = prepare(given, options)
    if "" not in parts:
        return _several(parts, given, by or "")
    sample, name, settings, suggestions = cast("Prepared", parts[""])
    result = chart_sample(sample, name, settings, suggestions, given)
    if settings.save_limits is not None:
        result.save_limits(settings.save_limits, settings.approved_by, settings.approved_on)
    return result


def _several(parts: Mapping[str, Prepared | SqcError], given: object, by: str) -> ControlCharts:
    from sqc.charts.several import ControlCharts

    charts: dict[str, ControlChart] = {}
    refused: dict[str, SqcError] = {}
    for name, part in parts.items():
        try:
            if isinstance(part, SqcError):
                raise part
            charts[name] = chart_sample(part.sample, part.kind, part.settings, (), given)
        except SqcError as error:
            refused[name] = error
    if not charts:
        raise next(iter(refused.values()))
    return ControlCharts(charts, refused, by)
