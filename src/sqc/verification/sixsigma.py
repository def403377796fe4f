"""What sqc computes for cases of sigma levels, yields, equipment effectiveness and quality costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.sixsigma.copq.verb import copq
from sqc.sixsigma.oee.verb import oee
from sqc.sixsigma.sigma.verb import SigmaLevel, sigma
from sqc.stats.yields import dpmo_of_level, level_of_share, normalised_yield
from sqc.verification.load import PublishedCase

Quantities = dict[str, npt.NDArray[Any]]


def levels(case: PublishedCase) -> Quantities:
    """Return DPMO of sigma levels, or sigma levels of DPMO."""
    if "dpmo" in case.data:
        share = np.array(case.data["dpmo"], dtype=np.float64) / 1e6
        shift = case.settings.get("shift", 1.5)
        return {
            "sigma_level": np.asarray(level_of_share(share, shift)),
            "z_no_shift": np.asarray(level_of_share(share, 0.0)),
            "yield_percent": 100.0 * (1.0 - share),
        }
    z = np.array(case.data["level"], dtype=np.float64)
    return {
        "dpmo_shifted": np.asarray(dpmo_of_level(z, 1.5)),
        "dpmo_shifted_both": np.asarray(dpmo_of_level(z, 1.5, 2)),
        "dpmo_plain_both": np.asarray(dpmo_of_level(z, 0.0, 2)),
    }


def yields(case: PublishedCase) -> Quantities:
    """Return the yields of steps, together and normalised.

    Counts are of units that went in; DPU and DPMO are those of one product with so many opportunities.
    """
    data = case.data
    if "rolled" in data:
        one = normalised_yield(data["rolled"], data["steps"])
        return {
            "normalised_yield": np.array(one),
            "z_no_shift": np.array(level_of_share(1.0 - one, 0.0)),
            "sigma_level": np.array(level_of_share(1.0 - one)),
        }
    units = data["units"]
    steps = len(data["defects"])
    table = {"step": [str(i) for i in range(steps)], "units": [units] * steps, **_counts(data)}
    found = sigma(table)
    assert isinstance(found, SigmaLevel)
    product = sigma(defects=sum(data["defects"]), units=1, opportunities=units)
    assert isinstance(product, SigmaLevel)
    passed = found.case.steps
    return {
        "step_yields": passed.yields,
        "rolled_yield": np.array(passed.rolled),
        "first_time_yield": np.array(1.0 - passed.fails.sum() / units),
        "good_share": np.array(1.0 - product.case.steps.dpo),
        "dpu": np.array(product.case.steps.dpu[0]),
        "dpmo": np.array(1e6 * product.case.steps.dpo),
    }


def _counts(data: Any) -> dict[str, list[float]]:
    """Return the columns of the steps: units that were reworked or scrapped, or defects on units."""
    if "rework" in data:
        return {"scrap": list(data["defects"]), "rework": list(data["rework"])}
    return {"defects": list(data["defects"]), "opportunities": [data["opportunities"]] * len(data["defects"])}


def effectiveness(case: PublishedCase) -> Quantities:
    """Return availability, performance, quality and OEE in percent, and the run time."""
    found = oee(**case.data).case.times
    ratios = {
        "availability": found.availability,
        "performance": found.performance,
        "quality": found.quality,
        "oee": found.oee,
    }
    return {
        **{key: np.array(100.0 * one) for key, one in ratios.items()},
        "run_minutes": np.array(found.run / 60.0),
    }


def quality_costs(case: PublishedCase) -> Quantities:
    """Return the costs of each category and of all, and their shares of the sales in percent."""
    found = copq(dict(case.data), **case.settings).case
    costs = np.array(list(found.totals.values()))
    return {
        "costs_by_category": costs,
        "costs_of_quality": np.array(found.total),
        "costs_percent": 100.0 * costs / found.all_sales,
        "total_percent": np.array(100.0 * found.total / found.all_sales),
    }
