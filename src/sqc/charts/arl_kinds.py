"""What `sqc arl` computes: one line a kind, from what was asked to run lengths under a stack of shifts.

A kind of the catalogue names its line itself (`ChartKind.run_length`); the others stand in `OTHERS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqc.charts.arl_lengths import Ask, Compute
from sqc.charts.arl_memory import cusum, ewma, mewma, t2
from sqc.charts.arl_shewhart import by_counts, by_rules, by_spread, individuals, single_values, subgroups
from sqc.charts.catalog import run_lengths
from sqc.charts.kind import load_kind
from sqc.charts.rulesets import Place

__all__ = [
    "COUNTS",
    "FIVE",
    "MEANS",
    "SIGMA",
    "TWO",
    "ArlKind",
    "Ask",
    "by_counts",
    "by_rules",
    "by_spread",
    "individuals",
    "line_of",
    "single_values",
    "subgroups",
]


class ArlKind(NamedTuple):
    """One kind: what it takes and how it is computed.

    Parameters
    ----------
    takes : tuple of str
        Options; those of all kinds are not listed.
    compute : callable
    defaults : mapping
        Replace those of `Ask`.
    needs : tuple of str
        Options without a default.
    needs_with : mapping
        Options that another one needs beside it.
    least : mapping
        Smallest value of an option.
    place : str
        What its (first) panel is to the rules of a set, as on `sqc chart`.
    below : str, optional
        What its second panel is to them.
    scale : str
        How its shifts are said: a key of `arl_words.SCALES`; from the catalogue.
    """

    takes: tuple[str, ...]
    compute: Compute
    defaults: Mapping[str, float] = {}
    needs: tuple[str, ...] = ()
    needs_with: Mapping[str, tuple[str, ...]] = {}
    least: Mapping[str, int] = {}
    place: Place = "location"
    below: Place | None = None
    scale: str = ""


SIGMA = ("given_sigma", "unit")
MEANS = ("rules", "size", "k", *SIGMA, "subgroups")
COUNTS = ("rules", "k", "given_center", "inspected", "subgroups")
FIVE, TWO = {"size": 5}, {"size": 2}
_MEMORY = ("head_start", "arl0", "size", *SIGMA, "subgroups")

OTHERS: dict[str, ArlKind] = {
    "ewma": ArlKind(("weight", "k", *_MEMORY), ewma),
    "cusum": ArlKind(("reference", "interval", *_MEMORY), cusum),
    "mewma": ArlKind(
        ("weight", "interval", "variables", "arl0"), mewma, {"weight": 0.1}, least={"variables": 2}
    ),
    "t2": ArlKind(("interval", "variables", "size", "arl0", "subgroups"), t2),
}


def line_of(name: str) -> ArlKind:
    """Return the line of a kind that has run lengths (`catalog.run_lengths`)."""
    scale = run_lengths()[name]
    if name in OTHERS:
        return OTHERS[name]._replace(scale=scale)
    make = load_kind(name).run_length
    assert make is not None
    return make()._replace(scale=scale)
