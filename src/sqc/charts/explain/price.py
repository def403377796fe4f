"""What the price of a chart is and where it is from."""

from __future__ import annotations

from collections.abc import Mapping

from sqc.charts.describe import facts
from sqc.charts.judged import JudgedChart
from sqc.charts.price import Price
from sqc.charts.words import counted
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg, Words
from sqc.report.explain import Explanation, Formula, figures
from sqc.report.numbers import percent
from sqc.stats.runs_chance import MOST

_FROM: Mapping[str, Msg] = {
    "table": Msg(
        "a table that ships: stable, normal, independent values on charts of this kind and these rules,"
        " simulated and judged by the same code; between its sizes interpolated."
    ),
    "exact": Msg("computed exactly from the binomial or Poisson tails of each point of this chart."),
    "runs": Msg(
        "computed from the chances of runs and crossings about the median in a series of this length, exactly"
        " up to {most} values off the median.",
        most=MOST,
    ),
    "simulated": Msg("simulated on this chart's own lots and limits, with a fixed seed."),
}


def _origin(price: Price) -> Msg:
    """Return where the price is from."""
    if price.charts:
        return Msg("{n} stable charts, simulated for this one with a fixed seed.", n=price.charts)
    return _FROM[price.method]


def explain_price(chart: JudgedChart, key: str) -> Explanation | None:
    """Return the explanation of the price; None where the key is another one, or it is not known."""
    price = chart.price
    if price is None or key not in ("false_signal_share", "false_signals_expected"):
        return None
    points = counted(chart.kind.noun, chart.panels[0].measured)
    fact = facts(chart)[key]
    assert isinstance(fact.value, float)
    if key == "false_signal_share":
        sentence = Msg(
            "{share} of stable charts of {points} signal somewhere, all panels together.",
            share=percent(fact.value, 1), points=points,
        )  # fmt: skip
        name: Words = Msg("P(at least one signal)")
    else:
        sentence = Msg(
            "On a stable chart of {points} about {expected} false signals are expected.",
            points=points, expected=figures(fact.value),
        )  # fmt: skip
        name = Msg("E(signals)")
    terms: tuple[Words, ...] = (figures(fact.value),)
    size = ""
    if isinstance(chart.sample, Subgroups) and len(chart.sample.n):
        size = f"{float(chart.sample.n.mean()):.4g}"
    phase = (
        Msg("limits estimated from the same points") if chart.phase == 1 else Msg("limits known beforehand")
    )
    what = Msg("rules {rules}, {points}, {phase}", rules=chart.rule_set.name, points=points, phase=phase)
    if size:
        what = Msg(
            "rules {rules}, {points} of {n}, {phase}",
            rules=chart.rule_set.name, points=points, n=size, phase=phase,
        )  # fmt: skip
    return Explanation(
        key,
        sentence,
        fact.value,
        (Formula(name, terms, fact.value),),
        reads_as=Msg("how often the chart cries wolf where nothing has changed."),
        needs=Msg("a stable process and points that do not depend on each other."),
        price=Msg("{what}.", what=what),
        sources=(_origin(price),),
    )
