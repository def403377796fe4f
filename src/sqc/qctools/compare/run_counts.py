"""How the tests of shares and of rates are run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.qctools.compare.outcome import Ask, Outcome, Run, adjusted, counts_of, each_level
from sqc.qctools.compare.sample import Counted, Values
from sqc.stats.hypothesis import matched, several, shares
from sqc.stats.hypothesis.found import Found

Floats = npt.NDArray[np.float64]


def two_shares(exact: bool) -> Run:
    """Return Fisher's exact test, or the chi-square test of two shares."""

    def run(sample: Values | Counted, ask: Ask) -> Outcome:
        (a, b), (n, m) = counts_of(sample).events.tolist(), counts_of(sample).sizes.tolist()
        return Outcome(None, (shares.two_shares((a, b), (n, m), ask.confidence, exact),))

    return run


def one_share(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the exact binomial test of a share against a number."""
    found = counts_of(sample)
    one = shares.one_share(found.events[0], found.sizes[0], ask.target or 0.0, ask.confidence)
    return Outcome(None, (one,))


def table_of(sample: Counted) -> Floats:
    """Return events and the others, a column a group."""
    return np.array([sample.events, sample.sizes - sample.events])


def many_shares(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the chi-square test of several shares, all pairs of them by Holm."""
    found = counts_of(sample)
    places = several.pairs_of(len(found.names))
    level = each_level(ask.confidence, len(places))
    x, n = found.events.tolist(), found.sizes.tolist()
    each = [shares.two_shares((x[i], x[j]), (n[i], n[j]), level) for i, j in places]
    return Outcome(shares.table_test(table_of(found)), adjusted(each))


def changed(sample: Values | Counted, i: int, j: int) -> tuple[int, int]:
    """Return how many items count in one group only, and in another one only."""
    items = counts_of(sample).items
    assert items is not None
    return int((items[i] & ~items[j]).sum()), int((items[j] & ~items[i]).sum())


def _of_items(sample: Values | Counted, i: int, j: int, level: float, exact: bool) -> Found:
    return matched.mcnemar(*changed(sample, i, j), int(counts_of(sample).sizes[i]), level, exact)


def paired_shares(exact: bool) -> Run:
    """Return McNemar's test, exact or by chi-square."""
    return lambda sample, ask: Outcome(None, (_of_items(sample, 0, 1, ask.confidence, exact),))


def matched_shares(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run Cochran's test of the same items in several groups, all pairs of groups by McNemar."""
    found = counts_of(sample)
    assert found.items is not None
    places = several.pairs_of(len(found.names))
    level = each_level(ask.confidence, len(places))
    each = [_of_items(sample, i, j, level, True) for i, j in places]
    return Outcome(matched.cochran_q(found.items), adjusted(each))


def two_rates(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the exact conditional test of two rates."""
    (a, b), (t, u) = counts_of(sample).events.tolist(), counts_of(sample).sizes.tolist()
    return Outcome(None, (shares.two_rates((a, b), (t, u), ask.confidence),))


def one_rate(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the exact Poisson test of a rate against a number."""
    found = counts_of(sample)
    one = shares.one_rate(found.events[0], found.sizes[0], ask.target or 1.0, ask.confidence)
    return Outcome(None, (one,))


def many_rates(sample: Values | Counted, ask: Ask) -> Outcome:
    """Run the chi-square test of several rates, all pairs of them by Holm."""
    found = counts_of(sample)
    places = several.pairs_of(len(found.names))
    level = each_level(ask.confidence, len(places))
    x, t = found.events.tolist(), found.sizes.tolist()
    each = [shares.two_rates((x[i], x[j]), (t[i], t[j]), level) for i, j in places]
    return Outcome(several.rates_test(x, t), adjusted(each))
