"""The entries of a limits file, each checked and found again in the text when it is wrong."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqc.data.suggest import nearest
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError

_ENTRIES = frozenset(
    ("kind", "n", "method", "constants", "k", "alpha", "characteristic", "unit", "decimals", "rules")
)


class Reader:
    """A parsed limits file with its text.

    Parameters
    ----------
    file : str
        As the user typed it.
    text : str
        For line and column of what is wrong.
    document : mapping
        What `tomllib` made of it.
    """

    def __init__(self, file: str, text: str, document: Mapping[str, Any]) -> None:
        self.file = file
        self.text_ = text
        self.document = document

    def kind(self, known: Collection[str] | None) -> str:
        """Return the chart kind."""
        if "limits" not in self.document:
            raise self._lacking("[limits]")
        kind = self._value("limits", "kind")
        if kind is None:
            raise self._lacking("kind")
        if not isinstance(kind, str):
            raise self._wrong("limits", "kind", Msg("is not the name of a chart kind"))
        if known is not None and kind not in known:
            near = nearest(kind, known)
            message = Msg(
                '{file} names a chart kind "{kind}" that is not known.', file=self.file, kind=cut(kind)
            )
            if near is not None:
                message = Msg(
                    '{file} names a chart kind "{kind}"; did you mean "{near}"?',
                    file=self.file,
                    kind=cut(kind),
                    near=near,
                )
            raise DataError("unknown-kind", message, file=self.file, cell=kind)
        return kind

    def parameters(self, needed: Collection[str], flat: Collection[str]) -> dict[str, float]:
        """Return the numbers of [parameters], and those of `flat` or `needed` that stand in [limits]."""
        found: dict[str, float] = {}
        flat = {*flat, *needed}
        for table in ("limits", "parameters"):
            entries = self._entries(table)
            names = [name for name in entries if table == "parameters" or name in flat]
            for name in names:
                number = self.number(table, name)
                if number is not None:
                    found[name] = number
            if table == "limits":
                self._known_entries([name for name in entries if name not in names], flat)
        by_hand = "lower" in found or "upper" in found
        for name in ("center",) if by_hand else needed:
            if name not in found:
                raise self._lacking(name)
        self._in_order(found)
        return found

    def _known_entries(self, names: list[str], flat: Collection[str]) -> None:
        """A misspelt entry must not be passed over: it may be a limit."""
        for name in names:
            if name not in _ENTRIES:
                known = [*_ENTRIES, *flat]
                near = nearest(name, known)
                words = {"file": self.file, "entry": cut(name)}
                message = Msg('{file}: [limits] has no entry "{entry}".', **words)
                if near is not None:
                    message = Msg(
                        '{file}: [limits] has no entry "{entry}"; did you mean "{near}"?', **words, near=near
                    )
                line, column = self._place("limits", name)
                raise DataError("limits-file-broken", message, file=self.file, line=line, column=str(column))

    def _in_order(self, found: Mapping[str, float]) -> None:
        if "lower" in found and found["lower"] == found.get("upper"):
            raise self._crossed(found, "lower", "upper")
        for below, above in (("lower", "upper"), ("lower", "center"), ("center", "upper")):
            if not found.get(below, -math.inf) <= found.get(above, math.inf):
                raise self._crossed(found, below, above)
        if found.get("sigma", 1.0) <= 0:
            raise self._wrong(self._table_of("sigma"), "sigma", Msg("is not above 0"))

    def _crossed(self, found: Mapping[str, float], below: str, above: str) -> DataError:
        line, column = self._place(self._table_of(below), below)
        message = Msg(
            "{file}, line {line}: {below} {a} is not below {above} {b}.",
            file=self.file,
            line=str(line),
            below=below,
            a=f"{found[below]:.10g}",
            above=above,
            b=f"{found[above]:.10g}",
        )
        return DataError("limits-file-broken", message, file=self.file, line=line, column=str(column))

    def _table_of(self, name: str) -> str:
        return "parameters" if name in self._entries("parameters") else "limits"

    def number(
        self, table: str, name: str, above: float = -math.inf, below: float = math.inf
    ) -> float | None:
        """Return a finite number inside the open interval, None when the entry is not there."""
        value = self._value(table, name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._not_a_number(table, name, value)
        if not abs(value) <= sys.float_info.max:
            raise self._wrong(table, name, Msg("is not a finite number"))
        if not above < value < below:
            if math.isinf(below):
                raise self._wrong(table, name, Msg("is not above {limit}", limit=f"{above:g}"))
            raise self._wrong(table, name, Msg("is not between {a} and {b}", a=f"{above:g}", b=f"{below:g}"))
        return float(value)

    def whole(self, table: str, name: str) -> int | None:
        """Return a whole number from 0 on, None when the entry is not there."""
        value = self.number(table, name)
        if value is None:
            return None
        if value < 0 or value != int(value):
            raise self._wrong(table, name, Msg("is not a whole number from 0 on"))
        return int(value)

    def size(self) -> float | str | None:
        """Return n: a number above 0, ``varies`` or None."""
        value = self._value("limits", "n")
        return "varies" if value == "varies" else self.number("limits", "n", above=0.0)

    def text(self, table: str, name: str) -> str:
        """Return a text, "" when the entry is not there."""
        value = self._value(table, name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(table, name, Msg("is not text in quotes"))
        return value

    def one_of(self, table: str, name: str, known: tuple[str, ...]) -> str:
        """Return one of the known words, the first when the entry is not there."""
        value = self.text(table, name) or known[0]
        if value not in known:
            raise self._wrong(table, name, Msg("is neither {a} nor {b}", a=known[0], b=known[1]))
        return value

    def day(self, table: str, name: str) -> str | None:
        """Return an ISO date, None when the entry is not there."""
        value = self._value(table, name)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        try:
            return date.fromisoformat(value).isoformat()
        except (TypeError, ValueError):
            raise self._wrong(table, name, Msg("is not a date such as 2026-11-20")) from None

    def _entries(self, table: str) -> Mapping[str, Any]:
        entries = self.document.get(table, {})
        if not isinstance(entries, dict):
            raise self._lacking(f"[{table}]")
        return entries

    def _value(self, table: str, name: str) -> Any:
        return self._entries(table).get(name)

    def _place(self, table: str, name: str) -> tuple[int | None, int]:
        """Return the line of an entry and the column where its value begins."""
        inside = ""
        for number, line in enumerate(self.text_.split("\n"), 1):
            head = re.match(r"\s*\[\s*([\w-]+)\s*\]", line)
            if head is not None:
                inside = head[1]
            entry = re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=\s*", line)
            if entry is not None and inside == table:
                return number, entry.end() + 1
        return None, 1

    def _cell(self, table: str, name: str) -> str:
        line, column = self._place(table, name)
        if line is None:
            return str(self._value(table, name))
        return self.text_.split("\n")[line - 1][column - 1 :].partition("#")[0].strip().strip("\"'")

    def _not_a_number(self, table: str, name: str, value: object) -> DataError:
        right = str(value).strip().replace(",", ".")
        try:
            clear = math.isfinite(float(right))
        except ValueError:
            clear = False
        if clear and isinstance(value, str):
            return self._wrong(table, name, Msg("is not a number; write {right}", right=right))
        return self._wrong(table, name, Msg("is not a number"))

    def _wrong(self, table: str, name: str, what: Words) -> DataError:
        line, column = self._place(table, name)
        cell = self._cell(table, name)
        message = Msg(
            '{file}, {entry}: "{cell}" {what}.', file=self.file, entry=name, cell=cut(cell), what=what
        )
        if line is not None:
            message = Msg(
                '{file}, line {line}, column {column}: "{cell}" {what}.',
                file=self.file,
                line=str(line),
                column=str(column),
                cell=cut(cell),
                what=what,
            )
        return DataError(
            "limits-file-broken", message, file=self.file, line=line, column=str(column), cell=cell
        )

    def _lacking(self, name: str) -> DataError:
        message = Msg("{file} holds no {entry}; a limits file needs it.", file=self.file, entry=name)
        hints = [Msg("estimate new limits with --save-limits")]
        return DataError("limits-file-broken", message, hints=hints, file=self.file)
