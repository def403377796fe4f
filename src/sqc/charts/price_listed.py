"""What every shipped rule set costs on one panel, from a table of its own. It imports no numpy."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

TABLE = os.path.join(os.path.dirname(__file__), "price_listed.json")


class Listed(NamedTuple):
    """What a set costs on one panel.

    Parameters
    ----------
    share : float
        Stable series of 25 points with a signal.
    arl0 : float or None
        Average run length without a shift; None: its rules judge a series that is complete.
    error : float or None
        Standard error of `arl0`; 0: exact.
    """

    share: float
    arl0: float | None
    error: float | None


@lru_cache(maxsize=1)
def listed_prices() -> Mapping[str, Listed]:
    """Return what the shipped sets cost, by their names."""
    with open(TABLE, encoding="utf-8") as file:
        rows: dict[str, list[float]] = json.load(file)["sets"]
    return {name: Listed(*row) for name, row in rows.items()}
