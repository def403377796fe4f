"""Laney p' chart: fraction nonconforming where the true share varies from point to point.

With s_i = sqrt(pbar (1 - pbar) / n_i) the standard deviation by chance and z_i = (p_i - pbar) / s_i, sigma z
= mean moving range of z / d2(2); limits pbar +/- k s_i sigma z, each by its own n_i, cut at 0 and 1. With
sigma z = 1 it is the p chart, whose limits are dotted. `alpha` takes the normal quantile: there is no exact
distribution.

References: Laney (2002), Improved control charts for attributes, Quality Engineering 14, 531-537.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.kind import ChartKind, Estimation, Floats, Panels, Parameters, State
from sqc.charts.laney import LEARNED, estimate_laney, laney_panel, remark
from sqc.charts.words import FRACTION
from sqc.data.sample import Counts
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def _variance(rate: Floats) -> Floats:
    return rate * (1.0 - rate)


def estimate(sample: Counts, estimation: Estimation) -> Parameters:
    """Return center and sigma z of each stage."""
    return estimate_laney(sample, estimation, _variance)


def panels(
    sample: Counts, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of fractions."""
    ordinary = Msg("binomial limits")
    panel = laney_panel(sample, parameters, estimation, FRACTION, ("p", "pbar"), _variance, 1.0, ordinary)
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it: for lots of one size it is a chart of single values."""
    from sqc.charts.arl_kinds import ArlKind, by_rules, single_values

    compute = by_rules(single_values, Msg("normal points of lots of one size"), sigma="moving-range")
    return ArlKind(("rules", "k", "subgroups"), compute, place="attribute")


KIND = ChartKind(
    "laney-p",
    Msg("Laney p' chart"),
    "lot",
    estimate,
    panels,
    parameters=("center", "sigma_z"),
    learned=LEARNED,
    words={"p": FRACTION},
    center="share",
    remark=remark,
    run_length=run_length,
)
