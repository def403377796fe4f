"""A control chart as data: sections of its JSON and the columns of its main table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sqc.charts.judged import JudgedChart
from sqc.charts.signals import Judged
from sqc.data.sample import Subgroups, label

MOST_POINTS = 100_000  # JSON of a longer chart holds only the points that signal
_SERIES = ("statistic", "center", "lower", "upper", "sigma")


def labels(chart: JudgedChart) -> list[str]:
    """Return the user's own name of every point."""
    return [label(chart.sample, i) for i in range(len(chart.panels[0].statistic))]


def sections(chart: JudgedChart) -> Mapping[str, object]:
    """Return phase, parameters, panels and signals; of long charts only the points that signal."""
    points = chart.points or ("all" if len(chart.panels[0].statistic) <= MOST_POINTS else "signals")
    names = ("panel", "position", "label", "rule", "set", "points", "value", "limit")
    return {
        "characteristic": chart.sample.about.name,
        "phase": chart.phase,
        "parameters": {**chart.parameters.values, "method": chart.parameters.method or None},
        "points": points,
        **({"labels": labels(chart)} if points == "all" else {}),
        "panels": [_panel(one, points) for one in chart.judged],
        "signals": [{name: getattr(signal, name) for name in names} for signal in chart.list_signals()],
    }


def _panel(one: Judged, points: str) -> Mapping[str, object]:
    panel = one.panel
    at = slice(None) if points == "all" else np.flatnonzero(one.signalling)
    return {
        "key": panel.key,
        "family": panel.family,
        "label": panel.words.text,
        "position": np.arange(1, len(panel.statistic) + 1)[at],
        **{name: np.asarray(getattr(panel, name))[at] for name in _SERIES},
        "rules": [rule.id for rule in one.rules],
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
