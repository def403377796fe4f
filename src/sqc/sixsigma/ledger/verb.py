"""``sqc.ledger``: what became of the suggestions, how long did it take, what did they save?"""

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
from sqc.sixsigma.ledger.case import Case, case_of
from sqc.sixsigma.ledger.judge import findings
from sqc.sixsigma.ledger.tables import facts, frame, tables, title

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Ledger(Result):
    """A ledger of suggestions that shows itself.

    Parameters
    ----------
    case : Case
        The suggestions row by row.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the ledger says."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "ledger",
            None,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.source,
            provenance={"confidence": case.confidence, "today": case.today},
            explain=self._explainer,
        )

    def _notes(self, said: Sequence[Finding]) -> list[tuple[Words, Words]]:
        notes = checked_note(said)
        how = Msg("the share adopted is of those decided; days to close: median; months without a row are 0.")
        return [*notes, (Msg("Method"), how), *read_note(self.case.source)]

    def _page(self) -> Page:
        from sqc.sixsigma.ledger.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.entries import explainer
        from sqc.sixsigma.ledger.explain import LEDGER

        return explainer(LEDGER, dict(self.facts), self.findings_list())


def ledger(
    data: Any,
    *,
    time: str | None = None,
    closed: str | None = None,
    status: str | None = None,
    value: str | None = None,
    by: str | None = None,
    where: str | Sequence[str] | None = None,
    adopted: str | None = None,
    declined: str | None = None,
    target: str | Mapping[str, float | str] | None = None,
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
) -> Ledger:
    """Return what became of suggestions: adopted, time to close, savings by month and department.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a suggestion.
    time, closed : str, optional
        Columns with the day it was made and the day it was closed; as their heads say where not named.
    status : str, optional
        Column that says whether it was adopted; without it what is closed was adopted.
    value, by : str, optional
        Columns with the savings and the department.
    where : str or sequence of str, optional
        Rows that are used.
    adopted, declined : str, optional
        Words of the column of states, ``a,b``, in place of the usual ones.
    target : str or mapping, optional
        What is asked for, ``suggestions=10,savings=5000,rate=60%``: suggestions and savings a month, the
        share adopted.
    confidence : float, optional
        Of the interval of the share adopted (0.95).
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Ledger

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    The share adopted is of the decided ones (Wilson interval). Months from the first to the last without a
    row count as 0. What was made and saved a month reaches its target or not; the share adopted reaches it
    if its whole interval does. Open ones are as old as on the latest day of the file: no clock enters.

    Examples
    --------
    >>> import sqc
    >>> data = {"date": ["2026-01-05", "2026-03-02"], "status": ["adopted", "declined"], "savings": [300, 0]}
    >>> found = sqc.ledger(data)
    >>> found["n_adopted"], found["adoption_rate"], found["savings_month"]
    (1, 0.5, 100.0)
    """
    options = dict(locals())
    given = options.pop("data")
    return Ledger(case_of(table_of(given, options), options))
