"""The tests of `sqc compare` by shape: one group, two, pairs, many."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.compare import run_counts, run_values
from sqc.qctools.compare.outcome import Test
from sqc.stats.hypothesis import spreads

_BONFERRONI = Msg("pairs: Holm; intervals: Bonferroni, they hold together")
_BONETT_HOLM = Msg("pairs: Bonett with Holm; intervals: Bonferroni, they hold together")
_HODGES = Msg("shift and interval: Hodges-Lehmann")
_NEWCOMBE = Msg("interval: Newcombe 1998")
_TANGO = Msg("interval: Tango 1998")
_BONETT = Msg("ratio and interval: Bonett")
_BROWN, _BARTLETT = Msg("Brown-Forsythe test"), Msg("Bartlett's test")
_FLIGNER = Msg("Fligner-Killeen test")

TESTS: dict[str, tuple[Test, ...]] = {
    "one": (
        Test("t", Msg("one-sample t test"), "means", "difference", run_values.one_mean),
        Test("rank", Msg("Wilcoxon signed rank test"), "medians", "difference", run_values.one_median,
             effect=_HODGES),
        Test("fisher", Msg("exact binomial test"), "proportions", "share", run_counts.one_share,
             effect=Msg("interval: Wilson")),
        Test("poisson", Msg("exact Poisson test"), "counts", "ratio", run_counts.one_rate,
             effect=Msg("interval: Garwood")),
    ),
    "two": (
        Test("welch", Msg("Welch's t test"), "means", "difference", run_values.two_means(False)),
        Test("pooled", Msg("Student's t test, one variance"), "means", "difference",
             run_values.two_means(True)),
        Test("rank", Msg("Mann-Whitney test"), "medians", "difference", run_values.two_medians,
             effect=_HODGES),
        Test("f", Msg("F test of two variances"), "variances", "ratio",
             run_values.two_spreads(spreads.ratio_by_f)),
        Test("bonett", Msg("Bonett's test of two variances"), "variances", "ratio",
             run_values.two_spreads(spreads.ratio_by_bonett)),
        Test("brown-forsythe", _BROWN, "variances", "ratio", run_values.by_brown_forsythe, effect=_BONETT),
        # of two normal groups it says what F says
        Test("bartlett", _BARTLETT, "variances", "ratio", run_values.by_bartlett,
             effect=Msg("ratio and interval: F"), beside="never"),
        Test("fligner", _FLIGNER, "variances", "ratio", run_values.by_fligner, effect=_BONETT, beside="not"),
        Test("chi-square", Msg("chi-square test"), "proportions", "share", run_counts.two_shares(False),
             effect=_NEWCOMBE),
        Test("fisher", Msg("Fisher's exact test"), "proportions", "share", run_counts.two_shares(True),
             effect=_NEWCOMBE),
        Test("poisson", Msg("exact conditional test of two rates"), "counts", "ratio", run_counts.two_rates,
             effect=Msg("interval: Clopper-Pearson, carried over")),
    ),
    "paired": (
        Test("t", Msg("paired t test"), "means", "difference", run_values.paired_means),
        Test("rank", Msg("Wilcoxon signed rank test"), "medians", "difference", run_values.paired_medians,
             effect=_HODGES),
        Test("mcnemar", Msg("McNemar's exact test"), "proportions", "share", run_counts.paired_shares(True),
             effect=_TANGO),
        Test("chi-square", Msg("McNemar's chi-square test"), "proportions", "share",
             run_counts.paired_shares(False), effect=_TANGO),
    ),
    "matched": (
        Test("cochran", Msg("Cochran's Q test"), "proportions", "share", run_counts.matched_shares,
             Msg("pairs: McNemar, exact, with Holm; intervals: Tango with Bonferroni, they hold together")),
    ),
    "many": (
        Test("welch", Msg("Welch's analysis of variance"), "means", "difference", run_values.welch,
             Msg("pairs: Games-Howell, they hold together")),
        Test("pooled", Msg("analysis of variance"), "means", "difference", run_values.anova,
             Msg("pairs: Tukey, they hold together")),
        Test("dunnett", Msg("Dunnett's test"), "means", "difference", run_values.dunnett,
             Msg("each group against the reference, they hold together"), beside="never", against=True),
        Test("rank", Msg("Kruskal-Wallis test"), "medians", "difference", run_values.kruskal,
             Msg("pairs: Dunn with Holm; intervals: Hodges-Lehmann with Bonferroni, they hold together")),
        Test("brown-forsythe", _BROWN, "variances", "ratio", run_values.by_brown_forsythe, _BONETT_HOLM),
        Test("bartlett", _BARTLETT, "variances", "ratio", run_values.by_bartlett,
             Msg("pairs: F with Holm; intervals: Bonferroni, they hold together"), beside="normal"),
        Test("fligner", _FLIGNER, "variances", "ratio", run_values.by_fligner, _BONETT_HOLM, beside="not"),
        Test("chi-square", Msg("chi-square test"), "proportions", "share", run_counts.many_shares,
             _BONFERRONI),
        Test("poisson", Msg("chi-square test of the rates"), "counts", "ratio", run_counts.many_rates,
             _BONFERRONI),
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
