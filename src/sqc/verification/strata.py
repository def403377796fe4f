"""What sqc computes for a case about strata, or about counts in a table of two ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.stats import differences, strata
from sqc.stats.attribute import wilson
from sqc.stats.columns import explained
from sqc.stats.contingency import adjusted_residuals, alike_p, cell_p, chi_square, expected_counts
from sqc.stats.grouped import describe
from sqc.stats.oneway import OneWay, brown_forsythe, kruskal, one_way

Quantities = dict[str, npt.NDArray[Any]]
Floats = npt.NDArray[np.float64]


def _values(data: Mapping[str, Any]) -> tuple[list[Any], Floats]:
    """Return stratum and value of each row; `pattern`: a first value, and others `times` times."""
    if "pattern" not in data:
        return list(data["group"]), np.array(data["y"], dtype=np.float64)
    parts = [np.array([row[0], *row[1:] * data["times"]]) for row in data["pattern"]]
    names = [i for i, part in enumerate(parts) for _ in range(len(part))]
    return names, np.concatenate(parts)


def one_way_case(data: Mapping[str, Any]) -> Quantities:
    """Return tests and shares of strata, from the values of the data."""
    names, values = _values(data)
    groups, which = np.unique(np.array(names), return_inverse=True)
    order = np.argsort(which, kind="stable")
    starts = np.searchsorted(which[order], np.arange(len(groups)))
    x, _ = strata.centred(values[order], data.get("decimals"))
    stats = describe(x, starts)
    anova, spread = one_way(stats.n, stats.mean, stats.sd), brown_forsythe(x, starts)
    means = strata.welch(stats.n, stats.mean, stats.sd)
    h, _, p = kruskal(x, starts)
    found = {
        **_anova("anova", anova),
        "anova_ss_between": anova.between * anova.df_between,
        "anova_ss_within": anova.within * anova.df_within,
        "anova_residual_sd": anova.within**0.5,
        "eta_squared": strata.eta_squared(anova.f, anova.df_between, anova.df_within),
        "welch_f": means.statistic,
        "welch_df": means.df2,
        "welch_p": means.p,
        "kruskal_h": h,
        "kruskal_p": p,
        "brown_forsythe_f": spread.f,
        "brown_forsythe_p": spread.p,
    }
    return {name: np.array(value) for name, value in found.items()} | _pairs(stats.n, stats.mean, stats.sd)


def _pairs(n: Any, mean: Any, sd: Any) -> Quantities:
    """Return all differences by Tukey and Kramer, the second of a pair less the first; few strata only."""
    if len(n) > 6:
        return {}
    first, second = np.triu_indices(len(n), 1)
    found = differences.pairs(n, mean, sd, second, first, alike=True)
    names = ("tukey_difference", "tukey_lower", "tukey_upper", "tukey_p")
    return dict(zip(names, found[:4], strict=True))


def _anova(name: str, found: OneWay | None) -> dict[str, float]:
    return {} if found is None else {f"{name}_f": found.f, f"{name}_p": found.p}


def columns_case(data: Mapping[str, Any]) -> Quantities:
    """Return what two columns add to each other, and what their combinations add."""
    codes = [np.unique(np.array(data[name]), return_inverse=True)[1].ravel() for name in ("a", "b")]
    found = explained(np.stack(codes, axis=1), strata.centred(data["y"])[0])
    said: dict[str, float] = {}
    for name, one in (("first", found.beside[0]), ("second", found.beside[1]), ("joint", found.joint)):
        if one is not None:
            share = strata.eta_squared(one.f, one.df_between, one.df_within)
            said |= _anova(name, one) | {f"{name}_ms": one.between, f"{name}_eta_squared": share}
    if found.joint is not None:
        said["error_ms"] = found.joint.within
    return {name: np.array(value) for name, value in said.items()}


def table_case(data: Mapping[str, Any]) -> Quantities:
    """Return what is known of counts in a table: chi-square, residuals, exact p, shares with intervals."""
    counts = data.get("table") or [data["x"], [n - x for n, x in zip(data["n"], data["x"], strict=True)]]
    table = np.array(counts, dtype=np.float64)
    statistic, df = chi_square(table)
    found = {
        "chi_square": statistic,
        "chi_square_df": df,
        # by chi-square, also where the program draws tables
        "chi_square_p": alike_p(table),
        "expected": expected_counts(table).ravel(),
        "adjusted_residual": adjusted_residuals(table).ravel(),
        "cell_p": cell_p(table).ravel(),
    }
    if "n" in data:
        low, high = wilson(data["x"], data["n"], 0.025, 0.975)
        found |= {"share_lower": low, "share_upper": high}
    return {name: np.array(value) for name, value in found.items()}
