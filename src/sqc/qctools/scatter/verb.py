"""``sqc.scatter``: do two columns go together, and what makes that a false impression?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.kit.measured import stratifies
from sqc.qctools.kit.take import table_of
from sqc.qctools.scatter.case import Case, case_of, named_columns
from sqc.qctools.scatter.judge import findings
from sqc.qctools.scatter.tables import facts, frame, tables, title
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Scatter(Result):
    """A scatter diagram that shows itself.

    Parameters
    ----------
    case : Case
        Pairs, correlations, lines.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the diagram says."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "scatter",
            "by" if case.parts else "lag" if case.lag else "curve" if case.whole.curve else None,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.source,
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        case = self.case
        read = list(case.source.read)
        if case.sorted_by:
            read.append(Msg("in order of {column}", column=case.sorted_by))
        if case.offered and not case.lag:
            read.append(stratifies(case.offered))
        notes = checked_note(found)
        return [*notes, *read_note(replace(case.source, read=tuple(read)))]

    def _page(self) -> Page:
        from sqc.qctools.scatter.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.scatter.explain import of_case

        return of_case(self.case, dict(self.facts), self.findings_list())


def scatter(
    data: Any,
    *,
    value: str | None = None,
    by: str | None = None,
    order: str | None = None,
    where: str | Sequence[str] | None = None,
    lag: int | None = None,
    degree: int | None = None,
    confidence: float | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Scatter:
    """Return correlation and line of two columns with intervals, and what makes them false.

    Parameters
    ----------
    data : str, path, data frame or dict
    value : str, optional
        The two columns, ``x,y``; without it the only two of numbers.
    by : str, optional
        Column of strata: a line each, and the correlation within them.
    order : str, optional
        Column to sort the rows by, for `lag` and the looks at the order.
    where : str or sequence of str, optional
        Rows that are used.
    lag : int, optional
        y is taken so many rows later than x (0); with `by`, so many rows of the same stratum.
    degree : int, optional
        A curve up to this power of x, 2 to 5, in place of the line.
    confidence : float, optional
        Of the intervals and bands (0.95).
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Scatter

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Pearson's r with Fisher's interval, Spearman's with that of Bonett and Wright; least squares with
    Student's t. One point makes r where r without it lies outside of the interval of r; strata are mixed
    where r of all lies outside of the interval of r within them.

    References
    ----------
    N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed. F. J. Anscombe (1973), Graphs in
    statistical analysis, American Statistician 27, 17-21.

    Examples
    --------
    >>> import sqc
    >>> x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    >>> y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    >>> found = sqc.scatter({"x": x, "y": y})
    >>> round(found["r"], 3), round(found["slope"], 3), round(found["intercept"], 2)
    (0.816, 0.5, 3.0)
    """
    options = dict(locals())
    given = options.pop("data")
    return Scatter(case_of(table_of(given, options, named_columns(options)), options))
