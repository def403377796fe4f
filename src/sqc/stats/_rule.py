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
)


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
        `k` of `m` points; for rules of points in a row `k`.
    z : float, optional
        Line in standard deviations of the statistic; None is the control limit for `beyond_limit` and
        `k_of_m_beyond`, the center for `run_same_side`, 1 for `hugging` and `avoidance`.
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

    def __post_init__(self) -> None:
        if self.kind not in NAMES:
            raise ValueError(f"no rule kind {self.kind!r}: use one of {', '.join(NAMES)}")
        shortest = {"trend": 2, "alternation": 3}.get(self.kind, 1)
        if not 1 <= self.k <= self.m or self.window < shortest:
            raise ValueError(f"rule {self.id}: {self.k} of {self.m} points is no window of kind {self.kind}")

    @property
    def window(self) -> int:
        """Number of points that the rule looks at."""
        if self.kind in ("beyond_limit", "range_pair"):
            return 1 if self.kind == "beyond_limit" else 2
        if self.kind == "k_of_m_beyond":
            return self.m
        steps = self.count_in == "steps" and self.kind in ("trend", "alternation")
        return self.k + int(steps)
