"""What ``sqc checksheet --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer
from sqc.report.model import Fact

_HABERMAN = Verbatim("S. J. Haberman (1973), Biometrics 29, 205-220.")
_HOLM = Verbatim("S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.")
_PEARSON = Verbatim("K. Pearson (1900), Philosophical Magazine, series 5, 50, 157-175.")

CHECKSHEET = Known(
    "checksheet",
    {
        "n_total": Entry(Msg("sum of all counts")),
        "n_items": Entry(Msg("items, the rows")),
        "n_columns": Entry(Msg("columns they are tallied by")),
        "top": Entry(Msg("item with the largest total")),
        "top_column": Entry(Msg("column with the largest total")),
        "n_standing": Entry(
            Msg("cells whose count is not explained by the totals of their row and column"),
            Verbatim("(x - e) / sqrt(e (1 - row/N)(1 - column/N))"),
            Msg("x: count, e: row times column over N; judged by the exact tail with all totals fixed"),
            _HABERMAN,
            Msg("adjusted residual"),
        ),
        "alpha": Entry(
            Msg("chance that any cell at all stands out when only the totals matter; p adjusted by Holm"),
            source=_HOLM,
        ),
        "p_mix": Entry(
            Msg(
                "chance of a table at least so uneven if every column has one mix; seeded draws where a cell"
                " expects fewer than five"
            ),
            Verbatim("P(chi2 >= sum (x - e)^2 / e), (rows - 1)(columns - 1) df"),
            Msg("x: count, e: row times column over N"),
            _PEARSON,
        ),
        "p_totals": Entry(
            Msg("chance of column totals at least so uneven if as much was inspected in each"),
            source=_PEARSON,
        ),
    },
    {
        "cells-stand-out": Msg("a cell has an adjusted p of alpha or less"),
        "no-cell": Msg("no cell stands out, and p_mix is above 5 %"),
        "mix-differs": Msg("no cell stands out, but p_mix is 5 % or less"),
        "one-way": Msg("one item or one column: there is no mix"),
        "totals-differ": Msg("p_totals is 5 % or less"),
        "wrong-total": Msg("a total that was written is not the sum of its cells"),
        "totals-agree": Msg("every total that was written is the sum of its cells"),
        "blank-sheet": Msg("no file was given: a sheet to fill in"),
        "rows-without": Msg("a row holds no item or no column"),
    },
    ("n_standing", "p_mix"),
)


def of_case(facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the sheet at hand explains."""
    return explainer(CHECKSHEET, facts, said)
