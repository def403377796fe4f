"""``sqc.tolerance``: between which limits does a share of all parts lie, and how sure is that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sqc.capability.moments import values_of
from sqc.capability.one import one_sample
from sqc.capability.shape import Shape, shape
from sqc.capability.stability import stability
from sqc.capability.tolerance_ask import Asked, asked
from sqc.capability.tolerance_judge import Case, findings
from sqc.capability.tolerance_limits import limits
from sqc.capability.tolerance_plan import ToleranceFactor, plan
from sqc.capability.tolerance_tables import facts, table, title
from sqc.charts import record
from sqc.charts.control import ControlChart, chart_sample
from sqc.charts.prepare import Prepared
from sqc.charts.words import read_note
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding, OptionError
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class ToleranceInterval(Result):
    """A tolerance interval that shows itself.

    Parameters
    ----------
    case : Case
        The question, the limits, the values and what they rest on.
    """

    case: Case
    given: object = None

    @property
    def chart(self) -> ControlChart:
        """The control chart of the same values."""
        return self.case.chart

    def report(self) -> Report:
        """Return everything the interval says."""
        case = self.case
        found = tuple(findings(case))
        return Report(
            "tolerance",
            case.ask.dist,
            found,
            title(case),
            facts(case),
            (table(case),),
            tuple(self._notes(found)),
            self._frame,
            self._page,
            source=case.chart.sample.about.source,
            provenance=record.provenance(case.chart),
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        about = self.case.chart.sample.about
        short = [one.short for one in found[1:] if one.level == "ok" and one.short is not None]
        if not any(one.key == "missing" for one in found):
            short.append(Msg("nothing missing"))
        if not any(one.key == "outlier" for one in found):
            short.append(Msg("no outlier"))
        notes: list[tuple[Words, Words]] = [(Msg("Checked"), Msg("{list}.", list=Join(short, ", ")))]
        return [*notes, *read_note(about.source)]

    def _frame(self) -> dict[str, list[object]]:
        return {key: [fact.value] for key, fact in self.facts.items()}

    def _page(self) -> Page:
        from sqc.capability.tolerance_page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.capability.tolerance_explain import explainer

        return explainer(self.case.ask, len(self.case.values), self.case.limits)


def tolerance(
    data: Any = None,
    *,
    coverage: float | None = None,
    confidence: float | None = None,
    side: str | None = None,
    dist: str | None = None,
    method: str | None = None,
    given_center: float | None = None,
    given_sigma: float | None = None,
    lsl: float | None = None,
    usl: float | None = None,
    n: int | None = None,
    k: float | None = None,
    value: str | Sequence[str] | None = None,
    subgroup: str | None = None,
    size: int | None = None,
    time: str | None = None,
    window: str | None = None,
    order: str | None = None,
    where: str | Sequence[str] | None = None,
    exclude: str | Sequence[object] | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> ToleranceInterval | ToleranceFactor:
    """Return the limits between which a share of all parts lies, or the factor or number of values for it.

    Parameters
    ----------
    data : str, path, data frame, sequence or sample, optional
        As `sqc.chart` takes it; without it the factor for `n` values, or the values needed.
    coverage, confidence : float, optional
        Share of the parts (0.99), and how sure it is (0.95).
    side : {"both", "lower", "upper"}, optional
        An interval, or one limit that the share lies above (lower) or below (upper). With one specification
        limit that side, else both.
    dist : {"normal", "lognormal", "exponential", "weibull", "any"}, optional
        Distribution of the values; "any" takes order statistics.
    method : {"exact", "howe", "howe-corrected", "wald-wolfowitz"}, optional
        Factor of the two-sided normal interval.
    given_center, given_sigma : float, optional
        Mean or sigma of a normal distribution that is known.
    lsl, usl : float, optional
        Specification limits that the interval is compared with.
    n : int, optional
        Without data: so many values.
    k : float, optional
        Without data: the factor wanted; answered by the number of values.
    value, subgroup, size, time, window, order, where, exclude : optional
        As `sqc.chart` takes them.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    ToleranceInterval or ToleranceFactor

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Normal: mean +/- k s, k exact; one-sided by the noncentral t distribution. Lognormal: the same of the
    logarithms. Exponential: by the chi-square distribution. Weibull: exact given the configuration of the
    data (Lawless 1975). Any: order statistics (Wilks 1941). Two limits of the exponential and the Weibull
    distribution share what may go wrong evenly.

    References
    ----------
    ISO 16269-6:2014, Statistical interpretation of data, part 6 (GB/T 3359).

    Examples
    --------
    >>> import sqc
    >>> found = sqc.tolerance([9.9, 10.1, 10.0, 9.8, 10.2, 10.1, 9.9, 10.0, 10.1, 9.9], coverage=0.95)
    >>> round(found["k"], 3), round(found["lower"], 2), round(found["upper"], 2)
    (3.393, 9.58, 10.42)
    >>> round(sqc.tolerance(n=30)["k"], 3)
    3.355
    """
    options = dict(locals())
    given = options.pop("data")
    named = ("coverage", "confidence", "side", "dist", "method", "given_center", "given_sigma", "lsl", "usl")
    ask = asked({name: options.pop(name) for name in named})
    planned = options.pop("n"), options.pop("k")
    if given is None:
        return plan(ask, *planned)
    if planned != (None, None):
        text = Msg("--n and --k are for a plan without data; the number of values is that of the file.")
        raise OptionError("plan-with-data", text)
    several = Msg("an interval is of one characteristic; these columns are several: name one with --value.")
    return interval(one_sample(given, options, several), ask, given)


def interval(prepared: Prepared, ask: Asked, given: object = None) -> ToleranceInterval:
    """Return the tolerance interval of a validated sample."""
    values = values_of(prepared.sample)
    found = limits(ask, values)
    chart = chart_sample(prepared.sample, prepared.kind, prepared.settings, (), given)
    looks = Shape(None)
    if ask.dist in ("normal", "lognormal") and len(values) > 2:
        looks = shape(np.log(values) if ask.dist == "lognormal" else values)
    return ToleranceInterval(Case(ask, found, values, looks, stability(chart, len(values)), chart), given)
