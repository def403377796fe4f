"""What sqc computes for a case about a fitted distribution."""

from __future__ import annotations

from typing import Any

import numpy as np

from sqc.stats.empirical import Empirical
from sqc.stats.families.family import Curve
from sqc.stats.families.fit import fit_family, likeliest
from sqc.stats.families.goodness import statistic
from sqc.stats.normal import normal_quantile
from sqc.verification.load import PublishedCase

ENDS = (0.00135, 0.5, 0.99865)


def fitted(case: PublishedCase) -> dict[str, Any]:
    """Return parameters, likelihood, quantiles, shares outside and indices of a fitted family.

    The curve is that of the greatest likelihood, or with the setting ``used`` the one that sqc uses.
    """
    settings = dict(case.settings)
    values = np.array(case.data["value"], dtype=np.float64)
    fit = fit_family(settings["family"], values)
    curve = fit.curve if settings.get("used") else likeliest(settings["family"], values)
    named = dict(zip(curve.family.parameters, curve.values, strict=True))
    low, middle, high = curve.quantile(ENDS)
    found = named | {
        "loglik": fit.loglik,
        "aic": 2 * len(named) - 2 * fit.loglik,
        "bic": len(named) * np.log(len(values)) - 2 * fit.loglik,
        "ad_statistic": statistic(curve, values),
        "q00135": low,
        "median": middle,
        "q99865": high,
        "b10": float(curve.quantile(0.1)),
    }
    if "lsl" in settings:
        found |= _outside(curve, settings["lsl"], settings["usl"], settings.get("index", "quantile"))
        seen = Empirical(np.sort(values))
        found["ppm_observed_below"] = 1e6 * seen.cdf(settings["lsl"])
        found["ppm_observed_above"] = 1e6 * seen.sf(settings["usl"])
    return {name: np.asarray(value, dtype=float) for name, value in found.items()}


def _outside(curve: Curve, lsl: float, usl: float, index: str) -> dict[str, float]:
    below, above = float(curve.cdf(lsl)), float(curve.sf(usl))
    low, middle, high = curve.quantile(ENDS)
    if index == "z":
        lower, upper = -normal_quantile(below) / 3, -normal_quantile(above) / 3
        both = (lower + upper) / 2
    else:
        lower, upper = (middle - lsl) / (middle - low), (usl - middle) / (high - middle)
        both = (usl - lsl) / (high - low)
    indices = {"pp": both, "ppl": lower, "ppu": upper, "ppk": min(lower, upper)}
    return {"ppm_below": 1e6 * below, "ppm_above": 1e6 * above} | indices
