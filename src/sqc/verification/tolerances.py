"""What sqc computes for cases of tolerance intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.capability.tolerance_ask import Asked
from sqc.capability.tolerance_limits import limits
from sqc.stats import tolerance as factors
from sqc.stats.tolerance_ranks import values_for_ranks
from sqc.verification.load import PublishedCase

Quantities = dict[str, npt.NDArray[Any]]

_BY_N: dict[str, Callable[[int, float, float], float]] = {
    "one_sided_factor": factors.one_sided_factor,
    "two_sided_factor": factors.two_sided_factor,
    "howe_factor": factors.howe_factor,
    "howe_corrected_factor": factors.howe_corrected_factor,
    "wald_wolfowitz_factor": factors.wald_wolfowitz_factor,
}


def of_settings(case: PublishedCase) -> Quantities:
    """Return factors by n, coverage and confidence, and the fewest values by coverage and confidence."""
    pairs = list(zip(case.settings["coverage"], case.settings["confidence"], strict=True))
    found = {
        name: np.array([make(n, *pair) for n, pair in zip(case.settings["n"], pairs, strict=True)])
        for name, make in _BY_N.items()
        if name in case.expected
    }
    for name, left_out in (("values_one_sided", 1), ("values_two_sided", 2)):
        found[name] = np.array([values_for_ranks(*pair, left_out) for pair in pairs], dtype=np.float64)
    return found


def of_values(case: PublishedCase) -> Quantities:
    """Return both limits of a two-sided interval, or each limit by itself, and the factor or the fit."""
    settings, values = case.settings, np.array(case.data["value"], dtype=np.float64)
    method = settings.get("method", "exact")
    ask = Asked(settings["coverage"], settings["confidence"], dist=settings["dist"], method=method)
    sides = ("both", "both") if settings["sides"] == 2 else ("lower", "upper")
    lower, upper = (limits(ask._replace(side=side), values) for side in sides)
    parts = {name: np.array(value) for name, value in lower.parts.items()}
    return parts | {
        "tolerance_lower": np.array(lower.lower),
        "tolerance_upper": np.array(upper.upper),
    }
