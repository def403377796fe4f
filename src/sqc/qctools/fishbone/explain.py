"""What ``sqc fishbone --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer
from sqc.report.model import Fact

_ISHIKAWA = Verbatim("K. Ishikawa (1976), Guide to Quality Control, Asian Productivity Organization.")

FISHBONE = Known(
    "fishbone",
    {
        "n_bones": Entry(Msg("categories on the spine: entries right below the effect"), source=_ISHIKAWA),
        "n_causes": Entry(Msg("all entries below the categories")),
        "n_end_causes": Entry(Msg("causes on which nothing hangs; each is to be checked on the floor")),
        "n_confirmed": Entry(Msg("causes that somebody marked with * or an exclamation mark")),
        "depth": Entry(Msg("how many times it was asked why: levels below the categories")),
    },
    {
        "confirmed": Msg("a cause is marked; the mark is taken as it is and nothing is confirmed here"),
        "none-confirmed": Msg("no cause is marked"),
        "confirmed-not-end": Msg("a marked cause has causes of its own and none of these is marked"),
        "empty-bone": Msg("nothing hangs on a category"),
        "repeated-cause": Msg("the same words stand at two places or more"),
    },
    ("n_end_causes", "n_confirmed", "depth"),
)


def of_case(facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the fishbone at hand explains."""
    return explainer(FISHBONE, facts, said)
