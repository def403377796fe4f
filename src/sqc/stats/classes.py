"""Classes of a histogram that fit the resolution of the values, and that resolution."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RULES = ("sturges", "scott", "freedman-diaconis")
AUTO = "auto"
MOST = 60
# so many distinct values do not all stand on a coarser grid by chance
DISTINCT = 8
# so many steps are rounded to two figures, so that the width can be read
MANY = 100
_NEAR = 1e-6


class Classes(NamedTuple):
    """Classes of one width.

    Parameters
    ----------
    edges : float array, shape (classes + 1,)
        The lower edge belongs to a class.
    counts : integer array, shape (classes,)
    width : float
    step : float
        Resolution of the values, 0 where they are not rounded.
    rule : str
        What chose the width, or "" for a number of classes.

    Examples
    --------
    >>> Classes(np.array([0.5, 1.5, 2.5]), np.array([3, 1]), 1.0, 1.0, "sturges").counts.sum()
    np.int64(4)
    """

    edges: Floats
    counts: Ints
    width: float
    step: float
    rule: str

    @property
    def middles(self) -> Floats:
        """Middle of each class."""
        return np.asarray(self.edges[:-1] + self.width / 2)


def resolution(x: ArrayLike, decimals: int) -> float:
    """Return the step that values are read in: 0.05 where all are multiples of it, else the last decimal.

    Parameters
    ----------
    x : array, shape (values,)
    decimals : int
        Decimals that were written.

    Returns
    -------
    float
        0 where the values have more decimals than were written: they are not rounded.

    Examples
    --------
    >>> resolution(np.arange(1, 20) * 0.05, 2), resolution([0.1, 0.25], 2), resolution([1 / 3, 2 / 3], 0)
    (0.05, 0.01, 0.0)
    """
    values = np.asarray(x, dtype=np.float64)
    step = 10.0**-decimals
    steps = values / step
    whole = np.round(steps)
    if np.abs(steps - whole).max(initial=0.0) > np.maximum(_NEAR, 1e-12 * np.abs(steps).max(initial=0.0)):
        return 0.0
    if np.abs(whole).max(initial=0.0) >= 2.0**53:
        return step
    single = np.unique(whole).astype(np.int64)
    if len(single) < DISTINCT:
        return step
    return float(step * max(int(np.gcd.reduce(np.diff(single))), 1))


def class_width(x: ArrayLike, rule: str) -> float:
    """Return the width of classes by a rule, before it is fitted to the resolution.

    Parameters
    ----------
    x : array, shape (values,)
    rule : {"sturges", "scott", "freedman-diaconis"}

    Returns
    -------
    float
        0 where the values do not spread.

    Notes
    -----
    Sturges: range / (1 + log2 n); Scott: (24 sqrt(pi))**(1/3) s n**(-1/3); Freedman and Diaconis: 2 IQR
    n**(-1/3).

    References
    ----------
    H. A. Sturges (1926), Journal of the American Statistical Association 21, 65-66. D. W. Scott (1979),
    Biometrika 66, 605-610. D. Freedman, P. Diaconis (1981), Zeitschrift fuer Wahrscheinlichkeitstheorie und
    verwandte Gebiete 57, 453-476.

    Examples
    --------
    >>> [round(class_width(np.arange(1.0, 101.0), rule), 2) for rule in RULES]
    [12.95, 21.82, 21.33]
    """
    values = np.asarray(x, dtype=np.float64)
    n = len(values)
    if rule == "sturges":
        return float(np.ptp(values)) / (1.0 + math.log2(n))
    if rule == "scott":
        spread = float(values.std(ddof=1)) if n > 1 else 0.0
        return float((24.0 * math.sqrt(math.pi)) ** (1 / 3) * spread * n ** (-1 / 3))
    quarter, three = np.percentile(values, [25, 75])
    return float(2.0 * (three - quarter) / n ** (1 / 3))


def classes(x: ArrayLike, step: float, rule: str = AUTO, number: int | None = None) -> Classes:
    """Return classes a whole number of steps wide, their edges half a step off the values.

    Parameters
    ----------
    x : array, shape (values,)
        At least one, all finite.
    step : float
        Resolution of the values; 0: they are not rounded, and the width is one of three figures.
    rule : {"auto", "sturges", "scott", "freedman-diaconis"}
        auto: the narrower of Freedman-Diaconis and Sturges; the first alone would hide two peaks, whose
        quartiles lie far apart.
    number : int, optional
        At most so many classes are wanted, as nearly as whole steps allow; the rule is then not used.

    Returns
    -------
    Classes
        60 at most, where no number is asked for.

    Examples
    --------
    >>> found = classes([1.0, 1.1, 1.1, 1.2], 0.1)
    >>> found.counts.tolist(), [round(float(edge), 2) for edge in found.edges]
    ([1, 2, 1], [0.95, 1.05, 1.15, 1.25])
    """
    values = np.asarray(x, dtype=np.float64)
    low, high = float(values.min()), float(values.max())
    if rule == AUTO:
        rule = min(("freedman-diaconis", "sturges"), key=lambda one: class_width(values, one) or math.inf)
    if number is not None:
        steps = math.ceil((high - low + step) / (number * step) - _NEAR) if step > 0 else 0
        width = steps * step if step > 0 else (high - low) / number
        first = low - step / 2
    else:
        width = max(class_width(values, rule), (high - low) / MOST)
        width, first = _fitted(width, low, step)
    n = max(1, math.ceil((high - first) / width - 1e-9))
    edges = np.asarray(first + width * np.arange(n + 1), dtype=np.float64)
    # the last edge of values that are not rounded may miss them by a rounding error
    edges[-1] = max(edges[-1], high)
    counts, _ = np.histogram(values, edges)
    return Classes(edges, counts.astype(np.int64), width, step, rule if number is None else "")


def _fitted(width: float, low: float, step: float) -> tuple[float, float]:
    """Return the width in whole steps, or of two figures, and the first edge."""
    if step > 0:
        steps = max(1, round(width / step))
        steps = steps if steps < MANY else round(_figures(steps))
        return steps * step, math.floor(low / step + _NEAR) * step - step / 2
    width = _figures(width) if width > 0 else max(abs(low), 1.0)
    return width, math.floor(low / width) * width


def _figures(width: float) -> float:
    """Return the width with two figures: edges that can be read."""
    digits = 1 - math.floor(math.log10(width))
    return round(width, digits)
