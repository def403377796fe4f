"""Constants of control charts: d2, d3, d4, c4, c5, of the median, and factors and quantiles made of them.

Exact by default; ``tabulated=True`` gives what textbooks print, because published examples used it.
From a table to n = 100, computed beyond.
"""

from __future__ import annotations

from typing import overload

from sqc.stats._constants_lookup import Floats, Sizes, constant
from sqc.stats.factors import FACTORS, factor, median_quantile, range_quantile, sd_quantile

__all__ = [
    "FACTORS",
    "c4",
    "c4_mssd",
    "c5",
    "d2",
    "d3",
    "d4",
    "factor",
    "median_quantile",
    "range_quantile",
    "sd_median",
    "sd_quantile",
]


@overload
def d2(n: int, *, tabulated: bool = False) -> float: ...
@overload
def d2(n: Sizes, *, tabulated: bool = False) -> Floats: ...
def d2(n: int | Sizes, *, tabulated: bool = False) -> float | Floats:
    r"""Mean of the range of n independent N(0, 1) values.

    Parameters
    ----------
    n : int or integer array, any shape
        Subgroup size, at least 2; in an array, sizes below 2 give NaN.
    tabulated : bool
        Rounded to the three decimals that textbooks print.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        A single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    .. math:: d_2 = \int [1 - \Phi(x)^n - (1 - \Phi(x))^n]\,dx

    References
    ----------
    L. H. C. Tippett (1925), Biometrika 17, 364-387.

    Examples
    --------
    >>> d2(5)
    2.325928947281039
    >>> d2(5, tabulated=True)
    2.326
    """
    return constant("D2", n, 3 if tabulated else None)


@overload
def d3(n: int, *, tabulated: bool = False) -> float: ...
@overload
def d3(n: Sizes, *, tabulated: bool = False) -> Floats: ...
def d3(n: int | Sizes, *, tabulated: bool = False) -> float | Floats:
    """Standard deviation of the range of n independent N(0, 1) values.

    Parameters
    ----------
    n : int or integer array, any shape
        Subgroup size, at least 2; in an array, sizes below 2 give NaN.
    tabulated : bool
        Rounded to the three decimals that textbooks print.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        A single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    d3**2 = E(R**2) - d2**2, with E(R**2) the integral of 2 w P(R > w) over w > 0.

    References
    ----------
    L. H. C. Tippett (1925), Biometrika 17, 364-387.

    Examples
    --------
    >>> round(d3(2), 12)
    0.852502466427
    >>> d3(2, tabulated=True)
    0.853
    """
    return constant("D3", n, 3 if tabulated else None)


@overload
def d4(n: int, *, tabulated: bool = False) -> float: ...
@overload
def d4(n: Sizes, *, tabulated: bool = False) -> Floats: ...
def d4(n: int | Sizes, *, tabulated: bool = False) -> float | Floats:
    """Median of the range of n independent N(0, 1) values.

    Parameters
    ----------
    n : int or integer array, any shape
        Subgroup size, at least 2; in an array, sizes below 2 give NaN.
    tabulated : bool
        Rounded to the three decimals that textbooks print.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        A single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    The root w of P(R <= w) = 1/2.

    References
    ----------
    D. J. Wheeler (1995), Advanced Topics in Statistical Process Control, SPC Press, tables.

    Examples
    --------
    >>> d4(2, tabulated=True)
    0.954
    """
    return constant("D4", n, 3 if tabulated else None)


@overload
def c4(n: int, *, tabulated: bool = False) -> float: ...
@overload
def c4(n: Sizes, *, tabulated: bool = False) -> Floats: ...
def c4(n: int | Sizes, *, tabulated: bool = False) -> float | Floats:
    r"""Mean of the standard deviation (n - 1 below) of n independent N(0, 1) values.

    Parameters
    ----------
    n : int or integer array, any shape
        Subgroup size, at least 2; in an array, sizes below 2 give NaN.
    tabulated : bool
        Rounded to the four decimals that textbooks print.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        A single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    .. math:: c_4 = \sqrt{2/(n-1)}\;\Gamma(n/2)\,/\,\Gamma((n-1)/2)

    References
    ----------
    ASTM Manual on Presentation of Data and Control Chart Analysis, MNL 7 (table of factors).

    Examples
    --------
    >>> c4(5)
    0.9399856029866251
    >>> c4(5, tabulated=True)
    0.94
    """
    return constant("C4", n, 4 if tabulated else None)


@overload
def c5(n: int, *, tabulated: bool = False) -> float: ...
@overload
def c5(n: Sizes, *, tabulated: bool = False) -> Floats: ...
def c5(n: int | Sizes, *, tabulated: bool = False) -> float | Floats:
    """Standard deviation of the standard deviation of n independent N(0, 1) values.

    Parameters
    ----------
    n : int or integer array, any shape
        Subgroup size, at least 2; in an array, sizes below 2 give NaN.
    tabulated : bool
        Rounded to four decimals.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        A single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    c5**2 = 1 - c4**2.

    References
    ----------
    ASTM Manual on Presentation of Data and Control Chart Analysis, MNL 7 (table of factors).

    Examples
    --------
    >>> round(c5(5), 12)
    0.341214106065
    """
    return constant("C5", n, 4 if tabulated else None)


@overload
def sd_median(n: int, *, tabulated: bool = False) -> float: ...
@overload
def sd_median(n: Sizes, *, tabulated: bool = False) -> Floats: ...
def sd_median(n: int | Sizes, *, tabulated: bool = False) -> float | Floats:
    """Standard deviation of the median of n independent N(0, 1) values.

    Parameters
    ----------
    n : int or integer array, any shape
        Subgroup size, at least 2; in an array, sizes below 2 give NaN.
    tabulated : bool
        Rounded to four decimals.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        A single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    The root of the integral of x**2 over the density of the median; for even n the median is the mean of the
    two middle values. It tends to sqrt(pi / (2 n)).

    References
    ----------
    M. M. Desu, R. H. Rodine (1969), Skandinavisk Aktuarietidskrift 52, 67-70 (even n).

    Examples
    --------
    >>> round(sd_median(2), 12), round(sd_median(5), 12)
    (0.707106781187, 0.53556854053)
    """
    return constant("SD_MEDIAN", n, 4 if tabulated else None)


@overload
def c4_mssd(n: int, *, tabulated: bool = False) -> float: ...
@overload
def c4_mssd(n: Sizes, *, tabulated: bool = False) -> Floats: ...
def c4_mssd(n: int | Sizes, *, tabulated: bool = False) -> float | Floats:
    r"""Mean of sqrt(half the mean squared successive difference) of n independent N(0, 1) values.

    Parameters
    ----------
    n : int or integer array, any shape
        Number of values in the series (differences + 1), at least 2; sizes below 2 give NaN in an array.
    tabulated : bool
        Rounded to four decimals.

    Returns
    -------
    float or float array of the shape of `n`

    Raises
    ------
    ValueError
        A single `n` below 2, or sizes that are not whole numbers.

    Notes
    -----
    With M the moment generating function of half the mean squared successive difference,

    .. math:: \frac{1}{2\sqrt\pi}\int_0^\infty (1 - M(-t))\,t^{-3/2}\,dt

    References
    ----------
    J. von Neumann, R. H. Kent, H. R. Bellinson, B. I. Hart (1941), Ann. Math. Statist. 12, 153-162.

    Examples
    --------
    >>> round(c4_mssd(50), 6)
    0.992479
    """
    return constant("C4_MSSD", n, 4 if tabulated else None)
