"""Quantities in words."""

from __future__ import annotations

from sqc.charts import words
from sqc.i18n.message import Msg, Verbatim, Words

PANELS: dict[str, Words] = {
    "xbar": words.MEAN.text,
    "r": words.RANGE.text,
    "s": words.STANDARD_DEVIATION.text,
    "i": words.VALUE.text,
    "mr": words.MOVING_RANGE.text,
    "p": words.FRACTION.text,
    "np": words.NUMBER.text,
    "c": words.NONCONFORMITIES.text,
    "u": words.RATE.text,
}
_WHOLE: dict[str, Words] = {
    "sigma_within": Msg("sigma within"),
    "variance_ratio": Msg("variance ratio"),
    "p_value": Msg("p value"),
    "autocorrelation": Msg("autocorrelation"),
}


def quantity_words(quantity: str) -> Words:
    """Return a quantity as it is printed.

    Examples
    --------
    >>> quantity_words("xbar_upper").render("en")
    'UCL of Xbar'
    >>> quantity_words("i_nelson-5").render("en")
    'nelson 5 on I'
    """
    if quantity in _WHOLE:
        return _WHOLE[quantity]
    if quantity in PANELS:
        return PANELS[quantity]
    key, _, part = quantity.partition("_")
    if key not in PANELS or not part:
        return Verbatim(quantity.replace("-", " "))
    panel = PANELS[key]
    lines = {
        "center": Msg("center of {panel}", panel=panel),
        "lower": Msg("LCL of {panel}", panel=panel),
        "upper": Msg("UCL of {panel}", panel=panel),
        "sigma": Msg("sigma of {panel}", panel=panel),
        "n_beyond": Msg("points beyond a limit of {panel}", panel=panel),
    }
    return lines.get(part) or Msg("{rule} on {panel}", rule=part.replace("-", " "), panel=panel)
