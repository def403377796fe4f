"""Quantities in words."""

from __future__ import annotations

from functools import lru_cache

from sqc.charts.catalog import KINDS
from sqc.charts.kind import load_kind
from sqc.i18n.message import Msg, Verbatim, Words

_WHOLE: dict[str, Words] = {
    "sigma_within": Msg("sigma within"),
    "variance_ratio": Msg("variance ratio"),
    "p_value": Msg("p value"),
    "autocorrelation": Msg("autocorrelation"),
    "lambda": Msg("lambda"),
    "longest_run": Msg("points in the longest run"),
    "longest_run_max": Msg("longest run that chance gives"),
    "n_crossings": Msg("crossings of the median"),
    "n_crossings_min": Msg("fewest crossings that chance gives"),
    "z_runs_about": Msg("runs about the median, standardised"),
    "lambda_lower": Msg("lambda, lower end"),
    "lambda_upper": Msg("lambda, upper end"),
    "sigma_overall": Msg("sigma overall"),
    "mean": Msg("mean"),
    "ppm_observed": Msg("observed outside, ppm"),
    "ppm_within": Msg("expected outside by sigma within, ppm"),
    "ppm_within_lower": Msg("expected below LSL by sigma within, ppm"),
    "ppm_within_upper": Msg("expected above USL by sigma within, ppm"),
    "ppm_overall": Msg("expected outside by sigma overall, ppm"),
    "ppm_overall_lower": Msg("expected below LSL by sigma overall, ppm"),
    "ppm_overall_upper": Msg("expected above USL by sigma overall, ppm"),
    "arl": Msg("ARL"),
    "arl_by_ratio": Msg("ARL by ratio of sigma"),
    "sdrl": Msg("SD of the run length"),
    "survival": Msg("chance of no signal"),
    "unseen": Msg("chance of no signal"),
    "ewma_width": Msg("limits, in sigma of the statistic"),
    "cusum_interval": Msg("decision interval"),
    "mewma_limit": Msg("limit"),
    "t2_limit_for": Msg("limit"),
    "k": Verbatim("k"),
    "pp_star": Verbatim("Pp*"),
    "adjusted_target": Msg("goal of n values"),
    "one_sided_factor": Msg("factor, one-sided"),
    "two_sided_factor": Msg("factor, two-sided"),
    "howe_factor": Msg("factor by Howe"),
    "howe_corrected_factor": Msg("factor by Howe with correction"),
    "wald_wolfowitz_factor": Msg("factor by Wald and Wolfowitz"),
    "values_one_sided": Msg("fewest values, one-sided"),
    "values_two_sided": Msg("fewest values, two-sided"),
    "tolerance_lower": Msg("lower tolerance limit"),
    "tolerance_upper": Msg("upper tolerance limit"),
    "sd": Msg("standard deviation"),
    "median": Msg("median"),
    "skewness": Msg("skewness"),
    "excess_kurtosis": Msg("kurtosis less 3"),
    "shape": Msg("shape"),
    "scale": Msg("scale"),
    "location": Msg("location"),
    "loglik": Msg("log-likelihood"),
    "loglik_below": Msg("log-likelihood less its maximum"),
    "ppm_below": Msg("expected below LSL, ppm"),
    "ppm_above": Msg("expected above USL, ppm"),
    "ppm_observed_below": Msg("observed below LSL, ppm"),
    "ppm_observed_above": Msg("observed above USL, ppm"),
    "ad_statistic": Msg("A^2 of Anderson and Darling"),
    "ad_adjusted": Msg("A^2 adjusted for n"),
    "ad_after": Msg("A^2 of the transformed values"),
    "ad_limit": Msg("critical value of A^2"),
    "grubbs": Msg("Grubbs' statistic"),
    "grubbs_limit": Msg("critical value of Grubbs"),
    "grubbs_limit_one_sided": Msg("critical value of Grubbs, one-sided"),
    "grubbs_limit_two_sided": Msg("critical value of Grubbs, two-sided"),
    "outlier": Msg("value furthest out"),
    "n_outliers": Msg("outliers"),
    "difference": Msg("difference"),
    "difference_lower": Msg("difference, lower end"),
    "difference_upper": Msg("difference, upper end"),
    "ratio": Msg("ratio"),
    "ratio_lower": Msg("ratio, lower end"),
    "ratio_upper": Msg("ratio, upper end"),
    "test_statistic": Msg("test statistic"),
    "df": Msg("degrees of freedom"),
    "df2": Msg("degrees of freedom, denominator"),
    "odds": Msg("odds of the items that changed"),
    "odds_lower": Msg("odds, lower end"),
    "odds_upper": Msg("odds, upper end"),
    "edges": Msg("critical values against a control"),
    "pair_effects": Msg("differences of the pairs"),
    "pair_lower": Msg("pairs, lower ends"),
    "pair_upper": Msg("pairs, upper ends"),
    "pair_p": Msg("pairs, p values"),
    "cohen_h": Msg("h of two shares"),
    "sample_size": Msg("sample size"),
    "whole_size": Msg("sample size"),
    "whole_size_known": Msg("sample size, sigma known"),
    "power": Msg("power"),
    "early_start": Msg("earliest start"),
    "early_finish": Msg("earliest finish"),
    "late_start": Msg("latest start"),
    "late_finish": Msg("latest finish"),
    "total_float": Msg("total float"),
    "project_duration": Msg("earliest end"),
    "critical_path": Msg("critical path"),
    "eigenvalues": Msg("eigenvalues"),
    "component_shares": Msg("shares of the components"),
    "weights_1": Msg("weights of component {n}", n=1),
    "weights_2": Msg("weights of component {n}", n=2),
    "weights_3": Msg("weights of component {n}", n=3),
    "weights_4": Msg("weights of component {n}", n=4),
    "pareto_order": Msg("place of the item"),
    "pareto_amounts": Msg("amounts in falling order"),
    "pareto_sums": Msg("sum of the shares, %"),
    "anova_f": Msg("F, analysis of variance"),
    "anova_p": Msg("p, analysis of variance"),
    "anova_ss_between": Msg("sum of squares between"),
    "anova_ss_within": Msg("sum of squares within"),
    "anova_residual_sd": Msg("standard deviation within"),
    "eta_squared": Msg("share of variance, eta squared"),
    "welch_f": Msg("F by Welch"),
    "welch_df": Msg("degrees of freedom by Welch"),
    "welch_p": Msg("p by Welch"),
    "kruskal_h": Msg("H by Kruskal and Wallis"),
    "kruskal_p": Msg("p by Kruskal and Wallis"),
    "brown_forsythe_f": Msg("F by Brown and Forsythe"),
    "brown_forsythe_p": Msg("p by Brown and Forsythe"),
    "tukey_difference": Msg("difference of two strata"),
    "tukey_lower": Msg("difference of two strata, lower end"),
    "tukey_upper": Msg("difference of two strata, upper end"),
    "tukey_p": Msg("p by Tukey"),
    "first_ms": Msg("variance of the first column"),
    "first_f": Msg("F of the first column"),
    "first_p": Msg("p of the first column"),
    "first_eta_squared": Msg("share of the first column"),
    "second_ms": Msg("variance of the second column"),
    "second_f": Msg("F of the second column"),
    "second_p": Msg("p of the second column"),
    "second_eta_squared": Msg("share of the second column"),
    "joint_ms": Msg("variance of the joint action"),
    "joint_f": Msg("F of the joint action"),
    "joint_p": Msg("p of the joint action"),
    "joint_eta_squared": Msg("share of the joint action"),
    "error_ms": Msg("variance within"),
    "chi_square": Msg("chi-square"),
    "chi_square_df": Msg("degrees of freedom"),
    "chi_square_p": Msg("p by chi-square"),
    "expected": Msg("expected count"),
    "adjusted_residual": Msg("adjusted residual"),
    "cell_p": Msg("exact p of a cell"),
    "share_lower": Msg("share, lower end"),
    "share_upper": Msg("share, upper end"),
    "action_priority": Msg("action priority, 1 to 3"),
    "action_priority_counts": Msg("cells of AP L, M and H"),
    "rpn": Msg("risk priority number"),
    "sigma_level": Msg("sigma level with the 1.5 shift"),
    "z_no_shift": Msg("Z, no shift"),
    "yield_percent": Msg("yield, %"),
    "dpmo_shifted": Msg("DPMO with the 1.5 shift, one limit"),
    "dpmo_shifted_both": Msg("DPMO with the 1.5 shift, both limits"),
    "dpmo_plain_both": Msg("DPMO without shift, both limits"),
    "normalised_yield": Msg("normalised yield"),
    "step_yields": Msg("yields of the steps"),
    "rolled_yield": Msg("rolled throughput yield"),
    "first_time_yield": Msg("first-time yield"),
    "good_share": Msg("share without a defect"),
    "dpu": Verbatim("DPU"),
    "dpmo": Verbatim("DPMO"),
    "availability": Msg("availability"),
    "performance": Msg("performance"),
    "quality": Msg("quality"),
    "oee": Verbatim("OEE"),
    "run_minutes": Msg("run time"),
    "costs_by_category": Msg("costs by category"),
    "costs_of_quality": Msg("all costs of quality"),
    "costs_percent": Msg("costs by category, % of sales"),
    "total_percent": Msg("all costs of quality, % of sales"),
    "fit_coefficients": Msg("coefficients of the fit"),
    "fit_errors": Msg("standard errors of the coefficients"),
    "fit_sd": Msg("residual standard deviation"),
    "fit_r2": Msg("share of the variance that the fit explains"),
    "line_slope": Msg("slope"),
    "line_intercept": Msg("intercept"),
    "line_slope_se": Msg("standard error of the slope"),
    "line_intercept_se": Msg("standard error of the intercept"),
    "line_sd": Msg("residual standard deviation"),
    "line_r2": Verbatim("R2"),
    "r": Msg("r, Pearson"),
    "r_p": Msg("p of r, Pearson"),
    "r_lower": Msg("r, Pearson, lower end"),
    "r_upper": Msg("r, Pearson, upper end"),
    "rho": Msg("r, Spearman (ranks)"),
    "dip": Msg("dip"),
}

