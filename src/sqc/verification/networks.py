"""What sqc computes for a case about activities that wait for each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.stats.network import critical_paths, schedule


def scheduled(data: Mapping[str, Any]) -> dict[str, npt.NDArray[Any]]:
    """Return times and floats of the activities, how long all takes, and the critical path from 1."""
    before = [[k - 1 for k in some] for some in data["before"]]
    found = schedule(data["duration"], before)
    return {
        **{name: np.asarray(getattr(found, name)) for name in found._fields},
        "project_duration": np.array(found.total),
        "critical_path": np.array(critical_paths(found, before)[1]) + 1.0,
    }
