"""Factors of control limits made of the constants, and the quantiles of R and S for probability limits."""

from __future__ import annotations

from typing import overload

import numpy as np

from sqc.stats._constants_lookup import Floats, Sizes, constant

FACTORS = ("A2", "A3", "A4", "B3", "B4", "D3", "D4", "E2")
_FROM_RANGES = ("A2", "A4", "D3", "D4", "E2")


def _factor(name: str, n: int | Sizes, k: float, tabulated: bool) -> Floats:
    """Factor from its constants, unrounded."""
    center = np.asarray(constant("D2" if name in _FROM_RANGES else "C4", n, None))
    spread = np.asarray(constant("D3" if name in ("D3", "D4") else "C5", n, None))
    if tabulated:
        center = np.round(center, 3 if name in _FROM_RANGES else 4)
        spread = np.round(spread, 3 if name in ("D3", "D4") else 4)
    if name in ("A2", "A3"):
        return np.asarray(k / (center * np.sqrt(np.asarray(n, dtype=float))))
    if name == "A4":
        return np.asarray(k * np.asarray(constant("SD_MEDIAN", n, None)) / center)
    if name == "E2":
        return np.asarray(k / center)
    # a lower factor below nought means that there is no lower limit: tables print 0
    sign = -1.0 if name in ("D3", "B3") else 1.0
    return np.asarray(np.maximum(1.0 + sign * k * spread / center, 0.0))


@overload
def factor(name: str, n: int, *, k: float = 3.0, tabulated: bool = False) -> float: ...
@overload
def factor(name: str, n: Sizes, *, k: float = 3.0, tabulated: bool = False) -> Floats: ...
def factor(name: str, n: int | Sizes, *, k: float = 3.0, tabulated: bool = False) -> float | Floats:
    """Control-limit factor A2, A3, A4, B3, B4, D3, D4 or E2.

    Parameters
    ----------
    name : {"A2", "A3", "A4", "B3", "B4", "D3", "D4", "E2"}
        Factor of the literature.
    n : int or integer array, any shape
        Subgroup size, at least 2 (E2: span of the moving range); below 2 NaN in an array.
    k : float
        Half width of the limits in standard deviations.
    tabulated : bool
        The three printed decimals. For `k` other than 3 nothing is printed: then the factor is built from
        the printed d2, d3 and c4.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        An unknown name, a single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    A2 = k/(d2 sqrt n), A3 = k/(c4 sqrt n), A4 = k sd_median/d2 (A6 in other tables), D3, D4 = 1 -+ k d3/d2,
    B3, B4 = 1 -+ k c5/c4 (not below 0), E2 = k/d2. Printed tables round the exact factor, but E2 is made of
    the rounded d2: 3/1.128 = 2.660 (exact 2.6587).

    References
    ----------
    ISO 7870-2:2013, table of factors; ASTM MNL 7. NIST/SEMATECH e-Handbook 6.3.2.2 (E2).

    Examples
    --------
    >>> factor("A2", 5, tabulated=True), factor("D4", 5, tabulated=True), factor("E2", 2, tabulated=True)
    (0.577, 2.114, 2.66)
    """
    if name not in FACTORS:
        raise ValueError(f"no factor {name!r}: use one of {', '.join(FACTORS)}")
    printed = tabulated and k == 3.0
    values = _factor(name, n, k, tabulated and (name == "E2" or not printed))
    if printed:
        values = np.round(values, 3)
    return float(values) if np.ndim(n) == 0 else values


def _quantile(name: str, p: float, n: int | Sizes) -> float | Floats:
    """Quantile by distinct sizes, which are few."""
    if not 0 < p < 1:
        raise ValueError(f"a probability lies between 0 and 1: got {p}")
    constant("D2", n, None)  # same errors for impossible sizes
    from sqc.stats import _constants_beyond as beyond

    sizes = np.asarray(n)
    distinct, place = np.unique(sizes, return_inverse=True)
    roots = [getattr(beyond, name)(p, float(size)) if size > 1 else np.nan for size in distinct]
    values = np.array(roots)[place].reshape(sizes.shape)
    return float(values) if sizes.ndim == 0 else values


@overload
def range_quantile(p: float, n: int) -> float: ...
@overload
def range_quantile(p: float, n: Sizes) -> Floats: ...
def range_quantile(p: float, n: int | Sizes) -> float | Floats:
    """Quantile of the range of n independent N(0, 1) values.

    Parameters
    ----------
    p : float
        Probability, between 0 and 1.
    n : int or integer array, any shape
        Subgroup size, at least 2; below 2 NaN in an array.

    Returns
    -------
    float or float array of the shape of `n`
        In units of sigma.

    Raises
    ------
    ValueError
        `p` outside (0, 1), a single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    Root w of n * integral of phi(x) [Phi(x + w) - Phi(x)]**(n - 1) dx = p, by bisection.

    References
    ----------
    L. H. C. Tippett (1925), Biometrika 17, 364-387.

    Examples
    --------
    >>> round(range_quantile(0.5, 5), 6)
    2.256882
    """
    return _quantile("range_root", p, n)


@overload
def median_quantile(p: float, n: int) -> float: ...
@overload
def median_quantile(p: float, n: Sizes) -> Floats: ...
def median_quantile(p: float, n: int | Sizes) -> float | Floats:
    """Quantile of the median of n independent N(0, 1) values.

    Parameters
    ----------
    p : float
        Probability, between 0 and 1.
    n : int or integer array, any shape
        Subgroup size, at least 2; below 2 NaN in an array.

    Returns
    -------
    float or float array of the shape of `n`
        In units of sigma.

    Raises
    ------
    ValueError
        `p` outside (0, 1), a single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    The root of its distribution function (`stats.median`), by bisection.

    References
    ----------
    M. M. Desu, R. H. Rodine (1969), Skandinavisk Aktuarietidskrift 52, 67-70.

    Examples
    --------
    >>> round(median_quantile(0.5, 4), 12), round(median_quantile(0.99865, 5), 6)
    (0.0, 1.619266)
    """
    return _quantile("median_root", p, n)


@overload
def sd_quantile(p: float, n: int) -> float: ...
@overload
def sd_quantile(p: float, n: Sizes) -> Floats: ...
def sd_quantile(p: float, n: int | Sizes) -> float | Floats:
    """Quantile of the standard deviation of n independent N(0, 1) values.

    Parameters
    ----------
    p : float
        Probability, between 0 and 1.
    n : int or integer array, any shape
        Subgroup size, at least 2; below 2 NaN in an array.

    Returns
    -------
    float or float array of the shape of `n`
        In units of sigma.

    Raises
    ------
    ValueError
        `p` outside (0, 1), a single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    sqrt(chi-square quantile with n - 1 degrees of freedom / (n - 1)).

    References
    ----------
    D. C. Montgomery (2009), Introduction to Statistical Quality Control, 6th ed., section 6.3.

    Examples
    --------
    >>> round(sd_quantile(0.5, 5), 6)
    0.916064
    """
    return _quantile("sd_root", p, n)
