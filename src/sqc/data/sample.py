"""Samples: data that were validated once and are then only computed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Words
from sqc.notes import Finding, Source

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Stages(NamedTuple):
    """Segments of a series: where each starts (first index) and its name ("" when there is one)."""

    starts: Ints
    names: tuple[str, ...]


def one_stage() -> Stages:
    """Return the stages of a series that has no gap."""
    return Stages(np.zeros(1, dtype=np.int64), ("",))


class Transformation(NamedTuple):
    """Box-Cox: lambda, its estimate with the ends of its interval (None: given), from so many values.

    `name`, `unit` and `decimals` are those of the values as they were.
    """

    power: float
    estimate: tuple[float, float, float] | None
    n: int
    name: str
    unit: str
    decimals: int


class Annotation(NamedTuple):
    """What people found at one point (0-based); "" where nothing was written."""

    place: int
    point: str
    cause: str
    action: str = ""
    who: str = ""


@dataclass(frozen=True)
class About:
    """What every sample says of itself.

    Parameters
    ----------
    name : str
        The characteristic: column name as typed, without its unit.
    unit : str
    decimals : int
        Decimals of the values as they stood in the file's text (resolution h = 10**-decimals).
    label_name : str
        Head of the label column ("sample", "批次"); "" when positions are the labels.
    labels : sequence of str or None
        The user's own name of each point; None: positions from 1 (made on demand).
    stages : Stages
    excluded : bool array (points,) or None
        Points that are drawn but do not enter the estimate.
    source : Source
    findings : tuple of Finding
        What the data door saw (missing cells, censored cells).
    choice : Words or None
        Why this chart was chosen, with the option that overrides it.
    order : {"file", "time", "column"}
    until : float or None
        Time of the newest row, in seconds since 1970; None where no column gives it.
    times : float array (points,) or None
        When each point was taken, in seconds since 1970-01-01, where the user named the column of times.
    annotations : tuple of Annotation
        Causes and actions that people wrote down for points.
    transformation : Transformation or None
        What was done to the values.
    """

    name: str = "value"
    unit: str = ""
    decimals: int = 3
    label_name: str = ""
    labels: Sequence[str] | None = None
    stages: Stages = field(default_factory=one_stage)
    excluded: Bools | None = None
    source: Source = field(default_factory=lambda: Source("data"))
    findings: tuple[Finding, ...] = ()
    choice: Words | None = None
    order: str = "file"
    until: float | None = None
    times: Floats | None = None
    annotations: tuple[Annotation, ...] = ()
    transformation: Transformation | None = None


@dataclass(frozen=True, eq=False)  # arrays have no one answer to ==
class Individuals:
    """Single values in order; NaN is a missing value and stays a gap."""

    values: Floats
    about: About = field(default_factory=About)


@dataclass(frozen=True, eq=False)  # arrays have no one answer to ==
class Subgroups:
    """Statistics of each subgroup: n, mean, range, sd (ddof 1).

    Range or sd may be NaN throughout when a summary table did not give it. `values` and `offsets`
    (first index of each subgroup) are kept when single values were read, for the report card.
    """

    n: Ints
    mean: Floats
    range: Floats
    sd: Floats
    about: About = field(default_factory=About)
    values: Floats | None = None

    @cached_property
    def median(self) -> Floats | None:
        """Median of each subgroup, None where only summaries are known."""
        if self.values is None:
            return None
        from sqc.stats.grouped import segment_median

        return segment_median(self.values, np.cumsum(self.n) - self.n)


@dataclass(frozen=True, eq=False)  # arrays have no one answer to ==
class Counts:
    """Counts of nonconforming units or nonconformities and the size each was counted on.

    `size` is None when every count comes from the same, unnamed area (c chart).
    """

    count: Floats
    size: Floats | None
    about: About = field(default_factory=About)
    size_name: str = ""


Sample = Individuals | Subgroups | Counts


def points_of(sample: Sample) -> int:
    """Return the number of points, gaps counted."""
    if isinstance(sample, Individuals):
        return len(sample.values)
    return len(sample.n) if isinstance(sample, Subgroups) else len(sample.count)


def label(sample: Sample, index: int) -> str:
    """Return the user's own name of a point; its position from 1 when it has none."""
    labels = sample.about.labels
    return str(index + 1) if labels is None else labels[index]
