"""What sqc computes for published run lengths: one function per topic, quantities by name.

Quantities: ``arl``, the averages at the shifts of the case; ``arl_at_0.5``, the average at one of them;
``arl_by_ratio``, at ratios of sigma; ``sdrl``, the standard deviation at the first shift; ``quantile_0.5``;
``survival``, the chance of no signal within 1, 2, ... points at the first shift; ``unseen``, that of the
first point at each shift. Of a design the name of the function in `stats.runlength.solve`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sqc.charts.arl import arl
from sqc.stats.constants import d2, d3
from sqc.stats.rules import Rule
from sqc.stats.runlength import designs, solve
from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.estimated import estimated_arl
from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.hotelling import t2_problem
from sqc.stats.runlength.lengths import run_length
from sqc.stats.runlength.mewma import mewma_problem
from sqc.stats.runlength.moving import i_mr_problem
from sqc.stats.runlength.shewhart import shewhart_problem
from sqc.verification.load import PublishedCase

Array = npt.NDArray[Any]
Quantities = dict[str, Array]


class _Runs(Protocol):
    def mean(self) -> Array: ...
    def deviation(self) -> Array: ...
    def quantile(self, p: float) -> Array: ...
    def survival(self, n: int) -> Array: ...


def _by_shift(shifts: Any, lengths: Any) -> Quantities:
    """Return average run lengths together and one by one."""
    pairs = zip(shifts, lengths, strict=True)
    return {"arl": np.array(lengths)} | {f"arl_at_{shift:g}": np.array(length) for shift, length in pairs}


_MORE: dict[str, Callable[[_Runs, str, int], Array]] = {
    "sdrl": lambda runs, _, n: runs.deviation()[0],
    "quantile": lambda runs, p, n: runs.quantile(float(p)),
    "survival": lambda runs, _, n: runs.survival(n)[0, 1:],
    "unseen": lambda runs, _, n: runs.survival(1)[:, 1],
}


def _of(case: PublishedCase, runs: _Runs) -> Quantities:
    """Return what the case asks of run lengths."""
    found = _by_shift(case.settings["shift"], runs.mean())
    for quantity, published in case.expected.items():
        name, _, value = quantity.partition("_")
        if name in _MORE:
            found[quantity] = np.asarray(_MORE[name](runs, value, np.size(published)), dtype=float)
    return found


def front_door(case: PublishedCase) -> Quantities:
    """Return run lengths by `sqc.arl` with the settings of the case."""
    columns = arl(**case.settings).columns
    return _by_shift(columns["shift"], columns["arl"])


# builder of the run lengths and the names of its parameters
_MEMORY: dict[str, tuple[Callable[..., _Runs], tuple[str, ...]]] = {
    "ewma": (ewma_problem, ("weight", "width")),
    "cusum": (cusum_problem, ("reference", "interval")),
    "mewma": (mewma_problem, ("p", "weight", "limit")),
    "t2": (t2_problem, ("p", "limit")),
}


def with_memory(case: PublishedCase) -> Quantities:
    """Return run lengths of an EWMA, CUSUM, MEWMA or T2 chart.

    `state` of the settings is zero (default), conditional or cyclical.
    """
    options = dict(case.settings)
    chart, shifts, state = options.pop("chart"), options.pop("shift"), options.pop("state", "zero")
    build, names = _MEMORY[chart]
    parameters = [options.pop(name) for name in names]
    if state != "zero":
        lengths = run_length(chart, *parameters, shift=shifts, **options)
        return _by_shift(shifts, lengths.steady(state))
    return _of(case, build(*parameters, np.array(shifts, dtype=float), **options))


def rule_chain(case: PublishedCase) -> Quantities:
    """Return run lengths of a chart with the rules of the case, by name from its `data`."""
    asked = case.settings
    rules = [Rule(name, **case.data["rules"][name]) for name in asked["rules"]]
    shifts = np.array(asked["shift"]) * math.sqrt(asked.get("size", 1))
    found = _of(case, shewhart_problem(rules, shifts))
    if "ratio" in asked:
        found["arl_by_ratio"] = shewhart_problem(rules, 0.0, spread=asked["ratio"]).mean()
    return found


def two_panels(case: PublishedCase) -> Quantities:
    """Return run lengths of an I-MR chart with limits alone, that of the moving ranges in sigma."""
    asked, rules = case.settings, [Rule("1", "beyond_limit", 1, 1)]
    above = (asked["range_limit"] - d2(2)) / d3(2)
    limits = (-math.inf, float(above))
    return _of(case, i_mr_problem(rules, asked["shift"], asked.get("spread", 1.0), range_limits=limits))


def estimated(case: PublishedCase) -> Quantities:
    """Return average run lengths with limits from estimates."""
    options = dict(case.settings)
    chart, shifts, m = options.pop("chart"), options.pop("shift"), options.pop("m")
    names = ("width",) if chart == "shewhart" else _MEMORY[chart][1]
    design = getattr(designs, f"{chart}_design")(*(options.pop(name) for name in names))
    return _by_shift(shifts, estimated_arl(design, m, shift=np.array(shifts, dtype=float), **options))


def design(case: PublishedCase) -> Quantities:
    """Return what is solved for a wanted run length."""
    return {name: np.array(getattr(solve, name)(**case.settings)) for name in case.expected}
