"""Laney u' chart: nonconformities per unit where the true rate varies from point to point.

With s_i = sqrt(ubar / n_i) the standard deviation by chance and z_i = (u_i - ubar) / s_i, sigma z = mean
moving range of z / d2(2); limits ubar +/- k s_i sigma z, each by its own n_i, cut at 0. With sigma z = 1 it
is the u chart, whose limits are dotted. `alpha` takes the normal quantile: there is no exact distribution.

References: Laney (2002), Improved control charts for attributes, Quality Engineering 14, 531-537.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.kind import ChartKind, Estimation, Floats, Panels, Parameters, State
from sqc.charts.laney import LEARNED, estimate_laney, laney_panel, remark
from sqc.charts.words import RATE
from sqc.data.sample import Counts
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def _variance(rate: Floats) -> Floats:
    return rate


def estimate(sample: Counts, estimation: Estimation) -> Parameters:
    """Return center and sigma z of each stage."""
    return estimate_laney(sample, estimation, _variance)


def panels(
    sample: Counts, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of rates."""
    ordinary = Msg("Poisson limits")
    panel = laney_panel(sample, parameters, estimation, RATE, ("u", "ubar"), _variance, np.inf, ordinary)
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it: for lots of one size it is a chart of single values."""
    from sqc.charts.arl_kinds import ArlKind, by_rules, single_values

    compute = by_rules(single_values, Msg("normal points of lots of one size"), sigma="moving-range")
    return ArlKind(("rules", "k", "subgroups"), compute, place="attribute")


KIND = ChartKind(
    "laney-u",
    Msg("Laney u' chart"),
    "subgroup",
    estimate,
    panels,
    parameters=("center", "sigma_z"),
    learned=LEARNED,
    words={"u": RATE},
    center="rate",
    remark=remark,
    run_length=run_length,
)
