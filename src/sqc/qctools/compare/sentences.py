"""The sentences of a comparison of one pair: shown, or not proven."""

from __future__ import annotations

from sqc.i18n.message import Msg, Words
from sqc.qctools.compare.case import Case, Contrast
from sqc.qctools.compare.said import amount, called, ends, level_of_group, level_text, number, rate_text
from sqc.report.numbers import p_value, percent


def _common(case: Case, one: Contrast) -> dict[str, Words]:
    return {"level": level_text(case.confidence), "p": p_value(one.found.p)}


def difference_words(case: Case, one: Contrast) -> Msg:
    """Return the sentence of a difference that is shown."""
    first, second = called(case, one.first), called(case, one.second)
    lower = one.found.effect < case.null
    given = _common(case, one)
    if case.test.scale == "ratio":
        return _ratio(case, one, given)
    given |= ends(case, one, turned=lower) | {"d": amount(case, abs(one.found.effect))}
    if case.shape == "one":
        return _from_target(case, given, lower)
    given |= {"a": first, "b": second}
    if case.test.scale == "share":
        given |= {"x": level_of_group(case, one.first), "y": level_of_group(case, one.second)}
        if lower:
            return Msg("{b} has {y} against {x} of {a}: {d} lower ({level} % interval {low} to {high}), p"
                       " {p}.",
                       **given)  # fmt: skip
        return Msg("{b} has {y} against {x} of {a}: {d} higher ({level} % interval {low} to {high}), p {p}.",
                   **given)  # fmt: skip
    if case.shape == "paired" and lower:
        return Msg(
            "Pair by pair {b} is {d} lower than {a} ({level} % interval {low} to {high}), p {p}.", **given
        )
    if case.shape == "paired":
        return Msg(
            "Pair by pair {b} is {d} higher than {a} ({level} % interval {low} to {high}), p {p}.", **given
        )
    if lower:
        return Msg("{b} is {d} lower than {a} ({level} % interval {low} to {high}), p {p}.", **given)
    return Msg("{b} is {d} higher than {a} ({level} % interval {low} to {high}), p {p}.", **given)


def _from_target(case: Case, given: dict[str, Words], lower: bool) -> Msg:
    given |= {"name": case.reading.measure, "target": target_text(case), "x": level_of_group(case, 0)}
    if lower:
        return Msg("{name} ({x}) is {d} below the target {target} ({level} % interval {low} to {high}), p"
                   " {p}.",
                   **given)  # fmt: skip
    return Msg("{name} ({x}) is {d} above the target {target} ({level} % interval {low} to {high}), p {p}.",
               **given)  # fmt: skip


def _ratio(case: Case, one: Contrast, given: dict[str, Words]) -> Msg:
    first, second = called(case, one.first), called(case, one.second)
    given |= ends(case, one) | {"r": number(case, one.found.effect), "a": first, "b": second}
    if case.shape == "one":
        given |= {"target": rate_text(case.target or 1.0)}
        return Msg("The rate of {b} is {r} times the target {target} ({level} % interval {low} to {high}),"
                   " p {p}.",
                   **given)  # fmt: skip
    if case.test.about == "counts":
        return Msg("The rate of {b} is {r} times that of {a} ({level} % interval {low} to {high}), p {p}.",
                   **given)  # fmt: skip
    return Msg(
        "The standard deviation of {b} is {r} times that of {a} ({level} % interval {low} to {high}), p {p}.",
        **given,
    )


def open_words(case: Case, one: Contrast) -> Msg:
    """Return the sentence of a difference that is not proven: what could have been missed."""
    first, second = called(case, one.first), called(case, one.second)
    given = _common(case, one) | ends(case, one) | {"a": first, "b": second}
    unit = case.reading.unit
    if case.test.scale == "difference" and unit:
        given["high"] = f"{given['high']} {unit}"
    if case.shape == "one":
        given |= {"name": case.reading.measure, "target": target_text(case)}
        if case.test.scale == "share":
            given["high"] = Msg("{d} points", d=given["high"])
        if case.test.scale == "ratio":
            return Msg("Not proven that {name} differs from the target {target}: the ratio may be anything"
                       " from"
                       " {low} to {high} ({level} % interval), p {p}.", **given)  # fmt: skip
        return Msg("Not proven that {name} differs from the target {target}: the difference may be anything"
                   " from {low} to {high} ({level} % interval), p {p}.", **given)  # fmt: skip
    if case.test.scale == "ratio":
        if case.test.about == "counts":
            return Msg("Not proven that the rates of {a} and {b} differ: the ratio may be anything from"
                       " {low} to"
                       " {high} ({level} % interval), p {p}.", **given)  # fmt: skip
        return Msg("Not proven that the spread of {a} and {b} differs: the ratio may be anything from {low}"
                   " to"
                   " {high} ({level} % interval), p {p}.", **given)  # fmt: skip
    if case.test.scale == "share":
        given |= {"x": level_of_group(case, one.first), "y": level_of_group(case, one.second)}
        return Msg("Not proven that {b} ({y}) differs from {a} ({x}): the difference may be anything from"
                   " {low}"
                   " to {high} points ({level} % interval), p {p}.", **given)  # fmt: skip
    return Msg("Not proven that {b} differs from {a}: the difference may be anything from {low} to {high}"
               " ({level} % interval), p {p}.", **given)  # fmt: skip


def target_text(case: Case) -> str:
    """Return the target as it was given."""
    assert case.target is not None
    if case.test.about == "proportions":
        return percent(case.target, 2)
    return f"{case.target:.10g}"


def margin_text(case: Case) -> Words:
    """Return the margin with its unit."""
    assert case.margin is not None
    return amount(case, case.margin)
