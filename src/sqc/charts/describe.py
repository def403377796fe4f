"""What a control chart says: facts, tables and labelled lines of its report."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sqc.charts.judged import JudgedChart
from sqc.charts.kind import Floats
from sqc.charts.price import Price
from sqc.charts.printed import decimals_of, value_digits
from sqc.charts.rule_words import meaning, set_words
from sqc.charts.signals import Judged, Signal
from sqc.charts.width import METHOD_CONSTANTS, METHOD_NAMES
from sqc.charts.words import counted, counted_new, point_head, sized, with_unit
from sqc.data.sample import Counts, Subgroups
from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words
from sqc.report.model import Cell, Column, Fact, Num, Table
from sqc.report.numbers import fixed
from sqc.stats import constants
from sqc.stats._rule import SERIES, Rule
from sqc.stats.alike import compact
from sqc.stats.segments import distinct

SHOWN = 10
# a share of stable charts below it has no "1 in so many"
NEVER = 1e-9
LEARNED_DIGITS = 3
# decimals of the tables that textbooks print
PRINTED = {"d2": 3, "c4": 4}


def characteristic(chart: JudgedChart) -> Words:
    """Return the characteristic with its unit: ``孔径 (mm)``."""
    about = chart.sample.about
    return with_unit(about.name, about.unit)


def title(chart: JudgedChart) -> Words:
    """Return what was analysed, how many points of what size, which phase."""
    n, noun = chart.panels[0].measured, chart.kind.noun
    points = counted(noun, n) if chart.phase == 1 else counted_new(noun, n)
    size = size_words(chart)
    phase = Msg("phase I") if chart.phase == 1 else Msg("phase II")
    name: Words = characteristic(chart)
    if isinstance(chart.sample, Counts) and chart.sample.size_name:
        name = f"{chart.sample.about.name} / {chart.sample.size_name}"
    if size is None:
        return Msg(
            "{kind} of {name}, {points}, {phase}",
            kind=chart.kind.title,
            name=name,
            points=points,
            phase=phase,
        )
    return Msg(
        "{kind} of {name}, {points} {size}, {phase}",
        kind=chart.kind.title,
        name=name,
        points=points,
        size=size,
        phase=phase,
    )


def size_words(chart: JudgedChart) -> Msg | None:
    """Return "of 5", "of 3 to 5"; None where points have no size."""
    sample = chart.sample
    sizes = sample.n if isinstance(sample, Subgroups) else sample.size if isinstance(sample, Counts) else None
    if sizes is None or not len(sizes):
        return None
    low, high = f"{np.nanmin(sizes):,.10g}", f"{np.nanmax(sizes):,.10g}"
    return sized(chart.kind.noun, low, high, counts=isinstance(sample, Counts))


def sigma_origin(chart: JudgedChart) -> Words:
    """Return the estimator with its constant: ``Rbar/d2, d2(5) = 2.325929``."""
    method = chart.parameters.method
    name = METHOD_NAMES.get(method, method)
    if method == "given":
        return Msg("given sigma")
    tabulated = chart.estimation.tabulated
    if method not in METHOD_CONSTANTS:
        return name
    symbol, fixed_size = METHOD_CONSTANTS[method]
    sizes = np.array([fixed_size]) if fixed_size else distinct(getattr(chart.sample, "n", np.array([2])))
    if len(sizes) != 1 or sizes[0] < 2:
        return name
    value = getattr(constants, symbol)(int(sizes[0]), tabulated=tabulated)
    places = PRINTED[symbol] if tabulated else 6
    return Join([name, f"{symbol}({int(sizes[0])}) = {value:.{places}f}"], ", ")


def signals_table(chart: JudgedChart) -> Table:
    """Return the first signals: point, panel, value, the limit it crossed, the rule."""
    by_key = {one.panel.key: one for one in chart.judged}
    shown = chart.list_signals(SHOWN)
    sides = {signal.side for signal in shown if signal.limit is not None}
    head = Msg("UCL") if sides == {1} else Msg("LCL") if sides == {-1} else Msg("limit")
    rows: list[tuple[Cell, ...]] = []
    emphasis = set()
    for number, signal in enumerate(shown):
        one = by_key[signal.panel]
        rule = next(r for r in one.rules if signal.rule == f"{chart.rule_set.id}-{r.id}")
        if signal.limit is not None:
            emphasis.add((number, 2))
        text = Msg("{number}: {rule}", number=rule.id, rule=meaning(rule))
        rows.append((signal.label, one.panel.words.text, *_value_and_limit(chart, one, rule, signal), text))
    columns = (
        Column("label", chart.sample.about.label_name or point_head(chart.kind.noun)),
        Column("panel", Msg("panel"), "left"),
        Column("value", Msg("value")),
        Column("limit", head),
        Column("rule", Msg("rule"), "left"),
    )
    return Table("signals", columns, tuple(rows), emphasis=frozenset(emphasis))


def _value_and_limit(chart: JudgedChart, one: Judged, rule: Rule, signal: Signal) -> tuple[Cell, Cell]:
    """Return the value and the limit it crossed; of a rule about a whole stage what it counts."""
    if rule.kind in SERIES:
        from sqc.charts.series import counts, segments

        stage = next(found for found in segments(one) if found.at == signal.position - 1)
        return counts(stage, rule)[0], None
    digits = decimals_of(one.panel, chart.sample, chart.sigma)
    own, digits = value_digits(one.panel, chart.sample, signal.value, signal.limit, digits)
    limit = None if signal.limit is None else Num(signal.limit, digits, one.panel.percent)
    return Num(signal.value, own, one.panel.percent), limit


def notes_table(chart: JudgedChart) -> Table:
    """Return what people wrote down: point, cause, action, who; columns that hold nothing are left out."""
    notes = chart.sample.about.annotations
    name = chart.sample.about.label_name or point_head(chart.kind.noun)
    heads = {"point": name, "cause": Msg("cause"), "action": Msg("action"), "who": Msg("who")}
    kept = [key for key in heads if any(getattr(note, key) for note in notes)]
    columns = tuple(Column(key, heads[key], "left") for key in kept)
    return Table("notes", columns, tuple(tuple(getattr(note, key) for key in kept) for note in notes))


def stages_table(chart: JudgedChart) -> Table | None:
    """Return one row of parameters for each stage; None where there is one set of them."""
    names = chart.sample.about.stages.names
    if len(names) < 2 or chart.phase == 2:
        return None
    keys = list(chart.parameters.values)
    columns = (Column("stage", Msg("stage"), "left"), *(Column(key, key) for key in keys))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *(Num(float(chart.parameters[key][i]), 15) for key in keys)) for i, name in enumerate(names)
    )
    return Table("stages", columns, rows, printed=False)


def rules_line(chart: JudgedChart) -> Words:
    """Return the set, its rules on each panel, and the price of the whole chart."""
    chosen = chart.rule_set
    first = chart.judged[0]
    clauses = Join(
        [Msg("limits") if rule.kind == "beyond_limit" else meaning(rule) for rule in first.rules], "; "
    )
    numbers = Listing([rule.id for rule in first.rules], open_end=True)
    head = (
        Msg("limits only")
        if chosen.id == "limits"
        else Msg("{set} {numbers}: {rules}", set=set_words(chosen), numbers=numbers, rules=clauses)
    )
    others = [one for one in chart.judged[1:] if one.rules != first.rules]
    if others and chosen.id != "limits":
        one = others[0]
        only = Listing([rule.id for rule in one.rules], open_end=True)
        panel = one.panel.words.text
        if not one.rules:
            head = Msg("{rules} ({panel}: no rule)", rules=head, panel=panel)
        elif all(rule.kind == "beyond_limit" for rule in one.rules):
            head = Msg("{rules} ({panel}: limits only)", rules=head, panel=panel)
        else:
            head = Msg("{rules} ({panel}: only {numbers})", rules=head, panel=panel, numbers=only)
    if chart.findings[0].key == "undefined":
        return head
    return Join([head, price_words(chart)], ". ")


def price_words(chart: JudgedChart) -> Words:
    """Return how often a stable chart of this size signals, all panels together."""
    price = chart.price
    n = chart.panels[0].measured
    if price is None:
        return Msg("How often a stable chart signals is not computed; --price simulates it.")
    if price.charts:
        error = f"{price.error_of_expected:.2g}" if n > 100 else f"{100 * price.error:.2g} %"
        how = Msg("Simulated on {charts} stable charts, standard error {e}.", charts=price.charts, e=error)
        return Join([_price_words(chart, price, n), how], " ")
    return _price_words(chart, price, n)


def _price_words(chart: JudgedChart, price: Price, n: int) -> Words:
    if n > 100:
        return Msg(
            "On a stable chart of {points} about {expected} false signals are expected.",
            points=counted(chart.kind.noun, n),
            expected=f"{price.expected:,.0f}" if price.expected >= 10 else f"{price.expected:.1f}",
        )
    share = price.any_signal
    if share < NEVER:
        return Msg("Practically no stable chart of this size signals.")
    shown = fixed(100 * share, 1)
    if chart.phase == 2:
        return Msg(
            "1 in {b} stable runs of {points} signals ({p} %).",
            b=max(round(1 / share), 1),
            points=counted(chart.kind.noun, n),
            p=shown,
        )
    if share >= 0.25:
        return Msg(
            "{a} in 10 stable charts of this size signal somewhere ({p} %).", a=round(10 * share), p=shown
        )
    return Msg(
        "1 in {b} stable charts of this size signals somewhere ({p} %).",
        b=max(round(1 / share), 1),
        p=shown,
    )


def facts(chart: JudgedChart) -> Mapping[str, Fact]:
    """Return every number by its key."""
    found: dict[str, Fact] = {}
    unit = chart.sample.about.unit or None
    for panel in chart.panels:
        digits = decimals_of(panel, chart.sample, chart.sigma)
        shown = digits + 2 if panel.percent else digits  # of the fraction itself
        panel_unit = None if panel.family == "attribute" else unit
        for name, values in (("lower", panel.lower), ("center", panel.center), ("upper", panel.upper)):
            value = _single(values)
            if value is None:
                continue
            label = Msg("{panel}, {name}", panel=panel.words.text, name=LIMIT_NAMES[name])
            found[f"{panel.key}_{name}"] = Fact(value, label, panel_unit, panel.origin, decimals=shown)
    sigma = chart.parameters.values.get("sigma")
    if sigma is not None and len(sigma) == 1:
        label, method = Msg("sigma within"), sigma_origin(chart) if chart.phase == 1 else None
        found["sigma_within"] = Fact(float(sigma[0]), label, unit, method, decimals=chart.digits)
    for name, called in chart.kind.learned.items():
        learned = chart.parameters.values.get(name)
        if learned is not None and len(learned) == 1:
            found[name] = Fact(float(learned[0]), called, None, sigma_origin(chart), decimals=LEARNED_DIGITS)
    if chart.more is not None:
        found |= chart.more.facts
    n = chart.panels[0].measured
    found["n_points"] = Fact(n, Msg("points on the chart"))
    found["n_signals"] = Fact(chart.n_signals, Msg("points that signal, all panels"))
    if chart.price is not None:
        label = Msg("share of stable charts of this size that signal")
        found["false_signal_share"] = Fact(
            chart.price.any_signal, label, method=Verbatim(chart.rule_set.name)
        )
        label = Msg("false signals expected on a stable chart of this size")
        found["false_signals_expected"] = Fact(
            chart.price.expected, label, method=Verbatim(chart.rule_set.name)
        )
    return found


LIMIT_NAMES = {"lower": Msg("LCL"), "center": Msg("center"), "upper": Msg("UCL")}


def _single(values: Floats) -> float | None:
    """Return the value where it is the same at every point; None where it varies or is undefined."""
    first = float(values[0]) if len(values) else float("nan")
    if not np.isfinite(first):
        return None
    return first if bool(np.all(compact(values) == first)) else None
