"""What a stratification of a measure says: which column matters, how much, and what is not proven."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import Finding, worst_first
from sqc.qctools.stratify.case import Case
from sqc.qctools.stratify.groups import Groups
from sqc.qctools.stratify.together import hidden_together, together
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.multiplicity import holm
from sqc.stats.strata import values_for_share

# a share of the variance up to this is little: Cohen's medium effect, f = 0.25
LITTLE = 0.06
FEW = 5


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    groups = case.first
    found = [
        *_apart(case),
        *_spread(case),
        *together(case),
        *_normal(groups),
        *_few(groups),
        *_coarse(groups),
        *case.rows.findings,
    ]
    return [verdict(case), *worst_first(found)]


def said(case: Case, value: float) -> str:
    """Return a mean or a difference with its unit."""
    text = fixed(value, case.digits)
    return f"{text} {case.rows.unit}" if case.rows.unit else text


def column_p(case: Case) -> list[float]:
    """Return the p of each column, adjusted for their number."""
    return [float(p) for p in holm([one.p for one in case.groups])]


def verdict(case: Case) -> Finding:
    """Return line 1: the share that the best column explains, the difference, what to do."""
    groups, p = case.first, column_p(case)[0]
    low, high = groups.share_ends
    values = {
        "column": groups.name, "share": groups.share, "share_lower": low, "share_upper": high, "p": p,
    }  # fmt: skip
    if p <= groups.level:
        return _differs(case, values)
    hidden = hidden_together(case)
    if hidden is not None:
        return hidden
    if max(one.share_ends[1] for one in case.groups) <= LITTLE:
        return _alike(case, values)
    return _open(case, values)


def _differs(case: Case, values: dict[str, object]) -> Finding:
    groups = case.first
    high, low = groups.extremes
    words = {
        "column": groups.name,
        "share": percent(groups.share, 1),
        "ends": ends_text(groups.share_ends),
        "high": groups.called(high),
        "low": groups.called(low),
        "d": difference_text(case, groups),
    }
    values |= {"highest": groups.names[high], "lowest": groups.names[low],
               "difference": float(groups.difference.value)}  # fmt: skip
    if groups.share_ends[1] <= LITTLE:
        text = Msg(
            "{column} matters little: it explains {share} of the variance ({ends}); {high} lies {d} above"
            " {low}.",
            **words,
        )
        return Finding("matters-little", "ok", text, values)
    if len(case.groups) > 1:
        text = Msg(
            "{column} explains most, {share} of the variance ({ends}): {high} lies {d} above {low};"
            " stratify by it first.",
            **words,
        )
        return Finding("column-leads", "watch", text, values)
    text = Msg(
        "{column} matters: it explains {share} of the variance ({ends}); {high} lies {d} above {low};"
        " look at each stratum alone.",
        **words,
    )
    return Finding("means-differ", "watch", text, values)


def ends_text(ends: tuple[float, float]) -> Words:
    """Return the ends of a share."""
    return Msg("{a} to {b}", a=fixed(100 * ends[0], 1), b=percent(ends[1], 1))


def difference_text(case: Case, groups: Groups) -> Words:
    """Return the largest difference with its interval where there is one."""
    found = groups.difference
    if math.isnan(found.low):
        return said(case, found.value)
    ends = Msg("{a} to {b}", a=fixed(found.low, case.digits), b=fixed(found.high, case.digits))
    return Msg("{value} ({ends})", value=said(case, found.value), ends=ends)


def _alike(case: Case, values: dict[str, object]) -> Finding:
    groups = case.first
    upper = max(one.share_ends[1] for one in case.groups)
    said_upper = percent(upper, 1 if upper >= 0.001 else 3)
    if len(case.groups) > 1:
        text = Msg(
            "None of the {n} columns matters: each explains {share} of the variance at most.",
            n=len(case.groups), share=said_upper,
        )  # fmt: skip
    else:
        text = Msg(
            "{column} does not matter: it explains {share} of the variance at most; the strata can stay"
            " together.",
            column=groups.name, share=said_upper,
        )  # fmt: skip
    return Finding("strata-alike", "ok", text, values)


def _open(case: Case, values: dict[str, object]) -> Finding:
    groups = case.first
    words: dict[str, object] = {
        "column": groups.name,
        "p": p_value(column_p(case)[0]),
        "share": percent(max(one.share_ends[1] for one in case.groups), 1),
    }
    if len(case.groups) > 1:
        text = Msg(
            "Not proven that any of {n} columns matters: the most likely, {column}, has p {p}; a share of"
            " up to"
            " {share} of the variance is possible.",
            n=len(case.groups), **words,
        )  # fmt: skip
        return Finding("strata-open", "watch", text, values)
    needed = values_for_share(len(groups.names), LITTLE, groups.level)
    values |= {"values_needed": needed}
    if needed <= groups.n.min():
        text = Msg(
            "Not proven that {column} matters (p {p}): it explains {share} of the variance at most.", **words
        )
    else:
        text = Msg(
            "Not proven that {column} matters (p {p}): it may explain up to {share} of the variance; {n}"
            " values"
            " in each stratum would show a share of {little}.",
            n=needed, little=percent(LITTLE, 0), **words,
        )  # fmt: skip
    return Finding("strata-open", "watch", text, values)


def _apart(case: Case) -> list[Finding]:
    """Return the strata that differ from the others, where there are three or more."""
    groups = case.first
    if not groups.apart or column_p(case)[0] > groups.level:
        return []
    others = groups.others
    shown = [
        Msg("{name} ({d})", name=groups.called(i), d=signed(float(others.value[i]), case.digits))
        for i in groups.apart
    ]
    text = plural(
        "{names} differs from the mean of the others.",
        "{names} differ from the mean of the others.",
        len(shown),
        names=Listing(shown),
    )
    values = {"strata": [groups.names[i] for i in groups.apart]}
    return [Finding("stratum-apart", "watch", text, values)]


def signed(value: float, digits: int) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> signed(0.5, 2), signed(-0.5, 2)
    ('+0.50', '-0.50')
    """
    text = fixed(value, digits)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def _spread(case: Case) -> list[Finding]:
    groups = case.first
    if groups.spread is None:
        return []
    p = groups.spread.p
    values = {"column": groups.name, "p": p}
    if not groups.spreads_differ:
        short = Msg("spreads alike (Brown-Forsythe p {p})", p=p_value(p))
        return [Finding("spreads-alike", "ok", short, values, short)]
    sd = np.where(groups.n > 1, groups.stats.sd, np.nan)
    high, low = int(np.nanargmax(sd)), int(np.nanargmin(sd))
    text = Msg(
        "The spread differs by {column} (Brown-Forsythe p {p}): {low} has the smallest standard"
        " deviation, {a},"
        " {high} the largest, {b}.",
        column=groups.name, p=p_value(p), low=groups.called(low), high=groups.called(high),
        a=said(case, float(sd[low])), b=said(case, float(sd[high])),
    )  # fmt: skip
    return [Finding("spread-differs", "watch", text, values)]


