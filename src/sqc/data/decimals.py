"""How many decimals numbers show that have no text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# More significant digits than a gauge gives are the noise of arithmetic.
_DIGITS = 12
LOOKED_AT = 20_000


def shown_decimals(values: Floats) -> int:
    """Return the decimals that the values show: 12.025 has 3; 0 where they are not rounded at all.

    Examples
    --------
    >>> shown_decimals(np.array([12.025, 11.9])), shown_decimals(np.array([1 / 3, 2 / 3]))
    (3, 0)
    """
    finite = values[np.isfinite(values)]
    finite = finite[:: max(len(finite) // LOOKED_AT, 1)]
    if not finite.size:
        return 0
    size = np.abs(finite)
    largest = int(np.floor(np.log10(max(size.max(), 1e-300))))
    if largest > _DIGITS:
        return 0
    for decimals in range(min(_DIGITS - largest, 15)):
        if np.all(np.abs(np.round(finite, decimals) - finite) <= 4 * np.finfo(float).eps * size):
            return decimals
    return 0
