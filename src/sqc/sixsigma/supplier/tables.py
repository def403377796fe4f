"""Title, scorecard, months and facts of suppliers."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import percent, ppm_text
from sqc.sixsigma.supplier.case import Case
from sqc.sixsigma.supplier.judge import limits_of, ppm_of
from sqc.sixsigma.supplier.scored import score_columns, score_facts


def title(case: Case) -> Words:
    """Return what was analysed."""
    n = f"{case.inspected.sum():,.0f}"
    if len(case.months) > 1:
        return Msg(
            "{k} suppliers, {n} units inspected, {first} to {last}",
            k=len(case.names),
            n=n,
            first=case.months[0],
            last=case.months[-1],
        )
    return Msg("{k} suppliers, {n} units inspected", k=len(case.names), n=n)


def scorecard(case: Case) -> Table:
    """Return a row a supplier: counts, ppm with interval, rank range, lots, delivery."""
    lots, delivery = not np.isnan(case.rejected).any(), case.delivery.known
    columns = [
        Column("supplier", Msg("supplier"), "left"),
        Column("bad", Msg("nonconforming units"), "left"),
        Column("ppm", "ppm"),
        Column("interval", Msg("{level} % interval", level=f"{100 * case.confidence:.10g}"), "left"),
        Column("rank", Msg("ranks"), "left"),
    ]
    columns += [Column("lots", Msg("lots rejected"), "left")] if lots else []
    columns += [Column("delivery", Msg("on time"))] if delivery else []
    rows: list[tuple[Cell, ...]] = []
    low, high = case.intervals
    best, worst = case.ranks
    for i, name in enumerate(case.names):
        cells: list[Cell] = [
            name,
            Msg("{k} of {n}", k=f"{case.bad[i].sum():,.0f}", n=f"{case.inspected[i].sum():,.0f}"),
            ppm_of(case, float(case.share[i]), i),
            Msg("{a} to {b}", a=ppm_of(case, float(low[i]), i), b=ppm_of(case, float(high[i]), i)),
            str(best[i]) if best[i] == worst[i] else Msg("{a} to {b}", a=str(best[i]), b=str(worst[i])),
        ]
        if lots:
            n, k = case.lots[i].sum(), case.rejected[i].sum()
            cells.append(Msg("{k} of {n}", k=f"{k:.0f}", n=f"{n:.0f}"))
        if delivery:
            share = float(case.delivery.share[i])
            cells.append("-" if math.isnan(share) else percent(share / 100, 1))
        rows.append(tuple(cells))
    return Table("suppliers", tuple(columns), tuple(rows))


def months(case: Case) -> Table | None:
    """Return a row a supplier and month, for JSON and files; None without months."""
    if not case.months:
        return None
    heads = ("supplier", "month", "nonconforming", "inspected", "ppm", "lower", "upper")
    rows: list[tuple[Cell, ...]] = []
    for i, name in enumerate(case.names):
        found = limits_of(case, i)
        for k, month in enumerate(case.months):
            ends = (found.share[k], found.lower[k], found.upper[k])
            n = int(case.inspected[i, k])
            shown = [None if math.isnan(end) else ppm_text(float(end), n) for end in ends]
            rows.append((name, month, f"{case.bad[i, k]:.0f}", f"{n}", *shown))
    return Table("months", tuple(Column(head, head) for head in heads), tuple(rows), printed=False)


def facts(case: Case) -> dict[str, Fact]:
    """Return the numbers of all suppliers together, by key."""
    found = {
        "n_suppliers": Fact(len(case.names), Msg("suppliers")),
        "n_inspected": Fact(float(case.inspected.sum()), Msg("units inspected")),
        "n_nonconforming": Fact(float(case.bad.sum()), Msg("nonconforming units")),
        "ppm": Fact(1e6 * case.whole, Msg("nonconforming, ppm")),
        "worst": Fact(case.names[-1], Msg("supplier with the largest share")),
        "worst_ppm": Fact(
            1e6 * float(case.share[-1]),
            Msg("its share, ppm"),
            method=Msg("Clopper-Pearson interval"),
            interval=(1e6 * float(case.intervals[0][-1]), 1e6 * float(case.intervals[1][-1])),
            confidence=case.confidence,
        ),
        "p_worst": Fact(
            float(case.p_others[-1]),
            Msg("p of the same share as all others"),
            method=Msg("Fisher's exact test, Holm"),
        ),
    }
    if not np.isnan(case.rejected).any():
        found["lot_reject_share"] = Fact(
            float(case.rejected.sum() / case.lots.sum()), Msg("share of lots rejected")
        )
    if case.delivery.counted:
        on_time, n = float(case.delivery.on_time.sum()), float(case.delivery.n.sum())
        found["n_deliveries"] = Fact(n, Msg("deliveries with a known day"))
        found["on_time_share"] = Fact(on_time / n, Msg("share delivered on time"))
    return found | ({} if case.score is None else score_facts(case.names, case.score))


def frame(case: Case) -> dict[str, list[object]]:
    """Return the scorecard as columns, in full precision."""
    low, high = case.intervals
    best, worst = case.ranks
    with np.errstate(invalid="ignore"):
        lots = case.lot_share
    return {
        "supplier": list(case.names),
        "nonconforming": case.bad.sum(axis=1).tolist(),
        "inspected": case.inspected.sum(axis=1).tolist(),
        "ppm": (1e6 * case.share).tolist(),
        "ppm_lower": (1e6 * low).tolist(),
        "ppm_upper": (1e6 * high).tolist(),
        "rank_best": best.tolist(),
        "rank_worst": worst.tolist(),
        "p_others": case.p_others.tolist(),
        "lot_reject_share": lots.tolist(),
        "on_time": case.delivery.share.tolist(),
        **({} if case.score is None else score_columns(case.score)),
    }