INDEX_NAMES = {letter.lower() + end: letter + end for letter in "CP" for end in ("p", "pl", "pu", "pk")} | {
    "cpm": "Cpm",
    "wilson": "Wilson",
    "dpu": "DPU",
}


@lru_cache(maxsize=1)
def panel_words() -> dict[str, Words]:
    """Return how the panels of all kinds are called, by their keys."""
    return {key: said.text for kind in KINDS for key, said in load_kind(kind).words.items()}


def quantity_words(quantity: str) -> Words:
    """Return a quantity as it is printed.

    Examples
    --------
    >>> quantity_words("xbar_upper").render("en")
    'UCL of Xbar'
    >>> quantity_words("i_nelson-5").render("en")
    'nelson 5 on I'
    >>> quantity_words("arl_at_0.5").render("en")
    'ARL at shift 0.5'
    """
    if quantity in _WHOLE:
        return _WHOLE[quantity]
    panels = panel_words()
    if quantity in panels:
        return panels[quantity]
    if quantity.startswith("arl_at_"):
        return Msg("ARL at shift {shift}", shift=quantity.removeprefix("arl_at_"))
    key, _, part = quantity.partition("_")
    if key in INDEX_NAMES:
        return _index_words(INDEX_NAMES[key], part)
    if key == "quantile":
        return Msg("quantile {p}", p=part)
    if key not in panels or not part:
        return Verbatim(quantity.replace("-", " "))
    panel = panels[key]
    lines = {
        "center": Msg("center of {panel}", panel=panel),
        "lower": Msg("LCL of {panel}", panel=panel),
        "upper": Msg("UCL of {panel}", panel=panel),
        "sigma": Msg("sigma of {panel}", panel=panel),
        "n_beyond": Msg("points beyond a limit of {panel}", panel=panel),
    }
    return lines.get(part) or Msg("{rule} on {panel}", rule=part.replace("-", " "), panel=panel)


def _index_words(name: str, part: str) -> Words:
    ends = {
        "lower": Msg("{index}, lower end", index=name),
        "upper": Msg("{index}, upper end", index=name),
        "bound": Msg("{index}, lower bound", index=name),
        "exact_bound": Msg("{index}, exact lower bound", index=name),
    }
    return ends.get(part, Verbatim(name))
