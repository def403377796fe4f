"""``sqc.stratify``: does a measure differ by machine, shift or supplier, and which explains most?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.data.errors import unknown_choice
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.qctools.kit.take import table_of
from sqc.qctools.stratify import counts, judge, tables
from sqc.qctools.stratify.case import Case, case_of
from sqc.qctools.stratify.counts import CountCase
from sqc.qctools.stratify.take import rows_of
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Stratification(Result):
    """A stratification that shows itself.

    Parameters
    ----------
    case : Case or CountCase
        Strata of a measure, or of counts, and what they rest on.
    """

    case: Case | CountCase

    def report(self) -> Report:
        """Return everything the stratification says."""
        case = self.case
        if isinstance(case, CountCase):
            found, title, facts = counts.findings(case), counts.title(case), counts.facts(case)
            shown, columns, kind = counts.tables(case), counts.frame(case), "share"
        else:
            found, title, facts = judge.findings(case), tables.title(case), tables.facts(case)
            shown, columns, kind = tables.tables(case), tables.frame(case), "measure"
        return Report(
            "stratify",
            kind,
            tuple(found),
            title,
            facts,
            shown,
            tuple(self._notes(found)),
            lambda: columns,
            self._page,
            source=case.rows.source,
            explain=self._explainer,
        )

    def _notes(self, found: Sequence[Finding]) -> list[tuple[Words, Words]]:
        case = self.case
        said = checked_note(found, stop=False)
        read = list(case.rows.source.read)
        if case.rows.chosen:
            names = Join([way.name for way in case.rows.ways], ", ")
            read.append(Msg("strata by {names}; --by chooses", names=names))
        return [*said, *read_note(replace(case.rows.source, read=tuple(read)))]

    def _page(self) -> Page:
        from sqc.qctools.stratify.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.stratify.explain import of_case

        return of_case(self.case, dict(self.facts), self.findings_list())


def stratify(
    data: Any,
    *,
    value: str | None = None,
    by: str | None = None,
    inspected: str | None = None,
    where: str | Sequence[str] | None = None,
    test: str | None = None,
    confidence: float | None = None,
    kind: str | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Stratification:
    """Return how a measure, or a share of nonconforming units, differs by strata.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row a value, with the machine, shift, supplier it belongs to.
    value : str, optional
        Column with the measure, with verdicts, or with nonconforming units; the only one may be left out.
    by : str, optional
        Column of the strata; ``machine,shift``: several are ranked. Without it all columns of names.
    inspected : str, optional
        Column with the units inspected: shares are compared.
    where : str or sequence of str, optional
        Rows that are used.
    test : {"auto", "welch", "anova", "kruskal"}, optional
        Test of the means. auto: Kruskal-Wallis where the values inside the strata are far from normal and a
        stratum holds fewer than 15; analysis of variance where the spreads are not shown to differ and the
        sizes lie within a ratio of 1.5, where a stratum holds one value, or where there are more than 2 n - 1
        strata, n the size of the smallest (Welch's test then signals too often: 15 % for 25 strata of 5,
        simulated); else Welch.
    confidence : float, optional
        Of the intervals (0.95); tests are judged at one less it.
    kind : {"box", "multi-vari"}, optional
        Picture; by default box plots of one column, a multi-vari chart of two or three.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Stratification

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    The share of variance is omega squared, (SSB - (k - 1) MSW) / (SST + MSW), with an interval by the
    noncentral F distribution. Differences have simultaneous intervals by Games and Howell, where the spreads
    are taken as one by Tukey and Kramer. Beside the others a column is judged by its type II sum of squares.

    References
    ----------
    B. L. Welch (1951), Biometrika 38, 330-336; J. H. Steiger (2004), Psychological Methods 9, 164-182.

    Examples
    --------
    >>> import sqc
    >>> data = {"machine": ["A", "B"] * 4, "width": [5.0, 5.4, 5.1, 5.5, 4.9, 5.3, 5.0, 5.6]}
    >>> found = sqc.stratify(data, value="width", by="machine")
    >>> found["highest"], round(found["difference"], 3), round(found["share"], 3)
    ('B', 0.45, 0.808)
    """
    options = dict(locals())
    given = options.pop("data")
    _check_choices(options)
    rows = rows_of(table_of(given, options, _named(options)), options)
    if rows.inspected is not None:
        return Stratification(counts.case_of(rows, options))
    return Stratification(case_of(rows, options))


def _check_choices(options: dict[str, Any]) -> None:
    from sqc.qctools.stratify.options import KINDS, TESTS

    for name, allowed in (("test", TESTS), ("kind", KINDS)):
        given = options[name]
        if given is not None and given not in allowed:
            raise unknown_choice(f"--{name}", str(given), allowed)


def _named(options: dict[str, Any]) -> tuple[str, ...]:
    """Return the columns that will be used, where the options name them all."""
    from sqc.data.select import split_names

    if options["by"] is None or options["value"] is None:
        return ()
    names = (options["value"], options["inspected"], *split_names(options["by"]))
    return tuple(name for name in names if name is not None)
