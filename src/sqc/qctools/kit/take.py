"""From what the user gave to rows of a table: reading, conditions, columns by the part they play."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.charts.words import quoted
from sqc.data.about import rows_clause
from sqc.data.read import read_table
from sqc.data.roles import LABEL_HEADS, STAGE_HEADS, TIME_HEADS
from sqc.data.rows import rows_where
from sqc.data.select import column
from sqc.data.sheet import read_options
from sqc.data.spool import spooled
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, where
from sqc.i18n.message import Msg, Words, plural
from sqc.notes import DataError, Finding, OptionError, Source, out_of_range

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# what a hint offers of the columns there are
OFFERED = 3


def table_of(data: Any, options: Mapping[str, Any], named: Iterable[str | None] = ()) -> Table:
    """Return the rows of a file, a frame or a dict that the conditions keep.

    Parameters
    ----------
    data : str, path, data frame or dict
    options : mapping
        Keyword options of the verb: how the file is read, and `where`.
    named : iterable of str or None
        All columns that will be used; a large file is then read for these alone. Empty: unknown.

    Raises
    ------
    SqcError
        What cannot be read.

    Examples
    --------
    >>> table_of({"item": ["a", "b"], "n": [3, 1]}, {"where": "n>1"}).n_rows
    1
    """
    conditions = options.get("where") or ()
    known = tuple(name for name in named if name is not None)
    wanted = known if known and not conditions and not any(name.isdigit() for name in known) else None
    with spooled(data) as source:
        table = read_table(source, read_options(options, wanted))
    return rows_where(table, (conditions,) if isinstance(conditions, str) else conditions)


def categories(table: Table) -> list[Column]:
    """Return the columns that name something: words, verdicts; no dates, stages, running labels."""
    labels = {*LABEL_HEADS, *TIME_HEADS, *STAGE_HEADS}
    return [c for c in table.columns if c.kind in ("text", "verdict") and fold(c.name) not in labels]


def the_category(
    table: Table, name: str | None, option: str, verb: str, taken: Sequence[str | None] = ()
) -> Column:
    """Return the column that names the items: as the user says, else the only one that is not taken.

    Raises
    ------
    OptionError
        ``which-column`` where several are possible, ``no-column`` where none is.
    DataError
        ``unknown-column``.
    """
    if name is not None:
        return column(table, name, option)
    others = [column(table, one) for one in taken if one is not None]
    found = [c for c in categories(table) if all(c is not one for one in others)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise OptionError(
            "no-column",
            Msg("{file} has no column of names; name one with --{option}.", file=table.name, option=option),
            details=[columns_there(table.columns)],
        )
    raise ask_which(table, found, option, verb)


def headed(table: Table, heads: Iterable[str], taken: Sequence[Column | None] = ()) -> Column | None:
    """Return the first column whose head is one of those that are known for a thing; None without.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> table = Table("a.csv", (Column("缺陷数", "缺陷数", kind="number"),), np.array([2]), Source("a.csv"))
    >>> headed(table, ("defects", "缺陷数")).name
    '缺陷数'
    """
    known = set(heads)
    found = (c for c in table.columns if fold(c.name) in known and all(c is not one for one in taken))
    return next(found, None)


def column_of(
    table: Table, name: str, given: str | None, heads: Iterable[str], taken: Sequence[Column | None] = ()
) -> Column | None:
    """Return the column that an option names, else the one with a known head."""
    return headed(table, heads, taken) if given is None else column(table, given, name)


def ask_which(
    table: Table, found: Sequence[Column], option: str, verb: str, values: Iterable[str] | None = None
) -> OptionError:
    """Return the question which of several columns is meant, with commands that work.

    `values` are what the option could take, where that is not the name of one of them.
    """
    taken = [c.name for c in found] if values is None else list(values)
    return OptionError(
        "which-column",
        Msg("{file} has {n} columns that may be meant; name one.", file=table.name, n=len(found)),
        details=[columns_there(table.columns)],
        hints=[
            (
                Msg("for example") if i == 0 else Msg("or"),
                f"sqc {verb} {quoted(table.name)} --{option} {quoted(one)}",
            )
            for i, one in enumerate(taken[:OFFERED])
        ],
    )


def not_negative(table: Table, found: Column, numbers: Floats) -> None:
    """Raise ``negative-count`` at the first number below 0."""
    below = np.flatnonzero(numbers < 0)
    if not len(below):
        return
    row = int(below[0])
    text = f"{numbers[row]:.10g}" if found.cells is None else found.cells[row]
    raise DataError(
        "negative-count",
        Msg('{where}: "{cell}" is below 0; {column} holds counts or amounts.',
            where=where(table, row, found), cell=text, column=found.header),
        file=table.name,
        line=int(table.lines[row]),
        column=found.header,
        cell=text,
    )  # fmt: skip


def used(table: Table, held: Bools, rows: Ints | None = None) -> Source:
    """Return the source with how many rows were used; each row of the table may stand for several."""
    n, kept = len(held), int(np.count_nonzero(held))
    if rows is not None:
        n, kept = int(rows.sum()), int(rows[held].sum())
    return replace(
        table.source,
        n_read=n,
        n_used=kept,
        n_missing=n - kept,
        read=(*table.source.read, rows_clause(kept, n)),
    )


def blank_rows(found: Column, held: Bools) -> list[Finding]:
    """Return what is said of rows whose cell in a column is blank: they are left out."""
    n = int(np.count_nonzero(~held))
    if not n:
        return []
    text = plural(
        "{n} row holds nothing in {column} and was left out.",
        "{n} rows hold nothing in {column} and were left out.",
        n,
        column=found.name,
    )
    return [Finding("rows-without", "watch", text, {"column": found.name, "n": n})]


def filled_down(cells: Sequence[str]) -> tuple[list[str], int]:
    """Return cells with blank ones taken from above, and how many were.

    Examples
    --------
    >>> filled_down(["", "a", "", "b"])
    (['', 'a', 'a', 'b'], 1)
    """
    found: list[str] = []
    above, n = "", 0
    for cell in cells:
        n += not cell and bool(above)
        above = cell or above
        found.append(above)
    return found, n


def filled_clause(name: str, n: int) -> Words:
    """Return what the `Read` line says of cells that took the one above."""
    return plural(
        "{n} blank cell of {column} filled from above",
        "{n} blank cells of {column} filled from above",
        n,
        column=name,
    )


def nothing_left(table: Table, why: Words) -> DataError:
    """Return the error of data in which nothing is left to analyse."""
    return DataError(
        "no-data-left", Msg("{file}: nothing is left to analyse, {why}.", file=table.name, why=why),
        file=table.name,
    )  # fmt: skip


def level_of(confidence: float | None) -> float:
    """Return the confidence of the intervals, 0.95 where none is asked for.

    Raises
    ------
    OptionError
        ``option-range``.
    """
    if confidence is None:
        return 0.95
    if not 0 < confidence < 1:
        raise out_of_range("confidence", f"{confidence:g}", Msg("a probability between 0 and 1"))
    return confidence


def counting(table: Table, word: str, value: str | None) -> tuple[Table, str]:
    """Return the table in which a word counts as nonconforming, and its column or columns.

    Parameters
    ----------
    table : Table
    word : str
    value : str, optional
        The columns, where they are named.

    Raises
    ------
    OptionError
        A word that is not there, or columns of more than two words.

    Examples
    --------
    >>> table = table_of({"seal": ["tight", "leaky", "tight"]}, {})
    >>> counting(table, "leaky", None)[1]
    'seal'
    """
    from sqc.data.verdicts import count_word

    table, name = count_word(table, word, () if value is None else (value,))
    return table, name if value is None else value


def dates_of(table: Table, found: Column | None) -> Floats:
    """Return the time of each row in seconds since 1970-01-01, NaN where a cell or the column is blank.

    Raises
    ------
    DataError
        ``not-a-date``.
    """
    if found is None or found.kind == "empty":
        return np.full(table.n_rows, np.nan)
    if found.kind != "date" or found.numbers is None:
        raise DataError(
            "not-a-date",
            Msg(
                "{column} of {file} holds no dates such as 2026-11-20.", column=found.header, file=table.name
            ),
            file=table.name,
            column=found.header,
        )
    return found.numbers
