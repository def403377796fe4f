"""``sqc.compare``: do groups differ, by how much, and how sure is that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.compare import items
from sqc.qctools.compare.case import Case, case_of
from sqc.qctools.compare.judge import findings
from sqc.qctools.compare.plan import needed
from sqc.qctools.compare.tables import facts, frame, method, tables, title
from sqc.qctools.kit.take import counting, table_of
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Result):
    """A comparison of groups that shows itself.

    Parameters
    ----------
    case : Case
        Sample, test, effects.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the comparison says."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "compare",
            case.test.about,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.reading.source,
            provenance=self._provenance(),
            explain=self._explainer,
        )

    def _provenance(self) -> dict[str, object]:
        case = self.case
        given = {
            "test": case.test.key,
            "confidence": case.confidence,
            "margin": case.margin,
            "target": case.target,
        }
        return {name: value for name, value in given.items() if value is not None}

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        case = self.case
        chosen = Msg("{test}: {why} (--test).", test=case.test.name, why=case.why)
        if case.forced:
            chosen = Msg("{test}: {why}.", test=case.test.name, why=case.why)
        said: list[tuple[Words, Words]] = [(Msg("Test"), chosen)]
        said += checked_note(found)
        if (words := items.note(case)) is not None:
            said.append((Msg("Changed"), words))
        plan = needed(case, found[0])
        if plan is not None:
            said.append((Msg("Needed"), plan))
        return [*said, (Msg("Method"), method(case)), *read_note(case.reading.source)]

    def _page(self) -> Page:
        from sqc.qctools.compare.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.compare.explain import of_case

        return of_case(self.case, dict(self.facts), self.findings_list())


def compare(
    data: Any,
    *,
    value: str | None = None,
    by: str | None = None,
    paired: str | None = None,
    inspected: str | int | None = None,
    nonconforming: str | None = None,
    reference: str | None = None,
    order: str | None = None,
    where: str | Sequence[str] | None = None,
    kind: str | None = None,
    test: str | None = None,
    pooled: bool | None = None,
    target: float | None = None,
    margin: float | None = None,
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
) -> Comparison:
    """Return the difference between groups with its interval, the test, and what the data do not prove.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a value, a verdict or a count, with its group.
    value : str, optional
        Column with measured values, verdicts or counts; ``a,b``: two columns, a row a pair.
    by : str, optional
        Column that names the groups; by default the only column of names.
    paired : str, optional
        Column that names the pair of a row; `by` then names two groups.
    inspected : str or int, optional
        Units, area or time that a count is of: a column, or one number.
    nonconforming : str, optional
        The word that counts as nonconforming.
    reference : str, optional
        Group that the others are compared with; by default ``before`` and the like, else the first one.
    order : str, optional
        Column to sort the rows by; drift and dependence are looked for in this order.
    where : str or sequence of str, optional
        Rows that are used.
    kind : {"means", "medians", "variances", "proportions", "counts"}, optional
        What is compared; by default means or medians of values, proportions of verdicts.
    test : str, optional
        t, welch, pooled, dunnett (all groups against `reference`), rank, f, bonett, brown-forsythe, bartlett,
        fligner, fisher, chi-square, mcnemar, cochran or poisson. By default chosen by the data; the result
        says why.
    pooled : bool, optional
        One variance for all groups: Student's t test, analysis of variance with Tukey's comparisons.
    target : float, optional
        A mean, share or rate that the values are compared with.
    margin : float, optional
        Largest difference (or ratio) that does not matter: are the groups equivalent?
    confidence : float, optional
        Of the intervals (0.95); the level of the test is one less it.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Comparison

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Means by Welch, unless a group of fewer than 25 values does not look normal (Anderson-Darling at 5 %,
    Holm): then by ranks. A difference is shown when test and interval agree on it; equivalence when the
    interval of confidence 1 - 2 alpha lies inside the margin.

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, chapter 7.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.compare({"period": ["before"] * 4 + ["after"] * 4,
    ...                      "size": [5.1, 5.4, 5.0, 5.3, 4.2, 4.5, 4.1, 4.6]})
    >>> round(found["effect"], 3), round(found["p"], 4)
    (-0.85, 0.0016)
    """
    options = dict(locals())
    given = options.pop("data")
    table = table_of(given, options)
    if nonconforming is not None:
        table, options["value"] = counting(table, nonconforming, value)
    if inspected is not None:
        options["inspected"] = str(inspected)
    return Comparison(case_of(table, options))
