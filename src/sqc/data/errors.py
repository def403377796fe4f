"""What the data door says when a file is not what it seems."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.data.select import nearest
from sqc.i18n.display import columns_of
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import DataError, OptionError


def printable(text: str) -> str:
    """Return the text with a blank for each character that would move the cursor.

    Examples
    --------
    >>> printable("a" + chr(9) + "b")
    'a b'
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def cut(text: str, columns: int = 40) -> str:
    """Return the text, cut to so many display columns with ``...``.

    Examples
    --------
    >>> cut("a" * 50, 10)
    'aaaaaaa...'
    """
    text = printable(text[: columns + 1])
    if columns_of(text) <= columns:
        return text
    while columns_of(text) > columns - 3:
        text = text[:-1]
    return text + "..."


def refuse(key: str, message: Words, file: str, *hints: Words, line: int | None = None) -> DataError:
    """Return an error about the whole file."""
    return DataError(key, message, hints=hints, file=file, line=line)


def file_not_found(name: str) -> DataError:
    """Return error ``file-not-found``, with the file of nearly that name that is there."""
    from pathlib import Path

    path = Path(name)
    try:
        near = nearest(path.name, sorted(p.name for p in path.parent.iterdir() if p.is_file()))
    except (OSError, ValueError):
        near = None
    shown = cut(name, 200)
    if near is None:
        message = Msg("there is no file {file}.", file=shown)
    elif path.parent == Path():
        message = Msg("there is no file {file} in this folder; {near} is there.", file=shown, near=near)
    else:
        message = Msg("there is no file {file}; {near} is there.", file=shown, near=str(path.parent / near))
    return refuse("file-not-found", message, name)


def wrong_ending(name: str, what: str) -> DataError:
    """Return error ``not-text`` for a spreadsheet (`what` xlsx, xls) named as text; ``text``: the reverse."""
    from pathlib import Path

    path = Path(name)
    if what == "text":
        message = Msg(
            "{file} is a text file with the ending of a spreadsheet; rename it to {right}.",
            file=name,
            right=path.with_suffix(".csv").name,
        )
    else:
        message = Msg(
            "{file} is a spreadsheet ({what}) with the wrong ending; rename it to {right}.",
            file=name,
            what=what,
            right=path.with_suffix("." + what).name,
        )
    return refuse("not-text", message, name)


def not_text(name: str) -> DataError:
    """Return error ``not-text`` for anything that is neither text nor a spreadsheet."""
    return refuse("not-text", Msg("{file} is not a text file.", file=name), name)


def unknown_choice(option: str, given: str, known: Sequence[str]) -> OptionError:
    """Return error ``unknown-choice``: an option that takes one of a few words."""
    message = Msg(
        '{option} "{given}" is not known; {known} are.',
        option=option,
        given=cut(given),
        known=Listing(list(known)),
    )
    return OptionError("unknown-choice", message)
