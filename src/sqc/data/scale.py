"""Whether numbers are of a size that can be computed: their squares must not run over."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.data.sample import Counts, Individuals, Sample
from sqc.data.select import LARGEST
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError
from sqc.stats.mapped import extent

Floats = npt.NDArray[np.float64]

# ratios of squares of any two stay below 1e308
LEAST, MOST = 1 / LARGEST, LARGEST
WIDEST = 1000.0  # limits, in standard deviations
# tails of counts are exact to here
MOST_COUNT, MOST_INSPECTED = 1e8, 1e15
_WORDS = {"sigma": Msg("sigma within"), "center": Msg("center")}


def require_scale(sample: Sample) -> None:
    """Raise when a value, count or number inspected is too large.

    Raises
    ------
    DataError
        ``out-of-scale``.

    Examples
    --------
    >>> require_scale(Individuals(np.array([1.0, 2.0])))
    """
    file, name = sample.about.source.name, sample.about.name
    if isinstance(sample, Counts):
        _refuse(file, name, sample.count, MOST_COUNT)
        if sample.size is not None:
            _refuse(file, sample.size_name or Msg("number inspected"), sample.size, MOST_INSPECTED)
    elif isinstance(sample, Individuals):
        _refuse(file, name, sample.values, MOST)
    else:
        for statistic in (sample.mean, sample.range, sample.sd):
            _refuse(file, name, statistic, MOST)


def require_scale_of(sample: Sample, name: str, values: Floats) -> None:
    """Raise when a parameter of a chart, its sigma above all, is too large or too small.

    Raises
    ------
    DataError
        ``out-of-scale``.
    """
    size = np.abs(values)
    divides = name == "sigma" or (name == "center" and isinstance(sample, Counts))
    places = np.flatnonzero((size > MOST) | ((size > 0) & (size < LEAST) & divides))
    if len(places):
        raise _out(sample.about.source.name, _WORDS.get(name, name), float(values[places[0]]), (LEAST, MOST))
    if isinstance(sample, Counts) and name == "center":
        largest = 1.0 if sample.size is None else float(np.nanmax(sample.size, initial=0.0))
        center = float(np.nanmax(size, initial=0.0))
        if center * largest > MOST_COUNT:
            raise _out(sample.about.source.name, _WORDS[name], center, (0.0, MOST_COUNT / largest))


def _refuse(file: str, what: Words, values: Floats, most: float) -> None:
    low, high = extent(values)
    if max(-low, high) > most:
        raise _out(file, what, float(high if high > most else low), (0.0, most))


def _out(file: str, what: Words, value: float, allowed: tuple[float, float]) -> DataError:
    message = Msg(
        "{file}: {what} is {value}; sizes from {least} to {most} are computed.",
        file=file,
        what=what,
        value=f"{value:.3g}",
        least=f"{allowed[0]:.3g}",
        most=f"{allowed[1]:.3g}",
    )
    return DataError("out-of-scale", message, hints=[Msg("record it in another unit")], file=file)
