"""What can be explained without a file: rules, findings, and what the numbers of a chart are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqc.charts.catalog import KINDS
from sqc.charts.explain.findings import FINDINGS, explain_finding
from sqc.charts.explain.rules import explain_rule, keys_of
from sqc.charts.option_check import unknown_kind
from sqc.charts.rulesets import SETS
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import OptionError
from sqc.report.explain import Explainer, Explanation
from sqc.report.report import Report
from sqc.report.result import Result


@dataclass(frozen=True, eq=False, repr=False)
class General(Result):
    """Explanations that need no data.

    Parameters
    ----------
    analysis : str
    explainer : Explainer
    """

    analysis: str
    explainer: Explainer

    def report(self) -> Report:
        """Return a report that holds the explanations alone."""
        return Report(self.analysis, None, (), "", {}, (), (), dict, explain=lambda: self.explainer)


def of_charts(options: Mapping[str, Any]) -> General:
    """Return what can be said of charts without a file.

    Parameters
    ----------
    options : mapping
        Those of the command line: kind, sigma, constants, k and alpha say which formula it is.
    """
    from sqc.charts.explain.symbols import keys_of as numbers_of

    kind = options.get("kind")
    if kind is not None and kind not in KINDS:
        raise unknown_kind(kind, list(KINDS))
    known = (*numbers_of(kind), *(key for one in SETS.values() for key in keys_of(one)), *FINDINGS)
    return General("chart", Explainer((), known, partial(_find, options)))


def _find(options: Mapping[str, Any], key: str) -> Explanation | None:
    from sqc.charts.explain.symbols import general

    found = explain_finding(key) or explain_rule(key) or general(key, options)
    name, _, point = key.partition(":")
    if found is None and point and general(name, options) is not None:
        raise OptionError(
            "explain-needs-file",
            Msg("--explain {key}: the numbers of a chart come from its file.", key=key),
            hints=[Verbatim(f"sqc chart FILE --explain {key}"), Verbatim(f"--explain {name}")],
        )
    return found


def of_run_lengths(verb: str) -> General:
    """Return what the keys of `sqc arl` or `sqc chart-design` mean, without a chart."""
    from sqc.charts.explain.runlength import ARL, DESIGN, explainer

    return General(verb, explainer(ARL if verb == "arl" else DESIGN, {}, ""))
