"""Do counts vary as much as chance allows?"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.chisquare import chi2_cdf, chi2_sf


def dispersion_test(
    count: ArrayLike, size: ArrayLike, kind: Literal["binomial", "poisson"]
) -> tuple[float, float]:
    """Chi-square test of the variation of counts against the binomial or Poisson one.

    Parameters
    ----------
    count : array, shape (subgroups,)
        Nonconforming units or nonconformities.
    size : array, shape (subgroups,), or float
        Units inspected, or area of opportunity.
    kind : {"binomial", "poisson"}
        Model of the counts.

    Returns
    -------
    ratio : float
        Observed variance as a multiple of the expected one; NaN if the model leaves no variance.
    p : float
        Probability of a ratio as far out on its side: the upper tail for a ratio over 1, the lower else.

    Raises
    ------
    ValueError
        Fewer than two subgroups or another kind.

    Notes
    -----
    chi2 = sum (c_i - n_i p)**2 / (n_i p q) with p the pooled share and q = 1 - p (1 for Poisson);
    ratio = chi2 / (k - 1), which for equal sizes is the variance of the counts over the expected variance.

    References
    ----------
    G. W. Snedecor, W. G. Cochran (1980), Statistical Methods, 7th ed., sections 11.7 and 7.13.

    Examples
    --------
    >>> ratio, p = dispersion_test([4, 7, 16, 9, 14, 10], 50, "binomial")
    >>> round(ratio, 3), round(p, 4)
    (2.45, 0.0315)
    """
    if kind not in ("binomial", "poisson"):
        raise ValueError(f"no model {kind!r}: use binomial or poisson")
    c, n = (np.asarray(part, dtype=np.float64) for part in np.broadcast_arrays(count, size))
    good = ~np.isnan(c) & (n > 0)
    c, n = c[good], n[good]
    if len(c) < 2:
        raise ValueError(f"at least 2 subgroups are needed: got {len(c)}")
    share = c.sum() / n.sum()
    variance = n * share * (1.0 - share if kind == "binomial" else 1.0)
    if not (variance > 0).all():
        return float("nan"), float("nan")
    statistic = float(((c - n * share) ** 2 / variance).sum())
    df = len(c) - 1
    ratio = statistic / df
    return ratio, float(chi2_sf(statistic, df) if ratio > 1 else chi2_cdf(statistic, df))
