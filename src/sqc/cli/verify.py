"""``sqc verify``."""

from __future__ import annotations

import click

from sqc.cli.options import SHOW_HELP_WITHOUT_PICTURE, make_command, verb_page
from sqc.cli.show import Show, show
from sqc.i18n.message import Msg


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc verify [CASE ...]: published cases, run on this machine and compared."),
        (
            ("sqc verify", Msg("is this installation right?")),
            ("sqc verify nist-6322-imr", Msg("one case, or all that begin so")),
            ("sqc verify -o verify.json", Msg("every value with its source, for the records")),
        ),
        ((Msg("Result"), SHOW_HELP_WITHOUT_PICTURE),),
        Msg("Exit 1 when a value does not agree, also without --check."),
    )


def run(shown: Show, cases: tuple[str, ...] = ()) -> int:
    """Run the cases, show, and tell by the exit code whether all agree."""
    from sqc.verification.run import verify

    result = verify(cases=cases)
    code = show(result, shown)
    return 1 if result.failed else code


command = make_command("verify", page, [click.Argument(["cases"], nargs=-1)], run)
