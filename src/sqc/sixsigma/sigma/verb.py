"""``sqc.sigma``: how many defects, which yield, which sigma level, and which step costs most?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding, OptionError, Source
from sqc.qctools.kit.take import table_of
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.sixsigma.sigma.ask import CONVERTERS, Converted, converted, counted, goal_of
from sqc.sixsigma.sigma.case import Case, case_of
from sqc.sixsigma.sigma.judge import conversion, findings, shift_note
from sqc.sixsigma.sigma.tables import converted_facts, converted_table, facts, frame, tables, title

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class SigmaLevel(Result):
    """Yields and sigma levels of counts.

    Parameters
    ----------
    case : Case
        The steps and what they rest on.
    """

    case: Case

    def report(self) -> Report:
        """Return everything that is said of the counts."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "sigma",
            "level" if case.alone else "steps",
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.source if case.source.name else None,
            provenance={
                "yield": case.steps.basis,
                "shift": case.steps.shift,
                "confidence": case.steps.confidence,
                "intervals": "Clopper-Pearson, Garwood, MOVER",
            },
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        said = checked_note(found, "; ")
        how: list[Words] = [shift_note(self.case.steps.shift)]
        if not self.case.alone:
            how.insert(0, Msg("steps are taken as independent"))
        return [*said, (Msg("Method"), Join(how, "; ")), *read_note(self.case.source)]

    def _page(self) -> Page:
        from sqc.sixsigma.sigma.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.sixsigma.sigma.explain import of_steps

        return of_steps(self.case.steps, dict(self.facts), self.findings_list())


@dataclass(frozen=True, eq=False, repr=False)
class SigmaConversion(Result):
    """A number of DPMO, yield or sigma level in the other forms.

    Parameters
    ----------
    asked : Converted
    """

    asked: Converted

    def report(self) -> Report:
        """Return the number in all its forms."""
        asked = self.asked
        return Report(
            "sigma",
            "convert",
            (conversion(asked),),
            Msg("Sigma level, yield and DPMO"),
            converted_facts(asked),
            (converted_table(asked),),
            ((Msg("Method"), shift_note(asked.shift)),),
            lambda: {key: [fact.value] for key, fact in self.facts.items()},
            self._page,
            provenance={"shift": asked.shift},
            explain=self._explainer,
        )

    def _page(self) -> Page:
        from sqc.sixsigma.sigma.page import converted_page

        return converted_page(self.asked, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.sixsigma.sigma.explain import of_number

        return of_number(dict(self.facts), self.findings_list())


def sigma(
    data: Any = None,
    *,
    step: str | None = None,
    units: str | float | None = None,
    defects: str | float | None = None,
    opportunities: str | float | None = None,
    rework: str | float | None = None,
    scrap: str | float | None = None,
    where: str | Sequence[str] | None = None,
    goal: float | None = None,
    shift: float | None = None,
    confidence: float | None = None,
    dpmo: float | None = None,
    yield_: str | float | None = None,
    z: float | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> SigmaLevel | SigmaConversion:
    """Return DPMO, yields and sigma levels with exact intervals, and the step that costs most.

    Parameters
    ----------
    data : str, path, data frame or dict, optional
        A row a step, or several rows a step; without it counts or a number to convert.
    step : str, optional
        Column that names the step.
    units, defects, opportunities, rework, scrap : str or number, optional
        A column, or a number: units that went in, defects counted on them, chances of a defect in a unit (1),
        units that were reworked and scrapped.
    where : str or sequence of str, optional
        Rows that are used.
    goal : float, optional
        Sigma level that is asked for, with the shift.
    shift : float, optional
        Shift of the sigma level (1.5); 0: none.
    confidence : float, optional
        Of the intervals (0.95).
    dpmo, yield_, z : float, optional
        Without counts: the number that is converted; `z` is the sigma level with the shift.
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    SigmaLevel or SigmaConversion

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    DPMO = 10^6 D / (U O) with its Clopper-Pearson interval, which is carried to the sigma level z(1 - DPO) +
    shift. Yield of a step: units without rework or scrap, where these were counted; else 1 - D/U for one
    opportunity a unit; else exp(-DPU), the Poisson approximation. RTY is their product; its interval joins
    the exact ones of the steps on the log scale (MOVER, Zou and Donner 2008).

    References
    ----------
    ISO 13053-1:2011, Quantitative methods in process improvement - Six Sigma - Part 1: DMAIC methodology.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.sigma(defects=47, units=1200, opportunities=8)
    >>> round(found["dpmo"]), round(found["sigma_level"], 2), round(found["z"], 2)
    (4896, 4.08, 2.58)
    >>> round(sqc.sigma(dpmo=3.4)["sigma_level"], 2)
    6.0
    """
    options = dict(locals())
    given = options.pop("data")
    if given is None:
        asked = converted(options)
        if asked is not None:
            return SigmaConversion(asked)
        steps, chances = counted(options)
        return SigmaLevel(Case(steps, Source(""), goal_of(goal), chances=chances))
    if any(options[name] is not None for name in CONVERTERS):
        raise OptionError("option-clash", Msg("--dpmo, --yield and --z convert one number, without a file."))
    return SigmaLevel(case_of(table_of(given, options), options))
