"""Moments, indices and stability of many characteristics at once: each is a segment of one long series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.capability.specification import Specification
from sqc.capability.stability import FEWEST
from sqc.charts.card.context import look
from sqc.charts.card.order import order_lost
from sqc.charts.extremes import furthest_tail
from sqc.charts.kind import ChartKind, ControlPanel, Parameters, load_kind
from sqc.charts.prepare import Prepared
from sqc.charts.price import Price, price_of
from sqc.charts.rule_choice import rule_set
from sqc.charts.rulesets import RuleSet
from sqc.charts.signals import Judged, deciding, judge
from sqc.charts.verdict import CHANCE
from sqc.data.sample import About, Bools, Individuals, Sample, Stages, Subgroups, points_of
from sqc.stats.capability import indices, outside, side_interval
from sqc.stats.chance import signal_distribution
from sqc.stats.grouped import describe
from sqc.stats.multiplicity import false_discovery

Floats = npt.NDArray[np.float64]
STATES = ("capable", "not-capable", "capability-open", "cannot-be-judged")
STABLE = ("stable", "unstable", "sorted", "few", "undefined")


class Many(NamedTuple):
    """One value per characteristic, in the order of `names`.

    Parameters
    ----------
    stable : tuple of str
        stable, unstable, sorted, few, undefined, as `stability.Stability`.
    signals : int array
        Points that signal.
    p : float array
        Chance that a stable chart of its size shows as much, adjusted for the number of charts.
    expected, chance : float
        Charts that would signal by chance alone if all were stable, and the chance of at least as many as do
        if they are independent; NaN where it is not known.
    c, p_index : mapping of str to float array
        "p", "pl", "pu", "pk" by sigma within and by sigma overall.
    headline : tuple of str
        "cpk" or "ppk": what the state is judged by.
    lower, upper : float array
        One-sided bounds of the headline index; `low`, `high` its two-sided interval.
    """

    names: tuple[str, ...]
    specs: tuple[Specification, ...]
    kinds: tuple[str, ...]
    n: npt.NDArray[np.int64]
    mean: Floats
    sigma_within: Floats
    df_within: Floats
    sigma_overall: Floats
    stable: tuple[str, ...]
    signals: npt.NDArray[np.int64]
    p: Floats
    expected: float
    chance: float
    within: Mapping[str, Floats]
    overall: Mapping[str, Floats]
    headline: tuple[str, ...]
    value: Floats
    low: Floats
    high: Floats
    lower: Floats
    upper: Floats
    ppk_lower: Floats
    ppm: Floats
    state: tuple[str, ...]
    order: npt.NDArray[np.intp]


class Charted(NamedTuple):
    """What the charts of some characteristics say: arrays of one value each."""

    n: npt.NDArray[np.int64]
    mean: Floats
    sigma: Floats
    df: Floats
    overall: Floats
    signals: npt.NDArray[np.int64]
    p: Floats
    any_signal: Floats
    state: list[str]


def many(prepared: Mapping[str, Prepared], specs: Mapping[str, Specification]) -> Many:
    """Return the numbers of all characteristics, computed together.

    Characteristics whose samples get the same kind of chart are the segments of one series: moments, sigma,
    panels and rule masks are computed once for all of them.
    """
    names = tuple(prepared)
    kinds = tuple(prepared[name].kind for name in names)
    places = {kind: [i for i, own in enumerate(kinds) if own == kind] for kind in dict.fromkeys(kinds)}
    parts = {kind: charted([prepared[names[i]] for i in place]) for kind, place in places.items()}
    back = np.argsort(np.concatenate([np.array(place) for place in places.values()]), kind="stable")
    joined = {
        field: np.concatenate([getattr(part, field) for part in parts.values()])[back]
        for field in Charted._fields[:-1]
    }
    states = [state for part in parts.values() for state in part.state]
    joined["grouped"] = np.array([isinstance(one.sample, Subgroups) for one in prepared.values()])
    return _judged(names, tuple(specs[name] for name in names), kinds, joined, [states[i] for i in back])


def _judged(
    names: tuple[str, ...],
    specs: tuple[Specification, ...],
    kinds: tuple[str, ...],
    found: Mapping[str, Any],
    states: list[str],
) -> Many:
    p = false_discovery(found["p"])
    stable = tuple(
        "unstable" if state == "stable" and chance <= CHANCE else state
        for state, chance in zip(states, p.tolist(), strict=True)
    )
    lsl, usl, goal = (np.array([getattr(one, name) for one in specs]) for name in ("low", "high", "goal"))
    mean, sigma, overall = found["mean"], found["sigma"], found["overall"]
    with np.errstate(divide="ignore", invalid="ignore"):
        by_within, by_overall = indices(mean, sigma, lsl, usl), indices(mean, overall, lsl, usl)
        below, above = outside(mean, overall, lsl, usl)
    claims = np.array([one == "stable" for one in stable]) & found["grouped"]
    n, df = found["n"], np.where(claims, found["df"], found["n"] - 1.0)
    value = np.where(claims, by_within.smaller, by_overall.smaller)
    confidence = specs[0].confidence if specs else 0.95
    half = (1 - confidence) / 2
    low, high = side_interval(value, n, df, half, 1 - half)
    lower, upper = side_interval(value, n, df, 1 - confidence, confidence)
    order = np.argsort(np.where(np.isnan(lower), np.inf, lower), kind="stable")
    state = [_state(*one) for one in zip(stable, lower.tolist(), upper.tolist(), goal.tolist(), strict=True)]
    return Many(
        names, specs, kinds, n, mean, sigma, found["df"], overall, stable, found["signals"], p,
        float(found["any_signal"].sum()),
        _chance_of(found["any_signal"], found["signals"]), by_within._asdict(), by_overall._asdict(),
        tuple("cpk" if one else "ppk" for one in claims), value, low, high, lower, upper,
        side_interval(by_overall.smaller, n, n - 1.0, 1 - confidence, confidence)[0],
        1e6 * (below + above), tuple(state), order,
    )  # fmt: skip


def _chance_of(shares: Floats, signals: npt.NDArray[np.int64]) -> float:
    """Return the chance that as many independent stable charts signal."""
    k = int(np.count_nonzero(signals))
    if np.isnan(shares).any() or not k:
        return np.nan
    nothing = np.zeros_like(shares)
    return float(signal_distribution(shares, nothing, shares, nothing, 0, k)[-1])


def _state(stable: str, lower: float, upper: float, goal: float) -> str:
    """Return one of the four states: shown, shown not to be, not proven, cannot be judged."""
    if stable in ("unstable", "few", "undefined"):
        return STATES[3]
    if lower >= goal:
        return STATES[0]
    return STATES[1] if upper < goal else STATES[2]


def charted(parts: Sequence[Prepared]) -> Charted:
    """Return what the charts of characteristics of one kind say, made as one chart of so many stages."""
    settings, kind = parts[0].settings, load_kind(parts[0].kind)
    sample, values, value_starts = stacked([one.sample for one in parts])
    estimation = settings.estimation
    parameters = kind.estimate(sample, estimation)
    panels, _ = kind.panels(sample, parameters, estimation, None)
    chosen = rule_set(kind.rules[0] if settings.rules is None else settings.rules)
    starts = sample.about.stages.starts
    judged = deciding(
        tuple(judge(panel, chosen, starts, sample.about.excluded) for panel in panels), sample.about.excluded
    )
    groups = describe(values, value_starts)
    signals = np.add.reduceat(np.sum([one.signalling for one in judged], axis=0, dtype=np.int64), starts)
    sigma, df = parameters["sigma"], parameters.df
    assert df is not None
    chances = list(_chances(kind, chosen, judged, parameters, [one.sample for one in parts], signals))
    return Charted(
        groups.n,
        groups.mean,
        sigma,
        df,
        groups.sd,
        signals,
        np.array([chance for chance, _ in chances]),
        np.array([np.nan if price is None else price.any_signal for _, price in chances]),
        _states(kind, panels, parameters, groups.n, [one.sample for one in parts], starts),
    )


def stacked(samples: Sequence[Sample]) -> tuple[Individuals | Subgroups, Floats, npt.NDArray[np.int64]]:
    """Return samples of one sort as one sample of so many stages, and the values that count with starts."""
    sizes = np.array([points_of(one) for one in samples])
    starts = np.cumsum(sizes) - sizes
    out = [one.about.excluded for one in samples]
    excluded: Bools | None = None
    if any(one is not None for one in out):
        held = zip(out, sizes.tolist(), strict=True)
        excluded = np.concatenate([np.zeros(k, dtype=np.bool_) if one is None else one for one, k in held])
    about = About(stages=Stages(starts, tuple(map(str, range(len(samples))))), excluded=excluded)
    singles = [one for one in samples if isinstance(one, Individuals)]
    if len(singles) == len(samples):
        values = np.concatenate([one.values for one in singles])
        counted = values if excluded is None else np.where(excluded, np.nan, values)
        return Individuals(values, about), counted, starts
    groups = [one for one in samples if isinstance(one, Subgroups) and one.values is not None]
    n, mean, spread, sd, values = (
        np.concatenate([getattr(one, name) for one in groups])
        for name in ("n", "mean", "range", "sd", "values")
    )
    counted = values if excluded is None else np.where(np.repeat(excluded, n), np.nan, values)
    first = np.concatenate(([0], np.cumsum(n)))[starts]
    return Subgroups(n, mean, spread, sd, about, values), counted, first


def _slices(starts: npt.NDArray[np.int64], total: int) -> list[slice]:
    return [slice(a, b) for a, b in zip(starts.tolist(), [*starts[1:].tolist(), total], strict=True)]


def _cut(panel: ControlPanel, place: slice) -> ControlPanel:
    lines = {name: getattr(panel, name)[place] for name in ("center", "lower", "upper", "sigma")}
    return panel._replace(statistic=panel.statistic[place], beside=None, **lines)


def _chances(
    kind: ChartKind,
    chosen: RuleSet,
    judged: tuple[Judged, ...],
    parameters: Parameters,
    samples: Sequence[Sample],
    signals: npt.NDArray[np.int64],
) -> Iterator[tuple[float, Price | None]]:
    """Give the chance that a stable chart shows as much as this one, by count and by size, and the price."""
    prices: dict[tuple[int, float], Price | None] = {}
    places = _slices(judged[0].starts, len(judged[0].panel.statistic))
    first = np.zeros(1, dtype=np.int64)
    for i, (place, sample) in enumerate(zip(places, samples, strict=True)):
        own = tuple(Judged(_cut(one.panel, place), one.rules, one.masks[:, place], first) for one in judged)
        size = float(np.mean(sample.n)) if isinstance(sample, Subgroups) else 1.0
        key = own[0].panel.measured, size
        if key not in prices:
            prices[key] = price_of(kind.name, chosen, own, size, 1, 1)
        price, excluded = prices[key], sample.about.excluded
        if not signals[i]:
            yield 1.0, price
        elif price is None:
            yield 0.0, price
        else:
            tail = furthest_tail(own, float(parameters["sigma"][i]), getattr(sample, "n", None))
            usual = price.chance_of(int(signals[i]))
            measured = np.isfinite(own[0].panel.statistic)
            points = np.count_nonzero(measured if excluded is None else measured & ~excluded)
            yield min(usual, tail * int(points), 1.0), price


def _states(
    kind: ChartKind,
    panels: tuple[ControlPanel, ...],
    parameters: Parameters,
    n: npt.NDArray[np.int64],
    samples: Sequence[Sample],
    starts: npt.NDArray[np.int64],
) -> list[str]:
    found = []
    places = _slices(starts, len(panels[0].statistic))
    for size, sigma, place, sample in zip(n.tolist(), parameters["sigma"], places, samples, strict=True):
        state = "stable"
        if size < FEWEST:
            state = "few"
        elif _sorted(panels[0].statistic[place]) and _order_lost(kind, sample, panels, place):
            state = "sorted"
        elif not sigma > 0:
            state = "undefined"
        found.append(state)
    return found


def _sorted(series: Floats) -> bool:
    steps = np.diff(series[np.isfinite(series)][:100])
    return bool(np.all(steps >= 0) or np.all(steps <= 0))


def _order_lost(kind: ChartKind, sample: Sample, panels: tuple[ControlPanel, ...], place: slice) -> bool:
    own = tuple(_cut(panel, place) for panel in panels)
    return any(True for _ in order_lost(look(kind, sample, own, False)))
