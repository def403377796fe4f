"""Many tests at once: probabilities adjusted for their number."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def false_discovery(p: ArrayLike) -> NDArray[np.float64]:
    """Adjust probabilities so that, of those at most q, a share of q on average is chance.

    Parameters
    ----------
    p : array, shape (tests,)
        Probabilities of single tests.

    Returns
    -------
    float array, shape (tests,)
        At least the probability itself, at most 1; of one test the probability itself.

    Notes
    -----
    In rising order p(i) m / i, then the smallest from i on.

    References
    ----------
    Y. Benjamini, Y. Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.

    Examples
    --------
    >>> false_discovery([0.03, 0.001, 0.02]).round(4).tolist()
    [0.03, 0.003, 0.03]
    """
    given = np.asarray(p, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    scaled = given[order] * len(given) / np.arange(1, len(given) + 1)
    found = np.empty_like(given)
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return found


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Adjust probabilities so that one of them falls to q by chance with probability q at most.

    Parameters
    ----------
    p : array, shape (tests,)
        Probabilities of single tests; NaN counts as no test.

    Returns
    -------
    float array, shape (tests,)

    Notes
    -----
    In rising order p(i) (m - i + 1), then the largest up to i; at most 1.

    References
    ----------
    S. Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6, 65-70.

    Examples
    --------
    >>> holm([0.03, 0.001, 0.02]).round(4).tolist()
    [0.04, 0.003, 0.04]
    """
    given = np.asarray(p, dtype=np.float64)
    found = np.full(len(given), np.nan)
    order = np.argsort(given, kind="stable")[: int(np.count_nonzero(~np.isnan(given)))]
    scaled = given[order] * np.arange(len(order), 0, -1)
    found[order] = np.minimum(np.maximum.accumulate(scaled), 1.0) if len(order) else scaled
    return found
