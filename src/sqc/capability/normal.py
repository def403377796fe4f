"""The indices of a normal characteristic with intervals, bounds and what is expected outside."""

from __future__ import annotations

import math
from typing import NamedTuple

from sqc.capability.moments import Moments
from sqc.capability.specification import Specification
from sqc.stats.capability import (
    bench,
    indices,
    outside,
    side_interval,
    taguchi,
    target_interval,
    width_interval,
)

NONE = (math.nan, math.nan)


class Index(NamedTuple):
    """One index: value, two-sided interval, one-sided bounds, the side it looks at ("": both limits)."""

    key: str
    name: str
    value: float
    interval: tuple[float, float] = NONE
    bounds: tuple[float, float] = NONE
    side: str = ""

    @property
    def within(self) -> bool:
        """Made with sigma within: a claim only where stability is shown."""
        return self.key in ("cp", "cpl", "cpu", "cpk")


class Outside(NamedTuple):
    """Shares below LSL and above USL, together and as Z.bench."""

    below: float
    above: float

    @property
    def share(self) -> float:
        """Both sides together."""
        return self.below + self.above

    @property
    def z(self) -> float:
        """Z.bench, infinity where nothing can be outside."""
        return float(bench(self.share)) if self.share > 0 else math.inf


class Normal(NamedTuple):
    """What a normal study states.

    Parameters
    ----------
    indices : mapping of key to Index
        cp, cpl, cpu, cpk by sigma within (or between/within); pp, ppl, ppu, ppk by sigma overall; cpm.
    within, overall : Outside
        Expected by the curve of each sigma.
    observed : (int, int)
        Values below and above the limits.
    k : float
        How far off the middle, as a share of half the width; NaN with one limit.
    """

    indices: dict[str, Index]
    within: Outside
    overall: Outside
    observed: tuple[int, int]
    k: float

    def of(self, key: str) -> Index:
        """Return an index by its key."""
        return self.indices[key]


def normal_study(moments: Moments, spec: Specification) -> Normal:
    """Return indices, intervals and expected shares."""
    found: dict[str, Index] = {}
    for letter, sigma, df, n in (
        ("C", moments.sigma_cp, moments.df_cp, moments.n_cp),
        ("P", moments.sigma_overall, float(moments.df_overall), float(moments.n)),
    ):
        found |= _of_sigma(letter, moments.mean, sigma, df, n, spec)
    found["cpm"] = _about_target(moments, spec)
    within = outside(moments.mean, moments.sigma_cp, spec.low, spec.high)
    overall = outside(moments.mean, moments.sigma_overall, spec.low, spec.high)
    values = moments.values
    middle, half = (spec.high + spec.low) / 2, (spec.high - spec.low) / 2
    return Normal(
        found,
        Outside(*map(float, within)),
        Outside(*map(float, overall)),
        (int((values < spec.low).sum()), int((values > spec.high).sum())),
        abs(moments.mean - middle) / half,
    )


def _of_sigma(
    letter: str, mean: float, sigma: float, df: float, n: float, spec: Specification
) -> dict[str, Index]:
    if not (sigma > 0 and df > 0):
        names = ("p", "pl", "pu", "pk")
        return {
            f"{letter.lower()}{end}": Index(f"{letter.lower()}{end}", letter + end, math.nan) for end in names
        }
    values = indices(mean, sigma, spec.low, spec.high)
    low, high = (1 - spec.confidence) / 2, (1 + spec.confidence) / 2

    def side(index: float) -> tuple[tuple[float, float], tuple[float, float]]:
        two = side_interval(index, n, df, low, high)
        one = side_interval(index, n, df, 1 - spec.confidence, spec.confidence)
        return (float(two[0]), float(two[1])), (float(one[0]), float(one[1]))

    both = float(values.both)
    two = tuple(map(float, width_interval(both, df, low, high)))
    one = tuple(map(float, width_interval(both, df, 1 - spec.confidence, spec.confidence)))
    rows = (
        ("l", float(values.lower), "lower"),
        ("u", float(values.upper), "upper"),
        ("k", float(values.smaller), nearer(float(values.lower), float(values.upper))),
    )
    key = letter.lower() + "p"
    found = {key: Index(key, letter + "p", both, (two[0], two[1]), (one[0], one[1]))}
    for end, value, name in rows:
        found[key + end] = Index(key + end, letter + "p" + end, value, *side(value), name)
    return found


def nearer(lower: float, upper: float) -> str:
    """Return the side whose index is the smaller one; NaN: no limit on that side."""
    return "lower" if math.isnan(upper) or lower < upper else "upper"


def _about_target(moments: Moments, spec: Specification) -> Index:
    sigma, df = moments.sigma_overall, moments.df_overall
    if math.isnan(spec.target) or not spec.two_sided or not sigma > 0:
        return Index("cpm", "Cpm", math.nan)
    value = float(taguchi(moments.mean, sigma, spec.low, spec.high, spec.target))

    def ends(low: float, high: float) -> tuple[float, float]:
        found = target_interval(value, moments.mean, sigma, spec.target, df, low, high)
        return float(found[0]), float(found[1])

    half = (1 - spec.confidence) / 2
    return Index("cpm", "Cpm", value, ends(half, 1 - half), ends(1 - spec.confidence, spec.confidence))
