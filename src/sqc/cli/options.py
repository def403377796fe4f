"""Click options made from the option table, and those that every verb shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from sqc.charts.options import Option
from sqc.cli.show import Show, check_outputs, keep_input
from sqc.i18n.message import Msg, Words
from sqc.report.formats import FILES, FORMATS, PICTURES
from sqc.report.numbers import MOST_DECIMALS
from sqc.report.text import fill

# arguments and options that may name a file that is read
INPUTS = ("file", "limits", "rules", "notes", "specs", "before", "stop_log")
PAPERS = ("page", "column", "a4", "a4p")

Rows = tuple[tuple[str, Words], ...]
_PICTURE: Rows = (
    ("--title TEXT  --paper page|column", Msg("title and size of the picture")),
    ("--dpi N", Msg("resolution of the picture")),
    (
        "--digits N",
        Msg("decimals of limits, center and sigma in text and picture, 0 to 15; json and csv keep all"),
    ),
)


def _show_rows(endings: Sequence[str], picture: Rows) -> Rows:
    return (
        ("--format " + "|".join(FORMATS), Msg("what is printed")),
        ("-o FILE", Msg("write a file; {endings} by its ending (repeatable)", endings=" ".join(endings))),
        ("--quiet", Msg("print line 1 only")),
        ("--check", Msg("exit 1 when something needs action")),
        (
            "--explain [KEY]",
            Msg("formula with the numbers put in, meaning and source of a number, rule or finding"),
        ),
        *picture,
        ("--color auto|always|never", Msg("colour on the terminal")),
        ("--lang en|zh", Msg("language (or SQC_LANG)")),
    )


SHOW_HELP = _show_rows(tuple(FILES), _PICTURE)
SHOW_HELP_WITHOUT_PICTURE = _show_rows([ending for ending in FILES if ending not in PICTURES], ())


class Page(click.Command):
    """A command whose help page is our own."""

    page: Callable[[], str]

    def get_help(self, ctx: click.Context) -> str:
        """Return the page."""
        return self.page()


def make_command(
    name: str, page: Callable[[], str], params: list[click.Parameter], run: Callable[..., int]
) -> Page:
    """Return a command with its own page: `run(shown, ...)` gets the options of showing as one record."""

    def call(**given: Any) -> int:
        shown = Show(**{field: given.pop(field) for field in Show._fields})
        check_outputs(shown.outputs)
        keep_input([given.get(one) for one in INPUTS], [*shown.outputs, given.get("save_limits")])
        return run(shown, **{option: value for option, value in given.items() if value not in (None, ())})

    # click's own help option would load its translations, which our page does not need
    asked = click.Option(["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, callback=_help)
    made = Page(name, callback=call, params=[asked, *params, *_show_options()], add_help_option=False)
    made.page = page
    return made


def _help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(ctx.get_help())
        ctx.exit()


def table_options(table: Sequence[Option]) -> list[click.Parameter]:
    """Return the options of a table as click takes them."""
    types: dict[str, Any] = {"text": str, "texts": str, "integer": int, "number": float}
    found: list[click.Parameter] = []
    for option in table:
        flag = "--" + option.name.rstrip("_").replace("_", "-")
        if option.takes == "flag":
            found.append(click.Option([flag, option.name], is_flag=True, flag_value=True, default=None))
            continue
        multiple = option.takes == "texts"
        kind = click.Choice(option.choices) if option.takes == "choice" else types[option.takes]
        found.append(click.Option([flag, option.name], type=kind, multiple=multiple, default=None))
    return found


def _show_options() -> list[click.Parameter]:
    """Return the options that `show` knows, the same for every verb."""
    return [
        click.Option(["--format", "form"], type=click.Choice(FORMATS), default="text"),
        click.Option(["-o", "--output", "outputs"], multiple=True),
        click.Option(["--quiet"], is_flag=True),
        click.Option(["--check"], is_flag=True),
        click.Option(["--title"], default=None),
        click.Option(["--paper"], type=click.Choice(PAPERS), default="page"),
        click.Option(["--dpi"], type=click.IntRange(50, 1200), default=None),
        click.Option(["--digits"], type=click.IntRange(0, MOST_DECIMALS), default=None),
        click.Option(["--explain"], is_flag=False, flag_value="", default=None),
        click.Option(["--color"], type=click.Choice(["auto", "always", "never"]), default="auto"),
        click.Option(["--lang"], default=None, expose_value=False),
    ]


def verb_page(
    head: Words,
    rows: Sequence[tuple[str, Words]],
    sections: Sequence[tuple[Words, Sequence[tuple[str, Words]]]],
    tail: Words | None = None,
) -> str:
    """Return the help page of a verb: one line, examples, options by section."""
    from sqc.cli.pages import examples, option_rows

    lines = [fill(str(head)), "", *examples(rows)]
    for name, options in sections:
        lines += ["", str(name), *option_rows(options)]
    if tail is not None:
        lines += ["", fill(str(tail))]
    return "\n".join(lines)


def table_rows(table: Sequence[Option], section: str) -> list[tuple[str, Words]]:
    """Return the help rows of one section of an option table."""
    found: list[tuple[str, Words]] = []
    for option in table:
        if option.section == section:
            flag = "--" + option.name.rstrip("_").replace("_", "-")
            takes = "|".join(option.choices) if option.choices and len(option.choices) < 4 else option.metavar
            found.append((f"{flag} {takes}".strip(), option.help))
    return found
