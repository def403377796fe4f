"""``sqc tolerance``."""

from __future__ import annotations

from typing import Any

import click

from sqc.capability.tolerance_options import INTERVAL, PLAN, READING, TOLERANCE_OPTIONS, WHAT
from sqc.cli.options import SHOW_HELP, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, show
from sqc.i18n.message import Msg


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc tolerance [FILE]: between which limits does a share of all parts lie?"),
        (
            ("sqc tolerance data.csv --value diameter", Msg("99 % of parts, 95 % confidence")),
            ("sqc tolerance data.csv --coverage 0.95 --lsl 9.9 --usl 10.1", Msg("against the specification")),
            ("sqc tolerance data.csv --side lower --dist weibull", Msg("a limit that lives exceed")),
            ("sqc tolerance data.csv --dist any", Msg("whatever the distribution")),
            ("sqc tolerance --n 30", Msg("the factor k for 30 values")),
            ("sqc tolerance --k 3", Msg("values needed for k of 3")),
        ),
        (
            (Msg("The interval"), table_rows(TOLERANCE_OPTIONS, INTERVAL)),
            (Msg("A plan"), table_rows(TOLERANCE_OPTIONS, PLAN)),
            (Msg("What to study"), table_rows(TOLERANCE_OPTIONS, WHAT)),
            (Msg("Reading the file"), table_rows(TOLERANCE_OPTIONS, READING)),
            (Msg("Result"), SHOW_HELP),
        ),
        Msg("By ISO 16269-6 (GB/T 3359); two-sided normal factors are exact."),
    )


def run(shown: Show, file: str | None = None, **options: Any) -> int:
    """Read, one call, show."""
    from sqc.capability.tolerance import tolerance

    return show(tolerance(file, **options), shown)


command = make_command(
    "tolerance", page, [click.Argument(["file"], required=False), *table_options(TOLERANCE_OPTIONS)], run
)
