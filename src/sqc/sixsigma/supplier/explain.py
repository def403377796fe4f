"""What ``sqc supplier --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known
from sqc.i18n.message import Msg, Verbatim

_CLOPPER = Verbatim("C. J. Clopper, E. S. Pearson (1934), Biometrika 26, 404-413.")
_FISHER = Verbatim("R. A. Fisher (1935), Journal of the Royal Statistical Society 98, 39-82.")
_LINEAR = Verbatim(
    "G. Y. Zou, W. Huang, X. Zhang (2009), Computational Statistics and Data Analysis 53, 1080-1085."
)

SUPPLIER = Known(
    "supplier",
    {
        "n_suppliers": Entry(Msg("suppliers of which something was inspected")),
        "n_inspected": Entry(Msg("units inspected of all suppliers")),
        "n_nonconforming": Entry(Msg("nonconforming units of all suppliers")),
        "ppm": Entry(Msg("nonconforming units per million inspected"), Verbatim("1e6 x / n")),
        "worst": Entry(Msg("the supplier with the largest share of nonconforming units")),
        "worst_ppm": Entry(
            Msg("its nonconforming units per million inspected"),
            Verbatim("beta(a/2; x, n - x + 1) to beta(1 - a/2; x + 1, n - x)"),
            Msg("x of n units, a = 1 - confidence"),
            _CLOPPER,
        ),
        "p_worst": Entry(
            Msg("chance that one of all suppliers differs so much from the others together"),
            Verbatim("2 min(P(X <= x), P(X >= x)), X hypergeometric"),
            Msg("adjusted for so many suppliers by Holm"),
            _FISHER,
        ),
        "lot_reject_share": Entry(Msg("rejected lots over lots delivered")),
        "n_deliveries": Entry(Msg("deliveries of which it is known whether they came on time")),
        "on_time_share": Entry(Msg("deliveries on time over those that are known")),
        "best_score": Entry(Msg("the supplier with the highest weighted score")),
        "score": Entry(
            Msg("sum of the scores of its parts, from 0 to 100 each, by their weights"),
            Verbatim("sum w s / sum w"),
            Msg("quality: 100 at the target or below, 100 target / ppm above; others: percent, or a column"),
            _LINEAR,
        ),
    },
    {
        "supplier-differs": Msg(
            "Fisher's exact test of a supplier with a larger share against all others, adjusted by Holm,"
            " gives p of 5 % or less"
        ),
        "supplier-better": Msg("only suppliers with a smaller share differ from all others"),
        "suppliers-alike": Msg("no supplier differs from all others"),
        "target-missed": Msg("the lower end of the interval lies above the target"),
        "target-open": Msg("the target lies within the interval"),
        "target-kept": Msg("the upper end of every interval lies at the target or below"),
        "supplier-signal": Msg("a month lies beyond 3 sigma of chance about the supplier's own share"),
        "months-within": Msg("no month lies beyond the limits of its supplier"),
        "lots-rejected": Msg("the Wilson interval of the rejected lots lies above the share of all"),
        "score-proven": Msg(
            "the interval of the difference to each other supplier, Bonferroni over all pairs, lies above 0"
        ),
        "score-exact": Msg("the highest score, where no part of a score has an interval"),
        "score-open": Msg("such an interval holds 0"),
        "delivery-late": Msg(
            "Fisher's exact test of a supplier with a smaller share on time against all others, adjusted by"
            " Holm, gives p of 5 % or less"
        ),
        "delivery-undated": Msg("a delivery has no date promised or none received"),
        "rows-without": Msg("a row names no supplier"),
    },
    ("ppm", "worst_ppm", "p_worst"),
)
