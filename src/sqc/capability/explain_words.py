"""What each number of a capability study is, needs and rests on; when each of its findings speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.explain import Explanation, Formula

# as formulas and as sentences call them
WITHIN, OVERALL, BOTH = Msg("sigma_within"), Msg("sigma_overall"), Msg("sigma_bw")
_SAID: Mapping[Words, Words] = {
    WITHIN: Msg("sigma within"), OVERALL: Msg("sigma overall"), BOTH: Msg("sigma between/within"),
}  # fmt: skip
_STABLE = Msg("a stable process, values close to normal, a trusted gauge.")
_CLOSE = Msg("values close to normal, a trusted gauge; it looks back and forecasts only a stable process.")

_LEVELS = Msg("levels of the subgroups that vary at random, so that the between/within chart is stable.")

_KANE = Verbatim("Kane 1986, Journal of Quality Technology 18, 41-52")
_ISO = Verbatim("ISO 22514-2:2017")
_BISSELL = Msg("interval: {who}", who="Bissell 1990, Applied Statistics 39, 331-340")
_CHOU = Msg("interval: {who}", who="Chou, Owen and Borrego 1990, Journal of Quality Technology 22, 223-229")
_BOYLES = Msg("interval: {who}", who="Boyles 1991, Journal of Quality Technology 23, 17-26")
_NIST = Verbatim("NIST/SEMATECH e-Handbook, 7.1.6")
_WHEELER = Verbatim("Wheeler 1995, Advanced Topics in Statistical Process Control")
_SATTERTHWAITE = Verbatim("Satterthwaite 1946, Biometrics Bulletin 2, 110-114")
_CLOPPER = Verbatim("Clopper and Pearson 1934, Biometrika 26, 404-413")
_OTHER_NAMES = Msg("Several programs print what is Ppk here under the name Cpk.")


class Entry(NamedTuple):
    """What can be said of a number without data.

    Parameters
    ----------
    name : Words
        As the formula calls it.
    meaning, formula : Words
    needs, differs : Words, optional
    sources : tuple of Words
    """

    name: Words
    meaning: Words
    formula: Words
    needs: Words | None = None
    differs: Words | None = None
    sources: tuple[Words, ...] = ()

    def explained(
        self, key: str, shown: Words, value: float | int | str, lines: tuple[Formula, ...]
    ) -> Explanation:
        """Return what is said of the number of a study, `shown` as it is printed."""
        return Explanation(
            key,
            Msg("{name} = {value}: {meaning}.", name=self.name, value=shown, meaning=self.meaning),
            value,
            lines,
            needs=self.needs,
            differs=self.differs,
            sources=self.sources,
        )


def _sides(letter: str, sigma: Words, needs: Words, differs: Words | None) -> dict[str, Entry]:
    """Return the entries of the four indices of one sigma."""
    key, said = letter.lower() + "p", _SAID[sigma]
    both, side = (_KANE, _ISO, _CHOU), (_KANE, _ISO, _BISSELL)
    rows = (
        ("", Msg("the width of the specification against 6 {sigma}, as if the mean were in the middle",
                 sigma=said), Msg("(USL - LSL) / (6 {sigma})", sigma=sigma), both),
        ("l", Msg("the distance of the mean from LSL against 3 {sigma}", sigma=said),
         Msg("(mean - LSL) / (3 {sigma})", sigma=sigma), side),
        ("u", Msg("the distance of the mean from USL against 3 {sigma}", sigma=said),
         Msg("(USL - mean) / (3 {sigma})", sigma=sigma), side),
        ("k", Msg("the nearer specification limit against 3 {sigma}", sigma=said),
         Msg("min(USL - mean, mean - LSL) / (3 {sigma})", sigma=sigma), side),
    )  # fmt: skip
    return {
        key + end: Entry(
            f"{letter}p{end}", meaning, formula, needs, differs if end in ("", "k") else None, sources
        )
        for end, meaning, formula, sources in rows
    }


def _expected(name: str, sigma: Words, needs: Words) -> dict[str, Entry]:
    """Return the entries of what a normal curve of one sigma has outside."""
    ppm, z, sigma = f"ppm_{name}", f"z_bench_{name}", _SAID[sigma]
    below = Msg("what a normal curve with {sigma} has below LSL, in a million", sigma=sigma)
    above = Msg("what a normal curve with {sigma} has above USL, in a million", sigma=sigma)
    both = Msg("what a normal curve with {sigma} has outside the specification, in a million", sigma=sigma)
    bench = Msg("the one-sided distance, in {sigma}, that leaves as much outside as both sides", sigma=sigma)
    quantile = Msg("value that a standard normal variable exceeds with the share outside")
    return {
        ppm: Entry("ppm", both, Verbatim("1000000 x (p_lower + p_upper)"), needs, None, (_NIST,)),
        f"{ppm}_lower": Entry("ppm", below, Verbatim("1000000 x p_lower"), needs, None, (_NIST,)),
        f"{ppm}_upper": Entry("ppm", above, Verbatim("1000000 x p_upper"), needs, None, (_NIST,)),
        z: Entry(
            "Z.bench", bench, quantile, needs, Msg("With one limit it is 3 times the index of that side."),
            (_NIST,),
        ),
    }  # fmt: skip


ENTRIES: Mapping[str, Entry] = {
    **_sides("C", WITHIN, _STABLE, _OTHER_NAMES),
    **_sides("P", OVERALL, _CLOSE, _OTHER_NAMES),
    "cpm": Entry(
        "Cpm",
        Msg("the width of the specification against the spread about the target"),
        Msg("min(USL - T, T - LSL) / (3 sqrt(sigma_overall^2 + (mean - T)^2))"),
        _CLOSE,
        Msg("With sigma within, or with n in place of n - 1, it comes out a little larger."),
        (Verbatim("Chan, Cheng and Spiring 1988, Journal of Quality Technology 20, 162-175"), _BOYLES),
    ),
    "k": Entry(
        "k",
        Msg("how far the mean is off the middle, as a share of half the width: Cpk = (1 - k) Cp"),
        Msg("distance of the mean from the middle / half the width"),
        None,
        None,
        (_KANE,),
    ),
    **_expected("within", WITHIN, _STABLE),
    **_expected("bw", BOTH, _STABLE),
    **_expected("overall", OVERALL, _CLOSE),
    "sigma_bw": Entry(
        BOTH,
        Msg("the standard deviation of single values, within subgroups and between them"),
        Msg("sqrt(sigma_within^2 + sigma_between^2)"),
        _LEVELS,
        Msg("sigma overall takes all values together and holds drifts and trends too."),
        (_WHEELER,),
    ),
    "sigma_between": Entry(
        Msg("sigma_between"),
        Msg("the standard deviation of the levels of the subgroups, without what is inside them"),
        Msg("sqrt(max(0, sigma_means^2 - sigma_within^2 / n))"),
        _LEVELS,
        Msg("an analysis of variance takes the means in any order; moving ranges leave slow drifts out."),
        (_WHEELER,),
    ),
    "sigma_means": Entry(
        Msg("sigma_means"),
        Msg("the standard deviation of the subgroup means, from one to the next"),
        Verbatim("MRbar / d2(2)"),
        _LEVELS,
        None,
        (_WHEELER,),
    ),
    "df_bw": Entry(
        "df",
        Msg("how much the values tell of sigma between/within"),
        Msg("sigma_bw^4 / (sigma_means^4 / df_means + ((1 - 1 / n) sigma_within^2)^2 / df_within)"),
        None,
        None,
        (_SATTERTHWAITE,),
    ),
    "size_harmonic": Entry(
        Verbatim("n"),
        Msg("the harmonic mean of the subgroup sizes: with it the mean of sigma_within^2 / n_i is right"),
        Msg("number of subgroups / sum of 1 / n_i"),
    ),
    "n_effective": Entry(
        Verbatim("n_eff"),
        Msg("as many independent values would tell as much of the mean; those of a subgroup share its level"),
        Msg("sigma_bw^2 / (sigma_between^2 x sum n_i^2 / (sum n_i)^2 + sigma_within^2 / sum n_i)"),
    ),
    "ppm_observed": Entry(
        "ppm",
        Msg("what lies outside the specification, counted, in a million"),
        Msg("1000000 x values outside / n"),
        None,
        None,
        (_NIST,),
    ),
    "ppm_observed_bound": Entry(
        "ppm",
        Msg("the largest share that the count still allows: what was not seen may exist"),
        Msg("largest p with which so few are seen with probability 1 - confidence"),
        None,
        None,
        (_CLOPPER,),
    ),
    "mean": Entry(Msg("mean"), Msg("where the process is"), Msg("sum of the values / n")),
    "sigma_overall": Entry(
        OVERALL,
        Msg("the standard deviation of all values, with what moves the level"),
        Msg("sqrt(sum of (value - mean)^2 / (n - 1))"),
        None,
        None,
        (_NIST,),
    ),
    "df_overall": Entry("df", Msg("how much the values tell of sigma overall"), Verbatim("n - 1")),
    "df_within": Entry(
        "df",
        Msg("how much the values tell of sigma within: those of a chi-square variable as variable"),
        Msg("relative standard error = 1 / sqrt(2 df)"),
        None,
        Msg("programs that take n - 1 for every estimator print narrower intervals."),
    ),
    "normality_p": Entry(
        "p",
        Msg("how often values of a normal process look at least so unlike one (Anderson-Darling)"),
        Msg("A^2 of the sorted values, with mean and standard deviation estimated"),
        None,
        None,
        (Verbatim("D'Agostino and Stephens 1986, Goodness-of-Fit Techniques, 4.8.5"),),
    ),
}
# those whose sigma is another one where Cp and Cpk are by sigma between/within
BETWEEN_ENTRIES: Mapping[str, Entry] = _sides("C", BOTH, _STABLE, _OTHER_NAMES)

# what only a standard asks for, or calls otherwise
_DRAFT = Msg("AIAG-VDA SPC, Yellow Volume (draft), February 2026")
_ANY = Msg(
    "a curve that fits the values, a trusted gauge; it looks back and forecasts only a stable process."
)
_M4 = Verbatim("ISO 21747:2006, M4")
OF_STANDARD: Mapping[str, Entry] = {
    "pp_z": Entry(
        "Pp.Z",
        Msg("the width of the specification by what the curve leaves outside, as of a normal curve"),
        Verbatim("(z_L + z_U) / 6"),
        _ANY,
        None,
        (_DRAFT, _M4),
    ),
    "ppk_z": Entry(
        "Ppk.Z",
        Msg("the nearer specification limit by what the curve leaves beyond it, as of a normal curve"),
        Verbatim("min(z_L, z_U) / 3"),
        _ANY,
        Msg("For a normal curve it equals Ppk; by quantiles (Ppk.G) other curves give another number."),
        (_DRAFT, _M4),
    ),
    "pp_star": Entry(
        "Pp*",
        Msg("the width from a natural bound to the limit against 6 {sigma}; it has no goal",
            sigma=_SAID[OVERALL]),
        Msg("(USL - LSL) / (6 {sigma})", sigma=OVERALL),
        _CLOSE,
        None,
        (_DRAFT, _CHOU),
    ),
    "goal_at_n": Entry(
        Msg("goal at n values"),
        Msg("what is asked of fewer values than the goal is for: it rises as they tell less"),
        Msg("goal x sqrt((c(base) / (base - 1)) x ((n - 1) / c(n))), c the chi-square quantile at 0.0001"
            " with one degree of freedom less"),
        None,
        Msg("rounded to two decimals, as the tables of the standard are."),
        (_DRAFT,),
    ),
}  # fmt: skip

_CLEMENTS = Verbatim("Clements 1989, Quality Progress 22 (9), 95-100")
_BOOTSTRAP = Verbatim("Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13")
_OF_FAMILY = Msg("values of this family: the tails are the curve's, not the data's; a stable process.")
_OTHER_CURVES = Msg("every family has other tails: compare those that fit; the normal formula by 3 sigma.")
_ML = Msg("the values of the parameters at which the likelihood of the data is greatest")

# the numbers of a study by a fitted curve
CURVE_ENTRIES: Mapping[str, Entry] = {
    "ppk": Entry(
        "Ppk",
        Msg("the nearer specification limit against half of the curve's 99.73 %, both from its median"),
        "", _OF_FAMILY, _OTHER_CURVES, (_ISO, _CLEMENTS, _BOOTSTRAP),
    ),
    "ppk_bound": Entry(
        "Ppk", Msg("what the index is at least, by bootstrap"), "", _OF_FAMILY, None, (_BOOTSTRAP,)
    ),
    "pp": Entry(
        "Pp",
        Msg("the width of the specification against the width that holds 99.73 % of the curve"),
        Verbatim("(USL - LSL) / (X99.865 - X0.135)"), _OF_FAMILY, _OTHER_CURVES, (_ISO, _CLEMENTS),
    ),
    "x_low": Entry("X0.135", Msg("0.135 % of the curve lies below it"), "", _OF_FAMILY, None, (_ISO,)),
    "x_middle": Entry("X50", Msg("half of the curve lies below it"), "", None, None, (_ISO,)),
    "x_high": Entry("X99.865", Msg("0.135 % of the curve lies above it"), "", _OF_FAMILY, None, (_ISO,)),
    "ppm_overall": Entry(
        "ppm", Msg("what the curve has outside the specification, in a million"), "", _OF_FAMILY,
        _OTHER_CURVES, (_NIST,),
    ),
    "ppm_overall_lower": Entry(
        "ppm", Msg("what the curve has below LSL, in a million"), "", _OF_FAMILY, _OTHER_CURVES, (_NIST,)
    ),
    "ppm_overall_upper": Entry(
        "ppm", Msg("what the curve has above USL, in a million"), "", _OF_FAMILY, _OTHER_CURVES, (_NIST,)
    ),
    "distribution": Entry(
        Msg("family"), Msg("the family whose quantiles take the place of three sigma; --dist names it"), ""
    ),
    "aicc": Entry(
        "AICc",
        Msg("how badly the curve fits, with a charge for each of its k parameters; only differences count"),
        Verbatim("-2 ln L + 2 k + 2 k (k + 1) / (n - k - 1)"), None, None,
        (Verbatim("Hurvich and Tsai 1989, Biometrika 76, 297-307"),),
    ),
    "ad": Entry(
        "A^2",
        Msg("how far the values are from the curve, the tails weighing most (Anderson-Darling)"),
        Verbatim("-n - sum (2 i - 1) (ln F(x_i) + ln(1 - F(x_(n+1-i)))) / n"), None, None,
        (Verbatim("Anderson and Darling 1954, Journal of the American Statistical Association 49, 765-769"),),
    ),
    "ad_p": Entry(
        "p",
        Msg("how often values of this family look at least so unlike their fitted curve"),
        Msg("share of the law of A^2 above it, with the parameters estimated"), None, None,
        (Verbatim("D'Agostino and Stephens 1986, Goodness-of-Fit Techniques, chapter 4"),),
    ),
    "fit": Entry(
        "", Msg("a parameter of the curve"), _ML, None, None,
        (Verbatim("Lawless 2003, Statistical Models and Methods for Lifetime Data"),),
    ),
}  # fmt: skip

CRITERIA: Mapping[str, Msg] = {
    "capable": Msg("the one-sided lower confidence bound of the index is at or above the goal"),
    "not-capable": Msg("the one-sided upper confidence bound of the index is below the goal"),
    "capability-open": Msg("the goal lies between the lower and the upper confidence bound of the index"),
    "too-few-values": Msg("fewer than 10 values"),
    "not-stable": Msg("the control chart of the same values has more signals than chance explains"),
    "p-indices-only": Msg("the values are sorted, so the order in time is lost"),
    "without-signals": Msg("not stable, and at most 5 points signal"),
    "between-subgroups": Msg("--sigma between-within, and sigma between is above 0"),
    "between-none": Msg("--sigma between-within, and sigma between is 0"),
    "off-center": Msg("Cp is at or above the goal and Cpk below it; Pp and Ppk where not stable"),
    "one-sided": Msg("one specification limit"),
    "not-normal": Msg("p of the test of normality is below 0.05"),
    "normality": Msg("p of the test of normality is 0.05 or more"),
    "all-outside": Msg("no value lies inside the specification"),
    "family-open": Msg(
        "distributions that fit alike expect ppm outside that differ more than threefold, and one of them"
        " more than 1 ppm"
    ),
    "distribution-rejected": Msg("the Anderson-Darling test rejects the curve at 5 %"),
    "ppm-extrapolated": Msg("less than one of the values is expected outside"),
    "stable": Msg("no rule signals on the control chart of the same values, or no more than chance explains"),
    "no-outlier": Msg("no outlier test speaks"),
}
