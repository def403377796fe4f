"""Exact tail probabilities of the points of a chart of counts.

With known limits a count is binomial or Poisson. With limits estimated from the same points the total
is given: one count is then hypergeometric (binomial model) or binomial (Poisson model).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sqc.charts.kind import Bools, ControlPanel, Floats
from sqc.data.sample import Ints
from sqc.stats import grouped, tails

Tail = Callable[[Floats], Floats]
Four = tuple[Floats, Floats, Floats, Floats]


def known_tails(panel: ControlPanel) -> Four:
    """Return P(above center), P(below center), P(above UCL), P(below LCL), center taken as known."""
    keep = panel.defined & (panel.sigma > 0)
    center, sigma = np.asarray(panel.center)[keep], np.asarray(panel.sigma)[keep]
    if panel.key in ("p", "np"):
        n = _lot_size(panel.key, center, sigma)
        unit = n if panel.key == "p" else np.ones_like(n)
        p = center * unit / n
        return _four(
            panel, keep, unit, lambda k: tails.binomial_sf(k, n, p), lambda k: tails.binomial_cdf(k, n, p)
        )
    area = center / sigma**2
    mean = center * area
    return _four(panel, keep, area, lambda k: tails.poisson_sf(k, mean), lambda k: tails.poisson_cdf(k, mean))


def estimated_tails(panel: ControlPanel, starts: Ints) -> Four:
    """Return the same four for limits that come from these points: the total of each stage is given."""
    keep = panel.defined & (panel.sigma > 0)
    center, sigma = np.asarray(panel.center)[keep], np.asarray(panel.sigma)[keep]
    within = np.searchsorted(np.flatnonzero(keep), starts)
    binomial = panel.key in ("p", "np")
    size = _lot_size(panel.key, center, sigma) if binomial else center / sigma**2
    unit = np.ones_like(size) if panel.key == "np" else size
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
        return np.asarray(above(np.floor(line * unit + 1e-9)))

    def under(line: Floats) -> Floats:
        return np.asarray(below(np.ceil(line * unit - 1e-9) - 1))

    return over(center), under(center), over(upper), under(low)


def _lot_size(key: str, center: Floats, sigma: Floats) -> Floats:
    """Return n from center and sigma of the statistic: p(1-p)/s^2, or np - s^2 = n p^2."""
    if key == "p":
        return np.round(center * (1 - center) / sigma**2)
    return np.round(center**2 / (center - sigma**2))
