"""How many points of a stable chart signal by chance: exact, for independent points and known limits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def signal_distribution(
    above: ArrayLike,
    below: ArrayLike,
    beyond_above: ArrayLike,
    beyond_below: ArrayLike,
    run: int,
    max_count: int,
) -> Floats:
    """Distribution of the number of points that signal.

    A point signals if it is beyond a limit or, with `run` over 0, if it ends `run` or more points in a row
    on one side of the center.

    Parameters
    ----------
    above, below : arrays, shape (points,)
        Probability that a point lies above, below its center, those beyond a limit included; the rest lies
        on the center and ends a run.
    beyond_above, beyond_below : arrays, shape (points,)
        Probability that a point is beyond its upper, its lower limit.
    run : int
        Length of the run rule; 0 for limits only.
    max_count : int
        Counts from here on are taken together; at least 1.

    Returns
    -------
    float array, shape (max_count + 1,)
        P(N = 0), ..., P(N = max_count - 1), P(N >= max_count).

    Raises
    ------
    ValueError
        Probabilities that do not fit each other, or an impossible `run` or `max_count`.

    Notes
    -----
    Dynamic programming over the points; the state is the side and length of the current run (capped at
    `run`) and the count so far.

    References
    ----------
    C. W. Champ, W. H. Woodall (1987), Technometrics 29, 393-399 (the chain of the run rules).

    Examples
    --------
    >>> half, tail = np.full(25, 0.5), np.full(25, 0.00135)
    >>> limits = signal_distribution(half, half, tail, tail, 0, 3)
    >>> runs = signal_distribution(half, half, tail, tail, 9, 3)
    >>> float(round(1 - limits[0], 4)), float(round(1 - runs[0], 4))
    (0.0654, 0.0981)
    """
    parts = np.broadcast_arrays(above, below, beyond_above, beyond_below)
    up, down, far_up, far_down = (np.atleast_1d(np.asarray(part, dtype=np.float64)) for part in parts)
    slack = 1e-9
    fits = (up + down <= 1 + slack) & (far_up <= up + slack) & (far_down <= down + slack)
    if not (fits & (far_up >= 0) & (far_down >= 0)).all():
        raise ValueError("probabilities must be between 0 and 1, and those beyond within those of the side")
    if run < 0 or max_count < 1:
        raise ValueError(f"run must be at least 0 and max_count at least 1: got {run} and {max_count}")
    if run == 0:
        return _independent(far_up + far_down, max_count)
    return _with_runs(np.stack((up, down)), np.stack((far_up, far_down)), run, max_count)


def _independent(beyond: Floats, most: int) -> Floats:
    """Counts of independent points, one convolution per point."""
    chances = np.zeros(most + 1)
    chances[0] = 1.0
    for p in beyond:
        moved = p * chances
        chances = chances - moved
        chances[1:] += moved[:-1]
        chances[-1] += moved[-1]
    return chances


def _counted(chances: Floats) -> Floats:
    """The same states with one signal more; the last count keeps what it has."""
    moved = np.zeros_like(chances)
    moved[..., 1:] = chances[..., :-1]
    moved[..., -1] += chances[..., -1]
    return moved


def _with_runs(sides: Floats, beyond: Floats, run: int, most: int) -> Floats:
    """State arrays: on[side, length - 1, count] in a run, off[count] after a point on the center."""
    on, off = np.zeros((2, run, most + 1)), np.zeros(most + 1)
    off[0] = 1.0
    for side, far in zip(sides.T, beyond.T, strict=True):
        # runs that this point starts: after the center or after the other side
        fresh = off + on.sum(axis=1)[::-1]
        before = np.empty_like(on)
        before[:, 0], before[:, 1:] = fresh, on[:, :-1]
        before[:, -1] += on[:, -1]
        plain, signalling = (side - far)[:, None, None], far[:, None, None]
        after = plain * before + signalling * _counted(before)
        # a run of full length signals whether the point is beyond or not
        after[:, -1] = side[:, None] * _counted(before[:, -1])
        off = max(1.0 - float(side.sum()), 0.0) * (off + on.sum(axis=(0, 1)))
        on = after
    return np.asarray(off + on.sum(axis=(0, 1)))


def clumped_tail(count: ArrayLike, expected: float, spread: float = 1.0) -> Floats:
    """Probability of at least so many events that come in clumps.

    Parameters
    ----------
    count : int or array of int
    expected : float
        Mean number of events.
    spread : float
        Variance of their number over its mean; 1 (and anything below) for events that come alone.

    Returns
    -------
    float array of the shape of `count`

    Notes
    -----
    Negative binomial with this mean m and spread s, Poisson at s = 1, by the recursion
    P(k + 1) = P(k) (m + (s - 1) k) / (s (k + 1)), P(0) = s^(-m / (s - 1)).

    References
    ----------
    H. H. Panjer (1981), ASTIN Bulletin 12, 22-26.

    Examples
    --------
    >>> clumped_tail([0, 1, 12], 4.0).round(6).tolist(), float(clumped_tail(12, 4.0, 2.0).round(6))
    ([1.0, 0.981684, 0.000915], 0.017578)
    """
    counts = np.asarray(count, dtype=np.int64)
    more = max(spread, 1.0) - 1.0
    expected = max(expected, 1e-300)
    none = -expected * (np.log1p(more) / more if more > 0 else 1.0)
    steps = np.arange(max(int(counts.max(initial=0)), 0))
    ratios = np.log((expected + more * steps) / ((1.0 + more) * (steps + 1.0)))
    below = np.cumsum(np.exp(none + np.concatenate([[0.0], np.cumsum(ratios)])))
    return np.where(counts < 1, 1.0, np.clip(1.0 - below[counts - 1], 0.0, 1.0))


def expected_signals(
    above: ArrayLike,
    below: ArrayLike,
    beyond_above: ArrayLike,
    beyond_below: ArrayLike,
    run: int,
    starts: ArrayLike = 0,
) -> tuple[float, float]:
    """Mean number of points that signal on a long chart, and the variance of the number over its mean.

    Parameters
    ----------
    above, below, beyond_above, beyond_below : arrays, shape (points,)
        As `signal_distribution` takes them.
    run : int
        Length of the run rule; 0 for limits only.
    starts : int or array of int
        First point of each segment: no run reaches back over it.

    Returns
    -------
    (float, float)

    Notes
    -----
    The mean is exact for independent points: a point signals beyond a limit, or inside the limits after
    `run` - 1 points on its side. A run that has signalled goes on with probability p, so its signals come in
    clumps of geometric length with variance over mean (1 + p)/(1 - p); the spread weighs these with the
    single points by their share.

    Examples
    --------
    >>> half, tail = np.full(1000, 0.5), np.full(1000, 0.00135)
    >>> mean, spread = expected_signals(half, half, tail, tail, 9)
    >>> round(mean, 2), round(spread, 2)
    (6.56, 2.18)
    """
    parts = np.broadcast_arrays(above, below, beyond_above, beyond_below)
    up, down, far_up, far_down = (np.atleast_1d(np.asarray(part, dtype=np.float64)) for part in parts)
    single = float(np.sum(far_up + far_down))
    if run == 0 or not single + len(up):
        return single, 1.0
    first = np.zeros(len(up), dtype=np.int64)
    begins = np.atleast_1d(np.asarray(starts, dtype=np.int64))
    first[begins[begins < len(up)]] = begins[begins < len(up)]
    whole = np.arange(len(up)) - np.maximum.accumulate(first) >= run - 1
    total = clumped = single
    for side, far in ((up, far_up), (down, far_down)):
        before = whole.astype(np.float64)
        for back in range(1, run):
            before[back:] *= side[:-back]
        runs = float(np.sum((side - far) * before))
        share = min(float(side.mean()), 0.999)
        total, clumped = total + runs, clumped + runs * (1.0 + share) / (1.0 - share)
    return total, clumped / total if total > 0 else 1.0
