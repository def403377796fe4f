"""What the checks of the report card look at, and their thresholds."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sqc.charts.kind import ChartKind, ControlPanel, Floats, Panels
from sqc.data.sample import Individuals, Sample, Subgroups

LOOKED_AT = 20_000
LIMITS = {
    "autocorrelation_from": 30,
    "autocorrelation_act": 0.5,
    "normality_p": 0.05,
    "dispersion_p": 0.05,
    "zero_ranges": 0.5,
    "distinct_act": 3,
    "distinct_from": 10,
    "distinct_ranges": 5,
    "sorted_from": 10,
}


class Context(NamedTuple):
    """What the checks look at."""

    kind: ChartKind
    sample: Sample
    panels: Panels
    new: bool

    @property
    def values(self) -> Floats:
        """Single values without gaps, at most `LOOKED_AT` at even distances."""
        raw = self.raw
        thin = raw if len(raw) <= LOOKED_AT else raw[:: math.ceil(len(raw) / LOOKED_AT)]
        return thin[np.isfinite(thin)]

    @property
    def residuals(self) -> Floats:
        """What the first panel shows, less the center of its stage; thinned like `values`."""
        panel = self.panels[0]
        found = np.array(panel.statistic[:LOOKED_AT] - panel.center[:LOOKED_AT])
        if self.sample.about.excluded is not None:
            found[self.sample.about.excluded[:LOOKED_AT]] = np.nan
        return found

    @property
    def spread(self) -> ControlPanel | None:
        """The panel of ranges or standard deviations, None where there is none."""
        return next((panel for panel in self.panels if panel.family == "dispersion"), None)

    @property
    def raw(self) -> Floats:
        """Single values in order; empty where only summaries were given."""
        if isinstance(self.sample, Individuals):
            return self.sample.values
        if isinstance(self.sample, Subgroups) and self.sample.values is not None:
            return self.sample.values
        return np.zeros(0)
