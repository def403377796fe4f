"""What a family of distributions is: functions of values and parameters, and its fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Curves = Callable[..., Any]


class NoFitError(ValueError):
    """A family has no fit to the values.

    Parameters
    ----------
    reason : str
        A word that callers translate.

    Examples
    --------
    >>> NoFitError("positive").reason
    'positive'
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Family(NamedTuple):
    """One family of distributions.

    Parameters
    ----------
    name : str
    parameters : tuple of str
        Names, in the order the functions take them.
    logpdf, cdf, sf : callable
        Of values and parameters, which broadcast.
    quantile : callable
        Of probabilities and parameters.
    fit : callable
        Of values (rows, n), giving the parameters of the greatest likelihood (rows, parameters); NaN where
        there is none.
    support : {"real", "positive", "threshold"}
        Where its values may lie.
    within : str, optional
        The family that it becomes when its last parameter is fixed: for the likelihood ratio.
    law : str, optional
        The published law of the Anderson-Darling statistic that holds for it.
    adjusted : callable, optional
        Of the parameters of the greatest likelihood and n: those that are used, where they differ.
    draw : callable, optional
        Of uniform numbers and parameters: values of the family, where that is quicker than `quantile`.
    by : {"likelihood", "quantiles", "moments"}
        What the fit makes greatest or equal; AICc is infinite but of the likelihood.
    tested : callable, optional
        Of parameters and ordered values: those whose Anderson-Darling statistic the law is of, where they are
        others.

    Examples
    --------
    >>> from sqc.stats.families.catalog import family
    >>> family("weibull").parameters
    ('shape', 'scale')
    """

    name: str
    parameters: tuple[str, ...]
    logpdf: Curves
    cdf: Curves
    sf: Curves
    quantile: Curves
    fit: Callable[[Floats], Floats]
    support: str = "real"
    within: str | None = None
    law: str | None = None
    adjusted: Callable[[tuple[Any, ...], int], tuple[Any, ...]] | None = None
    draw: Curves | None = None
    by: str = "likelihood"
    tested: Callable[[tuple[Any, ...], Floats], tuple[tuple[Any, ...], Floats]] | None = None


class Curve(NamedTuple):
    """A family with parameters put in: one curve, or a curve per row.

    Examples
    --------
    >>> from sqc.stats.families.catalog import family
    >>> Curve(family("exponential"), (2.0,)).sf(2.0).round(6)
    np.float64(0.367879)
    """

    family: Family
    values: tuple[Any, ...]

    def cdf(self, x: ArrayLike) -> Any:
        """Share below x."""
        with np.errstate(all="ignore"):
            return self.family.cdf(np.asarray(x, dtype=float), *self.values)

    def sf(self, x: ArrayLike) -> Any:
        """Share above x, exact in the tail."""
        with np.errstate(all="ignore"):
            return self.family.sf(np.asarray(x, dtype=float), *self.values)

    def quantile(self, p: ArrayLike) -> Any:
        """Value with the share p below it."""
        with np.errstate(all="ignore"):
            return self.family.quantile(np.asarray(p, dtype=float), *self.values)

    def logpdf(self, x: ArrayLike) -> Any:
        """Logarithm of the density."""
        with np.errstate(all="ignore"):
            return self.family.logpdf(np.asarray(x, dtype=float), *self.values)
