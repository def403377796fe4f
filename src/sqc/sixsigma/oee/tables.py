"""Title, tables and facts of `sqc oee`."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words, plural
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import percent
from sqc.sixsigma.oee.case import Case
from sqc.sixsigma.oee.judge import minutes, ratio
from sqc.sixsigma.oee.times import MINUTE, Times

SHOWN = 12


def title(case: Case) -> Words:
    """Return what was measured."""
    n = len(case.shifts.rows)
    return plural(
        "OEE of {n} shift, {min} min planned",
        "OEE of {n} shifts, {min} min planned",
        n,
        min=minutes(case.times.planned),
    )


def tables(case: Case) -> tuple[Table, ...]:
    """Return the factors, where the time goes, the reasons of the stops, the machines."""
    found = [_factors(case), _times(case.times)]
    if case.reasons:
        found.append(_reasons(case))
    if case.parts:
        found.append(_parts(case))
    return tuple(found)


def _factors(case: Case) -> Table:
    times = case.times
    quality: tuple[Cell, ...] = (
        Msg("quality"), ratio(times.quality),
        Msg("good / made: {a} / {b}", a=f"{times.good:,.10g}", b=f"{times.count:,.10g}"),
    )  # fmt: skip
    if not case.one_cycle:
        quality = (Msg("quality"), ratio(times.quality), Msg("ideal time of the good / of all pieces"))
    rows: tuple[tuple[Cell, ...], ...] = (
        (Msg("availability"), ratio(times.availability),
         Msg("run / planned: {a} / {b} min", a=minutes(times.run), b=minutes(times.planned))),
        (Msg("performance"), ratio(times.performance),
         Msg("ideal cycle x made / run: {a} / {b} min", a=minutes(times.ideal), b=minutes(times.run))),
        quality,
        ("OEE", ratio(times.oee), Msg("product of the three")),
    )  # fmt: skip
    columns = (Column("what", "", "left"), Column("value", Msg("value")), Column("from", Msg("from"), "left"))
    return Table("factors", columns, rows)


def _times(times: Times) -> Table:
    planned, losses = times.planned, times.losses
    rows: list[tuple[Cell, ...]] = []
    if times.breaks:
        rows += [
            (Msg("shift time"), minutes(times.shift), ""),
            (Msg("breaks, planned stops"), minutes(times.breaks), ""),
        ]
    rows += [
        (Msg("planned time"), minutes(planned), _share(planned, planned)),
        (Msg("lost to stops"), minutes(losses["stops"]), _share(losses["stops"], planned)),
        (Msg("lost to speed"), minutes(losses["speed"]), _share(losses["speed"], planned)),
        (Msg("lost to rejects"), minutes(losses["rejects"]), _share(losses["rejects"], planned)),
        (Msg("left for good pieces"), minutes(times.ideal_good), _share(times.ideal_good, planned)),
    ]
    columns = (
        Column("what", "", "left"),
        Column("minutes", Msg("time, min")),
        Column("share", Msg("of planned")),
    )
    return Table("times", columns, tuple(rows), Msg("Where the time goes"))


def _share(part: float, whole: float) -> str:
    return percent(part / whole, 1)


def _reasons(case: Case) -> Table:
    stopped = case.times.stopped
    columns = (Column("reason", Msg("reason"), "left"), Column("stops", Msg("stops")),
               Column("minutes", Msg("time, min")), Column("share", Msg("of the time stopped")))  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in case.reasons[:SHOWN]:
        name: Words = one.name or Msg("no reason")
        share: Words = Msg("planned") if one.planned else _share(one.seconds, stopped) if stopped else "-"
        rows.append((name, one.stops, minutes(one.seconds), share))
    if len(case.reasons) > SHOWN:
        more: Words = Msg("... {n} more", n=len(case.reasons) - SHOWN)
        rows.append((more, "", "", ""))
    return Table("reasons", columns, tuple(rows), Msg("Stops by reason"))


def _parts(case: Case) -> Table:
    columns = (
        Column("part", case.part_name, "left"), Column("planned", Msg("planned, min")),
        Column("availability", Msg("availability")), Column("performance", Msg("performance")),
        Column("quality", Msg("quality")), Column("oee", "OEE"), Column("lost", Msg("lost, min")),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (name, minutes(one.planned), ratio(one.availability), ratio(one.performance), ratio(one.quality),
         ratio(one.oee), minutes(one.planned - one.ideal_good))
        for name, one in case.parts.items()
    ]  # fmt: skip
    return Table("parts", columns, tuple(rows), Msg("By {column}", column=case.part_name))


def facts(case: Case) -> dict[str, Fact]:
    """Return every number by its key."""
    times = case.times
    named = {
        "availability": (times.availability, Msg("availability")),
        "performance": (times.performance, Msg("performance")),
        "quality": (times.quality, Msg("quality")),
        "oee": (times.oee, Msg("overall equipment effectiveness")),
    }
    found = {key: Fact(value if math.isfinite(value) else None, name) for key, (value, name) in named.items()}
    spent = {
        "planned": (times.planned, Msg("planned time")),
        "breaks": (times.breaks, Msg("breaks, planned stops")),
        "stopped": (times.stopped, Msg("lost to stops")),
        "run": (times.run, Msg("run time")),
        "lost_speed": (times.losses["speed"], Msg("lost to speed")),
        "lost_rejects": (times.losses["rejects"], Msg("lost to rejects")),
        "good_time": (times.ideal_good, Msg("left for good pieces")),
    }
    found |= {key: Fact(value / MINUTE, name, "min") for key, (value, name) in spent.items()}
    return found | {
        "n_pieces": Fact(times.count, Msg("pieces made")),
        "n_good": Fact(times.good, Msg("good pieces")),
        "n_shifts": Fact(len(case.shifts.rows), Msg("shifts")),
    }


def frame(case: Case) -> dict[str, list[object]]:
    """Return all shifts together, and each machine, as columns."""
    rows = {"": case.times, **case.parts}
    of = list(rows.values())
    return {
        "part": list(rows),
        "planned_min": [one.planned / MINUTE for one in of],
        "stopped_min": [one.stopped / MINUTE for one in of],
        "lost_speed_min": [one.losses["speed"] / MINUTE for one in of],
        "lost_rejects_min": [one.losses["rejects"] / MINUTE for one in of],
        "availability": [one.availability for one in of],
        "performance": [one.performance for one in of],
        "quality": [one.quality for one in of],
        "oee": [one.oee for one in of],
    }
