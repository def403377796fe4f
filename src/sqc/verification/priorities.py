"""What sqc computes for a case about ratings of an FMEA."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sqc.stats.priority import HIGHEST, LETTERS, LOWEST, action_priority, risk_priority_number


def rated(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return action priority (1 low to 3 high) and S x O x D; without ratings of all 1000 cells."""
    if data:
        ratings = [np.array(data[name]) for name in ("severity", "occurrence", "detection")]
    else:
        ratings = list(np.indices((HIGHEST,) * 3).reshape(3, -1) + LOWEST)
    found = action_priority(*ratings) + 1
    return {
        "action_priority": found,
        "action_priority_counts": np.bincount(found, minlength=len(LETTERS) + 1)[1:],
        "rpn": risk_priority_number(*ratings),
    }
