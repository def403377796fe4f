"""The fewest of something that suffices."""

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
