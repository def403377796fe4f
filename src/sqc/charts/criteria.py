"""When each finding about the data speaks, and who says so; nothing of it is needed to draw a chart."""

from __future__ import annotations

from typing import NamedTuple

from sqc.charts.card.thresholds import LIMITS
from sqc.charts.rule_findings import MANY
from sqc.data.about import MISSING_ACT
from sqc.data.gaps import GAP, INTERVALS_FROM, RECURS
from sqc.i18n.message import Msg
from sqc.report.numbers import percent

FEW_SUBGROUPS, FEW_VALUES = 20, 30


class Criterion(NamedTuple):
    """When a finding speaks and where its threshold is from.

    Parameters
    ----------
    fires : Msg
        The condition, thresholds put in.
    source : Msg
        Author, year, page or clause; "rule of thumb" where nobody else says so.

    Examples
    --------
    >>> CRITERIA["rare-events"].source.render("en")
    'Rule of thumb.'
    """

    fires: Msg
    source: Msg


def _number(name: str) -> str:
    return f"{LIMITS[name]:g}"


def _percent(name: str) -> str:
    value = LIMITS[name]
    return percent(value, 0 if round(100 * value, 6).is_integer() else 1)


_VARIANCE_OF_GROUPS = Msg(
    "One-way analysis of variance: NIST/SEMATECH e-Handbook, 7.4.3. Pattern: Nelson 1984, Journal of Quality"
    " Technology 16, 237-239, test 7. Levels: rule of thumb."
)
_DISPERSION = Msg(
    "Test: Snedecor and Cochran 1980, Statistical Methods, 7th ed., 7.13 and 11.7. Effect on the chart: Laney"
    " 2002, Quality Engineering 14, 531-537."
)
_THUMB = Msg("Rule of thumb.")
_ARITHMETIC = Msg("Own arithmetic.")

