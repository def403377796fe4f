"""``sqc chart-design``: the limits that give a wanted run length, and what the chart then sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sqc.charts.arl_words import about, number
from sqc.charts.design_ask import design, solved, wanted
from sqc.charts.design_charts import KINDS, WITHIN, Floats, Solved, Wanted
from sqc.charts.design_phase1 import enough, sentence
from sqc.i18n.message import Join, Msg, Verbatim, Words, plural, words
from sqc.notes import Finding
from sqc.report.marks import Page
from sqc.report.model import Column, Fact, Num, Table
from sqc.report.report import Report
from sqc.report.result import Result

_SOONER = 1.25  # another chart is told of when it needs this much less

_LABELS: dict[str, Words] = {
    "k": Msg("limits, in sigma of the plotted points"),
    "weight": Msg("weight of the newest point"),
    "width": Msg("limits, in sigma of the statistic"),
    "reference": Msg("reference value"),
    "interval": Msg("decision interval"),
    "limit": Msg("limit"),
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
        From so many on, the Shewhart (T2) chart with estimated limits behaves like one with known ones.
    """

    wanted: Wanted
    chart: Solved
    others: tuple[Solved, ...]
    arl: Floats
    power: Floats
    phase1_subgroups: int | None

    @property
    def shifts(self) -> tuple[float, ...]:
        """Shifts of the tables, in sigma within of single values."""
        return shifts_of(self.wanted)

    def report(self) -> Report:
        """Return verdict, comparison, power, phase I and method."""
        return Report(
            "chart-design",
            self.wanted.kind,
            (self._verdict(), *self._sooner()),
            self._title(),
            self._facts(),
            (self._comparison(), self._power()),
            tuple(self._notes()),
            self._frame,
            page=self._page,
            next=self._next(),
            provenance={"options": self.wanted._asdict()},
        )

    def _next(self) -> tuple[Words, ...]:
        """Return the command that prices limits from estimates."""
        more = {name: f"{value:.4g}" for name, value in self.chart.parameters.items()}
        size = f"--size {self.wanted.size} --subgroups 100"
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
        facts["size"] = Fact(self.wanted.size, Msg("values per subgroup"))
        facts["arl0"] = Fact(float(self.arl[0, 0]), Msg("ARL without a shift"))
        facts["arl1"] = Fact(float(self.arl[0, 2]), Msg("ARL with the shift"))
        for n, power in zip(WITHIN, self.power[2], strict=True):
            facts[f"power_{n}"] = Fact(
                float(power), plural("power: signal within {n} point", "power: signal within {n} points", n)
            )
        if self.phase1_subgroups is not None:
            label = Msg("subgroups or values for phase I")
            facts["phase1_subgroups"] = Fact(self.phase1_subgroups, label)
        return facts

    def _frame(self) -> Mapping[str, Sequence[object]]:
        rows = self.arl[1:]
        names = [str(chart.name) for chart in self.others]
        return {"chart": names, **{key: rows[:, i].tolist() for i, key in enumerate(_ARLS)}}

    def _comparison(self) -> Table:
        heads = (
            Column("chart", Msg("ARL under a shift of"), "left"),
            Column("design", Msg("design"), "left"),
        )
        columns = tuple(
            Column(key, Verbatim(number(shift))) for key, shift in zip(_ARLS, self.shifts, strict=True)
        )
        rows = tuple(
            (words(chart.name), chart.brief, *(Num(float(x), 1 if x < 999.95 else 0) for x in arl))
            for chart, arl in zip(self.others, self.arl[1:], strict=True)
        )
        return Table("comparison", (*heads, *columns), rows)

    def _power(self) -> Table:
        head = Column("shift", Msg("power: shift"))
        columns = tuple(Column(f"within_{n}", Msg("signal within {n}", n=n)) for n in WITHIN)
        places = max(len(number(shift).partition(".")[2]) for shift in self.shifts)
        rows = tuple(
            (Num(shift, places), *(Num(float(p), 1, percent=True) for p in powers))
            for shift, powers in zip(self.shifts, self.power, strict=True)
        )
        return Table("power", (head, *columns), rows)

    def _notes(self) -> list[tuple[Words, Words]]:
        notes: list[tuple[Words, Words]] = []
        if self.phase1_subgroups is not None:
            memory = KINDS[self.wanted.kind].solve is not KINDS[self.wanted.kind].beside[0]
            notes.append((Msg("Phase I"), sentence(self.wanted, self.phase1_subgroups, memory)))
        clauses = [self.chart.method, Msg("known mean and sigma"), Msg("zero state")]
        if len(self.others) < len(KINDS[self.wanted.kind].beside):
            clauses.append(Msg("charts that cannot reach this ARL0 are left out"))
        if "variables" in KINDS[self.wanted.kind].takes:
            unit = Msg("shift as a distance in sigma (Mahalanobis)")
        else:
            unit = Msg("shift in sigma within of single values")
        notes.append((Msg("Method"), Msg("{clauses}; {unit}.", clauses=Join(clauses, ", "), unit=unit)))
        return notes


_ARLS = ("arl_0", "arl_half", "arl_shift", "arl_double")


def shifts_of(asked: Wanted) -> tuple[float, ...]:
    """Return the shifts of the tables: none, half, the one to be seen, double."""
    return 0.0, 0.5 * asked.shift, asked.shift, 2.0 * asked.shift


def chart_design(
    kind: str,
    *,
    arl0: float = 370.4,
    shift: float = 1.0,
    points: float | None = None,
    size: int | None = None,
    weight: float | None = None,
    reference: float | None = None,
    variables: int | None = None,
) -> ChartDesign:
    """Return the chart that has a wanted run length and sees a shift soonest, beside others of its price.

    Parameters
    ----------
    kind : str
        ``xbar``, ``i``, ``ewma``, ``cusum``, ``t2``, ``mewma``.
    arl0 : float
        Average number of points to a false signal, above 1 and up to 1e8.
    shift : float
        To be seen, in sigma within of single values; ``mewma``, ``t2``: a distance.
    points : float, optional
        The shift is to be seen after so many points on average: the subgroup size is solved.
    size : int, optional
        Values per subgroup; ``xbar``: 5, else 1.
    weight : float, optional
        Of ``ewma`` and ``mewma``; default the one that sees the shift soonest.
    reference : float, optional
        Of ``cusum``, in standard deviations of the plotted points; default half the shift.
    variables : int, optional
        Of ``mewma`` and ``t2``; 2.

    Returns
    -------
    ChartDesign
        Facts ``k``, ``weight`` and ``width``, ``reference`` and ``interval`` or ``limit``, ``size``,
        ``arl0``, ``arl1``, ``power_1`` ``power_5`` ``power_10``, ``phase1_subgroups``; `to_frame` has a row
        for each chart.

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
    return ChartDesign(asked, chart, beside, arl, power, enough(asked, KINDS[kind].beside[0](asked)))
