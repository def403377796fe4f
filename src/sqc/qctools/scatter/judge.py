"""What a scatter diagram says: how close the relation is, and what makes it a false one."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding, worst_first
from sqc.qctools.scatter.case import Case, line_of
from sqc.qctools.scatter.pairs import Pairs
from sqc.report.numbers import fixed, p_value
from sqc.stats.correlation import Correlation, pearson
from sqc.stats.dependence import autocorrelation
from sqc.stats.regression import Curve

LEVEL = 0.05
# findings of looks at the data keep to 1 %, so that several looks raise few false ones
SURE, SURE_Z = 0.01, 2.5758
FEW, FEW_STEPS = 30, 5


def number(value: float, like: float = math.nan) -> str:
    """Return a number with four figures; `like`: with the decimals that give three of that one.

    Examples
    --------
    >>> number(3.93241), number(-17.57909, 6.758), number(0.000429797), number(0.1, 3.0)
    ('3.932', '-17.58', '0.0004298', '0.10')
    """
    size, figures = (abs(value), 3) if math.isnan(like) else (abs(like), 2)
    if not size > 0 or not math.isfinite(size):
        return f"{value:.4g}"
    return fixed(value, max(0, figures - math.floor(math.log10(size))))


def r_text(r: float) -> str:
    """Return a correlation coefficient.

    Examples
    --------
    >>> r_text(0.80689), r_text(math.nan)
    ('0.807', '-')
    """
    return "-" if math.isnan(r) else fixed(r, 3)


def interval_words(found: Correlation) -> Words:
    """Return ``0.682 to 0.886``."""
    if math.isnan(found.low):
        return Verbatim("-")
    return Msg("{a} to {b}", a=r_text(found.low), b=r_text(found.high))


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first: what makes the correlation false goes before it."""
    strata, point, curve = _strata(case), _one_point(case), _curve(case)
    false = [one for one in (*strata, *point, *curve) if one.level == "watch" and one.key in FALSE]
    relation = _relation(case, bool(false)) if case.whole.curve is None else _fitted(case, case.whole.curve)
    found = [*strata, *point, *curve, *_few(case), *_narrow(case), *_order(case), *case.findings]
    if false:
        rest = [one for one in found if one is not false[0]]
        return [false[0], *_sorted([*rest, relation])]
    return [relation, *_sorted(found)]


# the findings that take the place of the verdict
FALSE = ("reversed", "mixed-strata", "one-point", "curved")


def _sorted(found: list[Finding]) -> list[Finding]:
    return worst_first(found)


def _relation(case: Case, doubted: bool) -> Finding:
    """Return how close the relation is; the short form where something else is the verdict."""
    found, line = case.whole.pearson, case.whole.line
    assert line is not None
    values = {"r": found.r, "lower": found.low, "upper": found.high, "p": found.p, "n": case.whole.n}
    given = {"x": case.x.name, "y": case.y.name, "r": r_text(found.r), "range": interval_words(found)}
    short = Msg("r = {r} ({range})", r=given["r"], range=given["range"])
    if math.isnan(found.p) or found.p > LEVEL:
        text = Msg(
            "Not proven that {x} and {y} go together: r = {r} may be anything from {range}; let {x} vary"
            " more, or collect more pairs.",
            **given,
        )  # fmt: skip
        if math.isnan(found.low) and not math.isnan(found.r):
            text = Msg(
                "Not proven that {x} and {y} go together: {n} pairs give r = {r} and no interval;"
                " collect more pairs.",
                n=case.whole.n,
                **given,
            )  # fmt: skip
        return Finding("not-proven", "watch" if not doubted else "ok", text, values, short)
    slope = number(abs(line.slope))
    text = Msg(
        "{y} rises with {x}: r = {r} ({range}), {slope} for each unit of {x}; correlation is no cause, so try"
        " it before you adjust {x}.",
        slope=slope, **given,
    )  # fmt: skip
    if found.r < 0:
        text = Msg(
            "{y} falls as {x} rises: r = {r} ({range}), {slope} for each unit of {x}; correlation is no"
            " cause, so try it before you adjust {x}.",
            slope=slope, **given,
        )  # fmt: skip
    return Finding("correlated", "ok", text, values, short)


