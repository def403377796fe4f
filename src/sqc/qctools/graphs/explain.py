"""What ``--explain`` says of the graphs for reports."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known
from sqc.i18n.message import Msg, Verbatim

_CLEVELAND = Verbatim(
    "W. S. Cleveland, R. McGill (1984), Journal of the American Statistical Association 79, 531-554."
)
_NUMBERS = {
    "n_items": Entry(Msg("items that are drawn")),
    "n_series": Entry(Msg("series that are drawn")),
    "smallest": Entry(Msg("the smallest number")),
    "largest": Entry(Msg("the largest number")),
}

BAR = Known(
    "bar",
    _NUMBERS,
    {
        "target-reached": Msg("after lies at its target or on the better side of it, for every item"),
        "target-missed": Msg("after does not reach its target for an item"),
        "effect": Msg("columns before and after are there, but no target"),
        "longest": Msg("no columns before and after are there"),
        "above-target": Msg("a target is drawn"),
    },
    ("n_items", "largest"),
)
LINE = Known(
    "line",
    _NUMBERS,
    {
        "course": Msg("a series has two points at least: the one that moved most from its first to its last"),
        "one-point": Msg("no series has two points"),
        "gaps": Msg("a number is missing"),
    },
    ("n_items", "largest"),
)
PIE = Known(
    "pie",
    {
        **_NUMBERS,
        "total": Entry(Msg("sum of all parts")),
        "largest_share": Entry(Msg("share of the largest part"), Verbatim("x / sum x"), source=_CLEVELAND),
    },
    {
        "largest-part": Msg("always"),
        "bars-better": Msg("always: people read lengths better than angles (Cleveland, McGill 1984)"),
    },
    ("total", "largest_share"),
)
RADAR = Known(
    "radar",
    _NUMBERS,
    {
        "gained": Msg("columns before and after are there"),
        "weakest": Msg("no columns before and after are there: the smallest number of the first series"),
        "radar-area": Msg("always"),
    },
    ("n_items", "largest"),
)
GANTT = Known(
    "gantt",
    {
        "n": Entry(Msg("activities with planned start and end")),
        "n_done": Entry(Msg("activities with a day of their end")),
        "n_behind": Entry(Msg("activities not done whose planned end has passed")),
        "days_behind": Entry(Msg("largest delay, of those done too")),
        "start": Entry(Msg("earliest planned start")),
        "end": Entry(Msg("latest planned end")),
    },
    {
        "behind": Msg("an activity that is not done was to end before the day of --today"),
        "on-plan": Msg("no activity that is not done was to end before the day of --today"),
        "done-late": Msg("an activity ended after its planned end"),
    },
    ("n_done", "n_behind"),
)
