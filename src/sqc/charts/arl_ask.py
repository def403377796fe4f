"""The options of `sqc arl`, checked: one sentence for each that has no meaning."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqc.charts.arl_kinds import ArlKind, Ask, line_of
from sqc.charts.arl_words import SCALES, number
from sqc.charts.catalog import run_lengths
from sqc.charts.option_check import check_types, unknown_kind
from sqc.charts.rule_choice import rule_set
from sqc.charts.rulesets import RuleSet, rules_at
from sqc.charts.runlength_options import RUNLENGTH_OPTIONS
from sqc.data.window import window_seconds
from sqc.i18n.message import Listing, Msg
from sqc.notes import OptionError, flag, out_of_range
from sqc.stats._rule import SERIES, Rule

# what the numbers among the options may be: (possible, what is expected)
_ABOVE = (lambda x: 0 < x < math.inf, Msg("a number above 0"))
_RANGES: dict[str, tuple[Any, Msg]] = {
    "size": (lambda x: x >= 1, Msg("a whole number from 1")),
    "k": _ABOVE,
    "weight": (lambda x: 0 < x <= 1, Msg("a number above 0 and up to 1")),
    "reference": (lambda x: 0 <= x < math.inf, Msg("a number from 0")),
    "interval": _ABOVE,
    "head_start": (lambda x: 0 <= x < math.inf, Msg("a number from 0")),
    "inspected": _ABOVE,
    "given_sigma": _ABOVE,
    "given_center": _ABOVE,
    "variables": (lambda x: x >= 1, Msg("a whole number from 1")),
    "subgroups": (lambda x: x >= 2, Msg("a whole number from 2")),
    "arl0": (lambda x: 1 < x <= 1e8, Msg("a number above 1 and up to 1e8")),
}


_MOST_COUNTS = 1e5  # nonconforming or nonconformities of a point, on average


class Asked(NamedTuple):
    """What was asked: the chart, the shifts as typed and in the unit of `stats.runlength`.

    `kind` is the kind's line. `calm` is no shift. `per_point` is the time from point to point and its unit.
    """

    ask: Ask
    kind: ArlKind
    rules: RuleSet | None
    shifts: tuple[float, ...]
    calm: float
    scale: float
    given_sigma: float | None
    unit: str
    per_point: tuple[float, str] | None


def asked(kind: str, options: Mapping[str, Any]) -> Asked:
    """Return what was asked, checked.

    Parameters
    ----------
    kind : str
    options : mapping
        By the names of the option table; None: not given.

    Raises
    ------
    OptionError
        An unknown kind, an option that the kind does not take, a value outside its range.
    """
    if kind not in run_lengths():
        raise unknown_kind(kind, list(run_lengths()))
    given = {name: value for name, value in options.items() if value is not None}
    check_types(RUNLENGTH_OPTIONS, given, ("shift",))
    line = line_of(kind)
    _taken(kind, line, given)
    _in_range(line, given)
    rules = rule_set(given.get("rules", "limits")) if "rules" in line.takes else None
    values = {**line.defaults, **{name: given[name] for name in given if name in Ask._fields}}
    values.pop("rules", None)
    values["center"] = given.get("given_center", 0.0)
    ask = Ask(kind, *rules_of(kind, line, rules), **values)
    shifts = _shifts(given.get("shift"), line, ask)
    sigma = given.get("given_sigma")
    return Asked(
        ask,
        line,
        rules,
        shifts,
        _calm(line, ask),
        1.0 if sigma is None else math.sqrt(ask.size) / sigma,
        sigma,
        given.get("unit", ""),
        _per_point(given.get("interval_time")),
    )


def rules_of(kind: str, line: ArlKind, rules: RuleSet | None) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return the rules of a set that the panels of the kind get."""
    if rules is None:
        return (), ()
    found, below = (() if place is None else rules_at(place, rules) for place in (line.place, line.below))
    if not found and not below:
        raise OptionError(
            "never-signals",
            Msg("rule set {rules} has no rule for the kind {kind}.", rules=rules.name, kind=kind),
        )
    if any(rule.kind in SERIES for rule in (*found, *below)):
        raise OptionError(
            "no-run-length",
            Msg(
                "rule set {rules} judges a whole series, not point by point: it has no run length.",
                rules=rules.name,
            ),
        )
    return found, below


