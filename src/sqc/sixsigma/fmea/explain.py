"""What ``sqc fmea --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer, Formula
from sqc.report.model import Fact
from sqc.sixsigma.fmea.sheet import Sheet

_HANDBOOK = Verbatim("AIAG and VDA (2019), FMEA Handbook, 1st ed., action priority for DFMEA and PFMEA.")
_MANUAL = Verbatim("AIAG (2008), Potential Failure Mode and Effects Analysis, 4th ed.")
_PRODUCT = Verbatim("S x O x D")
_SUM = Verbatim("sum S x O x D")
_RATED = Msg("S severity, O occurrence, D detection, each from 1 to 10, 10 the worst")

FMEA = Known(
    "fmea",
    {
        "n_risks": Entry(Msg("rows with three ratings")),
        "n_high": Entry(
            Msg("risks of high action priority: act, or say why the controls are enough"),
            Verbatim("S 9-10: O 8-10 | O 6-7 | O 4-5, D 2-10 | O 2-3, D 7-10;"
                     " S 7-8: O 8-10 | O 6-7, D 2-10 | O 4-5, D 7-10; S 4-6: O 8-10, D 5-10"),
            _RATED,
            _HANDBOOK,
        ),
        "n_medium": Entry(
            Msg("risks of medium action priority: an action should be found, or the reason written down"),
            Verbatim("S 9-10: O 4-5, D 1 | O 2-3, D 5-6; S 7-8: O 6-7, D 1 | O 4-5, D 1-6 | O 2-3, D 5-10;"
                     " S 4-6: O 8-10, D 1-4 | O 6-7, D 2-10 | O 4-5, D 7-10; S 2-3: O 8-10, D 5-10"),
            _RATED,
            _HANDBOOK,
        ),
        "n_low": Entry(
            Msg("risks of low action priority: an action may be taken; every cell that is neither H nor M"),
            source=_HANDBOOK,
        ),
        "n_open": Entry(Msg("risks of AP H whose row names no action or no owner")),
        "n_unrated": Entry(Msg("rows in which severity, occurrence or detection is blank; they have no AP")),
        "n_misled": Entry(Msg("risks that RPN ranks below a risk of lower AP"), source=_HANDBOOK),
        "top": Entry(Msg("the first risk by AP, then S, O and D")),
        "top_rpn": Entry(Msg("risk priority number of the first risk"), _PRODUCT, _RATED, _MANUAL),
        "rpn_max": Entry(Msg("largest risk priority number"), _PRODUCT, _RATED, _MANUAL),
        "n_again": Entry(Msg("rows with three ratings after an action that is not said to be open")),
        "n_high_first": Entry(Msg("risks rated again that were of AP H before the action"), source=_HANDBOOK),
        "n_high_again": Entry(Msg("risks rated again that are of AP H after the action"), source=_HANDBOOK),
        "rpn_first": Entry(Msg("over the risks rated again, before the action"), _SUM, _RATED, _MANUAL),
        "rpn_again": Entry(Msg("over the risks rated again, after the action"), _SUM, _RATED, _MANUAL),
        "rpn_removed": Entry(
            Msg("what the actions took off the products of the ratings"),
            Verbatim("rpn_first - rpn_again"),
            source=_MANUAL,
        ),
        "n_not_again": Entry(
            Msg("rows whose status, action taken or date says done, without three ratings after it")
        ),
        "n_still_high": Entry(Msg("rows of AP H by the ratings after the action"), source=_HANDBOOK),
        "n_lowered": Entry(
            Msg("rows whose S is lower after an action that names no design, drawing, material or the like"),
            source=_HANDBOOK,
        ),
        "n_forecast": Entry(Msg("rows with ratings after an action that is not done: the first ones count")),
        "n_high_before": Entry(Msg("risks of AP H in the older copy")),
        "n_new": Entry(Msg("risks of this copy that the older one does not have")),
        "n_closed": Entry(Msg("risks of the older copy that are gone")),
        "n_up": Entry(Msg("risks of both copies whose AP is higher now")),
        "n_down": Entry(Msg("risks of both copies whose AP is lower now")),
    },
    {
        "high-open": Msg("a risk of AP H names no action or no owner"),
        "high-planned": Msg("every risk of AP H names an action and an owner"),
        "no-high": Msg("no risk is of AP H, one at least of AP M"),
        "all-low": Msg("every risk is of AP L"),
        "rating-missing": Msg("severity, occurrence or detection of a row is blank"),
        "no-date": Msg("an action against a risk of AP H names no date, and the form has a column of dates"),
        "rpn-misleads": Msg("a risk has a smaller RPN than one of lower AP"),
        "rpn-agrees": Msg("no risk has a smaller RPN than one of lower AP"),
        "high-after": Msg("a risk is of AP H by its ratings after the action"),
        "not-rated-again": Msg("an action is done and its risk has no ratings after it; act where AP is H"),
        "again-in-part": Msg("one or two of S, O and D stand after the action"),
        "severity-after": Msg("S is lower after an action that names no change of the design"),
        "higher-after": Msg("AP or RPN is higher after the action than before"),
        "forecast": Msg("ratings after the action stand beside an action that is not done"),
        "status-unknown": Msg("a status says neither done nor open in words that are known"),
        "effect": Msg("at least one risk is rated again"),
        "ap-differs": Msg("the form states H, M or L, and the table gives another one for its ratings"),
        "rpn-differs": Msg("the form states a number, and S x O x D is another one"),
        "changes": Msg("an older copy is given (--before); watch where AP rose or a new risk is of AP H"),
        "severity-lowered": Msg("severity is lower than in the older copy"),
        "rows-alike": Msg("two rows of one copy have the same id, or the same item, failure mode and cause"),
        "column-twice": Msg("the head of a second column names a part that is taken"),
    },
    ("n_high", "n_medium", "n_open", "top_rpn"),
)  # fmt: skip


def of_sheet(sheet: Sheet, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the FMEA at hand explains."""
    lines = {}
    for key, place in (("top_rpn", int(sheet.order[0])), ("rpn_max", int(sheet.rpn.argmax()))):
        ratings = sheet.whole(int(sheet.rated[place]))
        put, value = " x ".join(map(str, ratings)), int(sheet.rpn[place])
        lines[key] = (Formula(key, (_PRODUCT, Verbatim(put), Verbatim(str(value))), float(value)),)
    return explainer(FMEA, facts, said, lines)
