"""Run chart: single values in order about their median, judged by their order alone.

No limits. The Anhoej rules judge the longest run on one side of the median and how often it is crossed.
Beside them stand four tests of the number of runs: about the median (few: clustering, many: mixtures), up and
down (few: trends, many: oscillation), by the normal approximation that programs print and exactly. A value on
the median is no useful observation for the Anhoej rules and belongs to the run below in the tests.

References: Anhoej and Olesen 2014, PLoS ONE 9(11), e113825; Minitab, Methods and formulas for Run Chart;
NIST/SEMATECH e-Handbook, 1.3.5.13 and 1.3.3.25.
"""

from __future__ import annotations

import math

import numpy as np

from sqc.charts.kind import (
    Bools,
    ChartKind,
    ControlPanel,
    Estimation,
    Floats,
    More,
    Panels,
    Parameters,
    State,
    stage_starts,
    used_points,
)
from sqc.charts.subgrouped import given, per_point
from sqc.charts.words import RUN
from sqc.data.sample import Individuals, Sample
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.report.model import Cell, Column, Fact, Num, Table
from sqc.report.numbers import fixed, p_value
from sqc.stats.runs import Runs, crossings_needed, longest_allowed, runs_about
from sqc.stats.runs_tests import RunsTest, runs_test, up_down_test
from sqc.stats.segments import segment_median

# one of four tests is this unlikely on 5 of 100 stable charts at most
UNLIKELY = 0.05 / 4
Tests = dict[str, tuple[RunsTest, bool]]


def estimate(sample: Individuals, estimation: Estimation) -> Parameters:
    """Return the median of each stage."""
    center = segment_median(sample.values, stage_starts(sample), used_points(sample, sample.values))
    method = "median" if estimation.given_center is None else "given"
    return Parameters({"center": given(estimation.given_center, center)}, method)


