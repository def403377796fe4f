"""The words under a control chart as a picture: n, sigma, rules, limits file, what was left out, source."""

from __future__ import annotations

import math
import os
import re
from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.describe import size_words
from sqc.charts.rule_words import meaning, set_words
from sqc.charts.width import METHOD_NAMES
from sqc.charts.words import counted, named
from sqc.data.sample import label
from sqc.i18n.message import Join, Msg, Verbatim, Words, plural, words
from sqc.report.numbers import MOST_PLACES, fixed
from sqc.report.ticks import powered

if TYPE_CHECKING:
    from sqc.charts.judged import JudgedChart
    from sqc.charts.kind import ControlPanel

_SIGNS = (
    (re.compile(r"\bMRbar\b"), "M̅R̅"),
    (re.compile(r"\b([A-Za-z])bar\b"), "\\1\u0304"),
    (re.compile(r"\b([dc])([234])\b"), lambda found: found[1] + "₀₁₂₃₄"[int(found[2])]),
    (re.compile(r"\+/-"), "±"),
    (re.compile(r"(?<=\d) sigma\b"), "σ"),
    (re.compile(r"\bsigma (?=(within|overall|between)\b)"), "σ "),
    (re.compile(r"\bsigma z\b"), "σz"),
    (re.compile(r"(?<=\b[pu])'"), "′"),
    (re.compile(r"(?<=Laney [PU])'"), "′"),
)
SMALL, LARGE = 1e-4, 1e12  # below and above a figure says powers of ten, as its axes do


class InSigns(Msg):
    """Words with the signs of the trade, as figures have them; text tables keep to ASCII.

    Examples
    --------
    >>> InSigns("Rbar/d2").render("en") == "R\u0304/d\u2082"
    True
    """

    __slots__ = ("said",)

    def __init__(self, said: Words) -> None:
        super().__init__("")
        self.said = said

    def render(self, lang: str | None = None) -> str:
        """Return the words; Xbar, d2, +/- and 2 sigma are written with their signs."""
        text = words(self.said, lang)
        for plain, sign in _SIGNS:
            text = plain.sub(sign, text)
        return text

    def _key(self) -> tuple[object, ...]:
        return (repr(self.said),)


def shown(value: float, digits: int, largest: float | None = None) -> str:
    """Return a number for a figure: all its digits, very small and very large ones with a power of ten.

    Parameters
    ----------
    value : float
    digits : int
        Decimals as the text prints them.
    largest : float, optional
        The largest number that stands beside it and shares its power; default: its own size.

    Examples
    --------
    >>> shown(74.0143, 5), shown(0.0000000105109, 13)
    ('74.01430', '1.05109×10⁻⁸')
    """
    size = abs(value) if largest is None else largest
    if size == 0 or SMALL <= size < LARGE or not math.isfinite(size):
        return fixed(value, digits)
    exponent = math.floor(math.log10(size))
    return powered(value, exponent, min(max(digits + exponent, 0), 15 if size < SMALL else MOST_PLACES))


def footer(chart: JudgedChart) -> tuple[Words, ...]:
    """Return the figure's footer: n, sigma method and value, rules, what was left out, source."""
    n = chart.panels[0].measured
    size = size_words(chart)
    points: Words = counted(chart.kind.noun, n)
    parts = [points if size is None else Msg("{points} {size}", points=points, size=size)]
    parts += [*_limits(chart), *_rules(chart), *_left_out(chart)]
    if chart.phase == 1 and n < chart.kind.minimum:
        parts.append(Msg("limits are provisional"))
    if any(_varies(panel) for panel in chart.panels) and len(chart.sample.about.stages.names) == 1:
        parts.append(Msg("limits per point; values at the right: the last one"))
    return (Join(parts, " · "), Msg("Source: {name}", name=os.path.basename(chart.sample.about.source.name)))


def _limits(chart: JudgedChart) -> list[Words]:
    """Return where the limits are from: the file with its approval, or sigma with its method."""
    sigma = chart.parameters.values.get("sigma")
    if chart.limits_file is not None:
        said = chart.limits_words
        if not isinstance(said, Msg) or "parts" not in said.values:
            return [Msg("limits from {file}", file=chart.limits_file)]
        return [
            Msg("limits from {file}: {parts}", file=said.values["file"], parts=_signed(said.values["parts"]))
        ]
    if sigma is None:
        learned = [
            InSigns(Msg("{name} = {value}", name=called, value=shown(float(chart.parameters[key][0]), 2)))
            for key, called in chart.kind.learned.items()
            if len(chart.parameters[key]) == 1 and np.isfinite(chart.parameters[key][0])
        ]
        return [InSigns(chart.panels[0].origin), *learned]
    name = METHOD_NAMES.get(chart.parameters.method, chart.parameters.method)
    if len(sigma) > 1:
        return [InSigns(Msg("sigma within = {method}, for each stage", method=name))]
    if not np.isfinite(sigma[0]):
        return []
    value = shown(float(sigma[0]), chart.digits)
    if chart.parameters.method == "given":
        return [InSigns(Msg("sigma within = {value}, given", value=value))]
    return [InSigns(Msg("sigma within = {method} = {value}", method=name, value=value))]


def _signed(said: object) -> Words:
    return InSigns(said) if isinstance(said, str | Msg) else Verbatim(str(said))


def _rules(chart: JudgedChart) -> list[Words]:
    """Return the rules with their numbers and meanings."""
    first = chart.judged[0]
    rules = Join([Msg("{number} ({rule})", number=r.id, rule=meaning(r)) for r in first.rules], "; ")
    said: Words = (
        Msg("rules: {rules}", rules=rules)
        if chart.rule_set.id == "limits"
        else Msg("rules: {set} {rules}", set=set_words(chart.rule_set), rules=rules)
    )
    others = [one for one in chart.judged[1:] if one.rules != first.rules]
    if others and all(rule.kind == "beyond_limit" for rule in others[0].rules):
        said = Msg("{rules}; {panel}: limits only", rules=said, panel=others[0].panel.words.text)
    return [InSigns(said)]


def _left_out(chart: JudgedChart) -> list[Words]:
    """Return which points are drawn without a say in the limits, and how many values are missing."""
    parts: list[Words] = []
    excluded, source = chart.sample.about.excluded, chart.sample.about.source
    if excluded is not None and excluded.any():
        places = np.flatnonzero(excluded)
        names = [label(chart.sample, int(i)) for i in places[:5]]
        points = named(chart.kind.noun, names, len(places))
        parts.append(Join([Verbatim("×"), Msg("left out of the estimate: {points}", points=points)], " "))
    if source.n_missing:
        parts.append(plural("{n} value missing", "{n} values missing", source.n_missing))
    return parts


def _varies(panel: ControlPanel) -> bool:
    finite = panel.upper[np.isfinite(panel.upper)]
    return bool(np.any(finite != finite[:1]))
