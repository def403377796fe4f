"""Pieces of sentences about a table: lines with their cells, names in a row, options to try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqc.data.table import Column, Table
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Verbatim, Words, plural, words

SHOWN = 5


class Row(Msg):
    """Clauses in a row without a conjunction; more than `most`: the first three and how many more.

    Examples
    --------
    >>> Row(["a", "b"]).render("zh")
    'a、b'
    """

    __slots__ = ("most", "parts", "total")

    def __init__(self, parts: Iterable[Words], total: int | None = None, most: int = SHOWN) -> None:
        super().__init__("")
        self.parts = tuple(parts)
        self.total = len(self.parts) if total is None else total
        self.most = most

    def render(self, lang: str | None = None) -> str:
        """Return the clauses with the comma of the language."""
        from sqc.i18n.catalog import language

        lang = lang or language()
        comma = "、" if lang == "zh" else ", "
        if self.total <= self.most:
            return comma.join(words(part, lang) for part in self.parts)
        shown = comma.join(words(part, lang) for part in self.parts[:3])
        rest = Msg("{shown} and {rest} more", shown=shown, rest=self.total - 3)
        return rest.render(lang)

    def _key(self) -> tuple[object, ...]:
        return (self.total, *map(repr, self.parts))


def line_of(table: Table, row: int) -> str:
    """Return the number by which the user finds the row: file line, or row from 1 in a frame."""
    return str(int(table.lines[row])) if len(table.lines) else str(row + 1)


def where(table: Table, row: int, column: Column | None = None) -> Msg:
    """Return the head of an error: file, line and, with a column, its header."""
    file, line = table.name, line_of(table, row)
    if column is None:
        if table.origin != "file":
            return Msg("{file}, row {line}", file=file, line=line)
        return Msg("{file}, line {line}", file=file, line=line)
    if table.origin != "file":
        return Msg("{file}, row {line}, column {column}", file=file, line=line, column=column.header)
    return Msg("{file}, line {line}, column {column}", file=file, line=line, column=column.header)


def lines(table: Table, rows: Sequence[int], total: int | None = None) -> Msg:
    """Return ``lines 5, 11 and 14 more`` for table rows (0-based); `total` when `rows` is only the start."""
    parts = [Msg("{file_line}", file_line=line_of(table, row)) for row in rows[:SHOWN]]
    return _headed(table, parts, len(rows) if total is None else total)


def missing_cells(table: Table, cells: Sequence[tuple[int, Column]], total: int, several: bool) -> Msg:
    """Return the cells that hold no value, each with its text: ``lines 5 "/", 22 empty``.

    Parameters
    ----------
    cells : sequence of (row, Column)
        The first few of them.
    total : int
        How many there are.
    several : bool
        They are from several columns: each is named.
    """
    return _headed(table, [_missing_cell(table, row, column, several) for row, column in cells], total)


def _missing_cell(table: Table, row: int, column: Column, several: bool) -> Msg:
    text = cut(dict(column.spellings).get(row, ""))
    line = line_of(table, row)
    if several:
        if text:
            return Msg('{line} {column} "{text}"', line=line, column=column.name, text=text)
        return Msg("{line} {column} empty", line=line, column=column.name)
    if text:
        return Msg('{line} "{text}"', line=line, text=text)
    return Msg("{line} empty", line=line)


def _headed(table: Table, parts: Sequence[Words], total: int) -> Msg:
    row = Row(parts, total)
    if table.origin != "file":
        return plural("row {places}", "rows {places}", total, places=row)
    return plural("line {places}", "lines {places}", total, places=row)


def columns_there(columns: Sequence[Column], most: int = 12) -> Msg:
    """Return the line that lists the columns there are."""
    return Msg("columns: {names}", names=Row([column.name for column in columns], most=most))


def option(name: str, value: str) -> Verbatim:
    """Return an option as it is typed; a value with blanks in quotes.

    Examples
    --------
    >>> option("value", "inner diameter").render()
    '--value "inner diameter"'
    """
    if name == "value" and "," in value:
        # a comma parts names: inside the option this one stands in marks of its own
        return Verbatim(f"--{name} '\"{value}\"'")
    plain = value and not set(value) & set(" \t\"'()&|;<>*?$`!#[]{}\\")
    return Verbatim(f"--{name} {value}" if plain else f'--{name} "{value}"')


def correct_cell(text: str) -> Msg:
    """Return what to do about a cell that cannot be read; a text too long to type is not repeated.

    Examples
    --------
    >>> correct_cell("12.0l8").render("en")
    'correct the cell, or leave its row out: --missing 12.0l8'
    >>> correct_cell("1" * 500).render("en")
    'correct the cell'
    """
    if cut(text) != text:
        return Msg("correct the cell")
    return Msg("correct the cell, or leave its row out: {option}", option=option("missing", text))


def options(*pairs: tuple[str, str]) -> Verbatim:
    """Return several options as they are typed.

    Examples
    --------
    >>> options(("value", "x"), ("size", "5")).render()
    '--value x --size 5'
    """
    return Verbatim(" ".join(option(name, value).render() for name, value in pairs))
