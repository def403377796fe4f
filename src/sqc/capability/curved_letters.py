"""The curves of the families in letters: quantile, and share beyond a limit, with the numbers put in.

One template serves both: `{scale}` is the letter of a parameter or its value, `{p}` a share, `{z}` the
quantile of the standard normal distribution at it, `{x}` a limit.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.explain import Formula, figures
from sqc.stats.families.fit import Fit
from sqc.stats.normal import normal_quantile, normal_sf

_WEIBULL, _LOGISTIC = "{scale} x (-ln(1 - {p}))^(1 / {shape})", "{location} + {scale} x ln({p} / (1 - {p}))"
_LOGNORMAL = "exp({log_mean} + {log_sd} x {z})"
_LOGLOGISTIC = "exp({log_location} + {log_scale} x ln({p} / (1 - {p})))"
QUANTILES: Mapping[str, str] = {
    "normal": "{mean} + {sd} x {z}",
    "lognormal": _LOGNORMAL,
    "lognormal-n-1": _LOGNORMAL,
    "lognormal-3": "{threshold} + " + _LOGNORMAL,
    "weibull": _WEIBULL,
    "weibull-3": "{threshold} + " + _WEIBULL,
    "exponential": "-{scale} x ln(1 - {p})",
    "exponential-2": "{threshold} - {scale} x ln(1 - {p})",
    "logistic": _LOGISTIC,
    "loglogistic": _LOGLOGISTIC,
    "loglogistic-3": "{threshold} + " + _LOGLOGISTIC,
    "smallest-extreme": "{location} + {scale} x ln(-ln(1 - {p}))",
    "largest-extreme": "{location} - {scale} x ln(-ln({p}))",
    "johnson-sb": "{xi} + {lambda} / (1 + exp(({gamma} - {z}) / {delta}))",
    "rayleigh": "{scale} x sqrt(-2 x ln(1 - {p}))",
}
# what a standard normal variable falls below with the share below a limit
SCORES: Mapping[str, str] = {
    "normal": "({x} - {mean}) / {sd}",
    "lognormal": "(ln({x}) - {log_mean}) / {log_sd}",
    "lognormal-n-1": "(ln({x}) - {log_mean}) / {log_sd}",
    "lognormal-3": "(ln({x} - {threshold}) - {log_mean}) / {log_sd}",
    "johnson-sb": "{gamma} + {delta} x ln(({x} - {xi}) / ({xi} + {lambda} - {x}))",
}
# the share above a limit, where it needs no score
SURVIVORS: Mapping[str, str] = {
    "weibull": "exp(-({x} / {scale})^{shape})",
    "weibull-3": "exp(-(({x} - {threshold}) / {scale})^{shape})",
    "exponential": "exp(-{x} / {scale})",
    "exponential-2": "exp(-({x} - {threshold}) / {scale})",
    "logistic": "1 / (1 + exp(({x} - {location}) / {scale}))",
    "loglogistic": "1 / (1 + exp((ln({x}) - {log_location}) / {log_scale}))",
    "smallest-extreme": "exp(-exp(({x} - {location}) / {scale}))",
    "rayleigh": "exp(-{x}^2 / (2 x {scale}^2))",
}


# what a parameter says of the curve
_MEANINGS: Mapping[str, Msg] = {
    "log_mean": Msg("the mean of the logarithms"),
    "log_sd": Msg("the standard deviation of the logarithms"),
    "shape": Msg("the shape: how steep and how skewed the curve is"),
    "scale": Msg("the scale: how far the curve stretches"),
    "location": Msg("where the curve lies"),
    "log_location": Msg("where the curve of the logarithms lies"),
    "log_scale": Msg("how far the curve of the logarithms stretches"),
    "threshold": Msg("the threshold: the curve begins there"),
}


def meaning_of(key: str) -> Msg:
    """Return what a parameter says of its curve."""
    return _MEANINGS.get(key, Msg("a parameter of the curve"))


def put(template: str, fit: Fit, **more: str) -> str:
    """Return a template with the parameters of a fit, in as many figures as its result needs."""
    return template.format(**{key: _exact(value) for key, value in fit.parameters.items()}, **more)


def _exact(value: float) -> str:
    text = figures(value, value / 1000)
    return f"({text})" if value < 0 else text


def _letters(template: str, fit: Fit, **more: str) -> Words:
    return Verbatim(template.format(**{key: key for key in fit.parameters}, **more))


def quantile_line(fit: Fit, name: str, p: float) -> Formula:
    """Return a quantile of the curve: in letters, with the numbers put in, its value."""
    value, template = float(fit.quantile(p)), QUANTILES.get(fit.name)
    if template is None:
        return Formula(name, (Msg("value that the share {p} of the curve lies below", p=f"{p:g}"),
                              figures(value)), value)  # fmt: skip
    numbers = put(template, fit, p=f"{p:g}", z=_exact(float(normal_quantile(p))))
    return Formula(name, (_letters(template, fit, p="p", z="z_p"), numbers, figures(value)), value)


def share_lines(fit: Fit, side: str, limit: float, shown: str) -> tuple[Formula, ...]:
    """Return the share of the curve beyond a limit."""
    below = side == "lower"
    value = float(fit.cdf(limit) if below else fit.sf(limit))
    name, letter = f"p_{side}", "LSL" if below else "USL"
    if value == 0:
        return (Formula(name, (Msg("the curve does not reach the limit"), "0"), 0.0),)
    score, survivor = SCORES.get(fit.name), SURVIVORS.get(fit.name)
    if score is not None:
        signed = f"-({score})" if below else score
        z = float(-normal_quantile(value)) if 0 < value < 1 else float("nan")
        said = Msg("probability that a standard normal variable exceeds {z}", z=f"z_{side}")
        terms = (_letters(signed, fit, x=letter), put(signed, fit, x=shown), figures(z))
        tail = Formula(name, (said, figures(float(normal_sf(z)) if z == z else value)), value)
        return (tail, Formula(f"z_{side}", terms, z)) if z == z else (tail,)
    if survivor is not None:
        whole = f"1 - {survivor}" if below else survivor
        return (Formula(name, (_letters(whole, fit, x=letter), put(whole, fit, x=shown), figures(value)),
                        value),)  # fmt: skip
    said = Msg("share of the curve below LSL") if below else Msg("share of the curve above USL")
    return (Formula(name, (said, figures(value)), value),)


def symbols(fit: Fit, quantiles: bool) -> Words:
    """Return what the letters of the curve stand for; `quantiles`: in those of its quantiles."""
    found: list[Words] = [
        Msg("{name} {meaning}", name=key, meaning=meaning_of(key)) for key in fit.parameters
    ]
    template = QUANTILES.get(fit.name, "") if quantiles else ""
    if "{p}" in template or "{z}" in template:
        found.append(Msg("p the share below: 0.00135, 0.5, 0.99865"))
    if "{z}" in template:
        found.append(Msg("z_p the quantile of the standard normal distribution at p"))
    return Msg("{list}.", list=Join(found, "; "))
