"""Tables as the HTML templates take them: cells in both languages, heads over panels, choices of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from sqc.i18n.message import Msg, Words, words
from sqc.report.model import Cell, Column, Fact, LongTable, Table
from sqc.report.numbers import fixed
from sqc.report.svg import escaped, runs
from sqc.report.text import cell_text

CODES = {"en": "en", "zh": "zh-CN"}
_NUMBER = Markup(' class="n"')


class Head(NamedTuple):
    """The head of a column; `over` when it stands below a head of several."""

    label: Markup
    attributes: Markup = Markup("")
    over: bool = False


class HtmlOver(NamedTuple):
    """A head over several columns: where they begin, how many, and what is the same in all rows."""

    key: str
    label: Markup
    at: int
    span: int
    constants: Sequence[Markup]


class Row(NamedTuple):
    """Cells, and attributes of the row."""

    cells: Sequence[Markup]
    attributes: Markup = Markup("")


class Group(NamedTuple):
    """Rows, and what stands once above them."""

    under: Markup | None
    rows: Sequence[Row]


class HtmlTable(NamedTuple):
    """A table; `right` are the classes that align its columns of numbers."""

    heads: Sequence[Head]
    groups: Sequence[Group]
    right: str
    caption: Markup | None = None
    overs: Sequence[HtmlOver] = ()


class HtmlLong(NamedTuple):
    """A long table under its name; `choices` are words of one column with the number of their rows."""

    name: Markup
    total: str
    table: HtmlTable
    places: str
    note: Markup | None
    choices: Sequence[tuple[Markup, str]]


def both(text: Words, zh: str | None = None) -> Markup:
    """Return text in each language, once where they are the same; escaped.

    Examples
    --------
    >>> str(both("a < b"))
    'a &lt; b'
    >>> str(both("ok", "OK"))
    '<span lang="en">ok</span><span lang="zh-CN">OK</span>'
    """
    first = words(text, "en")
    second = words(text, "zh") if zh is None else zh
    if first == second:
        return Markup(escaped(first))
    said = zip(CODES.values(), (first, second), strict=True)
    return Markup("".join(f'<span lang="{code}">{escaped(one)}</span>' for code, one in said))


def _cell(cell: Cell, strong: bool = False) -> Markup:
    said = both(cell_text(cell, "en"), cell_text(cell, "zh"))
    return Markup("<strong>{}</strong>").format(said) if strong else said


def html_table(table: Table) -> HtmlTable:
    """Return a table; columns below a head of several that say the same in all rows move into that head."""
    constant = [i for i in range(len(table.columns)) if _is_constant(table, i)]
    shown = [i for i in range(len(table.columns)) if i not in constant]
    rows = [
        Row([_cell(row[i], (number, i) in table.emphasis) for i in shown])
        for number, row in enumerate(table.rows)
    ]
    columns = [table.columns[i] for i in shown]
    return HtmlTable(
        [
            Head(both(column.label), _NUMBER if column.align == "right" else Markup(""), bool(column.over))
            for column in columns
        ],
        [Group(None, rows)],
        " ".join(f"r{place}" for place, column in enumerate(columns, 1) if column.align == "right"),
        None if table.title is None else both(table.title),
        _overs(table, columns, constant),
    )


def _is_constant(table: Table, i: int) -> bool:
    """Return whether a column below a head of several, not its first, says the same in all rows."""
    over = table.columns[i].over
    if over is None or i == 0 or table.columns[i - 1].over != over or not table.rows:
        return False
    return all(row[i] == table.rows[0][i] for row in table.rows)


def _overs(table: Table, columns: Sequence[Column], constant: Sequence[int]) -> list[HtmlOver]:
    found = []
    for over in dict.fromkeys(column.over for column in columns if column.over is not None):
        own = [place for place, column in enumerate(columns) if column.over == over]
        same = [i for i in constant if table.columns[i].over == over and cell_text(table.rows[0][i], "en")]
        said = [_constant(table.columns[i], table.rows[0][i]) for i in same]
        found.append(HtmlOver(over.key, both(over.label), own[0], len(own), said))
    return found


def _constant(column: Column, cell: Cell) -> Markup:
    return both(*(f"{words(column.label, lang)} {cell_text(cell, lang)}" for lang in CODES))


def html_long(long: LongTable) -> HtmlLong:
    """Return a long table with the choices of its rows."""
    whole, first = long.table, len(long.under)
    table = html_table(_without(whole, first))
    rows, choices = table.groups[0].rows, Counter[Markup]()
    if long.choose is not None:
        at = [column.key for column in whole.columns].index(long.choose) - first
        choices.update(row.cells[at] for row in rows)
        numbers = {said: place for place, (said, _) in enumerate(_fewest(choices), 1)}
        rows = [Row(row.cells, Markup(' class="c{}"').format(numbers[row.cells[at]])) for row in rows]
        table = table._replace(groups=[Group(None, rows)])
    if first:
        table = table._replace(groups=_grouped(whole, first, rows))
    return HtmlLong(
        both(whole.title or ""),
        f"{len(rows):,}",
        table,
        runs(long.places) if any(column.over for column in whole.columns) else "",
        None if long.note is None else both(long.note),
        [(said, f"{count:,}") for said, count in _fewest(choices)],
    )


def _fewest(choices: Counter[Markup]) -> list[tuple[Markup, int]]:
    return sorted(choices.items(), key=lambda choice: choice[1])


def _without(table: Table, first: int) -> Table:
    """Return a table without its first columns."""
    return table._replace(
        title=None,
        columns=table.columns[first:],
        rows=tuple(row[first:] for row in table.rows),
        emphasis=frozenset((row, column - first) for row, column in table.emphasis),
    )


def _grouped(whole: Table, first: int, rows: Sequence[Row]) -> list[Group]:
    """Return the rows below what neighbours have in common: their first columns."""
    pairs = zip((row[:first] for row in whole.rows), rows, strict=True)
    return [
        Group(Markup(" &middot; ").join(map(_cell, common)), [row for _, row in own])
        for common, own in groupby(pairs, key=lambda pair: pair[0])
    ]


def facts_table(facts: Mapping[str, Fact], prefix: str) -> HtmlTable:
    """Return every number: label, value, interval where it has one, method, key; the key is the row's id."""
    intervals = any(fact.interval is not None for fact in facts.values())
    heads: list[Words] = [Msg("what"), Msg("value"), *([Msg("interval")] if intervals else [])]
    rows = []
    for key, fact in facts.items():
        cells = [both(fact.label), both(*(_value(fact, lang) for lang in CODES))]
        if intervals:
            cells.append(both(*(_interval(fact, lang) for lang in CODES)))
        cells += [both(fact.method or ""), Markup("<code>{}</code>").format(key)]
        rows.append(Row(cells, Markup(' id="{}{}"').format(prefix, key)))
    heads += [Msg("from"), Msg("key")]
    return HtmlTable(
        [Head(both(head)) for head in heads], [Group(None, rows)], "r2 r3" if intervals else "r2"
    )


def _number(value: float, fact: Fact) -> str:
    return f"{value:.6g}" if fact.decimals is None else fixed(value, fact.decimals)


def _value(fact: Fact, lang: str) -> str:
    value = fact.value
    if not isinstance(value, float):
        return "-" if value is None else f"{value:,}" if isinstance(value, int) else words(value, lang)
    return f"{_number(value, fact)} {fact.unit or ''}".strip()


def _interval(fact: Fact, lang: str) -> str:
    if fact.interval is None:
        return ""
    low, high = (_number(end, fact) for end in fact.interval)
    said = Msg("{a} to {b}", a=low, b=high).render(lang)
    return said if fact.confidence is None else f"{said} ({100 * fact.confidence:g} %)"
