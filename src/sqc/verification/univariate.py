"""What sqc computes for cases about values alone: summaries, normality, Box-Cox and outliers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.sample import Floats
from sqc.stats import boxcox
from sqc.stats.dependence import autocorrelation
from sqc.stats.empirical import Empirical
from sqc.stats.families.catalog import family
from sqc.stats.families.family import Curve
from sqc.stats.families.goodness import KNOWN_PARAMETERS, statistic
from sqc.stats.families.pearson import fit_moments
from sqc.stats.grouped import describe
from sqc.stats.normality import anderson_darling
from sqc.stats.outliers import generalised_esd, grubbs_p
from sqc.verification.load import PublishedCase

Quantities = dict[str, npt.NDArray[Any]]


def values_of(data: Mapping[str, Any]) -> Floats:
    """Return the values of a case: `digits` in a text, or `value`, followed by `then` as many `times`.

    Examples
    --------
    >>> values_of({"digits": "314"}).tolist(), values_of({"value": [0], "then": [2, 4], "times": 2}).tolist()
    ([3.0, 1.0, 4.0], [0.0, 2.0, 4.0, 2.0, 4.0])
    """
    if "digits" in data:
        return np.array(list(data["digits"]), dtype=np.float64)
    return np.array(data["value"] + data.get("then", []) * data.get("times", 0), dtype=np.float64)


def summary(case: PublishedCase) -> Quantities:
    """Return mean, standard deviation and lag-1 autocorrelation."""
    values = values_of(case.data)
    return _described(values) | {"autocorrelation": np.array(autocorrelation(values))}


def _described(values: Floats) -> Quantities:
    found = describe(values, [0])
    return {"mean": found.mean[0], "sd": found.sd[0]}


def normality(case: PublishedCase) -> Quantities:
    """Return moments, median and the test of Anderson and Darling."""
    values = values_of(case.data)
    adjusted, p = anderson_darling(values)
    shape = fit_moments(values[None, :])[0]
    found = {
        "median": Empirical(np.sort(values)).quantile(0.5),
        "skewness": shape[2],
        "excess_kurtosis": shape[3] - 3.0,
        "ad_statistic": _distance(values),
        "ad_adjusted": adjusted,
        "p_value": p,
    }
    return _described(values) | {name: np.array(value) for name, value in found.items()}


def _distance(values: Floats) -> float:
    """Return the Anderson-Darling statistic about the normal curve with the values' mean and deviation."""
    found = _described(values)
    return statistic(Curve(family("normal"), (float(found["mean"]), float(found["sd"]))), values)


def box_cox(case: PublishedCase) -> Quantities:
    """Return lambda with its interval, the statistic of the transformed values, and the likelihood."""
    values = values_of(case.data)
    found = boxcox.estimate(values, [0])
    powers = [found.value, *case.settings["power"]]
    # with the geometric mean 1 the Jacobian drops out of the likelihood
    scaled = values / np.exp(np.log(values).mean())
    spread = np.array([boxcox.transform(scaled, power).var() for power in powers])
    loglik = -0.5 * len(values) * np.log(spread)
    return {
        "lambda": np.array(found.value),
        "lambda_lower": np.array(found.lower),
        "lambda_upper": np.array(found.upper),
        "ad_after": np.array(_distance(boxcox.transform(values, found.value))),
        "loglik_below": loglik[1:] - loglik[0],
    }


def outliers(case: PublishedCase) -> Quantities:
    """Return the values set aside one by one, their statistics, the critical values and how many count."""
    values, alpha = values_of(case.data), case.settings["alpha"]
    found = generalised_esd(values, most=case.settings["most"], alpha=alpha)
    left = len(values) - np.arange(len(found.statistic))
    return _described(values) | {
        "grubbs": found.statistic,
        "grubbs_limit": np.array([_grubbs_limit(int(n), alpha, 2) for n in left]),
        "outlier": values[found.position],
        "n_outliers": np.array(found.outliers),
    }


def critical(case: PublishedCase) -> Quantities:
    """Return critical values of the outlier test by n and level, and the one of a known curve."""
    pairs = list(zip(case.settings.get("n", []), case.settings.get("alpha", []), strict=True))
    return {
        "grubbs_limit_one_sided": np.array([_grubbs_limit(*pair, 1) for pair in pairs]),
        "grubbs_limit_two_sided": np.array([_grubbs_limit(*pair, 2) for pair in pairs]),
        "ad_limit": np.array(KNOWN_PARAMETERS),
    }


def _grubbs_limit(n: int, alpha: float, sides: int) -> float:
    """Return the statistic whose p value is `alpha`; none is larger than (n - 1) / sqrt(n)."""
    from scipy.optimize import brentq

    most = (n - 1.0) / np.sqrt(n)
    return float(brentq(lambda g: float(grubbs_p(g, n, sides)) - alpha, 0.0, most, xtol=1e-14))
