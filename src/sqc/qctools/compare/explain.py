"""What ``sqc compare --explain`` says."""

from __future__ import annotations

import math

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.qctools.compare.case import Case
from sqc.qctools.compare.run_counts import changed
from sqc.qctools.compare.sample import Counted, Values
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact
from sqc.stats.hypothesis.means import mean_difference

_NIST = Verbatim("NIST/SEMATECH e-Handbook of Statistical Methods, chapter 7.")
_SCHUIRMANN = Verbatim(
    "D. J. Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680."
)
_BONETT = Verbatim("D. G. Bonett (2006), Applied Psychological Measurement 30, 432-439.")
_BROWN = Verbatim(
    "M. B. Brown, A. B. Forsythe (1974), Journal of the American Statistical Association 69, 364-367."
)
_MCNEMAR = Verbatim(
    "Q. McNemar (1947), Psychometrika 12, 153-157; T. Tango (1998), Statistics in Medicine 17, 891-908."
)
_BARTLETT = Verbatim("M. S. Bartlett (1937), Proceedings of the Royal Society A 160, 268-282.")
_FLIGNER = Verbatim(
    "M. A. Fligner, T. J. Killeen (1976), Journal of the American Statistical Association 71, 210-213."
)
SOURCES: dict[tuple[str, str], Words] = {
    ("two", "welch"): Verbatim("B. L. Welch (1947), Biometrika 34, 28-35."),
    ("two", "pooled"): Verbatim("Student (1908), Biometrika 6, 1-25."),
    ("paired", "t"): Verbatim("Student (1908), Biometrika 6, 1-25."),
    ("one", "t"): Verbatim("Student (1908), Biometrika 6, 1-25."),
    ("two", "rank"): Verbatim(
        "H. B. Mann, D. R. Whitney (1947), Annals of Mathematical Statistics 18, 50-60; J. L. Hodges,"
        " E. L. Lehmann (1963), ibid. 34, 598-611."
    ),
    ("many", "welch"): Verbatim(
        "B. L. Welch (1951), Biometrika 38, 330-336; P. A. Games, J. F. Howell (1976), Journal of Educational"
        " Statistics 1, 113-125."
    ),
    ("many", "rank"): Verbatim(
        "W. H. Kruskal, W. A. Wallis (1952), Journal of the American Statistical Association 47, 583-621;"
        " O. J. Dunn (1964), Technometrics 6, 241-252."
    ),
    ("many", "dunnett"): Verbatim(
        "C. W. Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121; (1964),"
        " Biometrics 20, 482-491."
    ),
    ("two", "f"): Verbatim("NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.9."),
    ("two", "bonett"): _BONETT,
    ("two", "brown-forsythe"): _BROWN,
    ("many", "brown-forsythe"): _BROWN,
    ("two", "bartlett"): _BARTLETT,
    ("many", "bartlett"): _BARTLETT,
    ("two", "fligner"): _FLIGNER,
    ("many", "fligner"): _FLIGNER,
    ("two", "fisher"): Verbatim("R. A. Fisher (1935); R. G. Newcombe (1998), Statistics in Medicine 17,"
                                " 873-890."),
    ("two", "chi-square"): Verbatim("K. Pearson (1900); R. G. Newcombe (1998), Statistics in Medicine 17,"
                                    " 873-890."),
    ("paired", "mcnemar"): _MCNEMAR,
    ("paired", "chi-square"): _MCNEMAR,
    ("matched", "cochran"): Verbatim("W. G. Cochran (1950), Biometrika 37, 256-266."),
    ("two", "poisson"): Verbatim("J. Przyborowski, H. Wilenski (1940), Biometrika 31, 313-323."),
}  # fmt: skip

