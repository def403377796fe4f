"""``sqc.checksheet``: a tally by two columns, a blank sheet, a filled-in sheet read back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.checksheet.case import Blank, Case, blank_of, case_of
from sqc.qctools.checksheet.judge import findings
from sqc.qctools.checksheet.rows import raw_rows
from sqc.qctools.checksheet.tables import blank_table, facts, frame, tables, title
from sqc.qctools.checksheet.take import from_events, from_sheet
from sqc.report.formats import ending_of
from sqc.report.model import Fact
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Checksheet(Result):
    """A filled-in check sheet that shows itself.

    Parameters
    ----------
    case : Case
        The counts and what they rest on.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the sheet says."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "checksheet",
            None,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.sheet.source,
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        said = checked_note(found, stop=False)
        if self.case.crossed:
            how = Msg(
                "exact tails with all totals fixed, Holm for {n} cells at {alpha} together.",
                n=self.case.counts.size, alpha=f"{100 * self.case.alpha:.10g} %",
            )  # fmt: skip
            said.append((Msg("Method"), how))
        return [*said, *read_note(self.case.sheet.source)]

    def _page(self) -> Page:
        from sqc.qctools.checksheet.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.checksheet.explain import of_case

        return of_case(dict(self.facts), self.findings_list())


@dataclass(frozen=True, eq=False, repr=False)
class BlankSheet(Result):
    """A check sheet to fill in by hand.

    Parameters
    ----------
    blank : Blank
        Items and columns.
    """

    blank: Blank

    def report(self) -> Report:
        """Return the sheet and what to do with it."""
        blank = self.blank
        text = Msg(
            "Blank check sheet of {n} items by {m}: print it, tally by hand, type it in, then sqc"
            " checksheet FILE.",
            n=len(blank.items), m=len(blank.by),
        )  # fmt: skip
        found = {
            "n_items": Fact(len(blank.items), Msg("items")),
            "n_columns": Fact(len(blank.by), Msg("columns")),
        }
        return Report(
            "checksheet",
            "blank",
            (Finding("blank-sheet", "ok", text, {"n_items": len(blank.items), "n_columns": len(blank.by)}),),
            Msg("Check sheet"),
            found,
            (blank_table(blank),),
            (),
            self._frame,
            self._page,
            explain=self._explainer,
        )

    def _frame(self) -> dict[str, list[object]]:
        from sqc.qctools.checksheet.blank import grid

        heads, *rows = grid(self.blank)
        return {head: [row[i] for row in rows] for i, head in enumerate(heads)}

    def files(
        self,
        path: str,
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        dpi: int | None = None,
        digits: int | None = None,
    ) -> list[tuple[str, str | bytes]]:
        """Return the files that `save` writes; a sheet of cells holds nothing but the form."""
        from sqc.qctools.checksheet import blank

        ending = ending_of(path)
        if ending == "csv":
            return [(path, "\ufeff" + blank.to_csv(self.blank, lang))]
        if ending == "xlsx":
            return [(path, blank.to_xlsx(self.blank, lang))]
        return super().files(path, lang, size=size, title=title, dpi=dpi, digits=digits)

    def _page(self) -> Page:
        from sqc.qctools.checksheet.page import blank_page

        return blank_page(self.blank)

    def _explainer(self) -> Explainer:
        from sqc.qctools.checksheet.explain import of_case

        return of_case(dict(self.facts), self.findings_list())


def checksheet(
    data: Any = None,
    *,
    item: str | None = None,
    by: str | None = None,
    value: str | None = None,
    where: str | Sequence[str] | None = None,
    alpha: float | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Checksheet | BlankSheet:
    """Return a check sheet: a tally of a file, a filled-in sheet read back, or a blank one.

    Parameters
    ----------
    data : str, path, data frame or dict, optional
        Rows of events, or a filled-in sheet: items in the first column, counts or tally marks (||||, 正, 卌)
        in the others. Without it a blank sheet.
    item : str, optional
        Column of the items; of a blank sheet the items, ``scratch,pore``.
    by : str, optional
        Column they are tallied by; of a blank sheet the heads, ``Mon,Tue``.
    value : str, optional
        Column with the counts; without it a row counts one.
    where : str or sequence of str, optional
        Rows that are used.
    alpha : float, optional
        Chance that any cell stands out by chance alone (0.05).
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Checksheet or BlankSheet

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    A cell is judged by its hypergeometric tail with all totals fixed, adjusted by Holm for the number of
    cells; the adjusted residual says how far it lies off.

    References
    ----------
    S. J. Haberman (1973), The analysis of residuals in cross-classified tables, Biometrics 29, 205-220.

    Examples
    --------
    >>> import sqc
    >>> data = {"defect": ["scratch"] * 9 + ["pore"] * 9, "shift": ["day"] * 8 + ["night"] * 10}
    >>> found = sqc.checksheet(data, item="defect", by="shift")
    >>> found["n_total"], found["n_standing"]
    (18, 4)
    """
    options = dict(locals())
    given = options.pop("data")
    if given is None:
        return BlankSheet(blank_of(options))
    if item is None and by is None and value is None and not where:
        rows = raw_rows(given, options)
        filled = None if rows is None else from_sheet(os.fsdecode(os.fspath(given)), rows)
        if filled is not None:
            return Checksheet(case_of(filled, options))
    return Checksheet(case_of(from_events(given, options), options))
