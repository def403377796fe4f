"""What ``sqc matrix-data --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer
from sqc.report.model import Fact

_JOLLIFFE = Verbatim("I. T. Jolliffe (2002), Principal Component Analysis, 2nd ed., Springer.")
_BUJA = Verbatim("A. Buja, N. Eyuboglu (1992), Multivariate Behavioral Research 27, 509-540.")

MATRIX_DATA = Known(
    "matrix-data",
    {
        "n_rows": Entry(Msg("rows in which no column lacks a value")),
        "n_columns": Entry(Msg("columns that are analysed together")),
        "n_out": Entry(
            Msg("components from the first on whose eigenvalue is above that of noise"),
            Verbatim("l_k > q95(l_k of shuffled columns)"),
            Msg("l_k: k-th eigenvalue; every column is shuffled by itself, seeded"),
            _BUJA,
        ),
        "share_out": Entry(Msg("share of the spread that these components hold")),
        "eigenvalue_1": Entry(
            Msg("variance along the first component"),
            Verbatim("R w = l w"),
            Msg("R: correlation matrix, or covariance matrix; w: weights of length 1"),
            _JOLLIFFE,
        ),
        "share_1": Entry(Msg("its share of the whole spread"), Verbatim("l_1 / sum l_k"), source=_JOLLIFFE),
    },
    {
        "components": Msg("at least one eigenvalue is above that of noise"),
        "no-component": Msg("the first eigenvalue is not above that of noise"),
        "few-rows": Msg("fewer than five rows for each column"),
        "columns-tied": Msg("the last eigenvalue is 0 but for rounding"),
        "units-differ": Msg("with --covariance, one variance is a hundred times another or more"),
        "rows-without": Msg("a row lacks a value in one of the columns"),
    },
    ("n_out", "share_out", "eigenvalue_1"),
)


def of_case(facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the analysis at hand explains."""
    return explainer(MATRIX_DATA, facts, said)