def _normal(groups: Groups) -> list[Finding]:
    if math.isnan(groups.normal_p):
        return []
    p = p_value(groups.normal_p)
    values = {"p": groups.normal_p, "test": groups.test}
    if not groups.far:
        short = Msg("normal inside the strata p {p}", p=p)
        return [Finding("normal-inside", "ok", short, values, short)]
    if groups.test == "kruskal":
        text = Msg(
            "Inside the strata the values are far from normal (p {p}): judged by ranks; intervals of"
            " means are"
            " rough.",
            p=p,
        )
        return [Finding("far-from-normal", "watch", text, values)]
    if groups.n.min() < 15:
        text = Msg(
            "Inside the strata the values are far from normal (p {p}), and strata are small: --test kruskal"
            " judges by ranks.",
            p=p,
        )
        return [Finding("far-from-normal", "watch", text, values)]
    short = Msg("not normal inside the strata (p {p}), but enough values for means", p=p)
    return [Finding("enough-for-means", "ok", short, values, short)]


def _coarse(groups: Groups) -> list[Finding]:
    """Return that the test asked for is not made for so many small strata."""
    if groups.test != "welch" or groups.holds_level:
        return []
    k, n = len(groups.names), int(groups.n.min())
    text = Msg(
        "Welch's test of {k} strata with as few as {n} values finds differences too often; --test anova keeps"
        " its level.",
        k=k, n=n,
    )  # fmt: skip
    return [Finding("welch-coarse", "watch", text, {"n_strata": k, "least": n})]


def _few(groups: Groups) -> list[Finding]:
    few = [groups.called(int(i)) for i in np.flatnonzero(groups.n < FEW)]
    if not few:
        return []
    text = plural(
        "Stratum {names} holds fewer than {least} values: its mean is uncertain.",
        "Strata {names} hold fewer than {least} values: their means are uncertain.",
        len(few),
        names=Listing(few),
        least=FEW,
    )
    return [Finding("few-values", "watch", text, {"strata": few, "least": FEW})]
