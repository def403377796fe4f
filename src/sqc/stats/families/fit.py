"""Fit one family or all of them, with what is needed to compare them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.families.catalog import NAMES, family
from sqc.stats.families.family import Curve, Family, Floats, NoFitError
from sqc.stats.families.goodness import KNOWN_PARAMETERS, Chance, p_value, statistic

FEWEST = 3


class Fit(NamedTuple):
    """A fitted family.

    Parameters
    ----------
    curve : Curve
    n : int
        Values it was fitted to.
    loglik, aicc : float
        Log-likelihood, and AIC with the correction for few values (infinite with fewer than k + 2).
    ad : float
        Anderson-Darling statistic about the fitted curve.
    chance : Chance
        Its p value, NaN where no law of it is published.

    Examples
    --------
    >>> fit = fit_family("weibull", [17.88, 28.92, 33.0, 41.52, 42.12, 45.6, 48.48, 51.84])
    >>> round(fit.parameters["shape"], 3), round(fit.quantile(0.5), 2)
    (4.535, 39.23)
    """

    curve: Curve
    n: int
    loglik: float
    aicc: float
    ad: float
    chance: Chance

    @property
    def name(self) -> str:
        """Name of the family."""
        return self.curve.family.name

    @property
    def parameters(self) -> dict[str, float]:
        """Parameters by name."""
        return {
            key: float(value)
            for key, value in zip(self.curve.family.parameters, self.curve.values, strict=True)
        }

    @property
    def ad_p(self) -> float:
        """P value of the Anderson-Darling statistic, NaN where no law of it is published."""
        return self.chance.p

    @property
    def rejected(self) -> bool:
        """Whether the Anderson-Darling test rejects the family at 5 %.

        Where no law is published, whether the statistic is beyond the point for known parameters, which is
        beyond that for estimated ones.
        """
        return self.ad_p < 0.05 if self.ad_p == self.ad_p else self.ad > KNOWN_PARAMETERS

    def cdf(self, x: ArrayLike) -> Any:
        """Share below x."""
        return _plain(self.curve.cdf(x))

    def sf(self, x: ArrayLike) -> Any:
        """Share above x, exact in the tail."""
        return _plain(self.curve.sf(x))

    def quantile(self, p: ArrayLike) -> Any:
        """Value with the share p below it."""
        return _plain(self.curve.quantile(p))


class Failed(NamedTuple):
    """A family that has no fit to the values, and why, in a word.

    Examples
    --------
    >>> Failed("weibull", "positive").reason
    'positive'
    """

    name: str
    reason: str


def _plain(found: Any) -> Any:
    return float(found) if np.ndim(found) == 0 else found


def fit_family(name: str, values: ArrayLike, tested: ArrayLike | None = None) -> Fit:
    """Fit a family by the greatest likelihood.

    Parameters
    ----------
    name : str
        One of the catalogue.
    values : array, shape (n,)
        Without gaps.
    tested : array, shape (n,), optional
        The values that the Anderson-Darling test is given in their place: coarsely rounded ones spread over
        their step.

    Returns
    -------
    Fit

    Raises
    ------
    NoFitError
        With the reason ``few`` (values), ``variation``, ``positive``, ``zero`` (below 0), ``maximum``
        (the likelihood has none), ``quantiles`` or ``moments`` (no curve has these).
    KeyError
        There is no such family.

    Notes
    -----
    AICc = -2 ln L + 2 k + 2 k (k + 1) / (n - k - 1).

    References
    ----------
    C. M. Hurvich, C.-L. Tsai (1989), Biometrika 76, 297-307.

    Examples
    --------
    >>> round(fit_family("exponential", [1.0, 2.0, 6.0]).loglik, 4)
    -6.2958
    """
    x = np.asarray(values, dtype=np.float64)
    return _fitted(likeliest(name, x), x, x if tested is None else np.asarray(tested, dtype=np.float64))


def likeliest(name: str, values: ArrayLike) -> Curve:
    """Curve of the greatest likelihood.

    Parameters
    ----------
    name : str
    values : array, shape (n,)

    Returns
    -------
    Curve

    Raises
    ------
    NoFitError
        As `fit_family` does.

    Examples
    --------
    >>> likeliest("normal", [1.0, 2.0, 3.0, 6.0]).values
    (3.0, 1.8708286933869707)
    """
    found = family(name)
    x = np.asarray(values, dtype=np.float64)
    _check(found, x)
    with np.errstate(all="ignore"):
        parameters = found.fit(x[None, :])[0]
    if not np.isfinite(parameters).all():
        raise NoFitError("maximum" if found.by == "likelihood" else found.by)
    return Curve(found, tuple(float(one) for one in parameters))


def _fitted(best: Curve, x: Floats, tested: Floats) -> Fit:
    """Return what is to be known of the curve of the greatest likelihood, or of what is used in its place."""
    n, k = len(x), len(best.values)
    loglik = float(np.sum(best.logpdf(x)))
    change = best.family.adjusted
    curve = best if change is None else Curve(best.family, change(best.values, n))
    aicc = -2.0 * loglik + 2 * k + 2 * k * (k + 1) / (n - k - 1) if n > k + 1 else math.inf
    aicc = aicc if best.family.by == "likelihood" else math.inf
    at = tested if np.isfinite(curve.logpdf(tested)).all() else x  # spread values may leave the family
    judged = curve
    if curve.family.tested is not None:
        parameters, at = curve.family.tested(curve.values, np.sort(at))
        judged = Curve(curve.family, parameters)
    a2 = statistic(judged, at)
    return Fit(curve, n, loglik, aicc, a2, p_value(curve, a2, at))


def _check(found: Family, x: Floats) -> None:
    if len(x) < FEWEST:
        raise NoFitError("few")
    least, most = float(x.min()), float(x.max())
    if not least < most:
        raise NoFitError("variation")
    if found.support == "positive" and not least > 0:
        raise NoFitError("positive")
    if found.support == "zero" and not least >= 0:
        raise NoFitError("zero")


def fit_all(
    values: ArrayLike, names: Sequence[str] = NAMES, tested: ArrayLike | None = None
) -> tuple[Fit | Failed, ...]:
    """Fit every family: the fits by rising AICc, then those that failed.

    Parameters
    ----------
    values : array, shape (n,)
    names : sequence of str
    tested : array, shape (n,), optional
        As `fit_family` takes it.

    Returns
    -------
    tuple of Fit and Failed

    Examples
    --------
    >>> found = fit_all([-1.0, 0.5, 1.0, 2.5, 4.0], ("normal", "weibull"))
    >>> [one.name for one in found], found[1].reason
    (['normal', 'weibull'], 'positive')
    """
    fits: list[Fit] = []
    failed: list[Failed] = []
    for name in names:
        try:
            fits.append(fit_family(name, values, tested))
        except NoFitError as error:
            failed.append(Failed(name, error.reason))
    return (*sorted(fits, key=lambda one: one.aicc), *failed)


def likelihood_ratio(wide: Fit, narrow: Fit) -> float:
    """P value of the likelihood ratio for the parameters that one family has and the other has not.

    Parameters
    ----------
    wide, narrow : Fit
        Of the same values, the second family being the first with a parameter fixed.

    Returns
    -------
    float

    Notes
    -----
    Twice the difference of the log-likelihoods against chi-square; asymptotic, and of a threshold only for a
    shape above 2. The threshold of the exponential has an exact test: (scale / (scale + threshold))**(n - 1).

    References
    ----------
    S. S. Wilks (1938), Annals of Mathematical Statistics 9, 60-62; B. Epstein, M. Sobel (1954), Annals of
    Mathematical Statistics 25, 373-381; R. L. Smith (1985), Biometrika 72, 67-90.

    Examples
    --------
    >>> values = [17.88, 28.92, 33.0, 41.52, 42.12, 45.6, 48.48, 51.84]
    >>> round(likelihood_ratio(fit_family("weibull", values), fit_family("exponential", values)), 4)
    0.0001
    """
    if wide.name == "exponential-2":
        scale, least = wide.curve.values
        return float((scale / (scale + least)) ** (wide.n - 1))
    twice = max(0.0, 2.0 * (wide.loglik - narrow.loglik))
    return math.erfc(math.sqrt(0.5 * twice))
