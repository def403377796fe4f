"""Run lengths of R and S panels, alone or together with the panel of means. Subgroups of normal values.

The statistic is measured from its center d2 sigma (c4 sigma) in its own standard deviations d3 sigma
(c5 sigma), so the lines of the rules mean on these panels what they mean elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._constants_beyond import range_cdf
from sqc.stats._constants_lookup import constant
from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats.runlength.flow import Flow
from sqc.stats.runlength.letters import between
from sqc.stats.runlength.moving import mr_problem
from sqc.stats.runlength.pair import Pair
from sqc.stats.runlength.refusals import NeverSignalsError
from sqc.stats.runlength.shewhart import THREE_SIGMA, panel_problem, shewhart_problem
from sqc.stats.tails import chi2_cdf, chi2_sf

Limits = tuple[float, float]
SPREAD_KINDS = ("beyond_limit", "run_same_side", "trend", "alternation")


def spread_share(rules: Sequence[Rule]) -> list[Rule]:
    """Rules of a set that suit an R or S panel: those about limits, runs, trends and alternation.

    Parameters
    ----------
    rules : sequence of Rule

    Returns
    -------
    list of Rule

    Examples
    --------
    >>> spread_share([Rule("5", "k_of_m_beyond", 2, 3, z=2.0), Rule("3", "trend", 6, 6)])[0].id
    '3'
    """
    return [rule for rule in rules if rule.kind in SPREAD_KINDS]


def scale_of(panel: Literal["r", "s"], n: int) -> tuple[float, float]:
    """Mean and standard deviation of R or S over sigma.

    Parameters
    ----------
    panel : {"r", "s"}
    n : int
        Subgroup size, at least 2.

    Returns
    -------
    pair of float

    Examples
    --------
    >>> [round(value, 4) for value in scale_of("r", 5)]
    [2.3259, 0.8641]
    """
    names = ("D2", "D3") if panel == "r" else ("C4", "C5")
    return float(np.asarray(constant(names[0], n, None))), float(np.asarray(constant(names[1], n, None)))


def spread_zones(panel: Literal["r", "s"], n: int, lines: Floats, ratio: ArrayLike) -> Floats:
    """Probabilities of the zones of an R or S panel.

    Parameters
    ----------
    panel : {"r", "s"}
    n : int
        Subgroup size, at least 2.
    lines : float array, shape (zones - 1,)
        Borders in standard deviations of the statistic in control, from its center.
    ratio : float array, shape (k,)
        Standard deviation of the process over that in control.

    Returns
    -------
    float array, shape (k, zones)

    Examples
    --------
    >>> spread_zones("r", 5, np.array([3.0]), [1.0]).round(4).tolist()
    [[0.9954, 0.0046]]
    """
    center, deviation = scale_of(panel, n)
    times, place = np.unique(np.atleast_1d(np.asarray(ratio, dtype=float)), return_inverse=True)
    # below nought there is nothing, wherever a line stands
    values = np.maximum(center + deviation * lines, 0.0) / times[:, None]
    if panel == "r":
        below = range_cdf(values, n)
        return between(below, 1.0 - below)[place]
    degrees = n - 1.0
    squares = values**2 * degrees
    return between(np.asarray(chi2_cdf(squares, degrees)), np.asarray(chi2_sf(squares, degrees)))[place]


def spread_problem(
    panel: Literal["r", "s", "mr"],
    n: int,
    rules: Sequence[Rule],
    ratio: ArrayLike,
    *,
    limits: Limits = THREE_SIGMA,
) -> Flow:
    """Run lengths of an R, S or MR panel alone.

    Parameters
    ----------
    panel : {"r", "s", "mr"}
    n : int
        Subgroup size, at least 2; without meaning for "mr".
    rules : sequence of Rule
    ratio : float array, shape (k,)
        Standard deviation of the process over that in control.
    limits : pair of float
        In standard deviations of the statistic from its center.

    Returns
    -------
    Flow

    Raises
    ------
    ValueError
        A ratio that is not positive, rules that never signal, or a rule that compares neighbours on "mr".

    References
    ----------
    D. C. Montgomery (2009), Introduction to Statistical Quality Control, 6th ed., sections 6.2.4 and 6.3.

    Examples
    --------
    >>> limit = [Rule("1", "beyond_limit", 1, 1)]
    >>> [spread_problem("r", n, limit, [1.0]).mean().round(1).tolist() for n in (2, 5)]
    [[109.3], [217.2]]
    """
    if not np.all(np.asarray(ratio) > 0):
        raise ValueError("ratio must be greater than 0")
    if panel == "mr":
        return mr_problem(rules, ratio, limits=limits)
    return panel_problem(rules, limits, lambda lines: spread_zones(panel, n, lines, ratio))


def xbar_r_problem(
    n: int,
    rules: Sequence[Rule],
    shift: ArrayLike,
    ratio: ArrayLike = 1.0,
    *,
    panel: Literal["r", "s"] = "r",
    spread_rules: Sequence[Rule] | None = None,
    limits: Limits = THREE_SIGMA,
    spread_limits: Limits = THREE_SIGMA,
) -> Flow | Pair:
    """Run lengths of an Xbar-R or Xbar-S chart, both panels together.

    Parameters
    ----------
    n : int
        Subgroup size, at least 2.
    rules : sequence of Rule
        Rules of the panel of means.
    shift : float array, shape (k,)
        Mean of the subgroup means in their standard deviations in control (sigma / sqrt n).
    ratio : float or float array, shape (k,)
        Standard deviation of the process over that in control.
    panel : {"r", "s"}
    spread_rules : sequence of Rule, optional
        Rules of the R or S panel; by default those of `rules` about limits, runs, trends and alternation.
    limits, spread_limits : pair of float
        Limits of each panel in standard deviations of its statistic.

    Returns
    -------
    Pair, or Flow where one panel never signals

    Raises
    ------
    ValueError
        A ratio that is not positive, rules that never signal, or too many states of one panel.

    Notes
    -----
    Mean and range, as mean and standard deviation, of normal values are independent.

    Examples
    --------
    >>> xbar_r_problem(5, [Rule("1", "beyond_limit", 1, 1)], [0.0, 1.0]).mean().round(2)
    array([137.17,  36.66])
    """
    below = spread_share(rules) if spread_rules is None else spread_rules
    means, ratios = np.broadcast_arrays(np.atleast_1d(np.asarray(shift, dtype=float)), np.asarray(ratio))
    builders: list[Callable[[], Flow]] = [
        lambda: shewhart_problem(rules, means, limits=limits, spread=ratios),
        lambda: spread_problem(panel, n, below, ratios, limits=spread_limits),
    ]
    panels = []
    for build in builders:
        with suppress(NeverSignalsError):
            panels.append(build())
    if not panels:
        raise NeverSignalsError("these rules never signal")
    return Pair(*panels) if len(panels) == 2 else panels[0]
