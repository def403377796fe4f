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
