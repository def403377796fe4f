"""What a control chart explains: its numbers, its rules, the findings about its data."""

from __future__ import annotations

from functools import partial

import numpy as np

from sqc.charts.describe import facts
from sqc.charts.explain.findings import FINDINGS, explain_finding
from sqc.charts.explain.lines import SIDES, explain_learned, explain_line, explain_sigma
from sqc.charts.explain.point import Point, stage_of
from sqc.charts.explain.price import explain_price
from sqc.charts.explain.rules import explain_rule, keys_of
from sqc.charts.judged import JudgedChart
from sqc.charts.record import labels
from sqc.charts.words import named
from sqc.data.sample import label
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import OptionError
from sqc.report.explain import Explainer, Explanation, Formula


def explainer(chart: JudgedChart) -> Explainer:
    """Return what `--explain` says of a chart."""
    first = chart.panels[0].key
    has_sigma = "sigma" in chart.parameters.values
    sides = ("center", "lower", "upper") if chart.kind.limited else ("center",)
    lines = [f"{panel.key}_{name}" for panel in chart.panels for name in SIDES if name in sides]
    main = [f"{first}_{name}" for name in sides]
    own = [*lines, *(["sigma_within"] if has_sigma else []), *chart.kind.learned]
    priced = ["false_signal_share", "false_signals_expected"] if chart.price is not None else []
    known = [*own, "n_points", "n_signals", *priced, *keys_of(chart.rule_set), *FINDINGS]
    return Explainer(
        tuple(main + (["sigma_within"] if has_sigma else [])), tuple(known), partial(find, chart)
    )


def find(chart: JudgedChart, key: str, symbols: bool = False) -> Explanation | None:
    """Return the explanation of a key, None where there is none.

    Parameters
    ----------
    chart : JudgedChart
    key : str
        ``xbar_upper``, ``xbar_upper:12``, ``nelson-2``, a finding.
    symbols : bool
        As on `Point`.
    """
    name, _, asked = key.partition(":")
    panel, _, line = name.rpartition("_")
    panels = {one.key: one for one in chart.panels}
    sigma = name == "sigma_within" and "sigma" in chart.parameters.values
    drawn = panel in panels and line in SIDES
    if sigma or drawn or name in chart.kind.learned:
        shown = panels[panel] if drawn else chart.panels[0]
        at = _place(chart, asked, key) if asked else _last(shown.center)
        point = Point(chart, shown, at, stage_of(chart, at), symbols)
        if drawn:
            return explain_line(point, line, key, bool(asked))
        if not sigma:
            return explain_learned(point, name, key)
        stages = chart.sample.about.stages.names
        several = len(stages) > 1 and chart.phase == 1
        return explain_sigma(point, key, stages[point.stage] if several else "")
    if key in ("n_points", "n_signals"):
        return _counted(chart, key)
    price = explain_price(chart, key)
    if price is not None:
        return price
    finding = explain_finding(key, chart.findings)
    if finding is not None:
        return finding
    rule = explain_rule(key, chart.rule_set)
    return None if rule is None else rule._replace(here=_signals(chart, key))


def _last(values: np.ndarray) -> int:
    finite = np.flatnonzero(np.isfinite(values))
    return int(finite[-1]) if len(finite) else len(values) - 1


def _place(chart: JudgedChart, asked: str, key: str) -> int:
    """Return the point that a key names by its label.

    Raises
    ------
    OptionError
        If there is no such point.
    """
    known = labels(chart)
    if asked in known:
        return known.index(asked)
    text = Msg(
        '--explain {key}: there is no point "{label}"; they run from {first} to {last}.',
        key=key, label=asked, first=known[0], last=known[-1],
    )  # fmt: skip
    raise OptionError("unknown-point", text)


def _counted(chart: JudgedChart, key: str) -> Explanation:
    fact = facts(chart)[key]
    if key == "n_points":
        return Explanation(
            key,
            Msg("{label}: {n}.", label=fact.label, n=fact.value),
            fact.value,
            reads_as=Msg("points that were measured; a missing value leaves a gap and is not counted."),
        )
    terms = " + ".join(str(int(one.signalling.sum())) for one in chart.judged)
    names = Join([one.panel.words.text for one in chart.judged], " + ")
    return Explanation(
        key,
        Msg("{label}: {n}.", label=fact.label, n=fact.value),
        fact.value,
        (Formula(Msg("signals"), (names, terms), float(chart.n_signals)),),
        reads_as=Msg("a point counts once on each panel, however many rules name it."),
    )


def _signals(chart: JudgedChart, key: str) -> Words | None:
    """Return where the rule signals on this chart; None where the rule is not among those of the chart."""
    found: list[Words] = []
    chosen = False
    for one in chart.judged:
        for rule, mask in zip(one.rules, one.masks, strict=True):
            if key not in (f"{chart.rule_set.id}-{rule.id}", f"{chart.rule_set.id}:{rule.id}"):
                continue
            chosen = True
            points = np.flatnonzero(mask)
            if len(points):
                shown = [label(chart.sample, int(i)) for i in points]
                found.append(
                    Msg(
                        "{panel}: {points}",
                        panel=one.panel.words.text,
                        points=named(chart.kind.noun, shown),
                    )
                )
    if not chosen:
        return Msg("this chart was not judged by it.")
    return Msg("{list}.", list=Join(found, "; ")) if found else Msg("no point signals by it.")
