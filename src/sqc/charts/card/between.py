"""Means of subgroups against the spread inside them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import Context
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import fixed
from sqc.stats.chisquare import chi2_cdf

# so small a spread of means between subgroups is no chance
HUGGING_P = 0.001
HUGGING_FROM = 8


def hugging(context: Context) -> Iterator[Finding]:
    """Say when subgroup means differ less than their inside allows: unlike things share a subgroup.

    The sum of squares of the standardised means within stages is chi-square when the process is stable.
    """
    panel = context.panels[0]
    if not isinstance(context.sample, Subgroups) or panel.family != "location":
        return
    residuals = context.residuals
    sigma = panel.sigma[: len(residuals)]
    keep = np.isfinite(residuals) & (sigma > 0)
    z = residuals[keep] / sigma[keep]
    df = len(z) - len(context.sample.about.stages.names)
    if df < HUGGING_FROM:
        return
    p = float(chi2_cdf(float(np.sum(z * z)), df))
    if p < HUGGING_P:
        text = Msg(
            "The points hug the center line (spread {ratio} of what chance gives): subgroups may mix"
            " machines, shifts or characteristics; stratify.",
            ratio=fixed(float(np.sqrt(np.mean(z * z))), 2),
        )
        yield Finding("hugging", "watch", text, {"p": p, "df": df})
