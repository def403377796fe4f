"""``sqc.matrix_data``: what do several columns have in common?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sqc.charts.words import read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import worst_first
from sqc.qctools.matrix_data.case import Case, case_of
from sqc.qctools.matrix_data.judge import findings
from sqc.qctools.matrix_data.tables import facts, frame, tables, title
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class MatrixData(Result):
    """Principal components that show themselves.

    Parameters
    ----------
    case : Case
        The columns and their components.
    """

    case: Case

    def report(self) -> Report:
        """Return everything the components say."""
        case = self.case
        first, *others = findings(case)
        method: Words = Msg(
            "noise: the 95 % point of each eigenvalue when every column is shuffled by itself (seeded)."
        )
        return Report(
            "matrix-data",
            None,
            (first, *worst_first(others)),
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
        from sqc.qctools.matrix_data.page import page

        return page(self.case, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.qctools.matrix_data.explain import of_case

        return of_case(dict(self.facts), self.findings_list())


def matrix_data(
    data: Any,
    *,
    value: str | None = None,
    item: str | None = None,
    where: str | Sequence[str] | None = None,
    covariance: bool | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> MatrixData:
    """Return the principal components of several columns and how many stand out of noise.

    Parameters
    ----------
    data : str, path, data frame or dict
    value : str, optional
        Columns: ``a,b`` or ``x1..x5``; without it all columns of numbers that do not count or date the rows.
    item : str, optional
        Column that names the rows; written at the points of 25 rows at most.
    where : str or sequence of str, optional
        Rows that are used.
    covariance : bool, optional
        Columns as they are, in one unit; else each is divided by its standard deviation.
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    MatrixData

    Raises
    ------
    SqcError
        If a column does not vary, or too few columns or complete rows are left.

    Notes
    -----
    Eigenvalues of the correlation matrix; the largest weight of each component is positive. A component
    stands out when its eigenvalue is above the 95 % point of that of columns shuffled by themselves.

    References
    ----------
    I. T. Jolliffe (2002), Principal Component Analysis, 2nd ed., Springer.

    Examples
    --------
    >>> import sqc
    >>> x = list(range(20))
    >>> found = sqc.matrix_data({"a": x, "b": [2 * v for v in x], "c": [v * 7 % 5 for v in x]})
    >>> found["n_out"], round(found["share_1"], 2)
    (1, 0.68)
    """
    options = dict(locals())
    return MatrixData(case_of(options.pop("data"), options))
