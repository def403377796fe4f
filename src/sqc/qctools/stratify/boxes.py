"""Box plots by stratum: quartiles, whiskers, the values beyond them; dots where a stratum is small."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg, Words
from sqc.qctools.stratify.case import Case
from sqc.qctools.stratify.groups import Groups
from sqc.report.marks import Axis, Label, Mark, Plot, Points, Rule, Segments, Shape
from sqc.report.numbers import fixed

Floats = npt.NDArray[np.float64]

# quantiles between the two neighbouring values at (n - 1) p, the rule of spreadsheets and R's default
QUARTILES: Words = Msg("Hyndman-Fan type 7")
SMALL, WIDE, REACH = 8, 0.29, 1.5
MOST_BEYOND = 400
_GOLDEN = 0.6180339887498949


def sideways(n: int, width: float) -> Floats:
    """Return offsets that spread n marks over a width, the same each time.

    Examples
    --------
    >>> sideways(2, 1.0).round(3).tolist()
    [-0.5, 0.118]
    """
    return np.asarray(width * ((np.arange(n) * _GOLDEN) % 1.0 - 0.5))


def box_plot(case: Case, groups: Groups, most: int) -> Plot:
    """Return the box plots of one column, at most so many strata."""
    k = min(len(groups.names), most)
    parts = np.split(groups.x, groups.starts[1:])[:k]
    marks: list[Mark] = [Rule(float(groups.base + groups.x.mean()), role="center")]
    for i, part in enumerate(parts):
        marks += _box(i + 0.5, groups.base + np.sort(part))
    x = np.arange(k, dtype=np.float64) + 0.5
    marks.append(Points(x, groups.means[:k], "mean"))
    mean = float(groups.base + groups.x.mean())
    marks.append(Label(mean, Msg("mean {value}", value=fixed(mean, case.digits)), role="center"))
    ticks = tuple((float(x[i]), f"{groups.names[i]} ({groups.n[i]})") for i in range(k))
    return Plot(
        f"box_{groups.name}",
        tuple(marks),
        Axis(
            Msg("{column} (n)", column=groups.name), ticks, limits=(0.0, float(k)), shared=False, names=True
        ),
        Axis(case.rows.measure),
    )


def _box(x: float, values: Floats) -> list[Mark]:
    """Return one box with whiskers and what lies beyond; of a small stratum every value and the median."""
    low, middle, high = (float(q) for q in np.quantile(values, (0.25, 0.5, 0.75)))
    level = np.array([middle])
    median = Segments(np.array([x - WIDE]), level, np.array([x + WIDE]), level, "fit")
    if len(values) < SMALL:
        return [Points(x + sideways(len(values), 0.3), values, "cloud", size=1.4), median]
    reach = REACH * (high - low)
    inside = values[(values >= low - reach) & (values <= high + reach)]
    beyond = values[(values < low - reach) | (values > high + reach)]
    ends = np.array([float(inside[0]), float(inside[-1])])
    box = np.array([x - WIDE, x + WIDE, x + WIDE, x - WIDE])
    marks: list[Mark] = [
        Segments(np.full(2, x), ends, np.full(2, x), np.array([low, high]), "center"),
        Segments(np.full(2, x - WIDE / 2), ends, np.full(2, x + WIDE / 2), ends, "center"),
        Shape(box, np.array([low, low, high, high]), "pale"),
        median,
    ]
    if len(beyond):
        shown = beyond if len(beyond) <= MOST_BEYOND else beyond[:: len(beyond) // MOST_BEYOND + 1]
        marks.append(Points(np.full(len(shown), x), shown, "data"))
    return marks
