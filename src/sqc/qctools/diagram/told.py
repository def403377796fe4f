"""What a kind of diagram says of its data: the same record for every kind."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqc.data.large_file import SPREADSHEETS
from sqc.data.suggest import fold
from sqc.data.table import Column
from sqc.data.wording import columns_there
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import DataError, Finding, Source
from sqc.report.marks import Plot
from sqc.report.model import Fact
from sqc.report.model import Table as Shown


class Told(NamedTuple):
    """A diagram that is understood.

    Parameters
    ----------
    title : Words
        Of the text.
    name, kind_name : Words
        Of the picture: what is shown, what sort of diagram it is.
    findings : tuple of Finding
        The verdict first.
    facts, tables, frame
        As a report has them.
    plot : callable
        Returns the panel.
    source : Source
    method : Words
    footer : tuple of Words
        What the boxes of the picture mean.
    """

    title: Words
    name: Words
    kind_name: Words
    findings: tuple[Finding, ...]
    facts: Mapping[str, Fact]
    tables: tuple[Shown, ...]
    frame: Callable[[], Mapping[str, Sequence[object]]]
    plot: Callable[[], Plot]
    source: Source
    method: Words
    footer: tuple[Words, ...] = ()


_TABLES = (".csv", ".tsv", *SPREADSHEETS, ".parquet", ".feather", ".arrow", ".gz")
Reader = Callable[[Any, Mapping[str, Any]], Told]


def is_table(data: Any) -> bool:
    """Return whether what was given is a table: data in memory, or a file with the ending of one.

    Examples
    --------
    >>> is_table("plan.csv"), is_table("plan.txt"), is_table({"from": ["a"], "to": ["b"]})
    (True, False, True)
    """
    if not isinstance(data, str | os.PathLike):
        return True
    return "\n" not in str(data) and str(data).lower().endswith(_TABLES)


def by_heads(columns: Sequence[Column], name: str, parts: Mapping[str, Sequence[str]]) -> dict[str, Column]:
    """Return the columns that play the parts of a diagram, by their heads.

    Parameters
    ----------
    columns : sequence of Column
    name : str
        Of the file.
    parts : mapping of str to sequence of str
        Heads that each part goes by.

    Raises
    ------
    DataError
        ``columns-by-head``.
    """
    found = {part: column_headed(columns, heads) for part, heads in parts.items()}
    missing = [part for part, column in found.items() if column is None]
    if missing:
        raise DataError(
            "columns-by-head",
            Msg(
                "{file} needs columns with the heads {heads}; {missing} is not there.",
                file=name, heads=Listing([_both(part, parts[part]) for part in parts]),
                missing=_both(missing[0], parts[missing[0]]),
            ),
            details=[columns_there(columns)],
            file=name,
        )  # fmt: skip
    return {part: column for part, column in found.items() if column is not None}


def _both(part: str, heads: Sequence[str]) -> str:
    """Return the head of a part in English and in Chinese: ``after/\u7d27\u524d``."""
    return "/".join((part, next(head for head in heads if not head.isascii())))


def bare(column: Column) -> tuple[str, str]:
    """Return the head of a column without what stands in brackets behind it, and that: ``duration (weeks)``.

    Examples
    --------
    >>> bare(Column("duration (weeks)", "duration (weeks)"))
    ('duration', 'weeks')
    """
    found = re.fullmatch(r"(.*?\S)\s*[(\uff08\[]([^()\uff08\uff09\[\]]*)[)\uff09\]]", column.name)
    return (found[1], found[2].strip()) if found else (column.name, column.unit)


def column_headed(columns: Sequence[Column], heads: Sequence[str]) -> Column | None:
    """Return the first column with one of these heads, what stands in brackets left aside; None without."""
    known = {fold(bare(column)[0]): column for column in reversed(columns)}
    return next((known[fold(head)] for head in heads if fold(head) in known), None)
