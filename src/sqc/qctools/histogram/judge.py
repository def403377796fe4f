"""What a histogram says: values outside, strata that differ, and the shape with its evidence."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, Verbatim, Words, plural
from sqc.notes import Finding, worst_first
from sqc.qctools.histogram.case import Case, Group
from sqc.qctools.histogram.shape import FEWEST, Shape, by_mixture
from sqc.report.numbers import fixed, p_value, panel_decimals, percent
from sqc.stats.oneway import OneWay, brown_forsythe, one_way

LEVEL = 0.05
# what strata that differ explain
MIXED = ("two-peaks", "flat-top")
TYPES: dict[str, Msg] = {
    "few": Msg("too few to judge"),
    "coarse": Msg("too coarse to judge"),
    "bell": Msg("bell-shaped"),
    "peaks": Msg("two peaks"),
    "island": Msg("with an island"),
    "cut": Msg("cut off"),
    "flat": Msg("flat-topped"),
    "skewed": Msg("skewed"),
    "comb": Msg("comb"),
    "long": Msg("long-tailed"),
    "unseen": Msg("not looked at"),
}


def typed(value: float) -> str:
    """Return a limit as it is typed.

    Examples
    --------
    >>> typed(73.95)
    '73.95'
    """
    return f"{value:.15g}"


def places(case: Case) -> int:
    """Return the decimals of means and standard deviations."""
    return panel_decimals(case.decimals if case.classes.step else 0, case.whole.sigma)


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first: the worst level, there the specification before the shape."""
    strata = _strata(case)
    mixed = any(one.key == "strata-differ" for one in strata)
    shape = [one for one in _shape(case) if not (mixed and one.key in MIXED)]
    found = [*_outside(case), *strata, *_target(case), *shape, *case.findings]
    by_level = worst_first(found)
    # all in order: the shape is the answer
    if by_level[0].level == "ok":
        by_level.sort(key=lambda one: one.key != "bell-shaped")
    return by_level


def limits_words(case: Case) -> Words:
    """Return ``73.95 to 74.05``, or the one limit there is."""
    low, high = case.spec.lsl, case.spec.usl
    if math.isnan(high):
        return Verbatim(f"LSL {typed(low)}")
    if math.isnan(low):
        return Verbatim(f"USL {typed(high)}")
    return Msg("{a} to {b}", a=typed(low), b=typed(high))


def share_text(share: float) -> str:
    """Return a share in percent with two figures.

    Examples
    --------
    >>> share_text(0.0236), share_text(0.123), share_text(0.0000123)
    ('2.4 %', '12 %', '0.0012 %')
    """
    if not 0 < share < 1:
        return percent(share, 0)
    return percent(share, max(0, 1 - math.floor(math.log10(100 * share))))


def proven_words(group: Group) -> Words:
    """Return what the values outside prove of all parts."""
    low, high = group.share_interval
    if not group.outside:
        return Msg("proves only < {p}", p=share_text(high))
    return Msg("{a} to {b}", a=share_text(low), b=share_text(high))


def _outside(case: Case) -> list[Finding]:
    whole = case.whole
    if not case.spec.limited:
        return []
    low, high = whole.share_interval
    values = {"n": whole.n, "below": whole.below, "above": whole.above, "lower": low, "upper": high}
    if not whole.outside:
        short = Msg("none of {n} values outside (proves only < {p})", n=whole.n, p=share_text(high))
        text = Msg("None of {n} values is outside {limits}; that proves only less than {p} of all parts.",
                   n=whole.n, limits=limits_words(case), p=share_text(high))  # fmt: skip
        return [Finding("inside", "ok", text, values, short)]
    text = plural(
        "{n} of {m} values is outside {limits}, that is {a} to {b} of all parts ({level} % confidence):"
        " sort the parts and find the cause.",
        "{n} of {m} values are outside {limits}, that is {a} to {b} of all parts ({level} % confidence):"
        " sort the parts and find the cause.",
        whole.outside,
        m=f"{whole.n:,}",
        limits=limits_words(case),
        a=share_text(low),
        b=share_text(high),
        level=f"{100 * case.confidence:.10g}",
    )
    return [Finding("outside", "act", text, values)]


def mean_interval(group: Group) -> tuple[float, float]:
    """Return the interval of the mean by Student's t; NaN of one value."""
    from sqc.stats.special import stdtrit

    if group.n < 2:
        return math.nan, math.nan
    half = float(stdtrit(group.n - 1, 0.5 + group.confidence / 2)) * group.sigma / math.sqrt(group.n)
    return group.mean - half, group.mean + half


