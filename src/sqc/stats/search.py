"""The fewest of something that suffices, and the place where a function passes zero."""

from __future__ import annotations

from collections.abc import Callable


def fewest(enough: Callable[[int], bool], least: int, most: int, begin: int | None = None) -> int | None:
    """Return the smallest whole number from `least` on that is enough.

    Parameters
    ----------
    enough : callable
        False below a number, True from it on.
    least : int
    most : int
        None is returned where more than this would be tried.
    begin : int, optional
        Where the search begins, from `least` on.

    Returns
    -------
    int or None

    Notes
    -----
    Doubling, then bisection.

    Examples
    --------
    >>> fewest(lambda n: n * n >= 50, 1, 1000), fewest(lambda n: False, 1, 1000)
    (8, None)
    """
    low, high = least - 1, least if begin is None else begin
    while not enough(high):
        low, high = high, 2 * high
        if high > most:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def root(gap: Callable[[float], float], low: float, high: float) -> float:
    """Return the place between two numbers at which a function passes zero.

    Parameters
    ----------
    gap : callable
        Continuous, of unlike sign at both ends.
    low, high : float

    Returns
    -------
    float
        To the last places of a double.

    Raises
    ------
    ValueError
        The signs at the ends are alike.

    Notes
    -----
    Secants through both ends of the bracket; an end that stays has its value halved (the Illinois method);
    the middle, where a secant falls on an end. scipy's solvers would cost the start of a command a fifth of a
    second.

    References
    ----------
    M. Dowell, P. Jarratt (1971), A modified regula falsi method for computing the root of an equation, BIT
    11, 168-174.

    Examples
    --------
    >>> round(root(lambda x: x**3 - 2.0, 0.0, 2.0), 12)
    1.259921049895
    """
    a, b, f, g = low, high, gap(low), gap(high)
    if f != 0 and g != 0 and (f < 0) == (g < 0):
        raise ValueError(f"no sign changes between {low} and {high}")
    while f != 0 and g != 0 and abs(b - a) > 4e-16 * abs(b):
        at = b - g * (b - a) / (g - f)
        if at in (a, b):
            at = 0.5 * (a + b)
        if at in (a, b):
            break
        new = gap(at)
        if (new < 0) != (g < 0):
            a, f = b, g
        else:
            f *= 0.5
        b, g = at, new
    return a if f == 0 else b
