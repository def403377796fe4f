"""What ``sqc histogram --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.qctools.histogram.case import Case
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact

_FD = Verbatim(
    "D. Freedman, P. Diaconis (1981), Zeitschrift fuer Wahrscheinlichkeitstheorie und verwandte Gebiete 57,"
    " 453-476."
)
_STURGES = Verbatim("H. A. Sturges (1926), Journal of the American Statistical Association 21, 65-66.")
_CLOPPER = Verbatim("C. J. Clopper, E. S. Pearson (1934), Biometrika 26, 404-413.")
_HARTIGAN = Verbatim("J. A. Hartigan, P. M. Hartigan (1985), Annals of Statistics 13, 70-84.")
_KASS = Verbatim(
    "R. E. Kass, A. E. Raftery (1995), Journal of the American Statistical Association 90, 773-795."
)
_AGOSTINO = Verbatim("R. B. D'Agostino (1970), Biometrika 57, 679-681.")
_ANSCOMBE = Verbatim("F. J. Anscombe, W. J. Glynn (1983), Biometrika 70, 227-234.")
_STEPHENS = Verbatim("R. B. D'Agostino, M. A. Stephens (1986), Goodness-of-Fit Techniques, table 4.9.")
_ANOVA = Verbatim("NIST/SEMATECH e-Handbook of Statistical Methods, 7.4.3.")

HISTOGRAM = Known(
    "histogram",
    {
        "n": Entry(Msg("values used")),
        "mean": Entry(
            Msg("mean, with its interval by Student's t"), Verbatim("mean +/- t s / sqrt(n)"),
            Msg("t: quantile with n - 1 degrees of freedom, s: standard deviation"),
        ),
        "sigma": Entry(Msg("standard deviation, n - 1 below"), Verbatim("sqrt(sum (x - mean)^2 / (n - 1))")),
        "min": Entry(Msg("smallest value")),
        "max": Entry(Msg("largest value")),
        "class_width": Entry(
            Msg("class width: by the named method, in whole steps of the resolution"),
            Verbatim("min(2 IQR n^(-1/3), range / (1 + log2 n))"),
            Msg("IQR: distance of the quartiles; of Freedman-Diaconis and Sturges; Scott: 3.49 s n^(-1/3)"),
            _FD,
        ),
        "n_classes": Entry(Msg("classes; the first holds the smallest value, the last the largest"),
                           source=_STURGES),
        "resolution": Entry(Msg("step that the values are read in; classes are whole steps wide")),
        "shape": Entry(
            Msg("few (values), coarse, bell, peaks, island, cut, flat, skewed, comb or long (tails)")
        ),
        "n_below": Entry(Msg("values below LSL")),
        "n_above": Entry(Msg("values above USL")),
        "share_outside": Entry(
            Msg("share outside the specification, with the exact interval of the share of all parts"),
            Verbatim("x / n"), Msg("x: values outside"), _CLOPPER,
        ),
        "peaks_gain": Entry(
            Msg("BIC of the best distribution with one peak less that of two normal peaks; above 2 speaks for"
                " two"),
            Verbatim("BIC = -2 ln L + k ln n"), Msg("L: likelihood, k: parameters"), _KASS,
        ),
        "peaks_valley": Entry(Msg("density between the two peaks over that of the lower one; 1: one peak")),
        "dip": Entry(
            Msg("largest distance between the data and the nearest distribution with one peak"),
            source=_HARTIGAN,
        ),
        "dip_p": Entry(
            Msg("chance of such a dip in values of the uniform distribution; small: more than one peak"),
            source=_HARTIGAN,
        ),
        "skewness": Entry(Msg("0 where both tails are alike, above 0 with a long tail to the right"),
                          Verbatim("m3 / m2^1.5"), Msg("m: moments about the mean")),
        "skewness_p": Entry(Msg("chance that normal values are so skewed"), source=_AGOSTINO),
        "kurtosis": Entry(Msg("0 for normal values, below with a flat top, above with long tails"),
                          Verbatim("m4 / m2^2 - 3"), Msg("m: moments about the mean")),
        "kurtosis_p": Entry(Msg("chance that normal values differ so much from 0"), source=_ANSCOMBE),
        "normal_p": Entry(Msg("chance that normal values fit so badly (Anderson-Darling)"), source=_STEPHENS),
        "strata_p": Entry(Msg("chance of means so different if all strata have one mean"), source=_ANOVA),
    },
    {
        "outside": Msg("at least one value is outside the specification"),
        "inside": Msg("no value is outside the specification"),
        "off-target": Msg("the interval of the mean does not hold the target"),
        "on-target": Msg("the interval of the mean holds the target"),
        "strata-differ": Msg("the analysis of variance of the strata gives p of 5 % or less"),
        "spread-differs": Msg("the Brown-Forsythe test of the strata gives p of 5 % or less"),
        "strata-alike": Msg("neither the means nor the spread of the strata differ at 5 %"),
        "few-values": Msg("fewer than 50 values"),
        "coarse": Msg("fewer than 6 distinct values"),
        "bell-shaped": Msg("no other type is found"),
        "two-peaks": Msg(
            "BIC speaks for two normal peaks by more than 2 with a valley below 80 % of the lower peak, or"
            " the dip test gives p of 1 % or less"
        ),
        "island": Msg(
            "Grubbs' test, repeated, gives p below 1 % and the values lie a standard deviation off the rest"
        ),
        "cut-off": Msg(
            "fewer values beyond an edge than the normal curve expects (p of 1 % or less), and they stand at"
            " least half as high at the edge as at the peak"
        ),
        "flat-top": Msg("kurtosis below 0 with p of 1 % or less, and no skewness"),
        "skewed": Msg("p of the skewness is 1 % or less and its size 0.3 or more"),
        "comb": Msg("last digits by 2, 5 or 10 steps are uneven, chi-square p of 1 % or less"),
        "long-tails": Msg("kurtosis of 1 or more with p of 1 % or less, and no other type"),
        "rows-without": Msg("a row holds no value"),
    },
    ("mean", "sigma", "class_width", "share_outside", "skewness", "kurtosis", "peaks_gain"),
)  # fmt: skip


def of_case(case: Case, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the histogram at hand explains."""
    whole = case.whole
    lines = {}
    if case.spec.limited:
        share = whole.outside / whole.n
        terms = (Verbatim("x / n"), Verbatim(f"{whole.outside} / {whole.n}"), Verbatim(figures(share)))
        lines["share_outside"] = (Formula("share_outside", terms, share),)
    return explainer(HISTOGRAM, facts, said, lines)
