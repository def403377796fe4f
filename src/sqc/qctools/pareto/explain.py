"""What ``sqc pareto --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.qctools.pareto.case import Case
from sqc.qctools.pareto.judge import amount_text
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact

_JURAN = Verbatim("J. M. Juran (1951), Quality Control Handbook, McGraw-Hill.")
_WILSON = Verbatim("E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212.")
_COCHRAN = Verbatim("W. G. Cochran (1954), Biometrics 10, 417-451.")
_CONOVER = Verbatim("W. J. Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.1.")

PARETO = Known(
    "pareto",
    {
        "n_total": Entry(Msg("sum of all counts or losses")),
        "n_items": Entry(Msg("items, the rest with them")),
        "n_vital": Entry(
            Msg("the largest items, as long as their shares sum to 80 % at most; one at least"), source=_JURAN
        ),
        "vital_share": Entry(Msg("share of class A in the total")),
        "top": Entry(Msg("the largest item; the rest never is")),
        "top_share": Entry(
            Msg("share of the largest item"), Verbatim("x / N"), Msg("x: its count, N: the total"), _WILSON
        ),
        "p_equal": Entry(
            Msg("chance of counts at least so uneven when all named items are equally frequent"),
            Verbatim("P(chi2 >= sum (x - N/m)^2 / (N/m)), m - 1 df"),
            Msg("x: count of an item, m: named items, N: their total; seeded draws where N/m is below 5"),
            _COCHRAN,
        ),
        "total_before": Entry(Msg("total before")),
        "total_after": Entry(Msg("total after")),
        "top_before": Entry(Msg("count before of the item that led then")),
        "top_after": Entry(
            Msg("count after of the item that led before"),
            Verbatim("p = 2 P(X >= x), X ~ B(x + y, 1/2)"),
            Msg("x: the larger of both counts, y: the other; for the same number inspected"),
            _CONOVER,
        ),
    },
    {
        "vital-few": Msg("the counts are more uneven than chance allows (p_equal at most 5 %), or losses"),
        "no-vital-few": Msg("p_equal above 5 %: all named items may be equally frequent"),
        "order-open": Msg("the exact binomial test of two neighbours of class A gives p above 5 %"),
        "change": Msg("before and after are given: the item that led before, then and now"),
        "strata-differ": Msg("the chi-square test of items by strata gives p of 5 % or less"),
        "strata-alike": Msg("the chi-square test of items by strata gives p above 5 %"),
        "second-level": Msg("a second column is given: its largest item inside the first item"),
        "no-second-level": Msg("the second column is blank wherever the first item stands"),
        "loss-not-number": Msg("another item leads by number than by loss"),
        "rows-without": Msg("a row holds no item or no number"),
    },
    ("n_vital", "vital_share", "top_share", "p_equal"),
)


def of_case(case: Case, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the Pareto at hand explains."""
    whole = case.whole
    x, total = amount_text(float(whole.amounts[0])), amount_text(whole.total)
    put = f"{x} / {total}".replace(",", "")
    share = float(whole.shares[0])
    lines = {
        "top_share": (
            Formula("top_share", (Verbatim("x / N"), Verbatim(put), Verbatim(figures(share))), share),
        )
    }
    return explainer(PARETO, facts, said, lines)
