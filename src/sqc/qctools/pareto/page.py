"""The picture of a Pareto: bars that touch, the sum above them, the rest hatched and last."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.qctools.kit.rest import is_other
from sqc.qctools.pareto.case import Case
from sqc.qctools.pareto.judge import amount_text, name_of
from sqc.qctools.pareto.ranking import Ranking, pooled
from sqc.report.marks import Axis, Bars, Line, Mark, Page, Plot, Points, Rule, Text
from sqc.report.numbers import fixed

HEADROOM = 1.06
ACROSS, MOST_ACROSS, MOST_PARTS = 2, 3, 6


def page(case: Case, first: Finding) -> Page:
    """Return the sheet: one panel, two levels, before and after, or a panel for each stratum."""
    plots = _plots(case)
    across = ACROSS if len(plots) in (2, 4) else MOST_ACROSS
    rows = tuple(tuple(plots[i : i + across]) for i in range(0, len(plots), across))
    whole = case.whole
    footer: list[Words] = [Msg("N = {n}", n=amount_text(whole.total))]
    if case.source.n_used:
        footer.append(Msg("{n} rows", n=case.source.n_used))
    footer += [Msg("the rest stands last"), Msg("100 % at the height of N"), Msg("class A to 80 %")]
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
    top = max(before.total, after.total)
    treated = (before.names[0],)
    second = plot(case, "after", after, b, top, treated)
    said = Msg("{part} N = {n}", part=a, n=amount_text(before.total))
    marks = (
        *second.marks,
        Rule(before.total, role="ref"),
        Text(float(min(len(after.names), case.top + 1)) - 0.1, before.total * 0.97, said, "ref", "right"),
    )
    if before.total <= after.total:
        marks = second.marks
    return [plot(case, "before", before, a, top, treated), Plot(**{**vars(second), "marks": marks})]


def plot(
    case: Case,
    key: str,
    whole: Ranking,
    name: Words | None,
    top: float | None = None,
    dark: Sequence[str] | None = None,
) -> Plot:
    """Return one Pareto; `top` is the total that the scale reaches, `dark` the items that are dark."""
    found = pooled(whole, case.top)
    n = len(found.names)
    x = np.arange(n, dtype=np.float64) + 0.5
    total = found.total
    height = HEADROOM * (total if top is None else top)
    vital = set(found.names[: whole.n_vital]) if dark is None else set(dark)
    marks: list[Mark] = [Rule(0.8 * total, role="ref")]
    for role, chosen in _roles(found, vital).items():
        at = np.array(chosen, dtype=np.intp)
        if len(at):
            marks.append(Bars(x[at], found.amounts[at], 1.0, role=role, labels=_labels(found, chosen, role)))
    if found.names[0] not in vital:
        first = amount_text(float(found.amounts[0]))
        marks.append(Text(0.5, float(found.amounts[0]) - 0.045 * height, first, "value", halo=False))
    sums = np.cumsum(found.amounts)
    marks += [
        Line(np.arange(n + 1.0), np.append(0.0, sums), "cum"),
        Points(np.arange(1.0, n + 1), sums, "cum"),
    ]
    for i, at in enumerate((sums / total).tolist()):
        said = f"{fixed(100 * at, 1)}%"
        marks.append(Text(i + 1 - 0.08, at * total + 0.035 * height, said, "small", "right"))
    ticks = tuple((float(x[i]), name_of(found.names[i])) for i in range(n))
    shares = tuple((total * share / 100, f"{share}%") for share in range(0, 101, 20))
    panel = None if name is None else Msg("{name} (N = {n})", name=name, n=amount_text(whole.total))
    return Plot(
        key,
        tuple(marks),
        Axis(None, ticks, limits=(0.0, float(n)), shared=False, names=True),
        Axis(_axis(case), limits=(0.0, height), from_zero=True),
        panel,
        y2=Axis(Msg("sum of the shares"), shares),
    )


def _labels(found: Ranking, chosen: Sequence[int], role: str) -> tuple[str, ...]:
    """Return the values of bars; that of a pale first bar stands inside, where no sum is written."""
    return tuple("" if i == 0 and role == "bar" else amount_text(float(found.amounts[i])) for i in chosen)


def _axis(case: Case) -> Words:
    return case.measure or Msg("count")


def _roles(found: Ranking, vital: set[str]) -> dict[str, list[int]]:
    roles: dict[str, list[int]] = {"vital": [], "bar": [], "other": []}
    for i, name in enumerate(found.names):
        rest = not name or is_other(name)
        roles["other" if rest else "vital" if name in vital else "bar"].append(i)
    return roles
