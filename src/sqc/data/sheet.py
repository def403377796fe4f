"""What is known of a file while it is read: its origin, its rows, the options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqc.data.header import Layout
from sqc.data.sniff import Rows
from sqc.i18n.message import Words


class ReadOptions(NamedTuple):
    """How a file is read where it does not speak for itself.

    Parameters
    ----------
    encoding, delimiter : str, optional
    missing : tuple of str
        Cell texts that mean "no value", beside the usual ones.
    censored : {"half", "limit", "drop"}, optional
        What stands for a cell such as ``<0.01``.
    fill : tuple of str
        Columns whose blank cells take the value above.
    sheet : str, optional
        Name or number (from 1) of the sheet of a spreadsheet; else the first that holds data.
    sha256 : bool
        Take the checksum of a file of any size.
    max_size : str, optional
        Most bytes that a packed file may unpack to (``"2GB"``; 1 GB); cells and columns follow from it.
    wanted : tuple of str, optional
        Columns that will be used, when that is known: a large file is read for these only.
    form : bool
        A form of words: a row without a number is a row like the others, no title and no footer.

    Examples
    --------
    >>> ReadOptions(missing=("未装",)).missing
    ('未装',)
    """

    encoding: str | None = None
    delimiter: str | None = None
    missing: tuple[str, ...] = ()
    censored: str | None = None
    fill: tuple[str, ...] = ()
    sheet: str | None = None
    sha256: bool = False
    max_size: str | None = None
    wanted: tuple[str, ...] | None = None
    form: bool = False


CHECKSUM_TO = 64_000_000
# what the verbs call them
NAMES = ("encoding", "delimiter", "sheet", "missing", "censored", "fill", "sha256", "max_size")


def read_options(options: Mapping[str, Any], wanted: tuple[str, ...] | None = None) -> ReadOptions:
    """Return how a file is read, from the keyword options of a verb; others are passed over.

    Parameters
    ----------
    options : mapping
        `missing` and `fill` may be one text.
    wanted : tuple of str, optional
        Columns that will be used, where they are all known.

    Examples
    --------
    >>> read_options({"missing": "-", "value": "d"}).missing
    ('-',)
    """
    given = {name: options[name] for name in NAMES if options.get(name)}
    if "sheet" in given:
        given["sheet"] = str(given["sheet"])
    for name in ("missing", "fill"):
        if isinstance(given.get(name), str):
            given[name] = (given[name],)
        elif name in given:
            given[name] = tuple(given[name])
    return ReadOptions(**given, wanted=wanted)


class Origin(NamedTuple):
    """Where the bytes came from: name as typed, size, checksum, clauses that open the `Read` line."""

    name: str
    size: int | None = None
    sha256: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    clauses: tuple[Words, ...] = ()
    spreadsheet: bool = False


class Sheet(NamedTuple):
    """Rows with their lines and their layout: what the light path and the streaming path share."""

    rows: Rows
    layout: Layout
    origin: Origin
    options: ReadOptions
