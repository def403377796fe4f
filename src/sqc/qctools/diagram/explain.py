"""What ``sqc diagram --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer
from sqc.report.model import Fact

_KELLEY = Verbatim("J. E. Kelley, M. R. Walker (1959), Proc. Eastern Joint Computer Conference, 160-173.")
_CORNEIL = Verbatim("D. G. Corneil, C. C. Gotlieb, Y. M. Lee (1973), Communications of the ACM 16, 296-298.")
_MIZUNO = Verbatim("S. Mizuno, ed. (1988), Management for Quality Improvement: The Seven New QC Tools.")

DIAGRAM = Known(
    "diagram",
    {
        "total": Entry(
            Msg("when the last activity can end"),
            Verbatim("max EF; ES = max EF of those before, EF = ES + d"),
            Msg("d: duration, ES, EF: earliest start and finish"),
            _KELLEY,
        ),
        "n_activities": Entry(Msg("rows of the table")),
        "n_critical": Entry(
            Msg("activities with no total float"),
            Verbatim("LS - ES = 0; LF = min LS of those after, LS = LF - d"),
            Msg("LS, LF: latest start and finish that do not delay the end"),
            _KELLEY,
        ),
        "n_paths": Entry(Msg("chains of critical activities from the start to the end")),
        "critical_path": Entry(Msg("the first of these chains")),
        "n_events": Entry(
            Msg("points at which activities end and others may begin, numbered so that each arrow leads up")
        ),
        "n_dummies": Entry(
            Msg("dashed arrows: no time, only an order that the arrows of activities cannot show"),
            source=_CORNEIL,
        ),
        "n_items": Entry(Msg("different names")),
        "n_arrows": Entry(Msg("different pairs of names")),
        "n_roots": Entry(Msg("items that arrows only leave"), source=_MIZUNO),
        "n_circles": Entry(Msg("circles that are left when the last arrow of each other one is taken out")),
        "key_effect": Entry(Msg("the item that most arrows reach; the first of several"), source=_MIZUNO),
        "arrows_in": Entry(Msg("how many arrows reach it")),
        "n_branches": Entry(Msg("entries right below the goal")),
        "n_measures": Entry(Msg("entries below the goal")),
        "n_end": Entry(Msg("entries on which nothing hangs"), source=_MIZUNO),
        "depth": Entry(Msg("levels below the goal")),
        "n_groups": Entry(Msg("entries right below the topic that hold cards")),
        "n_cards": Entry(Msg("entries on which nothing hangs, those in no group with them")),
        "n_alone": Entry(Msg("entries right below the topic that hold nothing")),
        "n_criteria": Entry(Msg("columns, a column of weights left out")),
        "top": Entry(Msg("the item with most points, the first of equals")),
        "top_total": Entry(
            Msg("points of the leader"),
            Verbatim("sum w_j s_j"),
            Msg("w: weight of a criterion (1 without a row of weights), s: strength of the item there"),
        ),
        "n_marked": Entry(Msg("cells with a strength above 0")),
        "n_steps": Entry(Msg("entries right below the goal")),
        "n_risks": Entry(Msg("entries below the steps: what may go wrong"), source=_MIZUNO),
        "n_countermeasures": Entry(Msg("entries below what may go wrong")),
        "n_feasible": Entry(Msg("countermeasures with o behind them")),
        "n_open": Entry(Msg("risks none of whose countermeasures is marked feasible")),
    },
    {
        "critical-path": Msg("always: the chain of activities that decides the end"),
        "several-critical-paths": Msg("more than one chain has no float"),
        "near-critical": Msg("total float above 0, at most a tenth of the whole"),
        "roots": Msg("at least one item is driven by no other"),
        "no-root": Msg("every item is driven by another"),
        "circle": Msg("following the arrows leads back to where it began"),
        "marked": Msg("a name ends in * or an exclamation mark"),
        "measures": Msg("always: how many measures the tree ends in"),
        "short-branch": Msg("a branch ends two levels before the deepest, or at once where others go on"),
        "single-measure": Msg("an entry has one entry below it"),
        "groups": Msg("always: how many cards and groups there are"),
        "card-alone": Msg("an entry right below the topic holds nothing"),
        "card-twice": Msg("the same words lie in two groups"),
        "group-of-one": Msg("a group holds one card"),
        "leader": Msg("one item has more points than every other"),
        "tie": Msg("several items share the most points"),
        "scale-decides": Msg("marks count 3,2,1 or 5,3,1 or 9,3,1 or 4,2,1 and the leaders differ"),
        "empty-item": Msg("a row without a strength"),
        "empty-criterion": Msg("a column without a strength"),
        "risks-covered": Msg("each risk has a countermeasure that is marked feasible"),
        "risk-open": Msg("a risk has no countermeasure, or all of its are marked not feasible"),
        "risk-unjudged": Msg("a risk has no countermeasure marked feasible, and one without a mark"),
        "step-without-risk": Msg("nothing stands below a step"),
    },
    ("total", "n_critical", "n_roots", "key_effect", "n_end", "n_groups", "top_total", "n_open"),
)


def of_result(facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the diagram at hand explains."""
    return explainer(DIAGRAM, facts, said)
