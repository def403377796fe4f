"""The picture of `sqc arl`: ARL curves over the shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.arl_compute import compute
from sqc.charts.arl_words import SCALES, about, number
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.marks import Axis, Key, Line, Mark, Page, Plot, Points, Rule, Text

if TYPE_CHECKING:
    from sqc.charts.arl_lengths import Floats, Lengths
    from sqc.charts.arl_result import RunLength

_CURVE = 61  # shifts of a curve
_FEW = 7  # where each takes long
_REACH = {"mean": 3.0, "distance": 3.0, "ratio": 3.0}


def page(result: RunLength) -> Page:
    """Return the sheet: the average run length over the shift, log scale; with limits alone beside it."""
    asked = result.asked
    shifts = _shifts(result)
    curves = _curves(result, shifts)
    marks: list[Mark] = [Line(shifts, arl, f"s{i}") for i, (_, arl, _) in enumerate(curves)]
    own = np.array(asked.shifts)
    marks += [Points(own, at, f"s{i}") for i, (_, _, at) in enumerate(curves)]
    if len(curves) > 1:
        marks.append(Key(tuple((f"s{i}", name) for i, (name, _, _) in enumerate(curves)), "upper right"))
    marks += _reference(result, curves, float(np.mean(shifts[[0, -1]])))
    scale = SCALES[asked.kind.scale]
    title: Words = scale.axis
    if asked.given_sigma is not None:
        title = Msg("shift of the mean, {unit}", unit=asked.unit) if asked.unit else Msg("shift of the mean")
    plot = Plot(
        "arl",
        tuple(marks),
        x=Axis(title),
        y=Axis(Msg("average run length to a signal (log)"), scale="log"),
        grid="both",
    )
    report = result.stored_report
    return Page(
        Join([Msg("How long until a shift is seen"), _name(result)], " · "),
        ((plot,),),
        report.findings[0].message,
        footer=(Msg("{clauses}.", clauses=Join(result.lengths.method, ", ")),),
    )


Curve = tuple[Words, "Floats", "Floats"]


def _name(result: RunLength) -> Words:
    ask, rules = result.asked.ask, result.asked.rules
    return Verbatim(ask.kind if rules is None else f"{ask.kind} {rules.name}")


def _shifts(result: RunLength) -> Floats:
    """Return where the curves are computed: the shifts asked for, and evenly from no shift to the last."""
    asked = result.asked
    own = np.array([asked.calm, *asked.shifts])
    far = _REACH.get(asked.kind.scale)
    most = (
        (2.5 * asked.calm if far is None else far / asked.scale) if np.all(own == asked.calm) else own.max()
    )
    if asked.kind.scale == "share":
        most = min(most, 1.0)
    count = _FEW if result.lengths.slow else _CURVE
    return np.unique(np.concatenate([own, np.linspace(own.min(), most, count)]))


def _curves(result: RunLength, shifts: Floats) -> list[Curve]:
    """Return name, ARL along the axis and ARL at the shifts asked for, of each chart."""
    asked = result.asked
    found = compute(asked, shifts.tolist(), brief=True)
    second: Words = Msg("limits only") if result.plain is not None else Msg("known parameters")
    pairs: list[tuple[Words, Lengths, Lengths]] = [(_name(result), found[0], result.lengths)]
    for whole, own in ((found[1], result.plain), (found[2], result.known)):
        if whole is not None and own is not None:
            pairs.append((second, whole, own))
    places = np.searchsorted(shifts, [asked.calm, *asked.shifts])
    curves = []
    for name, whole, own in pairs:
        arl = whole.arl[1:].copy()
        arl[places] = own.arl  # a curve of few simulated charts goes through the points of many
        curves.append((name, arl, own.arl[1:]))
    return curves


def _reference(result: RunLength, curves: list[Curve], middle: float) -> list[Mark]:
    """Return the line at the shift that line 1 tells of, with the numbers of the charts."""
    told = result.told
    if told is None:
        return []
    at = result.asked.shifts[told]
    lengths = [about(float(own[told])) for _, _, own in curves]
    values: Words = Verbatim(lengths[0])
    if len(lengths) > 1:
        values = Msg("{a} against {b}", a=lengths[0], b=lengths[1])
    words = Msg(
        "shift {shift}: {values} points", shift=f"{number(at)} {result.asked.unit}".strip(), values=values
    )
    right = at <= middle
    text = Join(["", words] if right else [words, ""], " ")
    ends = [float(end(arl)) for _, arl, _ in curves for end in (np.min, np.max)]
    height = min(ends) if right else float(np.sqrt(min(ends) * max(ends)))
    return [Rule(at, "x", role="ref"), Text(at, height, text, anchor="left" if right else "right")]
