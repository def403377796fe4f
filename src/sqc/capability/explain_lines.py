"""The formulas of a capability study with the numbers of one put in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sqc.capability.between_explain import between_lines
from sqc.capability.explain_words import BETWEEN_ENTRIES, ENTRIES, OF_STANDARD, Entry
from sqc.capability.judge import Case
from sqc.capability.normal import Index
from sqc.capability.specification import typed
from sqc.charts.explain.point import Point
from sqc.charts.explain.sigma import error_line, sigma_lines
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.explain import Formula, figures
from sqc.stats.chisquare import chi2_quantile
from sqc.stats.normal import normal_quantile, normal_sf
from sqc.stats.targets import TAIL, adjusted_target

Lines = tuple[Formula, ...]


def point_of(case: Case) -> Point:
    """Return the last point of the chart behind the study: its sigma is the one of the indices."""
    chart = case.chart
    panel = chart.panels[0]
    return Point(chart, panel, len(panel.center) - 1, len(chart.sample.about.stages.starts) - 1)


def entry_of(case: Case, key: str) -> Entry | None:
    """Return what is said of a key: of Cp and Cpk by the sigma behind them, under their own names."""
    own = None if case.moments.between is None else BETWEEN_ENTRIES.get(key)
    entry = own or ENTRIES.get(key) or OF_STANDARD.get(key)
    if key == "goal_at_n" and math.isnan(case.goal_at_n):
        return None
    index = case.normal.indices.get(key)
    if entry is None or index is None or case.standard is None:
        return entry
    return entry._replace(name=index.name)


def lines_of(case: Case, key: str) -> Lines:
    """Return the formulas of a key: its own first, then those of the numbers in it."""
    if key in case.normal.indices:
        return _index(case, key)
    if key.endswith("_bound") and key.removesuffix("_bound") in case.normal.indices:
        return _bound(case, case.normal.of(key.removesuffix("_bound")))
    for name in ("within", "bw", "overall"):
        if key.startswith((f"ppm_{name}", f"z_bench_{name}")):
            return _outside(case, key, name)
    if case.moments.between is not None:
        found = between_lines(point_of(case), case.moments, key)
        if found:
            return found
    make = _OTHERS.get(key)
    return () if make is None else make(case)


def _sigma_of(case: Case, letter: str) -> tuple[float, float]:
    m = case.moments
    return (m.sigma_overall, float(m.df_overall)) if letter == "p" else (m.sigma_cp, m.df_cp)


def _distances(case: Case) -> tuple[str, float, str, float]:
    """Return how far the mean is from LSL and from USL, as put in and as numbers."""
    m, spec = case.moments.mean, case.spec
    low, high = m - spec.low, spec.high - m
    near = min(abs(d) for d in (low, high) if math.isfinite(d)) or 1.0
    mean = figures(m, near)
    return f"{mean} - {typed(spec.low)}", low, f"{typed(spec.high)} - {mean}", high


def _index(case: Case, key: str) -> Lines:
    index, entry = case.normal.of(key), entry_of(case, key)
    assert entry is not None
    if key == "cpm":
        return _target(case, index)
    sigma, df = _sigma_of(case, key[0])
    below, low, above, high = _distances(case)
    put = figures(sigma)
    spec, end = case.spec, key[2:]
    steps: tuple[str, ...]
    if not index.side:
        steps = (f"({typed(spec.usl)} - {typed(spec.lsl)}) / (6 x {put})",)
    elif end == "k" and spec.two_sided:
        steps = (
            f"min({above}, {below}) / (3 x {put})",
            f"min({figures(high)}, {figures(low)}) / {figures(3 * sigma)}",
        )
    else:
        steps = (f"({below if index.side == 'lower' else above}) / (3 x {put})",)
    own = Formula(entry.name, (entry.formula, *steps, figures(index.value)), index.value)
    ends = _width_ends(case, index, df) if not index.side else _side_ends(case, index, df)
    return (own, *_sigma_lines(case, key[0]), *ends)


def _sigma_lines(case: Case, letter: str) -> Lines:
    if letter == "c" and case.moments.between is not None:
        return between_lines(point_of(case), case.moments, "sigma_bw")
    return sigma_lines(point_of(case))[:1] if letter == "c" else _overall(case)[:1]


def _end_names(case: Case) -> tuple[Words, Words]:
    level = case.percent
    return Msg("lower end of the {level} % interval", level=level), Msg(
        "upper end of the {level} % interval", level=level
    )


def _width_ends(case: Case, index: Index, df: float) -> Lines:
    half = (1 - case.spec.confidence) / 2
    found: list[Formula] = []
    for name, p, value in zip(_end_names(case), (half, 1 - half), index.interval, strict=True):
        quantile = float(chi2_quantile(p, df))
        said = Msg("{index} x sqrt(chi-square quantile at {p} / df)", index=index.name, p=f"{p:g}")
        numbers = f"{figures(index.value)} x sqrt({figures(quantile)} / {figures(df)})"
        found.append(Formula(name, (said, numbers, figures(value)), value))
    return tuple(found)


def _side_formula(case: Case, index: Index, sign: str) -> Words:
    if index.within and case.moments.between is not None:
        return Verbatim(f"{index.name} {sign} z sqrt(1 / (9 n_eff) + {index.name}^2 / (2 df))")
    return Msg("{index} {sign} z sqrt(1 / (9 n) + {index}^2 / (2 df))", index=index.name, sign=sign)


def _side_numbers(case: Case, index: Index, z: float, df: float, result: float) -> str:
    sign = "-" if z < 0 else "+"
    value, m = index.value, case.moments
    put, n = figures(value, result), figures(m.n_cp if index.within else m.n)
    wide = figures(abs(z), result) if abs(result) < abs(value) else figures(abs(z))
    return f"{put} {sign} {wide} x sqrt(1 / (9 x {n}) + {put.lstrip('-')}^2 / (2 x {figures(df)}))"


def _side_ends(case: Case, index: Index, df: float) -> Lines:
    z = float(normal_quantile((1 + case.spec.confidence) / 2))
    found: list[Formula] = []
    for name, at, value in zip(_end_names(case), (-z, z), index.interval, strict=True):
        said = _side_formula(case, index, "-" if at < 0 else "+")
        numbers = _side_numbers(case, index, at, df, value)
        found.append(Formula(name, (said, numbers, figures(value)), value))
    if index.within and case.moments.between is not None:
        found += between_lines(point_of(case), case.moments, "n_effective")[:1]
    return tuple(found)


def _bound(case: Case, index: Index) -> Lines:
    z = float(normal_quantile(case.spec.confidence))
    df = _sigma_of(case, index.key[0])[1]
    value = index.bounds[0]
    said = _side_formula(case, index, "-")
    numbers = _side_numbers(case, index, -z, df, value)
    name = Msg("lower bound at {level} %", level=case.percent)
    return (Formula(name, (said, numbers, figures(value)), value), *_index(case, index.key))


def _target(case: Case, index: Index) -> Lines:
    m, spec, entry = case.moments, case.spec, ENTRIES["cpm"]
    nearer = (spec.high, spec.target) if spec.high - spec.target <= spec.target - spec.low else (
        spec.target, spec.low
    )  # fmt: skip
    off = m.mean - spec.target
    spread = f"sqrt({figures(m.sigma_overall)}^2 + {figures(abs(off))}^2)"
    numbers = f"({typed(nearer[0])} - {typed(nearer[1])}) / (3 x {spread})"
    own = Formula(entry.name, (entry.formula, numbers, figures(index.value)), index.value)
    d = off / m.sigma_overall
    freedom = m.n * (1 + d * d) ** 2 / (1 + 2 * d * d)
    put = figures(abs(d))
    df = Formula(
        "df",
        (
            Verbatim("n (1 + d^2)^2 / (1 + 2 d^2)"),
            f"{m.n} x (1 + {put}^2)^2 / (1 + 2 x {put}^2)",
            figures(freedom),
        ),
        freedom,
    )
    distance = Formula(
        "d",
        (
            Msg("distance of the mean from the target / sigma_overall"),
            f"{figures(abs(off))} / {figures(m.sigma_overall)}",
            put,
        ),
        abs(d),
    )
    return (own, *_overall(case)[:1], *_width_ends(case, index, freedom), df, distance)


def _outside(case: Case, key: str, name: str) -> Lines:
    one = case.normal.within if name != "overall" else case.normal.overall
    entry = ENTRIES[key]
    shares = {"lower": one.below, "upper": one.above}
    sides = [side for side in shares if not key.endswith(("_lower", "_upper")) or key.endswith(side)]
    put = [figures(shares[side]) for side in sides]
    total = sum(shares[side] for side in sides)
    said = " + ".join(put)
    if key.startswith("z_"):
        own = Formula(entry.name, (entry.formula, figures(one.z)), one.z)
        both = Formula(Msg("share outside"), (Verbatim("p_lower + p_upper"), said, figures(total)), total)
        return (own, both, *(line for side in sides for line in _tail(case, name, side, shares[side])))
    numbers = f"1000000 x ({said})" if len(put) > 1 else f"1000000 x {said}"
    own = Formula(entry.name, (entry.formula, numbers, figures(1e6 * total)), 1e6 * total)
    return (own, *(line for side in sides for line in _tail(case, name, side, shares[side])))


def _tail(case: Case, name: str, side: str, share: float) -> Lines:
    """Return the share beyond one limit, then how far that limit is away in sigma."""
    below, low, above, high = _distances(case)
    sigma = _sigma_of(case, "p" if name == "overall" else "c")[0]
    distance, put = (low, below) if side == "lower" else (high, above)
    if not math.isfinite(distance):
        return (Formula(f"p_{side}", (Msg("no such limit"), "0"), 0.0),)
    z = distance / sigma
    said = Msg("probability that a standard normal variable exceeds {z}", z=f"z_{side}")
    away = Msg("distance of the mean from the limit / sigma")
    return (
        Formula(f"p_{side}", (said, figures(float(normal_sf(z)))), share),
        Formula(f"z_{side}", (away, f"({put}) / {figures(sigma)}", figures(z)), z),
    )


def _off(case: Case) -> Lines:
    spec, k = case.spec, case.normal.k
    middle = (spec.high + spec.low) / 2
    off = case.moments.mean - middle
    ends = (case.moments.mean, middle) if off >= 0 else (middle, case.moments.mean)
    near = abs(off) or 1.0
    numbers = (
        f"({figures(ends[0], near)} - {figures(ends[1], near)}) / "
        f"(({typed(spec.high)} - {typed(spec.low)}) / 2)"
    )
    entry = ENTRIES["k"]
    return (Formula(entry.name, (entry.formula, numbers, figures(k)), k),)


def _observed(case: Case) -> Lines:
    events, n = sum(case.normal.observed), case.moments.n
    value, entry = 1e6 * events / n, ENTRIES["ppm_observed"]
    return (Formula(entry.name, (entry.formula, f"1000000 x {events} / {n}", figures(value)), value),)


def _proven(case: Case) -> Lines:
    from sqc.stats.capability import proven_below

    events, n, entry = sum(case.normal.observed), case.moments.n, ENTRIES["ppm_observed_bound"]
    value = 1e6 * proven_below(events, n, case.spec.confidence)
    terms: tuple[Words, ...] = (entry.formula, figures(value))
    if events == 0:
        left = figures(1 - case.spec.confidence)
        terms = (entry.formula, f"1000000 x (1 - {left}^(1 / {n}))", figures(value))
    return (Formula(entry.name, terms, value),)


def _mean(case: Case) -> Lines:
    m, entry = case.moments, ENTRIES["mean"]
    total = float(m.values.sum())
    terms = (entry.formula, f"{figures(total, m.sigma_overall)} / {m.n}", figures(m.mean, m.sigma_overall))
    return (Formula(entry.name, terms, m.mean),)


def _overall(case: Case) -> Lines:
    m, entry = case.moments, ENTRIES["sigma_overall"]
    squares = m.df_overall * m.sigma_overall**2
    terms = (entry.formula, f"sqrt({figures(squares)} / {m.df_overall})", figures(m.sigma_overall))
    freedom = Formula("df", (Verbatim("n - 1"), f"{m.n} - 1", str(m.df_overall)), float(m.df_overall))
    return (Formula(entry.name, terms, m.sigma_overall), freedom)


def _freedom(case: Case) -> Lines:
    df = case.moments.df_within
    return (Formula("df", (figures(df),), df), *error_line(point_of(case)))


def _goal(case: Case) -> Lines:
    assert case.standard is not None and case.standard.base is not None
    goal, base, n, entry = case.spec.goal, case.standard.base, case.moments.n, OF_STANDARD["goal_at_n"]
    c = [float(chi2_quantile(TAIL, size - 1)) for size in (base, n)]
    value = adjusted_target(goal, n, base)
    numbers = f"{typed(goal)} x sqrt(({figures(c[0])} / {base - 1}) x ({n - 1} / {figures(c[1])}))"
    return (Formula(entry.name, (entry.formula, numbers, figures(value)), value),)


_OTHERS: Mapping[str, Callable[[Case], Lines]] = {
    "k": _off,
    "goal_at_n": _goal,
    "ppm_observed": _observed,
    "ppm_observed_bound": _proven,
    "mean": _mean,
    "sigma_overall": _overall,
    "df_overall": lambda case: _overall(case)[1:],
    "df_within": _freedom,
}
