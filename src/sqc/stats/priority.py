"""Action priority of an FMEA and the classic risk priority number."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

LOWEST, HIGHEST = 1, 10
# last rating of each range of severity, occurrence, detection
S_ENDS, O_ENDS, D_ENDS = (1, 3, 6, 8, 10), (1, 3, 5, 7, 10), (1, 4, 6, 10)
# a word a range of severity and occurrence, a letter a range of detection, both upwards
_TABLE = """
    LLLL LLLL LLLL LLLL LLLL
    LLLL LLLL LLLL LLLL LLMM
    LLLL LLLL LLLM LMMM MMHH
    LLLL LLMM MMMH MHHH HHHH
    LLLL LLMH MHHH HHHH HHHH
"""
LETTERS = "LMH"


@lru_cache(maxsize=1)
def _cells() -> Ints:
    """Return the 1000 cells by severity, occurrence and detection from 1."""
    letters = [LETTERS.index(letter) for letter in _TABLE if letter in LETTERS]
    ranges = np.array(letters, dtype=np.int64).reshape(len(S_ENDS), len(O_ENDS), len(D_ENDS))
    ratings = np.arange(LOWEST, HIGHEST + 1)
    return np.asarray(ranges[np.ix_(*(np.searchsorted(ends, ratings) for ends in (S_ENDS, O_ENDS, D_ENDS)))])


def action_priority(severity: npt.ArrayLike, occurrence: npt.ArrayLike, detection: npt.ArrayLike) -> Ints:
    """Return the action priority: 2 high, 1 medium, 0 low.

    Parameters
    ----------
    severity, occurrence, detection : array_like of int
        Ratings 1 to 10, 10 worst.

    Returns
    -------
    array of int

    Raises
    ------
    ValueError
        If a rating is not a whole number from 1 to 10.

    Notes
    -----
    A table, no product: severity weighs most, then occurrence, then detection. For design and process FMEA;
    FMEA-MSR has a table of its own.

    References
    ----------
    AIAG and VDA (2019), FMEA Handbook, 1st ed., action priority for DFMEA and PFMEA.

    Examples
    --------
    >>> action_priority([9, 4, 10], [2, 8, 4], [4, 5, 1]).tolist()
    [0, 2, 1]
    """
    places = tuple(_places(ratings) for ratings in (severity, occurrence, detection))
    return np.asarray(_cells()[places])


def _places(ratings: npt.ArrayLike) -> Ints:
    found = np.asarray(ratings, dtype=np.float64)
    if not np.all(is_rating(found)):
        raise ValueError("ratings are whole numbers from 1 to 10")
    return np.asarray(found - LOWEST, dtype=np.int64)


def is_rating(values: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return whether values are whole numbers from 1 to 10.

    Parameters
    ----------
    values : array_like of float

    Returns
    -------
    array of bool

    Examples
    --------
    >>> is_rating([1, 10, 0, 2.5, float("nan")]).tolist()
    [True, True, False, False, False]
    """
    found = np.asarray(values, dtype=np.float64)
    return np.asarray((found >= LOWEST) & (found <= HIGHEST) & (found == np.floor(found)))


def risk_priority_number(
    severity: npt.ArrayLike, occurrence: npt.ArrayLike, detection: npt.ArrayLike
) -> Ints:
    """Return severity times occurrence times detection, 1 to 1000.

    Parameters
    ----------
    severity, occurrence, detection : array_like of int
        Ratings 1 to 10, 10 worst.

    Returns
    -------
    array of int

    References
    ----------
    AIAG (2008), Potential Failure Mode and Effects Analysis, 4th ed.

    Examples
    --------
    >>> risk_priority_number(9, 2, 4).item()
    72
    """
    product = (_places(severity) + LOWEST) * (_places(occurrence) + LOWEST) * (_places(detection) + LOWEST)
    return np.asarray(product)
