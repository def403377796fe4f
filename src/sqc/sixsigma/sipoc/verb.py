"""``sqc.sipoc``: suppliers, inputs, process, outputs, customers; is anything missing?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.i18n.message import Msg
from sqc.report.report import Report
from sqc.sixsigma.forms.notes import notes
from sqc.sixsigma.forms.wide import WideResult
from sqc.sixsigma.sipoc.judge import findings
from sqc.sixsigma.sipoc.steps import Sipoc, sipoc_of
from sqc.sixsigma.sipoc.tables import facts, frame, tables, title

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page

HOW = Msg("completeness only: whether these are the right suppliers and customers, only people can tell.")


@dataclass(frozen=True, eq=False, repr=False)
class SipocResult(WideResult):
    """A SIPOC that shows itself.

    Parameters
    ----------
    sipoc : Sipoc
        The steps.
    """

    sipoc: Sipoc

    def report(self) -> Report:
        """Return everything the SIPOC says."""
        sipoc = self.sipoc
        said = tuple(findings(sipoc))
        return Report(
            "sipoc",
            None,
            said,
            title(sipoc),
            facts(sipoc),
            tables(sipoc),
            notes(said, HOW, sipoc.source),
            lambda: frame(sipoc),
            self._page,
            source=sipoc.source,
            explain=self._explainer,
        )

    def _page(self) -> Page:
        from sqc.sixsigma.sipoc.page import page

        return page(self.sipoc, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.entries import explainer
        from sqc.sixsigma.sipoc.explain import SIPOC

        return explainer(SIPOC, dict(self.facts), self.findings_list())


def sipoc(
    data: Any,
    *,
    column: str | Sequence[str] | Mapping[str, str] | None = None,
    where: str | Sequence[str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> SipocResult:
    """Return a SIPOC as a table and a picture, with what is missing.

    Parameters
    ----------
    data : str, path, data frame or dict
        Columns supplier, input, process, output, customer, in English or Chinese; a row without a process
        goes on with the step above. Or a TOML file with a table ``[[step]]`` for each step.
    column : str, sequence of str or mapping, optional
        Which column plays which part, where its head does not say it: ``"customer=Who"``.
    where : str or sequence of str, optional
        Rows that are used.
    encoding, delimiter, missing, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    SipocResult

    Raises
    ------
    SqcError
        If no column or no row names process steps; the message says what works.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.sipoc({"input": ["bar", ""], "process": ["cut", "turn"], "output": ["blank", "shaft"]})
    >>> found["n_steps"], found["n_gaps"]
    (2, 4)
    """
    options = dict(locals())
    return SipocResult(sipoc_of(options.pop("data"), options))
