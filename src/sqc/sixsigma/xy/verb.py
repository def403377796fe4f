"""``sqc.xy``: which inputs act on what the customer weighs most, and do the weights decide it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.i18n.message import Msg
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.sixsigma.forms.notes import notes
from sqc.sixsigma.xy.judge import findings
from sqc.sixsigma.xy.matrix import Matrix, matrix_of
from sqc.sixsigma.xy.tables import facts, frame, long, tables, title

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page

HOW = Msg(
    "points = sum of score x weight; place when a weight moves: best and worst when each weight goes up or"
    " down by 1, one at a time. Scores are opinions: they choose what to measure, they prove no cause."
)


@dataclass(frozen=True, eq=False, repr=False)
class Xy(Result):
    """A cause-and-effect matrix that shows itself.

    Parameters
    ----------
    matrix : Matrix
        Inputs, outputs, weights and scores.
    """

    matrix: Matrix

    def report(self) -> Report:
        """Return everything the matrix says."""
        matrix = self.matrix
        said = tuple(findings(matrix))
        return Report(
            "xy",
            None,
            said,
            title(matrix),
            facts(matrix),
            tables(matrix),
            notes(said, HOW, matrix.source),
            lambda: frame(matrix),
            self._page,
            source=matrix.source,
            long=lambda most: long(matrix, most),
            explain=self._explainer,
        )

    def _page(self) -> Page:
        from sqc.sixsigma.xy.page import page

        return page(self.matrix, self.findings_list()[0])

    def _explainer(self) -> Explainer:
        from sqc.sixsigma.xy.explain import of_matrix

        return of_matrix(self.matrix, dict(self.facts), self.findings_list())


def xy(
    data: Any,
    *,
    item: str | None = None,
    value: str | None = None,
    where: str | Sequence[str] | None = None,
    weights: str | Sequence[float] | None = None,
    top: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Xy:
    """Return the inputs of a process by their weighted scores on its outputs.

    Parameters
    ----------
    data : str, path, data frame or dict
        A row an input, a column an output, scores 0, 1, 3, 9; a row named weight holds the weights.
    item : str, optional
        Column that names the inputs; else the only one of words.
    value : str, optional
        Columns of the outputs; else all that hold scores.
    where : str or sequence of str, optional
        Rows that are used.
    weights : str or sequence of float, optional
        Weights of the outputs, instead of the row of the form: ``"9,7,3"``.
    top : int, optional
        Inputs to start with (3).
    encoding, delimiter, missing, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Xy

    Raises
    ------
    SqcError
        If the data or the options do not allow an answer; the message says what works.

    Notes
    -----
    Points of an input: the sum of score times weight. Each weight is moved up and down by 1, one at a time:
    where the inputs to start with change, the weights decide more than the scores do.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.xy({"input": ["torque", "paint"], "leak": [9, 1], "look": [0, 9]}, weights=[9, 3])
    >>> found["top"], found["top_total"], found["n_broken"]
    ('torque', 81.0, 0)
    """
    options = dict(locals())
    return Xy(matrix_of(options.pop("data"), options))
