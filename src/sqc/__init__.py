"""Statistical quality control: right numbers from files as they are.

The front door is lazy (PEP 562): a name is imported when it is first used.
"""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False  # as type checkers read it: importing typing is a fifth of the way to the first line

if TYPE_CHECKING:
    from sqc.capability.distribution import distribution
    from sqc.capability.study import cpk
    from sqc.capability.tolerance import tolerance
    from sqc.charts.arl import arl
    from sqc.charts.control import chart
    from sqc.charts.design import chart_design
    from sqc.charts.look import look
    from sqc.i18n.catalog import set_language
    from sqc.notes import DataError, FitError, OptionError, SqcError
    from sqc.qctools.checksheet.verb import checksheet
    from sqc.qctools.compare.verb import compare
    from sqc.qctools.diagram.verb import diagram
    from sqc.qctools.fishbone.verb import fishbone
    from sqc.qctools.graphs.verb import bar, gantt, line, pie, radar
    from sqc.qctools.histogram.verb import histogram
    from sqc.qctools.matrix_data.verb import matrix_data
    from sqc.qctools.pareto.verb import pareto
    from sqc.qctools.samplesize.verb import samplesize
    from sqc.qctools.scatter.verb import scatter
    from sqc.qctools.stratify.verb import stratify
    from sqc.sixsigma.control_plan.verb import control_plan
    from sqc.sixsigma.copq.verb import copq
    from sqc.sixsigma.fmea.verb import fmea
    from sqc.sixsigma.ledger.verb import ledger
    from sqc.sixsigma.oee.verb import oee
    from sqc.sixsigma.sigma.verb import sigma
    from sqc.sixsigma.sipoc.verb import sipoc
    from sqc.sixsigma.supplier.verb import supplier
    from sqc.sixsigma.xy.verb import xy
    from sqc.verification.run import verify

_NAMES = {
    "set_language": "sqc.i18n.catalog",
    "SqcError": "sqc.notes",
    "DataError": "sqc.notes",
    "OptionError": "sqc.notes",
    "FitError": "sqc.notes",
}

__all__ = [
    "DataError",
    "FitError",
    "OptionError",
    "SqcError",
    "arl",
    "bar",
    "chart",
    "chart_design",
    "checksheet",
    "compare",
    "control_plan",
    "copq",
    "cpk",
    "diagram",
    "distribution",
    "fishbone",
    "fmea",
    "gantt",
    "histogram",
    "ledger",
    "line",
    "look",
    "matrix_data",
    "oee",
    "pareto",
    "pie",
    "radar",
    "samplesize",
    "scatter",
    "set_language",
    "sigma",
    "sipoc",
    "stratify",
    "supplier",
    "tolerance",
    "verify",
    "xy",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    from sqc.verbs import VERBS

    for verb in VERBS:
        if "_".join(verb.words).replace("-", "_") == name:
            return getattr(import_module(verb.module), verb.function)
    raise AttributeError(f"module 'sqc' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
