"""``sqc chart-design``: the limits that give a wanted run length, and what the chart then sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.arl_words import about, number
from sqc.charts.design_ask import design, solved, wanted
from sqc.charts.design_charts import KINDS, WITHIN, Floats, Solved, Wanted
from sqc.charts.design_phase1 import enough
from sqc.charts.design_tables import ARLS, comparison, notes, power
from sqc.i18n.message import Msg, Verbatim, Words, plural
from sqc.notes import Finding
from sqc.report.marks import Page
from sqc.report.model import Fact
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer

_SOONER = 1.25  # another chart is told of when it needs this much less

_LABELS: dict[str, Words] = {
    "k": Msg("limits, in sigma of the plotted points"),
    "weight": Msg("weight of the newest point"),
    "width": Msg("limits, in sigma of the statistic"),
    "reference": Msg("reference value"),
    "interval": Msg("decision interval"),
    "limit": Msg("limit"),
    "half_width": Msg("limits: distance from the center line"),
    "reference_width": Msg("reference value"),
    "interval_width": Msg("decision interval"),
}


@dataclass(frozen=True, eq=False, repr=False)
class ChartDesign(Result):
    """A chart designed for a wanted run length, beside others of the same price.

    Parameters
    ----------
    wanted : Wanted
        What was asked, the subgroup size solved.
    chart : Solved
        The chart.
    others : tuple of Solved
        What it is compared with, itself among them.
    arl : float array, shape (others + 1, 4)
        Average run lengths of the chart, then of the others, at `shifts`.
    power : float array, shape (4, 3)
        P(the chart signals within 1, 5, 10 points) at `shifts`.
    phase1_subgroups : int or None
        From so many on, limits from estimates behave; None: more than a million.
    """

    wanted: Wanted
    chart: Solved
    others: tuple[Solved, ...]
    arl: Floats
    power: Floats
    phase1_subgroups: int | None

    @property
    def shifts(self) -> tuple[float, ...]:
        """Shifts of the tables, in the unit that was asked."""
        return shifts_of(self.wanted)

    def report(self) -> Report:
        """Return verdict, comparison, power, phase I and method."""
        return Report(
            "chart-design",
            self.wanted.kind,
            (self._verdict(), *self._sooner()),
            self._title(),
            self._facts(),
            (comparison(self), power(self)),
            tuple(notes(self)),
            self._frame,
            page=self._page,
            next=self._next(),
            provenance={"options": self.wanted._asdict()},
            explain=self._explainer,
        )

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.runlength import DESIGN, explainer

        return explainer(DESIGN, self.facts, self.wanted.kind)

    def _next(self) -> tuple[Words, ...]:
        """Return the command that prices limits from estimates."""
        more = {name: f"{value:.4g}" for name, value in self.chart.parameters.items()}
        size = f"--size {self.wanted.size} --subgroups {self.phase1_subgroups or 100}"
        if self.wanted.kind == "ewma":
            return (Verbatim(f"sqc arl ewma --weight {more['weight']} --k {more['width']} {size}"),)
        if self.wanted.kind == "cusum":
            given = f"--reference {more['reference']} --interval {more['interval']}"
            return (Verbatim(f"sqc arl cusum {given} {size}"),)
        return ()

    def _page(self) -> Page:
        from sqc.charts.design_page import page

        return page(self)

    def points(self, length: float) -> Words:
        """Return a run length in the words of the chart: points or subgroups."""
        if self.wanted.size > 1:
            return Msg("{n} subgroups", n=about(length))
        return Msg("{n} points", n=about(length))

    def shift_words(self) -> Words:
        """Return the shift that is to be seen, in words."""
        shift = number(self.wanted.shift)
        if "variables" in KINDS[self.wanted.kind].takes:
            return Msg("a shift by the distance {shift}", shift=shift)
        if self.wanted.given_sigma is not None:
            return Msg("a shift of {shift}", shift=f"{shift} {self.wanted.unit}".strip())
        return Msg("a shift of {shift} sigma", shift=shift)

    def _verdict(self) -> Finding:
        arl0, arl1 = float(self.arl[0, 0]), float(self.arl[0, 2])
        text = Msg(
            "Use {name} with {settings}: {shift} is seen after {seen} on average, a false signal comes"
            " once in {calm}.",
            name=self._name(), settings=self.chart.settings, shift=self.shift_words(),
            seen=self.points(arl1), calm=self.points(arl0),
        )  # fmt: skip
        values = {"arl0": arl0, "arl1": arl1, "shift": self.wanted.shift, "size": self.wanted.size}
        return Finding("design", "ok", text, {**values, **self.chart.parameters})

    def _name(self) -> Words:
        kind, size = self.wanted.kind, self.wanted.size
        name = Msg("single values") if kind == "i" else self.chart.name
        if size == 1:
            return name
        if kind == "xbar":
            return Msg("subgroups of {n}", n=size)
        return Msg("{name} of subgroups of {n}", name=name, n=size)

    def _sooner(self) -> list[Finding]:
        """Return the chart that sees the shift much sooner at the same price, where there is one."""
        delays = self.arl[1:, 2]
        best = int(np.argmin(delays))
        if delays[best] * _SOONER > self.arl[0, 2]:
            return []
        text = Msg(
            "{other} with {settings} sees it after {seen}, at the same price.",
            other=self.others[best].name, settings=self.others[best].settings,
            seen=self.points(float(delays[best])),
        )  # fmt: skip
        return [Finding("sooner", "watch", text, {"arl1": float(delays[best])})]

    def _title(self) -> Words:
        values = {"kind": self.wanted.kind, "arl0": f"{self.wanted.arl0:g}"}
        if self.wanted.size == 1:
            return Msg("Chart design: {kind}, ARL0 {arl0}, single values", **values)
        return Msg("Chart design: {kind}, ARL0 {arl0}, subgroups of {n}", n=self.wanted.size, **values)

    def _facts(self) -> dict[str, Fact]:
        facts = {key: Fact(value, _LABELS[key]) for key, value in self.chart.parameters.items()}
        facts |= {key: Fact(x, _LABELS[key], self.wanted.unit or None) for key, x in self.widths().items()}
        facts["size"] = Fact(self.wanted.size, Msg("values per subgroup"))
        facts["arl0"] = Fact(float(self.arl[0, 0]), Msg("ARL without a shift"))
        facts["arl1"] = Fact(float(self.arl[0, 2]), Msg("ARL with the shift"))
        for n, seen in zip(WITHIN, self.power[2], strict=True):
            facts[f"power_{n}"] = Fact(
                float(seen), plural("power: signal within {n} point", "power: signal within {n} points", n)
            )
        if self.phase1_subgroups is not None:
            label = Msg("subgroups or values for phase I")
            facts["phase1_subgroups"] = Fact(self.phase1_subgroups, label)
        return facts

    def widths(self) -> dict[str, float]:
        """Return what is set at the chart in the unit of the characteristic; nothing without its sigma."""
        if self.wanted.given_sigma is None:
            return {}
        return {key: x / self.wanted.scale for key, x in self.chart.spans.items()}

    def _frame(self) -> Mapping[str, Sequence[object]]:
        rows = self.arl[1:]
        names = [str(chart.name) for chart in self.others]
        return {"chart": names, **{key: rows[:, i].tolist() for i, key in enumerate(ARLS)}}


def shifts_of(asked: Wanted) -> tuple[float, ...]:
    """Return the shifts of the tables: none, half, the one to be seen, double."""
    return 0.0, 0.5 * asked.shift, asked.shift, 2.0 * asked.shift


def chart_design(
    kind: str,
    *,
    arl0: float = 370.4,
    shift: float | None = None,
    points: float | None = None,
    size: int | None = None,
    weight: float | None = None,
    k: float | None = None,
    reference: float | None = None,
    interval: float | None = None,
    variables: int | None = None,
    given_sigma: float | None = None,
    unit: str | None = None,
) -> ChartDesign:
    """Return the chart that has a wanted run length and sees a shift soonest, beside others of its price.

    Parameters
    ----------
    kind : str
        ``xbar``, ``i``, ``ewma``, ``cusum``, ``t2``, ``mewma``.
    arl0 : float
        Average number of points to a false signal, above 1 and up to 1e8.
    shift : float, optional
        To be seen, in sigma within of single values, with `given_sigma` in its unit; ``mewma``, ``t2``: a
        distance. Default one sigma.
    points : float, optional
        The shift is to be seen after so many points on average: the subgroup size is solved.
    size : int, optional
        Values per subgroup; ``xbar``: 5, else 1.
    weight : float, optional
        Of ``ewma`` and ``mewma``; default the one that sees the shift soonest.
    k : float, optional
        Of ``ewma``: limits in sigma of the statistic that are kept; the weight is solved.
    reference : float, optional
        Of ``cusum``, in standard deviations of the plotted points; default half the shift.
    interval : float, optional
        Of ``cusum``, in the same unit, kept; the reference value is solved.
    variables : int, optional
        Of ``mewma`` and ``t2``; 2.
    given_sigma : float, optional
        Sigma within of single values; the limits are then given in its unit too.
    unit : str, optional
        Unit of `given_sigma` and `shift`.

    Returns
    -------
    ChartDesign
        Facts ``k``, ``weight`` and ``width``, ``reference`` and ``interval`` or ``limit``, ``size``,
        ``arl0``, ``arl1``, ``power_1`` ``power_5`` ``power_10``, ``phase1_subgroups``; with `given_sigma`
        ``half_width`` or ``reference_width`` and ``interval_width``. `to_frame` has a row for each chart.

    Raises
    ------
    OptionError
        An option without meaning for the kind, a run length out of reach.

    References
    ----------
    S. V. Crowder (1989), Journal of Quality Technology 21, 155-162.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.chart_design("cusum", arl0=370, shift=1)
    >>> found["reference"], round(found["interval"], 3), round(found["arl1"], 1)
    (0.5, 4.774, 9.9)
    """
    options = {name: value for name, value in locals().items() if name != "kind"}
    asked, chart = design(wanted(kind, options))
    others = [chart if one is KINDS[kind].solve else solved(one, asked) for one in KINDS[kind].beside]
    beside = tuple(one for one in others if one is not None)
    stack = np.array(shifts_of(asked)) * asked.scale
    with np.errstate(all="ignore"):
        own = chart.runs(stack)
        arl = np.array([own.mean(), *(one.runs(stack).mean() for one in beside)])
        power = 1.0 - own.survival(WITHIN[-1])[:, list(WITHIN)]
    return ChartDesign(asked, chart, beside, arl, power, enough(asked, chart))
