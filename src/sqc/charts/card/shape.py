"""Are single values normal?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import LIMITS, Context
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import p_value
from sqc.stats.normality import anderson_darling


def normality(context: Context) -> Iterator[Finding]:
    """Say whether single values look normal."""
    residuals = context.residuals[np.isfinite(context.residuals)]
    if not context.panels[0].single_values or len(residuals) < 8 or not np.ptp(residuals) > 0:
        return
    _, p = anderson_darling(residuals)
    if p < LIMITS["normality_p"]:
        yield Finding(
            "not-normal",
            "watch",
            Msg(
                "Normality is doubtful (Anderson-Darling p {p}): the limits of single values lean on it.",
                p=p_value(p),
            ),
            {"p": p},
        )
        return
    short = Msg("normality p {p}", p=p_value(p))
    yield Finding("normality", "ok", short, {"p": p}, short)
