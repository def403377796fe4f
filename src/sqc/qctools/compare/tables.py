"""Title, tables and facts of a comparison."""

from __future__ import annotations

import math

import numpy as np

from sqc.charts.words import with_unit
from sqc.i18n.message import Join, Msg, Words
from sqc.qctools.compare import items
from sqc.qctools.compare.case import Case, Contrast
from sqc.qctools.compare.judge import differs
from sqc.qctools.compare.outcome import Outcome, Test
from sqc.qctools.compare.said import digits, level_text, names, number, rate_text
from sqc.qctools.compare.sample import Counted, Values, is_constant
from sqc.qctools.compare.sentences import target_text
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.attribute import garwood, wilson
from sqc.stats.hypothesis.means import by_t, mean_from

SHOWN = 20
ABOUT = {
    "means": Msg("Means"),
    "medians": Msg("Medians"),
    "variances": Msg("Standard deviations"),
    "proportions": Msg("Shares"),
    "counts": Msg("Rates"),
}


def title(case: Case) -> Words:
    """Return what was compared."""
    measure = with_unit(case.reading.measure, case.reading.unit)
    n, about = len(case.sample.names), ABOUT[case.test.about]
    if case.shape == "one":
        return Msg("{about} of {measure} against the target {target}", about=about, measure=measure,
                   target=target_text(case))  # fmt: skip
    if isinstance(case.sample, Counted) and case.sample.items is not None:
        return Msg("{about} of {measure}, the same {n} items in {k} groups", about=about, measure=measure,
                   n=case.sample.items.shape[1], k=n)  # fmt: skip
    if case.shape == "paired":
        assert isinstance(case.sample, Values)
        return Msg(
            "{about} of {measure}, {n} pairs", about=about, measure=measure, n=len(case.sample.parts[0])
        )
    if not case.reading.by:
        return Msg("{about} of {measure}, {n} groups", about=about, measure=measure, n=n)
    return Msg(
        "{about} of {measure} by {by}, {n} groups", about=about, measure=measure, by=case.reading.by, n=n
    )


def tables(case: Case) -> tuple[Table, ...]:
    """Return the groups, what became of the same items, the comparisons, and what other tests say."""
    found = [_groups(case), _comparisons(case)]
    if (counts := items.table(case)) is not None:
        found.insert(1, counts)
    if case.others:
        found.append(_others(case))
    return tuple(found)


def _groups(case: Case) -> Table:
    sample = case.sample
    return _of_counts(case, sample) if isinstance(sample, Counted) else _of_values(case, sample)


