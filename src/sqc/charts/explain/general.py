"""What can be explained without a file: rules, findings, and that numbers need one."""

from __future__ import annotations

from dataclasses import dataclass

from sqc.charts.explain.findings import FINDINGS, explain_finding
from sqc.charts.explain.rules import explain_rule, keys_of
from sqc.charts.rulesets import SETS
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import OptionError
from sqc.report.explain import Explainer, Explanation
from sqc.report.report import Report
from sqc.report.result import Result

_LINES = ("_lower", "_center", "_upper")
_NUMBERS = ("sigma_within", "n_points", "n_signals", "false_signal_share", "false_signals_expected")


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


def of_charts() -> General:
    """Return what can be said of charts without a file."""
    known = (*(key for one in SETS.values() for key in keys_of(one)), *FINDINGS)
    return General("chart", Explainer((), known, _find))


def _find(key: str) -> Explanation | None:
    name = key.partition(":")[0]
    if name.endswith(_LINES) or name in _NUMBERS:
        raise OptionError(
            "explain-needs-file",
            Msg("--explain {key}: the numbers of a chart come from its file.", key=key),
            hints=[Verbatim(f"sqc chart FILE --explain {key}")],
        )
    return explain_finding(key) or explain_rule(key)


def of_run_lengths(verb: str) -> General:
    """Return what the keys of `sqc arl` or `sqc chart-design` mean, without a chart."""
    from sqc.charts.explain.runlength import ARL, DESIGN, explainer

    return General(verb, explainer(ARL if verb == "arl" else DESIGN, {}, ""))
