"""``sqc.oee``: how much of the planned time made good pieces, and where did the rest go?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.sixsigma.oee.case import Case, case_of
from sqc.sixsigma.oee.judge import findings
from sqc.sixsigma.oee.tables import facts, frame, tables, title

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Effectiveness(Result):
    """Overall equipment effectiveness and its losses.

    Parameters
    ----------
    case : Case
        Times, reasons and what they rest on.
    """

    case: Case

    def report(self) -> Report:
        """Return everything that is said of the times."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "oee",
            "by" if case.parts else None,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.source if case.source.name else None,
            provenance={"planned_reasons": [one.name for one in case.reasons if one.planned]},
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        said = checked_note(found, "; ")
        how: Words = Msg("speed holds what the stops do not: slow cycles and stops too short to be noted.")
        if self.case.parts:
            how = Msg(
                "times are added up, OEE never averaged; speed holds slow cycles and stops too short to be"
                " noted."
            )
        return [*said, (Msg("Method"), how), *read_note(self.case.source)]

    def _page(self) -> Page:
        from sqc.sixsigma.oee.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.sixsigma.oee.explain import of_times

        return of_times(self.case.times, dict(self.facts), self.findings_list())


def oee(
    data: Any = None,
    *,
    planned: str | float | None = None,
    breaks: str | float | None = None,
    stops: str | float | None = None,
    cycle: str | float | None = None,
    count: str | float | None = None,
    good: str | float | None = None,
    rejected: str | float | None = None,
    stop_log: Any = None,
    planned_reason: str | Sequence[str] | None = None,
    by: str | None = None,
    where: str | Sequence[str] | None = None,
    goal: float | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Effectiveness:
    """Return availability, performance, quality and OEE, and where the planned time was lost.

    Parameters
    ----------
    data : str, path, data frame or dict, optional
        A row a shift of a machine; without it one shift by numbers.
    planned, breaks, stops : str or number, optional
        Time of the shift, breaks in it, time stopped: a column or a number, in minutes unless a unit says
        otherwise (``8h``). Without `planned` the columns start and end.
    cycle : str or number, optional
        Ideal time of a piece, in seconds.
    count, good, rejected : str or number, optional
        Pieces made, and the good or the rejected ones.
    stop_log : str, path, data frame or dict, optional
        A row a stop: start and end, or minutes; reason; machine.
    planned_reason : str or sequence of str, optional
        Stops for these reasons are taken off the planned time: no loss.
    by : str, optional
        Column of the machines, lines, teams that are told apart.
    where : str or sequence of str, optional
        Shifts that are used.
    goal : float, optional
        OEE that is asked for.
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the files are read.

    Returns
    -------
    Effectiveness

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Availability = run / planned time; performance = ideal cycle x count / run time; quality = good / count;
    OEE is their product. Of several shifts times and pieces are added up before they are divided; where cycle
    times differ quality is weighted by them, so that the product holds.

    References
    ----------
    S. Nakajima (1988), Introduction to TPM, Productivity Press; ISO 22400-2:2014.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.oee(planned=480, breaks=60, stops=47, cycle=1, count=19271, good=18848)
    >>> [round(100 * found[key], 2) for key in ("availability", "performance", "quality", "oee")]
    [88.81, 86.11, 97.8, 74.79]
    """
    options = dict(locals())
    return Effectiveness(case_of(options.pop("data"), options))
