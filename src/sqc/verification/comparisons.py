"""What sqc computes for cases of comparisons of groups and of sample sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.qctools.compare.outcome import Ask, shape_of
from sqc.qctools.compare.run_counts import changed
from sqc.qctools.compare.sample import Counted, Values
from sqc.qctools.compare.tests import find_test
from sqc.qctools.samplesize.plan import plan_of
from sqc.qctools.samplesize.tables import known_sigma
from sqc.stats.hypothesis.control import critical
from sqc.stats.hypothesis.found import Found
from sqc.stats.hypothesis.shares import two_rates
from sqc.stats.power_counts import cohen_h
from sqc.verification.load import PublishedCase

Quantities = dict[str, npt.NDArray[Any]]
NO_LINES = np.zeros(0, dtype=np.int64)


def tested(case: PublishedCase) -> Quantities:
    """Return effect, interval, statistic and probability of a test, and those of all pairs."""
    settings = case.settings
    sample = _sample(case)
    test = find_test(shape_of(sample), settings["test"])
    assert test is not None
    outcome = test.run(sample, Ask(settings.get("confidence", 0.95), settings.get("target")))
    one, overall = outcome.found[0], outcome.overall
    name = "ratio" if test.scale == "ratio" else "difference"
    quantities = {
        name: one.effect,
        f"{name}_lower": one.lower,
        f"{name}_upper": one.upper,
        "test_statistic": one.statistic if overall is None else overall.statistic,
        "df": one.df if overall is None else overall.df,
        "p_value": one.p if overall is None else overall.p,
    }
    if overall is not None:
        quantities["df2"] = overall.df2
    if "items" in case.data:
        odds = two_rates(changed(sample, 0, 1), (1.0, 1.0), settings.get("confidence", 0.95))
        quantities |= {"odds": odds.effect, "odds_lower": odds.lower, "odds_upper": odds.upper}
    return _numbers(quantities) | _pairs(outcome.found)


def _numbers(values: dict[str, float]) -> Quantities:
    return {name: np.array(value) for name, value in values.items()}


def _pairs(found: tuple[Found, ...]) -> Quantities:
    return {
        "pair_effects": np.array([one.effect for one in found]),
        "pair_lower": np.array([one.lower for one in found]),
        "pair_upper": np.array([one.upper for one in found]),
        "pair_p": np.array([one.p for one in found]),
    }


def _sample(case: PublishedCase) -> Values | Counted:
    data = case.data
    if "items" in data or "judged" in data:
        return _judged(data)
    if "events" in data:
        events, sizes = (np.array(data[key], dtype=np.float64) for key in ("events", "sizes"))
        names = tuple(str(i) for i in range(len(events)))
        return Counted(names, events, sizes, (), case.settings["test"] != "poisson", False)
    parts = tuple(np.array(part, dtype=np.float64) for part in data.get("groups") or data["pairs"])
    names = tuple(str(i) for i in range(len(parts)))
    return Values(names, parts, (NO_LINES,) * len(parts), 0, "pair" if "pairs" in data else "")


def _judged(data: Mapping[str, Any]) -> Counted:
    """Return the same items in several groups: `judged`, or how many are in both, first, second, neither."""
    if "judged" in data:
        judged = np.array(data["judged"], dtype=np.bool_)
    else:
        kinds = np.array([[True, True, False, False], [True, False, True, False]])
        judged = np.repeat(kinds, data["items"], axis=1)
    names = tuple(str(i) for i in range(len(judged)))
    events, sizes = judged.sum(axis=1).astype(np.float64), np.full(len(judged), float(judged.shape[1]))
    return Counted(names, events, sizes, (), True, False, judged)


def edges(settings: Mapping[str, Any]) -> Quantities:
    """Return Dunnett's critical values of 1, 2, ... groups against one, groups of one size, row by row."""
    rows = [
        [
            critical(settings["confidence"], np.full(k, np.sqrt(0.5)), df)
            for k in range(1, settings["most"] + 1)
        ]
        for df in settings["df"]
    ]
    return {"edges": np.array(rows).ravel()}


def planned(case: PublishedCase) -> Quantities:
    """Return the sample size, before and after it is rounded up, and the power."""
    plan = plan_of(case.settings)
    known = known_sigma(plan)
    center, difference = plan.options.get("given_center"), plan.options.get("difference")
    h = np.nan if center is None or difference is None else cohen_h(center, center + difference)
    return _numbers(
        {
            "cohen_h": h,
            "sample_size": plan.fraction,
            "whole_size": plan.n,
            "whole_size_known": np.nan if known is None else known,
            "power": plan.power,
        }
    )
