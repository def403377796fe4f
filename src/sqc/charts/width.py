"""Widths of control limits that several kinds share: normal location, range, standard deviation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sqc.charts.kind import ControlPanel, Estimation, Floats, PanelWords
from sqc.data.sample import Ints
from sqc.i18n.message import Join, Msg, Words
from sqc.stats import constants
from sqc.stats.alike import pointwise
from sqc.stats.normal import normal_quantile

METHOD_NAMES: dict[str, Words] = {
    "rbar": "Rbar/d2",
    "sbar": "Sbar/c4",
    "pooled": Msg("pooled s/c4"),
    "rms": Msg("pooled s"),
    "mvlue-r": Msg("R, minimum variance"),
    "mvlue-s": Msg("S, minimum variance"),
    "mr": "MRbar/d2",
    "median-mr": Msg("median MR/d4"),
    "mssd": "MSSD",
}


# the constant that is printed beside an estimator, and the size it is of where that is fixed
METHOD_CONSTANTS: dict[str, tuple[str, int | None]] = {
    "rbar": ("d2", None),
    "sbar": ("c4", None),
    "mr": ("d2", 2),
}


def limits_origin(method: str, estimation: Estimation) -> Words:
    """Return the `from` cell of a location panel: ``Rbar/d2, k = 3``."""
    name: Words = (
        Msg("given sigma")
        if method == "given"
        else Msg("limits file")
        if method == "file"
        else METHOD_NAMES.get(method, method)
    )
    return with_width(name, estimation)


def with_width(name: Words, estimation: Estimation) -> Words:
    """Return the method with the width of the limits behind it."""
    if estimation.alpha is not None:
        return Msg("{method}, alpha = {alpha}", method=name, alpha=f"{estimation.alpha:g}")
    if estimation.tabulated:
        return Msg("{method}, k = {k}, tabulated", method=name, k=f"{estimation.k:g}")
    return Msg("{method}, k = {k}", method=name, k=f"{estimation.k:g}")


def multiplier(estimation: Estimation) -> float:
    """Return how many standard deviations of the statistic a two-sided normal limit is away."""
    if estimation.alpha is None:
        return estimation.k
    return float(normal_quantile(1.0 - estimation.alpha / 2.0))


def mean_half_width(n: Ints, sigma: Floats, estimation: Estimation, method: str) -> Floats:
    """Return k sigma / sqrt(n), by the printed factor A2 or A3 with tabulated constants."""
    if estimation.tabulated and estimation.alpha is None and estimation.k == 3.0:
        if method == "rbar":
            return np.asarray(
                constants.factor("A2", n, tabulated=True) * constants.d2(n, tabulated=True) * sigma
            )
        if method == "sbar":
            return np.asarray(
                constants.factor("A3", n, tabulated=True) * constants.c4(n, tabulated=True) * sigma
            )
    return np.asarray(multiplier(estimation) * sigma / np.sqrt(n))


def median_half_width(n: Ints, sigma: Floats, estimation: Estimation, method: str) -> Floats:
    """Return k sd_median(n) sigma; by alpha the quantile of the median; by tabulated constants A4 Rbar."""
    usual = estimation.alpha is None and estimation.k == 3.0
    if estimation.alpha is not None:
        factor = np.asarray(constants.median_quantile(1.0 - estimation.alpha / 2.0, n))
    elif estimation.tabulated and usual and method == "rbar":
        factor = np.asarray(constants.factor("A4", n, tabulated=True) * constants.d2(n, tabulated=True))
    else:
        factor = estimation.k * np.asarray(constants.sd_median(n))
    # one value is its own median
    return np.where(n == 1, multiplier(estimation), factor) * sigma


def spread_origin(own: Words | None, factors: tuple[str, str], estimation: Estimation) -> Words:
    """Return the `from` cell of a spread panel: its own mean, or sigma within from elsewhere."""
    name = Msg("{constants} x sigma within", constants=Join(factors, ", ")) if own is None else own
    return with_width(name, estimation)


def _range_lines(n: Ints, sigma: Floats, estimation: Estimation) -> tuple[Floats, ...]:
    """Return center, lower and upper limit and standard deviation of ranges of n values."""
    center = np.asarray(constants.d2(n, tabulated=estimation.tabulated)) * sigma
    spread = np.asarray(constants.d3(n, tabulated=estimation.tabulated)) * sigma
    return _spread_lines(n, sigma, estimation, center, spread, constants.range_quantile, ("D3", "D4"))


def _sd_lines(n: Ints, sigma: Floats, estimation: Estimation) -> tuple[Floats, ...]:
    """Return center, lower and upper limit and standard deviation of standard deviations of n values."""
    center = np.asarray(constants.c4(n, tabulated=estimation.tabulated)) * sigma
    spread = np.asarray(constants.c5(n)) * sigma
    return _spread_lines(n, sigma, estimation, center, spread, constants.sd_quantile, ("B3", "B4"))


def _spread_lines(
    n: Ints,
    sigma: Floats,
    estimation: Estimation,
    center: Floats,
    spread: Floats,
    quantile: Callable[[float, Ints], Floats],
    factors: tuple[str, str],
) -> tuple[Floats, ...]:
    """Return center, limits and standard deviation: by alpha, by printed factors, or by k."""
    if estimation.alpha is not None:
        ends = (estimation.alpha / 2, 1 - estimation.alpha / 2)
        lower, upper = (np.asarray(quantile(end, n) * sigma) for end in ends)
    elif estimation.tabulated and estimation.k == 3.0:
        lower, upper = (np.asarray(constants.factor(name, n, tabulated=True) * center) for name in factors)
    else:
        lower = np.maximum(center - estimation.k * spread, 0.0)
        upper = center + estimation.k * spread
    return center, lower, upper, spread


def range_panel(
    key: str,
    words: PanelWords,
    statistic: Floats,
    n: Ints,
    sigma: Floats,
    estimation: Estimation,
    method: str,
    span: int = 1,
) -> ControlPanel:
    """Return the panel of ranges of n normal values: center d2 sigma, own limits for each n.

    A `span` above 1 says that the ranges are moving ones.
    """
    center, lower, upper, spread = pointwise(lambda n, sigma: _range_lines(n, sigma, estimation), n, sigma)
    own = Join(["MRbar" if span > 1 else "Rbar", "d3/d2"], ", ")
    natural = method == ("mr" if span > 1 else "rbar")
    origin = spread_origin(own if natural else None, ("d2", "d3"), estimation)
    return ControlPanel(
        key,
        "dispersion",
        words,
        statistic,
        center,
        lower,
        upper,
        spread,
        origin,
        spread="range",
        span=span,
        formula="variables.RANGES",
    )


def sd_panel(
    key: str,
    words: PanelWords,
    statistic: Floats,
    n: Ints,
    sigma: Floats,
    estimation: Estimation,
    method: str,
) -> ControlPanel:
    """Return the panel of standard deviations: center c4 sigma, own limits for each n."""
    center, lower, upper, spread = pointwise(lambda n, sigma: _sd_lines(n, sigma, estimation), n, sigma)
    own = Join(["Sbar", "c5/c4"], ", ") if method == "sbar" else None
    origin = spread_origin(own, ("c4", "c5"), estimation)
    return ControlPanel(
        key,
        "dispersion",
        words,
        statistic,
        center,
        lower,
        upper,
        spread,
        origin,
        spread="sd",
        formula="variables.DEVIATIONS",
    )
