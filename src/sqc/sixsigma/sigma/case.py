"""Steps from a table: columns by option or head, rows of a step summed, what cannot be is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.table import Column, Table
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, Source
from sqc.qctools.kit.take import blank_rows, categories, headed, level_of, nothing_left, the_category, used
from sqc.sixsigma.kit.take import needed, number_or_column, refuse_row
from sqc.sixsigma.sigma.ask import goal_of, shift_of
from sqc.sixsigma.sigma.steps import Basis, Steps

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STEP_HEADS = (
    "step",
    "process step",
    "process",
    "operation",
    "station",
    "工序",
    "步骤",
    "工位",
    "过程",
    "工步",
)
UNIT_HEADS = (
    "units", "input", "in", "units in", "inspected", "n", "quantity", "投入", "投入数", "投入量", "单位数",
    "产品数", "检验数", "件数", "数量", "units inspected",
)  # fmt: skip
DEFECT_HEADS = ("defects", "nonconformities", "缺陷数", "缺陷", "不合格数", "不良数")
CHANCE_HEADS = (
    "opportunities",
    "opportunities per unit",
    "opp",
    "机会数",
    "缺陷机会数",
    "单位机会数",
    "机会",
)
REWORK_HEADS = ("rework", "reworked", "返工", "返工数", "返修", "返修数")
SCRAP_HEADS = ("scrap", "scrapped", "报废", "报废数", "废品", "废品数")


@dataclass(frozen=True, eq=False)
class Case:
    """What `sqc sigma` is asked of counts.

    Parameters
    ----------
    steps : Steps
    source : Source
    goal : float
        Sigma level that is asked for, NaN: none.
    step_name : Words
        Head of the steps.
    chances : bool
        Opportunities were given; else one a unit.
    findings : tuple of Finding
    """

    steps: Steps
    source: Source
    goal: float
    step_name: Words = ""
    chances: bool = True
    findings: tuple[Finding, ...] = ()

    @property
    def alone(self) -> bool:
        """There is one step."""
        return len(self.steps.names) == 1

    @property
    def has_defects(self) -> bool:
        """Defects were counted."""
        return not bool(np.isnan(self.steps.defects).any())


def case_of(table: Table, options: Mapping[str, Any]) -> Case:
    """Return the steps of a table.

    Raises
    ------
    SqcError
        Columns that are not there, a number below 0, more defects than opportunities.
    """
    step = _step(table, options)
    taken = [step]
    found: dict[str, tuple[Column | None, Floats | None]] = {}
    heads = (
        ("units", UNIT_HEADS), ("defects", DEFECT_HEADS), ("opportunities", CHANCE_HEADS),
        ("rework", REWORK_HEADS), ("scrap", SCRAP_HEADS),
    )  # fmt: skip
    for name, known in heads:
        found[name] = number_or_column(table, name, options.get(name), known, taken)
        taken.append(found[name][0])
    if found["units"][1] is None:
        raise needed(table, "units", Msg("units"))
    if all(found[name][1] is None for name in ("defects", "rework", "scrap")):
        raise needed(table, "defects", Msg("defects"))
    given = {name: numbers for name, (_, numbers) in found.items() if numbers is not None}
    codes, names = _coded(table, step)
    known_rows = codes >= 0
    for numbers in given.values():
        known_rows &= ~np.isnan(numbers)
    known_rows &= given["units"] > 0
    if not known_rows.any():
        raise nothing_left(table, Msg("no row holds all its numbers"))
    _check(table, found, known_rows)
    blank = () if step is None else tuple(blank_rows(step, codes >= 0))
    gaps = _gaps(int(np.count_nonzero(~known_rows & (codes >= 0))))
    steps = _summed(given, codes, names, known_rows, options)
    return Case(
        steps,
        used(table, known_rows),
        goal_of(options.get("goal")),
        Msg("step") if step is None else step.name,
        "opportunities" in given,
        (*table.findings, *blank, *gaps, *_half(given), *_flow(steps, "scrap" in given)),
    )


def _step(table: Table, options: Mapping[str, Any]) -> Column | None:
    named = options.get("step")
    if named is None:
        found = headed(table, STEP_HEADS)
        if found is not None or not categories(table):
            return found
    return the_category(table, named, "step", "sigma")


def _coded(table: Table, step: Column | None) -> tuple[Ints, tuple[str, ...]]:
    rows = np.arange(table.n_rows)
    if step is None:
        return rows, tuple(str(i + 1) for i in range(table.n_rows))
    return coded(step, rows)


def _summed(
    given: Mapping[str, Floats],
    codes: Ints,
    names: tuple[str, ...],
    kept: npt.NDArray[np.bool_],
    options: Mapping[str, Any],
) -> Steps:
    """Return the rows of each step added up, steps in the order of the file."""
    places, units = codes[kept], given["units"][kept]
    rows = len(units)
    each = {name: numbers[kept] for name, numbers in given.items()}
    chances = each.get("opportunities", np.ones(rows))
    columns = {
        "units": units,
        "defects": each.get("defects", np.full(rows, np.nan)),
        "opportunities": units * chances,
        "rework": each.get("rework", np.zeros(rows)),
        "scrap": each.get("scrap", np.zeros(rows)),
    }
    seen, first = np.unique(places, return_index=True)
    seen = seen[np.argsort(first)]
    sums = {
        name: np.bincount(places, one, len(names))[seen].astype(np.float64) for name, one in columns.items()
    }
    passed = "rework" in given or "scrap" in given
    basis: Basis = "passed" if passed else "good" if bool(np.all(chances == 1)) else "poisson"
    return Steps(
        tuple(names[int(i)] for i in seen),
        sums["units"],
        sums["defects"],
        sums["opportunities"],
        sums["rework"],
        sums["scrap"],
        basis,
        level_of(options.get("confidence")),
        shift_of(options.get("shift")),
    )


def _check(
    table: Table,
    found: Mapping[str, tuple[Column | None, Floats | None]],
    kept: npt.NDArray[np.bool_],
) -> None:
    """Refuse rows that cannot be, with line and column."""
    units = found["units"][1]
    assert units is not None
    chances, defects = found["opportunities"][1], found["defects"][1]
    if defects is not None:
        most = units * (1.0 if chances is None else chances)
        over = np.flatnonzero(kept & (defects > most * (1 + 1e-12)))
        if len(over):
            row = int(over[0])
            why = Msg(
                "{n} defects are more than {units} units x {each} opportunities",
                n=f"{defects[row]:,.10g}", units=f"{units[row]:,.10g}",
                each=f"{1 if chances is None else chances[row]:,.10g}",
            )  # fmt: skip
            error = refuse_row(table, found["defects"][0], row, "too-many-defects", why)
            error.hints = (Msg("--opportunities N: how many defects a unit can have"),)
            raise error
    failed = np.zeros(len(units))
    for name in ("rework", "scrap"):
        numbers = found[name][1]
        failed = failed if numbers is None else failed + numbers
    over = np.flatnonzero(kept & (failed > units))
    if len(over):
        row = int(over[0])
        where = found["scrap"][0] or found["rework"][0]
        why = Msg(
            "{n} units were reworked or scrapped of {units} that went in",
            n=f"{failed[row]:,.10g}", units=f"{units[row]:,.10g}",
        )  # fmt: skip
        raise refuse_row(table, where, row, "more-than-units", why)


def _gaps(n: int) -> list[Finding]:
    if not n:
        return []
    text = Msg("Rows without a number or with 0 units were left out: {n}.", n=n)
    return [Finding("rows-without", "watch", text, {"n": n})]


def _half(given: Mapping[str, Floats]) -> list[Finding]:
    """Return that only one of rework and scrap is known: the yield may be too good."""
    if ("rework" in given) == ("scrap" in given):
        return []
    if "rework" in given:
        text = Msg("No column of scrapped units: the yields count reworked units only (--scrap COLUMN).")
    else:
        text = Msg("No column of reworked units: the yields count scrapped units only (--rework COLUMN).")
    return [Finding("half-counted", "watch", text)]


def _flow(steps: Steps, scrapped: bool) -> list[Finding]:
    """Return where more units go into a step than came out of the one before."""
    out = steps.units[:-1] - steps.scrap[:-1]
    more = np.flatnonzero(steps.units[1:] > out) if scrapped else np.zeros(0, dtype=np.int64)
    if not len(more):
        return []
    i = int(more[0])
    text = Msg(
        "{n} units went into {step}, {out} came out of {before}: the steps did not see the same units.",
        n=f"{steps.units[i + 1]:,.10g}", step=steps.names[i + 1],
        out=f"{out[i]:,.10g}", before=steps.names[i],
    )  # fmt: skip
    return [Finding("units-grow", "watch", text, {"step": steps.names[i + 1]})]
