"""The formulas of sigma between/within with the numbers of a study put in."""

from __future__ import annotations

import numpy as np

from sqc.capability.explain_words import ENTRIES
from sqc.capability.moments import Moments
from sqc.charts.explain.point import Point, constant_text
from sqc.charts.explain.sigma import sigma_lines
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg
from sqc.report.explain import Formula, figures
from sqc.stats import constants
from sqc.stats.grouped import moving_range

Lines = tuple[Formula, ...]


def between_lines(point: Point, moments: Moments, key: str) -> Lines:
    """Return the formulas of a component: its own first, then those of the numbers in it.

    Parameters
    ----------
    point : Point
        Of the chart behind the study.
    moments : Moments
        With their components.
    key : str
        ``sigma_bw``, ``sigma_between``, ``sigma_means``, ``df_bw``, ``size_harmonic`` or ``n_effective``.
    """
    found = moments.between
    if found is None:
        return ()
    within, between = moments.sigma_within, found.of("sigma_between")
    size, both, means = (found.of(name) for name in ("size", "sigma_bw", "sigma_means"))
    if key == "sigma_bw":
        own = _line(key, f"sqrt({figures(within)}^2 + {figures(between)}^2)", both)
        return (own, *between_lines(point, moments, "sigma_between"), *sigma_lines(point)[:1])
    if key == "sigma_between":
        near = between**2 / means or None  # a difference of squares needs more figures than its result
        put = [figures(value, near) for value in (means, within, size)]
        numbers = f"sqrt(max(0, {put[0]}^2 - {put[1]}^2 / {put[2]}))"
        lines = (_line(key, numbers, between), *between_lines(point, moments, "sigma_means"))
        return lines if _equal(point) else (*lines, *between_lines(point, moments, "size_harmonic"))
    if key == "sigma_means":
        return _of_means(point, means)
    if key == "size_harmonic":
        return (_line(key, f"{figures(found.of('points'))} / {figures(found.of('points') / size)}", size),)
    if key == "n_effective":
        return _effective(point, within, between, found.of(key))
    if key == "df_bw":
        if between == 0:
            said = Msg("sigma between is 0: those of sigma within")
            return (Formula(ENTRIES[key].name, (said, figures(found.of(key))), found.of(key)),)
        rest = f"((1 - 1 / {figures(size)}) x {figures(within)}^2)^2 / {figures(moments.df_within)}"
        numbers = f"{figures(both)}^4 / ({figures(means)}^4 / {figures(found.of('df_means'))} + {rest})"
        return (_line(key, numbers, found.of(key)), *between_lines(point, moments, "sigma_bw"))
    return ()


def _line(key: str, numbers: str, value: float) -> Formula:
    entry = ENTRIES[key]
    return Formula(entry.name, (entry.formula, numbers, figures(value)), value)


def _sample(point: Point) -> Subgroups:
    sample = point.chart.sample
    assert isinstance(sample, Subgroups)
    return sample


def _equal(point: Point) -> bool:
    n = _sample(point).n[point.used()]
    return bool((n == n[0]).all())


def _of_means(point: Point, sigma: float) -> Lines:
    used = point.used()
    ranges = moving_range(np.where(used, _sample(point).mean, np.nan), np.zeros(1, dtype=np.int64))
    ranges = ranges[np.isfinite(ranges)]
    total, mean = float(ranges.sum()), float(ranges.mean())
    d2 = constants.d2(2, tabulated=point.estimation.tabulated)
    return (
        _line("sigma_means", f"{figures(mean)} / {constant_text(d2)}", sigma),
        Formula(
            "MRbar",
            (Msg("sum of MR / number of moving ranges"), f"{figures(total)} / {len(ranges)}", figures(mean)),
            mean,
        ),
    )


def _effective(point: Point, within: float, between: float, value: float) -> Lines:
    n = _sample(point).n[point.used()].astype(float)
    total, squares = float(n.sum()), float((n**2).sum())
    both = f"({figures(within)}^2 + {figures(between)}^2)"
    numbers = (
        f"{both} / ({figures(between)}^2 x {figures(squares)} / {figures(total)}^2"
        f" + {figures(within)}^2 / {figures(total)})"
    )
    return (_line("n_effective", numbers, value),)
