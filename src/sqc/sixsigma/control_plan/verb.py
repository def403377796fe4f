"""``sqc.control_plan``: is every characteristic measured, judged, and is it said what to do?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.report import Report
from sqc.sixsigma.control_plan.judge import commands, findings
from sqc.sixsigma.control_plan.rows import Plan, plan_of
from sqc.sixsigma.control_plan.tables import facts, frame, long, tables, title
from sqc.sixsigma.forms.notes import notes
from sqc.sixsigma.forms.wide import WideResult

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page

HOW = Msg(
    "checked is whether the plan is filled in and fits together; whether its controls work shows on"
    " the floor."
)
MOST_COMMANDS = 8


@dataclass(frozen=True, eq=False, repr=False)
class ControlPlan(WideResult):
    """A control plan that shows itself.

    Parameters
    ----------
    plan : Plan
        The rows and their columns.
    """

    plan: Plan

    def report(self) -> Report:
        """Return everything the control plan says."""
        plan = self.plan
        said = tuple(findings(plan))
        return Report(
            "control-plan",
            None,
            said,
            title(plan),
            facts(plan),
            tables(plan),
            self._notes(said),
            lambda: frame(plan),
            self._page,
            source=plan.source,
            long=lambda most: long(plan, most),
            explain=self._explainer,
        )

    def _notes(self, said: Sequence[Finding]) -> tuple[tuple[Words, Words], ...]:
        """Return the labelled lines, the commands that draw the charts of the plan before them."""
        found = [f"{row.name}: {'; '.join(commands(row))}" for row in self.plan.rows if row.kind is not None]
        charts = [(Msg("Charts"), Verbatim("\n".join(found[:MOST_COMMANDS])))] if found else []
        return (*charts, *notes(said, HOW, self.plan.source))

    def _page(self) -> Page:
        from sqc.sixsigma.control_plan.page import page

        return page(self.plan, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.entries import explainer
        from sqc.sixsigma.control_plan.explain import CONTROL_PLAN

        return explainer(CONTROL_PLAN, dict(self.facts), self.findings_list())


def control_plan(
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
) -> ControlPlan:
    """Return a control plan in the usual layout, with what its characteristics lack.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a characteristic: process step, characteristic, specification or LSL, USL, target, class,
        gauge, sample size, frequency, control method, reaction plan; heads in English or Chinese.
    column : str, sequence of str or mapping, optional
        Which column plays which part, where its head does not say it: ``"reaction=What to do"``.
    where : str or sequence of str, optional
        Rows that are used.
    encoding, delimiter, missing, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    ControlPlan

    Raises
    ------
    SqcError
        If no column or no row names characteristics, or a limit is no number; the message says what works.

    References
    ----------
    AIAG (2008), Advanced Product Quality Planning and Control Plan, 2nd ed.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.control_plan({"characteristic": ["bore"], "specification": ["10 +/- 0.1"],
    ...     "gauge": ["plug"], "n": [5], "frequency": ["hourly"], "control method": ["Xbar-R"]})
    >>> found["n_open"], found["n_charts"]
    (1, 1)
    """
    options = dict(locals())
    return ControlPlan(plan_of(options.pop("data"), options))
