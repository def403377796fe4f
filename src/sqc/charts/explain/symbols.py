"""What the numbers of a chart are without a chart: formulas in letters, what these stand for, sources.

A small made-up chart of the kind is explained by the code that explains every chart; of each formula the line
with letters is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sqc.charts.catalog import KINDS
from sqc.charts.control import ControlChart, chart_sample
from sqc.charts.explain.chart import find
from sqc.charts.explain.lines import SIDES
from sqc.charts.explain.point import references
from sqc.charts.kind import load_kind
from sqc.charts.settings import Settings
from sqc.data.sample import About, Counts, Individuals, Sample, Subgroups
from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words, words
from sqc.report.explain import Explanation, Formula
from sqc.stats.grouped import describe

# of this size a range has a lower limit
_POINTS, _SIZE = 20, 7
PRICES = ("false_signal_share", "false_signals_expected")
COUNTED = ("n_points", "n_signals")
# options that say how limits are made
OPTIONS = ("sigma", "constants", "k", "alpha")
# where prices are from, all ways of them
PRICED = Msg(
    "a table that ships, exact tails of counts, the chances of runs, or a simulation; with a file the one"
    " that holds is named."
)

SYMBOLS: Mapping[str, Msg] = {
    "k": Msg("width of the limits in standard deviations, 3 unless --k says otherwise"),
    "n": Msg("values in the subgroup"),
    "n_i": Msg("values in subgroup i"),
    "mean_i": Msg("mean of subgroup i"),
    "median_i": Msg("median of subgroup i"),
    "R": Msg("range of a subgroup, its largest less its smallest value"),
    "S": Msg("standard deviation of the values in a subgroup"),
    "R_i": Msg("range of subgroup i"),
    "S_i": Msg("standard deviation of the values in subgroup i"),
    "MR": Msg("moving range, the distance of a value from the one before it"),
    "Rbar": Msg("mean of the ranges"),
    "Sbar": Msg("mean of the standard deviations"),
    "MRbar": Msg("mean of the moving ranges"),
    "w_i": Msg("weight of subgroup i, (d2(n_i) / d3(n_i))^2 or (c4(n_i) / c5(n_i))^2"),
    "df": Msg("degrees of freedom"),
    "d2": Msg("mean of the range of n standard normal values"),
    "d3": Msg("standard deviation of the range of n standard normal values"),
    "d4": Msg("median of the range of n standard normal values"),
    "c4": Msg("mean of the standard deviation of n standard normal values"),
    "c5": Msg("standard deviation of the standard deviation of n standard normal values"),
    "A2": Msg("printed factor, 3 / (d2 sqrt(n))"),
    "A3": Msg("printed factor, 3 / (c4 sqrt(n))"),
    "A4": Msg("printed factor, 3 x (standard deviation of the median of n standard normal values) / d2"),
    "D3": Msg("printed factor, 1 - 3 d3 / d2, not below 0"),
    "D4": Msg("printed factor, 1 + 3 d3 / d2"),
    "B3": Msg("printed factor, 1 - 3 c5 / c4, not below 0"),
    "B4": Msg("printed factor, 1 + 3 c5 / c4"),
    "pbar": Msg("share nonconforming of all units that enter"),
    "ubar": Msg("nonconformities per unit of all that enters"),
    "cbar": Msg("mean count of all that enters"),
}

# those that are words
NAMES: Mapping[str, Msg] = {"mean_i": Msg("mean_i"), "median_i": Msg("median_i")}
# the same letters on charts of counts
LOTS: Mapping[str, Msg] = {
    "n": Msg("units or area inspected at the point"),
    "n_i": Msg("units or area inspected at point i"),
}


def keys_of(kind: str | None) -> tuple[str, ...]:
    """Return the keys of numbers that can be explained of a kind; None: of all kinds."""
    found = [key for name in _kinds(kind) for key in _own(name)]
    return tuple(dict.fromkeys([*found, *COUNTED, *PRICES]))


def _kinds(kind: str | None) -> Sequence[str]:
    return tuple(KINDS) if kind is None else (kind,)


def _own(name: str) -> Iterator[str]:
    """Yield the keys of the numbers that a kind has."""
    kind = load_kind(name)
    lines = SIDES if kind.limited else ("center",)
    yield from (f"{panel}_{line}" for panel in kind.words for line in lines)
    if "sigma" in kind.parameters:
        yield "sigma_within"
    yield from kind.learned
    if kind.more is not None:
        yield from (key for key in _made_up(name, {}).stored_report.facts if key not in (*COUNTED, *PRICES))


def general(key: str, options: Mapping[str, Any]) -> Explanation | None:
    """Return what a number is, None where no chart has it.

    Parameters
    ----------
    key : str
    options : mapping
        ``kind`` and `OPTIONS`, as on the command line; None: not given.
    """
    kinds = _kinds(options.get("kind"))
    if key in (*COUNTED, *PRICES):
        return _plain(_made_up(kinds[0], {}), key)
    having = [name for name in kinds if key in _own(name)]
    if not having:
        return None
    # an estimator belongs to some of them
    having = [name for name in having if options.get("sigma") in load_kind(name).sigma_methods] or having
    chart = _made_up(having[0], {name: options.get(name) for name in OPTIONS})
    found = find(chart, key, symbols=True)
    if found is None:
        return _plain(chart, key)
    lines = tuple(_in_letters(found.lines))
    if key == "sigma_within" and options.get("sigma") is None:
        lines += tuple(_other_estimators(chart.parameters.method, having))
    others = having[1:]
    differs: Words | None = None
    if others:
        differs = Msg(
            "the formula of {kind}; {others} have theirs (--kind).",
            kind=having[0], others=Listing(others, open_end=True),
        )  # fmt: skip
    symbols = _symbols(lines, KINDS[having[0]].takes)
    return found._replace(value=None, lines=lines, symbols=symbols, differs=differs)


def _other_estimators(shown: str, kinds: Sequence[str]) -> Iterator[Formula]:
    """Yield the formulas of the estimators that these kinds can be told to use, each once."""
    told = {shown}
    for name in kinds:
        for method in load_kind(name).sigma_methods:
            if method not in told:
                told.add(method)
                found = find(_made_up(name, {"sigma": method}), "sigma_within", symbols=True)
                assert found is not None
                yield Formula(Msg("--sigma {method}", method=method), found.lines[0].terms[:1])


def _made_up(name: str, options: Mapping[str, Any]) -> ControlChart:
    given = {option: value for option, value in options.items() if value is not None}
    return chart_sample(_sample(name), name, Settings(**given))


def _sample(name: str) -> Sample:
    """Return values that rise and fall without a rule that would matter."""
    takes, about = KINDS[name].takes, About(decimals=3, name="x")
    if takes == "individuals":
        return Individuals(10 + np.sin(np.arange(1.0, 3 * _POINTS) ** 2), about)
    if takes == "subgroups":
        values = 10 + np.sin(np.arange(1.0, _POINTS * _SIZE + 1.0) ** 2)
        found = describe(values, np.arange(_POINTS) * _SIZE)
        return Subgroups(found.n, found.mean, found.range, found.sd, about, values)
    counts = np.round(20 + 4 * np.sin(np.arange(1.0, _POINTS + 1.0) ** 2))
    return Counts(counts, None if load_kind(name).sized == "none" else np.full(_POINTS, 100.0), about)


def _in_letters(lines: Sequence[Formula]) -> Iterator[Formula]:
    """Yield the formulas with their first line alone, that of letters; numbers alone are none."""
    for line in lines:
        if line.value is None or len(line.terms) > 1:
            yield Formula(line.name, line.terms[:1])


def _symbols(lines: Sequence[Formula], takes: str) -> Words | None:
    """Return what the letters stand for that no formula of its own explains."""
    told = {words(line.name, "en") for line in lines}
    met = re.findall(r"[A-Za-z][A-Za-z_0-9]*", " ".join(words(line.terms[0], "en") for line in lines))
    said = [
        Msg("{symbol}: {what}", symbol=NAMES.get(symbol, symbol), what=what)
        for symbol, what in {**SYMBOLS, **(LOTS if takes == "counts" else {})}.items()
        if symbol in met and symbol not in told
    ]
    return Msg("{list}.", list=Join(said, "; ")) if said else None


def _plain(chart: ControlChart, key: str) -> Explanation | None:
    """Return what stands in the label of a fact, and what else is said of it without its value."""
    fact = chart.stored_report.facts[key]
    found = find(chart, key) or Explanation(key, "")
    sources: tuple[Words, ...] = (Verbatim(references(chart.kind.name)),)
    if key in (*COUNTED, *PRICES):
        sources = (PRICED,) if key in PRICES else ()
    return Explanation(
        key,
        Msg("{label}.", label=fact.label),
        reads_as=found.reads_as,
        needs=found.needs,
        sources=sources,
    )
