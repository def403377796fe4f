"""Thresholds of the report card, in one table; `charts/criteria.py` says where each is from."""

from __future__ import annotations

LOOKED_AT = 20_000
STRETCH = 100

LIMITS = {
    "autocorrelation_from": 30,
    "autocorrelation_least": 0.1,
    "autocorrelation_act": 0.5,
    "normality_p": 0.05,
    "normality_from": 20,
    "normality_looked": 1_000,
    "normality_means": 4,
    "normality_step": 0.5,
    "outlier_p": 0.01,
    "outlier_from": 10,
    "outlier_several": 25,
    "outlier_most": 10,
    "outlier_share": 0.1,
    "between_p": 0.01,
    "between_from": 8,
    "variance_p": 0.01,
    "variance_parts": 4,
    "variance_values": 30,
    "variance_subgroups": 20,
    "variance_ratio": 1.25,
    "distinct_act": 3,
    "distinct_from": 10,
    "distinct_ranges": 5,
    "rounding": 0.35,
    "zero_ranges": 0.5,
    "sorted_chance": 1e-6,
    "dispersion_p": 0.05,
    "low_times": 2.0,
    "rare_share": 1 / 3,
    "rare_from": 10,
    "limits_days": 365,
}
