"""c chart: number of nonconformities on equal areas.

Center cbar, limits cbar +/- k sqrt(cbar), cut at 0; with alpha the exact Poisson quantiles.

References: ISO 7870-2:2013, 7; NIST/SEMATECH e-Handbook, 6.3.3.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.counted import count_panel, estimate_rate
from sqc.charts.kind import ChartKind, Estimation, Panels, PanelWords, Parameters, State
from sqc.charts.subgrouped import per_point
from sqc.data.sample import Counts
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError
from sqc.stats.segments import distinct
from sqc.stats.tails import poisson_quantile

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind

NONCONFORMITIES = PanelWords(Verbatim("c"), Msg("nonconformities"), "c̄")


def estimate(sample: Counts, estimation: Estimation) -> Parameters:
    """Return the mean count of each stage.

    Raises
    ------
    DataError
        If the counts come from areas that are known to differ.
    """
    areas = distinct(sample.size) if sample.size is not None else np.ones(1)
    if len(areas) > 1:
        raise DataError(
            "c-unequal",
            Msg(
                "the inspected areas run from {a} to {b}; a c chart needs equal ones.",
                a=f"{areas[0]:g}",
                b=f"{areas[-1]:g}",
            ),
            hints=[Verbatim("--kind u")],
        )
    return estimate_rate(Counts(sample.count, None, sample.about), estimation)


def panels(
    sample: Counts, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of counts."""
    center = per_point(sample, parameters, "center")
    panel = count_panel(
        "c",
        NONCONFORMITIES,
        "cbar",
        sample.count,
        center,
        np.sqrt(center),
        np.inf,
        estimation,
        lambda q: poisson_quantile(q, center),
        "poisson",
        whole=True,
        formula="counts.COUNTS",
    )
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import ArlKind, by_counts

    return ArlKind(
        ("rules", "k", "given_center", "subgroups"),
        by_counts("c", "poisson"),
        needs=("given_center",),
        place="attribute",
    )


KIND = ChartKind(
    "c",
    Msg("c chart"),
    "subgroup",
    estimate,
    panels,
    parameters=("center",),
    words={"c": NONCONFORMITIES},
    center="rate",
    sized="none",
    dispersed="laney-u",
    run_length=run_length,
)
