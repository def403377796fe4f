"""Title, tables and facts of a histogram."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.qctools.histogram.case import Case, Group
from sqc.qctools.histogram.judge import TYPES, limits_words, mean_interval, places, proven_words, strata_test
from sqc.qctools.histogram.shape import Shape
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value, percent

RULE_WORDS: dict[str, Words] = {
    "sturges": Verbatim("Sturges"),
    "scott": Verbatim("Scott"),
    "freedman-diaconis": Verbatim("Freedman-Diaconis"),
}


def edge_places(case: Case) -> int:
    """Return the decimals that tell the edges of the classes."""
    found = case.classes
    if found.step:
        return case.decimals + 1
    return max(0, 1 - math.floor(math.log10(found.width)))


def title(case: Case) -> Words:
    """Return what was analysed."""
    return Msg("Histogram of {name}, {n} values", name=case.label, n=f"{case.whole.n:,}")


def rule_words(case: Case) -> Words:
    """Return how the classes were chosen, and their width."""
    found = case.classes
    width = _width(case)
    if not found.rule:
        how: Words = Msg("{n} classes asked for", n=case.asked)
    elif case.asked == "auto":
        how = Msg("auto: {rule}", rule=RULE_WORDS[found.rule])
    else:
        how = RULE_WORDS[found.rule]
    if not found.step:
        return Msg("{how}; width {width}", how=how, width=width)
    return Msg(
        "{how}; width {width} = {k} steps of {step}, edges half a step off the readings",
        how=how, width=width, k=round(found.width / found.step), step=f"{found.step:.10g}",
    )  # fmt: skip


def _width(case: Case) -> str:
    return f"{case.classes.width:.10g}"


def tables(case: Case) -> tuple[Table, ...]:
    """Return the moments, the strata, the classes and what was looked at for the shape."""
    found = [_moments(case)]
    if case.parts:
        found.append(_strata(case))
    found.append(_classes(case))
    if case.whole.shape.peaks is not None:
        found.append(_looks(case)._replace(printed=not case.parts))
    return tuple(found)


def _moments(case: Case) -> Table:
    whole, d = case.whole, places(case)
    low, high = mean_interval(whole)
    level = f"{100 * case.confidence:.10g}"
    rows: list[tuple[Cell, ...]] = [
        (Msg("mean"), fixed(whole.mean, d), Msg("{a} to {b}", a=fixed(low, d), b=fixed(high, d))),
        (Msg("standard deviation"), fixed(whole.sigma, d), ""),
        (Msg("smallest, largest"), fixed(float(whole.values.min()), case.decimals),
         fixed(float(whole.values.max()), case.decimals)),
    ]  # fmt: skip
    if case.spec.limited:
        outside = Msg("{a} of {n}", a=whole.outside, n=f"{whole.n:,}")
        name = Msg("outside {limits}", limits=limits_words(case))
        rows.append((name, outside, proven_words(whole)))
    columns = (
        Column("what", "", "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
    )
    return Table("moments", columns, tuple(rows))


def _strata(case: Case) -> Table:
    d = places(case)
    columns = [
        Column("stratum", Verbatim(case.part_name), "left"),
        Column("n", Msg("values")),
        Column("mean", Msg("mean")),
        Column("sigma", Msg("standard deviation")),
    ]
    if case.spec.limited:
        columns.append(Column("outside", Msg("outside")))
    columns.append(Column("shape", Msg("shape"), "left"))
    rows = []
    for name, one in case.parts.items():
        row: list[Cell] = [name, one.n, fixed(one.mean, d), fixed(one.sigma, d) if one.n > 1 else "-"]
        if case.spec.limited:
            row.append(one.outside)
        rows.append((*row, TYPES[one.shape.main]))
    return Table("strata", tuple(columns), tuple(rows), Msg("By {column}", column=case.part_name))


def _classes(case: Case) -> Table:
    d, found, n = edge_places(case), case.classes, case.whole.n
    sums = np.cumsum(found.counts)
    columns = (
        Column("class", Msg("class limits"), "left"),
        Column("count", Msg("count")),
        Column("share", Msg("share")),
        Column("sum", Msg("sum")),
    )
    rows = tuple(
        (
            Msg("{a} to {b}", a=fixed(float(found.edges[i]), d), b=fixed(float(found.edges[i + 1]), d)),
            int(count),
            percent(float(count) / n, 1),
            percent(float(sums[i]) / n, 1),
        )
        for i, count in enumerate(found.counts)
    )
    return Table("classes", columns, rows)


def _looks(case: Case) -> Table:
    """Return what the shape was looked at by, each look with its number."""
    shape, peaks = case.whole.shape, case.whole.shape.peaks
    assert peaks is not None
    rows: list[tuple[Cell, ...]] = [
        (Msg("two peaks"), _gain(peaks.gain), _dip(shape)),
        (Msg("skewness"), fixed(shape.skewness.value, 2), _p(shape.skewness.p)),
        (Msg("kurtosis (normal: 0)"), fixed(shape.kurtosis.value, 2), _p(shape.kurtosis.p)),
    ]  # fmt: skip
    if shape.cut is not None:
        expected = Msg("{k} beyond, {e} expected", k=shape.cut.beyond, e=fixed(shape.cut.expected, 1))
        rows.append((Msg("cut off"), expected, _p(shape.cut.p)))
    if shape.island is not None:
        rows.append((Msg("apart"), Msg("{n} by Grubbs", n=shape.island.n), _p(shape.island.p)))
    if shape.comb is not None:
        on = Msg("{share} on every {k}th step", share=percent(shape.comb.share, 0), k=shape.comb.every)
        rows.append((Msg("comb"), on, _p(shape.comb.p)))
    rows.append((Msg("normal, Anderson-Darling"), "", _p(shape.normal_p)))
    columns = (
        Column("look", Msg("shape"), "left"),
        Column("value", Msg("value"), "left"),
        Column("p", Msg("p"), "left"),
    )
    return Table("looks", columns, tuple(rows))


def _gain(gain: float) -> Words:
    if gain > 0:
        return Msg("BIC {x} below one peak", x=fixed(gain, 1))
    return Msg("BIC {x} above one peak", x=fixed(-gain, 1))


def _p(p: float) -> str:
    return "-" if math.isnan(p) else p_value(p).removeprefix("= ")


def _dip(shape: Shape) -> Words:
    if math.isnan(shape.dip_p):
        return "-"
    if shape.dip_p >= 0.5:
        return Msg("> 0.5 (dip test)")
    said = _p(shape.dip_p) if shape.dip_p > 0.001 else "< 0.001"
    return Msg("{p} (dip test)", p=said)


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the histogram by its key."""
    whole, shape = case.whole, case.whole.shape
    unit, sure = case.unit or None, case.confidence
    found = {
        "n": Fact(whole.n, Msg("values")),
        "mean": Fact(whole.mean, Msg("mean"), unit, Msg("Student's t"), mean_interval(whole), sure),
        "sigma": Fact(whole.sigma, Msg("standard deviation"), unit),
        "min": Fact(float(whole.values.min()), Msg("smallest value"), unit),
        "max": Fact(float(whole.values.max()), Msg("largest value"), unit),
        "class_width": Fact(case.classes.width, Msg("class width"), unit, rule_words(case)),
        "n_classes": Fact(len(case.classes.counts), Msg("classes")),
        "resolution": Fact(case.classes.step or None, Msg("resolution"), unit),
        "shape": Fact(shape.main, Msg("shape")),
    }
    if case.spec.limited:
        found |= _outside_facts(whole, sure)
    if shape.peaks is not None:
        found |= {
            "peaks_gain": Fact(shape.peaks.gain, Msg("BIC of one peak less that of two")),
            "peaks_valley": Fact(shape.peaks.valley, Msg("valley over the lower peak")),
            "dip": Fact(shape.dip, Msg("dip")),
            "dip_p": Fact(shape.dip_p, Msg("p of the dip test")),
            "skewness": Fact(shape.skewness.value, Msg("skewness")),
            "skewness_p": Fact(shape.skewness.p, Msg("p of the skewness")),
            "kurtosis": Fact(shape.kurtosis.value, Msg("kurtosis")),
            "kurtosis_p": Fact(shape.kurtosis.p, Msg("p of the kurtosis")),
            "normal_p": Fact(shape.normal_p, Msg("p of the Anderson-Darling test")),
        }
    tested = strata_test(case)
    if tested is not None:
        found["strata_p"] = Fact(tested[0].p, Msg("p of equal means"))
    return found


def _outside_facts(whole: Group, sure: float) -> dict[str, Fact]:
    share = whole.outside / whole.n
    words = Msg("share outside the specification")
    return {
        "n_below": Fact(whole.below, Msg("values below LSL")),
        "n_above": Fact(whole.above, Msg("values above USL")),
        "share_outside": Fact(share, words, None, Msg("Clopper-Pearson"), whole.share_interval, sure),
    }


def frame(case: Case) -> dict[str, list[object]]:
    """Return the classes as columns, in full precision, with a column of counts for each stratum."""
    found = case.classes
    counts = found.counts
    columns: dict[str, list[object]] = {
        "lower": found.edges[:-1].tolist(),
        "upper": found.edges[1:].tolist(),
        "count": counts.tolist(),
        "share": (counts / case.whole.n).tolist(),
        "sum": (np.cumsum(counts) / case.whole.n).tolist(),
    }
    return columns | {f"count_{name}": one.counts.tolist() for name, one in case.parts.items()}
