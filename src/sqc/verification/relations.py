"""What sqc computes for a case about two columns, or about the shape of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sqc.stats.correlation import pearson, spearman
from sqc.stats.dip import dip
from sqc.stats.line import fit_line
from sqc.stats.regression import fit_curve, least_squares


def related(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return correlation and line of y over x."""
    x, y = (np.array(data[name], dtype=float) for name in ("x", "y"))
    line, r, rank = fit_line(x, y), pearson(x, y), spearman(x, y)
    found = {
        "line_slope": line.slope,
        "line_intercept": line.intercept,
        "line_slope_se": line.slope_se,
        "line_intercept_se": line.intercept_se,
        "line_sd": line.sd,
        "line_r2": line.r2,
        "r": r.r,
        "r_p": r.p,
        "r_lower": r.low,
        "r_upper": r.high,
        "rho": rank.r,
    }
    return {name: np.array(value) for name, value in found.items()}


def regressed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a curve of y over x, or the fit of y by the terms given."""
    if "terms" in data:
        fit = least_squares(np.array(data["terms"]).T, data["y"])
        coefficients, errors = fit.coefficients, fit.errors
    else:
        curve = fit_curve(data["x"], data["y"], data["degree"])
        fit, coefficients, errors = curve.fit, curve.coefficients, curve.errors
    found = {"fit_coefficients": coefficients, "fit_errors": errors, "fit_sd": fit.sd, "fit_r2": fit.r2}
    return {name: np.array(value) for name, value in found.items()}


def dipped(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dip of values."""
    return {"dip": np.array(dip(data["value"]))}
