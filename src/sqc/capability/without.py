"""What an unstable study would say without the points that signal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sqc.capability.judge import Case
from sqc.capability.moments import moments
from sqc.capability.normal import Index, normal_study
from sqc.capability.stability import stability
from sqc.capability.standards import named
from sqc.charts.control import chart_sample
from sqc.charts.prepare import Prepared
from sqc.data.sample import Individuals
from sqc.notes import SqcError

FEW = 5  # signalling points whose leaving out is tried


def without_signals(case: Case, prepared: Prepared) -> Index | None:
    """Return the index that leaving a few signalling points out would give; None where there is none."""
    points = case.stability.points
    about = prepared.sample.about
    if case.moments.between is not None or case.stability.state != "unstable" or not 0 < len(points) <= FEW:
        return None
    out = np.zeros(len(case.chart.panels[0].statistic), dtype=np.bool_)
    out[points] = True
    excluded = out if about.excluded is None else about.excluded | out
    sample = replace(prepared.sample, about=replace(about, excluded=excluded))
    try:
        chart = chart_sample(sample, prepared.kind, prepared.settings)
    except SqcError:
        return None
    found = moments(chart)
    if not stability(chart, found.n).shown:
        return None
    indices = named(normal_study(found, case.spec), case.standard, True, found, case.spec)
    overall = case.standard is not None or isinstance(sample, Individuals)
    return indices.of("ppk" if overall else "cpk")
