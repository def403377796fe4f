"""The point of a chart whose limits are explained, and what stands in every formula."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

import numpy as np

from sqc.charts.catalog import module_of
from sqc.charts.judged import JudgedChart
from sqc.charts.kind import Bools, ControlPanel, Estimation, stage_starts, used_points
from sqc.data.sample import Counts, Individuals, label
from sqc.i18n.message import Msg, Words
from sqc.report.explain import Formula, figures

SIGMA = Msg("sigma_within")
CENTER = Msg("center")
_GIVEN = {"center": "--given-center", "sigma": "--given-sigma"}


class Point(NamedTuple):
    """One point of a panel, 0-based, and the stage it stands in.

    Parameters
    ----------
    chart : JudgedChart
    panel : ControlPanel
    at, stage : int
    symbols : bool
        The chart stands for all of its kind: formulas keep letters where its own numbers would be put in.
    """

    chart: JudgedChart
    panel: ControlPanel
    at: int
    stage: int
    symbols: bool = False

    @property
    def estimation(self) -> Estimation:
        """How the limits were got."""
        return self.chart.estimation

    @property
    def size(self) -> float:
        """Values in the subgroup, units in the lot, area; 2 for a moving range, 1 for a single value."""
        sample = self.chart.sample
        if isinstance(sample, Individuals):
            return float(self.panel.span)
        if isinstance(sample, Counts):
            return 1.0 if sample.size is None else float(sample.size[self.at])
        return float(sample.n[self.at])

    def letter(self, letter: str, number: str) -> str:
        """Return what stands in a formula: the number of this point, or its letter."""
        return letter if self.symbols else number

    @property
    def n(self) -> str:
        """The size as it stands in a formula; that of a moving range is always 2."""
        number = f"{self.size:.10g}"
        return number if isinstance(self.chart.sample, Individuals) else self.letter("n", number)

    @property
    def name(self) -> str:
        """The user's own name of the point."""
        return label(self.chart.sample, self.at)

    def parameter(self, name: str) -> float:
        """Return a parameter of the point's stage."""
        values = self.chart.parameters[name]
        return float(values[min(self.stage, len(values) - 1)])

    def used(self) -> Bools:
        """Return which points the parameters of the stage are made from."""
        sample = self.chart.sample
        statistic = (
            sample.values
            if isinstance(sample, Individuals)
            else sample.count
            if isinstance(sample, Counts)
            else sample.mean
        )
        starts = stage_starts(sample)
        inside = np.searchsorted(starts, np.arange(len(statistic)), side="right") - 1 == self.stage
        return np.asarray(used_points(sample, statistic) & inside)

    def put(self, value: float, result: float | None = None) -> str:
        """Return a number as it is put in: exact enough for a limit that is a sum."""
        near = float(self.panel.sigma[self.at])
        if result is not None and result != 0:
            near = min(abs(result), near) if near > 0 else abs(result)
        return figures(value, near)


class PanelText(NamedTuple):
    """What a panel says of its lines; the record that a panel's `formula` names.

    Parameters
    ----------
    center : callable
        Returns the formulas of the center of a point.
    limit : callable
        Returns the formulas of a limit, side -1 or 1; the value of the first may lie where there is none.
    center_is : Words
        What the center is, in a few words.
    above, below : Words
        What a point beyond the limit usually means.
    needs : Words
        What must hold.
    learned : mapping of str to callable
        Returns the formulas of what else phase I learned, by the names of `ChartKind.learned`.
    """

    center: Callable[[Point], tuple[Formula, ...]]
    limit: Callable[[Point, int], tuple[Formula, ...]]
    center_is: Words
    above: Words
    below: Words
    needs: Words
    learned: Mapping[str, Callable[[Point], tuple[Formula, ...]]] = {}


def constant_text(value: float, near: float = 1.0) -> str:
    """Return a constant with the six decimals of the tables, more where a sum of the size `near` needs them.

    Examples
    --------
    >>> constant_text(2.3259289), constant_text(2.326)
    ('2.325929', '2.326')
    """
    decimals = 6 if not near > 0 else max(6, 6 - math.floor(math.log10(near)))
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def put_factor(factor: float, product: float, result: float) -> str:
    """Return a factor of a product that is taken from something else: more figures where little is left.

    Examples
    --------
    >>> put_factor(1.0002345, 1.0, 1.0), put_factor(1.0002345, 1.0, 0.01)
    ('1.00023', '1.0002345')
    """
    left = min(1.0, abs(result / product)) if product else 1.0
    return figures(factor, factor * left / 10 if left < 1 else factor)


def text_of(panel: ControlPanel) -> PanelText | None:
    """Return what a panel says of its lines, None where it brings nothing of its own."""
    if not panel.formula:
        return None
    module, _, name = panel.formula.partition(".")
    found: PanelText = getattr(import_module(f"sqc.charts.explain.{module}"), name)
    return found


def stage_of(chart: JudgedChart, at: int) -> int:
    """Return the stage of a point."""
    return int(np.searchsorted(stage_starts(chart.sample), at, side="right")) - 1


def references(kind: str) -> str:
    """Return the references of a kind, as its module names them.

    Examples
    --------
    >>> references("c")
    'ISO 7870-2:2013, 7; NIST/SEMATECH e-Handbook, 6.3.3.1.'
    """
    _, _, found = (import_module(module_of(kind)).__doc__ or "").partition("References: ")
    return " ".join(found.split("\n\n")[0].split())


def docstring_references(text: str | None) -> str:
    """Return the References section of a docstring in one line; "" where there is none."""
    _, _, found = (text or "").partition("References\n")
    body = found.partition("Examples\n")[0].partition("See Also\n")[0]
    return " ".join(word for word in body.split() if set(word) != {"-"})


def typed_in(point: Point) -> bool:
    """Return whether somebody wrote the lines of the panel into the limits file: those of the first one."""
    values = point.chart.parameters.values
    return point.panel is point.chart.panels[0] and ("lower" in values or "upper" in values)


def known(point: Point, name: str) -> Words | None:
    """Return where a parameter is from that was not estimated here; None where it was."""
    chart = point.chart
    if chart.phase == 2:
        return Msg("from {file}, not re-estimated", file=chart.limits_file or "")
    if getattr(chart.estimation, f"given_{name}") is not None:
        return Msg("as given by {option}", option=_GIVEN[name])
    return None
