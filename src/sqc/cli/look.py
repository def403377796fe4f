"""``sqc look``."""

from __future__ import annotations

from typing import Any

import click

from sqc.charts.options import OPTIONS, READING
from sqc.cli.options import SHOW_HELP_WITHOUT_PICTURE, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, show
from sqc.i18n.message import Msg
from sqc.notes import OptionError

_READING = tuple(option for option in OPTIONS if option.data)


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc look FILE: what sqc understands of a file, with no chart; - reads standard input."),
        (
            ("sqc look data.csv", Msg("columns, types, units, missing cells, the chart that fits")),
            ("sqc look data.csv --format json", Msg("the same for a script")),
        ),
        (
            (Msg("Reading the file"), table_rows(_READING, READING)),
            (Msg("Result"), SHOW_HELP_WITHOUT_PICTURE),
        ),
    )


def run(shown: Show, file: str | None = None, **options: Any) -> int:
    """Read, look, show."""
    if file is None:
        raise OptionError("missing-argument", Msg("a file is missing: sqc look FILE."))
    from sqc.charts.look import look

    return show(look(file, **options), shown)


command = make_command(
    "look", page, [click.Argument(["file"], required=False), *table_options(_READING)], run
)
