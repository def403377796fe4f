"""What ``sqc control-plan --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known
from sqc.i18n.message import Msg

CONTROL_PLAN = Known(
    "control-plan",
    {
        "n_characteristics": Entry(Msg("rows that name a characteristic or a process parameter")),
        "n_open": Entry(Msg("characteristics without specification, gauge, control method or reaction plan")),
        "n_gaps": Entry(Msg("cells that are missing, sample size and frequency with them")),
        "n_charts": Entry(Msg("characteristics whose control method names a control chart")),
    },
    {
        "plan-complete": Msg("no characteristic lacks anything"),
        "plan-open": Msg("a characteristic lacks specification, gauge, control method or reaction plan"),
        "plan-wrong": Msg("limits that no value can meet, or a target outside them"),
        "plan-sample": Msg("only sample sizes or frequencies are missing"),
        "no-reaction": Msg("a row has no reaction plan"),
        "no-gauge": Msg("a row has no gauge"),
        "no-specification": Msg("a row has no specification, no limit and no target"),
        "no-method": Msg("a row has no control method"),
        "no-sample-size": Msg("a row has no sample size"),
        "no-frequency": Msg("a row has no frequency"),
        "limits-crossed": Msg("LSL is not below USL"),
        "target-outside": Msg("the target is not between the limits"),
        "no-number": Msg("a specification has no digit and is not judged by eye or by a gauge of yes and no"),
        "chart-size": Msg("a chart of subgroups with sample size 1, or of single values with a larger one"),
        "column-twice": Msg("the head of a second column names a part that is taken"),
    },
    ("n_open", "n_gaps", "n_charts"),
)
