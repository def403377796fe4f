"""What ``sqc xy --explain`` says."""

from __future__ import annotations

import numpy as np

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact
from sqc.sixsigma.xy.matrix import Matrix

_SUM = Verbatim("sum of s w")
_LETTERS = Msg("s: score of the input on an output, w: weight of the output")

XY = Known(
    "xy",
    {
        "n_inputs": Entry(Msg("rows that name an input")),
        "n_outputs": Entry(Msg("columns of scores")),
        "top": Entry(Msg("the input with the most points")),
        "top_total": Entry(Msg("points of the first input"), _SUM, _LETTERS),
        "top_share": Entry(Msg("share of the first input in all points"), Verbatim("x / N"),
                           Msg("x: its points, N: points of all inputs")),
        "n_lead": Entry(Msg("inputs to start with: --top, and those that tie with the last of them")),
        "lead_share": Entry(Msg("share of the inputs to start with in all points")),
        "total": Entry(Msg("points of all inputs")),
        "n_moves": Entry(Msg("moves of one weight up or down by 1, not below 0, the others as they are")),
        "n_broken": Entry(Msg("moves after which an input to start with is behind another one")),
    },
    {
        "top-stable": Msg("no move of one weight by 1 changes the inputs to start with"),
        "top-open": Msg("a move of one weight by 1 changes the inputs to start with"),
        "no-leader": Msg("all inputs tie within the places asked for"),
        "output-without": Msg("an output has the score 0 from every input"),
        "input-without": Msg("an input has the score 0 on every output"),
        "other-scores": Msg("a score is not 0, 1, 3 or 9"),
    },
    ("top_total", "lead_share", "n_broken"),
)  # fmt: skip


def of_matrix(matrix: Matrix, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the matrix at hand explains."""
    first = int(matrix.order[0])
    pairs = [(s, w) for s, w in zip(matrix.scores[first], matrix.weights, strict=True) if s and w]
    put = " + ".join(f"{s:g} x {w:g}" for s, w in pairs) or "0"
    total = float(matrix.totals[first])
    lines = {"top_total": (Formula("top_total", (_SUM, Verbatim(put), Verbatim(figures(total))), total),)}
    whole = float(np.sum(matrix.totals))
    if whole:
        part = Verbatim(f"{figures(total)} / {figures(whole)}")
        share = total / whole
        terms = (Verbatim("x / N"), part, Verbatim(figures(share)))
        lines["top_share"] = (Formula("top_share", terms, share),)
    return explainer(XY, facts, said, lines)
