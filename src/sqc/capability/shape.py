"""Whether the values look normal, as far as a test can tell."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.charts.card.context import coarse, steps
from sqc.charts.card.thresholds import LIMITS
from sqc.stats.normality import anderson_darling, unrounded

LOOKED_AT = 5_000


class Shape(NamedTuple):
    """P value of the test of Anderson and Darling on the values; None where it says nothing."""

    p: float | None


def shape(values: npt.NDArray[np.float64]) -> Shape:
    """Test the values for normality; values that are rounded coarsely are spread over their step first.

    Of more than `LOOKED_AT` values so many at even distances are tested.
    """
    thin = values[:: max(1, -(-len(values) // LOOKED_AT))]
    distinct, step = steps(thin)
    if len(thin) < LIMITS["normality_from"] or distinct <= LIMITS["distinct_act"]:
        return Shape(None)
    return Shape(anderson_darling(unrounded(thin, step) if coarse(thin, step) else thin)[1])
