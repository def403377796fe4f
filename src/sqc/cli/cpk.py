"""``sqc cpk``."""

from __future__ import annotations

from typing import Any

import click

from sqc.capability.options import CPK_OPTIONS, LIMITS, READING, RULES, SPECIFICATION, WHAT
from sqc.cli.options import SHOW_HELP, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, check_explain, show
from sqc.i18n.message import Msg
from sqc.notes import OptionError


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc cpk FILE: is the process capable, how sure is that, and may it be said?"),
        (
            ("sqc cpk data.csv --lsl 73.95 --usl 74.05", Msg("both limits")),
            ("sqc cpk data.csv --value diameter --subgroup lot --lsl 73.95 --usl 74.05", ""),
            ("sqc cpk data.csv --usl 0.02 --lsl 0 --bound lsl", Msg("0 is a bound, no specification")),
            ("sqc cpk data.csv --value bad --inspected units --target 0.01", Msg("counts: a share")),
            ("sqc cpk data.csv --lsl 9.9 --usl 10.1 --goal 1.67 -o cpk.png", Msg("with the picture")),
            ("sqc cpk data.csv --specs specs.csv", Msg("many characteristics")),
            ("sqc cpk data.csv --usl 0.4 --standard aiag-vda-yellow", Msg("names and goals of a standard")),
        ),
        (
            (Msg("Specification"), table_rows(CPK_OPTIONS, SPECIFICATION)),
            (Msg("What to study"), table_rows(CPK_OPTIONS, WHAT)),
            (Msg("Sigma"), table_rows(CPK_OPTIONS, LIMITS)),
            (Msg("Stability"), table_rows(CPK_OPTIONS, RULES)),
            (Msg("Reading the file"), table_rows(CPK_OPTIONS, READING)),
            (Msg("Result"), SHOW_HELP),
        ),
        Msg("Cp and Cpk are stated of a stable process; else Pp and Ppk, which look back."),
    )


def run(shown: Show, file: str | None = None, **options: Any) -> int:
    """Read, one call, show."""
    if file is None and shown.explain is not None:
        from sqc.capability.explain_general import of_capability

        return show(of_capability(options.get("dist")), check_explain(shown, "cpk"))
    if file is None:
        raise OptionError("missing-argument", Msg("a file is missing: sqc cpk FILE --lsl X --usl X."))
    from sqc.capability.study import cpk

    return show(cpk(file, **options), shown)


command = make_command(
    "cpk", page, [click.Argument(["file"], required=False), *table_options(CPK_OPTIONS)], run
)
