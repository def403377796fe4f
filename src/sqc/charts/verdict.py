"""Line 1 of a chart and what stands behind it: three states, judged by count and size of signals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sqc.charts.kind import ControlPanel
from sqc.charts.printed import center_text, limit_text, own_decimals, value_text
from sqc.charts.signals import Judged, count_signalling
from sqc.charts.verdict_case import Case as Case
from sqc.charts.verdict_signals import change, signals
from sqc.charts.words import counted, counted_new, named
from sqc.data.sample import label
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding, worst_first
from sqc.report.numbers import Lazy, percent
from sqc.stats.mapped import finite

# rules.md, How sqc does it, 6: what chance gives once in a hundred stable charts is not chance.
CHANCE = 0.01


def verdict(case: Case) -> list[Finding]:
    """Return the verdict and the findings that stand behind it, the verdict first."""
    undefined = _undefined(case)
    if undefined:
        return undefined
    total = count_signalling(case.judged)
    if total == 0:
        return [_no_signal(case)]
    if case.phase == 1 and _chance_explains(case, total):
        return [_expected(case, total)]
    return [*signals(case), *change(case), *_spread_stable(case)]


def _spread_stable(case: Case) -> list[Finding]:
    """Say of a spread panel that it is in order while the location panel signals."""
    found = []
    for one in case.judged:
        if one.panel.family == "dispersion" and not one.masks.any() and one.panel.defined.any():
            text = Msg("{panel} is stable", panel=one.panel.words.text)
            found.append(Finding("spread-stable", "ok", text, {"panel": one.panel.key}, text))
    return found


def _undefined(case: Case) -> list[Finding]:
    for one in case.judged:
        if not one.panel.limited and (why := _no_order(case, one)) is not None:
            text = Msg("Cannot be judged: {why}; no statement about the process is made.", why=why)
            return [Finding("undefined", "act", text, {"panel": one.panel.key})]
    for one in case.judged:
        panel = one.panel
        bad = np.flatnonzero(finite(panel.statistic) & ~panel.defined)
        if not len(bad):
            continue
        starts = case.sample.about.stages
        stage = int(np.searchsorted(starts.starts, bad[0], side="right")) - 1
        why = _why(panel, int(bad[0]), starts.names[stage] if len(starts.names) > 1 else None)
        text = Msg("Cannot be judged: {why}; no statement about the process is made.", why=why)
        return [Finding("undefined", "act", text, {"panel": panel.key, "points": len(bad)})]
    if not any(one.panel.defined.any() for one in case.judged[:1]):
        why = Msg("there are too few values for limits (measure on)")
        text = Msg("Cannot be judged: {why}; no statement about the process is made.", why=why)
        return [Finding("undefined", "act", text, {"panel": case.judged[0].panel.key})]
    return []


def _no_order(case: Case, one: Judged) -> Msg | None:
    """Return why the order of points about a line cannot be judged: too few of them lie off it."""
    from sqc.charts.series import line_words, runs_of

    useful, names = runs_of(one).useful, case.sample.about.stages.names
    empty = np.flatnonzero(useful < 2)
    if not len(empty):
        return None
    line = line_words(one.panel)
    if len(names) > 1:
        return Msg(
            "in stage {stage} fewer than two values lie off the {line}", stage=names[empty[0]], line=line
        )
    return Msg("fewer than two values lie off the {line}", line=line)


def _why(panel: ControlPanel, point: int, stage: str | None) -> Msg:
    if panel.sigma[point] == 0:
        if stage is None:
            return Msg("the limits have no width")
        return Msg("the limits of stage {stage} have no width", stage=stage)
    if stage is None:
        return Msg("there are too few values for limits (measure on)")
    return Msg("stage {stage} is too short for limits (measure on, or merge stages)", stage=stage)


def _no_signal(case: Case) -> Finding:
    n, noun = case.points, case.kind.noun
    if case.phase == 2:
        text = (
            Msg("Stable: no signal in {points}; the limits stay in force.", points=counted_new(noun, n))
            if case.kind.limited
            else Msg("Stable: no signal in {points}; the median stays in force.", points=counted_new(noun, n))
        )
        return Finding("no-signal", "ok", text, {"n": n})
    if n < case.kind.minimum:
        text = plural(
            "No signal, but {points} is too few to call the process stable; go on to at least {minimum}.",
            "No signal, but {points} are too few to call the process stable; go on to at least {minimum}.",
            n,
            points=counted(noun, n),
            minimum=case.kind.minimum,
        )
        return Finding("few-subgroups", "watch", text, {"k": n, "minimum": case.kind.minimum})
    panel = case.judged[0].panel
    if len(case.sample.about.stages.names) > 1 or not case.kind.limited:
        # each stage has limits of its own: there is no one set to go on with
        text = Msg("Stable: no signal in {points}.", points=counted(noun, n))
    elif panel.percent:
        text = Msg(
            "Stable: no signal in {points}; {p} nonconforming on average.",
            points=counted(noun, n),
            p=Lazy(center_text, float(panel.center[-1]), *case.places(panel)),
        )
    else:
        text = Msg("Stable: no signal in {points}; use these limits from now on.", points=counted(noun, n))
    return Finding("no-signal", "ok", text, {"n": n})


def _chance_explains(case: Case, total: int) -> bool:
    from sqc.charts.series import series_chance

    if case.price is None:
        return False
    from sqc.charts.extremes import furthest_tail

    furthest = furthest_tail(case.judged, case.sigma, getattr(case.sample, "n", None))
    usual = case.price.chance_of(total) > CHANCE and furthest * case.points >= CHANCE
    return usual and series_chance(case.judged) > CHANCE


def _expected(case: Case, total: int) -> Finding:
    from sqc.charts.series import segments, series_chance

    assert case.price is not None
    chance = case.price.chance_of(total)
    share = percent(chance, 0)
    points, n = counted(case.kind.noun, case.points), case.points
    values = {"n": total, "p": chance}
    lone = next((one for one in case.judged if one.beyond.any()), None) if total == 1 else None
    whole = next(((one, found) for one in case.judged for found in segments(one)), None)
    if whole is not None:
        share = percent(series_chance(case.judged), 0)
        text = plural(
            "{n} signal in {points}: {what}; {p} of stable charts of this size show as much: measure on"
            " before you act.",
            "{n} signals in {points}: {what}; {p} of stable charts of this size show as much: measure on"
            " before you act.",
            total,
            points=points,
            what=case.whole(*whole),
            p=share,
        )
    elif lone is not None:
        text = _one_expected(case, lone, int(np.flatnonzero(lone.beyond)[0]), share)
    else:
        signalling = np.logical_or.reduce([one.signalling for one in case.judged])
        text = plural(
            "{n} signal in {points}, at {labels}; {p} of stable charts of this size show as many:"
            " check these records before you use the limits.",
            "{n} signals in {points}, at {labels}; {p} of stable charts of this size show as many:"
            " check these records before you use the limits.",
            total,
            points=points,
            labels=case.name(np.flatnonzero(signalling)),
            p=share,
        )
    return Finding("signal-expected", "watch", text, {**values, "points": n})


def _one_expected(case: Case, one: Judged, i: int, share: str) -> Msg:
    shown = {
        "points": counted(case.kind.noun, case.points),
        "point": named(case.kind.noun, [label(case.sample, i)]),
        "p": share,
        **_crossed(case, one.panel, i),
    }
    if one.panel.family == "dispersion":
        return Msg(
            "One signal in {points}: the {panel} at {point} is {value} ({limit}); {p} of stable charts of"
            " this size show one. Check that record before you use the limits.",
            panel=one.panel.words.axis,
            **shown,
        )
    return Msg(
        "One signal in {points}: {point} stands at {value} ({limit}); {p} of stable charts of this size show"
        " one. Check that record before you use the limits.",
        **shown,
    )


def _crossed(case: Case, panel: ControlPanel, point: int) -> dict[str, object]:
    value = float(panel.statistic[point])
    above = value > float(panel.center[point])
    limit = float((panel.upper if above else panel.lower)[point])
    printed = (value, limit, own_decimals(panel, case.sample), *case.places(panel), panel.percent)
    shown = Lazy(limit_text, *printed)
    word = Msg("UCL {value}", value=shown) if above else Msg("LCL {value}", value=shown)
    return {"value": Lazy(value_text, *printed), "limit": word}


def order_findings(head: Sequence[Finding], card: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the verdict, then act, watch, ok; a data finding at act outranks a milder verdict.

    Where the order in time is lost no verdict is given at all.
    """
    if any(finding.key == "order-lost" for finding in card):
        head, card = card, ()
    first, rest = head[0], [*head[1:], *card]
    worst = next((finding for finding in rest if finding.level == "act"), None)
    if first.level != "act" and worst is not None:
        rest = [first, *(finding for finding in rest if finding is not worst)]
        first = worst
    return (first, *worst_first(rest))
