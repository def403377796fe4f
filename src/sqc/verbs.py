"""The verbs: one table, read by the front door and by the command line. It imports nothing heavy."""

from __future__ import annotations

from typing import NamedTuple

from sqc.i18n.message import Msg


class Verb(NamedTuple):
    """One verb: its words, where its function lives, one line of help, group of the help page."""

    words: tuple[str, ...]
    module: str
    function: str
    help: Msg
    group: Msg


CHARTS, CAPABILITY, TRUST = Msg("Charts"), Msg("Capability"), Msg("Trust")
TOOLS = Msg("Quality tools")
SIXSIGMA = Msg("Six Sigma")

VERBS: tuple[Verb, ...] = (
    Verb(("look",), "sqc.charts.look", "look", Msg("what sqc understands of a file, with no chart"), CHARTS),
    Verb(("chart",), "sqc.charts.control", "chart", Msg("a control chart from a file as it is"), CHARTS),
    Verb(("arl",), "sqc.charts.arl", "arl", Msg("how long a chart runs until it signals"), CHARTS),
    Verb(
        ("chart-design",),
        "sqc.charts.design",
        "chart_design",
        Msg("limits, weight or size for a wanted run length"),
        CHARTS,
    ),
    Verb(("cpk",), "sqc.capability.study", "cpk", Msg("are we capable, and how sure are we?"), CAPABILITY),
    Verb(
        ("distribution",),
        "sqc.capability.distribution",
        "distribution",
        Msg("which distributions fit, and which can be told apart"),
        CAPABILITY,
    ),
    Verb(
        ("tolerance",),
        "sqc.capability.tolerance",
        "tolerance",
        Msg("limits that hold a share of all parts, and how sure"),
        CAPABILITY,
    ),
    Verb(
        ("pareto",),
        "sqc.qctools.pareto.verb",
        "pareto",
        Msg("which few items make most of the total?"),
        TOOLS,
    ),
    Verb(
        ("histogram",),
        "sqc.qctools.histogram.verb",
        "histogram",
        Msg("what shape have the values, and do they fit the limits?"),
        TOOLS,
    ),
    Verb(
        ("scatter",),
        "sqc.qctools.scatter.verb",
        "scatter",
        Msg("do two columns go together, and may I believe it?"),
        TOOLS,
    ),
    Verb(
        ("stratify",),
        "sqc.qctools.stratify.verb",
        "stratify",
        Msg("which machine, shift, supplier makes the difference?"),
        TOOLS,
    ),
    Verb(
        ("checksheet",),
        "sqc.qctools.checksheet.verb",
        "checksheet",
        Msg("tally by two columns, or a sheet to fill in"),
        TOOLS,
    ),
    Verb(
        ("compare",),
        "sqc.qctools.compare.verb",
        "compare",
        Msg("do groups differ, by how much, and how sure is that?"),
        TOOLS,
    ),
    Verb(
        ("samplesize",),
        "sqc.qctools.samplesize.verb",
        "samplesize",
        Msg("how many values show a difference that matters?"),
        TOOLS,
    ),
    Verb(
        ("fishbone",),
        "sqc.qctools.fishbone.verb",
        "fishbone",
        Msg("which causes may an effect have, and which are confirmed?"),
        TOOLS,
    ),
    Verb(
        ("diagram",),
        "sqc.qctools.diagram.verb",
        "diagram",
        Msg("relations, trees, groups, matrices, PDPC, the critical path"),
        TOOLS,
    ),
    Verb(
        ("matrix-data",),
        "sqc.qctools.matrix_data.verb",
        "matrix_data",
        Msg("what do several columns have in common?"),
        TOOLS,
    ),
    Verb(("bar",), "sqc.qctools.graphs.verb", "bar", Msg("bars from zero: before, target, after"), TOOLS),
    Verb(("line",), "sqc.qctools.graphs.verb", "line", Msg("the course of numbers over times"), TOOLS),
    Verb(
        ("pie",), "sqc.qctools.graphs.verb", "pie", Msg("parts of a whole, where a report asks for it"), TOOLS
    ),
    Verb(("radar",), "sqc.qctools.graphs.verb", "radar", Msg("profiles of before and after"), TOOLS),
    Verb(("gantt",), "sqc.qctools.graphs.verb", "gantt", Msg("plan and progress of activities"), TOOLS),
    Verb(
        ("sigma",),
        "sqc.sixsigma.sigma.verb",
        "sigma",
        Msg("DPMO, yields and sigma level; which step costs most?"),
        SIXSIGMA,
    ),
    Verb(
        ("copq",),
        "sqc.sixsigma.copq.verb",
        "copq",
        Msg("what does poor quality cost, and does it rise?"),
        SIXSIGMA,
    ),
    Verb(
        ("oee",),
        "sqc.sixsigma.oee.verb",
        "oee",
        Msg("availability, performance, quality; where does the time go?"),
        SIXSIGMA,
    ),
    Verb(
        ("fmea",),
        "sqc.sixsigma.fmea.verb",
        "fmea",
        Msg("which risks come first, and what is open?"),
        SIXSIGMA,
    ),
    Verb(("xy",), "sqc.sixsigma.xy.verb", "xy", Msg("which inputs act most on what counts?"), SIXSIGMA),
    Verb(
        ("sipoc",),
        "sqc.sixsigma.sipoc.verb",
        "sipoc",
        Msg("who supplies what, and for whom is it?"),
        SIXSIGMA,
    ),
    Verb(
        ("control-plan",),
        "sqc.sixsigma.control_plan.verb",
        "control_plan",
        Msg("does every characteristic have what its control needs?"),
        SIXSIGMA,
    ),
    Verb(
        ("supplier",),
        "sqc.sixsigma.supplier.verb",
        "supplier",
        Msg("whose deliveries differ, and may they be ranked?"),
        SIXSIGMA,
    ),
    Verb(
        ("ledger",),
        "sqc.sixsigma.ledger.verb",
        "ledger",
        Msg("what became of the suggestions, and what did they save?"),
        SIXSIGMA,
    ),
    Verb(("verify",), "sqc.verification.run", "verify", Msg("is this installation right?"), TRUST),
)
