"""A control chart as data: sections of its JSON and the columns of its main table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sqc.charts.judged import JudgedChart
from sqc.data.sample import Subgroups, label


def labels(chart: JudgedChart) -> list[str]:
    """Return the user's own name of every point."""
    return [label(chart.sample, i) for i in range(len(chart.panels[0].statistic))]


def sections(chart: JudgedChart) -> Mapping[str, object]:
    """Return phase, parameters, panels and signals."""
    panels = [
        {
            "key": one.panel.key,
            "family": one.panel.family,
            "label": one.panel.words.text,
            "position": np.arange(1, len(one.panel.statistic) + 1),
            "statistic": one.panel.statistic,
            "center": one.panel.center,
            "lower": one.panel.lower,
            "upper": one.panel.upper,
            "sigma": one.panel.sigma,
            "rules": [rule.id for rule in one.rules],
        }
        for one in chart.judged
    ]
    names = ("panel", "position", "label", "rule", "set", "points", "value", "limit")
    return {
        "characteristic": chart.sample.about.name,
        "phase": chart.phase,
        "parameters": {**chart.parameters.values, "method": chart.parameters.method or None},
        "labels": labels(chart),
        "panels": panels,
        "signals": [{name: getattr(signal, name) for name in names} for signal in chart.list_signals()],
    }


def provenance(chart: JudgedChart) -> Mapping[str, object]:
    """Return what the numbers were made by."""
    estimation = chart.estimation
    return {
        "constants": "tabulated" if estimation.tabulated else "exact",
        "k": estimation.k if estimation.alpha is None else None,
        "alpha": estimation.alpha,
        "rules": chart.rule_set.name,
        "rules_edition": chart.rule_set.edition or None,
        "rules_source": chart.rule_set.source or None,
        "rules_listed_by": chart.rule_set.who or None,
        "rules_withdrawn": chart.rule_set.withdrawn or None,
        "limits_file": chart.limits_file,
        "sha256": chart.sample.about.source.sha256,
    }


def frame(chart: JudgedChart) -> Mapping[str, Sequence[object]]:
    """Return one row per point: label, statistic, limits and rules of every panel."""
    columns: dict[str, Any] = {chart.sample.about.label_name or "point": labels(chart)}
    if isinstance(chart.sample, Subgroups):
        columns["n"] = chart.sample.n
    for one in chart.judged:
        panel = one.panel
        columns[panel.key] = panel.statistic
        for name in ("lower", "center", "upper"):
            columns[f"{panel.key}_{name}"] = np.array(getattr(panel, name))
        names = np.array([f"{chart.rule_set.id}-{rule.id}" for rule in one.rules])
        columns[f"{panel.key}_rules"] = [" ".join(names[hit]) if hit.any() else "" for hit in one.masks.T]
    return columns
