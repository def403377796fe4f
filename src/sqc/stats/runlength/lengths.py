"""Run lengths of EWMA, CUSUM, MEWMA and T2 charts under one name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._gamma import Floats
from sqc.stats.runlength import chain
from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.hotelling import t2_problem
from sqc.stats.runlength.mewma import mewma_problem
from sqc.stats.runlength.problem import Problem

Kind = Literal["ewma", "cusum", "mewma", "t2"]
Build = Callable[..., Problem]

_ENTRIES = 8_000_000  # of one stack of matrices: 64 MB

_PROBLEMS: dict[str, Build] = {
    "ewma": ewma_problem,
    "cusum": cusum_problem,
    "mewma": partial(mewma_problem, plane=True),
    "t2": t2_problem,
}


@dataclass(frozen=True, eq=False)
class RunLengths:
    """Run lengths of a chart, one per shift.

    Parameters
    ----------
    shift : float array, shape (k,)
        The shifts.
    arl : float array, shape (k,)
        Average run lengths from the chart's own start (zero state).
    sdrl : float array, shape (k,)
        Standard deviations of the run length.
    _build : callable
        The run length problem of an array of shifts.

    Examples
    --------
    >>> run_length("t2", 2, 10.5966347331).survival(2).round(6)
    array([[1.      , 0.995   , 0.990025]])
    """

    shift: Floats
    arl: Floats
    sdrl: Floats
    _build: Build = field(repr=False)

    def quantile(self, p: float) -> Floats:
        """Smallest whole n with P(run length <= n) at least `p`, for each shift.

        Parameters
        ----------
        p : float
            Probability, inside (0, 1); 0.5 gives the median.

        Returns
        -------
        float array, shape (k,)

        Raises
        ------
        ValueError
            `p` outside (0, 1).
        """
        return _in_parts(self._build, self.shift, lambda problem: problem.quantile(p))

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to `n`, a row for each shift.

        Parameters
        ----------
        n : int
            Last point.

        Returns
        -------
        float array, shape (k, n + 1)
        """
        return _in_parts(self._build, self.shift, lambda problem: problem.survival(n))

    def steady(self, kind: Literal["conditional", "cyclical"] = "conditional") -> Floats:
        """Average number of points to the signal when the shift comes long after the start.

        Parameters
        ----------
        kind : {"conditional", "cyclical"}
            The chart has not signalled before; or it has begun anew after each false signal.

        Returns
        -------
        float array, shape (k,)

        Raises
        ------
        ValueError
            Another `kind`; cyclical with limits that move at the start.
        """
        calm = self._build(np.zeros(1))
        if kind == "conditional":
            before = chain.conditional_start(calm.Q[0])
        elif kind == "cyclical" and calm.head is None:
            before = chain.cyclical_start(calm.Q[0], calm.start)
        elif kind == "cyclical":
            raise ValueError("the cyclical steady state is for charts with fixed limits")
        else:
            raise ValueError("steady states are conditional or cyclical")
        return _in_parts(self._build, self.shift, lambda problem: chain.mean(problem.Q, before))


def _in_parts(build: Build, shifts: Floats, compute: Callable[[Problem], Floats]) -> Floats:
    # one stack for all shifts where it fits in memory
    if len(shifts) == 1:
        return compute(build(shifts))
    size = build(shifts[-1:]).Q.shape[-1]
    step = max(1, _ENTRIES // size**2)
    return np.concatenate([compute(build(shifts[i : i + step])) for i in range(0, len(shifts), step)])


def run_length(kind: Kind, *parameters: Any, shift: ArrayLike = 0.0, **options: Any) -> RunLengths:
    """Run lengths of a chart with the given parameters.

    Parameters
    ----------
    kind : {"ewma", "cusum", "mewma", "t2"}
        The chart; points independent and normal.
    *parameters
        ewma: weight, width. cusum: reference, interval. mewma: p, weight, limit. t2: p, limit.
    shift : float or float array, shape (k,)
        ewma, cusum: in standard deviations of the plotted observations or means; mewma, t2: distances.
    **options
        ewma: sides, limits, head_start. cusum: sides, head_start. t2: n, m.

    Returns
    -------
    RunLengths

    Raises
    ------
    ValueError
        An unknown kind; a parameter outside its range.

    Examples
    --------
    >>> lengths = run_length("ewma", 0.2, 2.962, shift=[0.0, 1.0])
    >>> lengths.arl.round(3).tolist(), lengths.quantile(0.5).tolist()
    ([499.735, 10.542], [348.0, 9.0])
    >>> lengths.steady().round(3).tolist()
    [495.793, 10.339]
    """
    if kind not in _PROBLEMS:
        raise ValueError("run lengths are known for ewma, cusum, mewma and t2")
    shifts = np.atleast_1d(np.asarray(shift, dtype=float))

    build = partial(_PROBLEMS[kind], *parameters, **options)
    # in control the MEWMA's mean and deviation need no plane
    calm = kind == "mewma" and not np.any(shifts)
    first = partial(mewma_problem, *parameters, **options) if calm else build
    both = _in_parts(first, shifts, lambda problem: np.stack([problem.mean(), problem.deviation()], axis=-1))
    return RunLengths(shifts, both[:, 0], both[:, 1], build)
