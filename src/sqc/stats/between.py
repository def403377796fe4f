"""Variance between subgroups beside the variance within them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sqc.stats.grouped import segment_count, segment_sum
from sqc.stats.sigma import mr

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]
Flags = NDArray[np.bool_]


class Components(NamedTuple):
    """What the values vary by, one value per segment, in the unit of the characteristic.

    Parameters
    ----------
    sigma_between, sigma_bw : float array
        Of the levels of the subgroups; of a single value, between and within together.
    df_bw : float array
        Degrees of freedom of `sigma_bw`.
    sigma_means, df_means : float array
        Of the subgroup means, by their moving ranges.
    size : float array
        Harmonic mean of the subgroup sizes.
    points : float array
        Subgroups that count.
    n_effective : float array
        Independent values whose mean would vary as the mean does.

    Examples
    --------
    >>> one = np.array([1.0])
    >>> Components(one, one, one, one, one, one, one, one).sigma_bw.tolist()
    [1.0]
    """

    sigma_between: Floats
    sigma_bw: Floats
    df_bw: Floats
    sigma_means: Floats
    df_means: Floats
    size: Floats
    points: Floats
    n_effective: Floats


def components(
    means: Floats,
    n: Integers,
    starts: Integers,
    used: Flags,
    sigma_within: Floats,
    df_within: Floats,
    *,
    tabulated: bool = False,
) -> Components:
    """Standard deviation between subgroups, and of both together.

    Parameters
    ----------
    means, n : arrays, shape (subgroups,)
        Mean (in the unit of the characteristic) and size of each subgroup, in time order.
    starts : integer array, shape (segments,)
        First subgroup of every segment, rising from 0.
    used : bool array, shape (subgroups,)
        Subgroups that enter; a moving range enters when both its subgroups do.
    sigma_within, df_within : float arrays, shape (segments,)
        As an estimator of `sigma` returns them.
    tabulated : bool
        With the rounded d2 that textbooks print.

    Returns
    -------
    Components
        NaN where no moving range of the means is known.

    Notes
    -----
    sigma_means = mean(MR of the means) / d2(2); sigma_between**2 = max(0, sigma_means**2 - sigma_within**2 /
    size) with the harmonic mean of the sizes, which is exact in expectation: the variance of a mean is
    sigma_between**2 + sigma_within**2 / n_i. sigma_bw**2 = sigma_within**2 + sigma_between**2. Degrees of
    freedom: sigma_bw**2 = sigma_means**2 + (1 - 1/size) sigma_within**2 by Satterthwaite; those of
    sigma_within where sigma_between is 0.

    References
    ----------
    D. J. Wheeler (1995), Advanced Topics in Statistical Process Control (three-way charts);
    F. E. Satterthwaite (1946), Biometrics Bulletin 2, 110-114.

    Examples
    --------
    >>> means, n = np.array([10.0, 12.0, 11.0, 14.0]), np.full(4, 4)
    >>> found = components(means, n, np.array([0]), n > 1, np.array([1.0]), np.array([12.0]))
    >>> found.sigma_means.round(6).tolist(), found.sigma_between.round(6).tolist()
    ([1.772454], [1.700468])
    >>> found.sigma_bw.round(6).tolist(), found.df_bw.round(3).tolist()
    ([1.972712], [2.829])
    """
    good = used & ~np.isnan(means) & (n > 0)
    sizes = np.where(good, n, 1).astype(float)
    points = segment_count(means, starts, good).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = points / segment_sum(1.0 / sizes, starts, good)
        sigma_means, df_means = mr(means, starts, good, tabulated=tabulated)
        of_means, of_values = sigma_means**2, sigma_within**2
        between = np.maximum(of_means - of_values / size, 0.0)
        both = between + of_values
        rest = (1.0 - 1.0 / size) * of_values
        df = both**2 / (of_means**2 / df_means + rest**2 / df_within)
        total, squares = segment_sum(sizes, starts, good), segment_sum(sizes**2, starts, good)
        n_effective = both / (between * squares / total**2 + of_values / total)
    df = np.where(between > 0, df, np.where(np.isnan(both), 0.0, df_within))
    return Components(np.sqrt(between), np.sqrt(both), df, sigma_means, df_means, size, points, n_effective)
