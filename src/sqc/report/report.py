"""The report of a result: everything it can say, before it has a language or a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqc.i18n.message import Words
from sqc.notes import NOTHING, Finding, Source
from sqc.report.model import Fact, LongTable, Table

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


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
    parts : tuple of (str, Report)
        Reports of its own that this one sums up, by name: shown after it, each a page.
    long : callable or None
        Returns what stands below the figure, a row for each point or value: all, or those that matter
        where there are more than so many.
    explain : callable or None
        Returns what `--explain` says of the keys; None: only what facts and findings hold.
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
    parts: tuple[tuple[str, Report], ...] = ()
    long: Callable[[int], LongTable] | None = None
    explain: Callable[[], Explainer] | None = None
