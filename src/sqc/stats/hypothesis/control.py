"""Several groups against one: Dunnett's test, its probability and interval by quadrature."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.grouped import describe, starts_of
from sqc.stats.hypothesis.found import Found
from sqc.stats.search import root
from sqc.stats.studentized import sigma_nodes

Floats = NDArray[np.float64]
# end and step of what the groups share with the control, the step as a part of the width over which the
# integrand falls
REACH, STEP = 9.0, 0.3


def dunnett(groups: list[Floats], confidence: float = 0.95) -> list[Found]:
    """Differences of means of all groups from the first one, whose intervals hold together; one variance.

    Parameters
    ----------
    groups : list of arrays
        The control first; at least two groups, and three values in all more than there are groups.
    confidence : float
        Of all intervals together.

    Returns
    -------
    list of Found
        A group each, the control left out. `p` is the chance of any difference as far out in standard errors.

    Raises
    ------
    ValueError
        Nothing varies within the groups, or too few values.

    References
    ----------
    C. W. Dunnett (1955), A multiple comparison procedure for comparing several treatments with a control,
    Journal of the American Statistical Association 50, 1096-1121. Its two-sided tables are upper bounds for
    three groups and more; those of 1964 (`critical`) replace them.

    Examples
    --------
    >>> found = dunnett([np.array([7.4, 8.5, 7.2, 8.24, 9.84, 8.32]), np.array([9.76, 8.8, 7.68, 9.36]),
    ...                  np.array([12.8, 9.68, 12.16, 9.2, 10.55])])
    >>> [(round(one.effect, 4), round(one.p, 5)) for one in found]
    [(0.65, 0.6201), (2.628, 0.00583)]
    """
    base = float(groups[0][0])
    sizes = np.array([len(group) for group in groups])
    found = describe(np.concatenate(groups) - base, starts_of(sizes))
    df = int(sizes.sum()) - len(groups)
    squares = float(((sizes - 1) * np.where(sizes > 1, found.sd, 0.0) ** 2).sum())
    if df < 1 or squares == 0:
        raise ValueError("nothing varies within the groups")
    effects = found.mean[1:] - found.mean[0]
    errors = np.sqrt(squares / df * (1.0 / sizes[1:] + 1.0 / sizes[0]))
    shared = np.sqrt(sizes[1:] / (sizes[1:] + sizes[0]))
    edge = critical(confidence, shared, df)
    return [
        Found(effect, effect - edge * error, effect + edge * error, outside(effect / error, shared, df),
              effect / error, float(df))
        for effect, error in zip(effects.tolist(), errors.tolist(), strict=True)
    ]  # fmt: skip


def critical(confidence: float, shared: ArrayLike, df: float) -> float:
    """Distance in standard errors within which all differences from a control lie by chance.

    Parameters
    ----------
    confidence : float
    shared, df
        As for `outside`.

    Returns
    -------
    float

    References
    ----------
    C. W. Dunnett (1964), New tables for multiple comparisons with a control, Biometrics 20, 482-491.

    Examples
    --------
    >>> round(critical(0.95, [0.5**0.5] * 3, 10), 2)
    2.76
    """
    from sqc.stats.special import stdtrit

    count, tail = len(np.asarray(shared)), 0.5 * (1.0 - confidence)
    # one difference alone, and all of them as if none had anything to do with another
    low, high = float(stdtrit(df, 1.0 - tail)), float(stdtrit(df, 1.0 - tail / count))
    if count == 1:
        return low
    return root(lambda c: outside(c, shared, df) - 2.0 * tail, 0.999 * low, 1.001 * high)


def outside(edge: float, shared: ArrayLike, df: float) -> float:
    """Chance that a difference from a control lies beyond an edge, any of them, where there is none.

    Parameters
    ----------
    edge : float
        In standard errors; its sign does not matter.
    shared : array, shape (groups,)
        Of each difference the correlation with the mean of the control: sqrt(n / (n + n0)), n the values of
        the group, n0 those of the control.
    df : float
        Degrees of freedom of the common standard deviation.

    Returns
    -------
    float
        To 1e-7.

    Notes
    -----
    Given the mean z of the control and the common standard deviation s, the differences are independent:
    1 - E prod (Phi((c s + r z) / sqrt(1 - r**2)) - Phi((-c s + r z) / sqrt(1 - r**2))), over z (normal) and
    s (chi over its degrees of freedom, `sigma_nodes`) by the trapezoidal rule.

    References
    ----------
    C. W. Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121, appendix.

    Examples
    --------
    >>> round(outside(2.76, [0.5**0.5] * 3, 10), 4)
    0.0499
    """
    from sqc.stats.special import ndtr

    r, times = np.unique(np.asarray(shared, dtype=np.float64), return_counts=True)
    rest = np.sqrt(1.0 - r * r)
    z, step = np.linspace(-REACH, REACH, math.ceil(2.0 * REACH / (STEP * float(rest.min()))), retstep=True)
    of_z = float(step) * np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    s, of_s = sigma_nodes(df)
    inside = np.ones((len(s), len(z)))
    for one, scale, count in zip(r.tolist(), rest.tolist(), times.tolist(), strict=True):
        reach, middle = abs(edge) * s[:, None] / scale, one * z / scale
        inside *= np.asarray(ndtr(middle + reach) - ndtr(middle - reach)) ** count
    return float(np.clip(1.0 - of_s @ inside @ of_z, 0.0, 1.0))
