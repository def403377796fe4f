"""Every chart kind as the publications write it: plain loops, no arrays, nothing shared with the package.

Shewhart 1931; ISO 7870-2:2013, 6 and 7; Montgomery, Introduction to Statistical Quality Control, 6 and 7;
Laney 2002, Quality Engineering 14; Nelson 1984, Journal of Quality Technology 16; Western Electric 1956;
Anhoej and Olesen 2014, PLoS ONE 9(11). Missing values are None; a chart is a list of points for each panel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from statistics import NormalDist, median
from typing import NamedTuple

NORMAL = NormalDist()
NAN = math.nan


class Point(NamedTuple):
    """What is plotted, its lines, the standard deviation of what is plotted; NaN is none."""

    statistic: float
    center: float
    lower: float
    upper: float
    sigma: float


Panel = list[Point]
Values = Sequence[float | None]


# constants, by sums that converge faster than any power of their step


def density(x: float) -> float:
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def below(x: float) -> float:
    return math.erfc(-x / math.sqrt(2)) / 2


STEP = 1 / 16
LINE = [k * STEP for k in range(-12 * 16, 12 * 16 + 1)]
# from 0 on: w = exp(t - exp(-t)), with what t makes of dw
HALF = [(math.exp(t - math.exp(-t)), 1 + math.exp(-t)) for t in (k / 32 for k in range(-4 * 32, 3 * 32 + 1))]


def over_line(f: Callable[[float], float]) -> float:
    return STEP * math.fsum(f(x) for x in LINE)


def over_half(f: Callable[[float], float]) -> float:
    return math.fsum(f(w) * w * more for w, more in HALF if w < 16) / 32


@cache
def d2(n: int) -> float:
    """Mean of the range of n standard normal values."""
    return over_line(lambda x: 1 - below(-x) ** n - below(x) ** n)


@cache
def range_below(w: float, n: int) -> float:
    """How often the range of n standard normal values is at most w."""
    return over_line(lambda x: n * density(x) * (below(x + w) - below(x)) ** (n - 1))


@cache
def d3(n: int) -> float:
    """Standard deviation of the range of n standard normal values."""
    if n == 2:
        return math.sqrt(2 - 4 / math.pi)
    return math.sqrt(over_half(lambda w: 2 * w * (1 - range_below(w, n))) - d2(n) ** 2)


def c4(n: int) -> float:
    """Mean of the standard deviation of n standard normal values."""
    return math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))


def c5(n: int) -> float:
    """Standard deviation of the standard deviation of n standard normal values."""
    return math.sqrt(1 - c4(n) ** 2)


@cache
def sd_median(n: int) -> float:
    """Standard deviation of the median of n standard normal values."""
    m = n // 2
    if n % 2:
        ways = math.factorial(n) / math.factorial(m) ** 2
        return math.sqrt(over_line(lambda x: x * x * ways * below(x) ** m * below(-x) ** m * density(x)))
    ways = math.factorial(n) / math.factorial(m - 1) ** 2

    def at(w: float) -> float:
        """The two middle values are w apart."""
        return over_line(
            lambda c: (
                c * c * ways * (below(c - w / 2) * below(-c - w / 2)) ** (m - 1)
                * density(c - w / 2) * density(c + w / 2)
            )
        )  # fmt: skip

    return math.sqrt(over_half(at))


D4 = math.sqrt(2) * NORMAL.inv_cdf(0.75)  # median of the range of two


# estimates


def held(values: Values) -> list[float]:
    return [v for v in values if v is not None]


def mean(x: Sequence[float]) -> float:
    return math.fsum(x) / len(x)


def sd(x: Sequence[float]) -> float:
    m = mean(x)
    return math.sqrt(math.fsum((v - m) ** 2 for v in x) / (len(x) - 1))


def sigma_of_groups(groups: list[list[float]], method: str) -> float:
    """Sigma within from the subgroups of two and more."""
    several = [g for g in groups if len(g) > 1]
    ranges = [(max(g) - min(g), len(g)) for g in several]
    sds = [(sd(g), len(g)) for g in several]
    df = sum(n - 1 for _, n in sds)
    pooled = math.sqrt(math.fsum((n - 1) * s * s for s, n in sds) / df)
    if method == "rbar":
        return mean([r / d2(n) for r, n in ranges])
    if method == "sbar":
        return mean([s / c4(n) for s, n in sds])
    if method == "pooled":
        return pooled / c4(df + 1)
    if method == "rms":
        return pooled
    if method == "mvlue-r":
        each = [(r / d2(n), (d2(n) / d3(n)) ** 2) for r, n in ranges]
    else:
        each = [(s / c4(n), (c4(n) / c5(n)) ** 2) for s, n in sds]
    return math.fsum(v * w for v, w in each) / math.fsum(w for _, w in each)


def sigma_of_values(ranges: list[float], method: str) -> float:
    """Sigma within from the ranges of two neighbours."""
    if method == "mr":
        return mean(ranges) / d2(2)
    if method == "median-mr":
        return median(ranges) / D4
    return math.sqrt(math.fsum(r * r for r in ranges) / len(ranges) / 2)


def moving(values: Values, stages: Sequence[int]) -> list[float | None]:
    """Ranges of two neighbours of one stage; none at a gap."""
    found: list[float | None] = [None]
    for i in range(1, len(values)):
        a, b = values[i - 1], values[i]
        whole = a is not None and b is not None and stages[i - 1] == stages[i]
        found.append(abs(b - a) if whole and a is not None and b is not None else None)
    return found[: len(values)]


# panels


def around(statistic: float | None, center: float, sigma: float, k: float) -> Point:
    """A point between limits k sigma away."""
    return Point(
        NAN if statistic is None else statistic, center, center - k * sigma, center + k * sigma, sigma
    )


def spread(statistic: float | None, center: float, sigma: float, k: float) -> Point:
    """A point that cannot be below 0."""
    point = around(statistic, center, sigma, k)
    return point._replace(lower=max(point.lower, 0.0))


def subgroup_chart(
    kind: str, groups: list[Values], stages: Sequence[int], out: set[int], method: str, k: float
) -> dict[str, Panel]:
    """xbar-r, xbar-s, median-r, xbar, r, s."""
    panels: dict[str, Panel] = {}
    for stage in sorted(set(stages)):
        mine = [held(g) for i, g in enumerate(groups) if stages[i] == stage]
        used = [held(g) for i, g in enumerate(groups) if stages[i] == stage and i not in out and held(g)]
        sigma = sigma_of_groups(used, method)
        middle: Callable[[list[float]], float] = median if kind == "median-r" else mean
        center = math.fsum(len(g) * middle(g) for g in used) / sum(len(g) for g in used)
        for g in mine:
            n = len(g)
            points = {
                "xbar": around(mean(g), center, sigma / math.sqrt(n), k),
                "median": around(median(g), center, sigma * sd_median(n), k),
                "r": spread(max(g) - min(g), d2(n) * sigma, d3(n) * sigma, k) if n > 1 else None,
                "s": spread(sd(g), c4(n) * sigma, c5(n) * sigma, k) if n > 1 else None,
            }
            for key in kind.split("-"):
                point = points[key]
                panels.setdefault(key, []).append(point or Point(NAN, NAN, NAN, NAN, NAN))
    return panels


def single_chart(
    kind: str, values: Values, stages: Sequence[int], out: set[int], method: str, k: float
) -> dict[str, Panel]:
    """i-mr, i, mr."""
    panels: dict[str, Panel] = {}
    used = [None if i in out else v for i, v in enumerate(values)]
    drawn, learned = moving(values, stages), moving(used, stages)
    for stage in sorted(set(stages)):
        places = [i for i in range(len(values)) if stages[i] == stage]
        sigma = sigma_of_values(held([learned[i] for i in places]), method)
        center = mean(held([used[i] for i in places]))
        for i in places:
            points = {
                "i": around(values[i], center, sigma, k),
                "mr": spread(drawn[i], d2(2) * sigma, d3(2) * sigma, k),
            }
            for key in kind.split("-"):
                panels.setdefault(key, []).append(points[key])
    return panels


def run_chart(values: Values, stages: Sequence[int], out: set[int]) -> dict[str, Panel]:
    """Values about their median."""
    panel = []
    for stage in sorted(set(stages)):
        places = [i for i in range(len(values)) if stages[i] == stage]
        center = median(held([values[i] for i in places if i not in out]))
        for i in places:
            value = values[i]
            panel.append(Point(NAN if value is None else value, center, NAN, NAN, NAN))
    return {"run": panel}


def count_chart(
    kind: str, counts: Values, sizes: Sequence[float], stages: Sequence[int], out: set[int], k: float
) -> dict[str, Panel]:
    """p, np, c, u, laney-p, laney-u: a limit that is not above 0 is none, a share is at most 1."""
    panel = []
    share = kind in ("p", "np", "laney-p")
    for stage in sorted(set(stages)):
        places = [i for i in range(len(counts)) if stages[i] == stage]
        used = [i for i in places if i not in out and counts[i] is not None]
        rate = math.fsum(held([counts[i] for i in used])) / math.fsum(sizes[i] for i in used)
        chance = [math.sqrt((rate * (1 - rate) if share else rate) / n) for n in sizes]
        wider = 1.0
        if kind.startswith("laney"):
            z = [
                ((counts[i] or 0) / sizes[i] - rate) / chance[i] if i in used and chance[i] > 0 else None
                for i in range(len(counts))
            ]
            wider = mean(held(moving(z, stages))) / d2(2)
        for i in places:
            count = counts[i]
            times = sizes[i] if kind in ("np", "c") else 1.0
            statistic = None if count is None else (count if times != 1.0 else count / sizes[i])
            point = around(statistic, rate * times, chance[i] * wider * times, k)
            upper = min(point.upper, times) if share else point.upper
            panel.append(point._replace(lower=point.lower if point.lower > 0 else NAN, upper=upper))
    return {kind.removeprefix("laney-"): panel}


# rules: every window of every point, as they are worded

Signals = set[tuple[int, str, tuple[int, ...]]]


def _window(panel: Panel, stages: Sequence[int], end: int, size: int) -> list[int] | None:
    places = list(range(end - size + 1, end + 1))
    if places[0] < 0 or len({stages[i] for i in places}) > 1:
        return None
    return None if any(math.isnan(panel[i].statistic) for i in places) else places


def _side(point: Point, side: int, z: float) -> bool:
    """Beyond z standard deviations on a side."""
    return side * (point.statistic - (point.center + side * z * point.sigma)) > 0


def beyond_limit(panel: Panel, places: list[int]) -> list[int]:
    p = panel[places[0]]
    return places if p.statistic > p.upper or p.statistic < p.lower else []


def one_side(panel: Panel, places: list[int]) -> list[int]:
    above = all(panel[i].statistic > panel[i].center for i in places)
    under = all(panel[i].statistic < panel[i].center for i in places)
    return places if above or under else []


def steadily(panel: Panel, places: list[int]) -> list[int]:
    x = [panel[i].statistic for i in places]
    rising = all(x[i] < x[i + 1] for i in range(len(x) - 1))
    falling = all(x[i] > x[i + 1] for i in range(len(x) - 1))
    return places if rising or falling else []


def alternating(panel: Panel, places: list[int]) -> list[int]:
    x = [panel[i].statistic for i in places]
    turns = all((x[i] - x[i - 1]) * (x[i + 1] - x[i]) < 0 for i in range(1, len(x) - 1))
    return places if turns else []


def some_beyond(k: int, z: float) -> Callable[[Panel, list[int]], list[int]]:
    """K of the window beyond z on one side, its last point among them."""

    def rule(panel: Panel, places: list[int]) -> list[int]:
        for side in (1, -1):
            found = [i for i in places if _side(panel[i], side, z)]
            if len(found) >= k and places[-1] in found:
                return found
        return []

    return rule


def hugging(panel: Panel, places: list[int]) -> list[int]:
    far = any(_side(panel[i], side, 1) for i in places for side in (1, -1))
    return [] if far else places


def avoiding(panel: Panel, places: list[int]) -> list[int]:
    above = [i for i in places if _side(panel[i], 1, 1)]
    under = [i for i in places if _side(panel[i], -1, 1)]
    return places if above and under and len(above) + len(under) == len(places) else []


Rule = tuple[int, Callable[[Panel, list[int]], list[int]]]
RULES: dict[str, dict[str, Rule]] = {
    "nelson": {
        "1": (1, beyond_limit),
        "2": (9, one_side),
        "3": (6, steadily),
        "4": (14, alternating),
        "5": (3, some_beyond(2, 2.0)),
        "6": (5, some_beyond(4, 1.0)),
        "7": (15, hugging),
        "8": (8, avoiding),
    },
    "western-electric": {
        "1": (1, beyond_limit),
        "2": (3, some_beyond(2, 2.0)),
        "3": (5, some_beyond(4, 1.0)),
        "4": (8, one_side),
    },
}
# what a panel of its sort is judged by: ranges and counts are skewed, moving ranges share values
SKEWED = {"nelson": {"1", "2", "3", "4"}, "western-electric": {"1", "4"}}


def signals(key: str, panel: Panel, stages: Sequence[int], chosen: str) -> Signals:
    """Every signal of a panel: last point, rule, the points that make it up (from 0)."""
    location = key in ("xbar", "i", "median")
    found: Signals = set()
    for name, (size, rule) in RULES[chosen].items():
        if not location and name not in ({"1"} if key == "mr" else SKEWED[chosen]):
            continue
        for end in range(len(panel)):
            places = _window(panel, stages, end, size)
            if places is not None and panel[end].sigma > 0 and (points := rule(panel, places)):
                found.add((end, name, tuple(points)))
    return found


def anhoej(panel: Panel, stages: Sequence[int], out: set[int]) -> set[tuple[int, str]]:
    """A run that is too long, too few crossings: at the last useful point of its stage."""
    found = set()
    for stage in sorted(set(stages)):
        useful = [
            i for i, p in enumerate(panel)
            if stages[i] == stage and i not in out and (p.statistic > p.center or p.statistic < p.center)
        ]  # fmt: skip
        if not useful:
            continue
        above = [panel[i].statistic > panel[i].center for i in useful]
        longest, length, crossings = 1, 1, 0
        for i in range(1, len(above)):
            length = length + 1 if above[i] == above[i - 1] else 1
            crossings += above[i] != above[i - 1]
            longest = max(longest, length)
        if longest > round(math.log2(len(useful))) + 3:
            found.add((useful[-1], "1"))
        needed, total = 0, 0.5 ** (len(useful) - 1)
        while total < 0.05:
            needed += 1
            total += math.comb(len(useful) - 1, needed) * 0.5 ** (len(useful) - 1)
        if crossings < needed:
            found.add((useful[-1], "2"))
    return found
