"""The points of a scatter diagram, or of one of its strata, and what they give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sqc.stats.correlation import Correlation, pearson, spearman, without_each
from sqc.stats.line import Line, fit_line
from sqc.stats.regression import Bend, Curve, bend, fit_curve

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FEWEST = 3


@dataclass(frozen=True, eq=False)
class Pairs:
    """Points of all rows or of a stratum.

    Parameters
    ----------
    x, y : float arrays, shape (points,)
    rows : integer array, shape (points,)
        Row of the table that gives x, from 0.
    confidence : float
    degree : int
        Highest power of x that is fitted.
    """

    x: Floats
    y: Floats
    rows: Ints
    confidence: float
    degree: int = 1

    @property
    def n(self) -> int:
        """Number of points."""
        return len(self.x)

    @cached_property
    def pearson(self) -> Correlation:
        """Pearson's correlation."""
        return pearson(self.x, self.y, self.confidence)

    @cached_property
    def spearman(self) -> Correlation:
        """Spearman's correlation."""
        return spearman(self.x, self.y, self.confidence)

    @cached_property
    def line(self) -> Line | None:
        """The line; None where x does not vary or there are fewer than three points."""
        if self.n < FEWEST or np.ptp(self.x) == 0:
            return None
        return fit_line(self.x, self.y)

    @cached_property
    def curve(self) -> Curve | None:
        """The curve that was asked for; None of a line."""
        return fit_curve(self.x, self.y, self.degree) if self.degree > 1 else None

    @cached_property
    def bend(self) -> Bend | None:
        """The quadratic term."""
        return bend(self.x, self.y)

    @cached_property
    def influence(self) -> tuple[int, float]:
        """The point whose absence changes r most, and r without it; NaN where nothing varies then."""
        r = without_each(self.x, self.y)
        change = np.where(np.isnan(r), np.inf, np.abs(r - self.pearson.r))
        place = int(np.argmax(change))
        return place, float(r[place])
