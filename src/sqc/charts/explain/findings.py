"""When a finding speaks, on which threshold, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqc.charts.criteria import CRITERIA
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.explain import Explanation

# what line 1 says of the whole chart: its criterion is that of the rules
VERDICTS: Mapping[str, Msg] = {
    "no-signal": Msg("no rule signals on any panel"),
    "signal-expected": Msg(
        "a rule signals in phase I, but over 1 % of stable charts of this size show as many signals"
    ),
    "signal-limit": Msg("a point lies beyond a limit, in phase I only beyond what chance explains"),
    "signal-pattern": Msg(
        "a rule other than the limits signals, in phase I only beyond what chance explains"
    ),
    "undefined": Msg("limits cannot be computed or have no width"),
}
FINDINGS = (*CRITERIA, *VERDICTS)


def explain_finding(
    key: str, said: Sequence[Finding] = (), own: Mapping[str, Words] | None = None
) -> Explanation | None:
    """Return the explanation of a finding; None where the key is none.

    Parameters
    ----------
    key : str
    said : sequence of Finding
        Those of the chart at hand.
    own : mapping, optional
        Criteria of another verb, which go before those of charts.
    """
    own = own or {}
    criterion = None if key in own else CRITERIA.get(key)
    fires = criterion.fires if criterion is not None else own.get(key) or VERDICTS.get(key)
    if fires is None:
        return None
    sentence: Words = Msg("Finding {key}, criterion: {condition}.", key=key, condition=fires)
    here = [finding.message for finding in said if finding.key == key]
    return Explanation(
        key,
        sentence,
        here=Join(here, " ") if here else None,
        sources=() if criterion is None else (criterion.source,),
    )
