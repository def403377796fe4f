"""Commands of verbs that take a file and options from a table, and make one call of their function."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from sqc.charts.options import Option
from sqc.cli.options import SHOW_HELP, Page, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, check_explain, show
from sqc.i18n.message import Listing, Msg, Verbatim, Words
from sqc.notes import OptionError
from sqc.verbs import VERBS


def tool(
    verb: str,
    head: Words,
    examples: Sequence[tuple[str, Words]],
    table: Sequence[Option],
    sections: Sequence[tuple[Words, str]],
    *,
    explained: str,
    tail: Words | None = None,
    needs_file: bool = True,
    kinds: Sequence[str] = (),
) -> Page:
    """Return the command of a verb.

    Parameters
    ----------
    verb : str
    head, examples, tail
        Of the help page.
    table : sequence of Option
    sections : sequence of (Words, str)
        Heading of the help page, section of the table.
    explained : str
        ``module:name`` of what can be explained without a file.
    needs_file : bool
        The verb has no answer without a file.
    kinds : sequence of str
        One of these stands before the file.
    """

    def page() -> str:
        rows = [(name, table_rows(table, section)) for name, section in sections]
        return verb_page(head, examples, (*rows, (Msg("Result"), SHOW_HELP)), tail)

    def run(shown: Show, file: str | None = None, **options: Any) -> int:
        kind = options.pop("kind", None) if kinds else None
        alone = file is None and kind is None and (needs_file or not options)
        if alone and shown.explain is not None:
            from sqc.charts.explain.entries import without_file

            module, _, name = explained.partition(":")
            known = getattr(import_module(module), name)
            return show(without_file(known), check_explain(shown, verb))
        if kinds and (file is None or kind not in kinds):
            raise _which_kind(verb, kinds)
        if file is None and needs_file:
            raise OptionError("missing-argument", Msg("a file is missing: sqc {verb} FILE.", verb=verb))
        found = next(one for one in VERBS if " ".join(one.words) == verb)
        before = (kind,) if kinds else ()
        return show(getattr(import_module(found.module), found.function)(*before, file, **options), shown)

    names = ("kind", "file") if kinds else ("file",)
    arguments = [click.Argument([name], required=False) for name in names]
    return make_command(verb, page, [*arguments, *table_options(table)], run)


def _which_kind(verb: str, kinds: Sequence[str]) -> OptionError:
    """Return the error of a call without a kind before the file."""
    return OptionError(
        "unknown-kind",
        Msg("sqc {verb} KIND FILE: the kind is one of {kinds}.", verb=verb, kinds=Listing(kinds, most=12)),
        hints=[Verbatim(f"sqc {verb} {kinds[0]} FILE")],
    )
