"""``sqc arl``."""

from __future__ import annotations

from typing import Any

import click

from sqc.charts.catalog import run_lengths
from sqc.charts.runlength_options import CHARTED, PARAMETERS, RUNLENGTH_OPTIONS, SHIFTS
from sqc.cli.options import SHOW_HELP, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, check_explain, show
from sqc.i18n.message import Msg
from sqc.notes import OptionError


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc arl KIND: how long a chart runs until it signals, without and with a shift."),
        (
            ("sqc arl xbar --rules nelson:1,2 --shift 0,0.5,1,2", Msg("a rule set")),
            ("sqc arl ewma --weight 0.2 --shift 0,1", Msg("an EWMA chart")),
            ("sqc arl xbar --size 5 --given-sigma 0.01 --unit mm --shift 0.02", Msg("in your unit")),
            ("sqc arl p --given-center 0.02 --inspected 50 --shift 0.05", Msg("counts")),
            ("sqc arl xbar --shift 0,1 -o arl.png", Msg("a picture")),
        ),
        (
            (Msg("The chart"), table_rows(RUNLENGTH_OPTIONS, CHARTED)),
            (Msg("The process"), table_rows(RUNLENGTH_OPTIONS, PARAMETERS)),
            (Msg("The shift"), table_rows(RUNLENGTH_OPTIONS, SHIFTS)),
            (Msg("Result"), SHOW_HELP),
        ),
        Msg(
            "Kinds: {kinds}. Shifts are in sigma of the plotted points; {spreads}: ratio of sigma;"
            " {counts}: the new center.",
            kinds=" ".join(run_lengths()),
            spreads=_with("ratio"),
            counts=_with("share", "rate"),
        ),
    )


def _with(*scales: str) -> str:
    return " ".join(kind for kind, scale in run_lengths().items() if scale in scales)


def run(shown: Show, kind: str | None = None, **options: Any) -> int:
    """One call, show."""
    if kind is None and shown.explain is not None:
        from sqc.charts.explain.general import of_run_lengths

        return show(of_run_lengths("arl"), check_explain(shown, "arl"))
    if kind is None:
        raise OptionError("missing-argument", Msg("a chart kind is missing: sqc arl KIND."))
    from sqc.charts.arl import arl

    return show(arl(kind, **options), shown)


command = make_command(
    "arl", page, [click.Argument(["kind"], required=False), *table_options(RUNLENGTH_OPTIONS)], run
)
