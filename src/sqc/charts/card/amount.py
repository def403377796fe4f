"""How many points there are, of which size, what is missing or left out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import Context
from sqc.charts.words import counted, named
from sqc.data.sample import Counts, Subgroups, label
from sqc.i18n.message import Msg
from sqc.notes import Finding


def amount(context: Context) -> Iterator[Finding]:
    """Say how many points there are, and how many of them the checks look at."""
    points = context.panels[0].measured
    if not context.new and points < context.kind.minimum:
        return
    short, looked = counted(context.kind.noun, points), len(context.points)
    if context.thinned:
        short = Msg("{points} ({looked} of them checked, at even distances)", points=short, looked=looked)
    yield Finding("amount", "ok", short, {"k": points, "looked": looked}, short)


def excluded(context: Context) -> Iterator[Finding]:
    """Say which points were left out."""
    excluded = context.sample.about.excluded
    if excluded is not None and excluded.any():
        points = np.flatnonzero(excluded)
        names = [label(context.sample, int(i)) for i in points[:5]]
        text = Msg(
            "Left out of the estimate and of the verdict: {points}; leave out only what has a known cause.",
            points=named(context.kind.noun, names, len(points)),
        )
        yield Finding("excluded", "watch", text, {"points": (points[:100] + 1).tolist(), "n": len(points)})


def sizes(context: Context) -> Iterator[Finding]:
    """Say when all sizes are equal."""
    sample = context.sample
    sizes = sample.n if isinstance(sample, Subgroups) else sample.size if isinstance(sample, Counts) else None
    if sizes is not None and len(sizes) and np.all(sizes == sizes[0]):
        yield Finding("equal-n", "ok", Msg("equal sizes"), {"n": float(sizes[0])}, Msg("equal sizes"))


def missing(context: Context) -> Iterator[Finding]:
    """Say when nothing is missing."""
    if not any(finding.key == "missing" for finding in context.sample.about.findings):
        yield Finding("missing", "ok", Msg("nothing missing"), {}, Msg("nothing missing"))
