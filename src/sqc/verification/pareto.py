"""What sqc computes for a case about items in falling order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sqc.qctools.pareto.ranking import ranking


def ranked(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return where each item of the data stands, from 1, its amount, and the sums in percent."""
    names = list(data["item"])
    found = ranking(names, data["count"], counted=True)
    return {
        "pareto_order": np.array([names.index(name) + 1 for name in found.names], dtype=float),
        "pareto_amounts": found.amounts,
        "pareto_sums": 100 * found.sums,
    }
