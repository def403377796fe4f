"""Capability by the values alone: empirical quantiles, intervals by order statistics, counts outside."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sqc.capability.curved import REPLICATES, SEED, Curved, Share, sides_of
from sqc.capability.distribution_fit import fit_all, inseparable
from sqc.capability.distribution_study import ENDS
from sqc.capability.moments import Floats
from sqc.capability.normal import Index, nearer
from sqc.capability.numbers import index_text, interval_text
from sqc.capability.specification import Specification
from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, percent
from sqc.stats.attribute import clopper_pearson
from sqc.stats.capability import proven_below
from sqc.stats.empirical import TYPE, Empirical, quantile_interval, quantiles_drawn

NAME = "empirical"
# below, an index would rest on the two or three outermost values
FEWEST = 2_000


def empirical(values: Floats, spec: Specification) -> Curved:
    """Return the study by empirical quantiles; below `FEWEST` values it is no claim.

    The interval of Ppk draws how many values lie up to each quantile, and takes the value on the far side of
    it for the lower end and the one on the near side for the upper.
    """
    found = Empirical(np.sort(values))
    low, middle, high = (float(x) for x in found.quantile(ENDS))
    below, above = quantiles_drawn(found.ordered, ENDS, REPLICATES, SEED)
    center = (below[:, 1] + above[:, 1]) / 2
    least = np.fmin(*sides_of(below[:, 0], center, above[:, 2], spec))
    most = np.fmin(*sides_of(above[:, 0], center, below[:, 2], spec))
    half = (1 - spec.confidence) / 2
    interval = float(np.quantile(least, half)), float(np.quantile(most, 1 - half))
    bounds = float(np.quantile(least, 2 * half)), float(np.quantile(most, 1 - 2 * half))
    lower, upper = (float(side) for side in sides_of(low, middle, high, spec))
    index = Index("ppk", "Ppk", float(np.fmin(lower, upper)), interval, bounds, nearer(lower, upper))
    sides = [_seen(share, len(values), spec) for share in (found.cdf(spec.low), found.sf(spec.high))]
    pp = float((spec.high - spec.low) / np.float64(high - low))
    fitting = inseparable(fit_all(values))
    claim = len(values) >= FEWEST
    return Curved(
        found, index, pp, (low, middle, high), sides[0], sides[1], fitting, REPLICATES, len(values), claim
    )


def _seen(share: float, n: int, spec: Specification) -> Share:
    half = (1 - spec.confidence) / 2
    low, high = clopper_pearson(round(share * n), n, half, 1 - half)
    return Share(share, (float(low), float(high)))


def too_few(found: Curved, n: int) -> Finding:
    """Return the answer where the values do not reach to the quantiles, and where to go."""
    text = Msg(
        "Not stated: {index} by empirical quantiles needs {m} values, not {n}; the extremes of 50 make about"
        " 1.37 of a true 1.00.",
        index=found.ppk.name,
        n=f"{n:,}",
        m=f"{FEWEST:,}",
    )
    values: dict[str, object] = {"n": n, "needed": FEWEST}
    if not found.fitting:
        way = Msg("No distribution fits: count what is outside, or measure more.")
        return Finding("empirical-too-few", "act", Join([text, way], " "), values)
    best = found.fitting[0].name
    way = Msg("Take a fitted distribution: --dist {name}.", name=best)
    return Finding("empirical-too-few", "act", Join([text, way], " "), values | {"dist": best})


def empirical_table(found: Curved, spec: Specification, n: int, digits: int, level: str) -> Table:
    """Return the indices, where they may be stated, the quantiles with intervals and the count outside."""
    columns = (
        Column("index", "", "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("from", Msg("from"), "left"),
    )
    rows: list[tuple[Cell, ...]] = [*_indices(found, spec)]
    names = ("X0.135", "X50", "X99.865")
    stated = (math.isfinite(spec.low), True, math.isfinite(spec.high))
    origin = Msg("values, quantile type {type} (Hyndman, Fan)", type=TYPE)
    for name, value, ends, shown in zip(names, found.quantiles, _ends(found, spec), stated, strict=True):
        if shown:
            rows.append((name, fixed(value, digits), _ends_text(ends, digits), origin))
    events = round((found.below.value + found.above.value) * n)
    proven = percent(proven_below(events, n, spec.confidence), 2)
    rows.append(
        (Msg("observed"), Msg("{a} of {n}", a=events, n=n), "", Msg("outside; proves only < {p}", p=proven))
    )
    return Table("indices", columns, tuple(rows))


def _indices(found: Curved, spec: Specification) -> Iterator[tuple[Cell, ...]]:
    if not found.claim:
        names = [found.pp_name, found.ppk.name] if spec.two_sided else [found.ppk.name]
        needed = Msg("at least {n} values are needed", n=f"{FEWEST:,}")
        yield Listing(names, open_end=True), Msg("not stated"), "", needed
        return
    if spec.two_sided:
        yield found.pp_name, index_text(found.pp), "", Verbatim("(USL - LSL) / (X99.865 - X0.135)")
    formula = Msg("(USL - X50) / (X99.865 - X50), order statistics")
    if found.ppk.side == "lower":
        formula = Msg("(X50 - LSL) / (X50 - X0.135), order statistics")
    yield found.ppk.name, index_text(found.ppk.value, spec.goal), interval_text(found.ppk.interval), formula


def _ends(found: Curved, spec: Specification) -> list[tuple[float, float]]:
    assert isinstance(found.fit, Empirical)
    return [quantile_interval(found.fit.ordered, p, spec.confidence) for p in ENDS]


def _ends_text(ends: tuple[float, float], digits: int) -> Words:
    """Return both ends, or the one that the values give."""
    a, b = (fixed(end, digits) for end in ends)
    if math.isinf(ends[0]):
        return Msg("below {b}", b=b) if math.isfinite(ends[1]) else "-"
    return Msg("above {a}", a=a) if math.isinf(ends[1]) else Msg("{a} to {b}", a=a, b=b)


def empirical_facts(found: Curved, spec: Specification, unit: str | None) -> dict[str, Fact]:
    """Return the facts; below `FEWEST` values the indices are no claim."""
    method, level = Msg("quantiles of the values; order statistics"), spec.confidence
    index = found.ppk
    facts = {
        "ppk": Fact(
            _known(index.value),
            Verbatim(index.name),
            None,
            method,
            _finite(index.interval),
            level,
            found.claim,
            2,
        ),
        "ppk_bound": Fact(
            _known(index.bounds[0]),
            Msg("one-sided lower bound of {index}", index=index.name),
            None,
            method,
            confidence=level,
            claim=found.claim,
        ),
        "distribution": Fact(NAME, Msg("family of the curve")),
        "quantile_type": Fact(TYPE, Msg("type of the quantiles"), None, Verbatim("Hyndman, Fan 1996")),
    }
    if math.isfinite(found.pp):
        facts["pp"] = Fact(found.pp, Verbatim(found.pp_name), None, method, claim=found.claim, decimals=2)
    keys = ("x_low", "x_middle", "x_high")
    for key, value, ends in zip(keys, found.quantiles, _ends(found, spec), strict=True):
        claim = found.claim or key == "x_middle"
        facts[key] = Fact(value, Msg("quantile of the values"), unit, method, _finite(ends), level, claim)
    return facts


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _finite(ends: tuple[float, float]) -> tuple[float, float] | None:
    return ends if all(map(math.isfinite, ends)) else None
