"""What a Pareto says of two periods with the units inspected: findings, table and facts."""

from __future__ import annotations

import math

from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import Finding, Level
from sqc.qctools.pareto.change import Change, Floats
from sqc.qctools.pareto.ranking import LEVEL
from sqc.qctools.pareto.words import amount_text
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import p_value, ratio_end, ratio_text
from sqc.stats.rate_ratio import Ratios


def change_findings(change: Change) -> list[Finding]:
    """Return what became of the item that led before, of the total, and of the others."""
    return [_top(change), _total(change), *_others(change)]


def _common(change: Change, rates: tuple[float, float], found: Ratios) -> dict[str, Words]:
    """Return what every sentence of a ratio puts in."""
    ratio, low, high = (ratio_end(float(one)) for one in (found.ratio, found.lower, found.upper))
    before, after = change.parts
    was, now = (change.rate_text(rate) for rate in rates)
    return {
        "was": was, "now": now, "a": before, "b": after, "per": change.per,
        "ratio": ratio, "low": low, "high": high, "level": f"{100 * change.confidence:.10g}",
    }  # fmt: skip


def _ratio_cell(ratio: float) -> Words:
    """Return a ratio for a table: none where nothing was counted before."""
    return ratio_text(ratio) if math.isfinite(ratio) else "-"


def _top(change: Change) -> Finding:
    i = change.top
    top, one = change.names[i], change.item(i)
    was, now = (float(rate) for rate in change.rates[i])
    values = {
        "item": top, "before": float(change.amounts[i, 0]), "after": float(change.amounts[i, 1]),
        "rate_before": was, "rate_after": now, "ratio": float(one.ratio),
    }  # fmt: skip
    said = _common(change, (was, now), one) | {"top": top}
    p = float(change.p[i])
    if math.isnan(p):
        text = Msg("{top} went from {was} ({a}) to {now} ({b}) {per}.", **said)
        return Finding("change", "ok" if now < was else "watch", text, values)
    values |= {"p": p}
    said |= {"p": p_value(p)}
    level: Level = "watch"
    if p > LEVEL:
        text = Msg(
            "Not proven that {top} changed: {was} ({a}) and {now} ({b}) {per}, the ratio may be anything from"
            " {low} to {high} ({level} % interval), p {p}.",
            **said,
        )
    elif now > was:
        text = Msg("{top} rose from {was} ({a}) to {now} ({b}) {per}: ratio {ratio} ({level} % interval {low}"
                   " to {high}), p {p}.", **said)  # fmt: skip
    else:
        level = "ok"
        text = Msg("{top} fell from {was} ({a}) to {now} ({b}) {per}: ratio {ratio} ({level} % interval {low}"
                   " to {high}), p {p}.", **said)  # fmt: skip
    return Finding("change", level, text, values)


def _total(change: Change) -> Finding:
    was, now = (float(rate) for rate in change.totals)
    found = change.total
    values = {"rate_before": was, "rate_after": now, "ratio": float(found.ratio), "fewer": change.fewer}
    fewer = f"{abs(change.fewer):,.0f}"
    said = _common(change, (was, now), found)
    said |= {"n": fewer, "size": f"{change.inspected[1]:,.10g}"}
    level: Level = "ok" if now < was else "watch"
    p = float(found.p)
    if math.isnan(p):
        text = Msg("The total went from {was} to {now} {per}.", **said)
        return Finding("total-change", level, text, values, text)
    values |= {"p": p}
    said |= {"p": p_value(p)}
    if p > LEVEL:
        level = "watch"
        text = Msg("Not proven that the total changed: {was} and {now} {per}, ratio {low} to {high}"
                   " ({level} % interval), p {p}.", **said)  # fmt: skip
    elif now > was:
        text = Msg("The total rose from {was} to {now} {per}: ratio {ratio} ({low} to {high}), p {p}; about"
                   " {n} more in {size} inspected than at the rate of {a}.", **said)  # fmt: skip
    else:
        text = Msg("The total fell from {was} to {now} {per}: ratio {ratio} ({low} to {high}), p {p}; about"
                   " {n} fewer in {size} inspected than at the rate of {a}.", **said)  # fmt: skip
    return Finding("total-change", level, text, values, text if level == "ok" else None)


def total_words(change: Change) -> Words:
    """Return the change of the total in a few words, for the foot of the picture."""
    was, now = (change.rate_text(float(rate)) for rate in change.totals)
    return Msg("total {was} and {now} {per}, ratio {ratio}", was=was, now=now, per=change.per,
               ratio=_ratio_cell(float(change.total.ratio)))  # fmt: skip


def _others(change: Change) -> list[Finding]:
    """Return which other items changed beyond chance; a rise may be the first item under another name."""
    if not change.judged:
        return []
    fell, rose = ([i for i in change.proven(sign) if i != change.top] for sign in (-1, 1))
    top = change.names[change.top]
    found = []
    if rose:
        names = [change.names[i] for i in rose]
        text = Msg("{items} rose beyond chance.", items=Listing(names))
        if change.rates[change.top, 1] < change.rates[change.top, 0]:
            text = Msg("{items} rose beyond chance: check whether {top} is now counted there.",
                       items=Listing(names), top=top)  # fmt: skip
        found.append(Finding("others-rose", "watch", text, {"items": names}))
    if fell:
        names = [change.names[i] for i in fell]
        text = Msg("{items} fell beyond chance too.", items=Listing(names))
        found.append(Finding("others-fell", "ok", text, {"items": names}, text))
    return found


