"""What the data door says when a file is not what it seems."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.data.select import nearest
from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg, Verbatim, Words
from sqc.notes import DataError, OptionError


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


def not_wide(name: str, encoding: str) -> DataError:
    """Return error ``wrong-encoding`` for a file that was said to be in UTF-16 or UTF-32 and is not."""
    message = Msg("{file} is not {label}.", file=cut(name, 60), label=encoding)
    hint = Msg("leave {option} out", option=f"--encoding {encoding.lower().replace(' ', '-')}")
    return refuse("wrong-encoding", message, name, hint)


def not_text(name: str) -> DataError:
    """Return error ``not-text`` for anything that is neither text nor a spreadsheet."""
    return refuse("not-text", Msg("{file} is not a text file.", file=name), name)


def store_extra(name: str, what: str) -> DataError:
    """Return error ``missing-extra`` for a file that stores columns (Parquet, Feather, Arrow)."""
    message = Msg("{file} is a {what} file; a part that is not installed reads it.", file=name, what=what)
    return refuse("missing-extra", message, name, Verbatim('pip install "sqc[fast]"'))


def store_broken(name: str, what: str) -> DataError:
    """Return error ``broken-file`` for a file that stores columns and cannot be read."""
    return refuse(
        "broken-file",
        Msg("{file} cannot be read as a {what} file; it is not whole.", file=name, what=what),
        name,
    )


def no_sheets(name: str, sheet: str) -> OptionError:
    """Return error ``no-sheets``: a sheet is named and the file has none."""
    message = Msg(
        "{option}: {file} is no spreadsheet, it has no sheets.", option=f"--sheet {sheet}", file=name
    )
    return OptionError("no-sheets", message, hints=[Msg("leave {option} out", option="--sheet")], file=name)


def unknown_choice(option: str, given: str, known: Sequence[str]) -> OptionError:
    """Return error ``unknown-choice``: an option that takes one of a few words."""
    message = Msg(
        '{option} "{given}" is not known; {known} are.',
        option=option,
        given=cut(given),
        known=Listing(list(known)),
    )
    return OptionError("unknown-choice", message)
