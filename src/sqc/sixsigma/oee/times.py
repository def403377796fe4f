"""Where the planned time goes: run time, ideal time of all pieces and of the good ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

MINUTE = 60.0
# the three losses, in the order in which they are taken off
LOSSES = ("stops", "speed", "rejects")


@dataclass(frozen=True)
class Times:
    """Times in seconds, and the pieces made in them.

    Parameters
    ----------
    shift : float
        All time, breaks with it.
    breaks : float
        Breaks and planned stops: no loss.
    stopped : float
        Unplanned stops.
    ideal : float
        Ideal time of all pieces: cycle x count.
    ideal_good : float
        Ideal time of the good ones.
    count, good : float

    Examples
    --------
    >>> times = Times(480 * 60, 60 * 60, 47 * 60, 19271.0, 18848.0, 19271, 18848)
    >>> [round(100 * one, 2) for one in (times.availability, times.performance, times.quality, times.oee)]
    [88.81, 86.11, 97.8, 74.79]
    """

    shift: float
    breaks: float
    stopped: float
    ideal: float
    ideal_good: float
    count: float
    good: float

    @property
    def planned(self) -> float:
        """Time that was planned for production."""
        return self.shift - self.breaks

    @property
    def run(self) -> float:
        """Time that the machine ran."""
        return self.planned - self.stopped

    @property
    def availability(self) -> float:
        """Run time of the planned time."""
        return _of(self.run, self.planned)

    @property
    def performance(self) -> float:
        """Ideal time of all pieces of the run time."""
        return _of(self.ideal, self.run)

    @property
    def quality(self) -> float:
        """Ideal time of the good pieces of that of all: good / count where they have one cycle time."""
        return _of(self.ideal_good, self.ideal)

    @property
    def oee(self) -> float:
        """Ideal time of the good pieces of the planned time: the product of the three."""
        return _of(self.ideal_good, self.planned)

    @property
    def losses(self) -> dict[str, float]:
        """Time lost to stops, to speed and to rejects, in seconds."""
        found = (self.stopped, self.run - self.ideal, self.ideal - self.ideal_good)
        return dict(zip(LOSSES, found, strict=True))

    @property
    def largest(self) -> str:
        """The largest of the three losses."""
        losses = self.losses
        return max(LOSSES, key=lambda one: losses[one])

    def __add__(self, other: Times) -> Times:
        """Return both together: times and pieces add up, ratios do not."""
        return Times(
            self.shift + other.shift,
            self.breaks + other.breaks,
            self.stopped + other.stopped,
            self.ideal + other.ideal,
            self.ideal_good + other.ideal_good,
            self.count + other.count,
            self.good + other.good,
        )


def _of(part: float, whole: float) -> float:
    return part / whole if whole > 0 else math.nan