def _taken(kind: str, line: ArlKind, given: Mapping[str, Any]) -> None:
    takes = {"shift", "interval_time", *line.takes}
    for name in given:
        if name not in takes:
            flags = [flag(option) for option in line.takes]
            raise OptionError(
                "option-kind",
                Msg("{option} does not go with {kind}.", option=flag(name), kind=kind),
                details=[Msg("its options: {options}", options=Listing(flags, open_end=True))],
            )
    beside = [name for option in given for name in line.needs_with.get(option, ())]
    for name in (*line.needs, *beside):
        if name not in given:
            raise OptionError("option-missing", Msg("{kind} needs {option}.", kind=kind, option=flag(name)))
    if "arl0" in given and "interval" in given:
        raise OptionError("option-clash", Msg("--arl0 and --interval both set the limits: use one of them."))


def _in_range(line: ArlKind, given: Mapping[str, Any]) -> None:
    for name, (possible, allowed) in _RANGES.items():
        if name in given and not possible(given[name]):
            raise out_of_range(name, f"{given[name]:g}", allowed)
    for name, least in line.least.items():
        if given.get(name, least) < least:
            raise out_of_range(name, str(given[name]), Msg("a whole number from {least}", least=str(least)))
    if line.scale == "share" and not given["given_center"] < 1:
        raise out_of_range("given_center", f"{given['given_center']:g}", Msg("a share between 0 and 1"))
    if line.scale == "share" and given["inspected"] != round(given["inspected"]):
        raise out_of_range("inspected", f"{given['inspected']:g}", Msg("a whole number"))


def _calm(line: ArlKind, ask: Ask) -> float:
    return {"ratio": 1.0, "share": ask.center, "rate": ask.center}.get(line.scale, 0.0)


def _shifts(given: Any, line: ArlKind, ask: Ask) -> tuple[float, ...]:
    """Return the shifts: of a list as typed, of numbers; none given: no shift."""
    found = _listed(given, line, _calm(line, ask))
    if line.scale in ("share", "rate") and max(*found, ask.center) * ask.inspected > _MOST_COUNTS:
        most = f"{_MOST_COUNTS:.0f}"
        raise OptionError("too-large", Msg("counts above {most} on average are not computed.", most=most))
    return found


def _listed(given: Any, line: ArlKind, calm: float) -> tuple[float, ...]:
    if given is None:
        return (calm,)
    cells: Sequence[Any]
    cells = given.split(",") if isinstance(given, str) else [given] if _single(given) else list(given)
    found = [_shift(cell, line) for cell in cells]
    if not found or len(found) > 10_000:
        raise out_of_range("shift", f"({len(found)})", Msg("a list of up to 10000 numbers"))
    return tuple(found)


def _single(given: Any) -> bool:
    return not hasattr(given, "__iter__")


def _shift(cell: Any, line: ArlKind) -> float:
    try:
        value = float(cell)
    except (TypeError, ValueError):
        raise OptionError(
            "bad-shift",
            Msg(
                '--shift: "{cell}" is not a number; write {example}.', cell=str(cell)[:40], example="0,0.5,1"
            ),
        ) from None
    scale = SCALES[line.scale]
    if not scale.possible(value):
        raise out_of_range("shift", number(value), scale.allowed)
    return value


def _per_point(given: str | None) -> tuple[float, str] | None:
    if given is None:
        return None
    try:
        window_seconds(given)
    except OptionError as error:
        text = Msg('{option}: "{text}" is not a length of time.', option="--interval-time", text=given)
        raise OptionError("interval-form", text, hints=error.hints) from None
    found = re.match(r"\s*([\d.]+)\s*(.+?)\s*$", given)
    assert found is not None
    return float(found[1]), found[2]