CRITERIA: dict[str, Criterion] = {
    "few-subgroups": Criterion(
        Msg(
            "fewer than {subgroups} subgroups or lots, or fewer than {values} single values",
            subgroups=FEW_SUBGROUPS,
            values=FEW_VALUES,
        ),
        Msg(
            "Rule of thumb: most books ask for 20 to 25 subgroups. The relative standard error of sigma"
            " within is 1/sqrt(2 df)."
        ),
    ),
    "change-point": Criterion(
        Msg("a chart with a limits file signals on its panel of values or means"),
        Msg("Likelihood of one step: Samuel, Pignatiello and Calvin 1998, Quality Engineering 10, 521-527."),
    ),
    "too-many-rules": Criterion(
        Msg("the rules together signal on over {p} of stable series of 25 points", p=percent(MANY, 0)),
        Msg("Share: the price table of this program (run lengths). {p}: rule of thumb.", p=percent(MANY, 0)),
    ),
    "short-for-rule": Criterion(Msg("a rule needs more points in a row than any stage has"), _ARITHMETIC),
    "autocorrelation": Criterion(
        Msg(
            "correlation r of neighbouring points over 2/sqrt(n) and over {least}, from {n} points on; act"
            " over {act}",
            least=_number("autocorrelation_least"),
            n=_number("autocorrelation_from"),
            act=_number("autocorrelation_act"),
        ),
        Msg(
            "Limit: Bartlett 1946, Supplement to the Journal of the Royal Statistical Society 8, 27-41."
            " {least} (sigma from moving ranges 5 % too small) and {act}: rule of thumb.",
            least=_number("autocorrelation_least"),
            act=_number("autocorrelation_act"),
        ),
    ),
    "sawtooth": Criterion(
        Msg(
            "correlation r of neighbouring points under -2/sqrt(n) and under -{least}, from {n} points on",
            least=_number("autocorrelation_least"),
            n=_number("autocorrelation_from"),
        ),
        Msg(
            "Limit: Bartlett 1946, Supplement to the Journal of the Royal Statistical Society 8, 27-41."
            " Pattern: Nelson 1984, Journal of Quality Technology 16, 237-239, test 4."
        ),
    ),
    "variance-changed": Criterion(
        Msg(
            "p under {p} in the test of equal spread of the {parts} quarters of the chart, and the largest"
            " spread at least {ratio} times the smallest; from {values} values or {subgroups} subgroups on,"
            " one stage",
            p=_percent("variance_p"),
            parts=_number("variance_parts"),
            ratio=_number("variance_ratio"),
            values=_number("variance_values"),
            subgroups=_number("variance_subgroups"),
        ),
        Msg(
            "Single values: Brown and Forsythe 1974, Journal of the American Statistical Association 69,"
            " 364-367; NIST/SEMATECH e-Handbook, 1.3.5.10. Subgroups: analysis of variance of their standard"
            " deviations, the same idea. Level and ratio: rule of thumb."
        ),
    ),
    "not-normal": Criterion(
        Msg(
            "p under {p} in the Anderson-Darling test, from {n} points on and with more than {distinct}"
            " distinct values: single values without outliers, and means of fewer than {means}",
            p=_percent("normality_p"),
            n=_number("normality_from"),
            distinct=_number("distinct_act"),
            means=_number("normality_means"),
        ),
        Msg(
            "Test: D'Agostino and Stephens 1986, Goodness-of-Fit Techniques, table 4.9. Single values lean on"
            " it more than means: Nelson 1982, Journal of Quality Technology 14, 172-173; Montgomery 2013,"
            " Introduction to Statistical Quality Control, 7th ed., 6.2.5. Values rounded coarsely are spread"
            " over their step first: own simulation."
        ),
    ),
    "outlier": Criterion(
        Msg(
            "p under {p} in the generalised ESD test for at most {most} values and a tenth of all, from"
            " {several} values on; Grubbs' test from {n} on; within subgroups where there are any",
            p=_percent("outlier_p"),
            most=_number("outlier_most"),
            several=_number("outlier_several"),
            n=_number("outlier_from"),
        ),
        Msg(
            "Rosner 1983, Technometrics 25, 165-172; Grubbs 1969, Technometrics 11, 1-21; Stefansky 1972,"
            " Technometrics 14, 469-479 (within subgroups); GB/T 4883-2008. Level: rule of thumb."
        ),
    ),
    "hugging": Criterion(
        Msg(
            "the subgroup means differ so little, given the spread inside, that chance does it in fewer than"
            " {p} of stable charts; from {df} degrees of freedom on",
            p=_percent("between_p"),
            df=_number("between_from"),
        ),
        _VARIANCE_OF_GROUPS,
    ),
    "between-large": Criterion(
        Msg(
            "p under {p} in the analysis of variance, and the variance between subgroups larger than the one"
            " inside",
            p=_percent("between_p"),
        ),
        _VARIANCE_OF_GROUPS,
    ),
    "resolution": Criterion(
        Msg(
            "fewer than {ranges} distinct ranges within their limits; act with {values} or fewer distinct"
            " values among {n} or more",
            ranges=_number("distinct_ranges"),
            values=_number("distinct_act"),
            n=_number("distinct_from"),
        ),
        Msg(
            "Effect: Wheeler and Lyday 1989, Evaluating the Measurement Process. {ranges} and {values}: rule"
            " of thumb.",
            ranges=_number("distinct_ranges"),
            values=_number("distinct_act"),
        ),
    ),
    "rounding": Criterion(
        Msg(
            "from {values} values on, smallest step h between values over {limit} sigma within: h^2/12 is"
            " then over 1 % of the variance",
            limit=_number("rounding"),
            values=_number("distinct_from"),
        ),
        Msg(
            "h^2/12: Sheppard 1898, Proceedings of the London Mathematical Society 29, 353-380. 1 %: rule of"
            " thumb."
        ),
    ),
    "ties-zero": Criterion(Msg("over {p} of the ranges are 0", p=_percent("zero_ranges")), _THUMB),
    "missing": Criterion(
        Msg("any cell without a value; act over {p} of the cells", p=percent(MISSING_ACT, 0)), _THUMB
    ),
    "unequal-n": Criterion(Msg("the sizes of the points differ"), _ARITHMETIC),
    "order-lost": Criterion(
        Msg(
            "values, subgroup means or counts rise or fall throughout, chance does that once in over a"
            " million (ten different values), and no column gives their order"
        ),
        Msg("Own arithmetic: 2 over the number of arrangements."),
    ),
    "time-gap": Criterion(
        Msg(
            "an interval over {times} times the median of {n} or more, unless {recurs} or more are at least"
            " half as long: that is the rhythm of work",
            times=f"{GAP:g}",
            n=INTERVALS_FROM,
            recurs=RECURS,
        ),
        _THUMB,
    ),
    "duplicate-rows": Criterion(
        Msg("a row equals an earlier one in every column, time of day included"), _ARITHMETIC
    ),
    "overdispersed": Criterion(
        Msg("the counts vary more than the model allows, p under {p}", p=_percent("dispersion_p")),
        _DISPERSION,
    ),
    "underdispersed": Criterion(
        Msg("the counts vary less than the model allows, p under {p}", p=_percent("dispersion_p")),
        _DISPERSION,
    ),
    "low-counts": Criterion(
        Msg(
            "exact binomial or Poisson tails beyond the limits over {times} times those of a normal point",
            times=_number("low_times"),
        ),
        _ARITHMETIC,
    ),
    "rare-events": Criterion(Msg("over a third of {n} or more counts are 0", n=_number("rare_from")), _THUMB),
    "no-lower-limit": Criterion(
        Msg("no lot has a lower limit above 0; with 3 sigma a lot needs more than 9 (1 - p)/p units"),
        _ARITHMETIC,
    ),
    "limits-old": Criterion(
        Msg(
            "the limits file was approved over {days} days before the newest date in the data",
            days=_number("limits_days"),
        ),
        _THUMB,
    ),
}
