"""``sqc.cpk``: is the process capable, how sure is that, and may it be said?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.capability.distribution_words import family_words
from sqc.capability.facts import common_facts, facts, observed_facts
from sqc.capability.judge import Case, findings, looked_at
from sqc.capability.moments import Floats, moments, values_of
from sqc.capability.normal import normal_study
from sqc.capability.one import asked_between, asked_counts, one_sample
from sqc.capability.shape import shape
from sqc.capability.specification import Specification, specification
from sqc.capability.stability import stability
from sqc.capability.standards import Standard, goal_at, named, standard_of, under_standard
from sqc.capability.study_notes import study_notes
from sqc.capability.tables import index_table, outside_table
from sqc.capability.without import without_signals
from sqc.charts import record
from sqc.charts.control import ControlChart, chart_sample
from sqc.charts.describe import characteristic
from sqc.charts.prepare import Prepared
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, OptionError
from sqc.report.model import Fact, Table
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.capability.attribute import AttributeCapability
    from sqc.capability.curved import Curved
    from sqc.capability.many_study import Capabilities
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Capability(Result):
    """A capability study that shows itself.

    Parameters
    ----------
    case : Case
        Specification, moments, indices, stability and the chart they rest on.
    findings : tuple of Finding
        The verdict first.
    """

    case: Case
    findings: tuple[Finding, ...]
    given: object = None

    @property
    def chart(self) -> ControlChart:
        """The control chart that stability was judged by."""
        return self.case.chart

    def report(self) -> Report:
        """Return everything the study says."""
        case = self.case
        tables, numbers = self._stated()
        return Report(
            "cpk",
            "normal" if case.curved is None else case.curved.fit.name,
            self.findings,
            self._title(),
            numbers,
            tables,
            tuple(study_notes(case, self.findings)),
            self._frame,
            self._page,
            source=case.chart.sample.about.source,
            provenance=self._provenance(),
            explain=None if case.curved is not None and case.curved.family is None else self._explainer,
        )

    def _provenance(self) -> Mapping[str, object]:
        made, standard = record.provenance(self.case.chart), self.case.standard
        if standard is None:
            return made
        return {**made, "standard": standard.name, "standard_edition": standard.edition.text}

    def _stated(self) -> tuple[tuple[Table, ...], Mapping[str, Fact]]:
        """Return the tables and the facts, of the normal curve or of the one that was fitted."""
        case = self.case
        if case.curved is None:
            second = outside_table(case)
            return (index_table(case), *([] if second is None else [second])), facts(case)
        from sqc.capability.curved_tables import curve_facts, curve_table, family_table
        from sqc.capability.empirical import empirical_facts

        found, spec, n = case.curved, case.spec, case.moments.n
        unit, shown = case.chart.sample.about.unit or None, (n, case.chart.digits, case.percent)
        method = "" if case.standard is None else case.standard.by_quantiles
        first = curve_table(found, spec, *shown, method)
        numbers = (
            empirical_facts(found, spec, unit)
            if found.family is None
            else curve_facts(found, found.family, spec, unit)
        )
        second = family_table(found, spec, n)
        tables = (first, second) if second.rows else (first,)
        return tables, numbers | observed_facts(case) | common_facts(case)

    def _explainer(self) -> Explainer:
        if self.case.curved is None:
            from sqc.capability.explain import explainer
        else:
            from sqc.capability.curved_explain import explainer
        return explainer(self.case, self.findings)

    def _title(self) -> Words:
        shown = {
            "name": characteristic(self.case.chart),
            "limits": self.case.spec.words(),
            "points": looked_at(self.case),
        }
        if self.case.curved is None:
            return Msg("Capability of {name}, {limits}, {points}", **shown)
        family = family_words(self.case.curved.fit.name)
        return Msg("Capability of {name}, {limits}, {points}, {family} distribution", family=family, **shown)

    def _frame(self) -> dict[str, list[object]]:
        case, named_by = self.case, dict[str, list[object]]()
        found = list(case.normal.indices.values()) if case.curved is None else case.curved.indices
        if case.standard is not None:
            found = [one for one in found if not one.within]
            named_by = {"name": [one.name for one in found]}
        return {
            "index": [one.key for one in found],
            **named_by,
            "value": [one.value for one in found],
            "lower": [one.interval[0] for one in found],
            "upper": [one.interval[1] for one in found],
        }

    def _page(self) -> Page:
        from sqc.capability.page import page

        return page(self.case, self.findings[0])


def cpk(
    data: Any,
    *,
    specs: Any = None,
    by: str | None = None,
    lsl: float | None = None,
    usl: float | None = None,
    target: float | None = None,
    goal: float | None = None,
    confidence: float | None = None,
    dist: str | None = None,
    bound: str | None = None,
    standard: str | None = None,
    value: str | Sequence[str] | None = None,
    subgroup: str | None = None,
    size: int | None = None,
    time: str | None = None,
    window: str | None = None,
    order: str | None = None,
    where: str | Sequence[str] | None = None,
    sigma: str | None = None,
    constants: str | None = None,
    exclude: str | Sequence[object] | None = None,
    rules: str | None = None,
    inspected: str | float | None = None,
    kind: str | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Capability | Capabilities | AttributeCapability:
    """Return the capability study of a file, a data frame, a sequence or a sample.

    Parameters
    ----------
    data : str, path, data frame, sequence or sample
        As `sqc.chart` takes it.
    specs : str, path or data frame, optional
        A row for each characteristic: characteristic, lsl, usl, target, unit, goal.
    by : str, optional
        Column that names the characteristic of a row (long data).
    lsl, usl : float, optional
        Specification limits, at least one where there is no `specs`.
    target : float, optional
        With it Cpm is stated; for counts the share or rate that is allowed.
    goal : float, optional
        The index that is asked for (1.33).
    confidence : float, optional
        Of intervals and of the answer (0.95).
    dist : str, optional
        A family (``"lognormal"``) whose quantiles take the place of three sigma; ``"johnson"`` for the curve
        of Johnson's system that the values ask for, ``"auto"`` for the family that fits best, or
        ``"empirical"`` for the quantiles of the values.
    bound : {"lsl", "usl"}, optional
        The limit that is a natural bound and no specification.
    standard : {"iso-22514", "aiag-vda-yellow"}, optional
        Indices are called, and the goal is set, as this edition has it; keys stay.
    value, subgroup, size, time, window, order, where, sigma, constants, exclude, rules : optional
        As `sqc.chart` takes them: stability is judged by the chart of the same values. `sigma` also
        ``"between-within"`` or ``"between-within-pooled"``: Cp and Cpk by what the values vary by within
        subgroups and between them; stability is then judged by the means as single values.
    inspected : str or float, optional
        Column with the units inspected, or their number: then the values are counts.
    kind : {"i-mr", "xbar-r", "xbar-s", "p", "u"}, optional
        The chart that judges stability: of values one by one (i-mr) or in subgroups, of counts of
        nonconforming units (p) or of nonconformities (u).
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Capability, Capabilities or AttributeCapability
        Capabilities with `specs` or `by`: a table of all, and the study of each in `studies`;
        AttributeCapability of counts.

    Raises
    ------
    SqcError
        If the data or the options do not allow a study; the message says what works.

    Notes
    -----
    Cp = (USL - LSL) / (6 sigma within), Cpk = min(USL - mean, mean - LSL) / (3 sigma within); Pp and Ppk by
    the standard deviation of all values. Intervals: chi-square for Cp and Pp, normal approximation for Cpk
    and Ppk. Capable is what reaches the goal with its one-sided lower bound.

    References
    ----------
    A. F. Bissell (1990), Applied Statistics 39, 331-340.

    Examples
    --------
    >>> import sqc
    >>> study = sqc.cpk([9.9, 10.1, 10.0, 9.8, 10.2, 10.1, 9.9, 10.0, 10.1, 9.9], lsl=9, usl=11)
    >>> round(study["pp"], 2)
    2.67
    """
    options = dict(locals())
    given, table = options.pop("data"), options.pop("specs")
    if asked_counts(inspected, kind):
        return _of_counts(given, options | {"specs": table})
    named_by = standard_of(options.pop("standard"))
    both = asked_between(options, table is not None or by is not None)
    if table is not None or by is not None:
        if named_by is not None:
            raise OptionError(
                "standard-one",
                Msg("--standard names the indices of one study: give {limits} without --specs and --by.",
                    limits="--lsl, --usl"),
            )  # fmt: skip
        from sqc.capability.many_study import cpk_many

        return cpk_many(given, table, options, study)
    limits = ("lsl", "usl", "target", "goal", "confidence", "bound")
    spec = specification(*(options.pop(name) for name in limits))
    dist = options.pop("dist")
    return study(one_sample(given, options), spec, given, dist, named_by, both)


def _of_counts(given: Any, options: dict[str, Any]) -> AttributeCapability:
    from sqc.capability.attribute import attribute_options, attribute_study

    target, confidence = attribute_options(options)
    return attribute_study(one_sample(given, options), target, confidence)


def study(
    prepared: Prepared,
    spec: Specification,
    given: object = None,
    dist: str | None = None,
    standard: Standard | None = None,
    both: bool = False,
) -> Capability:
    """Return the study of a validated sample; `both`: Cp and Cpk by sigma between/within."""
    values_of(prepared.sample)  # before the chart: it would be drawn of counts too
    chart = chart_sample(prepared.sample, prepared.kind, prepared.settings, (), given)
    found = moments(chart)
    if both:
        from sqc.capability.between import between

        found = found._replace(between=between(prepared, chart))
    stable = stability(chart, found.n) if found.between is None else found.between.stability(found.n)
    case = Case(
        spec,
        found,
        named(normal_study(found, spec), standard, stable.shown, found, spec),
        stable,
        shape(found.values),
        chart,
        standard=standard,
        goal_at_n=math.nan if stable.state == "few" else goal_at(standard, spec.goal, found.n),
    )
    if dist is None or dist == "normal":
        case = case._replace(without=without_signals(case, prepared))
    else:
        case = case._replace(curved=_curved(dist, found.values, spec, standard, stable.shown))
    return Capability(case, tuple(findings(case)), given)


def _curved(dist: str, values: Floats, spec: Specification, standard: Standard | None, shown: bool) -> Curved:
    """Return the study by a family, or by the values alone, under the names of a standard."""
    if dist == "empirical":
        from sqc.capability.empirical import empirical

        found = empirical(values, spec)
    else:
        from sqc.capability.curved import curved

        found = curved(dist, values, spec, standard, shown)
    return found if standard is None else under_standard(found, spec, standard, shown)
