"""Sigma within: its formula by each estimator, with the numbers put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from sqc.charts.explain.point import SIGMA, Point, constant_text, docstring_references, known
from sqc.charts.kind import Floats
from sqc.data.sample import Individuals, Ints, Subgroups
from sqc.i18n.message import Msg, Verbatim
from sqc.report.explain import Formula, figures
from sqc.stats import constants, grouped
from sqc.stats import sigma as estimators


class Parts(NamedTuple):
    """What an estimator of subgroups is made from: those that enter, of two values or more."""

    n: Ints
    statistic: Floats
    tabulated: bool

    @property
    def size(self) -> int | None:
        """The one size there is, None where sizes differ."""
        return int(self.n[0]) if len(self.n) and bool(np.all(self.n == self.n[0])) else None


def _parts(point: Point, statistic: str) -> Parts:
    sample = point.chart.sample
    assert isinstance(sample, Subgroups)
    values: Floats = getattr(sample, statistic)
    good = point.used() & (sample.n >= 2) & ~np.isnan(values)
    return Parts(sample.n[good], values[good], point.estimation.tabulated)


def _mean_of(point: Point, statistic: str, symbol: str, constant: str) -> tuple[Formula, ...]:
    """Mean of the ranges or standard deviations, over their constant."""
    parts = _parts(point, statistic)
    m, total = len(parts.n), float(parts.statistic.sum())
    sigma = point.parameter("sigma")
    bar = "Rbar" if symbol == "R" else "Sbar"
    if parts.size is not None:
        value = float(getattr(constants, constant)(parts.size, tabulated=parts.tabulated))
        mean, size = total / m, point.letter("n", str(parts.size))
        return (
            Formula(
                SIGMA,
                (Verbatim(f"{bar} / {constant}({size})"), f"{figures(mean)} / {constant_text(value)}",
                 figures(sigma)),
                sigma,
            ),
            Formula(
                bar,
                (Msg("sum of {symbol} / number of subgroups", symbol=symbol), f"{figures(total)} / {m}",
                 figures(mean)),
                mean,
            ),
        )  # fmt: skip
    divisors = np.asarray(getattr(constants, constant)(parts.n, tabulated=parts.tabulated))
    scaled = float((parts.statistic / divisors).sum())
    return (
        Formula(
            SIGMA,
            (Msg("mean of {symbol}_i / {constant}(n_i)", symbol=symbol, constant=constant),
             f"{figures(scaled)} / {m}", figures(sigma)),
            sigma,
        ),
    )  # fmt: skip


def _pooled(point: Point, unbiased: bool) -> tuple[Formula, ...]:
    parts = _parts(point, "sd")
    squares, df = float(((parts.n - 1) * parts.statistic**2).sum()), int((parts.n - 1).sum())
    sigma = point.parameter("sigma")
    symbolic: Msg = Msg("sqrt(sum of (n_i - 1) S_i^2 / df)")
    numbers = f"sqrt({figures(squares)} / {df})"
    if unbiased:
        c4 = constants.c4(df + 1, tabulated=parts.tabulated)
        symbolic = Msg("sqrt(sum of (n_i - 1) S_i^2 / df) / c4(df + 1)")
        numbers = f"{numbers} / {constant_text(c4)}"
    freedom = Formula("df", (Msg("sum of (n_i - 1)"), str(df)), float(df))
    return (Formula(SIGMA, (symbolic, numbers, figures(sigma)), sigma), freedom)


def _weighted(point: Point, statistic: str, symbol: str, pair: tuple[str, str]) -> tuple[Formula, ...]:
    parts = _parts(point, statistic)
    center, spread = (
        np.asarray(getattr(constants, name)(parts.n, tabulated=parts.tabulated)) for name in pair
    )
    weight = (center / spread) ** 2
    above, below = float((weight * parts.statistic / center).sum()), float(weight.sum())
    sigma = point.parameter("sigma")
    symbolic = Msg(
        "sum of w_i {symbol}_i / {constant}(n_i), over sum of w_i", symbol=symbol, constant=pair[0]
    )
    weights = Formula("w_i", (Verbatim(f"({pair[0]}(n_i) / {pair[1]}(n_i))^2"),))
    return (
        Formula(SIGMA, (symbolic, f"{figures(above)} / {figures(below)}", figures(sigma)), sigma),
        weights,
    )


def _moving(point: Point) -> Floats:
    """Return the moving ranges that enter."""
    sample = point.chart.sample
    assert isinstance(sample, Individuals)
    values = np.where(point.used(), sample.values, np.nan)
    ranges = grouped.moving_range(values, sample.about.stages.starts)
    return ranges[np.isfinite(ranges)]


def _mr(point: Point) -> tuple[Formula, ...]:
    ranges, sigma = _moving(point), point.parameter("sigma")
    d2 = constants.d2(2, tabulated=point.estimation.tabulated)
    mean = float(ranges.mean())
    total, k = float(ranges.sum()), len(ranges)
    return (
        Formula(
            SIGMA,
            (Verbatim("MRbar / d2(2)"), f"{figures(mean)} / {constant_text(d2)}", figures(sigma)),
            sigma,
        ),
        Formula(
            "MRbar",
            (Msg("sum of MR / number of moving ranges"), f"{figures(total)} / {k}", figures(mean)),
            mean,
        ),
    )


def _median_mr(point: Point) -> tuple[Formula, ...]:
    ranges, sigma = _moving(point), point.parameter("sigma")
    d4 = constants.d4(2, tabulated=point.estimation.tabulated)
    numbers = f"{figures(float(np.median(ranges)))} / {constant_text(d4)}"
    return (Formula(SIGMA, (Msg("median of MR / d4(2)"), numbers, figures(sigma)), sigma),)


def _mssd(point: Point) -> tuple[Formula, ...]:
    ranges, sigma = _moving(point), point.parameter("sigma")
    numbers = f"sqrt({figures(float((ranges**2).sum()))} / (2 x {len(ranges)}))"
    return (Formula(SIGMA, (Msg("sqrt(sum of MR^2 / (2 x number of MR))"), numbers, figures(sigma)), sigma),)


_BY_METHOD: Mapping[str, Callable[[Point], tuple[Formula, ...]]] = {
    "rbar": lambda point: _mean_of(point, "range", "R", "d2"),
    "sbar": lambda point: _mean_of(point, "sd", "S", "c4"),
    "pooled": lambda point: _pooled(point, True),
    "rms": lambda point: _pooled(point, False),
    "mvlue-r": lambda point: _weighted(point, "range", "R", ("d2", "d3")),
    "mvlue-s": lambda point: _weighted(point, "sd", "S", ("c4", "c5")),
    "mr": _mr,
    "median-mr": _median_mr,
    "mssd": _mssd,
}


def sigma_lines(point: Point) -> tuple[Formula, ...]:
    """Return how sigma within of the point's stage was got, with what it is made from."""
    sigma = point.parameter("sigma")
    origin = known(point, "sigma")
    if origin is not None:
        return (Formula(SIGMA, (origin, figures(sigma)), sigma),)
    by_method = _BY_METHOD.get(point.chart.parameters.method)
    if by_method is None or not np.isfinite(sigma):
        return (Formula(SIGMA, (figures(sigma),), sigma),)
    return by_method(point)


def error_line(point: Point) -> tuple[Formula, ...]:
    """Return how certain sigma within is, from its degrees of freedom."""
    df = point.chart.parameters.df
    if df is None or known(point, "sigma") is not None:
        return ()
    freedom = float(df[min(point.stage, len(df) - 1)])
    if not freedom > 0:
        return ()
    error = float(1 / np.sqrt(2 * freedom))
    terms = (Verbatim("1 / sqrt(2 df)"), f"1 / sqrt(2 x {figures(freedom)})", figures(error))
    return (Formula(Msg("relative standard error"), terms, error),)


def estimator_references(method: str) -> str:
    """Return the references of an estimator, as its function names them.

    Examples
    --------
    >>> estimator_references("rms")
    'ISO 22514-2:2017 (root mean square of the standard deviations).'
    """
    function = {**estimators.SUBGROUP_METHODS, **estimators.INDIVIDUAL_METHODS}.get(method)
    return docstring_references(function.__doc__) if function is not None else ""
