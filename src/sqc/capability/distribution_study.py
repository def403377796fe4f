"""What `sqc distribution` looks at: the values, every family fitted to them, the specification."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sqc.capability.distribution_fit import fit_all, inseparable
from sqc.charts.card.context import coarse, steps
from sqc.data.sample import About, Floats
from sqc.stats.families.catalog import GENERAL, NAMES, family
from sqc.stats.families.fit import Failed, Fit, likelihood_ratio
from sqc.stats.normality import unrounded

ENDS = (0.00135, 0.5, 0.99865)


class Study(NamedTuple):
    """Families fitted to the values of one characteristic.

    Parameters
    ----------
    about : About
    values : float array
    found : tuple of Fit or Failed
        Fits by rising AICc.
    lsl, usl : float
        NaN where there is none.
    distinct : int
        Different values among them.
    spread : bool
        The Anderson-Darling test was given values spread over their rounding step.
    named : bool
        The user chose the families.
    """

    about: About
    values: Floats
    found: tuple[Fit | Failed, ...]
    lsl: float
    usl: float
    distinct: int
    spread: bool
    named: bool

    @property
    def fits(self) -> tuple[Fit, ...]:
        """The families that have a fit."""
        return tuple(one for one in self.found if isinstance(one, Fit))

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The families that have none."""
        return tuple(one for one in self.found if isinstance(one, Failed))

    @property
    def fitting(self) -> tuple[Fit, ...]:
        """Those that the data cannot tell apart; transformations and distances only where they are named."""
        return inseparable(one for one in self.found if self.named or one.name in GENERAL)

    @property
    def specified(self) -> bool:
        """Whether there is a specification limit."""
        return not (math.isnan(self.lsl) and math.isnan(self.usl))

    def share(self, fit: Fit) -> float:
        """Share that a family expects outside the specification."""
        return share_outside(fit, self.lsl, self.usl)

    def ratio_p(self, fit: Fit) -> float:
        """P value of the likelihood ratio against the family inside, NaN where there is none."""
        within = family(fit.name).within
        narrow = next((one for one in self.fits if one.name == within), None)
        return math.nan if narrow is None else likelihood_ratio(fit, narrow)


def share_outside(fit: Fit, lsl: float, usl: float) -> float:
    """Return the share outside of the limits that there are.

    Examples
    --------
    >>> from sqc.stats.families.fit import fit_family
    >>> round(share_outside(fit_family("exponential", [1.0, 2.0, 6.0]), math.nan, 3.0), 6)
    0.367879
    """
    below = 0.0 if math.isnan(lsl) else float(fit.cdf(lsl))
    above = 0.0 if math.isnan(usl) else float(fit.sf(usl))
    return below + above


def study_values(about: About, values: Floats, names: Sequence[str] | None, lsl: float, usl: float) -> Study:
    """Return the study of values without gaps; no `names`: every family."""
    distinct, step = steps(values)
    spread = len(values) > 0 and coarse(values, step)
    tested = unrounded(values, step) if spread else None
    found = fit_all(values if tested is None else np.sort(values), names or NAMES, tested)
    return Study(about, values, found, lsl, usl, distinct, spread, names is not None)
