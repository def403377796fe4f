"""``sqc.fishbone``: what may cause the effect, and what is confirmed of it?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sqc.charts.words import read_note
from sqc.i18n.message import Msg
from sqc.qctools.fishbone.case import Case, case_of
from sqc.qctools.fishbone.judge import findings
from sqc.qctools.fishbone.tables import facts, frame, tables, title
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Fishbone(Result):
    """A fishbone that shows itself.

    Parameters
    ----------
    case : Case
        The effect and its causes.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the fishbone says."""
        case = self.case
        method = Msg("marks are taken as they stand: they are drawn and counted, no cause is confirmed here.")
        return Report(
            "fishbone",
            None,
            tuple(findings(case)),
            title(case),
            facts(case),
            tables(case),
            ((Msg("Method"), method), *read_note(case.source)),
            partial(frame, case),
            self._page,
            source=case.source,
            explain=self._explainer,
        )

    def _page(self) -> Page:
        from sqc.qctools.fishbone.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.fishbone.explain import of_case

        return of_case(dict(self.facts), self.findings_list())


def fishbone(data: Any, *, encoding: str | None = None) -> Fishbone:
    r"""Return a cause-and-effect diagram from indented text, TOML or a dict.

    Parameters
    ----------
    data : str, path or dict
        Text: the effect on the first line, categories below it, causes below these, one level of
        indentation each; ``*`` or ``!`` at the end marks what the facts confirm. A share such as ``39.5 %``
        behind the effect is kept. TOML (a name that ends in ``.toml``) or a dict: ``effect`` and ``causes``.
    encoding : str, optional
        Of the file.

    Returns
    -------
    Fishbone

    Raises
    ------
    SqcError
        If the text does not say what hangs on what, with line and column.

    Notes
    -----
    Every cause has a row of its own, so that any depth can be drawn; words are wrapped until the bones fit on
    the page, and where they do not, the bones part on several spines.

    References
    ----------
    K. Ishikawa (1976), Guide to Quality Control, Asian Productivity Organization.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.fishbone("scratches\n machine\n  no liner *\n  worn jaws\n method\n  stacked too high")
    >>> found["n_end_causes"], found["n_confirmed"]
    (3, 1)
    """
    return Fishbone(case_of(data, {"encoding": encoding}))
