"""What sqc computes for a case: one function per topic, each returns values by quantity.

Quantities of a chart: ``xbar`` (the plotted statistic), ``xbar_center``, ``xbar_lower``, ``xbar_upper``,
``xbar_sigma`` (of the statistic), ``xbar_n_beyond`` (points beyond a limit), ``xbar_nelson-5`` (positions,
from 1, at which a rule signals; every rule on every panel), and ``sigma_within``. `runlengths` has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.charts.control import chart_sample
from sqc.charts.rulesets import SETS
from sqc.charts.settings import Settings
from sqc.charts.signals import engine_panel
from sqc.data.sample import About, Counts, Floats, Individuals, Sample, Subgroups
from sqc.stats import constants, grouped
from sqc.stats import sigma as estimators
from sqc.stats.dependence import autocorrelation
from sqc.stats.dispersion import dispersion_test
from sqc.stats.rules import Panel, masks
from sqc.verification import (
    capability,
    comparisons,
    components,
    distributions,
    networks,
    pareto,
    priorities,
    relations,
    runlengths,
    sixsigma,
    strata,
    tolerances,
    univariate,
)
from sqc.verification.load import PublishedCase

Array = npt.NDArray[Any]
Quantities = dict[str, Array]
_SETS = ("nelson", "western-electric")


def _numbers(values: Any) -> Floats:
    return np.array(values, dtype=np.float64)


def _about(case: PublishedCase, n: int) -> About:
    """Return a description in which only the points of phase I enter the estimate."""
    excluded = None if case.phase1 is None else np.arange(n) >= case.phase1
    return About(case.id, excluded=excluded)


def _from_values(case: PublishedCase, data: Mapping[str, Any]) -> Sample:
    groups = data["subgroups"][: case.points]
    sizes = np.array([len(group) for group in groups])
    values = _numbers([value for group in groups for value in group])
    stats = grouped.describe(values, grouped.starts_of(sizes))
    return Subgroups(sizes, stats.mean, stats.range, stats.sd, _about(case, len(groups)), values)


def _from_summaries(case: PublishedCase, data: Mapping[str, Any]) -> Sample:
    mean = _numbers(data["mean"])
    unknown = np.full(len(mean), np.nan)
    sizes = np.full(len(mean), data["n"])
    ranges, sds = (_numbers(data[name]) if name in data else unknown for name in ("range", "sd"))
    return Subgroups(sizes, mean, ranges, sds, _about(case, len(mean)))


def _from_counts(case: PublishedCase, data: Mapping[str, Any]) -> Sample:
    count = _numbers(data["count"])
    size = np.broadcast_to(_numbers(data["size"]), count.shape) if "size" in data else None
    return Counts(count, size, _about(case, len(count)))


def _from_individuals(case: PublishedCase, data: Mapping[str, Any]) -> Sample:
    values = _numbers(data["value"])
    return Individuals(values, _about(case, len(values)))


_SAMPLES: dict[str, Callable[[PublishedCase, Mapping[str, Any]], Sample]] = {
    "subgroups": _from_values,
    "mean": _from_summaries,
    "count": _from_counts,
    "value": _from_individuals,
}


def sample_of(case: PublishedCase) -> Sample:
    """Return the data of a case as a validated sample.

    Examples
    --------
    >>> from sqc.verification.load import select
    >>> len(sample_of(select(["nist-6322-imr"])[0]).values)
    10
    """
    shape = next(key for key in _SAMPLES if key in case.data)
    return _SAMPLES[shape](case, case.data)


def _signals(panel: Panel, prefix: str = "") -> Quantities:
    """Return the positions at which each rule of each set signals."""
    found: Quantities = {}
    for name in _SETS:
        rules = SETS[name].rules
        for rule, mask in zip(rules, masks(rules, panel, [0]), strict=True):
            found[f"{prefix}{name}-{rule.id}"] = np.flatnonzero(mask) + 1
    return found


def _chart(case: PublishedCase, sample: Sample, settings: Settings) -> Quantities:
    chart = chart_sample(sample, case.kind, settings)
    found: Quantities = {}
    for panel in chart.panels:
        key = panel.key
        found |= {
            key: panel.statistic,
            f"{key}_center": panel.center,
            f"{key}_lower": panel.lower,
            f"{key}_upper": panel.upper,
            f"{key}_sigma": panel.sigma,
        }
        found |= _signals(engine_panel(panel), f"{key}_")
        found[f"{key}_n_beyond"] = np.array(len(found[f"{key}_nelson-1"]))
    if "sigma" in chart.parameters.values:
        found["sigma_within"] = chart.parameters["sigma"]
    return found


def _by_settings(case: PublishedCase) -> Quantities:
    return _chart(case, sample_of(case), Settings(**case.settings))


def _by_estimator(case: PublishedCase) -> Quantities:
    """Return a chart of single values whose sigma is by an estimator that `sqc chart` does not offer."""
    sample = sample_of(case)
    assert isinstance(sample, Individuals)
    options = dict(case.settings)
    estimator = estimators.INDIVIDUAL_METHODS[options.pop("method")]
    starts, used = np.array([0]), np.isfinite(sample.values)
    sigma, _ = estimator(sample.values, starts, used, **options)
    return _chart(case, sample, Settings(given_sigma=float(sigma[0])))


def _rules(case: PublishedCase) -> Quantities:
    return _signals(Panel(_numbers(case.data["value"]), 0.0, -3.0, 3.0, 1.0))


def _constants(case: PublishedCase) -> Quantities:
    """Return constants and factors; those for a known sigma are the limits of charts with sigma 1."""
    n = np.array(case.settings["n"])
    tabulated = case.settings.get("constants") == "tabulated"
    found: Quantities = {
        name: np.asarray(getattr(constants, name)(n, tabulated=tabulated))
        for name in ("d2", "d3", "d4", "c4")
    }
    found |= {"sd_median": constants.sd_median(n), "c5": constants.c5(n), "c4_mssd": constants.c4_mssd(n)}
    found |= {name: np.asarray(constants.factor(name, n, tabulated=tabulated)) for name in constants.FACTORS}
    zero = np.zeros(len(n))
    sample = Subgroups(n, zero, zero, zero, About(case.id))
    known = Settings(given_center=0.0, given_sigma=1.0)
    _, ranges = chart_sample(sample, "xbar-r", known).panels
    means, sds = chart_sample(sample, "xbar-s", known).panels
    factors = {"A": means.upper, "D1": ranges.lower, "D2": ranges.upper, "B5": sds.lower, "B6": sds.upper}
    return found | factors


def _dispersion(case: PublishedCase) -> Quantities:
    ratio, p = dispersion_test(case.data["count"], case.data.get("size", 1), case.settings["model"])
    return {"variance_ratio": np.array(ratio), "p_value": np.array(p)}


def _dependence(case: PublishedCase) -> Quantities:
    return {"autocorrelation": np.array(autocorrelation(case.data["value"]))}


def _runs(case: PublishedCase) -> Quantities:
    facts = chart_sample(_from_individuals(case, case.data), "run", Settings(**case.settings)).facts
    return {name: np.array(facts[name].value) for name in case.expected}


def _capability(case: PublishedCase) -> Quantities:
    if "sd" in case.data and "mean" in case.data:
        return capability.of_moments(case.data, case.settings)
    return capability.studied(sample_of(case), case.settings)


TOPICS: dict[str, Callable[[PublishedCase], Quantities]] = {
    "chart": _by_settings,
    "sigma": _by_estimator,
    "rules": _rules,
    "constants": _constants,
    "dispersion": _dispersion,
    "dependence": _dependence,
    "summary": univariate.summary,
    "normality": univariate.normality,
    "box-cox": univariate.box_cox,
    "outliers": univariate.outliers,
    "critical": univariate.critical,
    "attribute": lambda case: capability.intervals(case.data, case.settings),
    "capability": _capability,
    "targets": lambda case: capability.targets(case.settings),
    "distribution": distributions.fitted,
    "runs": _runs,
    "runlength": runlengths.front_door,
    "memory": runlengths.with_memory,
    "rule-chain": runlengths.rule_chain,
    "two-panels": runlengths.two_panels,
    "estimated": runlengths.estimated,
    "design": runlengths.design,
    "tolerance-factors": tolerances.of_settings,
    "tolerance": tolerances.of_values,
    "comparison": comparisons.tested,
    "control-edges": lambda case: comparisons.edges(case.settings),
    "sample-size": comparisons.planned,
    "pareto": lambda case: pareto.ranked(case.data),
    "strata": lambda case: strata.one_way_case(case.data),
    "strata-columns": lambda case: strata.columns_case(case.data),
    "two-way-counts": lambda case: strata.table_case(case.data),
    "action-priority": lambda case: priorities.rated(case.data),
    "sigma-levels": sixsigma.levels,
    "yields": sixsigma.yields,
    "oee": sixsigma.effectiveness,
    "quality-costs": sixsigma.quality_costs,
    "schedule": lambda case: networks.scheduled(case.data),
    "components": lambda case: components.analysed(case.data, case.settings),
    "relation": lambda case: relations.related(case.data),
    "regression": lambda case: relations.regressed(case.data),
    "dip": lambda case: relations.dipped(case.data),
    "open": lambda case: {},  # all its values are of analyses that sqc does not have
}
