"""Run lengths of EWMA, CUSUM, MEWMA and T2 charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.arl_lengths import AVERAGED, KNOWN, ZERO, Ask, Floats, Lengths, lengths_of, phase1
from sqc.i18n.message import Msg, Words, plural

if TYPE_CHECKING:
    from sqc.stats.runlength.designs import Design
    from sqc.stats.runlength.sigma_law import Sigma

ARL0 = 370.398347  # of mewma and t2 without an own limit: that of limits at 3 sigma
_T2_CHARTS = 40_000  # simulated phases I


def _memory(
    kind: str, parameters: tuple[float, ...], shift: Floats, how: Words, brief: bool, **options: float
) -> Lengths:
    from sqc.stats.runlength.lengths import run_length

    runs = run_length(kind, *parameters, shift=shift, **options)  # type: ignore[arg-type]
    return lengths_of(runs, runs.arl, lambda: runs.sdrl, runs.steady, how, KNOWN, ZERO, brief=brief)


def _estimated(design: Design, ask: Ask, shift: Floats, how: Words) -> Lengths:
    from sqc.stats.runlength.estimated import estimated_arl

    assert ask.subgroups is not None
    m, n = ask.subgroups, ask.size
    sigma: Sigma = "moving-range" if n == 1 else "pooled"
    arl = estimated_arl(design, m, n, shift=shift, sigma=sigma, nodes=16, same=1e-6)
    return Lengths(arl, (how, AVERAGED, phase1(m, n, sigma), ZERO), slow=True)


def ewma(ask: Ask, shift: Floats, *, brief: bool = False) -> Lengths:
    """Return the run lengths of an EWMA chart."""
    from sqc.stats.runlength.designs import ewma_design
    from sqc.stats.runlength.solve import ewma_width

    width = ask.k
    if ask.arl0 is not None:
        width = ewma_width(ask.weight, ask.arl0, head_share=ask.head_start / ask.k)
    how = Msg(
        "integral equation, weight {weight}, limits at {width} sigma",
        weight=f"{ask.weight:g}", width=f"{width:.6g}",
    )  # fmt: skip
    if ask.subgroups is not None:
        return _estimated(ewma_design(ask.weight, width, ask.head_start), ask, shift, how)
    return _memory("ewma", (ask.weight, width), shift, how, brief, head_start=ask.head_start)


def cusum(ask: Ask, shift: Floats, *, brief: bool = False) -> Lengths:
    """Return the run lengths of a CUSUM chart."""
    from sqc.stats.runlength.designs import cusum_design
    from sqc.stats.runlength.solve import cusum_interval

    interval = 5.0 if ask.interval is None else ask.interval
    if ask.arl0 is not None:
        interval = cusum_interval(ask.reference, ask.arl0, head_share=ask.head_start / interval)
    how = Msg(
        "integral equation, reference value {k}, decision interval {h}",
        k=f"{ask.reference:g}", h=f"{interval:.6g}",
    )  # fmt: skip
    if ask.subgroups is not None:
        return _estimated(cusum_design(ask.reference, interval, ask.head_start), ask, shift, how)
    return _memory("cusum", (ask.reference, interval), shift, how, brief, head_start=ask.head_start)


def mewma(ask: Ask, shift: Floats, *, brief: bool = False) -> Lengths:
    """Return the run lengths of a MEWMA chart."""
    from sqc.stats.runlength.solve import mewma_limit

    limit = ask.interval
    if limit is None:
        limit = mewma_limit(ask.variables, ask.weight, ask.arl0 or ARL0)
    how = plural(
        "integral equation, {n} variable, weight {weight}, limit {limit}",
        "integral equation, {n} variables, weight {weight}, limit {limit}",
        ask.variables, weight=f"{ask.weight:g}", limit=f"{limit:.6g}",
    )  # fmt: skip
    return _memory("mewma", (ask.variables, ask.weight, limit), shift, how, brief)


def t2(ask: Ask, shift: Floats, *, brief: bool = False) -> Lengths:
    """Return the run lengths of a T2 chart."""
    from sqc.stats.runlength.solve import t2_limit_for

    limit = ask.interval
    if limit is None:
        limit = t2_limit_for(ask.variables, ask.arl0 or ARL0, n=ask.size, m=ask.subgroups)
    if ask.subgroups is not None:
        return _estimated_t2(ask, limit, shift, brief)
    how = plural(
        "chi-square distribution, {n} variable, limit {limit}",
        "chi-square distribution, {n} variables, limit {limit}",
        ask.variables, limit=f"{limit:.6g}",
    )  # fmt: skip
    return _memory("t2", (ask.variables, limit), shift, how, brief, n=ask.size)


def _estimated_t2(ask: Ask, limit: float, shift: Floats, brief: bool) -> Lengths:
    from sqc.stats.runlength.simulate import SEED
    from sqc.stats.runlength.t2_estimated import t2_estimated

    m, n = ask.subgroups or 0, ask.size
    charts = _T2_CHARTS // (10 if brief else 1) // max(ask.variables // 4, 1)
    found = t2_estimated(ask.variables, limit, shift, m, n=n, charts=charts)
    if n == 1:
        known = Msg("mean and covariance estimated from {m} values", m=m)
    else:
        known = Msg("mean and covariance estimated from {m} subgroups of {n}", m=m, n=n)
    how = plural(
        "{n} variable, limit {limit}, simulation of {charts} phase I data sets, seed {seed}",
        "{n} variables, limit {limit}, simulation of {charts} phase I data sets, seed {seed}",
        ask.variables, limit=f"{limit:.6g}", charts=charts, seed=str(SEED),
    )  # fmt: skip
    error = found.standard_error if np.all(np.isfinite(found.arl)) else None
    return Lengths(found.arl, (how, AVERAGED, known, ZERO), error, slow=True)
