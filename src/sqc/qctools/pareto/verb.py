"""``sqc.pareto``: which few items make most of the total, and do the data prove their order?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.data.select import column, split_names
from sqc.data.sheet import read_options
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.kit.take import table_of
from sqc.qctools.pareto.case import Case, amount_columns, case_of
from sqc.qctools.pareto.change import inspected_column
from sqc.qctools.pareto.changed import method
from sqc.qctools.pareto.judge import findings
from sqc.qctools.pareto.tables import facts, frame, tables, title
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.data.flow_sums import Sums
    from sqc.data.table import Column, Table
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Pareto(Result):
    """A Pareto that shows itself.

    Parameters
    ----------
    case : Case
        The rankings and what they rest on.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the Pareto says."""
        case = self.case
        said = tuple(findings(case))
        return Report(
            "pareto",
            case.split or None,
            said,
            title(case),
            facts(case),
            tables(case),
            tuple(self._notes(said)),
            lambda: frame(case),
            self._page,
            source=case.source,
            provenance={"classes": [80, 90, 100], "confidence": case.whole.confidence},
            explain=self._explainer,
        )

    def _notes(self, found: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
        case = self.case
        how: Words = Msg(
            "totals of losses have no interval and no test, a row for each loss has; classes end at 80, 90"
            " and 100 %."
        )
        if case.whole.squares is not None:
            how = Msg(
                "each row as one event; shares as linearised ratios on the logit scale; rank: t test of the"
                " log ratio to the next item; classes end at 80, 90 and 100 %."
            )
        if case.whole.counted:
            how = Msg(
                "shares with Wilson intervals; rank: exact binomial test with the next item; classes end at"
                " 80, 90 and 100 %."
            )
        if case.change is not None:
            how = method(case.change)
        read = list(case.source.read)
        if case.offered:
            read.append(Msg("--cost {column} ranks by loss", column=case.offered))
        said = checked_note(found, " ", stop=False)
        return [*said, (Msg("Method"), how), *read_note(replace(case.source, read=tuple(read)))]

    def _page(self) -> Page:
        from sqc.qctools.pareto.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.pareto.explain import of_case

        return of_case(self.case, dict(self.facts), self.findings_list())


def pareto(
    data: Any,
    *,
    item: str | None = None,
    value: str | None = None,
    cost: str | None = None,
    stage: str | None = None,
    inspected: str | float | Sequence[float] | None = None,
    by: str | None = None,
    where: str | Sequence[str] | None = None,
    top: int | None = None,
    confidence: float | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Pareto:
    """Return the items in falling order with their shares, classes and what is proven of the order.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row an event, or a row an item with its count.
    item : str, optional
        Column that names the items; ``a,b``: also the items of b inside the first of a.
    value : str, optional
        Column with the counts; without it, and without a column headed so, a row counts one.
    cost : str, optional
        Column with the loss of each row, in one unit: ranked by it.
    stage : str, optional
        Column with two values, before and after.
    inspected : str, number or pair of numbers, optional
        Units inspected before and after, or a column that holds one number in each: rates are compared.
    by : str, optional
        Column of strata: a ranking each.
    where : str or sequence of str, optional
        Rows that are used.
    top : int, optional
        Items that are drawn (10); the others are summed up as the rest.
    confidence : float, optional
        Of the intervals of the shares (0.95).
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Pareto

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Class A: the largest items as long as their shares sum to 80 % at most, one at least; B to 90 %. Shares
    have Wilson intervals; two neighbours are told apart by the exact binomial test of one half. Items called
    other, rest or 其他 stand last whatever their size.

    References
    ----------
    J. M. Juran (1951), Quality Control Handbook, McGraw-Hill.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.pareto({"item": ["scratch", "dent", "other"], "count": [40, 12, 20]})
    >>> found["top"], found["n_vital"], round(found["top_share"], 3)
    ('scratch', 2, 0.556)
    """
    options = dict(locals())
    given = options.pop("data")
    sums = _sums(given, options)
    if sums is not None:
        return Pareto(case_of(sums.table, options, sums.rows))
    return Pareto(case_of(table_of(given, options, _named(options)), options))


def _named(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns that will be used, where the options name them all."""
    if options["item"] is None or options["value"] is None:
        return ()
    others = (options[name] for name in ("value", "cost", "stage", "by"))
    names = (*split_names(options["item"]), *others, inspected_column(options))
    return tuple(name for name in names if name is not None)


def _sums(data: Any, options: Mapping[str, Any]) -> Sums | None:
    """Return the sums of a large file whose columns the options name; None: its table is read."""
    if options["item"] is None or options["cost"] is not None or options["where"]:
        return None
    if inspected_column(options) is not None:
        return None
    from sqc.data.large_file import large_file

    given = read_options(options)
    found = large_file(data, given)
    if found is None:
        return None
    from sqc.data.flow_sums import sums_of

    def amounts(head: Table) -> list[Column]:
        first = column(head, split_names(options["item"])[0], "item")
        value, _ = amount_columns(head, first, options)
        return [] if value is None else [value]

    by = [*split_names(options["item"]), *(options[name] for name in ("stage", "by") if options[name])]
    return sums_of(found, given, by, amounts)
