"""What `sqc sigma` says: the level with its interval, what no defect proves, which step costs most."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, Level, worst_first
from sqc.report.numbers import p_value, percent
from sqc.sixsigma.sigma.ask import Converted
from sqc.sixsigma.sigma.case import Case
from sqc.sixsigma.sigma.words import both_levels, dpmo_text, interval, level_text, share_text, shift_text

ALPHA = 0.05


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    first = _alone(case) if case.alone else _rolled(case)
    found = [*_goal(case), *_none(case), *_order(case), *_chances(case), *case.findings]
    return [first, *worst_first(found)]


def conversion(asked: Converted) -> Finding:
    """Return what a number comes to."""
    dpmo = 1e6 * asked.share
    text = Msg(
        "{dpmo} DPMO, a yield of {good}, is a sigma level of {levels}.",
        dpmo=dpmo_text(dpmo), good=share_text(1 - asked.share), levels=both_levels(asked.level, asked.shift),
    )  # fmt: skip
    return Finding("converted", "ok", text, {"dpmo": dpmo, "sigma_level": asked.level, "shift": asked.shift})


def levels(case: Case) -> tuple[float, float, float]:
    """Return the sigma level that is judged and its ends: of the DPMO, or of the normalised yield."""
    steps = case.steps
    if not case.alone or not case.has_defects:
        return steps.step_level
    low, high = steps.dpo_ends
    return steps.level(steps.dpo), steps.level(high), steps.level(low)


def goal_level(case: Case) -> Level | None:
    """Return whether the level that is asked for is reached; None where none is."""
    if math.isnan(case.goal):
        return None
    _, low, high = levels(case)
    return "ok" if low >= case.goal else "act" if high < case.goal else "watch"


def _alone(case: Case) -> Finding:
    steps = case.steps
    if not case.has_defects:
        return _yield_alone(case)
    defects, chances = steps.total
    if defects in (0, chances):
        return _bound(case)
    level, low, high = levels(case)
    values = {"dpmo": 1e6 * steps.dpo, "sigma_level": level, "shift": steps.shift, "defects": defects}
    said = {
        "levels": both_levels(level, steps.shift),
        "dpmo": dpmo_text(1e6 * steps.dpo),
        "n": f"{defects:,.10g}",
        "m": f"{chances:,.10g}",
        "sure": _sure(case),
        "range": interval(level_text(low), level_text(high)),
    }
    judged = goal_level(case)
    if judged is None:
        text = Msg(
            "Sigma level {levels}: {dpmo} DPMO, {n} defects in {m} opportunities; compare {range}, its {sure}"
            " % interval, with the level that is asked for.",
            **said,
        )
        return Finding("sigma-level", "ok", text, values)
    goal = {**said, "goal": level_text(case.goal)}
    texts = {
        "ok": Msg(
            "Sigma level {levels} reaches {goal} with {sure} % confidence ({range}): {dpmo} DPMO.", **goal
        ),
        "watch": Msg(
            "Sigma level {levels}: {goal} is neither reached nor missed with {sure} % confidence ({range});"
            " count more units.",
            **goal,
        ),
        "act": Msg(
            "Sigma level {levels} misses {goal} with {sure} % confidence ({range}): {dpmo} DPMO; lower the"
            " defects.",
            **goal,
        ),
    }  # fmt: skip
    return Finding("sigma-level", judged, texts[judged], {**values, "goal": case.goal})


def _sure(case: Case) -> str:
    return f"{100 * case.steps.confidence:.10g}"


def _bound(case: Case) -> Finding:
    """Return what no defect proves, or nothing but defects."""
    steps = case.steps
    defects, chances = steps.total
    values = {"defects": defects, "opportunities": chances, "dpmo_bound": 1e6 * steps.dpo_bound}
    if defects > 0:
        text = Msg("All {m} opportunities hold a defect: no sigma level exists; check how they are counted.",
                   m=f"{chances:,.10g}")  # fmt: skip
        return Finding("all-defects", "act", text, values)
    reached = steps.level(steps.dpo_bound)
    level: Level = "watch"
    if case.goal <= reached:
        level = "ok"
    text = Msg(
        "0 defects in {m} opportunities prove less than {dpmo} DPMO with {sure} % confidence, a sigma level"
        " of at least {levels}; the level itself is not known.",
        m=f"{chances:,.10g}", dpmo=dpmo_text(1e6 * steps.dpo_bound), sure=_sure(case),
        levels=both_levels(reached, steps.shift),
    )  # fmt: skip
    return Finding("no-defects", level, text, values)


def _yield_alone(case: Case) -> Finding:
    steps = case.steps
    low, high = steps.rolled_ends
    text = Msg(
        "First-time yield {good} ({range} with {sure} % confidence): {n} of {m} units were reworked or"
        " scrapped; count defects too for a sigma level by DPMO.",
        good=share_text(steps.rolled), range=interval(share_text(low), share_text(high)), sure=_sure(case),
        n=f"{steps.fails[0]:,.10g}", m=f"{steps.units[0]:,.10g}",
    )  # fmt: skip
    return Finding("first-time-yield", goal_level(case) or "ok", text, {"yield": steps.rolled})


def _rolled(case: Case) -> Finding:
    steps = case.steps
    worst = steps.worst
    name, good, without = steps.names[worst], float(steps.yields[worst]), steps.without(worst)
    values = {"rty": steps.rolled, "worst": name, "yield": good, "without": without}
    if good >= 1:
        text = Msg("RTY 100 %: no step lost a unit; what the counts prove stands under RTY in the table.")
        return Finding("rolled-yield", "ok", text, values)
    said = {
        "rty": percent(steps.rolled, 1),
        "n": f"{100 * (1 - steps.rolled):.0f}",
        "step": name,
        "good": share_text(good),
        "points": f"{100 * (without - steps.rolled):.1f}",
        "better": percent(without, 1),
    }
    if steps.basis == "poisson":
        text = Msg(
            "RTY {rty}: about {n} of 100 units have a defect at some step; start with {step} (yield {good}),"
            " it costs most: {points} points, RTY would be {better} without its losses.",
            **said,
        )
    else:
        text = Msg(
            "RTY {rty}: {n} of 100 units do not pass all steps the first time; start with {step} (yield"
            " {good}), it costs most: {points} points, RTY would be {better} without its losses.",
            **said,
        )
    return Finding("rolled-yield", goal_level(case) or "ok", text, values)


def _goal(case: Case) -> list[Finding]:
    """Return whether the level of the steps reaches the goal, where the verdict says something else."""
    judged = goal_level(case)
    if judged is None or (case.alone and case.has_defects):
        return []
    level, low, high = levels(case)
    said: dict[str, object] = {
        "levels": both_levels(level, case.steps.shift),
        "goal": level_text(case.goal),
        "sure": _sure(case),
        "range": interval(level_text(low), level_text(high)),
    }
    texts = {
        "ok": Msg("the normalised yield is a sigma level of {levels}: {goal} is reached ({range})", **said),
        "watch": Msg(
            "The normalised yield is a sigma level of {levels}: {goal} is neither reached nor missed with"
            " {sure} % confidence ({range}).",
            **said,
        ),
        "act": Msg(
            "The normalised yield is a sigma level of {levels}: {goal} is missed with {sure} % confidence"
            " ({range}).",
            **said,
        ),
    }
    values = {"sigma_level": level, "goal": case.goal}
    return [Finding("goal", judged, texts[judged], values, texts["ok"] if judged == "ok" else None)]


def _none(case: Case) -> list[Finding]:
    """Return the steps at which nothing was lost: what that proves."""
    if case.alone:
        return []
    steps = case.steps
    none = [i for i in range(len(steps.names)) if steps.fails[i] == 0]
    if not none:
        return []
    i = min(none, key=lambda one: float(steps.units[one]))
    proven = 1.0 - float((1.0 - steps.confidence) ** (1.0 / steps.units[i]))
    if steps.basis == "poisson":
        proven = 1.0 - math.exp(math.log(1.0 - steps.confidence) / float(steps.units[i]))
    text = Msg(
        "Nothing was lost at {step}: {n} units prove a yield above {share} with {sure} % confidence, not"
        " 100 %.",
        step=steps.names[i], n=f"{steps.units[i]:,.10g}", share=share_text(1.0 - proven), sure=_sure(case),
    )  # fmt: skip
    return [
        Finding("step-without-loss", "watch", text, {"step": steps.names[i], "yield_bound": 1.0 - proven})
    ]


def _order(case: Case) -> list[Finding]:
    """Return whether the counts prove which step is worst."""
    steps = case.steps
    if case.alone or steps.fails[steps.worst] == 0:
        return []
    first, second = (steps.names[i] for i in steps.order[:2])
    values = {"first": first, "next": second, "p": steps.p_worst}
    if steps.p_worst <= ALPHA:
        short = Msg("{a} is worse than {b} (p {p})", a=first, b=second, p=p_value(steps.p_worst))
        return [Finding("worst-proven", "ok", short, values, short)]
    text = Msg(
        "That {a} is worse than {b} may be chance (p {p}): look at both.",
        a=first, b=second, p=p_value(steps.p_worst),
    )  # fmt: skip
    return [Finding("worst-open", "watch", text, values)]


def _chances(case: Case) -> list[Finding]:
    """Return that a unit was taken to have one opportunity, which nobody said."""
    if case.chances or not case.has_defects:
        return []
    text = Msg("No opportunities were given: one a unit, so DPMO is defects per million units.")
    return [Finding("one-opportunity", "watch", text, {"opportunities": 1})]


def shift_note(shift: float) -> Words:
    """Return what the shift is."""
    if shift == 0:
        return Msg("sigma levels are without shift.")
    return Msg(
        "the shift of {shift} is a convention, no data show it: level = Z + {shift}.", shift=shift_text(shift)
    )
