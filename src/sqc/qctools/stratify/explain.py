"""What ``sqc stratify --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.qctools.stratify.case import Case
from sqc.qctools.stratify.counts import CountCase
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact

_WELCH = Verbatim("B. L. Welch (1951), Biometrika 38, 330-336.")
_HAYS = Verbatim(
    "W. L. Hays (1963), Statistics for Psychologists; J. H. Steiger (2004), Psychological Methods 9, 164-182."
)
_TUKEY = Verbatim(
    "C. Y. Kramer (1956), Biometrics 12, 307-310; P. A. Games, J. F. Howell (1976), Journal of Educational"
    " Statistics 1, 113-125."
)
_NIST = Verbatim("NIST/SEMATECH e-Handbook of Statistical Methods, 7.4.3.")
_BROWN = Verbatim(
    "M. B. Brown, A. B. Forsythe (1974), Journal of the American Statistical Association 69, 364-367."
)
_ANDERSON = Verbatim("R. B. D'Agostino, M. A. Stephens (1986), Goodness-of-Fit Techniques, table 4.9.")
_YATES = Verbatim("F. Yates (1934), Journal of the American Statistical Association 29, 51-66.")
_PEARSON = Verbatim("K. Pearson (1900), Philosophical Magazine, series 5, 50, 157-175.")
_NEWCOMBE = Verbatim("R. G. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.")
_EXACT = Verbatim("C. J. Clopper, E. S. Pearson (1934), Biometrika 26, 404-413.")

STRATIFY = Known(
    "stratify",
    {
        "n_values": Entry(Msg("values compared")),
        "n_strata": Entry(Msg("strata of the column that explains most")),
        "column": Entry(Msg("the column with the largest share of variance between its strata")),
        "share": Entry(
            Msg("share of the variance that lies between the strata, freed of what chance gives"),
            Verbatim("(k - 1)(F - 1) / ((k - 1)(F - 1) + N)"),
            Msg("k: strata, N: values, F: analysis of variance; interval by the noncentral F distribution"),
            _HAYS,
        ),
        "difference": Entry(
            Msg(
                "largest mean less smallest, or largest share less smallest; the interval holds for all pairs"
            ),
            Verbatim("d -+ q sqrt((s1^2/n1 + s2^2/n2) / 2)"),
            Msg("q: quantile of the studentized range of k means"),
            _TUKEY,
        ),
        "highest": Entry(Msg("stratum with the largest mean or share")),
        "lowest": Entry(Msg("stratum with the smallest mean or share")),
        "sd_inside": Entry(
            Msg("standard deviation inside the strata, pooled"),
            Verbatim("sqrt(sum (n - 1) s^2 / (N - k))"),
            Msg("n, s: values and standard deviation of a stratum"),
            _NIST,
        ),
        "sd_all": Entry(Msg("standard deviation of all values together, differences of the strata in it")),
        "test": Entry(
            Msg(
                "test that is judged by: Kruskal-Wallis where the values inside the strata are far from"
                " normal and a stratum holds fewer than 15, analysis of variance where spreads and sizes are"
                " alike, else Welch"
            )
        ),
        "p_means": Entry(
            Msg("chance of strata that differ at least so much when all are alike"), source=_WELCH
        ),
        "f": Entry(
            Msg("variance between the strata over that inside"),
            Verbatim("sum n (mean - m)^2 / (k - 1) / s^2"),
            Msg("m: mean of all, s: standard deviation inside"),
            _NIST,
        ),
        "welch_f": Entry(
            Msg("the same for spreads that differ: each mean has the weight n / s^2"), source=_WELCH
        ),
        "welch_df": Entry(Msg("degrees of freedom below of the test by Welch"), source=_WELCH),
        "p_spreads": Entry(
            Msg("chance of spreads that differ at least so much: analysis of the distances from the medians"),
            source=_BROWN,
        ),
        "p_normal": Entry(
            Msg("chance of residuals at least so far from normal, by Anderson and Darling"), source=_ANDERSON
        ),
        "share_1": Entry(Msg("share of variance of the column that explains most"), source=_HAYS),
        "share_2": Entry(Msg("share of variance of the next column"), source=_HAYS),
        "p_joint": Entry(
            Msg("chance of combinations that differ at least so much beyond the sum of the columns"),
            source=_YATES,
        ),
        "n_inspected": Entry(Msg("units inspected")),
        "n_nonconforming": Entry(Msg("nonconforming units")),
        "share_highest": Entry(Msg("largest share of nonconforming units, exact interval"), source=_EXACT),
        "chi_square": Entry(
            Msg("sum over strata of the squared distance from what equal shares give"),
            Verbatim("sum (x - n p)^2 / (n p (1 - p))"),
            Msg("x of n inspected: a stratum, p: share of all"),
            _PEARSON,
        ),
        "p_shares": Entry(
            Msg(
                "chance of shares that differ at least so much; seeded draws where a stratum expects fewer"
                " than 5"
            ),
            source=_PEARSON,
        ),
    },
    {
        "means-differ": Msg("the test of the strata gives p of 5 % or less, and the share may exceed 6 %"),
        "matters-little": Msg("the strata differ, but the upper end of the share is 6 % or less"),
        "strata-alike": Msg("no difference is shown, and the upper end of every share is 6 % or less"),
        "strata-open": Msg("no difference is shown, and the upper end of a share is above 6 %"),
        "column-leads": Msg("several columns: the best one has p of 5 % or less, adjusted for their number"),
        "stratum-apart": Msg("a stratum differs from the others, adjusted by Holm"),
        "spread-differs": Msg("the Brown-Forsythe test gives p of 5 % or less"),
        "spreads-alike": Msg("the Brown-Forsythe test gives p above 5 %"),
        "far-from-normal": Msg(
            "Anderson-Darling p below 0.005 inside the strata, and a stratum holds fewer than 15"
        ),
        "enough-for-means": Msg("Anderson-Darling p below 0.005, but every stratum holds 15 values or more"),
        "normal-inside": Msg("Anderson-Darling p of 0.005 or more inside the strata"),
        "welch-coarse": Msg(
            "--test welch, and there are more than 2 n - 1 strata, n the size of the smallest"
        ),
        "few-values": Msg("a stratum holds fewer than five values"),
        "lead-open": Msg("the intervals of the shares of the two best columns meet"),
        "joint-action": Msg("the combinations explain more than the sum of the columns, p of 5 % or less"),
        "no-joint-action": Msg("the combinations explain no more than the sum of the columns, p above 5 %"),
        "hidden-together": Msg("no column alone has p of 5 % or less, their combinations have"),
        "hidden-column": Msg("a column has p above 5 % alone and 5 % or less beside the others"),
        "carried": Msg("a column has p of 5 % or less alone and above 5 % beside the others"),
        "bound": Msg("the strata of a column follow from those of the others"),
        "too-many-cells": Msg("more than 2,000 combinations of strata"),
        "shares-differ": Msg("the test of alike shares gives p of 5 % or less, adjusted for the columns"),
        "shares-open": Msg("the test of alike shares gives p above 5 %"),
        "few-expected": Msg("a stratum expects fewer than five units of a kind"),
        "rows-without": Msg("a row holds no value or no stratum"),
    },
    ("share", "difference", "p_means", "p_shares"),
)


def of_case(case: Case | CountCase, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the stratification at hand explains."""
    if isinstance(case, CountCase):
        return explainer(STRATIFY, facts, said)
    found = case.first.anova
    k, n, f = found.df_between + 1, found.df_between + found.df_within + 1, figures(found.f)
    put = f"({k:g} - 1)({f} - 1) / (({k:g} - 1)({f} - 1) + {n:g})"
    share = case.first.share
    lines = {"share": (Formula("share", (Verbatim("(k - 1)(F - 1) / ((k - 1)(F - 1) + N)"), Verbatim(put),
                                         Verbatim(figures(share))), share),)}  # fmt: skip
    return explainer(STRATIFY, facts, said, lines)
