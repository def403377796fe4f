"""Two peaks: a mixture of two normal distributions against everything that has one peak."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# peaks of less than this share are too few values to be one
LEAST = 0.05
STARTS = (0.15, 0.3, 0.5, 0.7, 0.85)
ROUNDS, CLOSE = 500, 1e-7
RIVALS = ("normal", "logistic", "largest-extreme", "gamma-3", "lognormal-3")
_GRID = 400


class Peaks(NamedTuple):
    """Two normal peaks of one standard deviation, fitted by maximum likelihood.

    Parameters
    ----------
    low, high : float
        Their means.
    share : float
        Of the lower one.
    sigma : float
    valley : float
        Density between them over that of the lower peak; 1 where there is one peak only.
    gain : float
        BIC of the best distribution with one peak less that of the two peaks.
    rival : str
        That distribution.

    Examples
    --------
    >>> Peaks(1.0, 5.0, 0.5, 1.0, 0.3, 20.0, "normal").separation
    4.0
    """

    low: float
    high: float
    share: float
    sigma: float
    valley: float
    gain: float
    rival: str

    @property
    def separation(self) -> float:
        """Distance of the means in standard deviations."""
        return (self.high - self.low) / self.sigma


def two_peaks(x: ArrayLike) -> Peaks:
    """Fit two normal peaks and compare them with the distributions that have one.

    Parameters
    ----------
    x : array, shape (values,)
        At least 8, not all equal.

    Returns
    -------
    Peaks

    Raises
    ------
    ValueError
        Fewer values, or all equal.

    Notes
    -----
    Mixture p N(low, s) + (1 - p) N(high, s), from five starts. BIC = -2 log L + k log n with k = 4; against
    it stand the uniform, normal, logistic and Gumbel distribution, gamma and lognormal with a threshold, the
    skewed ones both ways round.

    References
    ----------
    G. J. McLachlan, D. Peel (2000), Finite Mixture Models, Wiley, chapters 2 and 6. G. Schwarz (1978),
    Estimating the dimension of a model, Annals of Statistics 6, 461-464.

    Examples
    --------
    >>> from sqc.stats.normal import normal_quantile
    >>> z = normal_quantile((np.arange(50) + 0.5) / 50)
    >>> found = two_peaks(np.concatenate([z, z + 5.0]))
    >>> round(found.separation, 1), round(found.share, 2), found.gain > 10
    (5.0, 0.5, True)
    """
    values = np.asarray(x, dtype=np.float64)
    n = len(values)
    if n < 8 or np.ptp(values) == 0:
        raise ValueError("at least 8 values that are not all equal are needed")
    center, scale = float(values.mean()), float(values.std())
    z = np.sort((values - center) / scale)
    best = max((_mixture(z, start) for start in STARTS), key=lambda one: one[0])
    loglik, low, high, share, sigma = best
    rival, other = _rival(z)
    gain = other - (4 * math.log(n) - 2 * loglik)
    return Peaks(
        center + scale * low,
        center + scale * high,
        share,
        scale * sigma,
        _valley(low, high, share, sigma),
        gain,
        rival,
    )


def _mixture(z: Floats, start: float) -> tuple[float, float, float, float, float]:
    """Return log-likelihood, means, share of the lower and sigma, by EM from a cut of the sorted values."""
    n = len(z)
    lower = (np.arange(n) < start * n).astype(np.float64)
    before = -math.inf
    for _ in range(ROUNDS):
        share = float(lower.mean())
        if not LEAST < share < 1 - LEAST:
            return (-math.inf, 0.0, 0.0, 0.5, 1.0)
        low, high = float(lower @ z) / (share * n), float((1 - lower) @ z) / ((1 - share) * n)
        sigma = math.sqrt(float(lower @ (z - low) ** 2 + (1 - lower) @ (z - high) ** 2) / n)
        if sigma < 1e-6:
            return (-math.inf, 0.0, 0.0, 0.5, 1.0)
        first = math.log(share) - 0.5 * ((z - low) / sigma) ** 2
        second = math.log(1 - share) - 0.5 * ((z - high) / sigma) ** 2
        both = np.logaddexp(first, second)
        loglik = float(both.sum()) - n * math.log(sigma * math.sqrt(2 * math.pi))
        if loglik - before < CLOSE * n:
            break
        lower, before = np.exp(first - both), loglik
    if low > high:
        low, high, share = high, low, 1 - share
    return loglik, low, high, share, sigma


def _rival(z: Floats) -> tuple[str, float]:
    """Return the distribution with one peak that has the least BIC, and that BIC."""
    from sqc.stats.families.family import NoFitError
    from sqc.stats.families.fit import likeliest

    n = len(z)
    found = {"uniform": 2 * math.log(n) + 2 * n * math.log(float(np.ptp(z)))}
    for name in RIVALS:
        for turned in (z, -z[::-1]) if name not in ("normal", "logistic") else (z,):
            try:
                curve = likeliest(name, turned)
            except NoFitError:
                continue
            bic = len(curve.values) * math.log(n) - 2 * float(np.sum(curve.logpdf(turned)))
            found[name] = min(bic, found.get(name, math.inf)) if math.isfinite(bic) else math.inf
    best = min(found, key=lambda one: found[one])
    return best, found[best]


def _valley(low: float, high: float, share: float, sigma: float) -> float:
    """Return the least density between the means over the height of the lower peak."""
    x = np.linspace(low, high, _GRID)
    y = share * np.exp(-0.5 * ((x - low) / sigma) ** 2)
    y += (1 - share) * np.exp(-0.5 * ((x - high) / sigma) ** 2)
    place = int(np.argmin(y))
    lower = min(float(y[: place + 1].max()), float(y[place:].max()))
    return float(y[place]) / lower
