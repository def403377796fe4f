"""Many comparisons as one: errors that are independent and standard normal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.stats


def three_standard_errors(errors: Sequence[float]) -> None:
    """Their mean and their sum of squares each lie where three standard errors of a normal would."""
    far = np.asarray(errors)
    assert abs(far.mean()) * len(far) ** 0.5 < 3, far
    low, high = scipy.stats.chi2.ppf(scipy.stats.norm.cdf([-3, 3]), len(far))
    assert low < far @ far < high, far
