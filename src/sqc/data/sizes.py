"""What is said of the sizes of points: empty ones, unequal ones, ones of a single value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.data.points import Points, keep
from sqc.data.wording import Row
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def without_empty(points: Points, held: Bools) -> tuple[Points, list[Finding]]:
    """Return the points that hold a value, and what is said of the others."""
    if bool(held.all()):
        return points, []
    empty = np.flatnonzero(~held)
    names = [str(i + 1) if points.labels is None else points.labels[int(i)] for i in empty[:6]]
    message = plural(
        "{n} subgroup holds no value and was left out: {labels}.",
        "{n} subgroups hold no value and were left out: {labels}.",
        len(empty),
        labels=Row(names, total=len(empty)),
    )
    return keep(points, held), [Finding("empty-subgroup", "watch", message, {"n": len(empty)})]


def size_findings(n: Ints, points: Points) -> list[Finding]:
    """Return what is said of sizes that differ and of subgroups of one value."""
    found = unequal(n)
    if not found:
        return []
    ones = np.flatnonzero(n == 1)
    if len(ones):
        names = [str(i + 1) if points.labels is None else points.labels[int(i)] for i in ones[:6]]
        text = plural(
            "{n} subgroup has one value ({labels}), so no range and no standard deviation.",
            "{n} subgroups have one value ({labels}), so no range and no standard deviation.",
            len(ones),
            labels=Row(names, total=len(ones)),
        )
        found.append(Finding("subgroup-of-one", "watch", text, {"n": len(ones)}))
    return found


def unequal(n: npt.NDArray[np.generic]) -> list[Finding]:
    """Return finding `unequal-n`, none when all sizes are the same."""
    low, high = float(n.min()), float(n.max())
    if low == high:
        return []
    a, b = f"{low:,.10g}", f"{high:,.10g}"
    message = Msg("Sizes run from {a} to {b}: every subgroup has its own limits.", a=a, b=b)
    return [Finding("unequal-n", "ok", message, {"min": low, "max": high}, Msg("sizes {a} to {b}", a=a, b=b))]
