"""``sqc.supplier``: whose deliveries differ, and may they be ranked?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.kit.take import table_of
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.sixsigma.supplier.case import Case, case_of
from sqc.sixsigma.supplier.judge import findings
from sqc.sixsigma.supplier.scored import score_method, score_table
from sqc.sixsigma.supplier.tables import facts, frame, months, scorecard, title

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Suppliers(Result):
    """A scorecard of suppliers that shows itself.

    Parameters
    ----------
    case : Case
        Sums by supplier and month.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the scorecard says."""
        case = self.case
        said = tuple(findings(case))
        by_month = months(case)
        return Report(
            "supplier",
            None,
            said,
            title(case),
            facts(case),
            (
                scorecard(case),
                *(() if case.score is None else (score_table(case.names, case.score),)),
                *(() if by_month is None else (by_month,)),
            ),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.source,
            provenance={"confidence": case.confidence, "test": "Fisher, Holm"},
            explain=self._explainer,
        )

    def _notes(self, said: Sequence[Finding]) -> list[tuple[Words, Words]]:
        notes = checked_note(said)
        how = Msg(
            "Clopper-Pearson intervals; rank: from and to what the pairs prove (Fisher's exact test, Holm),"
            " 1 is the smallest share."
        )
        notes.append((Msg("Method"), how))
        if (score := self.case.score) is not None:
            rule = score_method(score, self.case.target, self.case.delivery.counted)
            notes.append((Msg("Score"), rule))
        return [*notes, *read_note(self.case.source)]

    def _page(self) -> Page:
        from sqc.sixsigma.supplier.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.entries import explainer
        from sqc.sixsigma.supplier.explain import SUPPLIER

        return explainer(SUPPLIER, dict(self.facts), self.findings_list())


def supplier(
    data: Any,
    *,
    supplier: str | None = None,
    time: str | None = None,
    value: str | None = None,
    inspected: str | None = None,
    lots: str | None = None,
    rejected: str | None = None,
    delivery: str | None = None,
    promised: str | None = None,
    received: str | None = None,
    where: str | Sequence[str] | None = None,
    target: float | None = None,
    weights: str | Mapping[str, float] | None = None,
    confidence: float | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Suppliers:
    """Return the nonconforming share of each supplier with its interval, its rank no finer than is proven.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a supplier and period.
    supplier, time : str, optional
        Columns with the supplier and the month; as their heads say where not named.
    value, inspected : str, optional
        Columns with nonconforming units and units inspected.
    lots, rejected : str, optional
        Columns with lots delivered and rejected.
    delivery : str, optional
        Column with the share delivered on time in percent, or with yes and no.
    promised, received : str, optional
        Columns with the dates of each delivery, in place of `delivery`: on time is by the day promised.
    where : str or sequence of str, optional
        Rows that are used.
    target : float, optional
        ppm that a supplier may have.
    weights : str or mapping, optional
        Weights of a score from 0 to 100, ``quality=60,delivery=40``: ``quality`` is 100 at the target or
        below and 100 target / ppm above it, ``lots`` and ``delivery`` are the percentages accepted and on
        time, any other name is a column of scores.
    confidence : float, optional
        Of the intervals (0.95).
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Suppliers

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    A supplier differs if Fisher's exact test against all others gives p of 5 % or less after Holm's
    adjustment. Rank a to b: a - 1 suppliers are proven smaller, b is the number of all less those proven
    larger, over all pairs.

    References
    ----------
    R. A. Fisher (1935), Journal of the Royal Statistical Society 98, 39-82. S. Holm (1979), Scandinavian
    Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import sqc
    >>> data = {"supplier": ["A", "B"], "defects": [1, 29], "inspected": [2050, 2450]}
    >>> found = sqc.supplier(data)
    >>> round(found["ppm"]), found["worst"], round(found["worst_ppm"])
    (6667, 'B', 11837)
    """
    options = dict(locals())
    given = options.pop("data")
    return Suppliers(case_of(table_of(given, options), options))
