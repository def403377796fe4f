"""What line 1 says of a chart that signals: where, by which rule, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.printed import change_text
from sqc.charts.rule_words import meaning
from sqc.charts.signals import Judged
from sqc.charts.verdict_case import Case
from sqc.charts.words import named
from sqc.data.sample import Ints, label
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding
from sqc.report.numbers import Lazy, fixed

if TYPE_CHECKING:
    from sqc.charts.series import Segment


def signals(case: Case) -> list[Finding]:
    """Return a finding for each panel that signals: points beyond limits, patterns, spread."""
    found = [_beyond(case, one) for one in case.judged if _leads(one) and one.beyond.any()]
    found += [
        _pattern(case, one) for one in case.judged if _leads(one) and not one.beyond.any() and one.masks.any()
    ]
    found += [_spread(case, one) for one in case.judged if not _leads(one) and one.masks.any()]
    return found


def _leads(one: Judged) -> bool:
    return one.panel.family != "dispersion"


def _beyond(case: Case, one: Judged) -> Finding:
    panel, points = one.panel, np.flatnonzero(one.beyond)
    above = panel.statistic[points] > panel.center[points]
    where, start = case.name(points), case.name(np.array([_start(case, points)]))
    n = len(points)
    if above.all():
        text = plural(
            "Out of control: {where} is above the upper limit; look for what changed at about {start}.",
            "Out of control: {where} are above the upper limit; look for what changed at about {start}.",
            n,
            where=where,
            start=start,
        )
    elif not above.any():
        text = plural(
            "Out of control: {where} is below the lower limit; look for what changed at about {start}.",
            "Out of control: {where} are below the lower limit; look for what changed at about {start}.",
            n,
            where=where,
            start=start,
        )
    else:
        text = Msg(
            "Out of control: {where} are beyond the limits; look for what changed at about {start}.",
            where=where,
            start=start,
        )
    values = {"panel": panel.key, "points": (points[:100] + 1).tolist(), "n": n}
    return Finding("signal-limit", "act", text, values)


def _start(case: Case, points: Ints) -> int:
    """Return where the change began: the likelihood estimate in phase II, else the first signal."""
    if case.phase == 1:
        return int(points[0])
    estimate = _step(case)
    return int(points[0]) if estimate is None else min(estimate[0], int(points[0]))


def _step(case: Case) -> tuple[int, float, float] | None:
    """Return first changed point, change and change in sigma within; None where it has no meaning."""
    panel = case.judged[0].panel
    if panel.family != "location" or not np.isfinite(panel.sigma).all():
        return None
    from sqc.stats.changepoint import step_change

    start, mean = step_change(panel.statistic, panel.center, panel.sigma)
    change = mean - float(panel.center[start])
    return start, change, change / case.sigma


def _pattern(case: Case, one: Judged) -> Finding:
    from sqc.charts.series import segments

    whole = next(segments(one), None)
    if whole is not None:
        return _not_random(case, one, whole)
    rule = int(np.flatnonzero(one.masks.any(axis=1))[0])
    point = int(np.flatnonzero(one.masks[rule])[0])
    members = one.members(rule, point)
    noun = case.kind.noun
    text = Msg(
        "Out of control: {rule}, ending at {label}; look at what changed from {first} on.",
        rule=meaning(one.rules[rule]),
        label=named(noun, [label(case.sample, point)]),
        first=named(noun, [label(case.sample, int(members[0]))]),
    )
    values = {"panel": one.panel.key, "rule": one.rules[rule].id, "points": (members + 1).tolist()}
    return Finding("signal-pattern", "act", text, values)


def _not_random(case: Case, one: Judged, found: Segment) -> Finding:
    from sqc.charts.series import chance_of, strongest

    said = case.whole(one, found)
    rule = strongest(found)
    if rule.kind == "longest_run":
        start = named(case.kind.noun, [label(case.sample, found.first)])
        text = Msg("Not random: {what}; look for what changed at {start}.", what=said, start=start)
    else:
        text = Msg("Not random: {what}; look for a shift or a drift.", what=said)
    values = {
        "panel": one.panel.key,
        "rule": rule.id,
        "points": list(range(found.first + 1, found.last + 2)),
        "longest_run": found.longest,
        "n_crossings": found.crossings,
        "n_useful": found.useful,
        "p": chance_of(found),
    }
    return Finding("signal-pattern", "act", text, values)


def _spread(case: Case, one: Judged) -> Finding:
    points = np.flatnonzero(one.signalling)
    where, leading = case.name(points), case.judged[0]
    text = (
        Msg("The spread changed at {where}; look for its cause.", where=where)
        if leading is one
        else Msg(
            "The spread changed at {where}: the limits of the {chart} do not hold until its cause is found.",
            where=where,
            chart=leading.panel.words.chart,
        )
    )
    return Finding(
        "signal-spread", "act", text, {"panel": one.panel.key, "points": (points[:100] + 1).tolist()}
    )


def change(case: Case) -> list[Finding]:
    """Return since when the level has moved, in phase II."""
    if case.phase == 1 or not case.judged[0].masks.any():
        return []
    estimate = _step(case)
    if estimate is None:
        return []
    start, moved, in_sigma = estimate
    values: dict[str, object] = {"d": moved, "z": in_sigma, "label": label(case.sample, start)}
    shown = {
        "d": Lazy(change_text, abs(moved), case.decimals(case.judged[0].panel)),
        "z": fixed(abs(in_sigma), 1),
        "label": named(case.kind.noun, [label(case.sample, start)]),
    }
    text = (
        Msg(
            "The mean seems to have moved up by {d} ({z} sigma within) from {label} on (likelihood"
            " estimate; it says when, not why).",
            **shown,
        )
        if moved > 0
        else Msg(
            "The mean seems to have moved down by {d} ({z} sigma within) from {label} on (likelihood"
            " estimate; it says when, not why).",
            **shown,
        )
    )
    return [Finding("change-point", "watch", text, values)]
