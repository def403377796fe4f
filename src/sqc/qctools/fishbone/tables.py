"""Title, tables and facts of a fishbone."""

from __future__ import annotations

from sqc.i18n.message import Join, Msg, Words
from sqc.qctools.fishbone.case import Case
from sqc.report.model import Cell, Column, Fact, Table


def title(case: Case) -> Words:
    """Return what was drawn."""
    name = Join([case.effect, case.share], " ") if case.share else case.effect
    return Msg("Fishbone of {effect}", effect=name)


def tables(case: Case) -> tuple[Table, ...]:
    """Return a row a bone, and a row a cause for the files."""
    rows: list[tuple[Cell, ...]] = []
    for bone in case.bones:
        below = [node for depth, node in bone.walk() if depth]
        ends = sum(not node.children for node in below)
        rows.append((bone.text, len(below), ends, sum(node.marked for node in below)))
    bones = Table(
        "bones",
        (
            Column("bone", Msg("bone"), "left"),
            Column("causes", Msg("causes")),
            Column("end_causes", Msg("end causes")),
            Column("confirmed", Msg("confirmed")),
        ),
        tuple(rows),
    )
    return (bones, _causes(case))


def _causes(case: Case) -> Table:
    columns = (
        Column("bone", Msg("bone"), "left"),
        Column("cause", Msg("cause"), "left"),
        Column("depth", Msg("depth")),
        Column("end", Msg("end cause")),
        Column("confirmed", Msg("confirmed")),
    )
    rows = tuple(
        (one.bone, one.node.text, one.depth, int(one.end), int(one.node.marked)) for one in case.causes
    )
    return Table("causes", columns, rows, printed=False)


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the fishbone by its key."""
    return {
        "n_bones": Fact(len(case.bones), Msg("bones")),
        "n_causes": Fact(len(case.causes), Msg("causes")),
        "n_end_causes": Fact(len(case.ends), Msg("end causes")),
        "n_confirmed": Fact(len(case.confirmed), Msg("confirmed causes")),
        "depth": Fact(case.depth, Msg("levels of causes")),
    }


def frame(case: Case) -> dict[str, list[object]]:
    """Return a row a cause."""
    return {
        "bone": [one.bone for one in case.causes],
        "cause": [one.node.text for one in case.causes],
        "depth": [one.depth for one in case.causes],
        "end": [one.end for one in case.causes],
        "confirmed": [one.node.marked for one in case.causes],
        "line": [one.node.line for one in case.causes],
    }
