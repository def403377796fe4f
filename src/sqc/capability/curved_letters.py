"""The curves of the families in letters: quantile, and share beyond a limit, with the numbers put in.

One template serves both: `{scale}` is the letter of a parameter or its value, `{p}` a share, `{z}` the
quantile of the standard normal distribution at it, `{h}` the one at (1 + p) / 2, `{g}` that of the gamma
distribution with scale 1 at p, `{x}` a limit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sqc.capability.curved_parameters import parameter_list
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.explain import Formula, figures
from sqc.stats.families.catalog import family
from sqc.stats.families.fit import Fit
from sqc.stats.normal import normal_quantile, normal_sf

_WEIBULL, _LOGISTIC = "{scale} x (-ln(1 - {p}))^(1 / {shape})", "{location} + {scale} x ln({p} / (1 - {p}))"
_LOGNORMAL = "exp({log_mean} + {log_sd} x {z})"
_LOGLOGISTIC = "exp({log_location} + {log_scale} x ln({p} / (1 - {p})))"
_ROOT = "({lambda} x ({mean} + {sd} x {z}) + 1)^(1 / {lambda})"
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
    "gamma": "{scale} x {g}",
    "gamma-3": "{threshold} + {scale} x {g}",
    "box-cox": _ROOT,
    "yeo-johnson": f"{_ROOT} - 1",
    "johnson-sb": "{xi} + {lambda} / (1 + exp(({gamma} - {z}) / {delta}))",
    "johnson-sl": "{xi} + {lambda} x exp(({lambda} x {z} - {gamma}) / {delta})",
    "johnson-su": "{xi} + {lambda} x sinh(({z} - {gamma}) / {delta})",
    "folded-normal": "{sd} x {h}",
    "rayleigh": "{scale} x sqrt(-2 x ln(1 - {p}))",
}
# the share of the folded normal below x, whose inverse has no form
FOLDED = "F((x - mean) / sd) - F(-(x + mean) / sd)"
# of values below 0
_YEO_JOHNSON_BELOW = "1 - (1 - (2 - {lambda}) x ({mean} + {sd} x {z}))^(1 / (2 - {lambda}))"
# what a standard normal variable falls below with the share below a limit
SCORES: Mapping[str, str] = {
    "normal": "({x} - {mean}) / {sd}",
    "lognormal": "(ln({x}) - {log_mean}) / {log_sd}",
    "lognormal-n-1": "(ln({x}) - {log_mean}) / {log_sd}",
    "lognormal-3": "(ln({x} - {threshold}) - {log_mean}) / {log_sd}",
    "box-cox": "(({x}^{lambda} - 1) / {lambda} - {mean}) / {sd}",
    "yeo-johnson": "((({x} + 1)^{lambda} - 1) / {lambda} - {mean}) / {sd}",
    "johnson-sb": "{gamma} + {delta} x ln(({x} - {xi}) / ({xi} + {lambda} - {x}))",
    "johnson-sl": "{lambda} x ({gamma} + {delta} x ln(({x} - {xi}) / {lambda}))",
    "johnson-su": "{gamma} + {delta} x asinh(({x} - {xi}) / {lambda})",
}
_YEO_JOHNSON_SCORE_BELOW = "((1 - (1 - {x})^(2 - {lambda})) / (2 - {lambda}) - {mean}) / {sd}"
# a gamma variable with scale 1 falls below it with the share below a limit
_STRETCHED: Mapping[str, str] = {"gamma": "{x} / {scale}", "gamma-3": "({x} - {threshold}) / {scale}"}
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


def put(template: str, fit: Fit, **more: str) -> str:
    """Return a template with the parameters of a fit, in as many figures as its result needs."""
    return template.format(**{key: _exact(value) for key, value in fit.parameters.items()}, **more)


def _exact(value: float) -> str:
    text = figures(value, value / 1000)
    return f"({text})" if value < 0 else text


def letters(template: str, parameters: Sequence[str], **more: str) -> Words:
    """Return a template with the letters of the parameters."""
    return Verbatim(template.format(**{key: key for key in parameters}, **more))


# what stands in place of a share in letters
_POINTS = {"p": "p", "z": "z_p", "g": "g_p", "h": "z_q"}


def quantile_letters(curve: str) -> tuple[Words, ...]:
    """Return the quantile of a family in letters; the Yeo-Johnson one of values above 0 and below."""
    if curve not in QUANTILES or curve == "folded-normal":
        return ()
    below = (_YEO_JOHNSON_BELOW,) if curve == "yeo-johnson" else ()
    parameters = family(curve).parameters
    return tuple(letters(one, parameters, **_POINTS) for one in (QUANTILES[curve], *below))


def _template(fit: Fit, p: float, value: float) -> str | None:
    """Return the form in which a quantile can be written, None where it has no closed one."""
    parameters = fit.parameters
    if fit.name == "yeo-johnson":
        below = parameters["mean"] + parameters["sd"] * float(normal_quantile(p)) < 0
        power = 2 - parameters["lambda"] if below else parameters["lambda"]
        return None if power == 0 else _YEO_JOHNSON_BELOW if below else QUANTILES[fit.name]
    if fit.name == "box-cox" and (parameters["lambda"] == 0 or value == 0 or math.isinf(value)):
        return None
    if fit.name == "folded-normal" and parameters["mean"] != 0:
        return None
    return QUANTILES.get(fit.name)


def quantile_line(fit: Fit, name: str, p: float) -> Formula:
    """Return a quantile of the curve: in letters, with the numbers put in, its value."""
    value = float(fit.quantile(p))
    template = _template(fit, p, value)
    if template is None:
        said = Msg("value that the share {p} of the curve lies below", p=f"{p:g}")
        if fit.name == "folded-normal":
            said = Msg("x at which {share} = {p}", share=FOLDED, p=f"{p:g}")
        return Formula(name, (said, figures(value)), value)
    points = {"p": f"{p:g}", "z": _exact(float(normal_quantile(p)))}
    points["h"] = _exact(float(normal_quantile((1 + p) / 2)))
    if "{g}" in template:
        points["g"] = _exact((value - fit.parameters.get("threshold", 0.0)) / fit.parameters["scale"])
    own = letters(template, tuple(fit.parameters), **_POINTS)
    return Formula(name, (own, put(template, fit, **points), figures(value)), value)


def share_lines(fit: Fit, side: str, limit: float, shown: str) -> tuple[Formula, ...]:
    """Return the share of the curve beyond a limit."""
    below = side == "lower"
    value = float(fit.cdf(limit) if below else fit.sf(limit))
    name, letter, known = f"p_{side}", "LSL" if below else "USL", tuple(fit.parameters)
    if value == 0:
        return (Formula(name, (Msg("the curve does not reach the limit"), "0"), 0.0),)
    score, survivor = _score(fit, limit), SURVIVORS.get(fit.name)
    if score is not None:
        signed = f"-({score})" if below else score
        z = float(-normal_quantile(value)) if 0 < value < 1 else float("nan")
        said = Msg("probability that a standard normal variable exceeds {z}", z=f"z_{side}")
        # a limit below 0 that is taken off
        number = f"({shown})" if limit < 0 and "- {x}" in score else shown
        terms = (letters(signed, known, x=letter), put(signed, fit, x=number), figures(z))
        tail = Formula(name, (said, figures(float(normal_sf(z)) if z == z else value)), value)
        return (tail, Formula(f"z_{side}", terms, z)) if z == z else (tail,)
    if survivor is not None:
        whole = f"1 - {survivor}" if below else survivor
        terms = (letters(whole, known, x=letter), put(whole, fit, x=shown), figures(value))
        return (Formula(name, terms, value),)
    if fit.name in _STRETCHED:
        return _gamma_share(fit, side, limit, shown, value)
    if fit.name == "folded-normal" and limit > 0:
        return _folded_share(fit, side, limit, shown, value)
    said = Msg("share of the curve below LSL") if below else Msg("share of the curve above USL")
    return (Formula(name, (said, figures(value)), value),)


def _score(fit: Fit, limit: float) -> str | None:
    if fit.name == "yeo-johnson" and limit < 0:
        return _YEO_JOHNSON_SCORE_BELOW
    return SCORES.get(fit.name)


def _gamma_share(fit: Fit, side: str, limit: float, shown: str, value: float) -> tuple[Formula, ...]:
    template, shape = _STRETCHED[fit.name], figures(fit.parameters["shape"])
    t = (limit - fit.parameters.get("threshold", 0.0)) / fit.parameters["scale"]
    said = Msg("probability that a gamma variable with shape {shape} and scale 1 exceeds {t}",
               shape=shape, t=f"t_{side}")  # fmt: skip
    if side == "lower":
        said = Msg("probability that a gamma variable with shape {shape} and scale 1 is below {t}",
                   shape=shape, t=f"t_{side}")  # fmt: skip
    own = letters(template, tuple(fit.parameters), x="LSL" if side == "lower" else "USL")
    terms = (own, put(template, fit, x=shown), figures(t))
    return Formula(f"p_{side}", (said, figures(value)), value), Formula(f"t_{side}", terms, t)


def _folded_share(fit: Fit, side: str, limit: float, shown: str, value: float) -> tuple[Formula, ...]:
    """Return the share beyond a limit of the values and of those that were folded over."""
    letter = "LSL" if side == "lower" else "USL"
    found, shares = [], []
    for name, sign, mean in (("z_1", "-", -fit.parameters["mean"]), ("z_2", "+", fit.parameters["mean"])):
        z = (limit + mean) / fit.parameters["sd"]
        shares.append(float(normal_sf(z)))
        template = f"({{x}} {sign} {{mean}}) / {{sd}}"
        terms = (letters(template, tuple(fit.parameters), x=letter), put(template, fit, x=shown), figures(z))
        found.append(Formula(name, terms, z))
    a, b = (figures(one, value) for one in shares)
    said, numbers = Verbatim("1 - F(-z_1) - F(-z_2)"), f"1 - {a} - {b}"
    if side == "upper":
        said, numbers = Verbatim("F(-z_1) + F(-z_2)"), f"{a} + {b}"
    return (Formula(f"p_{side}", (said, numbers, figures(value)), value), *found)


def symbols(fit: Fit, quantiles: bool) -> Words:
    """Return what the letters of the curve stand for; `quantiles`: in those of its quantiles."""
    found = parameter_list(fit.name)
    template = QUANTILES.get(fit.name, "") if quantiles else ""
    implicit = fit.name == "folded-normal" and fit.parameters["mean"] != 0
    found += point_words("" if implicit else template)
    if fit.name == "folded-normal" and (implicit or not quantiles):
        found.append(Msg("F the standard normal distribution function"))
    return Msg("{list}.", list=Join(found, "; "))


def point_words(template: str) -> list[Words]:
    """Return what the letters of shares in a quantile stand for."""
    found: list[Words] = []
    if any(f"{{{point}}}" in template for point in _POINTS):
        found.append(Msg("p the share below: 0.00135, 0.5, 0.99865"))
    if "{z}" in template:
        found.append(Msg("z_p the quantile of the standard normal distribution at p"))
    if "{h}" in template:
        found.append(Msg("z_q the quantile of the standard normal distribution at q = (1 + p) / 2"))
    if "{g}" in template:
        found.append(Msg("g_p the quantile of the gamma distribution with this shape and scale 1 at p"))
    return found
