"""Families of distributions in words, and why one has no fit."""

from __future__ import annotations

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.numbers import fixed

FAMILY: dict[str, Msg] = {
    "normal": Msg("normal"),
    "lognormal": Msg("lognormal"),
    "lognormal-n-1": Msg("lognormal, n - 1"),
    "weibull": Msg("weibull"),
    "gamma": Msg("gamma"),
    "exponential": Msg("exponential"),
    "logistic": Msg("logistic"),
    "loglogistic": Msg("loglogistic"),
    "smallest-extreme": Msg("smallest-extreme"),
    "largest-extreme": Msg("largest-extreme"),
    "lognormal-3": Msg("lognormal-3"),
    "weibull-3": Msg("weibull-3"),
    "gamma-3": Msg("gamma-3"),
    "loglogistic-3": Msg("loglogistic-3"),
    "exponential-2": Msg("exponential-2"),
    "box-cox": Msg("box-cox"),
    "yeo-johnson": Msg("yeo-johnson"),
    "johnson-sb": Msg("johnson-sb"),
    "johnson-sl": Msg("johnson-sl"),
    "johnson-su": Msg("johnson-su"),
    "pearson": Msg("pearson"),
    "folded-normal": Msg("folded-normal"),
    "rayleigh": Msg("rayleigh"),
    "empirical": Msg("empirical"),
}


def family_words(name: str) -> Msg:
    """Return the family's name as it stands in a table or a sentence.

    Examples
    --------
    >>> str(family_words("weibull"))
    'weibull'
    """
    return FAMILY[name]


def reason_words(reason: str, least: float) -> Msg:
    """Return why a family has no fit, the smallest value known.

    Examples
    --------
    >>> str(reason_words("positive", -0.3))
    'needs values above 0; the smallest is -0.3'
    """
    if reason == "positive":
        return Msg("needs values above 0; the smallest is {value}", value=_short(least))
    if reason == "zero":
        return Msg("needs values not below 0; the smallest is {value}", value=_short(least))
    if reason == "few":
        return Msg("needs more values")
    if reason == "variation":
        return Msg("needs values that differ")
    if reason == "moments":
        return Msg("two different values have moments that no Pearson curve has; it needs three or more")
    if reason == "quantiles":
        return Msg("no curve of this kind goes through four quantiles of these values")
    return Msg("its likelihood has no maximum on these values")


def _short(value: float) -> str:
    return f"{value:.6g}" if abs(value) < 1e6 else fixed(value, 0)


PARAMETER: dict[str, Words] = {
    "mean": Msg("mean"),
    "sd": Msg("sd"),
    "log_mean": Msg("log mean"),
    "log_sd": Msg("log sd"),
    "shape": Msg("shape"),
    "scale": Msg("scale"),
    "location": Msg("location"),
    "log_location": Msg("log location"),
    "log_scale": Msg("log scale"),
    "threshold": Msg("threshold"),
    "lambda": Msg("lambda"),
    "gamma": Verbatim("gamma"),
    "delta": Verbatim("delta"),
    "xi": Verbatim("xi"),
    "skewness": Msg("skewness"),
    "kurtosis": Msg("kurtosis"),
}


def parameter_words(key: str) -> Words:
    """Return a parameter's name as it stands in a table.

    Examples
    --------
    >>> str(parameter_words("log_sd"))
    'log sd'
    """
    return PARAMETER[key]
