"""The picture of a Pareto: bars that touch, the sum above them, the rest hatched and last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.qctools.kit.rest import is_other
from sqc.qctools.pareto.case import Case
from sqc.qctools.pareto.changed import total_words
from sqc.qctools.pareto.ranking import Ranking, pooled
from sqc.qctools.pareto.words import amount_text, name_of
from sqc.report.marks import Axis, Bars, Line, Mark, Page, Plot, Points, Rule, Text
from sqc.report.numbers import fixed

HEADROOM = 1.06
ACROSS, MOST_ACROSS, MOST_PARTS, BESIDE = 2, 3, 6, 7


class Scale(NamedTuple):
    """What the left axis shows: its title, amounts times a factor, and how they are said."""

    axis: Words
    factor: float = 1.0
    text: Callable[[float], str] = amount_text


def page(case: Case, first: Finding) -> Page:
    """Return the sheet: one panel, two levels, before and after, or a panel for each stratum."""
    plots = _plots(case)
    across = ACROSS if len(plots) in (2, 4) else MOST_ACROSS
    if _by_rate(case) and len(case.whole.names) > BESIDE:
        across = 1  # rates are wider than counts
    rows = tuple(tuple(plots[i : i + across]) for i in range(0, len(plots), across))
    whole = case.whole
    footer: list[Words] = [Msg("N = {n}", n=amount_text(whole.total))]
    if case.source.n_used:
        footer.append(Msg("{n} rows", n=case.source.n_used))
    height = Msg("100 % at the height of the total") if _by_rate(case) else Msg("100 % at the height of N")
    footer += [Msg("the rest stands last"), height, Msg("class A to 80 %")]
    if case.change is not None:
        footer.append(total_words(case.change))
    if len(case.parts) > MOST_PARTS:
        footer.append(Msg("{k} of {n} strata", k=MOST_PARTS, n=len(case.parts)))
    return Page(
        Join([case.item, Msg("Pareto chart")], " · "),
        rows,
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.source.name)),
    )


def _plots(case: Case) -> list[Plot]:
    if case.split == "stage":
        return _stages(case)
    if case.split == "by":
        top = max(part.total for part in case.parts.values())
        names = list(case.parts)[:MOST_PARTS]
        return [plot(case, f"part_{i}", case.parts[name], name, top) for i, name in enumerate(names, 1)]
    found = [plot(case, "pareto", case.whole, case.item if case.within is not None else None)]
    if case.within is not None:
        inside = Msg("{column} inside {top}", column=case.second, top=case.whole.names[0])
        found.append(plot(case, "second", case.within, inside))
    return found


def _stages(case: Case) -> list[Plot]:
    """Return before and after on one scale; the item that led before is dark in both."""
    (a, before), (b, after) = case.parts.items()
    scales = _scales(case)
    heights = [part.total * scale.factor for part, scale in zip((before, after), scales, strict=True)]
    top = max(heights)
    treated = (before.names[0],)
    first = plot(case, "before", before, a, top, treated, scales[0])
    second = plot(case, "after", after, b, top, treated, scales[1])
    if heights[0] <= heights[1]:
        return [first, second]
    said = Msg("{part} N = {n}", part=a, n=amount_text(before.total))
    if _by_rate(case):
        said = Msg("{part}: {rate}", part=a, rate=scales[0].text(heights[0]))
    marks = (
        *second.marks,
        Rule(heights[0], role="ref"),
        Text(0.1, heights[0] * 0.97, said, "ref", "left"),  # at the left: the sums end at the right
    )
    return [first, replace(second, marks=marks)]


def _scales(case: Case) -> tuple[Scale, Scale]:
    """Return the scales of before and after: counts, or rates where not as much was inspected."""
    change = case.change
    if change is None or not _by_rate(case):
        return Scale(_axis(case)), Scale(_axis(case))
    axis = Join([_axis(case), change.per], ", ")
    before, after = (
        Scale(axis, change.scale / size, lambda rate: change.rate_text(rate / change.scale))
        for size in change.inspected
    )
    return before, after


def _by_rate(case: Case) -> bool:
    return case.change is not None and not case.change.alike


def _named(case: Case, name: Words, whole: Ranking) -> Words:
    """Return the name of a panel with its total, and the units inspected where they are given."""
    n = amount_text(whole.total)
    if case.change is None:
        return Msg("{name} (N = {n})", name=name, n=n)
    size = case.change.inspected[list(case.parts.values()).index(whole)]
    return Msg("{name} ({n} in {size})", name=name, n=n, size=f"{size:,.10g}")


def plot(
    case: Case,
    key: str,
    whole: Ranking,
    name: Words | None,
    top: float | None = None,
    dark: Sequence[str] | None = None,
    scale: Scale | None = None,
) -> Plot:
    """Return one Pareto; `top` is the total that the scale reaches, `dark` the items that are dark."""
    if scale is None:
        scale = Scale(_axis(case))
    found = pooled(whole, case.top)
    found = replace(found, amounts=found.amounts * scale.factor)
    n = len(found.names)
    x = np.arange(n, dtype=np.float64) + 0.5
    total = found.total
    height = HEADROOM * (total if top is None else top)
    vital = set(found.names[: whole.n_vital]) if dark is None else set(dark)
    marks: list[Mark] = [Rule(0.8 * total, role="ref")]
    for role, chosen in _roles(found, vital).items():
        at = np.array(chosen, dtype=np.intp)
        if len(at):
            labels = _labels(found, chosen, role, scale)
            marks.append(Bars(x[at], found.amounts[at], 1.0, role=role, labels=labels))
    if found.names[0] not in vital:
        first = scale.text(float(found.amounts[0]))
        marks.append(Text(0.5, float(found.amounts[0]) - 0.045 * height, first, "value", halo=False))
    marks += _sums(found, height) if total > 0 else []
    ticks = tuple((float(x[i]), name_of(found.names[i])) for i in range(n))
    shares = tuple((total * share / 100, f"{share}%") for share in range(0, 101, 20 if total > 0 else 101))
    panel = None if name is None else _named(case, name, whole)
    return Plot(
        key,
        tuple(marks),
        Axis(None, ticks, limits=(0.0, float(n)), shared=False, names=True),
        Axis(scale.axis, limits=(0.0, height), from_zero=True),
        panel,
        y2=Axis(Msg("sum of the shares"), shares),
    )


def _sums(found: Ranking, height: float) -> list[Mark]:
    """Return the line of the sums with the share at each point."""
    n, sums = len(found.names), np.cumsum(found.amounts)
    marks: list[Mark] = [
        Line(np.arange(n + 1.0), np.append(0.0, sums), "cum"),
        Points(np.arange(1.0, n + 1), sums, "cum"),
    ]
    for i, at in enumerate((sums / found.total).tolist()):
        said = f"{fixed(100 * at, 1)}%"
        marks.append(Text(i + 1 - 0.08, at * found.total + 0.035 * height, said, "small", "right"))
    return marks


def _labels(found: Ranking, chosen: Sequence[int], role: str, scale: Scale) -> tuple[str, ...]:
    """Return the values of bars; that of a pale first bar stands inside, where no sum is written."""
    return tuple("" if i == 0 and role == "bar" else scale.text(float(found.amounts[i])) for i in chosen)


def _axis(case: Case) -> Words:
    return case.measure or Msg("count")


def _roles(found: Ranking, vital: set[str]) -> dict[str, list[int]]:
    roles: dict[str, list[int]] = {"vital": [], "bar": [], "other": []}
    for i, name in enumerate(found.names):
        rest = not name or is_other(name)
        roles["other" if rest else "vital" if name in vital else "bar"].append(i)
    return roles
