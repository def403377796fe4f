"""Exact tail probabilities of the points of a chart of counts.

With known limits a count is binomial or Poisson. With limits estimated from the same points the total
is given: one count is then hypergeometric (binomial model) or binomial (Poisson model).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sqc.charts.kind import Bools, ControlPanel, Floats
from sqc.data.sample import Ints
from sqc.stats import grouped, tails

Tail = Callable[[Floats], Floats]
Four = tuple[Floats, Floats, Floats, Floats]


class Lots(NamedTuple):
    """The lots of a chart of counts: the points that are judged, their size, the count that is one unit."""

    keep: Bools
    size: Floats
    unit: Floats
    binomial: bool


def lots_of(panel: ControlPanel) -> Lots:
    """Return the lots, from center and sigma of the statistic."""
    keep = panel.defined & (panel.sigma > 0)
    center, sigma = np.asarray(panel.center)[keep], np.asarray(panel.sigma)[keep]
    binomial = panel.model == "binomial"
    size = _lot_size(panel.whole, center, sigma) if binomial else center / sigma**2
    return Lots(keep, size, np.ones_like(size) if panel.whole else size, binomial)


def known_tails(panel: ControlPanel) -> Four:
    """Return P(above center), P(below center), P(above UCL), P(below LCL), center taken as known."""
    keep, size, unit, binomial = lots_of(panel)
    mean = np.asarray(panel.center)[keep] * unit
    if binomial:
        p = mean / size
        return _four(
            panel,
            keep,
            unit,
            lambda k: tails.binomial_sf(k, size, p),
            lambda k: tails.binomial_cdf(k, size, p),
        )
    return _four(panel, keep, unit, lambda k: tails.poisson_sf(k, mean), lambda k: tails.poisson_cdf(k, mean))


def estimated_tails(panel: ControlPanel, starts: Ints) -> Four:
    """Return the same four for limits that come from these points: the total of each stage is given."""
    keep, size, unit, binomial = lots_of(panel)
    within = np.searchsorted(np.flatnonzero(keep), starts)
    counts = np.round(np.asarray(panel.statistic)[keep] * unit)
    within = within[within < len(counts)]
    marked, total = (
        grouped.expand(grouped.segment_sum(part, within), within, len(counts)) for part in (counts, size)
    )
    if binomial:
        given = (total, marked, size)
        return _four(
            panel,
            keep,
            unit,
            lambda k: tails.hypergeometric_sf(k, *given),
            lambda k: tails.hypergeometric_cdf(k, *given),
        )
    share = size / total
    return _four(
        panel,
        keep,
        unit,
        lambda k: tails.binomial_sf(k, marked, share),
        lambda k: tails.binomial_cdf(k, marked, share),
    )


def _four(panel: ControlPanel, keep: Bools, unit: Floats, above: Tail, below: Tail) -> Four:
    """Return the four tails; a count on a line is neither above nor below it."""
    center, lower, upper = (np.asarray(a)[keep] for a in (panel.center, panel.lower, panel.upper))
    low = np.where(np.isfinite(lower), lower, 0.0)

    def over(line: Floats) -> Floats:
        held = np.isfinite(line)
        return np.where(held, above(np.floor(np.where(held, line, 0.0) * unit + 1e-9)), 0.0)

    def under(line: Floats) -> Floats:
        return np.asarray(below(np.ceil(line * unit - 1e-9) - 1))

    return over(center), under(center), over(upper), under(low)


def _lot_size(whole: bool, center: Floats, sigma: Floats) -> Floats:
    """Return n from center and sigma of the statistic: p(1-p)/s^2, or np - s^2 = n p^2."""
    if whole:
        return np.round(center**2 / (center - sigma**2))
    return np.round(center * (1 - center) / sigma**2)
