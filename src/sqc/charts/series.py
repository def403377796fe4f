"""Signals of a whole segment: its longest run, crossings, number of runs; what they say, by what chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sqc.charts.kind import ControlPanel
from sqc.charts.signals import Judged, engine_panel
from sqc.i18n.message import Msg, Words
from sqc.stats._rule import SERIES, Rule

if TYPE_CHECKING:
    from sqc.stats.runs import Runs


class Segment(NamedTuple):
    """A stage whose points a rule about the whole of it calls unlikely.

    `rules` are all such rules that signal there, `at` the point where they do; `first` and `last` are the
    ends of the longest run. Points count from 0.
    """

    rules: tuple[Rule, ...]
    at: int
    useful: int
    above: int
    longest: int
    first: int
    last: int
    crossings: int


def segments(one: Judged) -> Iterator[Segment]:
    """Return the stages of a panel that signal by rules about the whole of them.

    Parameters
    ----------
    one : Judged
    """
    whole = [i for i, rule in enumerate(one.rules) if rule.kind in SERIES]
    if not whole or not one.masks[whole].any():
        return
    runs = runs_of(one)
    for point in np.flatnonzero(one.masks[whole].any(axis=0)).tolist():
        stage = int(np.searchsorted(one.starts, point, side="right")) - 1
        rules = tuple(one.rules[i] for i in whole if one.masks[i, point])
        values = (runs.useful, runs.above, runs.longest, runs.first, runs.last, runs.crossings)
        yield Segment(rules, point, *(int(value[stage]) for value in values))


def runs_of(one: Judged) -> Runs:
    """Return the runs of every stage of a panel, without the points that were left out.

    Parameters
    ----------
    one : Judged
    """
    from sqc.stats.runs import runs_about

    panel = engine_panel(one.panel, one.out)
    return runs_about(panel.statistic, panel.center, one.starts)


def counts(segment: Segment, rule: Rule) -> tuple[int, int | None]:
    """Return what a rule counts in a stage and the last number that chance explains, None where it has two.

    Parameters
    ----------
    segment : Segment
    rule : Rule
    """
    from sqc.stats.runs import crossings_needed, longest_allowed

    if rule.kind == "longest_run":
        return segment.longest, int(longest_allowed(segment.useful))
    if rule.kind == "crossings":
        return segment.crossings, int(crossings_needed(segment.useful, rule.alpha))
    return segment.crossings + 1, None


def chance_of(segment: Segment) -> float:
    """Return how often a stable stage is as unlikely by one of the rules that signal there.

    Parameters
    ----------
    segment : Segment
    """
    return min(1.0, len(segment.rules) * min(_chance(segment, rule) for rule in segment.rules))


def strongest(segment: Segment) -> Rule:
    """Return the rule that calls a stage most unlikely.

    Parameters
    ----------
    segment : Segment
    """
    return min(segment.rules, key=lambda rule: _chance(segment, rule))


def _chance(segment: Segment, rule: Rule) -> float:
    """Return the chance of as long a run, as few crossings or as odd a number of runs.

    With as many points on either side the line is taken for their own median.
    """
    from sqc.stats.runs_chance import unlikely_share
    from sqc.stats.runs_tests import runs_test

    useful, known = segment.useful, 2 * segment.above != segment.useful
    if rule.kind == "longest_run":
        return unlikely_share(useful, segment.longest - 1, 0, known)
    if rule.kind == "crossings":
        return unlikely_share(useful, useful, segment.crossings + 1, known)
    found = runs_test(segment.above, useful - segment.above, segment.crossings + 1)
    exact = not np.isnan(found.exact_few)
    return 2.0 * (min(found.exact_few, found.exact_many) if exact else min(found.few, found.many))


def series_chance(judged: Sequence[Judged]) -> float:
    """Return the smallest chance of a stage that signals, times the number of stages; 1 without one.

    Parameters
    ----------
    judged : sequence of Judged
    """
    found = [chance_of(segment) * len(one.starts) for one in judged for segment in segments(one)]
    return min([1.0, *found])


def line_words(panel: ControlPanel) -> Msg:
    """Return what the line in the middle is called."""
    return Msg("center line") if panel.limited else Msg("median")


def what(segment: Segment, line: Words, first: Words, last: Words) -> Msg:
    """Return the clause of what is unlikely about a stage.

    Parameters
    ----------
    segment : Segment
    line : Msg
        As from `line_words`.
    first, last : Msg
        Names of the ends of the longest run.
    """
    rule = strongest(segment)
    n, limit = counts(segment, rule)
    if rule.kind == "longest_run":
        return Msg(
            "the longest run on one side of the {line} has {n} points, from {first} to {last}, where chance"
            " gives {most} at most",
            line=line,
            n=n,
            first=first,
            last=last,
            most=limit,
        )
    if rule.kind == "crossings":
        return Msg(
            "the {line} is crossed {n} times in {m} points, where chance gives {least} at least",
            line=line,
            n=n,
            m=segment.useful,
            least=limit,
        )
    from sqc.stats.runs_tests import runs_test

    below = segment.useful - segment.above
    expected = runs_test(segment.above, below, segment.crossings + 1).expected
    return Msg(
        "there are {n} runs about the {line}, where chance gives about {expected}",
        line=line,
        n=n,
        expected=f"{expected:.0f}",
    )
