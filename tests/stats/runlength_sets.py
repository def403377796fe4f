"""Rules by the short names of the published cases, and three sets."""

from __future__ import annotations

from sqc.charts.rulesets import SETS
from sqc.stats.rules import Rule
from sqc.verification.load import select

NAMES = {name: Rule(name, **how) for name, how in select(["chain-c1"])[0].data["rules"].items()}
NELSON = SETS["nelson"].rules
LIMIT = SETS["limits"].rules
WESTERN = SETS["western-electric"].rules


def named(*names: str) -> list[Rule]:
    return [NAMES[name] for name in names]