def _fitted(case: Case, curve: Curve) -> Finding:
    """Return whether the curve that was asked for says more than one degree less, and where it turns."""
    whole, degree = case.whole, case.whole.degree
    assert whole.line is not None
    values = {"degree": degree, "p": curve.p, "residual_sd": curve.sd, "line_sd": whole.line.sd}
    if not curve.p <= LEVEL:
        text = Msg(
            "A curve of degree {degree} is not proven (last term, p {p}); --degree {less} says as much.",
            degree=degree, less=degree - 1, p=p_value(curve.p),
        )  # fmt: skip
        return Finding("curve-not-proven", "watch", text, values)
    text = Msg(
        "{y} follows {x} along a curve of degree {degree}: residual standard deviation {b} against {a} of a"
        " line (p {p}); try it before you adjust {x}.",
        x=case.x.name, y=case.y.name, degree=degree, a=number(whole.line.sd),
        b=number(curve.sd), p=p_value(curve.p),
    )  # fmt: skip
    low, high = curve.turn_ends(case.confidence) if degree == 2 else (math.nan, math.nan)
    if not (whole.x.min() <= low and high <= whole.x.max()):
        return Finding("curve", "ok", text, values)
    given = {"x": case.x.name, "y": case.y.name, "a": number(whole.line.sd), "p": p_value(curve.p),
             "b": number(curve.sd), "at": number(curve.turn, high - low),
             "range": Msg("{a} to {b}", a=number(low, high - low), b=number(high, high - low))}  # fmt: skip
    text = Msg(
        "{y} is lowest at {x} = {at} ({range}): a curve, residual standard deviation {b} against {a} of a"
        " line (p {p}); try it before you adjust {x}.",
        **given,
    )  # fmt: skip
    if curve.fit.coefficients[-1] < 0:
        text = Msg(
            "{y} is highest at {x} = {at} ({range}): a curve, residual standard deviation {b} against {a} of"
            " a line (p {p}); try it before you adjust {x}.",
            **given,
        )  # fmt: skip
    return Finding("turns", "ok", text, {**values, "turn": curve.turn, "lower": low, "upper": high})


def _strata(case: Case) -> list[Finding]:
    """Return what mixing the strata does to the correlation, and whether their slopes differ."""
    inside, whole = case.inside, case.whole.pearson
    if inside is None or math.isnan(inside.r) or math.isnan(inside.low):
        return []
    values = {"column": case.part_name, "r": whole.r, "r_within": inside.r, "slopes_p": case.slopes_p}
    given = {"column": case.part_name, "r": r_text(whole.r), "within": r_text(inside.r),
             "range": interval_words(inside)}  # fmt: skip
    found = []
    if inside.low <= whole.r <= inside.high:
        short = Msg("r within the strata of {column} alike ({within})", column=case.part_name,
                    within=given["within"])  # fmt: skip
        found.append(Finding("strata-alike", "ok", short, values, short))
    elif whole.r * inside.r < 0 and inside.p <= LEVEL:
        text = Msg(
            "The sign turns inside the strata of {column}: r = {r} in all, {within} ({range}) within; judge"
            " each stratum alone.",
            **given,
        )  # fmt: skip
        found.append(Finding("reversed", "watch", text, values))
    else:
        text = Msg(
            "Mixed strata: r = {r} in all, {within} ({range}) within the strata of {column}; judge each"
            " stratum alone.",
            **given,
        )  # fmt: skip
        found.append(Finding("mixed-strata", "watch", text, values))
    if case.slopes_p <= LEVEL:
        lines = {name: one.line for name, one in case.parts.items()}
        slopes = {name: line.slope for name, line in lines.items() if line is not None}
        low, high = min(slopes, key=lambda k: slopes[k]), max(slopes, key=lambda k: slopes[k])
        text = Msg(
            "The slopes differ by {column}, from {a} ({low}) to {b} ({high}), p {p}.",
            column=case.part_name, a=number(slopes[low]), low=low, b=number(slopes[high]), high=high,
            p=p_value(case.slopes_p),
        )  # fmt: skip
        found.append(Finding("slopes-differ", "watch", text, values))
    return found


