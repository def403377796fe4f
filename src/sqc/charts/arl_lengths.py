"""What was asked of a chart and what is found: run lengths under a stack of shifts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg, Words
from sqc.stats.rules import Rule

if TYPE_CHECKING:
    from sqc.stats.runlength.sigma_law import Sigma

Floats = npt.NDArray[np.float64]
POINTS = 25  # of the stable chart whose price is told
KNOWN = Msg("known mean and sigma")
ZERO = Msg("zero state")
AVERAGED = Msg("averaged over all charts with such limits")


class Ask(NamedTuple):
    """What was asked of a chart; checked, with its defaults.

    Parameters
    ----------
    kind : str
    rules : tuple of Rule
        Of the (first) panel.
    below : tuple of Rule
        Of the second panel, where there is one.
    size : int
        Values per subgroup.
    k : float
        Limits in standard deviations of the statistic.
    interval : float or None
        Of cusum; the limit of mewma and t2; None: by `arl0`.
    center : float
        Of charts of counts: share (p, np), mean count (c, u).
    subgroups : int or None
        Subgroups that the limits are estimated from; None: known parameters.
    """

    kind: str
    rules: tuple[Rule, ...]
    below: tuple[Rule, ...] = ()
    size: int = 1
    k: float = 3.0
    weight: float = 0.2
    reference: float = 0.5
    interval: float | None = None
    head_start: float = 0.0
    inspected: float = 1.0
    center: float = 0.0
    variables: int = 2
    subgroups: int | None = None
    arl0: float | None = None

    @property
    def limits(self) -> tuple[float, float]:
        """Lower and upper limit in standard deviations of the statistic."""
        return -self.k, self.k


class Lengths(NamedTuple):
    """Run lengths, one per shift of the stack; the first of the stack is no shift.

    Parameters
    ----------
    arl : float array, shape (k,)
    method : tuple of Msg
        How they were computed.
    standard_error : float array or None
        Of `arl`, where it is simulated.
    sdrl, rl_5, median_rl, rl_95, arl_steady : float arrays or None
        None where only the average is known.
    early : float array or None
        P(signal within `POINTS` points).
    slow : bool
        A curve of many shifts takes long.
    """

    arl: Floats
    method: tuple[Words, ...]
    standard_error: Floats | None = None
    sdrl: Floats | None = None
    rl_5: Floats | None = None
    median_rl: Floats | None = None
    rl_95: Floats | None = None
    arl_steady: Floats | None = None
    early: Floats | None = None
    slow: bool = False


class Compute(Protocol):
    """From what was asked and the shifts to run lengths; `brief`: the averages alone, for a curve."""

    def __call__(self, ask: Ask, shift: Floats, *, brief: bool = False) -> Lengths:
        """Compute."""


class Runs(Protocol):
    """Distribution of exact run lengths under a stack of shifts."""

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to n, a row a shift."""

    def quantile(self, p: float) -> Floats:
        """Smallest run length with at least this probability."""


def lengths_of(
    runs: Runs, arl: Floats, sdrl: Callable[[], Floats], steady: Callable[[], Floats], *method: Words,
    brief: bool, slow: bool = False,
) -> Lengths:  # fmt: skip
    """Return all that is told of exact run lengths, or the averages alone."""
    if brief:
        return Lengths(arl, method, slow=slow)
    low, median, high = (runs.quantile(p) for p in (0.05, 0.5, 0.95))
    early = 1.0 - runs.survival(POINTS)[:, POINTS]
    return Lengths(arl, method, None, sdrl(), low, median, high, steady(), early, slow)


def phase1(m: int, n: int, sigma: Sigma) -> Words:
    """Return what mean and sigma are estimated from."""
    return {
        "pooled": Msg("mean and sigma estimated from {m} subgroups of {n}", m=m, n=n),
        "range": Msg("mean and sigma estimated from {m} subgroups of {n} (mean range)", m=m, n=n),
        "sd": Msg("mean and sigma estimated from {m} subgroups of {n} (mean standard deviation)", m=m, n=n),
        "moving-range": Msg("mean and sigma estimated from {m} values (moving ranges)", m=m),
    }[sigma]


def phase1_sigma(m: int, n: int, sigma: Sigma) -> Words:
    """Return what sigma alone is estimated from."""
    return {
        "range": Msg("sigma estimated from {m} subgroups of {n} (mean range)", m=m, n=n),
        "sd": Msg("sigma estimated from {m} subgroups of {n} (mean standard deviation)", m=m, n=n),
        "moving-range": Msg("sigma estimated from {m} values (moving ranges)", m=m),
    }[sigma]