def _target(case: Case) -> list[Finding]:
    target = case.spec.target
    if math.isnan(target) or case.whole.n < 2:
        return []
    low, high = mean_interval(case.whole)
    d = places(case)
    off = case.whole.mean - target
    values = {"target": target, "mean": case.whole.mean, "lower": low, "upper": high}
    if low <= target <= high:
        short = Msg("the interval of the mean holds the target")
        return [Finding("on-target", "ok", short, values, short)]
    distances = sorted((abs(low - target), abs(high - target)))
    given = {"d": fixed(abs(off), d), "a": fixed(distances[0], d), "b": fixed(distances[1], d)}
    text = Msg("The mean is {d} above the target ({a} to {b}): adjust the process.", **given)
    if off < 0:
        text = Msg("The mean is {d} below the target ({a} to {b}): adjust the process.", **given)
    return [Finding("off-target", "watch", text, values)]


def strata_test(case: Case) -> tuple[OneWay, OneWay] | None:
    """Return the analysis of variance of the strata and that of their spread; None where there is none."""
    groups = [one for one in case.parts.values() if one.n > 1]
    if len(groups) < 2:
        return None
    means = one_way([g.n for g in groups], [g.mean for g in groups], [g.sigma for g in groups])
    ends = np.cumsum([g.n for g in groups])
    spread = brown_forsythe(np.concatenate([g.values for g in groups]), np.append(0, ends[:-1]))
    return means, spread


def _strata(case: Case) -> list[Finding]:
    tested = strata_test(case)
    if tested is None:
        return []
    means, spread = tested
    between, within = means.between * means.df_between, means.within * means.df_within
    share = between / (between + within)
    values = {"column": case.part_name, "share": share, "p": means.p, "p_spread": spread.p}
    d = places(case)
    groups = {name: one for name, one in case.parts.items() if one.n > 1}
    found: list[Finding] = []
    if means.p <= LEVEL:
        low, high = min(groups, key=lambda k: groups[k].mean), max(groups, key=lambda k: groups[k].mean)
        text = Msg(
            "The means differ by {column}, from {a} ({low}) to {b} ({high}): {share} of the variance lies"
            " between them (p {p}); judge each one alone.",
            column=case.part_name, a=fixed(groups[low].mean, d), low=low, b=fixed(groups[high].mean, d),
            high=high, share=percent(share, 0), p=p_value(means.p),
        )  # fmt: skip
        found.append(Finding("strata-differ", "watch", text, values))
    if spread.p <= LEVEL:
        low, high = min(groups, key=lambda k: groups[k].sigma), max(groups, key=lambda k: groups[k].sigma)
        text = Msg(
            "The spread differs by {column}: standard deviation {a} ({low}) to {b} ({high}), p {p}.",
            column=case.part_name, a=fixed(groups[low].sigma, d), low=low, b=fixed(groups[high].sigma, d),
            high=high, p=p_value(spread.p),
        )  # fmt: skip
        found.append(Finding("spread-differs", "watch", text, values))
    if not found:
        short = Msg("means and spread alike by {column}", column=case.part_name)
        found.append(Finding("strata-alike", "ok", short, values, short))
    return found


def _shape(case: Case) -> list[Finding]:
    """Return the finding of the type, and that of a comb beside another type."""
    shape = case.whole.shape
    found = [_named(case, shape)]
    if shape.comb is not None and shape.main != "comb":
        found.append(_comb(shape))
    return found


def _named(case: Case, shape: Shape) -> Finding:
    if shape.main == "few":
        text = plural(
            "{n} value is too few to judge a shape; take at least {m}.",
            "{n} values are too few to judge a shape; take at least {m}.",
            shape.n, m=FEWEST,
        )  # fmt: skip
        return Finding("few-values", "watch", text, {"n": shape.n})
    if shape.main == "coarse":
        text = plural(
            "Only {n} distinct value: read finer before you judge a shape.",
            "Only {n} distinct values: read finer before you judge a shape.",
            shape.distinct,
        )
        return Finding("coarse", "watch", text, {"n": shape.distinct})
    told = {"peaks": _peaks, "island": _island, "cut": _cut, "flat": _flat, "skewed": _skewed, "long": _long}
    if shape.main == "comb":
        return _comb(shape)
    return told.get(shape.main, _bell)(case, shape)


def _bell(case: Case, shape: Shape) -> Finding:
    whole, d = case.whole, places(case)
    text = Msg(
        "Bell-shaped: {n} values, mean {mean}, standard deviation {s}; nothing speaks against a normal"
        " distribution.",
        n=f"{whole.n:,}", mean=fixed(whole.mean, d), s=fixed(whole.sigma, d),
    )  # fmt: skip
    if shape.normal_p <= LEVEL:
        text = Msg(
            "Bell-shaped: {n} values, mean {mean}, standard deviation {s}; not quite normal (Anderson-Darling"
            " p {p}).",
            n=f"{whole.n:,}", mean=fixed(whole.mean, d), s=fixed(whole.sigma, d), p=p_value(shape.normal_p),
        )  # fmt: skip
    return Finding("bell-shaped", "ok", text, {"normal_p": shape.normal_p}, Msg("bell-shaped"))


