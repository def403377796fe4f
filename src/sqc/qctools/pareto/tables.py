"""Title, tables and facts of a Pareto."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sqc.i18n.message import Msg, Words
from sqc.qctools.kit.rest import is_other
from sqc.qctools.pareto.case import Case
from sqc.qctools.pareto.change import Change
from sqc.qctools.pareto.changed import change_columns, change_facts, change_table
from sqc.qctools.pareto.ranking import LEVEL, Ranking
from sqc.qctools.pareto.words import amount_text, name_of
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value, percent

SHOWN = 12


def title(case: Case) -> Words:
    """Return what was analysed."""
    total = amount_text(case.whole.total)
    if case.measure:
        return Msg("Pareto of {item} by {measure}, N = {n}", item=case.item, measure=case.measure, n=total)
    return Msg("Pareto of {item}, N = {n}", item=case.item, n=total)


def tables(case: Case) -> tuple[Table, ...]:
    """Return the ranking of all, of the second level, and the parts beside each other."""
    found = [ranking_table("ranking", case.whole)._replace(printed=case.split != "stage")]
    if case.within is not None:
        heading = Msg("{column} inside {top}, N = {n}", column=case.second, top=case.whole.names[0],
                      n=amount_text(case.within.total))  # fmt: skip
        found.append(ranking_table("second", case.within)._replace(title=heading))
    if case.parts:
        found.insert(1, _parts_table(case) if case.change is None else _change_table(case.change, case))
    return tuple(found)


def ranking_table(key: str, found: Ranking) -> Table:
    """Return items with amount, share, interval, sum, class, and whether the order is proven."""
    level = f"{100 * found.confidence:.10g}"
    amount = Msg("count") if found.counted else Msg("amount")
    columns = [Column("item", Msg("item"), "left"), Column("amount", amount), Column("share", Msg("share"))]
    if found.judged:
        columns.append(Column("interval", Msg("{level} % interval", level=level), "left"))
    columns += [Column("sum", Msg("sum")), Column("class", Msg("class"), "left")]
    if found.judged:
        columns.append(Column("rank", Msg("rank"), "left"))
    rows = [_row(found, i) for i in range(min(len(found.names), SHOWN))]
    if len(found.names) > SHOWN:
        more: Words = Msg("... {n} more", n=len(found.names) - SHOWN)
        rows.append((more, *("",) * (len(columns) - 1)))
    return Table(key, tuple(columns), tuple(rows))


def _row(found: Ranking, i: int) -> tuple[Cell, ...]:
    cells: list[Cell] = [
        name_of(found.names[i]),
        amount_text(float(found.amounts[i])),
        percent(float(found.shares[i]), 1),
    ]
    if found.judged:
        low, high = (float(end[i]) for end in found.intervals)
        said = Msg("{a} to {b}", a=fixed(100 * low, 1), b=fixed(100 * high, 1))
        cells.append("-" if math.isnan(low) else said)
    cells += [percent(float(found.sums[i]), 1), found.classes[i]]
    if found.judged:
        cells.append(_rank(found, i))
    return tuple(cells)


def _rank(found: Ranking, i: int) -> Words:
    """Return whether the lead over the next is proven."""
    if i >= found.n_named:
        return Msg("always last")
    p = float(found.p_next[i])
    if math.isnan(p):
        return ""
    said = p_value(p)
    return Msg("proven, p {p}", p=said) if p <= LEVEL else Msg("open, p {p}", p=said)


def _parts_table(case: Case) -> Table:
    """Return a row an item, a column of amounts a part."""
    columns = [Column("item", Msg("item"), "left")]
    columns += [Column(f"part_{i}", name) for i, name in enumerate(case.parts, 1)]
    held = [dict(zip(part.names, part.amounts.tolist(), strict=True)) for part in case.parts.values()]
    rows: list[tuple[Cell, ...]] = [
        (name_of(name), *(amount_text(one.get(name, 0.0)) for one in held))
        for name in case.whole.names[:SHOWN]
    ]
    rows.append((Msg("total"), *(amount_text(part.total) for part in case.parts.values())))
    return Table("parts", tuple(columns), tuple(rows), Msg("By {column}", column=case.part_name))


def _change_table(change: Change, case: Case) -> Table:
    title = Msg("By {column}; rates {per}", column=case.part_name, per=change.per)
    return change_table(change, title, SHOWN)


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the Pareto by its key."""
    whole = case.whole
    low, high = (float(end[0]) for end in whole.intervals)
    sure = whole.confidence
    found = {
        "n_total": Fact(whole.total, Msg("total")),
        "n_items": Fact(len(whole.names), Msg("items")),
        "n_vital": Fact(whole.n_vital, Msg("items of class A")),
        "vital_share": Fact(float(whole.sums[whole.n_vital - 1]), Msg("share of class A")),
        "top": Fact(whole.names[0], Msg("largest item")),
        "top_share": Fact(float(whole.shares[0]), Msg("share of the largest item")),
    }
    if whole.judged:
        method = Msg("Wilson interval") if whole.counted else Msg("linearised ratio, logit scale")
        found["top_share"] = found["top_share"]._replace(interval=(low, high), confidence=sure, method=method)
    if not math.isnan(whole.p_equal):
        found["p_equal"] = Fact(whole.p_equal, Msg("p of equally frequent items"))
    if case.split == "stage":
        for name, part in zip(("before", "after"), case.parts.values(), strict=True):
            amounts = dict(zip(part.names, part.amounts.tolist(), strict=True))
            top = next(iter(case.parts.values())).names[0]
            found[f"total_{name}"] = Fact(part.total, Msg("total, {part}", part=name))
            found[f"top_{name}"] = Fact(amounts.get(top, 0.0), Msg("{item}, {part}", item=top, part=name))
    if case.change is not None:
        found |= change_facts(case.change)
    return found


def frame(case: Case) -> dict[str, list[object]]:
    """Return the main table as columns, in full precision."""
    whole = case.whole
    low, high = whole.intervals
    columns: Mapping[str, list[object]] = {
        "item": list(whole.names),
        "amount": whole.amounts.tolist(),
        "share": whole.shares.tolist(),
        "share_lower": low.tolist(),
        "share_upper": high.tolist(),
        "sum": whole.sums.tolist(),
        "class": list(whole.classes),
        "p_next": whole.p_next.tolist(),
        "other": [is_other(name) for name in whole.names],
    }
    return {**columns, **({} if case.change is None else change_columns(case.change))}
