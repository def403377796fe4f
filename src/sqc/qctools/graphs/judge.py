"""What the graphs say: did after reach the target, how far did a line move, what a pie hides."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import Finding
from sqc.qctools.graphs.series import Series
from sqc.report.numbers import fixed, percent


def change_text(first: float, last: float) -> Words:
    """Return a change in percent with its sign; "" where there is none to state.

    Examples
    --------
    >>> str(change_text(4.0, 3.0)), str(change_text(0.0, 3.0))
    ('-25 %', '')
    """
    if first == 0 or math.isnan(first) or math.isnan(last):
        return ""
    return f"{fixed(100 * (last - first) / abs(first), 0)} %"


def bars(found: Series, target: float | None) -> list[Finding]:
    """Return what became of before, target and after; else the largest bar."""
    before, after, goal = found.part("before"), found.part("after"), found.part("target")
    if before is not None and after is not None:
        return [_effect(found, before, after, goal, target)]
    sums = np.nan_to_num(found.values, nan=-np.inf)
    row, place = divmod(int(np.argmax(sums)), sums.shape[1])
    values = {
        "item": found.items[row],
        "series": found.names[place],
        "value": float(found.values[row, place]),
    }
    text = Msg(
        "The longest bar is {item} ({series}) with {value}.",
        item=found.items[row],
        series=found.names[place],
        value=found.text(float(found.values[row, place])),
    )
    return [Finding("longest", "ok", text, values), *_over(found, target)]


def _over(found: Series, target: float | None) -> list[Finding]:
    if target is None:
        return []
    over = [bool(np.any(row > target)) for row in found.values]
    above = [name for name, out in zip(found.items, over, strict=True) if out]
    text = plural(
        "{n} of {m} items lies above the target of {target}",
        "{n} of {m} items lie above the target of {target}",
        len(above),
        m=len(found.items),
        target=f"{target:g}",
    )
    return [Finding("above-target", "ok", text, {"items": above}, text)]


def _effect(found: Series, before: int, after: int, goal: int | None, target: float | None) -> Finding:
    """Return how many items reached their target; the better side is that of the target."""
    first, last = found.values[:, before], found.values[:, after]
    wanted = (
        found.values[:, goal]
        if goal is not None
        else np.full(len(first), np.nan if target is None else target)
    )
    known = ~np.isnan(first) & ~np.isnan(last)
    judged = known & ~np.isnan(wanted)
    reached = judged & np.where(wanted <= first, last <= wanted, last >= wanted)
    row = int(np.flatnonzero(known)[0]) if known.any() else 0
    values = {
        "n_reached": int(reached.sum()),
        "n_judged": int(judged.sum()),
        "before": float(first[row]),
        "after": float(last[row]),
        "target": None if math.isnan(wanted[row]) else float(wanted[row]),
    }
    said = {
        "item": found.items[row],
        "was": found.text(float(first[row])),
        "now": found.text(float(last[row])),
    }
    if not judged.any():
        text = Msg("{item} went from {was} to {now}; there is no target to judge it by.", **said)
        return Finding("effect", "ok", text, values)
    missed = [found.items[i] for i in np.flatnonzero(judged & ~reached)]
    if len(found.items) == 1:
        text = (
            Msg(
                "Target reached: {item} went from {was} to {now}, target {target}.",
                target=found.text(float(wanted[row])),
                **said,
            )
            if not missed
            else Msg(
                "Target missed: {item} went from {was} to {now}, target {target}; look for what is left.",
                target=found.text(float(wanted[row])),
                **said,
            )
        )
    elif missed:
        text = Msg(
            "{n} of {m} items reached their target; {names} did not: look for what is left.",
            n=int(reached.sum()),
            m=int(judged.sum()),
            names=Listing(missed),
        )
    else:
        text = plural(
            "All {n} item reached its target.", "All {n} items reached their targets.", int(judged.sum())
        )
    return Finding(
        "target-reached" if not missed else "target-missed", "ok" if not missed else "watch", text, values
    )


def lines(found: Series) -> list[Finding]:
    """Return how far the series that moved most went, from its first to its last value."""
    moves = []
    for i, name in enumerate(found.names):
        there = np.flatnonzero(~np.isnan(found.values[:, i]))
        if len(there) > 1:
            first, last = float(found.values[there[0], i]), float(found.values[there[-1], i])
            moves.append((abs(last - first), name, first, last, there))
    if not moves:
        text = Msg("Each line has one point only: there is no course to see.")
        return [Finding("one-point", "watch", text)]
    _, name, first, last, there = max(moves, key=lambda move: move[0])
    text = Msg(
        "{name} went from {a} ({start}) to {b} ({end}), {change}; whether that is more than chance,"
        " sqc chart says.",
        name=name,
        a=found.text(first),
        b=found.text(last),
        start=found.items[there[0]],
        end=found.items[there[-1]],
        change=change_text(first, last) or found.text(last - first),
    )
    gone = int(np.isnan(found.values).sum())
    values = {"series": name, "first": first, "last": last}
    missing = (
        [
            Finding(
                "gaps",
                "watch",
                plural(
                    "{n} value is missing: the line has a gap there.",
                    "{n} values are missing: the lines have gaps there.",
                    gone,
                ),
                {"n": gone},
            )
        ]
        if gone
        else []
    )
    return [Finding("course", "ok", text, values), *missing]


def slices(found: Series) -> list[Finding]:
    """Return the largest slice, and what shows it better."""
    whole = float(np.nansum(found.values[:, 0]))
    top = int(np.nanargmax(found.values[:, 0]))
    share = float(found.values[top, 0]) / whole
    text = Msg(
        "{item} is the largest of {n} parts with {share} of {total}.",
        item=found.items[top],
        n=len(found.items),
        share=percent(share, 1),
        total=found.text(whole),
    )
    better = Msg("Angles are hard to compare: bars show the same better (sqc bar, sqc pareto).")
    return [
        Finding("largest-part", "ok", text, {"item": found.items[top], "share": share}),
        Finding("bars-better", "watch", better),
    ]


def axes(found: Series) -> list[Finding]:
    """Return where after gained most over before, else the weakest axis; and what a radar does to areas."""
    before, after = found.part("before"), found.part("after")
    hint = Finding(
        "radar-area",
        "ok",
        Msg("a radar shows profiles; its area depends on the order of the axes"),
        short=Msg("a radar shows profiles; its area depends on the order of the axes"),
    )
    if before is not None and after is not None:
        gain = found.values[:, after] - found.values[:, before]
        top = int(np.nanargmax(gain))
        text = Msg(
            "{item} gained most: {a} to {b}; {n} of {m} axes rose.",
            item=found.items[top],
            a=found.text(float(found.values[top, before])),
            b=found.text(float(found.values[top, after])),
            n=int((gain > 0).sum()),
            m=len(found.items),
        )
        return [Finding("gained", "ok", text, {"item": found.items[top], "gain": float(gain[top])}), hint]
    low = int(np.nanargmin(found.values[:, 0]))
    text = Msg(
        "{item} is the weakest axis with {value}.",
        item=found.items[low],
        value=found.text(float(found.values[low, 0])),
    )
    return [Finding("weakest", "ok", text, {"item": found.items[low]}), hint]
