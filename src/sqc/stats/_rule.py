"""The record of a run rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NAMES = (
    "beyond_limit",
    "k_of_m_beyond",
    "run_same_side",
    "trend",
    "alternation",
    "hugging",
    "avoidance",
    "range_pair",
    "middle_third",
    "k_of_m_near_limit",
    "repeat_zero",
    "longest_run",
    "crossings",
    "runs_count",
)
# they judge a whole segment, not a window of it
SERIES = frozenset({"longest_run", "crossings", "runs_count"})
_OF_M = frozenset({"k_of_m_beyond", "run_same_side", "middle_third", "k_of_m_near_limit"})


@dataclass(frozen=True)
class Rule:
    """A run rule as data.

    Parameters
    ----------
    id : str
        Number in its set.
    kind : str
        One of `KINDS`.
    k, m : int
        `k` of `m` points; for rules of points in a row `k`. `middle_third` signals when fewer than `k` or
        more than `high` of `m` points lie there. Without meaning for rules about a whole segment.
    z : float, optional
        Line in standard deviations of the statistic; None is the control limit for `beyond_limit` and
        `k_of_m_beyond`, the center for `run_same_side`, 1 for `hugging` and `avoidance`, 2 for
        `k_of_m_near_limit`.
    side : {"each", "any", "upper", "lower", "both-required", "opposite"}
        `each` tests the sides apart, `any` pools them. Avoidance requires both sides unless `any`.
    strict : bool
        A point on the line is not beyond it, hence within it.
    tie : {"break", "ignore"}
        A point on the center in a run, or equal neighbours in a trend: they break it, or are left out.
    count_in : {"points", "steps"}
        Whether k of a trend or alternation counts points or the steps between them.
    last_point_required : bool
        A k-of-m rule signals only at a point that is itself beyond.
    missing : {"break", "ignore"}
        Missing points break windows, or are left out.
    zone : {"sigma", "side", "upper"}
        What z counts: standard deviations of the statistic; thirds of the distance from the center to the
        limit of that side; thirds of the distance to the upper limit on both sides.
    high : int, optional
        Most points of `middle_third`.
    alpha : float
        Share of stable segments with a signal: `crossings` (one tail), `runs_count` (both tails).

    Raises
    ------
    ValueError
        An unknown kind or an impossible window.

    Examples
    --------
    >>> Rule("5", "k_of_m_beyond", 2, 3, z=2.0).window
    3
    """

    id: str
    kind: str
    k: int
    m: int
    z: float | None = None
    side: Literal["each", "any", "upper", "lower", "both-required", "opposite"] = "each"
    strict: bool = True
    tie: Literal["break", "ignore"] = "break"
    count_in: Literal["points", "steps"] = "points"
    last_point_required: bool = True
    missing: Literal["break", "ignore"] = "break"
    zone: Literal["sigma", "side", "upper"] = "sigma"
    high: int | None = None
    alpha: float = 0.05

    def __post_init__(self) -> None:
        if self.kind not in NAMES:
            raise ValueError(f"no rule kind {self.kind!r}: use one of {', '.join(NAMES)}")
        shortest = {"trend": 2, "alternation": 3}.get(self.kind, 1)
        if not 1 <= self.k <= self.m or self.window < shortest:
            raise ValueError(f"rule {self.id}: {self.k} of {self.m} points is no window of kind {self.kind}")
        if self.kind == "middle_third" and not self.k <= (self.high or 0) < self.m:
            raise ValueError(f"rule {self.id}: high of middle_third lies from k to below m")

    @property
    def window(self) -> int:
        """Number of points that the rule looks at."""
        if self.kind == "beyond_limit" or self.kind in SERIES:
            return 1
        if self.kind == "range_pair":
            return 2
        if self.kind in _OF_M:
            return self.m
        steps = self.count_in == "steps" and self.kind in ("trend", "alternation")
        return self.k + int(steps)
