"""Means of subgroups against the spread inside them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import Context
from sqc.charts.card.thresholds import LIMITS
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import fixed
from sqc.stats.oneway import OneWay, one_way
from sqc.stats.sigma import rbar


def between(context: Context) -> Iterator[Finding]:
    """Say when subgroup means differ more, or less, than the spread inside the subgroups explains."""
    found = _analysis(context)
    if found is None or found.df_between < LIMITS["between_from"] or not np.isfinite(found.f):
        return
    values = {"f": found.f, "df": [found.df_between, found.df_within]}
    size = float(np.mean(context.sample.n)) if isinstance(context.sample, Subgroups) else 1.0
    variance = (found.between - found.within) / size
    if found.f < 1 and found.p_alike < LIMITS["between_p"]:
        text = Msg(
            "The points hug the center line (spread {ratio} of what chance gives): subgroups may mix"
            " machines, shifts or characteristics; stratify.",
            ratio=fixed(float(np.sqrt(found.f)), 2),
        )
        yield Finding("hugging", "watch", text, {**values, "p": found.p_alike})
    elif variance > found.within and found.p < LIMITS["between_p"]:
        text = Msg(
            "Subgroups differ {ratio} times as much as the values inside them: the limits of the means are"
            " too narrow if the process runs like that; chart the means as single values.",
            ratio=fixed(float(np.sqrt(variance / found.within)), 1),
        )
        yield Finding("between-large", "watch", text, {**values, "p": found.p})


def _analysis(context: Context) -> OneWay | None:
    """Return the analysis of variance within stages; where only ranges are known they give the inside."""
    sample, points = context.sample, context.points
    if not isinstance(sample, Subgroups) or context.location is None:
        return None
    n, mean, sd = sample.n[points], sample.mean[points], sample.sd[points]
    if sample.about.excluded is not None:
        n = np.where(sample.about.excluded[points], 0, n)
    stages = np.searchsorted(points, sample.about.stages.starts)
    groups = int((n > 0).sum())
    if groups <= len(stages) or int(n.sum()) <= groups:
        return None
    if np.isfinite(sd).any():
        return one_way(n, mean, sd, stages)
    sigma, df = rbar(n, sample.range[points], sd, stages, n > 1)
    if not (df > 0).all():
        return None
    within = float(np.sum(sigma**2 * df) / np.sum(df))
    inside = np.full(len(n), np.sqrt(within))
    return one_way(n, mean, inside, stages)._replace(within=within, df_within=float(np.sum(df)))