def method(change: Change) -> Words:
    """Return how the change was judged."""
    if not change.judged:
        return Msg("amounts per unit inspected; totals that are no counts have no interval and no test.")
    if not change.counted:
        return Msg(
            "ratio of the losses per unit, linearised on the log scale, each row as one event, each interval"
            " alone; p by t, of the {n} items adjusted by Holm.",
            n=len(change.names),
        )
    return Msg(
        "ratio of the rates with exact intervals (conditional binomial), each alone; p by the exact binomial"
        " test, of the {n} items adjusted by Holm.",
        n=len(change.names),
    )


def change_table(change: Change, title: Words, shown: int) -> Table:
    """Return a row an item: amounts and rates of both periods, the ratio with its interval and p."""
    level = f"{100 * change.confidence:.10g}"
    columns = [Column("item", Msg("item"), "left")]
    for i, part in enumerate(change.parts, 1):
        columns += [Column(f"part_{i}", part), Column(f"rate_{i}", Msg("rate"))]
    columns.append(Column("ratio", Msg("ratio")))
    if change.judged:
        columns += [Column("interval", Msg("{level} % interval", level=level), "left"), Column("p", Msg("p"))]
    rows = [
        _row(change, name, change.amounts[i], change.rates[i], change.item(i), float(change.p[i]))
        for i, name in enumerate(change.names[:shown])
    ]
    if len(change.names) > shown:
        rows.append([Msg("... {n} more", n=len(change.names) - shown)])
    whole = change.total
    rows.append(_row(change, Msg("total"), change.amounts.sum(axis=0), change.totals, whole, float(whole.p)))
    first, second = (f"{size:,.10g}" for size in change.inspected)
    rows.append([Msg("inspected"), first, "", second])
    filled = tuple((*row, *("",) * (len(columns) - len(row))) for row in rows)
    return Table("parts", tuple(columns), filled, title)


def _row(change: Change, name: Words, amounts: Floats, rates: Floats, found: Ratios, p: float) -> list[Cell]:
    """Return the cells of an item, or of the total."""
    cells: list[Cell] = [name]
    for amount, rate in zip(amounts.tolist(), rates.tolist(), strict=True):
        cells += [amount_text(amount), change.rate_text(rate)]
    cells.append(_ratio_cell(float(found.ratio)))
    low, high = float(found.lower), float(found.upper)
    if not change.judged:
        return cells
    if math.isnan(low):
        return [*cells, "-", "-"]
    interval = Msg("{a} to {b}", a=ratio_end(low), b=ratio_end(high))
    if math.isinf(high):
        interval = Msg("from {a} up", a=ratio_end(low))
    return [*cells, interval, p_value(p).removeprefix("= ")]


def change_facts(change: Change) -> dict[str, Fact]:
    """Return the numbers of the change by their keys: rates per unit, ratios, p values."""
    found: dict[str, Fact] = {}
    top = change.names[change.top]
    for i, name in enumerate(("before", "after")):
        part = change.parts[i]
        found[f"inspected_{name}"] = Fact(change.inspected[i], Msg("inspected, {part}", part=part))
        found[f"rate_{name}"] = Fact(float(change.totals[i]), Msg("total per unit, {part}", part=part))
        found[f"top_rate_{name}"] = Fact(
            float(change.rates[change.top, i]), Msg("{item} per unit, {part}", item=top, part=part)
        )
    one = change.item(change.top)
    found["ratio"] = _ratio_fact(change, change.total, Msg("ratio of the totals per unit"))
    found["top_ratio"] = _ratio_fact(change, one, Msg("ratio of {item} per unit", item=top))
    found["fewer"] = Fact(change.fewer, Msg("fewer than at the rate before"))
    if change.judged:
        found["p"] = Fact(float(change.total.p), Msg("p of equal totals per unit"))
        found["p_top"] = Fact(float(change.p[change.top]), Msg("p of {item}, Holm", item=top))
    return found


def _ratio_fact(change: Change, found: Ratios, label: Words) -> Fact:
    fact = Fact(float(found.ratio), label)
    if not change.judged:
        return fact
    return fact._replace(
        interval=(float(found.lower), float(found.upper)),
        confidence=change.confidence,
        method=Msg("exact, conditional binomial") if change.counted else Msg("linearised ratio, log scale"),
    )


def change_columns(change: Change) -> dict[str, list[object]]:
    """Return what the frame of the ranking carries of the change, an item a row."""
    return {
        "before": change.amounts[:, 0].tolist(),
        "after": change.amounts[:, 1].tolist(),
        "rate_before": change.rates[:, 0].tolist(),
        "rate_after": change.rates[:, 1].tolist(),
        "ratio": change.items.ratio.tolist(),
        "ratio_lower": change.items.lower.tolist(),
        "ratio_upper": change.items.upper.tolist(),
        "p_change": change.p.tolist(),
    }
