"""``sqc.samplesize``: how many values show a difference that matters?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqc.i18n.message import Msg, Words
from sqc.qctools.samplesize.judge import findings
from sqc.qctools.samplesize.plan import Plan, plan_of
from sqc.qctools.samplesize.tables import facts, frame, known_sigma, method, tables, title
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class SampleSize(Result):
    """A sample size that shows itself.

    Parameters
    ----------
    plan : Plan
        Test, effect, n and power.
    """

    plan: Plan

    def report(self) -> Report:
        """Return everything the plan says."""
        plan = self.plan
        return Report(
            "samplesize",
            plan.design.test,
            tuple(findings(plan)),
            title(plan),
            facts(plan),
            tables(plan),
            tuple(self._notes()),
            lambda: frame(plan),
            self._page,
            provenance={"power_wanted": plan.wanted, "alpha": plan.alpha, **plan.options},
            explain=self._explainer,
        )

    def _notes(self) -> list[tuple[Words, Words]]:
        said: list[tuple[Words, Words]] = []
        guess = [one.message for one in findings(self.plan) if one.key == "sigma-guess"]
        if guess:
            said.append((Msg("Checked"), guess[0]))
        known = known_sigma(self.plan)
        how: Words = method(self.plan)
        if known is not None:
            how = Msg("{how} Were sigma known and not estimated: {n}.", how=how, n=known)
        return [*said, (Msg("Method"), how)]

    def _page(self) -> Page:
        from sqc.qctools.samplesize.page import page

        return page(self.plan, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.samplesize.explain import of_plan

        return of_plan(self.plan, dict(self.facts), self.findings_list())


def samplesize(
    *,
    test: str | None = None,
    difference: float | None = None,
    effect: float | None = None,
    given_sigma: float | None = None,
    given_center: float | None = None,
    given_changed: float | None = None,
    margin: float | None = None,
    n: float | None = None,
    groups: int | None = None,
    power: float | None = None,
    alpha: float | None = None,
    side: str | None = None,
    method: str | None = None,
) -> SampleSize:
    """Return how many values show a difference, or what so many values show.

    Parameters
    ----------
    test : str
        t, paired, one-sample, anova, proportion, paired-proportion, variance, correlation, counts or
        equivalence.
    difference : float, optional
        That matters, in the unit of the values; of shares as a fraction.
    effect : float, optional
        The same without a unit: d or f in standard deviations, w of a table of shares, a correlation, a ratio
        of standard deviations.
    given_sigma : float, optional
        Standard deviation of a value; for pairs that of their differences.
    given_center : float, optional
        Share or rate without the difference.
    given_changed : float, optional
        Of the same items judged twice: share of items whose two verdicts differ.
    margin : float, optional
        For equivalence, the largest difference that does not matter; `difference` is then the true one (0).
    n : float, optional
        Values in each group: the power is computed, or without a difference the smallest one that is seen.
    groups : int, optional
        Groups of equal size; for equivalence 1 stands for pairs or one group.
    power : float, optional
        Chance to see the difference (0.8).
    alpha : float, optional
        Chance of a false alarm (0.05); for equivalence of each of two one-sided tests.
    side : {"both", "one"}, optional
    method : {"exact", "normal", "arcsine"}, optional
        Of two shares: all tables of Fisher's test counted (default up to 300), or the normal approximation,
        of the shares or of their arcsines. Of the same items: counted up to 2,000, or normal.

    Returns
    -------
    SampleSize

    Raises
    ------
    OptionError
        What is missing, does not belong to the test, or is out of range.

    Notes
    -----
    Power by the noncentral t, F and chi-square distributions; of shares and rates by summing all counts.

    References
    ----------
    J. Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed. NIST/SEMATECH e-Handbook
    of Statistical Methods, 7.2.2.2.

    Examples
    --------
    >>> import sqc
    >>> sqc.samplesize(test="t", difference=0.5, given_sigma=1.0, power=0.9)["n"]
    86
    >>> round(sqc.samplesize(test="t", effect=0.5, n=64)["power"], 4)
    0.8015
    """
    return SampleSize(plan_of(dict(locals())))
