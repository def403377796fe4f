"""A judged control chart as data: what the views, the limits file and the texts read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sqc.charts.kind import ChartKind, Estimation, More, Panels, Parameters
from sqc.charts.price import Price
from sqc.charts.rulesets import RuleSet
from sqc.charts.signals import Judged, Signal, count_signalling, list_signals
from sqc.data.sample import Sample
from sqc.i18n.message import Words
from sqc.notes import Finding
from sqc.report.numbers import apart, panel_decimals


@dataclass(frozen=True, eq=False, repr=False)
class JudgedChart:
    """A judged control chart.

    Parameters
    ----------
    kind : ChartKind
    sample : Individuals, Subgroups or Counts
    parameters : Parameters
        What phase I learned, or what the limits file says.
    panels : tuple of ControlPanel
    judged : tuple of Judged
        The panels with their rules and masks of signals.
    rule_set : RuleSet
    estimation : Estimation
    phase : {1, 2}
    price : Price or None
    findings : tuple of Finding
        The verdict first.
    points : {"all", "signals"}, optional
        Which points JSON holds.
    """

    kind: ChartKind
    sample: Sample
    parameters: Parameters
    panels: Panels
    judged: tuple[Judged, ...]
    rule_set: RuleSet
    estimation: Estimation
    phase: int
    price: Price | None
    findings: tuple[Finding, ...]
    limits_file: str | None = None
    limits_words: Words | None = None
    suggestions: tuple[Words, ...] = ()
    given: object = None
    more: More | None = None
    points: str | None = None

    @property
    def sigma(self) -> float:
        """The smallest sigma within over the stages, NaN for counts."""
        values = self.parameters.values.get("sigma")
        found = values[np.isfinite(values)] if values is not None else np.zeros(0)
        return float(found.min()) if len(found) else float("nan")

    @property
    def digits(self) -> int:
        """Decimals of sigma within, which never reads 0."""
        return apart(self.sigma, 0.0, panel_decimals(self.sample.about.decimals, self.sigma))

    @property
    def n_signals(self) -> int:
        """Points that signal, each panel counted for itself."""
        return count_signalling(self.judged)

    def list_signals(self, most: int | None = None) -> list[Signal]:
        """Return the signals by panel and point; `most` cuts the list."""
        return list_signals(self.judged, self.sample, self.rule_set, most)
