"""I-MR chart: single values over their moving ranges.

Values: center = mean, limits center +/- k sigma, sigma within by MRbar/d2(2) unless another
estimator is asked for. Moving ranges of two neighbours: center d2 sigma, limits d2 sigma +/- k d3
sigma, not below 0. No moving range is taken across a gap or a stage.

References: ISO 7870-2:2013, 6.3; NIST/SEMATECH e-Handbook, 6.3.2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.individual import SIGMA_METHODS, estimate_individuals, moving_panel, value_panel
from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.words import MOVING_RANGE, VALUE
from sqc.data.sample import Individuals
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def panels(
    sample: Individuals, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panels of values and of moving ranges."""
    values = value_panel(sample, parameters, estimation)
    return (values, moving_panel(sample, parameters, estimation)), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes the two panels together."""
    from sqc.charts.arl_kinds import SIGMA, ArlKind, by_rules, individuals

    takes = ("rules", "k", *SIGMA, "subgroups")
    compute = by_rules(individuals, sigma="moving-range")
    return ArlKind(takes, compute, place="individuals", below="moving-range")


KIND = ChartKind(
    "i-mr",
    Msg("I-MR chart"),
    "value",
    estimate_individuals,
    panels,
    sigma_methods=SIGMA_METHODS,
    minimum=30,
    words={"i": VALUE, "mr": MOVING_RANGE},
    run_length=run_length,
)