def _peaks(case: Case, shape: Shape) -> Finding:
    peaks = shape.peaks
    if peaks is None or not by_mixture(shape):
        text = Msg(
            "More than one peak (dip test p {p}): values of several machines, shifts or lots may be mixed;"
            " stratify.",
            p=p_value(shape.dip_p),
        )  # fmt: skip
        return Finding("two-peaks", "watch", text, {"dip": shape.dip, "dip_p": shape.dip_p})
    d = places(case)
    text = Msg(
        "Two peaks, at {a} and {b}, {z} standard deviations apart (BIC {gain} below that of one peak): two"
        " machines, shifts or lots may be mixed; stratify.",
        a=fixed(peaks.low, d), b=fixed(peaks.high, d), z=fixed(peaks.separation, 1),
        gain=fixed(peaks.gain, 1),
    )  # fmt: skip
    values = {**peaks._asdict(), "dip": shape.dip, "dip_p": shape.dip_p}
    return Finding("two-peaks", "watch", text, values)


def _island(case: Case, shape: Shape) -> Finding:
    island = shape.island
    assert island is not None
    text = plural(
        "{n} value lies apart, at {at}, {z} standard deviations off (Grubbs, p {p}): check the record, and"
        " leave it out only with a cause.",
        "{n} values lie apart, the first at {at}, {z} standard deviations off (Grubbs, p {p}): check the"
        " records, and leave them out only with a cause.",
        island.n, at=fixed(island.value, case.decimals), z=fixed(island.statistic, 1), p=p_value(island.p),
    )  # fmt: skip
    return Finding("island", "watch", text, island._asdict())


def _cut(case: Case, shape: Shape) -> Finding:
    cut = shape.cut
    assert cut is not None
    if cut.specified:
        name = "LSL" if cut.side == "lower" else "USL"
        text = Msg(
            "Cut off at {limit}: {k} values beyond it where the normal curve expects {e} (p {p}); the parts"
            " may have been sorted, so ask for the values before.",
            limit=f"{name} {typed(cut.edge)}", k=cut.beyond, e=fixed(cut.expected, 1), p=p_value(cut.p),
        )  # fmt: skip
    else:
        text = Msg(
            "Cut off at {edge}: the values end where they are frequent (p {p}); parts may have been sorted,"
            " or the scale ends there.",
            edge=fixed(cut.edge, case.decimals), p=p_value(cut.p),
        )  # fmt: skip
    return Finding("cut-off", "watch", text, cut._asdict())


def _flat(case: Case, shape: Shape) -> Finding:
    text = Msg(
        "Flat top: kurtosis {k} (p {p}); several means may be mixed, as by tool wear or by lots: stratify,"
        " and chart the order in time.",
        k=fixed(shape.kurtosis.value, 2), p=p_value(shape.kurtosis.p),
    )  # fmt: skip
    return Finding("flat-top", "watch", text, shape.kurtosis._asdict())


def _skewed(case: Case, shape: Shape) -> Finding:
    given = {"g": fixed(shape.skewness.value, 2), "p": p_value(shape.skewness.p)}
    text = Msg(
        "Skewed, the long tail to the right: skewness {g} (p {p}); a normal curve does not hold, compare"
        " others with sqc distribution.",
        **given,
    )  # fmt: skip
    if shape.skewness.value < 0:
        text = Msg(
            "Skewed, the long tail to the left: skewness {g} (p {p}); a normal curve does not hold, compare"
            " others with sqc distribution.",
            **given,
        )  # fmt: skip
    return Finding("skewed", "watch", text, shape.skewness._asdict())


def _long(case: Case, shape: Shape) -> Finding:
    text = Msg(
        "Long tails: kurtosis {k} (p {p}); the spread may have changed while the values were taken: chart"
        " them in order.",
        k=fixed(shape.kurtosis.value, 2), p=p_value(shape.kurtosis.p),
    )  # fmt: skip
    return Finding("long-tails", "watch", text, shape.kurtosis._asdict())


def _comb(shape: Shape) -> Finding:
    comb = shape.comb
    assert comb is not None
    text = Msg(
        "Comb: {share} of the readings stand on every {k}th step, {e} is expected (p {p}); look at how the"
        " gauge is read and rounded.",
        share=percent(comb.share, 0), k=comb.every, e=percent(1 / comb.every, 0), p=p_value(comb.p),
    )  # fmt: skip
    return Finding("comb", "watch", text, comb._asdict())