def _of_values(case: Case, sample: Values) -> Table:
    level, d = level_text(case.confidence), digits(case)
    columns = (
        Column("group", Msg("group"), "left"),
        Column("n", Msg("n")),
        Column("mean", Msg("mean")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("sd", Msg("std dev")),
        Column("median", Msg("median")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            len(part),
            fixed(float(part.mean()), d),
            interval_of_mean(part, case.confidence, d),
            fixed(float(part.std(ddof=1)), d),
            fixed(float(np.median(part)), d),
        )
        for name, part in zip(sample.names[:SHOWN], sample.parts, strict=False)
    ]
    return Table("groups", columns, _with_rest(rows, len(sample.names), len(columns)))


def interval_of_mean(
    part: np.ndarray[tuple[int, ...], np.dtype[np.float64]], confidence: float, d: int
) -> Words:
    """Return the interval of the mean of a group, by its own spread."""
    if is_constant(part):
        return "-"
    found = by_t(mean_from(part), confidence)
    return Msg("{a} to {b}", a=fixed(found.lower, d), b=fixed(found.upper, d))


def _with_rest(rows: list[tuple[Cell, ...]], n: int, width: int) -> tuple[tuple[Cell, ...], ...]:
    if n > len(rows):
        more: Words = Msg("... {n} more", n=n - len(rows))
        rows.append((more, *("",) * (width - 1)))
    return tuple(rows)


def _of_counts(case: Case, sample: Counted) -> Table:
    level = level_text(case.confidence)
    ends = (0.5 - case.confidence / 2, 0.5 + case.confidence / 2)
    low, high = (wilson if sample.proportion else garwood)(sample.events, sample.sizes, *ends)
    columns = (
        Column("group", Msg("group"), "left"),
        Column("events", Msg("nonconforming units") if sample.verdicts else Msg("count")),
        Column("inspected", Msg("inspected")),
        Column("level", Msg("share") if sample.proportion else Msg("rate")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
    )
    rows: list[tuple[Cell, ...]] = []
    for i, name in enumerate(sample.names[:SHOWN]):
        x, n = float(sample.events[i]), float(sample.sizes[i])
        if sample.proportion:
            said, a, b = percent(x / n, 2), fixed(100 * float(low[i]), 2), fixed(100 * float(high[i]), 2)
        else:
            said, a, b = rate_text(x / n), rate_text(float(low[i])), rate_text(float(high[i]))
        rows.append((name, f"{x:,.0f}", f"{n:,.10g}", said, Msg("{a} to {b}", a=a, b=b)))
    return Table("groups", columns, _with_rest(rows, len(sample.names), len(columns)))


def _effect_head(case: Case) -> Words:
    if case.test.scale == "ratio":
        return Msg("ratio")
    return Msg("difference, points") if case.test.scale == "share" else Msg("difference")


def contrast_name(case: Case, one: Contrast) -> str:
    """Return which two groups are compared, the second first."""
    first, second = names(case, one)
    if case.shape == "one":
        first = target_text(case)
    return f"{second} / {first}" if case.test.scale == "ratio" else f"{second} - {first}"


def _comparisons(case: Case) -> Table:
    level = level_text(case.confidence)
    columns = [
        Column("pair", Msg("comparison"), "left"),
        Column("effect", _effect_head(case)),
        Column("interval", Msg("{level} % interval", level=level), "left"),
    ]
    if case.margin is not None:
        columns.append(Column("within", Msg("{level} % interval", level=level_text(case.inner)), "left"))
    columns += [Column("p", Msg("p")), Column("result", Msg("result"), "left")]
    ordered = sorted(case.contrasts, key=lambda one: one.found.p) if case.several else case.contrasts
    rows = [_row(case, one) for one in ordered[:SHOWN]]
    return Table("comparisons", tuple(columns), _with_rest(rows, len(case.contrasts), len(columns)))


def p_cell(p: float) -> str:
    """Return a probability as a cell of a table.

    Examples
    --------
    >>> p_cell(0.0312), p_cell(1e-9)
    ('0.031', '< 0.001')
    """
    return p_value(p).removeprefix("= ")


def _row(case: Case, one: Contrast) -> tuple[Cell, ...]:
    found = one.found
    cells: list[Cell] = [
        contrast_name(case, one),
        number(case, found.effect),
        _interval(case, found.lower, found.upper),
    ]
    if case.margin is not None and one.within is not None:
        cells.append(_interval(case, *one.within))
    return (*cells, p_cell(found.p), Msg("differ") if differs(case, one) else Msg("not proven"))


def _interval(case: Case, low: float, high: float) -> Words:
    return Msg("{a} to {b}", a=number(case, low), b=number(case, high))


def _others(case: Case) -> Table:
    level = level_text(case.confidence)
    columns = (
        Column("test", Msg("other tests"), "left"),
        Column("effect", _effect_head(case)),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("p", Msg("p")),
    )
    return Table("others", columns, tuple(_other_row(case, *one) for one in case.others))


def _other_row(case: Case, test: Test, outcome: Outcome) -> tuple[Cell, ...]:
    if outcome.overall is not None:
        return (test.name, "-", "-", p_cell(outcome.overall.p))
    found = outcome.found[0]
    return (test.name, number(case, found.effect), _interval(case, found.lower, found.upper), p_cell(found.p))


def method(case: Case) -> Words:
    """Return how the numbers were made: test, statistic, interval, pairs."""
    overall, one = case.outcome.overall, case.contrasts[0].found
    parts: list[Words] = [case.test.name]
    if overall is not None:
        parts.append(_statistic(case, overall.statistic, overall.df, overall.df2))
    elif not math.isnan(one.statistic):
        parts.append(_statistic(case, one.statistic, one.df, math.nan))
    if case.test.key == "rank" and not case.several:
        parts.append(Msg("exact distribution") if one.exact else Msg("normal approximation"))
    if case.several:
        parts.append(case.test.pairs or "")
    elif case.test.effect is not None:
        parts.append(case.test.effect)
    said: Words = Join([part for part in parts if part], "; ")
    return Msg("{list}.", list=said)


def _statistic(case: Case, value: float, df: float, df2: float) -> Words:
    letter = {
        "rank": "H" if case.several else "U" if case.shape == "two" else "T",
        "chi-square": "chi2",
        "poisson": "chi2",
        "bartlett": "chi2",
        "fligner": "chi2",
        "cochran": "Q",
        "dunnett": "t",
    }.get(case.test.key, "F" if case.several or case.test.about == "variances" else "t")
    if math.isnan(df):
        return f"{letter} = {fixed(value, 2)}"
    degrees = _degrees(df) if math.isnan(df2) else f"{_degrees(df)}, {_degrees(df2)}"
    if case.test.key == "f":
        assert isinstance(case.sample, Values)
        degrees = f"{len(case.sample.parts[1]) - 1}, {len(case.sample.parts[0]) - 1}"
    return Msg("{letter} = {value}, df {df}", letter=letter, value=fixed(value, 2), df=degrees)


def _degrees(df: float) -> str:
    return f"{df:.0f}" if df == round(df) else fixed(df, 1)


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the comparison by its key."""
    overall, one = case.outcome.overall, case.contrasts[0]
    found: dict[str, Fact] = {}
    if not case.several:
        label = Msg("ratio") if case.test.scale == "ratio" else Msg("difference")
        found["effect"] = Fact(
            one.found.effect, label, case.reading.unit if case.test.scale == "difference" else None,
            case.test.effect or case.test.name, (one.found.lower, one.found.upper), case.confidence,
        )  # fmt: skip
    found["p"] = Fact(case.p, Msg("p value"), method=case.test.name)
    statistic = one.found.statistic if overall is None else overall.statistic
    if not math.isnan(statistic):
        found["statistic"] = Fact(statistic, Msg("test statistic"))
    df = one.found.df if overall is None else overall.df
    if not math.isnan(df):
        found["df"] = Fact(df, Msg("degrees of freedom"))
    if overall is not None and not math.isnan(overall.df2):
        found["df2"] = Fact(overall.df2, Msg("degrees of freedom, denominator"))
    if one.within is not None and not case.several:
        found["effect_within"] = Fact(
            one.found.effect, Msg("difference, for equivalence"), None, None, one.within, case.inner
        )
    if not math.isnan(one.p_within):
        found["p_equivalence"] = Fact(one.p_within, Msg("p of two one-sided tests"))
    return found | _group_facts(case) | items.facts(case)


def _group_facts(case: Case) -> dict[str, Fact]:
    sample, found = case.sample, {"n_groups": Fact(len(case.sample.names), Msg("groups"))}
    for i, name in enumerate(sample.names[:SHOWN], 1):
        if isinstance(sample, Values):
            part = sample.parts[i - 1]
            found[f"n_{i}"] = Fact(len(part), Msg("n of {name}", name=name))
            found[f"mean_{i}"] = Fact(float(part.mean()), Msg("mean of {name}", name=name))
            found[f"sd_{i}"] = Fact(float(part.std(ddof=1)), Msg("standard deviation of {name}", name=name))
            continue
        x, n = float(sample.events[i - 1]), float(sample.sizes[i - 1])
        found[f"n_{i}"] = Fact(n, Msg("inspected of {name}", name=name))
        found[f"count_{i}"] = Fact(x, Msg("count of {name}", name=name))
        found[f"level_{i}"] = Fact(x / n, Msg("share or rate of {name}", name=name))
    return found


def frame(case: Case) -> dict[str, list[object]]:
    """Return the comparisons as columns, in full precision."""
    rows = [(names(case, one), one) for one in case.contrasts]
    return {
        "first": [pair[0] for pair, _ in rows],
        "second": [pair[1] for pair, _ in rows],
        "effect": [one.found.effect for _, one in rows],
        "lower": [one.found.lower for _, one in rows],
        "upper": [one.found.upper for _, one in rows],
        "p": [one.found.p for _, one in rows],
        "p_all": [case.p for _ in rows],
        "test": [case.test.key for _ in rows],
    }
