"""A measure by the strata of one column: its numbers, and the tests that the data allow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sqc.stats import differences, strata
from sqc.stats.grouped import GroupStats, describe, expand, segment_median
from sqc.stats.multiplicity import holm
from sqc.stats.normality import anderson_darling, unrounded
from sqc.stats.oneway import OneWay, brown_forsythe, kruskal, one_way

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# below this p the values inside the strata are far from normal; means of so many values are near normal
FAR, ENOUGH = 0.005, 15
# strata of sizes up to this ratio: analysis of variance nearly keeps its level whatever the spreads
UNEVEN = 1.5
# values that give a standard deviation to divide by
SCALED = 10


@dataclass(frozen=True, eq=False)
class Groups:
    """Values by the strata of one column.

    Parameters
    ----------
    name : str
        Column of the strata.
    names : tuple of str
    x : float array
        Values less `base`, stratum after stratum.
    starts : int array, shape (strata,)
    base : float
    decimals : int
        Of the values as they were written.
    asked : str
        Test that was asked for, or auto.
    confidence : float
    """

    name: str
    names: tuple[str, ...]
    x: Floats
    starts: Ints
    base: float
    decimals: int
    asked: str
    confidence: float

    def called(self, i: int) -> str:
        """Return how a stratum is called in a sentence: a bare number with the name of its column."""
        name = self.names[i]
        return f"{self.name} {name}" if name.replace(".", "", 1).isdigit() else name

    @cached_property
    def stats(self) -> GroupStats:
        """Number, mean, range and standard deviation by stratum, of the centred values."""
        return describe(self.x, self.starts)

    @cached_property
    def n(self) -> Ints:
        """Values by stratum."""
        return np.asarray(self.stats.n, dtype=np.int64)

    @cached_property
    def means(self) -> Floats:
        """Mean of each stratum."""
        return np.asarray(self.base + self.stats.mean)

    @cached_property
    def medians(self) -> Floats:
        """Median of each stratum."""
        return np.asarray(self.base + segment_median(self.x, self.starts))

    @cached_property
    def ends(self) -> tuple[Floats, Floats]:
        """Smallest and largest value of each stratum."""
        return (
            np.asarray(self.base + np.minimum.reduceat(self.x, self.starts)),
            np.asarray(self.base + np.maximum.reduceat(self.x, self.starts)),
        )

    @cached_property
    def intervals(self) -> tuple[Floats, Floats]:
        """Interval of each mean by its own standard deviation; NaN of one value."""
        from sqc.stats.special import stdtrit

        with np.errstate(invalid="ignore", divide="ignore"):
            reach = stdtrit(self.n - 1.0, (1 + self.confidence) / 2) * self.stats.sd / np.sqrt(self.n)
        return np.asarray(self.means - reach), np.asarray(self.means + reach)

    @cached_property
    def anova(self) -> OneWay:
        """One-way analysis of variance."""
        return one_way(self.stats.n, self.stats.mean, self.stats.sd)

    @cached_property
    def welch(self) -> strata.WelchTest | None:
        """Test for spreads that differ; None where a stratum has one value or no spread."""
        if (self.n < 2).any() or not (self.stats.sd > 0).all():
            return None
        return strata.welch(self.n, self.stats.mean, self.stats.sd)

    @cached_property
    def ranks(self) -> tuple[float, int, float]:
        """Statistic, degrees of freedom and p of the test by ranks."""
        return kruskal(self.x, self.starts)

    @cached_property
    def spread(self) -> OneWay | None:
        """Test of equal spreads; None where no distance from the medians varies."""
        found = brown_forsythe(self.x, self.starts)
        return found if found.within > 0 and (self.n > 2).any() else None

    @cached_property
    def normal_p(self) -> float:
        """Chance of residuals at least so far from normal; NaN where that cannot be judged.

        Residuals over the standard deviation of a small stratum are bounded, so never normal.
        """
        if self.spreads_differ and self.n.min() < SCALED:
            return math.nan
        sd = np.where(self.stats.sd > 0, self.stats.sd, 1.0) if self.spreads_differ else 1.0
        scale = expand(np.broadcast_to(sd, self.n.shape), self.starts, len(self.x))
        left = (self.x - expand(self.stats.mean, self.starts, len(self.x))) / scale
        if len(left) < 8 or left.min() == left.max():
            return math.nan
        step = 0.0 if self.spreads_differ else 10.0**-self.decimals
        return anderson_darling(unrounded(left, step))[1]

    @property
    def level(self) -> float:
        """Level of the tests."""
        return 1.0 - self.confidence

    @cached_property
    def spreads_differ(self) -> bool:
        """Whether the spreads are shown to differ."""
        return self.spread is not None and self.spread.p <= self.level

    @cached_property
    def far(self) -> bool:
        """Whether the values inside the strata are far from normal."""
        return self.normal_p < FAR

    @cached_property
    def test(self) -> str:
        """The test that is judged by: as asked, else by what the data allow."""
        if self.asked != "auto":
            return "anova" if self.asked == "welch" and self.welch is None else self.asked
        if self.far and self.n.min() < ENOUGH:
            return "kruskal"
        even = self.n.max() <= UNEVEN * self.n.min() and not self.spreads_differ
        return "anova" if self.welch is None or even or not self.holds_level else "welch"

    @property
    def holds_level(self) -> bool:
        """Whether Welch's test keeps its level nearly: many small strata make it signal too often."""
        return bool(len(self.n) - 1 <= 2 * (self.n.min() - 1))

    @cached_property
    def p(self) -> float:
        """Chance of means, or of ranks, that differ so much in equal strata."""
        if self.test == "kruskal":
            return self.ranks[2]
        return self.welch.p if self.test == "welch" and self.welch is not None else self.anova.p

    @property
    def alike(self) -> bool:
        """Whether differences take the spreads as one."""
        return self.test == "anova" or self.welch is None

    @cached_property
    def share(self) -> float:
        """Share of the variance between the strata, omega squared."""
        found = self.anova
        return strata.omega_squared(found.f, found.df_between, found.df_within)

    @cached_property
    def share_ends(self) -> tuple[float, float]:
        """Interval of that share."""
        found = self.anova
        return strata.share_interval(found.f, found.df_between, found.df_within, self.confidence)

    @cached_property
    def extremes(self) -> tuple[int, int]:
        """Strata with the largest and with the smallest mean."""
        high, low = int(np.argmax(self.means)), int(np.argmin(self.means))
        return (high, low) if high != low else (0, 1)

    @cached_property
    def difference(self) -> differences.Difference:
        """Largest mean less smallest, with an interval that holds for all pairs."""
        stats, ends = self.stats, np.array(self.extremes)
        found = differences.pairs(
            stats.n, stats.mean, stats.sd, ends[:1], ends[1:], self.alike, self.confidence
        )
        return differences.Difference(*(float(part[0]) for part in found))

    @cached_property
    def others(self) -> differences.Difference:
        """Each mean less the mean of the others; p adjusted by Holm."""
        stats = self.stats
        found = differences.against_others(stats.n, stats.mean, stats.sd, self.alike, self.confidence)
        return found._replace(p=holm(found.p))

    @cached_property
    def apart(self) -> tuple[int, ...]:
        """Strata that are shown to differ from the others, the furthest first; two strata differ by both."""
        if len(self.n) < 3 or not self.p <= self.level:
            return ()
        found = np.flatnonzero(self.others.p <= self.level)
        return tuple(int(i) for i in found[np.argsort(-np.abs(self.others.value[found]), kind="stable")])


def groups_of(
    values: Floats,
    codes: Ints,
    name: str,
    names: tuple[str, ...],
    decimals: int,
    asked: str,
    confidence: float,
) -> Groups:
    """Return values by stratum, put in order of the strata.

    Examples
    --------
    >>> found = groups_of(np.array([1.0, 5.0, 2.0]), np.array([0, 1, 0]), "m", ("a", "b"), 0, "auto", 0.95)
    >>> found.means.tolist(), found.n.tolist()
    ([1.5, 5.0], [2, 1])
    """
    x, base = strata.centred(values, decimals)
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(len(names)))
    return Groups(name, names, x[order], starts, base, decimals, asked, confidence)
