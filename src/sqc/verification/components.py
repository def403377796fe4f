"""What sqc computes for a case about principal components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.stats.components import components


def analysed(data: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, npt.NDArray[Any]]:
    """Return eigenvalues, shares and the weights of each component."""
    found = components(data["values"], not settings["covariance"])
    weights = {f"weights_{i}": found.weights[:, i - 1] for i in range(1, found.weights.shape[1] + 1)}
    return {"eigenvalues": found.eigenvalues, "component_shares": np.asarray(found.shares), **weights}
