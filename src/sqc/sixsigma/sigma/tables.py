"""Title, tables and facts of `sqc sigma`."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, percent
from sqc.sixsigma.sigma.ask import Converted
from sqc.sixsigma.sigma.case import Case
from sqc.sixsigma.sigma.words import (
    BASIS,
    dpmo_text,
    interval,
    level_name,
    level_text,
    share_text,
)
from sqc.stats.yields import dpmo_of_level

Floats = list[float]


def title(case: Case) -> Words:
    """Return what was counted."""
    steps = case.steps
    if not case.alone:
        return Msg("Yields of {n} steps, {basis}", n=len(steps.names), basis=BASIS[steps.basis])
    if not case.has_defects:
        return Msg("First-time yield of {n} units", n=f"{steps.units[0]:,.10g}")
    defects, chances = steps.total
    return Msg("Sigma level, {n} defects in {m} opportunities", n=f"{defects:,.10g}", m=f"{chances:,.10g}")


def tables(case: Case) -> tuple[Table, ...]:
    """Return the steps, and what holds for all of them."""
    return (_whole(case),) if case.alone else (_by_step(case), _whole(case))


def _columns(case: Case) -> tuple[Column, ...]:
    level = f"{100 * case.steps.confidence:.10g}"
    return (
        Column("what", "", "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("from", Msg("from"), "left"),
    )


def _whole(case: Case) -> Table:
    rows: list[tuple[Cell, ...]] = []
    if not case.alone:
        rows += _of_steps(case)
    if case.has_defects:
        rows += _of_defects(case)
    if case.alone and case.steps.basis != "poisson":
        rows.append(_yield_row(case, Msg("first-time yield"), BASIS[case.steps.basis]))
    return Table("whole", _columns(case), tuple(rows), None if case.alone else Msg("All steps"))


def _yield_row(case: Case, name: Words, source: Words) -> tuple[Cell, ...]:
    low, high = case.steps.rolled_ends
    return name, share_text(case.steps.rolled), interval(share_text(low), share_text(high)), source


def _of_steps(case: Case) -> list[tuple[Cell, ...]]:
    steps = case.steps
    low, high = (steps.normalised(end) for end in steps.rolled_ends)
    level, least, most = steps.step_level
    rows: list[tuple[Cell, ...]] = [
        _yield_row(case, Msg("RTY"), Msg("product of the yields; MOVER")),
        (
            Msg("normalised yield"),
            share_text(steps.normalised(steps.rolled)),
            interval(share_text(low), share_text(high)),
            Msg("RTY^(1/{n})", n=len(steps.names)),
        ),
        (level_name(steps.shift), level_text(level), _levels(least, most), Msg("of the normalised yield")),
    ]
    if steps.shift:
        plain = (one - steps.shift for one in (least, most))
        rows.append((Msg("Z, no shift"), level_text(level - steps.shift), _levels(*plain), Msg("the same")))
    return rows


def _levels(low: float, high: float) -> Words:
    if not math.isfinite(high):
        return Msg("at least {a}", a=level_text(low))
    return interval(level_text(low), level_text(high))


def _of_defects(case: Case) -> list[tuple[Cell, ...]]:
    """Return DPU, DPMO and, of a single step, its sigma level."""
    steps = case.steps
    low, high = steps.dpo_ends
    rows: list[tuple[Cell, ...]] = []
    if case.alone:
        least, most = (float(end[0]) for end in steps.dpu_ends)
        rows.append(("DPU", fixed(float(steps.dpu[0]), 4), interval(fixed(least, 4), fixed(most, 4)),
                     Msg("defects / units; Garwood")))  # fmt: skip
    else:
        rows.append((Msg("DPU, all steps"), fixed(float(steps.dpu.sum()), 4), "", Msg("sum over the steps")))
    rows.append(("DPMO", dpmo_text(1e6 * steps.dpo), interval(dpmo_text(1e6 * low), dpmo_text(1e6 * high)),
                 Msg("defects / opportunities; Clopper-Pearson")))  # fmt: skip
    if not case.alone:
        return rows
    level, ends = steps.level(steps.dpo), (steps.level(high), steps.level(low))
    rows.append((level_name(steps.shift), level_text(level), _levels(*ends), Msg("of DPMO")))
    if steps.shift:
        plain = (one - steps.shift for one in ends)
        rows.append((Msg("Z, no shift"), level_text(level - steps.shift), _levels(*plain), Msg("of DPMO")))
    return [*rows, *_throughput(case)]


def _throughput(case: Case) -> list[tuple[Cell, ...]]:
    """Return the share of units without a defect: by the Poisson distribution, and by opportunities."""
    steps = case.steps
    low, high = (math.exp(-float(end[0])) for end in reversed(steps.dpu_ends))
    rows: list[tuple[Cell, ...]] = [
        (Msg("throughput yield"), share_text(math.exp(-float(steps.dpu[0]))),
         interval(share_text(low), share_text(high)), Msg("exp(-DPU), Poisson approximation")),
    ]  # fmt: skip
    each = steps.opportunities[0] / steps.units[0]
    if each > 1:
        by_chance = (1.0 - steps.dpo) ** each
        rows.append(("", share_text(float(by_chance)), "", Msg("(1 - DPO)^{n}", n=f"{each:.10g}")))
    return rows


def _by_step(case: Case) -> Table:
    steps = case.steps
    low, high = steps.yield_ends()
    level = f"{100 * steps.confidence:.10g}"
    columns = [Column("step", case.step_name, "left"), Column("units", Msg("units"))]
    if case.has_defects:
        columns += [Column("dpu", "DPU"), Column("dpmo", "DPMO")]
    columns += [
        Column("yield", Msg("yield")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("rty", "RTY"),
        Column("cost", Msg("costs, points")),
    ]
    rows: list[tuple[Cell, ...]] = []
    for i, name in enumerate(steps.names):
        cells: list[Cell] = [name, f"{steps.units[i]:,.10g}"]
        if case.has_defects:
            dpmo = 1e6 * steps.defects[i] / steps.opportunities[i]
            cells += [fixed(float(steps.dpu[i]), 4), dpmo_text(float(dpmo))]
        cells += [
            percent(float(steps.yields[i]), 2),
            interval(fixed(100 * float(low[i]), 2), fixed(100 * float(high[i]), 2)),
            percent(float(steps.sums[i]), 1),
            fixed(100 * (steps.without(i) - steps.rolled), 1),
        ]
        rows.append(tuple(cells))
    return Table("steps", tuple(columns), tuple(rows))


def facts(case: Case) -> dict[str, Fact]:
    """Return every number by its key."""
    steps, sure = case.steps, case.steps.confidence
    found: dict[str, Fact] = {"n_units": Fact(float(steps.units[0]), Msg("units that went in"))}
    if case.has_defects:
        found |= _defect_facts(case)
    if not case.alone or steps.basis != "poisson":
        key, name = ("rty", Msg("rolled throughput yield"))
        if case.alone:
            key, name = "first_time_yield", Msg("first-time yield")
        found[key] = Fact(
            steps.rolled, name, method=BASIS[steps.basis], interval=steps.rolled_ends, confidence=sure
        )
    if not case.alone:
        level, low, high = steps.step_level
        ends = (steps.normalised(steps.rolled_ends[0]), steps.normalised(steps.rolled_ends[1]))
        found |= {
            "n_steps": Fact(len(steps.names), Msg("steps")),
            "normalised_yield": Fact(steps.normalised(steps.rolled), Msg("normalised yield"),
                                     interval=ends, confidence=sure),
            "worst": Fact(steps.names[steps.worst], Msg("step that costs most")),
            "worst_yield": Fact(float(steps.yields[steps.worst]), Msg("its yield")),
            "rty_without": Fact(steps.without(steps.worst), Msg("RTY without its losses")),
            "p_worst": Fact(steps.p_worst, Msg("p of the two worst steps being alike")),
            **_level_facts(level, (low, high), steps.shift, sure),
        }  # fmt: skip
    return found


def _level_facts(level: float, ends: tuple[float, float], shift: float, sure: float) -> dict[str, Fact]:
    known = all(map(math.isfinite, (level, *ends)))
    span = ends if known else None
    plain = (ends[0] - shift, ends[1] - shift) if known else None
    return {
        "sigma_level": Fact(_known(level), level_name(shift), interval=span, confidence=sure),
        "z": Fact(_known(level - shift), Msg("Z, no shift"), interval=plain, confidence=sure),
        "shift": Fact(shift, Msg("shift of the sigma level")),
    }


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _defect_facts(case: Case) -> dict[str, Fact]:
    steps, sure = case.steps, case.steps.confidence
    defects, chances = steps.total
    low, high = steps.dpo_ends
    exact = Msg("Clopper-Pearson")
    found = {
        "n_defects": Fact(defects, Msg("defects")),
        "n_opportunities": Fact(chances, Msg("opportunities of all units")),
        "dpu": Fact(float(steps.dpu.sum()), Msg("defects per unit")),
        "dpo": Fact(steps.dpo, Msg("defects per opportunity"), None, exact, (low, high), sure),
        "dpmo": Fact(1e6 * steps.dpo, Msg("defects per million opportunities"), None, exact,
                     (1e6 * low, 1e6 * high), sure),
    }  # fmt: skip
    if not case.alone:
        return found
    least, most = (float(end[0]) for end in steps.dpu_ends)
    found["dpu"] = found["dpu"]._replace(interval=(least, most), confidence=sure, method=Msg("Garwood"))
    found["throughput_yield"] = Fact(
        math.exp(-float(steps.dpu[0])),
        Msg("throughput yield"),
        None,
        Msg("exp(-DPU), Poisson approximation"),
        (math.exp(-most), math.exp(-least)),
        sure,
    )
    if defects == 0:
        found["dpmo_bound"] = Fact(1e6 * steps.dpo_bound, Msg("DPMO that is not exceeded"), confidence=sure)
        found["sigma_level_bound"] = Fact(
            steps.level(steps.dpo_bound), Msg("sigma level proven to be reached"), confidence=sure
        )
    ends = (steps.level(high), steps.level(low))
    return found | _level_facts(steps.level(steps.dpo), ends, steps.shift, sure)


def frame(case: Case) -> dict[str, list[object]]:
    """Return the steps as columns, in full precision."""
    steps = case.steps
    low, high = steps.yield_ends()
    columns = {
        "units": steps.units, "defects": steps.defects, "opportunities": steps.opportunities,
        "rework": steps.rework, "scrap": steps.scrap, "dpu": steps.dpu,
        "dpmo": 1e6 * steps.defects / steps.opportunities,
        "yield": steps.yields, "yield_lower": low, "yield_upper": high, "rty": steps.sums,
    }  # fmt: skip
    without: list[object] = [steps.without(i) for i in range(len(steps.names))]
    return {"step": list(steps.names), **{key: one.tolist() for key, one in columns.items()},
            "rty_without": without}  # fmt: skip


def converted_table(asked: Converted) -> Table:
    """Return a number in all its forms."""
    z, share = asked.z, asked.share
    rows: list[tuple[Cell, ...]] = [
        ("DPMO", dpmo_text(1e6 * share), Msg("beyond one limit")),
        (Msg("yield"), share_text(1 - share), Msg("1 - DPMO / 1,000,000")),
    ]
    if asked.shift:
        added = Msg("Z + {shift}", shift=f"{asked.shift:g}")
        rows.append((level_name(asked.shift), fixed(asked.level, 3), added))
    rows.append((Msg("Z, no shift"), fixed(z, 3), Msg("normal quantile of the yield")))
    if asked.kind == "z":
        level = fixed(asked.level, 3)
        one, two = (dpmo_text(float(dpmo_of_level(asked.level, 0.0, sides))) for sides in (1, 2))
        rows.append(("DPMO", one, Msg("if {z} is without shift: beyond one limit", z=level)))
        rows.append(("DPMO", two, Msg("if {z} is without shift: beyond both limits", z=level)))
    columns = (Column("what", "", "left"), Column("value", Msg("value")), Column("from", Msg("from"), "left"))
    return Table("converted", columns, tuple(rows))


def converted_facts(asked: Converted) -> dict[str, Fact]:
    """Return a number in all its forms by key."""
    return {
        "dpmo": Fact(1e6 * asked.share, Msg("defects per million opportunities")),
        "dpo": Fact(asked.share, Msg("defects per opportunity")),
        "yield": Fact(1.0 - asked.share, Msg("yield")),
        "sigma_level": Fact(asked.level, level_name(asked.shift)),
        "z": Fact(asked.z, Msg("Z, no shift")),
        "shift": Fact(asked.shift, Msg("shift of the sigma level")),
    }