COMPARE = Known(
    "compare",
    {
        "effect": Entry(
            Msg("the second group against the first: a difference of means, a shift of ranks, a difference of"
                " shares, or a ratio of standard deviations or rates"),
            source=_NIST,
        ),
        "p": Entry(
            Msg("chance of an effect at least so large, in either direction, when the groups are alike"),
            source=_NIST,
        ),
        "statistic": Entry(
            Msg("what the test judges; for means the difference in standard errors"),
            Verbatim("t = (m2 - m1) / sqrt(s1^2/n1 + s2^2/n2)"),
            Msg("m: mean, s: standard deviation, n: values of a group; one pooled s with --pooled"),
            _NIST,
        ),
        "df": Entry(Msg("degrees of freedom of the test; by Welch and Satterthwaite no whole number")),
        "df2": Entry(Msg("degrees of freedom within the groups")),
        "effect_within": Entry(
            Msg("the same effect with the interval that must lie inside the margin"), source=_SCHUIRMANN
        ),
        "p_equivalence": Entry(
            Msg("the larger one of two one-sided tests, against either end of the margin"),
            Verbatim("max P(T > (d + M) / SE), P(T > (M - d) / SE)"),
            Msg("d: difference, M: margin, SE: its standard error"),
            _SCHUIRMANN,
        ),
        "odds": Entry(
            Msg("items that count the second time only, for each that counts the first time only"),
            Verbatim("n2 / n1"),
            Msg("n1, n2: items that count the first, the second time only"),
            _MCNEMAR,
        ),
        "n_groups": Entry(Msg("groups that are compared")),
    },
    {
        "difference": Msg("p is at most one less the confidence, and the interval does not hold no"
                          " difference"),
        "not-proven": Msg("p is larger, or the interval holds no difference; that is no proof of equality"),
        "cannot-judge": Msg("no result of this test with so few values or counts could be a difference"),
        "equivalent": Msg("the interval of confidence 1 - 2 alpha lies inside the margin"),
        "not-equivalent": Msg("the interval of the confidence asked for lies outside the margin"),
        "tests-disagree": Msg("another test of the same question falls on the other side of the level"),
        "border": Msg("test and interval fall on different sides of the level"),
        "normality": Msg("Anderson-Darling p above 5 % in every group, Holm"),
        "normality-unknown": Msg("no group has 8 values"),
        "not-normal": Msg("Anderson-Darling p below 5 % in a group, Holm; skewness says how far"),
        "spread-differs": Msg("the test of Brown and Forsythe gives p of 5 % or less"),
        "spread-alike": Msg("the test of Brown and Forsythe gives p above 5 %"),
        "drift": Msg("correlation of the values with their order, p of 1 % or less, Holm"),
        "dependent": Msg("correlation of neighbours, p of 1 % or less, Holm"),
        "no-drift": Msg("neither drift nor dependence at 1 % in groups of 10 values or more"),
        "order-lost": Msg("the values of a group rise or fall throughout"),
        "outlier": Msg("Grubbs' test at 1 %, generalised from 25 values on; each group on its own"),
        "no-outlier": Msg("Grubbs' test gives p above 1 %"),
        "overdispersed": Msg("chi-square test of the rows of a group against the binomial or Poisson"
                             " variance"),
        "dispersion": Msg("the rows of each group vary as binomial or Poisson counts do"),
        "incomplete-pairs": Msg("a pair has a value in one group only"),
        "rows-without": Msg("a cell is blank"),
    },
    ("effect", "p"),
)  # fmt: skip


def of_case(case: Case, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the comparison at hand explains."""
    source = SOURCES.get((case.shape, case.test.key), _NIST)
    numbers = {
        key: entry._replace(source=source) if key in ("effect", "p", "statistic") else entry
        for key, entry in COMPARE.numbers.items()
    }
    if not _has_means(case):
        numbers["statistic"] = numbers["statistic"]._replace(formula=None, symbols=None)
    return explainer(COMPARE._replace(numbers=numbers), facts, said, _lines(case))


def _has_means(case: Case) -> bool:
    return case.shape == "two" and case.test.key in ("welch", "pooled")


def _lines(case: Case) -> dict[str, tuple[Formula, ...]]:
    """Return the arithmetic of means and shares with the numbers put in."""
    sample = case.sample
    found = case.contrasts[0].found
    if isinstance(sample, Counted):
        if case.test.key in ("mcnemar", "chi-square") and case.shape == "paired":
            return _of_items(sample, found.effect)
        if case.shape != "two" or not math.isfinite(found.effect):
            return {}
        (a, b), (n, m) = (part.tolist() for part in (sample.events, sample.sizes))
        formula, put = Verbatim("x2/n2 - x1/n1"), f"{b:.10g}/{m:.10g} - {a:.10g}/{n:.10g}"
        if case.test.scale == "ratio":
            formula, put = Verbatim("(x2/n2) / (x1/n1)"), f"({b:.10g}/{m:.10g}) / ({a:.10g}/{n:.10g})"
        return {"effect": (_formula("effect", formula, put, found.effect),)}
    if not _has_means(case):
        return {}
    return _of_means(case, sample)


def _of_items(sample: Counted, effect: float) -> dict[str, tuple[Formula, ...]]:
    first, second = changed(sample, 0, 1)
    put = f"({second} - {first}) / {sample.sizes[0]:.10g}"
    lines: dict[str, tuple[Formula, ...]] = {
        "effect": (_formula("effect", Verbatim("(n2 - n1) / n"), put, effect),)
    }
    if first and second:
        lines["odds"] = (_formula("odds", Verbatim("n2 / n1"), f"{second} / {first}", second / first),)
    return lines


def _of_means(case: Case, sample: Values) -> dict[str, tuple[Formula, ...]]:
    one, other = sample.parts
    first, second = float(one.mean()), float(other.mean())
    difference = mean_difference(one, other, case.test.key == "pooled")
    near = difference.effect
    put = f"{figures(second, near)} - {figures(first, near)}"
    t = f"{figures(difference.effect)} / {figures(difference.error)}"
    return {
        "effect": (_formula("effect", Verbatim("m2 - m1"), put, difference.effect),),
        "statistic": (_formula("t", Verbatim("(m2 - m1) / SE"), t, difference.effect / difference.error),),
    }


def _formula(name: str, formula: Words, put: str, value: float) -> Formula:
    return Formula(name, (formula, Verbatim(put), Verbatim(figures(value))), value)
