"""How the tests of measured values are run: means, medians, spreads."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from sqc.qctools.compare.outcome import Ask, Outcome, Run, adjusted, differences, each_level, parts_of
from sqc.qctools.compare.sample import Counted, Values
from sqc.stats import oneway
from sqc.stats.grouped import starts_of
from sqc.stats.hypothesis import control, means, ranks, several, spreads
from sqc.stats.hypothesis.found import NAN, Found, Overall

Floats = npt.NDArray[np.float64]
Ratio = Callable[[Floats, Floats, float], Found]


def two_means(pooled: bool) -> Run:
    """Return the t test of two groups, with one variance or with two."""

    def run(sample: Values | Counted, ask: Ask) -> Outcome:
        first, second = parts_of(sample)
        return Outcome(None, (means.by_t(means.mean_difference(first, second, pooled), ask.confidence),))

    return run


def one_mean(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the t test of a group against a number."""
    difference = means.mean_from(parts_of(sample)[0], ask.target or 0.0)
    return Outcome(None, (means.by_t(difference, ask.confidence),))


def paired_means(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the t test of pairs."""
    return Outcome(None, (means.by_t(means.mean_from(differences(sample)), ask.confidence),))


def two_medians(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the Mann-Whitney test."""
    first, second = parts_of(sample)
    return Outcome(None, (ranks.mann_whitney(first, second, ask.confidence),))


def one_median(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the signed rank test of a group against a number."""
    return Outcome(None, (ranks.signed_rank(parts_of(sample)[0], ask.target or 0.0, ask.confidence),))


def paired_medians(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the signed rank test of pairs."""
    return Outcome(None, (ranks.signed_rank(differences(sample), 0.0, ask.confidence),))


def welch(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run Welch's analysis of variance, all pairs by Games and Howell."""
    parts = list(parts_of(sample))
    return Outcome(several.welch_anova(parts), tuple(several.all_pairs(parts, False, ask.confidence)))


def anova(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the analysis of variance, all pairs by Tukey."""
    parts = list(parts_of(sample))
    n = [len(part) for part in parts]
    found = oneway.one_way(
        n, [float(part.mean()) for part in parts], [float(part.std(ddof=1)) for part in parts]
    )
    overall = Overall(found.f, found.df_between, found.df_within, found.p)
    return Outcome(overall, tuple(several.all_pairs(parts, True, ask.confidence)))


def dunnett(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run Dunnett's test of every group against the first one."""
    found = tuple(control.dunnett(list(parts_of(sample)), ask.confidence))
    widest = max(abs(one.statistic) for one in found)
    return Outcome(Overall(widest, found[0].df, NAN, min(one.p for one in found)), found)


def kruskal(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the Kruskal-Wallis test, all pairs by Dunn."""
    parts = list(parts_of(sample))
    places = several.pairs_of(len(parts))
    level = each_level(ask.confidence, len(places))
    found = [ranks.mann_whitney(parts[i], parts[j], level) for i, j in places]
    h, df, p = oneway.kruskal(np.concatenate(parts), _starts(parts))
    return Outcome(Overall(h, df, math.nan, p), adjusted(found, several.dunn(parts)))


def two_spreads(run: Ratio) -> Run:
    """Return a test of two spreads that gives their ratio itself."""

    def tested(sample: Values | Counted, ask: Ask) -> Outcome:
        first, second = parts_of(sample)
        return Outcome(None, (run(first, second, ask.confidence),))

    return tested


def _starts(parts: Sequence[Floats]) -> npt.NDArray[np.int64]:
    return starts_of([len(part) for part in parts])


def equal_spread(parts: Sequence[Floats]) -> Overall:
    """Return the test of Brown and Forsythe."""
    found = oneway.brown_forsythe(np.concatenate(parts), _starts(parts))
    return Overall(found.f, found.df_between, found.df_within, found.p)


def spread_of_all(test: Callable[[Sequence[Floats]], Overall], ratio: Ratio) -> Run:
    """Return a test of all spreads at once, with the ratios of pairs by another method."""

    def run(sample: Values | Counted, ask: Ask) -> Outcome:
        parts = parts_of(sample)
        places = several.pairs_of(len(parts))
        level = each_level(ask.confidence, len(places))
        found = [ratio(parts[i], parts[j], level) for i, j in places]
        overall = test(parts)
        if len(parts) == 2:
            # ratio and interval are of the other method, the probability is that of the test asked for
            one = found[0]._replace(p=overall.p, statistic=overall.statistic, df=overall.df)
            return Outcome(None, (one,))
        return Outcome(overall, adjusted(found))

    return run


by_brown_forsythe = spread_of_all(equal_spread, spreads.ratio_by_bonett)
by_bartlett = spread_of_all(spreads.bartlett, spreads.ratio_by_f)
by_fligner = spread_of_all(spreads.fligner_killeen, spreads.ratio_by_bonett)
