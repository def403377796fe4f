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


class Column(NamedTuple):
    """Head of a table column: key (JSON, frame), label, alignment (words left, numbers right)."""

    key: str
    label: Words
    align: Literal["left", "right"] = "right"


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