def _one_point(case: Case) -> list[Finding]:
    """Return that one point makes the correlation: without it r lies outside of the interval with it."""
    whole = case.whole
    if whole.n < 4:
        return []
    place, r = whole.influence
    given = {"r": r_text(whole.pearson.r), "place": line_of(case, place)}
    values = {"r": whole.pearson.r, "r_without": r, "row": int(whole.rows[place]) + 1}
    if math.isnan(r):
        text = Msg(
            "One point makes the correlation: r = {r}, and without {place} there is nothing that varies; take"
            " more values between.",
            **given,
        )  # fmt: skip
        return [Finding("one-point", "watch", text, values)]
    if whole.pearson.low <= r <= whole.pearson.high:
        short = Msg("no single point makes r (without {place}: {r})", place=given["place"], r=r_text(r))
        return [Finding("no-one-point", "ok", short, values, short)]
    text = Msg(
        "One point changes the correlation: r = {r}, without {place} it is {without}; check its record, and"
        " leave it out only with a cause.",
        without=r_text(r), **given,
    )  # fmt: skip
    return [Finding("one-point", "watch", text, values)]


def _curve(case: Case) -> list[Finding]:
    found = case.whole.bend
    if found is None or case.whole.curve is not None:
        return []
    values = found._asdict()
    if found.p > SURE:
        short = Msg("no curvature (quadratic term, p {p})", p=p_value(found.p))
        return [Finding("straight", "ok", short, values, short)]
    text = Msg(
        "{y} follows {x} along a curve: a quadratic term lowers the residual standard deviation from {a} to"
        " {b} (p {p}); do not read the line at its ends: --degree 2 draws the curve.",
        x=case.x.name, y=case.y.name, a=number(found.line_sd), b=number(found.curve_sd),
        p=p_value(found.p),
    )  # fmt: skip
    return [Finding("curved", "watch", text, values)]


def _few(case: Case) -> list[Finding]:
    n = case.whole.n
    if n >= FEW:
        return []
    text = Msg("{n} pairs are few: the interval of r is wide; collect at least {least}.", n=n, least=FEW)
    return [Finding("few-points", "watch", text, {"n": n})]


def _narrow(case: Case) -> list[Finding]:
    """Return that x runs over few steps of its resolution: so narrow a range shows little."""
    step, steps = case.steps
    if not step or steps >= FEW_STEPS:
        return []
    text = Msg(
        "{x} runs over {k} steps of {h} only: so narrow a range hides a relation; widen it or read finer.",
        x=case.x.name, k=steps, h=f"{step:.10g}",
    )  # fmt: skip
    return [Finding("narrow", "watch", text, {"steps": steps, "step": step})]


def changes(whole: Pairs) -> Correlation:
    """Return the correlation of the changes of x and y from row to row."""
    return pearson(np.diff(whole.x), np.diff(whole.y), whole.confidence)


def _order(case: Case) -> list[Finding]:
    """Return that both columns drift with the rows, or that neighbouring residuals depend on each other."""
    whole = case.whole
    if whole.n < FEW or case.parts or _is_sorted(whole.x) or _is_sorted(whole.y):
        return []
    place = np.arange(whole.n, dtype=np.float64)
    drifts = [pearson(place, values, case.confidence) for values in (whole.x, whole.y)]
    step = changes(whole)
    if whole.pearson.p <= LEVEL < step.p and all(one.p <= SURE for one in drifts):
        text = Msg(
            "Both columns drift in the order of the rows: their changes from row to row correlate by r = {r}"
            " ({range}) only; a third thing may move both.",
            r=r_text(step.r), range=interval_words(step),
        )  # fmt: skip
        return [Finding("common-drift", "watch", text, {"r_changes": step.r, "p": step.p})]
    line = whole.line
    assert line is not None
    r1 = autocorrelation(whole.y - line.at(whole.x))
    if abs(r1) <= SURE_Z / math.sqrt(whole.n):
        return []
    text = Msg(
        "Neighbouring residuals depend on each other (autocorrelation {r}): the intervals are too narrow;"
        " look at the order in time or at a lag.",
        r=fixed(r1, 2),
    )  # fmt: skip
    return [Finding("dependent", "watch", text, {"autocorrelation": r1})]


def _is_sorted(values: np.typing.NDArray[np.float64]) -> bool:
    steps = np.diff(values)
    return bool((steps >= 0).all() or (steps <= 0).all())
