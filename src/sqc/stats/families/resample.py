"""How far a fit may be off: refits to samples simulated from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sqc.stats.families.family import Curve, Floats
from sqc.stats.families.fit import Fit

_BLOCK = 2_000_000  # values that are simulated at once


def bootstrap(fit: Fit, statistic: Callable[[Curve], Any], n: int = 10_000, seed: int = 1) -> Floats:
    """Return a statistic of `n` refits to samples simulated from the fit, sorted.

    Refits that fail are left out: where many do (a threshold that the values hardly determine) there are
    fewer than `n`, and no interval is to be made of them.

    Parameters
    ----------
    fit : Fit
    statistic : callable
        Of a `Curve` with a curve per row: ``lambda curve: curve.sf(15.0)``.
    n, seed : int

    Returns
    -------
    float array

    References
    ----------
    B. Efron, R. J. Tibshirani (1993), An Introduction to the Bootstrap, Chapman and Hall, section 6.5.

    Examples
    --------
    >>> from sqc.stats.families.fit import fit_family
    >>> fit = fit_family("exponential", [1.0, 2.0, 6.0])
    >>> bootstrap(fit, lambda curve: curve.quantile(0.5), 1000).shape
    (1000,)
    """
    return replicates(refitted(fit, n, seed), statistic)


def refitted(fit: Fit, n: int = 10_000, seed: int = 1, size: int | None = None) -> Curve:
    """Refit a family to samples simulated from a fit: one curve per sample, NaN where there is no refit.

    Parameters
    ----------
    fit : Fit
    n, seed : int
    size : int, optional
        Values of each sample; as many as the fit is of by default.

    Returns
    -------
    Curve

    Examples
    --------
    >>> from sqc.stats.families.fit import fit_family
    >>> refitted(fit_family("exponential", [1.0, 2.0, 6.0]), 1000).values[0].shape
    (1000,)
    """
    random = np.random.default_rng(seed)
    kind = fit.curve.family
    draw = kind.draw or kind.quantile
    size = fit.n if size is None else size
    found: list[Floats] = []
    step = max(1, _BLOCK // size)
    for start in range(0, n, step):
        rows = random.random((min(step, n - start), size))
        with np.errstate(all="ignore"):
            parameters = tuple(kind.fit(draw(rows, *fit.curve.values)).T)
        if kind.adjusted is not None:
            parameters = kind.adjusted(parameters, size)
        found.append(np.stack(parameters))
    return Curve(kind, tuple(np.concatenate(found, axis=1)))


def replicates(curves: Curve, statistic: Callable[[Curve], Any]) -> Floats:
    """Return a statistic of each refit, sorted; NaN left out.

    Parameters
    ----------
    curves : Curve
        A curve per row.
    statistic : callable

    Returns
    -------
    float array

    Examples
    --------
    >>> from sqc.stats.families.fit import fit_family
    >>> curves = refitted(fit_family("exponential", [1.0, 2.0, 6.0]), 1000)
    >>> replicates(curves, lambda curve: curve.sf(1.0)).shape
    (1000,)
    """
    every = np.asarray(statistic(curves))
    return np.sort(every[~np.isnan(every)])


def bootstrap_interval(replicates: Floats, confidence: float = 0.95) -> tuple[float, float]:
    """Percentile interval of bootstrap replicates.

    Parameters
    ----------
    replicates : float array
    confidence : float

    Returns
    -------
    lower, upper : float

    Examples
    --------
    >>> low, high = bootstrap_interval(np.arange(41.0), 0.9)
    >>> round(low, 6), round(high, 6)
    (2.0, 38.0)
    """
    with np.errstate(invalid="ignore"):  # between two infinite replicates there is no number
        ends = np.quantile(replicates, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(ends[0]), float(ends[1])
