"""Estimates of the standard deviation within: from subgroups and from individual values.

Every function takes arrays of all points, `starts` (first index of every segment, rising from 0) and `used`
(bool, points that enter the estimate), and returns sigma and its degrees of freedom, one value per segment
(NaN and 0 where nothing can be estimated). The degrees of freedom say how certain sigma is: they are those
of a standard deviation with the same coefficient of variation.
"""

from __future__ import annotations

from collections.abc import Callable

from sqc.stats._sigma_individuals import Estimate, median_mr, mr, mssd, overall
from sqc.stats._sigma_subgroups import mvlue_r, mvlue_s, pooled, rbar, rms, sbar

__all__ = [
    "FROM_RANGES",
    "INDIVIDUAL_METHODS",
    "SUBGROUP_METHODS",
    "Estimate",
    "median_mr",
    "mr",
    "mssd",
    "mvlue_r",
    "mvlue_s",
    "overall",
    "pooled",
    "rbar",
    "rms",
    "sbar",
]

SUBGROUP_METHODS: dict[str, Callable[..., Estimate]] = {
    "rbar": rbar,
    "sbar": sbar,
    "pooled": pooled,
    "rms": rms,
    "mvlue-r": mvlue_r,
    "mvlue-s": mvlue_s,
}
# those made from ranges; the others from standard deviations
FROM_RANGES = frozenset({"rbar", "mvlue-r"})
INDIVIDUAL_METHODS: dict[str, Callable[..., Estimate]] = {
    "mr": mr,
    "median-mr": median_mr,
    "mssd": mssd,
    "overall": overall,
}
