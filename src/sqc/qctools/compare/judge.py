"""What a comparison says: shown, shown not, not proven, cannot be judged."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding, worst_first
from sqc.qctools.compare.case import Case, Contrast
from sqc.qctools.compare.checks import checked_parts, count_findings, value_findings
from sqc.qctools.compare.run_counts import changed
from sqc.qctools.compare.said import amount, called, ends, level_text, number
from sqc.qctools.compare.sample import Counted, Values
from sqc.qctools.compare.sentences import difference_words, margin_text, open_words, target_text
from sqc.report.numbers import fixed, p_value


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    sample = case.sample
    if isinstance(sample, Values):
        checked = list(value_findings(sample, case.normal, case.test.about))
    else:
        checked = list(count_findings(sample))
    found = [*_disagree(case), *checked, *case.reading.findings]
    return [verdict(case), *worst_first(found)]


def differs(case: Case, one: Contrast) -> bool:
    """Say whether a difference is shown: by the test, and by the interval that goes with it."""
    return one.found.p <= case.alpha and not one.found.lower <= case.null <= one.found.upper


def shown(case: Case) -> bool:
    """Say whether the groups are shown to differ."""
    if case.outcome.overall is not None:
        return case.p <= case.alpha
    return differs(case, case.contrasts[0])


def widest(case: Case) -> Contrast:
    """Return the pair that is told apart best: the least probability, then the largest effect."""
    centered = [abs(_away(case, one.found.effect)) for one in case.contrasts]
    order = sorted(range(len(centered)), key=lambda i: (case.contrasts[i].found.p, -centered[i]))
    return case.contrasts[order[0]]


def _away(case: Case, value: float) -> float:
    if case.test.scale != "ratio":
        return value
    return math.log(value) if 0 < value < math.inf else math.inf


def inside(case: Case) -> bool | None:
    """Say whether all intervals lie inside the margin; None where one lies outside it whole."""
    assert case.margin is not None
    low, high = (1 / case.margin, case.margin) if case.test.scale == "ratio" else (-case.margin, case.margin)
    if all(one.within is not None and low < one.within[0] and one.within[1] < high for one in case.contrasts):
        return True
    outside = any(one.found.lower > high or one.found.upper < low for one in case.contrasts)
    return None if outside else False


def least_p(case: Case) -> float:
    """Return the least probability that the test can give with so few values; 0 where it does not matter."""
    sample = case.sample
    if isinstance(sample, Counted):
        nothing = sample.events.sum() == 0
        every = sample.proportion and sample.events.sum() == sample.sizes.sum()
        if case.test.key == "mcnemar" and case.margin is None:
            return min(1.0, 2.0 ** (1 - sum(changed(sample, 0, 1))))
        return 1.0 if case.shape != "one" and (nothing or every) else 0.0
    if case.test.key != "rank" or case.several:
        return 0.0
    if case.shape in ("one", "paired"):
        return 2.0 ** (1 - len(checked_parts(sample)[0]))
    n, m = (len(part) for part in sample.parts)
    return 2.0 / math.comb(n + m, n) if n + m <= 50 else 0.0


def verdict(case: Case) -> Finding:
    """Return line 1."""
    least = least_p(case)
    if least > case.alpha:
        return _cannot(case, least)
    if case.margin is not None:
        return _equivalence(case)
    values = _values(case)
    if case.several:
        return _several(case, values)
    one = case.contrasts[0]
    if differs(case, one):
        return Finding("difference", "ok", difference_words(case, one), values)
    return Finding("not-proven", "watch", open_words(case, one), values)


def _values(case: Case) -> dict[str, object]:
    one = case.contrasts[0] if not case.several else widest(case)
    first, second = called(case, one.first), called(case, one.second)
    return {
        "test": case.test.key,
        "first": first,
        "second": second,
        "effect": one.found.effect,
        "lower": one.found.lower,
        "upper": one.found.upper,
        "p": case.p,
    }


def _cannot(case: Case, least: float) -> Finding:
    values = {"least_p": least}
    sample = case.sample
    if isinstance(sample, Counted):
        events, every = int(sample.events.sum()), int(sample.sizes.sum())
        text = Msg("Cannot be judged: nothing was counted in {n} inspected; inspect more.", n=every)
        if sample.items is not None:
            text = Msg(
                "Cannot be judged: {n} of {m} items changed, and {test} needs {k} that did; judge more"
                " items.",
                n=sum(changed(sample, 0, 1)), m=sample.items.shape[1], test=case.test.name,
                k=math.ceil(1.0 - math.log2(case.alpha)),
            )  # fmt: skip
            return Finding("cannot-judge", "act", text, values)
        if events:
            text = Msg("Cannot be judged: all {n} inspected count; there is nothing to tell apart.", n=every)
        return Finding("cannot-judge", "act", text, values)
    text = Msg(
        "Cannot be judged: with so few values {test} cannot give p below {p}; measure more (sqc samplesize).",
        test=case.test.name, p=fixed(least, 3),
    )  # fmt: skip
    return Finding("cannot-judge", "act", text, values)


def apart(case: Case) -> list[Contrast]:
    """Return the pairs that are told apart."""
    return [one for one in case.contrasts if differs(case, one)]


def _several(case: Case, values: dict[str, object]) -> Finding:
    if case.test.against:
        return _against(case, values)
    n, pairs = len(case.sample.names), apart(case)
    given: dict[str, object] = {"n": n, "p": p_value(case.p), "level": level_text(case.confidence)}
    values = {**values, "n_groups": n, "n_apart": len(pairs)}
    if not shown(case):
        return Finding("not-proven", "watch", _none_of(case, given), values)
    if not pairs:
        text = Msg("Some of the {n} groups differ (p {p}), but no single pair is told apart; measure more.",
                   **given)  # fmt: skip
        return Finding("difference", "watch", text, values)
    one = widest(case)
    turned = one.found.effect < case.null
    first, second = called(case, one.first), called(case, one.second)
    if turned and case.test.scale != "ratio":
        first, second = second, first
    given |= ends(case, one, turned=turned and case.test.scale != "ratio")
    given |= {"a": first, "b": second, "k": len(pairs), "m": len(case.contrasts), "q": p_value(one.found.p)}
    if case.test.scale == "ratio":
        given["d"] = number(case, one.found.effect)
        text = Msg("The groups differ (p {p}): {b} has {d} times that of {a} ({level} % interval of all pairs"
                   " {low} to {high}); {k} of {m} pairs are told apart.", **given)  # fmt: skip
    else:
        given["d"] = amount(case, abs(one.found.effect))
        text = Msg("The groups differ (p {p}): {b} is {d} higher than {a} ({level} % interval of all pairs"
                   " {low}"
                   " to {high}); {k} of {m} pairs are told apart.", **given)  # fmt: skip
    return Finding("difference", "ok", text, values)


def _against(case: Case, values: dict[str, object]) -> Finding:
    """Return which groups are told apart from the first one."""
    m, pairs, one = len(case.contrasts), apart(case), widest(case)
    values = {**values, "n_groups": m + 1, "n_apart": len(pairs)}
    lower = one.found.effect < case.null
    given: dict[str, object] = {"a": called(case, 0), "m": m, "p": p_value(case.p)}
    given |= {"level": level_text(case.confidence)}
    if not pairs:
        away = max(abs(end) for each in case.contrasts for end in (each.found.lower, each.found.upper))
        text = Msg("Not proven that any of the {m} groups differs from {a}, p {p}: one may be up to {d} apart"
                   " ({level} % interval of all {m}).", d=amount(case, away), **given)  # fmt: skip
        return Finding("not-proven", "watch", text, values)
    given |= ends(case, one, turned=lower)
    given |= {"b": called(case, one.second), "d": amount(case, abs(one.found.effect)), "k": len(pairs)}
    text = Msg("{b} is {d} higher than {a}, p {p} ({level} % interval of all {m} comparisons {low} to"
               " {high}); {k} of {m} groups are told apart from {a}.", **given)  # fmt: skip
    if lower:
        text = Msg("{b} is {d} lower than {a}, p {p} ({level} % interval of all {m} comparisons {low} to"
                   " {high}); {k} of {m} groups are told apart from {a}.", **given)  # fmt: skip
    return Finding("difference", "ok", text, values)


def _none_of(case: Case, given: dict[str, object]) -> Msg:
    """Return that no difference of several groups is proven, and how large one may be."""
    away = max(abs(_away(case, end)) for one in case.contrasts for end in (one.found.lower, one.found.upper))
    if case.test.scale == "ratio":
        given["d"] = number(case, math.exp(away) if away < math.inf else away)
        return Msg("Not proven that the {n} groups differ, p {p}: one may have up to {d} times that of"
                   " another"
                   " ({level} % interval of all pairs).", **given)  # fmt: skip
    given["d"] = amount(case, away)
    return Msg("Not proven that the {n} groups differ, p {p}: two of them may be up to {d} apart ({level} %"
               " interval of all pairs).", **given)  # fmt: skip


def _equivalence(case: Case) -> Finding:
    """Return whether the groups are shown to be equivalent within the margin."""
    one = max(case.contrasts, key=lambda each: _reach(case, each))
    assert one.within is not None
    first, second = called(case, one.first), called(case, one.second)
    state = inside(case)
    low, high = one.within if state is not None else (one.found.lower, one.found.upper)
    level = case.inner if state is not None else case.confidence
    given: dict[str, object] = {
        "a": first if case.shape != "one" else Msg("the target {target}", target=target_text(case)),
        "b": second if case.shape != "one" else case.reading.measure,
        "low": number(case, low),
        "high": amount(case, high),
        "level": level_text(level),
        "margin": margin_text(case),
    }
    values = {**_values(case), "margin": case.margin, "within": one.within, "p_equivalence": one.p_within}
    said = Verbatim("") if math.isnan(one.p_within) else Msg(", p {p}", p=p_value(one.p_within))
    if state:
        text = Msg("Equivalent: {b} and {a} differ by {low} to {high} ({level} % interval), inside the"
                   " margin of"
                   " {margin}{said}.", **given, said=said)  # fmt: skip
        return Finding("equivalent", "ok", text, values)
    if state is None:
        text = Msg("Not equivalent: {b} and {a} differ by {low} to {high} ({level} % interval), outside the"
                   " margin of {margin}.", **given)  # fmt: skip
        return Finding("not-equivalent", "act", text, values)
    text = Msg("Not proven that {b} and {a} are equivalent: they may differ by {low} to {high} ({level} %"
               " interval), the margin is {margin}; measure more.", **given)  # fmt: skip
    return Finding("not-proven", "watch", text, values)


def _reach(case: Case, one: Contrast) -> float:
    """Return how far the interval of a pair reaches from no difference."""
    return max(abs(_away(case, end)) for end in one.within or (0.0, 0.0))


def _disagree(case: Case) -> list[Finding]:
    """Return that another test of the same question says the opposite."""
    if least_p(case) > case.alpha or case.margin is not None:
        return []
    mine, found = case.p <= case.alpha, []
    for test, outcome in case.others:
        p = outcome.found[0].p if outcome.overall is None else outcome.overall.p
        if case.test.key == "mcnemar":
            # the other one approximates it
            continue
        if (p <= case.alpha) != mine:
            text = Msg("{other} says otherwise (p {p}): {here} rests on its assumptions, so do not lean on it"
                       " alone.", other=test.name, p=p_value(p), here=case.test.name)  # fmt: skip
            found.append(Finding("tests-disagree", "watch", text, {"test": test.key, "p": p}))
    one = case.contrasts[0]
    left_out = not one.found.lower <= case.null <= one.found.upper
    if not found and case.outcome.overall is None and left_out != mine:
        text = Msg("Test and interval disagree by a hair: take it as not proven.")
        found.append(Finding("border", "watch", text, {"p": case.p}))
    return found[:1]
