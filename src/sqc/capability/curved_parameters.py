"""The parameters of the families: what each says of its curve, and how it was found."""

from __future__ import annotations

from collections.abc import Mapping

from sqc.capability.distribution_words import parameter_words
from sqc.capability.explain_words import CURVE_ENTRIES, Entry
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.stats.families.catalog import family

# what a parameter says of the curve
_MEANINGS: Mapping[str, Msg] = {
    "mean": Msg("the mean of the curve"),
    "sd": Msg("the standard deviation of the curve"),
    "log_mean": Msg("the mean of the logarithms"),
    "log_sd": Msg("the standard deviation of the logarithms"),
    "shape": Msg("the shape: how steep and how skewed the curve is"),
    "scale": Msg("the scale: how far the curve stretches"),
    "location": Msg("where the curve lies"),
    "log_location": Msg("where the curve of the logarithms lies"),
    "log_scale": Msg("how far the curve of the logarithms stretches"),
    "threshold": Msg("the threshold: the curve begins there"),
}
_TRANSFORMED: Mapping[str, Msg] = {
    "lambda": Msg("the power of the transformation"),
    "mean": Msg("the mean of the transformed values"),
    "sd": Msg("the standard deviation of the transformed values"),
}
_JOHNSON: Mapping[str, Msg] = {
    "gamma": Msg("the shape: how skewed the curve is"),
    "delta": Msg("the shape: how light its tails are"),
    "xi": _MEANINGS["location"],
    "lambda": _MEANINGS["scale"],
}
_FOLDED: Mapping[str, Msg] = {
    "mean": Msg("the mean of the normal distribution that is folded at 0"),
    "sd": Msg("its standard deviation before folding"),
}
_OF_FAMILY: Mapping[str, Mapping[str, Msg]] = {
    "box-cox": _TRANSFORMED, "yeo-johnson": _TRANSFORMED, "folded-normal": _FOLDED,
    "johnson-sb": _JOHNSON, "johnson-sl": _JOHNSON, "johnson-su": _JOHNSON,
}  # fmt: skip


def meaning_of(key: str, curve: str = "") -> Msg:
    """Return what a parameter says of its curve."""
    own = _OF_FAMILY.get(curve, {})
    return own.get(key) or _MEANINGS.get(key, Msg("a parameter of the curve"))


# where parameters are from that have no greatest likelihood
_FITTED_BY: Mapping[str, tuple[Words, Words]] = {
    "quantiles": (
        Msg("the values with which the curve goes through four quantiles of the data"),
        Verbatim("Slifker and Shapiro 1980, Technometrics 22, 239-246"),
    ),
    "moments": (
        Msg("the mean, standard deviation, skewness and kurtosis of the data"),
        Verbatim("Elderton and Johnson 1969, Systems of Frequency Curves"),
    ),
}


def parameter_entry(key: str, curve: str = "") -> Entry:
    """Return what is said of a parameter of a family; without a family, of any that has it."""
    entry = CURVE_ENTRIES["fit"]._replace(name=parameter_words(key), meaning=meaning_of(key, curve))
    by = family(curve).by if curve else "likelihood"
    if by not in _FITTED_BY:
        return entry
    formula, source = _FITTED_BY[by]
    return entry._replace(formula=formula, sources=(source,))


def parameter_list(curve: str) -> list[Words]:
    """Return what each parameter of a family says of its curve."""
    parameters = family(curve).parameters
    return [Msg("{name} {meaning}", name=key, meaning=meaning_of(key, curve)) for key in parameters]
