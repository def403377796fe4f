"""``sqc.fmea``: which risks come first, what is open, what changed since last time?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.i18n.message import Msg
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.sixsigma.fmea.change import Comparison, compared
from sqc.sixsigma.fmea.judge import findings
from sqc.sixsigma.fmea.sheet import Sheet, sheet_of
from sqc.sixsigma.fmea.tables import facts, frame, long, tables, title
from sqc.sixsigma.forms.notes import notes

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


HOW = Msg(
    "AP by the table of the AIAG-VDA FMEA Handbook 2019 for design and process FMEA (FMEA-MSR has"
    " another one); order: AP, then S, O, D; RPN = S x O x D is shown, it does not rank."
)


@dataclass(frozen=True, eq=False, repr=False)
class Fmea(Result):
    """An FMEA that shows itself.

    Parameters
    ----------
    sheet : Sheet
        The rows with their ratings.
    comparison : Comparison or None
        An older copy and what changed since.
    """

    sheet: Sheet
    comparison: Comparison | None = None

    def report(self) -> Report:
        """Return everything the FMEA says."""
        sheet, comparison = self.sheet, self.comparison
        said = tuple(findings(sheet, comparison))
        return Report(
            "fmea",
            None,
            said,
            title(sheet),
            facts(sheet, comparison),
            tables(sheet, comparison),
            notes(said, HOW, sheet.source),
            lambda: frame(sheet),
            self._page,
            source=sheet.source,
            long=lambda most: long(sheet, most),
            explain=self._explainer,
        )

    def _page(self) -> Page:
        from sqc.sixsigma.fmea.page import page

        return page(self.sheet, self.comparison, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.sixsigma.fmea.explain import of_sheet

        return of_sheet(self.sheet, dict(self.facts), self.findings_list())


def fmea(
    data: Any,
    *,
    column: str | Sequence[str] | Mapping[str, str] | None = None,
    where: str | Sequence[str] | None = None,
    before: Any = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Fmea:
    """Return the risks of an FMEA by action priority, what is open, and what changed.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a cause: item, failure mode, effect, cause, S, O, D, action, owner, due; after the action
        status, S2, O2, D2; heads in English or Chinese.
    column : str, sequence of str or mapping, optional
        Which column plays which part, where its head does not say it: ``"severity=Sev"``.
    where : str or sequence of str, optional
        Rows that are used, in both copies.
    before : str, path, data frame or dict, optional
        An older copy: what is new, closed and changed since.
    encoding, delimiter, missing, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Fmea

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    A risk counts as it stands now: by S2, O2 and D2 where its action is done, else by S, O and D. Ranked by
    action priority (H, M, L), then severity, occurrence and detection. The risk priority number
    S x O x D is shown and does not rank: it puts S 9, O 4, D 2 (72, AP H) below S 3, O 6, D 6 (108, AP L).

    References
    ----------
    AIAG and VDA (2019), FMEA Handbook, 1st ed.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.fmea({"failure mode": ["leak", "noise"], "S": [9, 3], "O": [4, 6], "D": [5, 6]})
    >>> found["n_high"], found["top"], found["top_rpn"]
    (1, 'leak', 180)
    """
    options = dict(locals())
    now = sheet_of(options.pop("data"), options)
    older = options.pop("before")
    return Fmea(now, None if older is None else compared(sheet_of(older, options), now))
