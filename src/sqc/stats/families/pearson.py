"""The Pearson system, by its four moments: the curve of Clements' capability indices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sqc.stats.families.family import Family, Floats
from sqc.stats.families.pearson_types import TYPES, Type, kinds
from sqc.stats.normal import normal_cdf, normal_quantile

# quantiles that drawn values are interpolated between, by the normal
_GRID = np.linspace(-8.3, 8.3, 4001)

_Piece = tuple[Type, bool, NDArray[np.bool_], tuple[Floats, ...]]


def fit_moments(rows: Floats) -> Floats:
    """Mean, standard deviation, skewness and kurtosis of each row, every moment divided by n.

    Parameters
    ----------
    rows : float array, shape (rows, n)

    Returns
    -------
    float array, shape (rows, 4)
        The kurtosis is 3 for the normal. NaN for rows of one or two different values: their kurtosis is 1 +
        skewness**2, the least there is, and no curve has it.

    References
    ----------
    J. A. Clements (1989), Quality Progress 22(9), 95-100; W. P. Elderton, N. L. Johnson (1969), Systems of
    Frequency Curves, Cambridge University Press.

    Examples
    --------
    >>> fit_moments(np.array([[0.0, 0.0, 1.0, 2.0, 7.0]])).round(4).tolist()
    [[2.0, 2.6077, 1.2181, 2.846]]
    """
    mean = rows.mean(axis=-1)
    sd = rows.std(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (rows - mean[:, None]) / sd[:, None]
    skewness, kurtosis = (z**3).mean(axis=-1), (z**4).mean(axis=-1)
    found = np.stack([mean, sd, skewness, kurtosis], axis=-1)
    return np.where((kinds(np.abs(skewness), kurtosis) >= 0)[:, None], found, np.nan)


def _pieces(skewness: Floats, kurtosis: Floats, shape: tuple[int, ...]) -> Iterator[_Piece]:
    """Yield each type that occurs, whether it is mirrored, where, and its constants there."""
    sort = kinds(np.abs(skewness), kurtosis)
    for number, kind in enumerate(TYPES):
        for mirrored in (False, True):
            inside = (sort == number) & ((skewness < 0) == mirrored)
            if not inside.any():
                continue
            chosen = np.broadcast_to(inside, shape)
            spread = []
            for constant in kind.constants(np.abs(skewness[inside]), kurtosis[inside]):
                full = np.empty(sort.shape)
                full[inside] = constant
                spread.append(np.broadcast_to(full, shape)[chosen])
            yield kind, mirrored, chosen, tuple(spread)


def _of_x(name: str, mirror: str, x: Floats, *values: Floats) -> Floats:
    """Return a function of x, its mirror where the skewness is negative."""
    x, mean, sd, skewness, kurtosis = (np.asarray(one, dtype=np.float64) for one in (x, *values))
    skewness, kurtosis = np.broadcast_arrays(skewness, kurtosis)
    z = np.asarray((x - mean) / sd)
    shape = np.broadcast_shapes(z.shape, skewness.shape)
    found = np.full(shape, np.nan)
    for kind, mirrored, chosen, constants in _pieces(skewness, kurtosis, shape):
        at = np.broadcast_to(z, shape)[chosen]
        function = getattr(kind, mirror if mirrored else name)
        found[chosen] = function(-at if mirrored else at, *constants)
    return found


def _quantile(p: Floats, q: Floats, *values: Floats) -> Floats:
    """Return the values with the share p below and q above them."""
    mean, sd, skewness, kurtosis = (np.asarray(one, dtype=np.float64) for one in values)
    skewness, kurtosis = np.broadcast_arrays(skewness, kurtosis)
    shape = np.broadcast_shapes(np.shape(p), skewness.shape)
    found = np.full(shape, np.nan)
    for kind, mirrored, chosen, constants in _pieces(skewness, kurtosis, shape):
        below, above = (np.broadcast_to(one, shape)[chosen] for one in (p, q))
        if mirrored:
            found[chosen] = -kind.quantile(above, below, *constants)
        else:
            found[chosen] = kind.quantile(below, above, *constants)
    return np.asarray(mean + sd * found)


def _draw(u: Floats, *values: Floats) -> Floats:
    """Return values of one curve: a quantile of every number would take long."""
    at = _quantile(normal_cdf(_GRID), normal_cdf(-_GRID), *values)
    return np.interp(normal_quantile(u), _GRID, at)


PEARSON = Family(
    "pearson",
    ("mean", "sd", "skewness", "kurtosis"),
    lambda x, mean, sd, *shape: _of_x("logpdf", "logpdf", x, mean, sd, *shape) - np.log(sd),
    lambda x, *values: _of_x("below", "above", x, *values),
    lambda x, *values: _of_x("above", "below", x, *values),
    lambda p, *values: _quantile(np.asarray(p), 1.0 - np.asarray(p), *values),
    fit_moments,
    draw=_draw,
    by="moments",
)
