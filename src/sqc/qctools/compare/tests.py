"""The tests of `sqc compare`: how each is called, what it compares, how it is computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg
from sqc.qctools.compare.sample import Counted, Values
from sqc.stats.hypothesis import means, ranks, several, shares, spreads
from sqc.stats.hypothesis.found import Found, Overall
from sqc.stats.multiplicity import holm
from sqc.stats.oneway import brown_forsythe, one_way

Floats = npt.NDArray[np.float64]


class Ask(NamedTuple):
    """Confidence of the intervals, and the number that a single group is compared with."""

    confidence: float = 0.95
    target: float | None = None


class Outcome(NamedTuple):
    """What a test found: of all groups at once, and pair by pair."""

    overall: Overall | None
    found: tuple[Found, ...]


class Test(NamedTuple):
    """One test.

    Parameters
    ----------
    key : str
        The name on the command line; several shapes share one.
    name : Msg
    about : str
        means, medians, variances, proportions or counts.
    scale : str
        Of the effect: difference, ratio or share.
    run : callable
    pairs : Msg or None
        How the pairs of several groups are compared.
    effect : Msg or None
        How effect and interval are made, where the name of the test does not say it.
    """

    key: str
    name: Msg
    about: str
    scale: str
    run: Callable[[Values | Counted, Ask], Outcome]
    pairs: Msg | None = None
    effect: Msg | None = None


def shape_of(sample: Values | Counted) -> str:
    """Return one, two, paired or many."""
    if isinstance(sample, Values) and sample.paired:
        return "paired"
    n = len(sample.names)
    return "one" if n == 1 else "two" if n == 2 else "many"


def _parts(sample: Values | Counted) -> tuple[Floats, ...]:
    assert isinstance(sample, Values)
    return sample.parts


def _counts(sample: Values | Counted) -> Counted:
    assert isinstance(sample, Counted)
    return sample


def _two_means(pooled: bool) -> Callable[[Values | Counted, Ask], Outcome]:
    def run(sample: Values | Counted, ask: Ask) -> Outcome:
        first, second = _parts(sample)
        return Outcome(None, (means.by_t(means.mean_difference(first, second, pooled), ask.confidence),))

    return run


def _one_mean(sample: Values | Counted, ask: Ask) -> Outcome:
    return Outcome(None, (means.by_t(means.mean_from(_parts(sample)[0], ask.target or 0.0), ask.confidence),))


def differences(sample: Values | Counted) -> Floats:
    """Return the differences of pairs, the second less the first."""
    first, second = _parts(sample)
    return second - first


def _paired_means(sample: Values | Counted, ask: Ask) -> Outcome:
    return Outcome(None, (means.by_t(means.mean_from(differences(sample)), ask.confidence),))


def _two_medians(sample: Values | Counted, ask: Ask) -> Outcome:
    first, second = _parts(sample)
    return Outcome(None, (ranks.mann_whitney(first, second, ask.confidence),))


def _one_median(sample: Values | Counted, ask: Ask) -> Outcome:
    return Outcome(None, (ranks.signed_rank(_parts(sample)[0], ask.target or 0.0, ask.confidence),))


def _paired_medians(sample: Values | Counted, ask: Ask) -> Outcome:
    return Outcome(None, (ranks.signed_rank(differences(sample), 0.0, ask.confidence),))


def _welch(sample: Values | Counted, ask: Ask) -> Outcome:
    parts = list(_parts(sample))
    return Outcome(several.welch_anova(parts), tuple(several.games_howell(parts, ask.confidence)))


def _anova(sample: Values | Counted, ask: Ask) -> Outcome:
    parts = list(_parts(sample))
    n = [len(part) for part in parts]
    found = one_way(n, [float(part.mean()) for part in parts], [float(part.std(ddof=1)) for part in parts])
    overall = Overall(found.f, found.df_between, found.df_within, found.p)
    return Outcome(overall, tuple(several.tukey(parts, ask.confidence)))


def each_level(confidence: float, pairs: int) -> float:
    """Return the confidence of each interval with which all of them hold together (Bonferroni).

    Examples
    --------
    >>> round(each_level(0.95, 3), 6)
    0.983333
    """
    return 1.0 - (1.0 - confidence) / pairs


def _adjusted(found: list[Found], p: Floats | None = None) -> tuple[Found, ...]:
    whole = holm([one.p for one in found]) if p is None else p
    return tuple(one._replace(p=float(value)) for one, value in zip(found, whole, strict=True))


def _kruskal(sample: Values | Counted, ask: Ask) -> Outcome:
    parts = list(_parts(sample))
    places = several.pairs_of(len(parts))
    level = each_level(ask.confidence, len(places))
    found = [ranks.mann_whitney(parts[i], parts[j], level) for i, j in places]
    return Outcome(several.kruskal(parts), _adjusted(found, several.dunn(parts)))


def _two_spreads(run: Callable[..., Found]) -> Callable[[Values | Counted, Ask], Outcome]:
    return lambda sample, ask: Outcome(None, (run(*_parts(sample), ask.confidence),))


def equal_spread(parts: tuple[Floats, ...]) -> Overall:
    """Return the test of Brown and Forsythe."""
    starts = np.concatenate(([0], np.cumsum([len(part) for part in parts])[:-1]))
    found = brown_forsythe(np.concatenate(parts), starts)
    return Overall(found.f, found.df_between, found.df_within, found.p)


def _brown_forsythe(sample: Values | Counted, ask: Ask) -> Outcome:
    parts = _parts(sample)
    places = several.pairs_of(len(parts))
    level = each_level(ask.confidence, len(places))
    found = [spreads.ratio_by_bonett(parts[i], parts[j], level) for i, j in places]
    overall = equal_spread(parts)
    if len(parts) == 2:
        # the ratio with its interval is Bonett's, the probability that of the test asked for
        return Outcome(None, (found[0]._replace(p=overall.p, statistic=overall.statistic, df=overall.df),))
    return Outcome(overall, _adjusted(found))


def _two_shares(exact: bool) -> Callable[[Values | Counted, Ask], Outcome]:
    def run(sample: Values | Counted, ask: Ask) -> Outcome:
        (a, b), (n, m) = _counts(sample).events.tolist(), _counts(sample).sizes.tolist()
        return Outcome(None, (shares.two_shares((a, b), (n, m), ask.confidence, exact),))

    return run


def _one_share(sample: Values | Counted, ask: Ask) -> Outcome:
    found = _counts(sample)
    one = shares.one_share(found.events[0], found.sizes[0], ask.target or 0.0, ask.confidence)
    return Outcome(None, (one,))


def table_of(sample: Counted) -> Floats:
    """Return events and the others, a column a group."""
    return np.array([sample.events, sample.sizes - sample.events])


def _many_shares(sample: Values | Counted, ask: Ask) -> Outcome:
    found = _counts(sample)
    places = several.pairs_of(len(found.names))
    level = each_level(ask.confidence, len(places))
    x, n = found.events.tolist(), found.sizes.tolist()
    each = [shares.two_shares((x[i], x[j]), (n[i], n[j]), level) for i, j in places]
    return Outcome(shares.table_test(table_of(found)), _adjusted(each))


def _two_rates(sample: Values | Counted, ask: Ask) -> Outcome:
    (a, b), (t, u) = _counts(sample).events.tolist(), _counts(sample).sizes.tolist()
    return Outcome(None, (shares.two_rates((a, b), (t, u), ask.confidence),))


def _one_rate(sample: Values | Counted, ask: Ask) -> Outcome:
    found = _counts(sample)
    one = shares.one_rate(found.events[0], found.sizes[0], ask.target or 1.0, ask.confidence)
    return Outcome(None, (one,))


def _many_rates(sample: Values | Counted, ask: Ask) -> Outcome:
    found = _counts(sample)
    places = several.pairs_of(len(found.names))
    level = each_level(ask.confidence, len(places))
    x, t = found.events.tolist(), found.sizes.tolist()
    each = [shares.two_rates((x[i], x[j]), (t[i], t[j]), level) for i, j in places]
    return Outcome(several.rates_test(x, t), _adjusted(each))


_BONFERRONI = Msg("pairs: Holm; intervals: Bonferroni, they hold together")
_HODGES = Msg("shift and interval: Hodges-Lehmann")
_NEWCOMBE = Msg("interval: Newcombe 1998")

TESTS: dict[str, tuple[Test, ...]] = {
    "one": (
        Test("t", Msg("one-sample t test"), "means", "difference", _one_mean),
        Test("rank", Msg("Wilcoxon signed rank test"), "medians", "difference", _one_median, effect=_HODGES),
        Test("fisher", Msg("exact binomial test"), "proportions", "share", _one_share,
             effect=Msg("interval: Wilson")),
        Test("poisson", Msg("exact Poisson test"), "counts", "ratio", _one_rate,
             effect=Msg("interval: Garwood")),
    ),
    "two": (
        Test("welch", Msg("Welch's t test"), "means", "difference", _two_means(False)),
        Test("pooled", Msg("Student's t test, one variance"), "means", "difference", _two_means(True)),
        Test("rank", Msg("Mann-Whitney test"), "medians", "difference", _two_medians, effect=_HODGES),
        Test("f", Msg("F test of two variances"), "variances", "ratio", _two_spreads(spreads.ratio_by_f)),
        Test("bonett", Msg("Bonett's test of two variances"), "variances", "ratio",
             _two_spreads(spreads.ratio_by_bonett)),
        Test("brown-forsythe", Msg("Brown-Forsythe test"), "variances", "ratio", _brown_forsythe,
             effect=Msg("ratio and interval: Bonett")),
        Test("chi-square", Msg("chi-square test"), "proportions", "share", _two_shares(False),
             effect=_NEWCOMBE),
        Test("fisher", Msg("Fisher's exact test"), "proportions", "share", _two_shares(True),
             effect=_NEWCOMBE),
        Test("poisson", Msg("exact conditional test of two rates"), "counts", "ratio", _two_rates,
             effect=Msg("interval: Clopper-Pearson, carried over")),
    ),
    "paired": (
        Test("t", Msg("paired t test"), "means", "difference", _paired_means),
        Test("rank", Msg("Wilcoxon signed rank test"), "medians", "difference", _paired_medians,
             effect=_HODGES),
    ),
    "many": (
        Test("welch", Msg("Welch's analysis of variance"), "means", "difference", _welch,
             Msg("pairs: Games-Howell, they hold together")),
        Test("pooled", Msg("analysis of variance"), "means", "difference", _anova,
             Msg("pairs: Tukey, they hold together")),
        Test("rank", Msg("Kruskal-Wallis test"), "medians", "difference", _kruskal,
             Msg("pairs: Dunn with Holm; intervals: Hodges-Lehmann with Bonferroni, they hold together")),
        Test("brown-forsythe", Msg("Brown-Forsythe test"), "variances", "ratio", _brown_forsythe,
             Msg("pairs: Bonett with Holm; intervals: Bonferroni, they hold together")),
        Test("chi-square", Msg("chi-square test"), "proportions", "share", _many_shares, _BONFERRONI),
        Test("poisson", Msg("chi-square test of the rates"), "counts", "ratio", _many_rates, _BONFERRONI),
    ),
}  # fmt: skip


def find_test(shape: str, key: str) -> Test | None:
    """Return the test of this name for so many groups, None where there is none.

    Examples
    --------
    >>> find_test("two", "t").key, find_test("paired", "f")
    ('welch', None)
    """
    key = "welch" if key == "t" and shape in ("two", "many") else key
    return next((test for test in TESTS[shape] if test.key == key), None)
