"""I chart: single values alone.

The panel of values of the I-MR chart: center = mean, limits center +/- k sigma, sigma within by MRbar/d2(2)
unless another estimator is asked for. No moving range is taken across a gap or a stage.

References: ISO 7870-2:2013, 6.3; NIST/SEMATECH e-Handbook, 6.3.2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.individual import SIGMA_METHODS, estimate_individuals, value_panel
from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.words import VALUE
from sqc.data.sample import Individuals
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def panels(
    sample: Individuals, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of values."""
    return (value_panel(sample, parameters, estimation),), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import SIGMA, ArlKind, by_rules, single_values

    takes = ("rules", "k", *SIGMA, "subgroups")
    return ArlKind(takes, by_rules(single_values, sigma="moving-range"), place="individuals")


KIND = ChartKind(
    "i",
    Msg("I chart"),
    "value",
    estimate_individuals,
    panels,
    sigma_methods=SIGMA_METHODS,
    minimum=30,
    words={"i": VALUE},
    run_length=run_length,
)
