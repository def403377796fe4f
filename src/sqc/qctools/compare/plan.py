"""What to do where nothing is proven: how many values a difference that matters takes."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.compare.case import Case
from sqc.qctools.compare.checks import checked_parts
from sqc.qctools.compare.run_counts import changed
from sqc.qctools.compare.sample import Counted, Values


def needed(case: Case, first: Finding) -> Words | None:
    """Return the command that plans the next sample, where the verdict is open; else nothing."""
    if first.key not in ("not-proven", "cannot-judge"):
        return None
    if case.shape == "matched":
        return None
    if case.margin is not None and case.test.scale == "difference":
        return Msg("{command} says how many values show it.", command=command(case))
    if case.test.about == "variances":
        return Msg("{command} says how many values; D: the ratio that matters to you.", command=command(case))
    return Msg("{command} says how many; D: the difference that matters to you.", command=command(case))


def command(case: Case) -> str:
    """Return `sqc samplesize` with what these data tell of the spread."""
    sample = case.sample
    if isinstance(sample, Counted) and sample.items is not None:
        share = sum(changed(sample, 0, 1)) / float(sample.sizes[0])
        return f"sqc samplesize --test paired-proportion --given-changed {share:.3g} --difference D"
    if isinstance(sample, Counted):
        level = float(sample.events[0] / sample.sizes[0])
        name = "proportion" if sample.proportion else "counts"
        return f"sqc samplesize --test {name} --given-center {level:.3g} --difference D"
    if case.test.about == "variances":
        return "sqc samplesize --test variance --effect D"
    assert isinstance(sample, Values)
    parts = checked_parts(sample)
    df = sum(len(part) - 1 for part in parts)
    square = sum(float(((part - part.mean()) ** 2).sum()) for part in parts) / df
    sigma = f"--given-sigma {np.sqrt(square):.3g}"
    if case.margin is not None:
        return f"sqc samplesize --test equivalence --margin {case.margin:g} {sigma}"
    name = {"one": "one-sample", "paired": "paired", "two": "t", "many": "anova"}[case.shape]
    groups = f" --groups {len(sample.names)}" if case.shape == "many" else ""
    return f"sqc samplesize --test {name}{groups} {sigma} --difference D"
