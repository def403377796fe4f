"""``sqc.bar``, ``line``, ``pie``, ``radar`` and ``gantt``: graphs for reports from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words, plural
from sqc.notes import DataError, Finding, OptionError, out_of_range
from sqc.qctools.graphs import judge, plan
from sqc.qctools.graphs.plan import Plan, plan_of
from sqc.qctools.graphs.series import Series, series_of
from sqc.qctools.kit.take import table_of
from sqc.report.model import Cell, Column, Fact, Num, Table
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page

KINDS: Mapping[str, Msg] = {
    "bar": Msg("Bar chart"),
    "line": Msg("Line graph"),
    "pie": Msg("Pie chart"),
    "radar": Msg("Radar chart"),
}
MOST_SERIES, MOST_PARTS, LEAST_AXES = 5, 7, 3


@dataclass(frozen=True, eq=False, repr=False)
class Graph(Result):
    """A graph for a report.

    Parameters
    ----------
    kind : {"bar", "line", "pie", "radar"}
    series : Series
        The numbers by item.
    mark : float or None
        The target, or the end of the axes of a radar.
    """

    kind: str
    series: Series
    mark: float | None = None

    def report(self) -> Report:
        """Return everything the graph says."""
        found = self.series
        said = (*self._judged(), *found.findings)
        title = plural(
            "{kind} of {name}, {n} item",
            "{kind} of {name}, {n} items",
            len(found.items),
            kind=KINDS[self.kind],
            name=found.head,
        )
        return Report(
            self.kind,
            None,
            said,
            title,
            self._facts(),
            (_table(found),),
            _notes(said, found),
            lambda: (
                {found.head: list(found.items)}
                | {name: found.values[:, i].tolist() for i, name in enumerate(found.names)}
            ),
            self._page,
            source=found.source,
            provenance={"target": self.mark},
            explain=self._explainer,
        )

    def _judged(self) -> list[Finding]:
        if self.kind == "bar":
            return judge.bars(self.series, self.mark)
        if self.kind == "line":
            return judge.lines(self.series)
        return judge.slices(self.series) if self.kind == "pie" else judge.axes(self.series)

    def _facts(self) -> dict[str, Fact]:
        values = self.series.values
        unit = self.series.unit or None
        found = {
            "n_items": Fact(len(self.series.items), Msg("items")),
            "n_series": Fact(len(self.series.names), Msg("series")),
            "smallest": Fact(float(np.nanmin(values)), Msg("smallest"), unit),
            "largest": Fact(float(np.nanmax(values)), Msg("largest"), unit),
        }
        if self.kind == "pie":
            whole = float(np.nansum(values))
            found["total"] = Fact(whole, Msg("total"), unit)
            found["largest_share"] = Fact(float(np.nanmax(values)) / whole, Msg("share of the largest part"))
        return found

    def _page(self) -> Page:
        from sqc.qctools.graphs import page

        plots = {
            "bar": lambda: page.bar(self.series, self.mark),
            "line": lambda: page.line(self.series, self.mark),
            "pie": lambda: page.pie(self.series),
            "radar": lambda: page.radar(self.series, self.mark),
        }
        return page.sheet(self.series, KINDS[self.kind], plots[self.kind](), self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.entries import explainer
        from sqc.qctools.graphs import explain

        known = getattr(explain, self.kind.upper())
        return explainer(known, dict(self.facts), self.findings_list())


@dataclass(frozen=True, eq=False, repr=False)
class Gantt(Result):
    """A plan of activities with what is done of it.

    Parameters
    ----------
    plan : Plan
    """

    plan: Plan

    def report(self) -> Report:
        """Return everything the plan says."""
        found = self.plan
        said = tuple(plan.judged(found))
        return Report(
            "gantt",
            None,
            said,
            Msg("Plan of {n} activities", n=len(found.items)),
            plan.facts(found),
            (plan.table_of(found),),
            tuple(read_note(found.source)),
            lambda: plan.frame(found),
            lambda: plan.page(found, said[0]),
            source=found.source,
            provenance={"today": str(found.today)},
            explain=self._explainer,
        )

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.entries import explainer
        from sqc.qctools.graphs.explain import GANTT

        return explainer(GANTT, dict(self.facts), self.findings_list())


def _table(found: Series) -> Table:
    columns = (
        Column("item", found.head, "left"),
        *(Column(f"s{i}", name) for i, name in enumerate(found.names, 1)),
    )
    rows: list[tuple[Cell, ...]] = [
        (name, *(Num(float(value), found.decimals, undefined="-") for value in row))
        for name, row in zip(found.items, found.values, strict=True)
    ]
    return Table("numbers", columns, tuple(rows))


def _notes(said: Sequence[Finding], found: Series) -> tuple[tuple[Words, Words], ...]:
    notes = checked_note(said)
    return (*notes, *read_note(found.source))


def _read(data: Any, options: Mapping[str, Any], verb: str) -> Series:
    found = series_of(table_of(data, options), options, verb)
    if len(found.names) > MOST_SERIES:
        raise OptionError(
            "many-series",
            Msg(
                "{n} series in one graph cannot be told apart; name up to {most} with --value.",
                n=len(found.names),
                most=MOST_SERIES,
            ),
        )
    return found


def bar(
    data: Any,
    *,
    item: str | None = None,
    value: str | None = None,
    where: str | Sequence[str] | None = None,
    target: float | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Graph:
    """Return bars from zero; columns headed before, target and after are told apart and judged.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row an item.
    item, value : str, optional
        Column of the items, columns of the numbers.
    where : str or sequence of str, optional
        Rows that are used.
    target : float, optional
        Drawn, and what after is judged by where no column says.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Graph

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.bar({"rate": ["scratches"], "before": [4.6], "target": [2.0], "after": [1.6]})
    >>> found.findings_list()[0].key
    'target-reached'
    """
    options = dict(locals())
    return Graph("bar", _read(options.pop("data"), options, "bar"), target)


def line(
    data: Any,
    *,
    item: str | None = None,
    value: str | None = None,
    where: str | Sequence[str] | None = None,
    target: float | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Graph:
    """Return a line for each series over the items or times of its rows; a missing number is a gap.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a time or item.
    item, value : str, optional
        Column of the times or items, columns of the numbers.
    where : str or sequence of str, optional
        Rows that are used.
    target : float, optional
        Drawn.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Graph

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Examples
    --------
    >>> import sqc
    >>> sqc.line({"month": ["1", "2"], "ppm": [900, 750]}).findings_list()[0].values["last"]
    750.0
    """
    options = dict(locals())
    return Graph("line", _read(options.pop("data"), options, "line"), target)


def pie(
    data: Any,
    *,
    item: str | None = None,
    value: str | None = None,
    where: str | Sequence[str] | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Graph:
    """Return a pie of up to seven parts, because a report asks for one; bars show the same better.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a part.
    item, value : str, optional
        Column of the parts, column of the numbers.
    where : str or sequence of str, optional
        Rows that are used.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Graph

    Raises
    ------
    SqcError
        More than seven parts, several columns, a number below 0, nothing to part.

    References
    ----------
    W. S. Cleveland, R. McGill (1984), Graphical perception, Journal of the American Statistical Association
    79, 531-554.

    Examples
    --------
    >>> import sqc
    >>> sqc.pie({"part": ["a", "b"], "n": [3, 1]})["largest_share"]
    0.75
    """
    options = dict(locals())
    found = _read(options.pop("data"), options, "pie")
    values = found.values[:, 0]
    if len(found.names) > 1:
        raise OptionError("one-series", Msg("a pie shows one column; name it with --value."))
    if len(found.items) > MOST_PARTS or len(found.items) < 2:
        raise DataError(
            "parts",
            Msg(
                "a pie takes 2 to {most} parts, here are {n}; sqc pareto shows any number.",
                most=MOST_PARTS,
                n=len(found.items),
            ),
        )
    if np.isnan(values).any() or (values < 0).any() or values.sum() <= 0:
        raise DataError("negative-part", Msg("a pie parts a sum above 0 into numbers of 0 or more."))
    return Graph("pie", found)


def radar(
    data: Any,
    *,
    item: str | None = None,
    value: str | None = None,
    where: str | Sequence[str] | None = None,
    most: float | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Graph:
    """Return a radar: an axis an item, all from 0 to one end, a closed line a series.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row an axis.
    item, value : str, optional
        Column of the axes, columns of the numbers.
    where : str or sequence of str, optional
        Rows that are used.
    most : float, optional
        End of the axes; the largest number by default.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Graph

    Raises
    ------
    SqcError
        Fewer than three axes, a number below 0 or beyond the end, a missing one.

    Examples
    --------
    >>> import sqc
    >>> data = {"skill": ["a", "b", "c"], "before": [2, 3, 1], "after": [4, 3, 3]}
    >>> sqc.radar(data, most=5).findings_list()[0].values["item"]
    'a'
    """
    options = dict(locals())
    found = _read(options.pop("data"), options, "radar")
    if len(found.items) < LEAST_AXES:
        text = Msg(
            "a radar takes {least} axes at least, here are {n}; sqc bar shows them.",
            least=LEAST_AXES,
            n=len(found.items),
        )
        raise DataError("axes", text)
    if np.isnan(found.values).any() or (found.values < 0).any() or found.values.max() <= 0:
        raise DataError(
            "axis-number", Msg("each axis of a radar takes a number of 0 or more from every series.")
        )
    if most is not None and most < found.values.max():
        raise out_of_range("most", f"{most:g}", Msg("a number not below the largest"))
    return Graph("radar", found, most)


def gantt(
    data: Any,
    *,
    item: str | None = None,
    start: str | None = None,
    done: str | None = None,
    where: str | Sequence[str] | None = None,
    today: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Gantt:
    """Return a plan of activities: planned dashed, done solid, and what is behind on a day.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row an activity.
    item : str, optional
        Column of the activities.
    start, done : str, optional
        Columns with start and end as planned, and as done: ``a,b``; as their heads say where not named.
    where : str or sequence of str, optional
        Rows that are used.
    today : str, optional
        The day to judge by; the latest day done by default, so that no clock enters.
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Gantt

    Raises
    ------
    SqcError
        Columns that are missing, an end before its start, no date.

    Examples
    --------
    >>> import sqc
    >>> data = {"task": ["a", "b"], "planned start": ["2026-01-05", "2026-02-02"],
    ...         "planned end": ["2026-01-30", "2026-02-27"], "actual start": ["2026-01-05", None],
    ...         "actual end": ["2026-02-03", None]}
    >>> found = sqc.gantt(data, today="2026-03-01")
    >>> found["n_done"], found["n_behind"], found["days_behind"]
    (1, 1, 4.0)
    """
    options = dict(locals())
    return Gantt(plan_of(table_of(options.pop("data"), options), options))
