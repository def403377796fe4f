"""Calendar months of rows: all from the first to the last, those without a row too."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def months_of(seconds: npt.NDArray[np.float64]) -> tuple[Ints, tuple[str, ...]]:
    """Return the month of each time, counted from the first, and the months in a row.

    Parameters
    ----------
    seconds : float array (rows,)
        Since 1970-01-01; NaN has no month.

    Returns
    -------
    places : int array (rows,)
        -1 without a time.
    months : tuple of str
        ``2024-01``; no gaps.

    Examples
    --------
    >>> places, months = months_of(np.array([0.0, 86400.0 * 70, np.nan]))
    >>> places.tolist(), months
    ([0, 2, -1], ('1970-01', '1970-02', '1970-03'))
    """
    known = ~np.isnan(seconds)
    if not known.any():
        return np.full(len(seconds), -1, dtype=np.int64), ()
    months = np.where(known, seconds, 0).astype("datetime64[s]").astype("datetime64[M]")
    first, last = months[known].min(), months[known].max()
    places = np.where(known, (months - first).astype(np.int64), -1)
    named = np.arange(first, last + np.timedelta64(1, "M"), dtype="datetime64[M]")
    return places, tuple(str(month) for month in named)
