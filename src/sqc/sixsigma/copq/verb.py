"""``sqc.copq``: what does poor quality cost, does it rise, and which account is the largest?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.kit.take import table_of
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.sixsigma.copq.case import FAILURE, Case, case_of
from sqc.sixsigma.copq.judge import findings
from sqc.sixsigma.copq.tables import facts, frame, tables, title

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class QualityCosts(Result):
    """Costs of quality that show themselves.

    Parameters
    ----------
    case : Case
        The amounts and what they rest on.
    """

    case: Case

    def report(self) -> Report:
        """Return everything that is said of the costs."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "copq",
            "months" if len(case.months) > 1 else None,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.source,
            provenance={"poor_quality": list(FAILURE), "trend": "Mann-Kendall", "slope": "Sen"},
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        said = checked_note(found, "; ")
        how: Words = Msg("poor quality: internal and external failure, without appraisal.")
        if self.case.has_trend:
            how = Msg(
                "poor quality: internal and external failure, without appraisal; trend: Mann-Kendall test, a"
                " season may look like one."
            )
        return [*said, (Msg("Method"), how), *read_note(self.case.source)]

    def _page(self) -> Page:
        from sqc.sixsigma.copq.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.sixsigma.copq.explain import of_case

        return of_case(self.case, dict(self.facts), self.findings_list())


def copq(
    data: Any,
    *,
    cost: str | None = None,
    category: str | None = None,
    item: str | None = None,
    time: str | None = None,
    by: str | None = None,
    where: str | Sequence[str] | None = None,
    sales: str | float | None = None,
    top: int | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> QualityCosts:
    """Return the costs of quality by category, month and account, and what poor quality costs.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row an entry.
    cost : str, optional
        Column with the amounts.
    category : str, optional
        Column with the category: prevention, appraisal, internal failure, external failure (预防, 鉴定,
        内部损失, 外部损失).
    item : str, optional
        Column that names the account.
    time : str, optional
        Column with the day or the month; months without a row count as 0.
    by : str, optional
        Column of the departments.
    where : str or sequence of str, optional
        Rows that are used.
    sales : str or number, optional
        Sales of the whole time, or a column that repeats those of the month.
    top : int, optional
        Accounts that are drawn (10).
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    QualityCosts

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Cost of poor quality: internal and external failure. A trend of it by month is judged by the test of Mann
    and Kendall from six months on, as a share of the sales where these are known by month.

    References
    ----------
    A. V. Feigenbaum (1956), Total quality control, Harvard Business Review 34 (6), 93-101.

    Examples
    --------
    >>> import sqc
    >>> data = {"category": ["prevention", "internal failure", "external failure"], "amount": [10, 60, 30]}
    >>> found = sqc.copq(data, sales=2000)
    >>> found["failure"], found["failure_of_sales"]
    (90.0, 0.045)
    """
    options = dict(locals())
    given = options.pop("data")
    return QualityCosts(case_of(table_of(given, options), options))