def panels(
    sample: Individuals, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of values."""
    center = per_point(sample, parameters, "center")
    none = np.broadcast_to(np.nan, sample.values.shape)
    origin: Words = Msg("given center") if parameters.method == "given" else Msg("median")
    panel = ControlPanel(
        "run",
        "location",
        RUN,
        sample.values,
        center,
        none,
        none,
        none,
        origin,
        single_values=True,
        limited=False,
    )
    return (panel,), state


def _said(test: str, r: str, e: str, p: str) -> Msg:
    """Return the sentence of a test that finds an unlikely number of runs."""
    shown = {"r": r, "e": e, "p": p}
    return {
        "clustering": Msg(
            "The values cluster: {r} runs about the median where {e} are expected (p {p}); look at what the"
            " clusters have in common.",
            **shown,
        ),
        "mixtures": Msg(
            "High and low take turns: {r} runs about the median where {e} are expected (p {p}); two streams"
            " may be mixed, stratify.",
            **shown,
        ),
        "trends": Msg(
            "The values drift: {r} runs up or down where {e} are expected (p {p}); look at what drifts with"
            " them.",
            **shown,
        ),
        "oscillation": Msg(
            "The values swing: {r} runs up or down where {e} are expected (p {p}); look at what is done from"
            " one value to the next.",
            **shown,
        ),
    }[test]


_NAMES = {
    "clustering": Msg("clustering"),
    "mixtures": Msg("mixtures"),
    "trends": Msg("trends"),
    "oscillation": Msg("oscillation"),
}


def tests_of(values: Floats, center: float) -> Tests:
    """Return the four tests by name: what was counted, and whether many runs are the unlikely side.

    Parameters
    ----------
    values : float array
        In order; NaN is left out.
    center : float
    """
    runs = runs_about(values, center, [0], on_line="below")
    about = runs_test(int(runs.above[0]), int(runs.below[0]), int(runs.runs[0]))
    if np.count_nonzero((values > center) | (values < center)) < 2:
        # where the values stand says nothing if but one is off the median
        about = RunsTest(about.points, about.observed, *[math.nan] * 4)
    up_down = up_down_test(values)
    return {
        "clustering": (about, False),
        "mixtures": (about, True),
        "trends": (up_down, False),
        "oscillation": (up_down, True),
    }


def _normal_p(test: RunsTest, many: bool) -> float:
    return test.many if many else test.few


def _exact_p(test: RunsTest, many: bool) -> float:
    return test.exact_many if many else test.exact_few


def _best_p(test: RunsTest, many: bool) -> float:
    exact = _exact_p(test, many)
    return exact if math.isfinite(exact) else _normal_p(test, many)


def more(sample: Sample, drawn: Panels, phase: int) -> More:
    """Return runs and tests of every stage."""
    assert isinstance(sample, Individuals)
    starts, names = stage_starts(sample), sample.about.stages.names
    used: Bools = used_points(sample, sample.values)
    values = np.where(used, sample.values, np.nan)
    runs = runs_about(values, drawn[0].center, starts)
    ends = [*starts.tolist()[1:], len(values)]
    tests = [
        tests_of(values[start:end], float(drawn[0].center[start]) if end > start else math.nan)
        for start, end in zip(starts.tolist(), ends, strict=True)
    ]
    single = len(names) == 1
    facts = _facts(runs, tests[0]) if single else {}
    heads: list[tuple[str, ...]] = [() if single else (name,) for name in names]
    rows = [row for i, mine in enumerate(heads) for row in _rows(runs, i, tests[i], mine)]
    head = () if single else (Column("stage", Msg("stage"), "left"),)
    columns = (
        *head,
        Column("runs", Msg("runs"), "left"),
        Column("observed", Msg("observed")),
        Column("chance", Msg("by chance")),
        Column("p", Msg("p")),
        Column("exact_p", Msg("exact p")),
    )
    found = [finding for i, mine in enumerate(heads) for finding in _findings(tests[i], *mine)]
    return More(facts, (Table("runs", columns, tuple(rows)),), tuple(found))


def _facts(runs: Runs, tests: Tests) -> dict[str, Fact]:
    useful = int(runs.useful[0])
    found = {
        "n_useful": Fact(useful, Msg("values off the median")),
        "longest_run": Fact(int(runs.longest[0]), Msg("points in the longest run")),
        "n_crossings": Fact(int(runs.crossings[0]), Msg("crossings of the median")),
    }
    if useful:
        found["longest_run_max"] = Fact(int(longest_allowed(useful)), Msg("longest run that chance gives"))
        found["n_crossings_min"] = Fact(
            int(crossings_needed(useful)), Msg("fewest crossings that chance gives")
        )
    for name, key in (("clustering", "runs_about"), ("trends", "runs_up_down")):
        test, _ = tests[name]
        label = Msg("runs about the median") if key == "runs_about" else Msg("runs up or down")
        found[f"n_{key}"] = Fact(test.observed, label)
        found[f"n_{key}_expected"] = Fact(test.expected, Msg("{runs}, expected", runs=label), decimals=1)
        found[f"z_{key}"] = Fact(test.z, Msg("{runs}, standardised", runs=label), decimals=4)
    for name, (test, many) in tests.items():
        label = Msg("p value of {test}", test=_NAMES[name])
        normal, exact = _normal_p(test, many), _exact_p(test, many)
        found[f"p_{name}"] = Fact(normal, label, method=Msg("normal approximation"), decimals=3)
        found[f"p_{name}_exact"] = Fact(exact, label, method=Msg("exact"), decimals=3)
    return found


def _rows(runs: Runs, stage: int, tests: Tests, head: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    useful = int(runs.useful[stage])
    most, least = int(longest_allowed(useful)), int(crossings_needed(useful))
    longest, crossings = int(runs.longest[stage]), int(runs.crossings[stage])
    rows: list[tuple[Cell, ...]] = [
        (*head, Msg("longest run"), longest, Msg("at most {n}", n=most), "", ""),
        (*head, Msg("crossings of the median"), crossings, Msg("at least {n}", n=least), "", ""),
    ]
    for name, (test, many) in tests.items():
        counts = Msg("about the median") if name in ("clustering", "mixtures") else Msg("up or down")
        said = Msg("{counts}: {test}", counts=counts, test=_NAMES[name])
        each = (_normal_p(test, many), _exact_p(test, many))
        p = [p_value(value).removeprefix("= ") if math.isfinite(value) else None for value in each]
        rows.append((*head, said, test.observed, Num(test.expected, 1), *p))
    return rows


def _findings(tests: Tests, stage: str = "") -> list[Finding]:
    """Return the most unlikely of the four tests, where it is unlikely enough for four."""
    known = {name: _best_p(*test) for name, test in tests.items() if math.isfinite(_best_p(*test))}
    if not known:
        return []
    name = min(known, key=lambda key: known[key])
    test, p = tests[name][0], known[name]
    values = {"p": p, "runs": test.observed, "expected": test.expected, "stage": stage or None}
    if p >= UNLIKELY:
        short = Msg("four runs tests (smallest p {p})", p=p_value(p))
        return [Finding("runs-tests", "ok", short, values, short)]
    text = _said(name, str(test.observed), fixed(test.expected, 1), p_value(p))
    if stage:
        text = Msg("{stage}: {finding}", stage=stage, finding=text)
    return [Finding(f"runs-{name}", "watch", text, values)]


KIND = ChartKind(
    "run",
    Msg("Run chart"),
    "value",
    estimate,
    panels,
    parameters=("center",),
    words={"run": RUN},
    minimum=30,
    limited=False,
    rules=("anhoej", "anhoej"),
    more=more,
)
