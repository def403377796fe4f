"""Exact tail probabilities and quantiles under one name: normal, binomial, Poisson,
hypergeometric, chi-square. No scipy.

Arguments broadcast; scalars give a float. Upper tails are computed as such, never as one less the lower.
"""

from sqc.stats.chisquare import chi2_cdf, chi2_quantile, chi2_sf
from sqc.stats.discrete import (
    binomial_cdf,
    binomial_quantile,
    binomial_sf,
    poisson_cdf,
    poisson_quantile,
    poisson_sf,
)
from sqc.stats.hypergeometric import hypergeometric_cdf, hypergeometric_sf
from sqc.stats.normal import normal_cdf, normal_quantile, normal_sf

__all__ = [
    "binomial_cdf",
    "binomial_quantile",
    "binomial_sf",
    "chi2_cdf",
    "chi2_quantile",
    "chi2_sf",
    "hypergeometric_cdf",
    "hypergeometric_sf",
    "normal_cdf",
    "normal_quantile",
    "normal_sf",
    "poisson_cdf",
    "poisson_quantile",
    "poisson_sf",
]
