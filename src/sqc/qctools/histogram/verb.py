"""``sqc.histogram``: what shape have the values, and do they lie inside the specification?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.qctools.histogram.case import Case, case_of, named_columns
from sqc.qctools.histogram.judge import findings
from sqc.qctools.histogram.tables import facts, frame, rule_words, tables, title
from sqc.qctools.kit.measured import stratifies
from sqc.qctools.kit.take import table_of
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Histogram(Result):
    """A histogram that shows itself.

    Parameters
    ----------
    case : Case
        Values, classes and shape.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the histogram says."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "histogram",
            "by" if case.parts else None,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            (Verbatim(case.charted),) if case.charted else (),
            source=case.source,
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        case = self.case
        read = list(case.source.read)
        if case.offered and found[0].key in ("two-peaks", "flat-top"):
            read.append(stratifies(case.offered))
        notes = checked_note(found)
        return [
            *notes,
            (Msg("Classes"), Msg("{how}.", how=rule_words(case))),
            *read_note(replace(case.source, read=tuple(read))),
        ]

    def _page(self) -> Page:
        from sqc.qctools.histogram.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.histogram.explain import of_case

        return of_case(self.case, dict(self.facts), self.findings_list())


def histogram(
    data: Any,
    *,
    value: str | None = None,
    by: str | None = None,
    where: str | Sequence[str] | None = None,
    lsl: float | None = None,
    usl: float | None = None,
    target: float | None = None,
    classes: str | int | None = None,
    confidence: float | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Histogram:
    """Return the classes of values, what lies outside the specification, and the shape with its evidence.

    Parameters
    ----------
    data : str, path, data frame or dict
    value : str, optional
        Column with the values; ``a,b`` or ``x1..x5``: several of one characteristic.
    by : str, optional
        Column of strata: a histogram each, in the same classes.
    where : str or sequence of str, optional
        Rows that are used.
    lsl, usl, target : float, optional
        Specification limits and target.
    classes : {"auto", "sturges", "scott", "freedman-diaconis"} or int, optional
        Rule of the class width, or a number of classes.
    confidence : float, optional
        Of the intervals (0.95).
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Histogram

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Classes are whole steps of the resolution wide, their edges half a step off the readings. The shape is
    judged from 50 values on, each look at 1 %: two peaks (mixture of two normal distributions against those
    with one peak by BIC, and the dip test), values apart (Grubbs), edges that cut off, kurtosis, skewness,
    last digits. Looks at many values use 2,000 of them.

    References
    ----------
    D. Freedman, P. Diaconis (1981), Zeitschrift fuer Wahrscheinlichkeitstheorie und verwandte Gebiete 57,
    453-476. J. A. Hartigan, P. M. Hartigan (1985), Annals of Statistics 13, 70-84.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.histogram({"d": [9.9, 10.0, 10.0, 10.1, 10.1, 10.2]}, usl=10.15)
    >>> found["n"], found["n_above"], found["shape"]
    (6, 1, 'few')
    """
    options = dict(locals())
    given = options.pop("data")
    return Histogram(case_of(table_of(given, options, named_columns(options)), options))
