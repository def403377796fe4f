"""Errors on standard error: what stands where, what was expected, the command that works."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from sqc.i18n.catalog import language
from sqc.i18n.display import columns_of, on_one_line, visible
from sqc.i18n.message import Listing, Msg, Words, words
from sqc.notes import OptionError, SqcError
from sqc.report.text import fill, pad
from sqc.verbs import VERBS


def print_error(message: Words) -> None:
    """Print one sentence with its label."""
    head = Msg("error: ").render()
    _write(head + fill(words(message), 0, first=columns_of(head)) + "\n")


def _write(text: str) -> None:
    """Write to standard error; what would move the cursor of a terminal is shown, not sent."""
    sys.stderr.write(visible(text))


def complain(error: SqcError, arguments: Sequence[str]) -> None:
    """Print an error; with ``--format json`` one JSON document on standard output."""
    if wants_json(arguments):
        from sqc.report.data import error_dict, to_json

        sys.stdout.write(to_json(error_dict(error)))
        return
    print_error(error.message)
    details = [words(detail) for detail in error.details]
    for detail, following in zip(details, [*details, ""][1:], strict=True):
        own = _is_marker(detail) or _is_marker(following)
        line = on_one_line(detail) if own else fill(detail.strip(), 2, first=2)
        _write(f"  {line}\n")
    if error.hints:
        _write(_hints(error.hints))


def _is_marker(text: str) -> bool:
    """Return whether a line only marks a cell of the user's own line above it."""
    return text != "" and not text.strip(" ").strip("^") and "^" in text


def wants_json(arguments: Sequence[str]) -> bool:
    """Return whether standard output is to be one JSON document."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(a == "--format=json" or (a == "--format" and b == "json") for a, b in pairs)


def _hints(hints: Sequence[Words | tuple[Words, str]]) -> str:
    head = Msg("try:").render()
    labelled = [hint for hint in hints if isinstance(hint, tuple)]
    if labelled:
        width = max(columns_of(words(label)) for label, _ in labelled)
        lines = [f"  {pad(words(label), width)}  {on_one_line(command)}" for label, command in labelled]
        return "\n".join([head, *lines]) + "\n"
    text, *others = [words(hint) for hint in hints if not isinstance(hint, tuple)]
    for other in others:
        # Chinese keeps a space before Latin only: 或 --unit mm, 或用
        space = " " if language() == "zh" and other[:1].isascii() else ""
        text += Msg(", or ").render() + space + other
    head += "" if language() == "zh" else " "
    return f"{head}{fill(text, 0, first=columns_of(head))}\n"


def unknown_verb(name: str) -> OptionError:
    """Return the error for a command that does not exist."""
    from difflib import get_close_matches

    verbs = [verb.words[0] for verb in VERBS]
    near = get_close_matches(name.lower(), verbs, 1)
    if near:
        text = Msg('there is no command "{name}"; did you mean "{near}"?', name=name, near=near[0])
        return OptionError("unknown-verb", text)
    text = Msg('there is no command "{name}".', name=name)
    return OptionError("unknown-verb", text, details=[Msg("commands: {verbs}", verbs=Listing(verbs))])


def from_click(error: click.ClickException) -> OptionError:
    """Return a usage error of the option parser in our own words."""
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities[0] if error.possibilities else None
        if near:
            text = Msg(
                'there is no option "{name}"; did you mean "{near}"?', name=error.option_name, near=near
            )
        else:
            text = Msg('there is no option "{name}".', name=error.option_name)
        return OptionError("unknown-option", text)
    if isinstance(error, click.MissingParameter):
        return OptionError("missing-argument", Msg("a file is missing: sqc VERB FILE."))
    if isinstance(error, click.BadOptionUsage):
        return OptionError(
            "option-value", Msg("{option} needs a value behind it.", option=error.option_name or "")
        )
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error)
    _, extra, names = error.format_message().partition("extra argument")
    if extra:
        more = names.partition("(")[2].rpartition(")")[0]
        return OptionError("usage", Msg("one file at a time: {extra} is one too many.", extra=more))
    return OptionError("usage", Msg("this call is not understood: {text}", text=error.format_message()))


def _bad_value(error: click.BadParameter) -> OptionError:
    param = error.param
    name = max(param.opts, key=len) if param is not None else ""
    kind = param.type if param is not None else None
    if isinstance(kind, click.Choice):
        choices = Listing([str(choice) for choice in kind.choices], open_end=True)
        allowed: Words = Msg("one of {choices}", choices=choices)
    elif isinstance(kind, click.IntRange):
        allowed = Msg("a whole number from {a} to {b}", a=kind.min, b=kind.max)
    elif isinstance(kind, click.types.IntParamType):
        allowed = Msg("a whole number")
    else:
        allowed = Msg("a number with a decimal point")
    return OptionError("option-value", Msg("{option}: {allowed} is expected.", option=name, allowed=allowed))
