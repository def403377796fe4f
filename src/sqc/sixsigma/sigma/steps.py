"""Steps of a process in a row: what each costs, exact intervals, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from sqc.stats.attribute import clopper_pearson, garwood
from sqc.stats.yields import (
    level_of_share,
    normalised_yield,
    rates_differ_p,
    rolled_ends,
    rolled_yield,
    shares_differ_p,
)

Floats = npt.NDArray[np.float64]
Ends = tuple[float, float]
# how the yield of a step is known: units that needed nothing, units without a defect, or exp(-DPU)
Basis = Literal["passed", "good", "poisson"]


@dataclass(frozen=True, eq=False)
class Steps:
    """Steps in their order.

    Parameters
    ----------
    names : tuple of str
    units : float array, shape (steps,)
        That went in.
    defects : float array
        Counted on them; NaN where none were counted.
    opportunities : float array
        Of all units of the step together.
    rework, scrap : float array
        Units.
    basis : {"passed", "good", "poisson"}
        Where the yields come from.
    confidence, shift : float

    Examples
    --------
    >>> one = np.array
    >>> steps = Steps(("a", "b"), one([100.0, 100]), one([4.0, 7]), one([100.0, 100]), one([0.0, 0]),
    ...               one([0.0, 0]), "good", 0.95, 1.5)
    >>> round(steps.rolled, 4), steps.names[steps.worst]
    (0.8928, 'b')
    """

    names: tuple[str, ...]
    units: Floats
    defects: Floats
    opportunities: Floats
    rework: Floats
    scrap: Floats
    basis: Basis
    confidence: float
    shift: float

    @property
    def ends(self) -> Ends:
        """Probabilities below the ends of an interval."""
        half = (1.0 - self.confidence) / 2.0
        return half, 1.0 - half

    @property
    def total(self) -> tuple[float, float]:
        """Defects and opportunities of all steps."""
        return float(self.defects.sum()), float(self.opportunities.sum())

    @property
    def dpo(self) -> float:
        """Defects per opportunity, of all steps."""
        defects, opportunities = self.total
        return defects / opportunities

    @cached_property
    def dpo_ends(self) -> Ends:
        """Clopper-Pearson interval of the defects per opportunity."""
        low, high = clopper_pearson(*self.total, *self.ends)
        return float(low), float(high)

    @property
    def dpo_bound(self) -> float:
        """One-sided upper bound of the defects per opportunity."""
        return float(clopper_pearson(*self.total, 0.0, self.confidence)[1])

    @cached_property
    def dpu(self) -> Floats:
        """Defects per unit of each step."""
        return np.asarray(self.defects / self.units)

    @cached_property
    def dpu_ends(self) -> tuple[Floats, Floats]:
        """Garwood interval of the defects per unit of each step."""
        low, high = garwood(self.defects, self.units, *self.ends)
        return np.asarray(low), np.asarray(high)

    @cached_property
    def fails(self) -> Floats:
        """What a step has too many of: units that did not pass, or defects."""
        return self.rework + self.scrap if self.basis == "passed" else self.defects

    @cached_property
    def yields(self) -> Floats:
        """Yield of each step."""
        rate = self.fails / self.units
        return np.asarray(np.exp(-rate) if self.basis == "poisson" else 1.0 - rate)

    def yield_ends(self) -> tuple[Floats, Floats]:
        """Return the exact interval of each yield."""
        if self.basis == "poisson":
            low, high = garwood(self.fails, self.units, *self.ends)
            return np.exp(-np.asarray(high)), np.exp(-np.asarray(low))
        low, high = clopper_pearson(self.fails, self.units, *self.ends)
        return 1.0 - np.asarray(high), 1.0 - np.asarray(low)

    @cached_property
    def sums(self) -> Floats:
        """Rolled throughput yield down to each step."""
        return np.asarray(np.cumprod(self.yields))

    @property
    def rolled(self) -> float:
        """Rolled throughput yield."""
        return rolled_yield(self.yields)

    @cached_property
    def rolled_ends(self) -> Ends:
        """Interval of the rolled throughput yield."""
        return rolled_ends(self.yields, *self.yield_ends())

    def normalised(self, rolled: float) -> float:
        """Return the yield of a step that a rolled yield comes to."""
        return normalised_yield(rolled, len(self.names))

    def level(self, bad: float, shift: float | None = None) -> float:
        """Return the sigma level of a share of defects, with the shift that is asked for."""
        return float(level_of_share(bad, self.shift if shift is None else shift))

    @property
    def step_level(self) -> tuple[float, float, float]:
        """Sigma level of the normalised yield, with the shift, and its ends."""
        low, high = (self.level(1.0 - self.normalised(end)) for end in self.rolled_ends)
        return self.level(1.0 - self.normalised(self.rolled)), low, high

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Steps by place, that with the lowest yield first."""
        return tuple(int(i) for i in np.argsort(self.yields, kind="stable"))

    @property
    def worst(self) -> int:
        """Step with the lowest yield."""
        return self.order[0]

    def without(self, step: int) -> float:
        """Return the rolled throughput yield if a step lost nothing."""
        return rolled_yield(np.delete(self.yields, step))

    @cached_property
    def p_worst(self) -> float:
        """Chance that the two worst steps differ so much if they are alike; NaN for a single step."""
        if len(self.names) < 2:
            return float("nan")
        first, second = ((float(self.fails[i]), float(self.units[i])) for i in self.order[:2])
        return (rates_differ_p if self.basis == "poisson" else shares_differ_p)(first, second)
