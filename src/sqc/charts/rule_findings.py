"""What the report says of the rules themselves: too many of them, or too few points for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sqc.charts.rulesets import RuleSet
from sqc.charts.signals import Judged
from sqc.data.sample import Ints
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import percent
from sqc.stats.mapped import finite

# share of stable series of 25 points with a signal, over which the user is told
MANY = 0.20


def rule_findings(
    chosen: RuleSet, judged: Sequence[Judged], starts: Ints, simulate: bool
) -> Iterator[Finding]:
    """Say when the set costs much, and which rules had too few points.

    Parameters
    ----------
    chosen : RuleSet
    judged : sequence of Judged
    starts : integer array
        First point of every stage.
    simulate : bool
        The price of a set that has none may be simulated.
    """
    yield from _too_many(chosen, judged, simulate)
    yield from _too_short(judged, starts)


def _too_many(chosen: RuleSet, judged: Sequence[Judged], simulate: bool) -> Iterator[Finding]:
    n = len(judged[0].rules)
    share = share_25(chosen, judged[0], simulate) if n > 1 else None
    if share is not None and share > MANY:
        text = Msg(
            "These {n} rules signal on {p} of stable charts of 25 points; choose fewer, or expect that.",
            n=n,
            p=percent(share, 1),
        )
        yield Finding("too-many-rules", "watch", text, {"n": n, "share_25": share})


def share_25(chosen: RuleSet, first: Judged, simulate: bool) -> float | None:
    """Return how many stable series of 25 points signal by these rules, None where nobody has computed it.

    Parameters
    ----------
    chosen : RuleSet
    first : Judged
        The panel that the set was made for.
    simulate : bool
    """
    if chosen.id in ("limits", "nelson") and set(chosen.numbers) <= {"1", "2"}:
        return None  # the default sets cost less: no table is read for them
    from sqc.charts.price_listed import listed_prices
    from sqc.charts.price_sets import share_of_part

    listed = listed_prices().get(chosen.name)
    if listed is not None:
        return listed.share
    share = share_of_part(first.rules)
    if share is None and simulate:
        from sqc.charts.price_simulated import simulated_share

        share = simulated_share(chosen)
    return share


def _too_short(judged: Sequence[Judged], starts: Ints) -> Iterator[Finding]:
    said = set()
    for one in judged:
        measured = finite(one.panel.statistic)
        ends = [*starts[1:].tolist(), len(measured)]
        longest = max(np.count_nonzero(measured[a:b]) for a, b in zip(starts.tolist(), ends, strict=True))
        for rule in one.rules:
            if rule.window > longest and rule.id not in said:
                said.add(rule.id)
                text = Msg(
                    "Rule {rule} needs {m} points in a row and was not judged.", rule=rule.id, m=rule.window
                )
                yield Finding(
                    "short-for-rule", "watch", text, {"rule": rule.id, "m": rule.window, "n": longest}
                )
