"""What ``sqc ledger --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known
from sqc.i18n.message import Msg, Verbatim

_WILSON = Verbatim("E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212.")
_QUANTILE = Verbatim("R. J. Hyndman, Y. Fan (1996), The American Statistician 50, 361-365, type 8.")

LEDGER = Known(
    "ledger",
    {
        "n": Entry(Msg("suggestions with a day")),
        "n_adopted": Entry(Msg("suggestions whose state is adopted")),
        "n_declined": Entry(Msg("suggestions whose state is declined")),
        "n_open": Entry(Msg("suggestions that are neither")),
        "adoption_rate": Entry(
            Msg("adopted over decided; open ones count in neither"),
            Verbatim("x / (x + y)"),
            Msg("x adopted, y declined"),
            _WILSON,
        ),
        "days_median": Entry(
            Msg("half of the closed suggestions took no longer; those still open are not in it"),
            source=_QUANTILE,
        ),
        "days_longest": Entry(Msg("the longest time from a suggestion to its close")),
        "savings": Entry(Msg("sum of the savings as they stand in the file")),
        "savings_month": Entry(
            Msg("savings over the months from the first to the last, those without a row too")
        ),
        "target_suggestions": Entry(Msg("suggestions a month that are asked for")),
        "target_savings": Entry(Msg("savings a month that are asked for")),
        "target_rate": Entry(Msg("share adopted that is asked for")),
    },
    {
        "suggestions-reached": Msg("the mean of all months is at the target or above"),
        "suggestions-missed": Msg("the mean of all months is below the target"),
        "savings-reached": Msg("the mean of all months is at the target or above"),
        "savings-missed": Msg("the mean of all months is below the target"),
        "rate-reached": Msg("the whole Wilson interval of the share adopted is at the target or above"),
        "rate-missed": Msg("the whole Wilson interval of the share adopted is below the target"),
        "rate-open": Msg("the target lies within the Wilson interval of the share adopted"),
        "adopted": Msg("one suggestion at least is decided"),
        "none-decided": Msg("no suggestion is adopted or declined"),
        "open-long": Msg("an open suggestion is older than 30 days on the latest day of the file"),
        "empty-months": Msg("a month between the first and the last has no suggestion"),
        "departments-differ": Msg(
            "the chi-square test of adopted and declined by department gives p of 5 % or less"
        ),
        "departments-alike": Msg(
            "the chi-square test of adopted and declined by department gives p above 5 %"
        ),
        "savings-below-0": Msg("savings below 0 are written"),
    },
    ("adoption_rate", "days_median", "savings"),
)
