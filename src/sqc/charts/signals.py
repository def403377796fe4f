"""Judging: which points signal, by which rule, and the points that make each signal up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sqc.charts.kind import Bools, ControlPanel
from sqc.charts.rulesets import RuleSet, rules_for
from sqc.data.sample import Ints, Sample, label
from sqc.stats import rules as engine
from sqc.stats._rule import SERIES
from sqc.stats.alike import compact
from sqc.stats.mapped import release
from sqc.stats.rules import Rule

MANY = 200  # signals of a rule whose points are marked
# single points, and rules that count all points, are no pattern to mark
_NO_PATTERN = frozenset({"beyond_limit", "crossings", "runs_count"})


class Signal(NamedTuple):
    """One point or pattern that a rule names; positions count from 1.

    `points` are all points that make it up, `position` its last one; of a rule about a whole segment the last
    useful point. `limit` is the limit that a point beyond it has crossed.
    """

    panel: str
    position: int
    label: str
    rule: str
    set: str
    points: tuple[int, ...]
    value: float
    limit: float | None
    side: int


def any_of(masks: Bools, rules: Sequence[int] | None = None) -> Bools:
    """Return the points at which one of the rules signals, all of them by default."""
    found = np.zeros(masks.shape[1], dtype=np.bool_)
    for rule in range(len(masks)) if rules is None else rules:
        found |= masks[rule]
        release(masks)
    return found


class Judged(NamedTuple):
    """A panel, the rules it got, and a mask of the points where each rule signals.

    `out`: points that were left out; rules about a whole segment do not count them.
    """

    panel: ControlPanel
    rules: tuple[Rule, ...]
    masks: Bools
    starts: Ints
    out: Bools | None = None

    @property
    def signalling(self) -> Bools:
        """Points with at least one signal."""
        return any_of(self.masks)

    @property
    def n_signals(self) -> int:
        """Number of signals: a point counts once for each rule that names it."""
        n = 0
        for mask in self.masks:
            n += int(np.count_nonzero(mask))
            release(self.masks)
        return n

    @property
    def beyond(self) -> Bools:
        """Points beyond a control limit."""
        found = np.zeros(len(self.panel.statistic), dtype=bool)
        for rule, mask in zip(self.rules, self.masks, strict=True):
            if rule.kind == "beyond_limit":
                found |= mask
        release(self.masks)
        return found

    @property
    def patterns(self) -> Bools:
        """Points that make up the signals of each rule, the first `MANY` of them, but for single points."""
        found = np.zeros(self.masks.shape, dtype=bool)
        for number, rule in enumerate(self.rules):
            if rule.kind not in _NO_PATTERN:
                for point in np.flatnonzero(self.masks[number])[:MANY].tolist():
                    found[number, self.members(number, point)] = True
        return found

    def members(self, rule: int, point: int) -> Ints:
        """Return the 0-based points that make up the signal of a rule at a point."""
        chosen = self.rules[rule]
        panel = engine_panel(self.panel, self.out if chosen.kind in SERIES else None)
        return engine.members(chosen, panel, self.starts, point)


def engine_panel(panel: ControlPanel, out: Bools | None = None) -> engine.Panel:
    """Return the arrays of a panel in the form the rule engine takes; points that are out are missing."""
    statistic = panel.statistic if out is None else np.where(out, np.nan, panel.statistic)
    return engine.Panel(statistic, panel.center, panel.lower, panel.upper, panel.sigma)


def judge(panel: ControlPanel, chosen: RuleSet, starts: Ints, out: Bools | None = None) -> Judged:
    """Judge a panel by the rules of the set that it gets; windows end at stage borders.

    Rules about a whole segment do not count the points that are out.
    """
    rules = rules_for(panel, chosen)
    masks = engine.masks(rules, engine_panel(panel), starts)
    whole = [i for i, rule in enumerate(rules) if rule.kind in SERIES] if out is not None else []
    if whole:
        masks[whole] = engine.masks([rules[i] for i in whole], engine_panel(panel, out), starts)
    flat = np.asarray(compact(panel.sigma) == 0)
    if flat.any():
        # limits without a width judge nothing
        masks = masks & ~flat
    return Judged(panel, rules, masks, starts, out)


def deciding(judged: tuple[Judged, ...], excluded: Bools | None) -> tuple[Judged, ...]:
    """Return the panels without the signals at points that the user has left out.

    They stay on the chart and in its list, but the verdict is about the others. A moving range is
    left out with any of its values.
    """
    if excluded is None or not excluded.any():
        return judged
    return tuple(one._replace(masks=one.masks & ~_touched(excluded, one.panel.span)) for one in judged)


def _touched(excluded: Bools, span: int) -> Bools:
    """Return the points that are made from one that was left out."""
    touched = excluded.copy()
    for back in range(1, span):
        touched[back:] |= excluded[:-back]
    return touched


def count_signalling(judged: tuple[Judged, ...]) -> int:
    """Return the number of points that signal, each panel counted for itself."""
    return int(sum(int(one.signalling.sum()) for one in judged))


def list_signals(
    judged: tuple[Judged, ...], sample: Sample, chosen: RuleSet, most: int | None = None
) -> list[Signal]:
    """Return the signals, by panel and point; `most` takes so many, points beyond a limit first."""
    places = [(one, rule, point) for one in judged for rule, point in _places(one, most)]
    if most is not None:
        places = sorted(places, key=lambda place: place[0].rules[place[1]].kind != "beyond_limit")[:most]
    return [_signal(one, rule, point, sample, chosen) for one, rule, point in places]


def _places(one: Judged, most: int | None) -> list[tuple[int, int]]:
    """Return rule and point of each signal of a panel, by point; of `most` so many beyond, so many not."""
    if most is None:
        points, rules = np.nonzero(one.masks.T)
        return list(zip(rules.tolist(), points.tolist(), strict=True))
    found: list[tuple[int, int]] = []
    for beyond in (True, False):
        some = [i for i, rule in enumerate(one.rules) if (rule.kind == "beyond_limit") is beyond]
        if some:
            points = np.flatnonzero(any_of(one.masks, some))[:most]
            found += [(i, int(point)) for point in points for i in some if one.masks[i, point]][:most]
    return found


def _signal(one: Judged, rule: int, point: int, sample: Sample, chosen: RuleSet) -> Signal:
    panel = one.panel
    value, center = float(panel.statistic[point]), float(panel.center[point])
    side = int(value > center) - int(value < center)
    beyond = one.rules[rule].kind == "beyond_limit"
    limit = (panel.upper if side > 0 else panel.lower)[point] if beyond else None
    return Signal(
        panel.key,
        point + 1,
        label(sample, point),
        f"{chosen.id}-{one.rules[rule].id}",
        chosen.name,
        tuple((one.members(rule, point) + 1).tolist()),
        value,
        None if limit is None else float(limit),
        side,
    )
