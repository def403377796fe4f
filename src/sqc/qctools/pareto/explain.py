"""What ``sqc pareto --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.qctools.pareto.case import Case
from sqc.qctools.pareto.change import Change
from sqc.qctools.pareto.words import amount_text
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact

_JURAN = Verbatim("J. M. Juran (1951), Quality Control Handbook, McGraw-Hill.")
_WILSON = Verbatim("E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212.")
_COCHRAN = Verbatim("W. G. Cochran (1954), Biometrics 10, 417-451.")
_CONDITIONAL = Verbatim("J. Przyborowski, H. Wilenski (1940), Biometrika 31, 313-323.")
_HOLM = Verbatim("S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.")
_CONOVER = Verbatim("W. J. Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.1.")
_RATIO = Verbatim("(y / u) / (x / t)")
_TEST = Verbatim("sum of P(Y) <= P(y), Y ~ B(x + y, u / (t + u))")
_COUNTS = Msg("x of t units inspected before, y of u after; two-sided: all counts that are no more probable")

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
        "inspected_before": Entry(Msg("units inspected before")),
        "inspected_after": Entry(Msg("units inspected after")),
        "rate_before": Entry(Msg("total before over the units inspected then")),
        "rate_after": Entry(Msg("total after over the units inspected then")),
        "top_rate_before": Entry(Msg("the item that led before, over the units inspected then")),
        "top_rate_after": Entry(Msg("the same item after, over the units inspected then")),
        "ratio": Entry(
            Msg("total per unit after, over that before"),
            _RATIO,
            _COUNTS,
            _CONDITIONAL,
        ),
        "top_ratio": Entry(
            Msg("rate after of the item that led before, over its rate before"),
            _RATIO,
            _COUNTS,
            _CONDITIONAL,
        ),
        "fewer": Entry(
            Msg("what the rate before gives for the units inspected after, less the total after"),
            Verbatim("x u / t - y"),
            _COUNTS,
        ),
        "p": Entry(
            Msg("chance of totals at least so far apart if the rates are equal"),
            _TEST,
            _COUNTS,
            _CONDITIONAL,
        ),
        "p_top": Entry(
            Msg("the same of the item that led before, adjusted for all items by Holm"),
            _TEST,
            _COUNTS,
            _HOLM,
        ),
    },
    {
        "vital-few": Msg("the counts are more uneven than chance allows (p_equal at most 5 %), or losses"),
        "no-vital-few": Msg("p_equal above 5 %: all named items may be equally frequent"),
        "order-open": Msg(
            "the exact binomial test of two neighbours of class A, of losses the t test of their log ratio,"
            " gives p above 5 %"
        ),
        "change": Msg("before and after are given: the item that led before, then and now"),
        "total-change": Msg("the units inspected are given: the total per unit, then and now"),
        "others-rose": Msg("another item's rate is higher than before, p by Holm at most 5 %"),
        "others-fell": Msg("another item's rate is lower than before, p by Holm at most 5 %"),
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
    lines: dict[str, tuple[Formula, ...]] = {
        "top_share": (
            Formula("top_share", (Verbatim("x / N"), Verbatim(put), Verbatim(figures(share))), share),
        )
    }
    if case.change is not None:
        lines |= _of_change(case.change)
    return explainer(PARETO, facts, said, lines)


def _of_change(change: Change) -> dict[str, tuple[Formula, ...]]:
    """Return the arithmetic of both ratios."""
    t, u = (f"{size:.10g}" for size in change.inspected)
    lines: dict[str, tuple[Formula, ...]] = {}
    for key, (x, y), ratio in (
        ("ratio", change.amounts.sum(axis=0), float(change.total.ratio)),
        ("top_ratio", change.amounts[change.top], float(change.items.ratio[change.top])),
    ):
        put = f"({figures(y)} / {u}) / ({figures(x)} / {t})"
        shown = (_RATIO, Verbatim(put), Verbatim(figures(ratio)))
        lines[key] = (Formula(key, shown, ratio),)
    return lines
