"""What a result can say: facts, tables, findings, notes. Views read only this."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sqc.i18n.message import Msg, Words


class Num(NamedTuple):
    """A number in a table: value and the decimals it is printed with.

    `value` None or not finite prints `undefined` (``-`` when not given). `percent`: the value is a
    fraction and is printed as ``2.63 %``.
    """

    value: float | None
    decimals: int = 0
    percent: bool = False
    undefined: Words | None = None


Cell = str | Msg | Num | int | None


class Over(NamedTuple):
    """A head over several columns: the panel of the figure that they tell of."""

    key: str
    label: Words


class Column(NamedTuple):
    """Head of a table column: key (JSON, frame), label, alignment (words left, numbers right)."""

    key: str
    label: Words
    align: Literal["left", "right"] = "right"
    over: Over | None = None


class Table(NamedTuple):
    """Rows of cells under heads; `printed` is False for tables that only JSON and files carry.

    `emphasis` holds (row, column) of the cells that show a signal.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Words | None = None
    printed: bool = True
    emphasis: frozenset[tuple[int, int]] = frozenset()


class LongTable(NamedTuple):
    """A table of many rows, or of those of them that matter.

    `places` are the numbers of its rows in the whole, from 0; `choose` is the key of the column by whose
    words a reader chooses rows; `under` are keys of the first columns, which stand once above the rows that
    have them in common; `note` says which rows are shown when not all are.
    """

    table: Table
    places: tuple[int, ...]
    choose: str | None = None
    under: tuple[str, ...] = ()
    note: Words | None = None


class Fact(NamedTuple):
    """One number with its key, label, unit, method and, where it estimates something, interval."""

    value: float | int | str | None
    label: Words
    unit: str | None = None
    method: Words | None = None
    interval: tuple[float, float] | None = None
    confidence: float | None = None
    claim: bool | None = None
    decimals: int | None = None
