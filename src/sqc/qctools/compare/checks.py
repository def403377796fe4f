"""What a test takes for granted, looked at group by group: normality, spread, order, values far off."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import Finding
from sqc.qctools.compare.outcome import differences, shape_of
from sqc.qctools.compare.run_values import equal_spread
from sqc.qctools.compare.sample import Counted, Values, is_constant
from sqc.report.numbers import fixed, p_value
from sqc.stats.dependence import autocorrelation
from sqc.stats.dispersion import dispersion_test
from sqc.stats.fisher import t_sf
from sqc.stats.multiplicity import holm
from sqc.stats.normality import anderson_darling, unrounded
from sqc.stats.outliers import generalised_esd

Floats = npt.NDArray[np.float64]

LEVEL, STRICT = 0.05, 0.01
NORMAL_FROM, ORDER_FROM, OUTLIER_FROM, SEVERAL_FROM = 8, 10, 8, 25
LOOKED = 5_000
# the mean of so many values is near enough to normal (Welch keeps its level; see the guide)
LARGE = 25


class Normality(NamedTuple):
    """Of each group: p of Anderson and Darling, skewness; NaN where there are too few values."""

    p: tuple[float, ...]
    skewness: tuple[float, ...]

    @property
    def adjusted(self) -> tuple[float, ...]:
        """The probabilities adjusted for their number (Holm)."""
        known = [p for p in self.p if not math.isnan(p)]
        found = iter(holm(known).tolist() if known else ())
        return tuple(p if math.isnan(p) else next(found) for p in self.p)

    @property
    def doubtful(self) -> bool:
        """Say whether a group does not look normal."""
        return any(p < LEVEL for p in self.adjusted)


def checked_parts(sample: Values) -> tuple[Floats, ...]:
    """Return the values whose distribution matters: those of the groups, or the differences of pairs."""
    return (differences(sample),) if shape_of(sample) == "paired" else sample.parts


def normality(sample: Values) -> Normality:
    """Return how normal the groups look."""
    parts = [_thinned(part) for part in checked_parts(sample)]
    tested = [len(part) >= NORMAL_FROM and not is_constant(part) for part in parts]
    step = 10.0**-sample.decimals
    p = [
        anderson_darling(_spread_out(part, step))[1] if good else math.nan
        for part, good in zip(parts, tested, strict=True)
    ]
    skew = [_skewness(part) if good else math.nan for part, good in zip(parts, tested, strict=True)]
    return Normality(tuple(p), tuple(skew))


def _thinned(part: Floats) -> Floats:
    return part[:: max(1, -(-len(part) // LOOKED))]


def _spread_out(part: Floats, step: float) -> Floats:
    """Return values that rounding put together spread over its interval, where rounding is coarse."""
    sd = float(part.std(ddof=1))
    return unrounded(part, step) if 0.1 * sd < step <= sd else part


def _skewness(part: Floats) -> float:
    rest = part - part.mean()
    return float((rest**3).mean() / (rest**2).mean() ** 1.5)


def value_findings(sample: Values, normal: Normality, about: str) -> Iterator[Finding]:
    """Yield what there is to say of measured values."""
    yield from _normality(sample, normal, about)
    if len(checked_parts(sample)) > 1 and about in ("means", "medians"):
        yield from _spread(sample, about)
    yield from _order(sample)
    yield from _outliers(sample)


def _normality(sample: Values, normal: Normality, about: str) -> Iterator[Finding]:
    adjusted = normal.adjusted
    known = [i for i, p in enumerate(adjusted) if not math.isnan(p)]
    if not known:
        short = Msg("normality not judged (fewer than {n} values)", n=NORMAL_FROM)
        yield Finding("normality-unknown", "ok", short, {}, short)
        return
    worst = min(known, key=lambda i: adjusted[i])
    p, values = p_value(adjusted[worst]), {"p": adjusted[worst], "skewness": normal.skewness[worst]}
    if not normal.doubtful:
        short = Msg("normality p {p}", p=p)
        if len(normal.p) > 1:
            short = Msg("normality p {p} (the least of {n} groups, Holm)", p=p, n=len(known))
        yield Finding("normality", "ok", short, values, short)
        return
    name = _part_name(sample, worst)
    skew = fixed(normal.skewness[worst], 1)
    text = Msg("{name} does not look normal (Anderson-Darling p {p}, skewness {skew}).",
               name=name, p=p, skew=skew)  # fmt: skip
    if about == "means" and min(len(part) for part in checked_parts(sample)) >= LARGE:
        text = Msg(
            "{name} does not look normal (Anderson-Darling p {p}, skewness {skew}); means of so many values"
            " bear it.",
            name=name, p=p, skew=skew,
        )  # fmt: skip
    yield Finding("not-normal", "watch", text, {**values, "group": str(name)})


def _part_name(sample: Values, i: int) -> Words:
    return Msg("The difference of the pairs") if shape_of(sample) == "paired" else sample.names[i]


def _spread(sample: Values, about: str) -> Iterator[Finding]:
    found = equal_spread(sample.parts)
    sds = [float(part.std(ddof=1)) for part in sample.parts]
    low, high = int(np.argmin(sds)), int(np.argmax(sds))
    values = {"p": found.p, "low": sample.names[low], "high": sample.names[high]}
    if not found.p <= LEVEL:
        short = Msg("equal spread p {p} (Brown-Forsythe)", p=p_value(found.p))
        yield Finding("spread-alike", "ok", short, values, short)
        return
    text = Msg(
        "The spread differs too: {high} has {ratio} times the standard deviation of {low} (Brown-Forsythe p"
        " {p}); see --kind variances.",
        high=sample.names[high],
        low=sample.names[low],
        ratio=fixed(sds[high] / sds[low], 2) if sds[low] > 0 else "-",
        p=p_value(found.p),
    )
    yield Finding("spread-differs", "watch", text, values)


def _order(sample: Values) -> Iterator[Finding]:
    """Yield drift, dependence or lost order within the groups."""
    parts = checked_parts(sample)
    names = [_part_name(sample, i) for i in range(len(parts))]
    long = [i for i, part in enumerate(parts) if len(part) >= ORDER_FROM and not is_constant(part)]
    if not long:
        return
    lost = [i for i in long if _is_sorted(parts[i])]
    if lost:
        text = Msg("{names}: the values are sorted, so a drift within a group cannot be seen.",
                   names=Listing([names[i] for i in lost]))  # fmt: skip
        yield Finding("order-lost", "watch", text, {"groups": [str(names[i]) for i in lost]})
    judged = [i for i in long if i not in lost]
    drifts = [_drift(parts[i]) for i in judged]
    links = [_link(parts[i]) for i in judged]
    moved, linked = (holm([one[1] for one in found]).tolist() for found in (drifts, links))
    clean = not lost
    for i, (r, _), p, (a, _), q in zip(judged, drifts, moved, links, linked, strict=True):
        if p <= STRICT:
            clean = False
            yield Finding(
                "drift", "watch", _drift_words(names[i], r, p), {"group": str(names[i]), "r": r, "p": p}
            )
        elif q <= STRICT:
            clean = False
            text = Msg(
                "{name}: neighbouring values depend on each other (correlation {r}, p {p}); the interval is"
                " too narrow.",
                name=names[i], r=fixed(a, 2), p=p_value(q),
            )  # fmt: skip
            yield Finding("dependent", "watch", text, {"group": str(names[i]), "r": a, "p": q})
    if clean:
        short = Msg("no drift within the groups") if len(parts) > 1 else Msg("no drift")
        yield Finding("no-drift", "ok", short, {}, short)


def _drift_words(name: Words, r: float, p: float) -> Msg:
    up = Msg("{name} rises from row to row (correlation with the order {r}, p {p}): the groups are not"
             " stable; look at a"
             " chart before you compare.", name=name, r=fixed(r, 2), p=p_value(p))  # fmt: skip
    down = Msg("{name} falls from row to row (correlation with the order {r}, p {p}): the groups are not"
               " stable; look at a"
               " chart before you compare.", name=name, r=fixed(r, 2), p=p_value(p))  # fmt: skip
    return up if r > 0 else down


def _is_sorted(part: Floats) -> bool:
    steps = np.diff(part)
    return bool(np.all(steps >= 0) or np.all(steps <= 0))


def _drift(part: Floats) -> tuple[float, float]:
    """Return the correlation with the place in the order, and its probability."""
    n = len(part)
    r = float(np.corrcoef(np.arange(n), part)[0, 1])
    if abs(r) >= 1:
        return r, 0.0
    return r, 2.0 * float(t_sf(abs(r) * math.sqrt((n - 2) / (1 - r * r)), n - 2))


def _link(part: Floats) -> tuple[float, float]:
    """Return the correlation of neighbours, and its one-sided probability."""
    r = autocorrelation(part)
    z = (r + 1.0 / len(part)) * math.sqrt(len(part))
    return r, 0.5 * math.erfc(z / math.sqrt(2.0))


def _outliers(sample: Values) -> Iterator[Finding]:
    parts = checked_parts(sample)
    lines: list[int] = []
    values: list[float] = []
    for part, at in zip(parts, sample.lines, strict=False):
        if len(part) < OUTLIER_FROM or is_constant(part):
            continue
        most = min(10, len(part) // 10) if len(part) >= SEVERAL_FROM else 1
        found = generalised_esd(part, [0], most, STRICT / len(parts))
        places = np.sort(found.position[: found.outliers])
        lines += at[places].tolist()
        values += part[places].tolist()
    if not lines:
        short = Msg("no outlier")
        yield Finding("no-outlier", "ok", short, {}, short)
        return
    first = fixed(values[0], sample.decimals)
    if len(lines) == 1:
        text = Msg("{value} in line {line} is far from the rest of its group. It was used; check the record,"
                   " never delete it.", value=first, line=lines[0])  # fmt: skip
    else:
        text = Msg("{n} values are far from the rest of their groups, in lines {lines}. They were used; check"
                   " the records, never delete them.",
                   n=len(lines), lines=Listing([str(line) for line in lines]))  # fmt: skip
    yield Finding("outlier", "watch", text, {"lines": lines, "values": values})


def count_findings(sample: Counted) -> Iterator[Finding]:
    """Yield whether the rows of a group vary as counts do."""
    if sample.items is not None:
        return
    model = "binomial" if sample.proportion else "poisson"
    found = []
    for name, (events, sizes) in zip(sample.names, sample.rows, strict=True):
        if len(events) >= 5 and 0 < events.sum() < (sizes.sum() if sample.proportion else np.inf):
            ratio, p = dispersion_test(events, sizes, "binomial" if sample.proportion else "poisson")
            if not math.isnan(p) and not (sample.proportion and (sizes <= 1).all()):
                found.append((name, ratio, p if ratio > 1 else 1.0))
    if not found:
        return
    worst = int(np.argmin([one[2] for one in found]))
    name, ratio, _ = found[worst]
    p = float(holm([one[2] for one in found])[worst])
    values = {"group": name, "ratio": ratio, "p": p, "model": model}
    if p > LEVEL:
        short = Msg("rows vary as counts do (p {p})", p=p_value(p))
        yield Finding("dispersion", "ok", short, values, short)
        return
    text = Msg(
        "The rows of {name} vary {ratio} times as much as such counts do (p {p}): the process is not one, and"
        " the interval is too narrow; look at a chart first.",
        name=name, ratio=fixed(ratio, 1), p=p_value(p),
    )  # fmt: skip
    yield Finding("overdispersed", "watch", text, values)
