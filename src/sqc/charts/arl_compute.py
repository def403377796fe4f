"""Run lengths of the shifts that were asked for; what cannot be computed is said in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sqc.charts.arl_ask import Asked
from sqc.charts.arl_lengths import Floats, Lengths
from sqc.charts.rulesets import SETS
from sqc.i18n.message import Msg
from sqc.notes import OptionError

_LONGEST = 1e14  # points; a longer run length is never seen


def compute(
    question: Asked, shifts: Sequence[float], *, brief: bool = False
) -> tuple[Lengths, Lengths | None, Lengths | None]:
    """Return run lengths of no shift and of these: of the chart, with limits alone, with known parameters.

    `brief`: the averages alone, for a curve.

    Raises
    ------
    OptionError
        A chart that never signals or that is too large to be computed.
    """
    distinct = [question.calm, *dict.fromkeys(shift for shift in shifts if shift != question.calm)]
    place = [distinct.index(shift) for shift in (question.calm, *shifts)]
    try:
        with np.errstate(all="ignore"):
            found = _computed(question, np.array(distinct) * question.scale, brief)
    except (ValueError, np.linalg.LinAlgError) as error:
        raise _refused(question, error) from None
    exact = found[2] or found[0]
    if not np.all((exact.arl >= 1 - 1e-9) & (exact.arl < _LONGEST)):
        raise _refused(question, ValueError("never signal"))
    first, plain, known = (None if one is None else _at(one, place) for one in found)
    assert first is not None
    return first, plain, known


def _computed(question: Asked, stack: Floats, brief: bool) -> tuple[Lengths, Lengths | None, Lengths | None]:
    ask, find = question.ask, question.kind.compute
    if ask.subgroups is not None:
        known = find(ask._replace(subgroups=None), stack, brief=brief)
        return find(ask, stack, brief=brief), None, known
    if question.rules is None or all(rule.kind == "beyond_limit" for rule in (*ask.rules, *ask.below)):
        return find(ask, stack, brief=brief), None, None
    limits = SETS["limits"].rules
    plain = ask._replace(rules=limits, below=limits if ask.below else ())
    return find(ask, stack, brief=brief), find(plain, stack, brief=brief), None


def _at(lengths: Lengths, place: list[int]) -> Lengths:
    """Return the run lengths of each shift that was asked from those of the distinct ones."""
    taken: dict[str, Any] = {
        name: value[place] for name, value in lengths._asdict().items() if isinstance(value, np.ndarray)
    }
    return lengths._replace(**taken)


def _refused(question: Asked, error: Exception) -> OptionError:
    kind, said = question.ask.kind, str(error)
    if "too many" in said:
        text = Msg("{kind} with these rules has too many states to be computed: take fewer rules.", kind=kind)
        return OptionError("too-large", text)
    if "would not fit" in said or "of one step apart" in said:
        text = Msg(
            "the limits of this {kind} chart are too many of its steps apart to be computed.", kind=kind
        )
        return OptionError("too-large", text)
    if "out of reach" in said:
        text = Msg(
            "--arl0 {arl0} is out of reach of this {kind} chart.", kind=kind, arl0=f"{question.ask.arl0:g}"
        )
        return OptionError("arl0-reach", text)
    if "head_start" in said or "head start" in said:
        text = Msg(
            "--head-start {value} is too large for these limits: take a smaller one.",
            value=f"{question.ask.head_start:g}",
        )
        return OptionError("option-range", text)
    if "estimate" in said or "too few" in said:
        return OptionError("option-range", Msg("too few subgroups to estimate the limits from: take more."))
    return OptionError("never-signals", Msg("this {kind} chart never signals, or hardly ever.", kind=kind))
