"""Principal components: directions of the most spread, and how many of them stand out of noise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SEED = 20240101
MOST_WORK, DRAWS, LEAST_DRAWS = 20_000_000, 500, 60


class Components(NamedTuple):
    """Components of p columns, the one with most spread first.

    Parameters
    ----------
    eigenvalues : float array, shape (p,)
        Variance along each component.
    weights : float array, shape (p, p)
        A column a component: weights of the columns, of length 1; the largest is positive.
    scores : float array, shape (n, p)
        Rows on the components.
    center, scale : float array, shape (p,)
        What was taken off each column, and what it was divided by.

    Examples
    --------
    >>> found = components([[1.0, 2.0], [2.0, 4.0], [3.0, 6.5]])
    >>> found.eigenvalues.round(3).tolist()
    [1.998, 0.002]
    """

    eigenvalues: Floats
    weights: Floats
    scores: Floats
    center: Floats
    scale: Floats

    @property
    def shares(self) -> Floats:
        """Share of the whole spread."""
        return np.asarray(self.eigenvalues / self.eigenvalues.sum())

    @property
    def loadings(self) -> Floats:
        """Correlation of each column with each component, for standardised columns."""
        return np.asarray(self.weights * np.sqrt(self.eigenvalues))


def components(values: npt.ArrayLike, standardized: bool = True) -> Components:
    """Return the principal components of columns.

    Parameters
    ----------
    values : array, shape (n, p)
        Complete rows, no constant column.
    standardized : bool
        Columns have variance 1 (correlation matrix); else as they are (covariance matrix).

    Returns
    -------
    Components

    Notes
    -----
    By the singular values d of the centred columns: eigenvalues d^2 / (n - 1), scores Z W.

    References
    ----------
    I. T. Jolliffe (2002), Principal Component Analysis, 2nd ed., Springer, section 3.5.

    Examples
    --------
    >>> components([[1.0, 1.0], [2.0, 0.0], [3.0, 2.0]]).shares.round(3).tolist()
    [0.75, 0.25]
    """
    data = np.asarray(values, dtype=np.float64)
    n, p = data.shape
    center = data.mean(axis=0)
    scale = data.std(axis=0, ddof=1) if standardized else np.ones(p)
    whole = (data - center) / scale
    _, singular, rows = np.linalg.svd(whole, full_matrices=False)
    eigenvalues = np.zeros(p)
    eigenvalues[: len(singular)] = singular**2 / (n - 1)
    weights = np.zeros((p, p))
    weights[:, : len(rows)] = rows.T
    largest = np.argmax(np.abs(weights).round(9), axis=0)
    weights = weights * np.where(weights[largest, np.arange(p)] < 0, -1.0, 1.0)
    return Components(eigenvalues, weights, whole @ weights, center, scale)


def noise_eigenvalues(values: npt.ArrayLike, standardized: bool = True, level: float = 0.95) -> Floats:
    """Return how large the eigenvalues of unrelated columns are at most, with this probability for each.

    Parameters
    ----------
    values : array, shape (n, p)
    standardized : bool
        As `components` takes it.
    level : float

    Returns
    -------
    float array, shape (p,)

    Notes
    -----
    Parallel analysis by permutation: every column is shuffled by itself, which keeps its distribution and
    takes away what it has in common with others. Seeded; fewer draws for large data.

    References
    ----------
    A. Buja, N. Eyuboglu (1992), Multivariate Behavioral Research 27, 509-540; J. L. Horn (1965),
    Psychometrika 30, 179-185.

    Examples
    --------
    >>> x = np.arange(20.0)
    >>> float(noise_eigenvalues(np.column_stack([x, x + 1]))[0]) < 1.6
    True
    """
    data = np.asarray(values, dtype=np.float64)
    n, p = data.shape
    whole = data - data.mean(axis=0)
    if standardized:
        whole = whole / data.std(axis=0, ddof=1)
    draws = int(min(DRAWS, max(MOST_WORK // max(n * p, 1), LEAST_DRAWS)))
    random = np.random.default_rng(SEED)
    found = np.empty((draws, p))
    for i in range(draws):
        shuffled = random.permuted(whole, axis=0)
        found[i] = np.linalg.eigvalsh(shuffled.T @ shuffled / (n - 1))[::-1]
    return np.asarray(np.quantile(found, level, axis=0))


def standing_out(eigenvalues: npt.ArrayLike, noise: npt.ArrayLike) -> int:
    """Return how many components from the first on are larger than noise.

    Parameters
    ----------
    eigenvalues, noise : array, shape (p,)

    Returns
    -------
    int

    Examples
    --------
    >>> standing_out([2.5, 0.9, 0.6], [1.4, 1.0, 0.8])
    1
    """
    above = np.asarray(eigenvalues, dtype=np.float64) > np.asarray(noise, dtype=np.float64)
    return int(np.argmin(above)) if not above.all() else len(above)
