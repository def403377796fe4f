"""``sqc chart``."""

from __future__ import annotations

import sys
from typing import Any

import click

from sqc.charts.catalog import KINDS
from sqc.charts.options import LIMITS, OPTIONS, READING, RESULT, RULES, WHAT
from sqc.cli.options import SHOW_HELP, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, check_explain, show
from sqc.i18n.message import Msg
from sqc.notes import OptionError
from sqc.report.result import Result
from sqc.report.text import pad


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc chart FILE: a control chart from a file as it is; - reads standard input."),
        (
            ("sqc chart data.csv", Msg("chooses the chart")),
            (Msg("sqc chart data.csv --value diameter --subgroup lot").render(), ""),
            ("sqc chart data.csv -o chart.png", Msg("with the picture")),
            ("sqc chart data.csv --save-limits line3.toml", Msg("phase I: keep the limits")),
            ("sqc chart new.csv --limits line3.toml --check", Msg("phase II: exit 1 on a signal")),
        ),
        (
            (Msg("What to chart"), table_rows(OPTIONS, WHAT)),
            (Msg("Limits"), table_rows(OPTIONS, LIMITS)),
            (Msg("Rules"), table_rows(OPTIONS, RULES)),
            (Msg("Reading the file"), table_rows(OPTIONS, READING)),
            (Msg("Result"), (*SHOW_HELP, *table_rows(OPTIONS, RESULT))),
        ),
        Msg("Default rules: nelson:1,2 when limits are estimated, limits only with --limits."),
    )


def _kinds(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        for name, line in KINDS.items():
            click.echo(f"{pad(name, 10)}{line.help.render()}")
        ctx.exit()


def run(shown: Show, file: str | None = None, **options: Any) -> int:
    """Read, one call, show."""
    rules = options.get("rules", "")
    if rules.endswith("?"):
        from sqc.charts.rule_list import rule_list

        return show(rule_list(rules[:-1].strip(": ")), shown)
    if file is None and shown.explain is not None:
        from sqc.charts.explain.general import of_charts

        return show(of_charts(options), check_explain(shown, "chart"))
    if file is None:
        raise OptionError("missing-argument", Msg("a file is missing: sqc chart FILE."))
    saved = options.get("save_limits")
    if saved is None:
        return show(_charted(file, options), shown)
    from sqc.output import check_writable, held

    check_writable(saved)
    with held() as limits:  # limits and results are written together or not at all
        result = _charted(file, options)
    return show(result, shown, limits)


def _charted(file: str, options: dict[str, Any]) -> Result:
    from sqc.charts.control import chart

    if not sys.stderr.isatty():
        return chart(file, **options)
    from sqc.cli.progress import Progress
    from sqc.data.watch import watched

    with Progress() as far, watched(far):
        return chart(file, **options)


command = make_command(
    "chart",
    page,
    [
        click.Argument(["file"], required=False),
        click.Option(["--kinds"], is_flag=True, is_eager=True, expose_value=False, callback=_kinds),
        *table_options(OPTIONS),
    ],
    run,
)
