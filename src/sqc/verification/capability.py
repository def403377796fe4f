"""What sqc computes for a case about capability: every fact of a study, interval ends and bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from sqc.capability.moments import Moments, moments
from sqc.capability.normal import Outside, normal_study
from sqc.capability.specification import Specification
from sqc.capability.standards import Standard, named, standard_of
from sqc.charts.control import chart_sample
from sqc.charts.settings import Settings
from sqc.data.sample import Individuals, Sample
from sqc.stats.attribute import clopper_pearson, garwood, wilson
from sqc.stats.capability import side_bound
from sqc.stats.targets import adjusted_target

_SPECIFICATION = ("lsl", "usl", "target", "confidence", "bound")


def studied(sample: Sample, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the quantities of the study of a sample."""
    options = dict(settings)
    spec = _specification(options)
    kind = "i-mr" if isinstance(sample, Individuals) else "xbar-r"
    return _quantities(moments(chart_sample(sample, kind, Settings(**options))), spec)


def of_moments(data: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the quantities where a publication gives mean, standard deviation and n alone."""
    n, mean, sd = int(data.get("n", 2)), float(data["mean"]), float(data["sd"])
    values = np.full(n, mean)
    options = dict(settings)
    standard = standard_of(options.pop("standard", None))
    return _quantities(Moments(values, mean, sd, n - 1.0, "overall", sd), _specification(options), standard)


def targets(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the goals of studies with fewer values than the goals are for."""
    given = zip(settings["goal"], settings["n"], settings["base"], strict=True)
    return {"adjusted_target": np.array([adjusted_target(*one) for one in given])}


def _specification(options: dict[str, Any]) -> Specification:
    return Specification(**{name: options.pop(name) for name in _SPECIFICATION if name in options})


def _quantities(found: Moments, spec: Specification, standard: Standard | None = None) -> dict[str, Any]:
    study = named(normal_study(found, spec), standard, True, found, spec)
    values: dict[str, float] = {
        "k": study.k,
        "mean": found.mean,
        "sigma_within": found.sigma_within,
        "sigma_overall": found.sigma_overall,
        "ppm_observed": 1e6 * sum(study.observed) / found.n,
    }
    for key, index in study.indices.items():
        values |= {key: index.value, f"{key}_lower": index.interval[0], f"{key}_upper": index.interval[1]}
        values[f"{key}_bound"] = index.bounds[0]
    for name, one in (("within", study.within), ("overall", study.overall)):
        values |= _outside(name, one)
    if math.isfinite(study.of("ppk").value):
        exact = side_bound(study.of("ppk").value, found.n, found.df_overall, spec.confidence)
        values["ppk_exact_bound"] = exact
    return {key: np.asarray(value, dtype=float) for key, value in values.items()}


def _outside(name: str, one: Outside) -> dict[str, float]:
    return {
        f"ppm_{name}": 1e6 * one.share,
        f"ppm_{name}_lower": 1e6 * one.below,
        f"ppm_{name}_upper": 1e6 * one.above,
        f"z_bench_{name}": one.z,
    }


def intervals(data: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the exact and the score interval of a share, the exact one of a rate."""
    half = (1 - settings.get("confidence", 0.95)) / 2
    events, n = data["events"], data["n"]
    found = {
        "p": clopper_pearson(events, n, half, 1 - half),
        "wilson": wilson(events, n, half, 1 - half),
        "dpu": garwood(events, data.get("expected_count", n), half, 1 - half),
    }
    names = ("lower", "upper")
    return {
        f"{key}_{name}": end for key, pair in found.items() for name, end in zip(names, pair, strict=True)
    }
