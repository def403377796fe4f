"""What a result can say: facts, tables, findings, notes. Views read only this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqc.i18n.message import Msg, Words
from sqc.notes import NOTHING, Finding, Source

if TYPE_CHECKING:
    from sqc.report.marks import Page


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


class Report(NamedTuple):
    """Everything a result can say, before it has a language or a format.

    Parameters
    ----------
    analysis, kind : str
        ``chart``, ``xbar-r``.
    findings : tuple of Finding
        The first is the verdict (line 1); then act, watch, ok.
    title : Msg
        What was analysed, n, phase or limits.
    facts : mapping of str to Fact
    tables : tuple of Table
        Printed in this order, below the title.
    notes : tuple of (label, Msg)
        ``Rules``, ``Checked``, ``Read``: the labelled lines.
    next : tuple of Msg
        What to do next (standard error, terminal only).
    sections : callable
        Parts that only JSON carries: parameters, panels, signals.
    frame : callable
        Returns the main table as columns; what csv, md and `to_frame` write.
    page : callable or None
        Returns the figure's description.
    """

    analysis: str
    kind: str | None
    findings: tuple[Finding, ...]
    title: Words
    facts: Mapping[str, Fact]
    tables: tuple[Table, ...]
    notes: tuple[tuple[Words, Words], ...]
    frame: Callable[[], Mapping[str, Sequence[object]]]
    page: Callable[[], Page] | None = None
    next: tuple[Words, ...] = ()
    source: Source | None = None
    sections: Callable[[], Mapping[str, object]] = dict
    provenance: Mapping[str, object] = NOTHING
