"""Box-Cox inside a chart: the values are transformed, the limits are theirs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sqc.charts.judged import JudgedChart
from sqc.charts.kind import Bools, Floats
from sqc.charts.words import named, with_unit
from sqc.data.estimable import require_estimable
from sqc.data.sample import Counts, Individuals, Ints, Sample, Subgroups, Transformation, label
from sqc.data.scale import require_scale
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, OptionError, out_of_range
from sqc.report.numbers import fixed
from sqc.stats import boxcox, grouped

AUTO = "auto"
_DIGITS = 3  # decimals of a plotted value beyond the first figure of its standard deviation


def transformed(sample: Sample, wanted: str) -> Sample:
    """Return the sample with its values transformed; lambda is that asked for, or estimated.

    The estimate is made from the points that are not excluded, about the mean of their subgroup, single
    values about that of their stage.

    Raises
    ------
    OptionError
        ``box-cox-form``: neither a number nor ``auto``; ``box-cox-sample``: no single values.
    DataError
        ``box-cox-positive``: a value that is not above 0.
    """
    power = _power(wanted)
    values, starts, used = _values(sample)
    _positive(sample, values, starts)
    known = used & np.isfinite(values)
    found = None
    if power is None:
        kept, heads = _kept(sample, values, starts, known)
        assert not isinstance(sample, Counts)  # refused by _values
        require_estimable(sample)
        try:
            found = boxcox.estimate(kept, heads)
        except ValueError:  # all are above 0
            raise DataError(
                "no-variation",
                Msg("no value differs from the others of its subgroup: lambda has no estimate."),
            ) from None
        power = found.rounded
    about = sample.about
    estimate = None if found is None else (found.value, found.lower, found.upper)
    done = Transformation(power, estimate, int(known.sum()), about.name, about.unit, about.decimals)
    if power == 1:
        return replace(sample, about=replace(about, transformation=done))
    new = boxcox.transform(values, power)
    require_scale(Individuals(new, about))
    about = replace(
        about, name=_name(about.name, power), unit="", decimals=_decimals(new), transformation=done
    )
    if isinstance(sample, Subgroups):
        stats = grouped.describe(new, starts)
        return replace(sample, mean=stats.mean, range=stats.range, sd=stats.sd, values=new, about=about)
    assert isinstance(sample, Individuals)
    return replace(sample, values=new, about=about)


def _name(name: str, power: float) -> str:
    return f"ln({name})" if power == 0 else f"({name}^{power:.3g} - 1)/{power:.3g}"


def _decimals(values: Floats) -> int:
    """Return the decimals of transformed values: three beyond the first of their deviation."""
    deviation = float(np.nanstd(values))
    return max(0, _DIGITS - int(np.floor(np.log10(deviation)))) if deviation > 0 else _DIGITS


def _power(wanted: str) -> float | None:
    if wanted.strip().lower() == AUTO:
        return None
    try:
        power = float(wanted)
    except ValueError:
        power = float("nan")
    if not abs(power) <= 5:
        allowed = Msg("auto, or a number between -5 and 5")
        raise out_of_range("box_cox", wanted, allowed, "box-cox-form")
    return power


def _values(sample: Sample) -> tuple[Floats, Ints, Bools]:
    """Return single values, where each point begins, and whether each value's point is not excluded."""
    if isinstance(sample, Counts) or (isinstance(sample, Subgroups) and sample.values is None):
        raise OptionError(
            "box-cox-sample", Msg("--box-cox transforms single values; counts and summaries have none.")
        )
    excluded = sample.about.excluded
    if isinstance(sample, Individuals):
        used = np.ones(len(sample.values), dtype=bool) if excluded is None else ~excluded
        return sample.values, np.arange(len(sample.values)), used
    sizes = np.asarray(sample.n, dtype=np.int64)
    keep = np.ones(len(sizes), dtype=bool) if excluded is None else ~excluded
    assert sample.values is not None
    return sample.values, np.cumsum(sizes) - sizes, np.repeat(keep, sizes)


def _kept(sample: Sample, values: Floats, starts: Ints, known: Bools) -> tuple[Floats, Ints]:
    """Return the values of the estimate and where their groups begin."""
    heads = sample.about.stages.starts if isinstance(sample, Individuals) else starts
    group = np.searchsorted(heads, np.flatnonzero(known), side="right")
    first = np.flatnonzero(np.diff(group, prepend=-1))
    return values[known], first


def _positive(sample: Sample, values: Floats, starts: Ints) -> None:
    bad = np.flatnonzero(values <= 0)
    if len(bad):
        point = int(np.searchsorted(starts, bad[0], side="right")) - 1
        noun = "value" if isinstance(sample, Individuals) else "subgroup"
        raise DataError(
            "box-cox-positive",
            Msg("--box-cox needs values above 0; {point} holds {value}.",
                point=named(noun, [label(sample, point)]), value=f"{values[bad[0]]:g}"),
            file=sample.about.source.name,
        )  # fmt: skip


def told(chart: JudgedChart, done: Transformation) -> Words:
    """Return lambda with how it was got, and the limits of single values in the unit of the data."""
    if done.estimate is None:
        how: Words = Msg("lambda {power}, as given", power=f"{done.power:g}")
    else:
        value, low, high = (fixed(number, 2) for number in done.estimate)
        same = done.power == done.estimate[0]
        if done.power == 1:
            return Msg(
                "the values are taken as they are: lambda 1 lies in the 95 % interval ({low} to {high}).",
                low=low,
                high=high,
            )
        how = (
            Msg("lambda {value} (95 % interval {low} to {high}) from {n} values, by maximum likelihood",
                value=value, low=low, high=high, n=done.n)
            if same
            else Msg("lambda {power}: {value} (95 % interval {low} to {high}) from {n} values, rounded",
                     power=f"{done.power:g}", value=value, low=low, high=high, n=done.n)
        )  # fmt: skip
    lines = _limits_before(chart, done)
    return Msg("{how}.", how=how) if lines is None else Msg("{how}; {limits}.", how=how, limits=lines)


def _limits_before(chart: JudgedChart, done: Transformation) -> Words | None:
    panel = chart.panels[0]
    ends = np.array([panel.lower, panel.center, panel.upper])
    if not panel.single_values or done.power == 1 or not np.all(ends == ends[:, :1]):
        return None
    before = boxcox.inverse(ends[:, 0], done.power).tolist()
    lower, center, upper = (
        fixed(value, done.decimals + 1) if np.isfinite(value) else Msg("none") for value in before
    )
    name = with_unit(done.name, done.unit)
    return Msg("in {name} the limits are {lower} and {upper}, the center {center}",
               name=name, lower=lower, center=center, upper=upper)  # fmt: skip
