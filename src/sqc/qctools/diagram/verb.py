"""``sqc.diagram``: relations, trees, groups of cards, matrices, PDPC and arrow diagrams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Listing, Msg
from sqc.notes import OptionError, worst_first
from sqc.qctools.diagram import affinity, arrow, matrix, pdpc, relation, tree
from sqc.qctools.diagram.told import Reader, Told
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page

READERS: Mapping[str, Reader] = {
    "relation": relation.told,
    "tree": tree.told,
    "affinity": affinity.told,
    "matrix": matrix.told,
    "pdpc": pdpc.told,
    "arrow": arrow.told,
}


@dataclass(frozen=True, eq=False, repr=False)
class Diagram(Result):
    """A diagram that shows itself.

    Parameters
    ----------
    kind : str
    told : Told
        What it says of its data.
    """

    kind: str
    told: Told

    def report(self) -> Report:
        """Return everything the diagram says."""
        told = self.told
        first, *others = told.findings
        said = (first, *worst_first(others))
        notes = checked_note(told.findings, " ", stop=False)
        return Report(
            "diagram",
            self.kind,
            said,
            told.title,
            told.facts,
            told.tables,
            (*notes, (Msg("Method"), told.method), *read_note(told.source)),
            told.frame,
            self._page,
            source=told.source,
            explain=self._explainer,
        )

    def _page(self) -> Page:
        from sqc.qctools.diagram.page import page

        return page(self.told)

    def _explainer(self) -> Explainer:
        from sqc.qctools.diagram.explain import of_result

        return of_result(dict(self.facts), self.findings_list())


def diagram(
    kind: str,
    data: Any,
    *,
    scale: str | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Diagram:
    r"""Return one of the diagrams of the quality tools from text or a table.

    Parameters
    ----------
    kind : {"relation", "tree", "affinity", "matrix", "pdpc", "arrow"}
        relation: lines ``a -> b``, or a table with the heads from and to; arrow: a table with activity,
        duration and after.
        tree, affinity, pdpc: indented text, TOML or a dict; affinity also a table with group and idea;
        matrix: a table of strengths.
    data : str, path, data frame or dict
    scale : str, optional
        Points of the marks of a matrix, strong, medium and weak (``"3,2,1"``).
    unit : str, optional
        Of the durations.
    encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Diagram

    Raises
    ------
    SqcError
        If the data do not say what belongs to what; with line and column.

    Notes
    -----
    Boxes stand in layers along the arrows; words keep their size and are wrapped.

    References
    ----------
    S. Mizuno, ed. (1988), Management for Quality Improvement: The Seven New QC Tools, Productivity Press.

    Examples
    --------
    >>> import sqc
    >>> plan = {"activity": ["a", "b", "c"], "duration": [3, 2, 4], "after": ["", "a", "a"]}
    >>> sqc.diagram("arrow", plan)["critical_path"]
    'a -> c'
    """
    options = dict(locals())
    kind, given = options.pop("kind"), options.pop("data")
    if kind not in READERS:
        known = list(READERS)
        raise OptionError(
            "unknown-kind",
            Msg('there is no diagram "{kind}"; {known} are known.', kind=kind, known=Listing(known, most=9)),
        )
    return Diagram(kind, READERS[kind](given, options))
