"""``sqc chart-design``."""

from __future__ import annotations

from typing import Any

import click

from sqc.charts.design_options import DESIGN_OPTIONS, FIXED, PROCESS, WANTED
from sqc.cli.options import SHOW_HELP, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, check_explain, show
from sqc.i18n.message import Msg
from sqc.notes import OptionError


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc chart-design KIND: limits, weight or subgroup size for a wanted run length."),
        (
            ("sqc chart-design ewma --arl0 370 --shift 1", Msg("best weight and its limits")),
            ("sqc chart-design cusum --shift 0.5", Msg("reference value and decision interval")),
            ("sqc chart-design xbar --shift 1 --points 2", Msg("the subgroup size")),
            ("sqc chart-design xbar --given-sigma 2 --shift 3", Msg("in your unit")),
            ("sqc chart-design ewma --shift 1 -o design.png", Msg("with the picture")),
        ),
        (
            (Msg("Wanted"), table_rows(DESIGN_OPTIONS, WANTED)),
            (Msg("Kept"), table_rows(DESIGN_OPTIONS, FIXED)),
            (Msg("The process"), table_rows(DESIGN_OPTIONS, PROCESS)),
            (Msg("Result"), SHOW_HELP),
        ),
        Msg("Kinds: xbar i ewma cusum, of several variables t2 mewma."),
    )


def run(shown: Show, kind: str | None = None, **options: Any) -> int:
    """One call, show."""
    if kind is None and shown.explain is not None:
        from sqc.charts.explain.general import of_run_lengths

        return show(of_run_lengths("chart-design"), check_explain(shown, "chart-design"))
    if kind is None:
        raise OptionError("missing-argument", Msg("a chart kind is missing: sqc chart-design KIND."))
    from sqc.charts.design import chart_design

    return show(chart_design(kind, **options), shown)


command = make_command(
    "chart-design", page, [click.Argument(["kind"], required=False), *table_options(DESIGN_OPTIONS)], run
)
