"""The data views: dict and JSON, CSV, Markdown."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqc.i18n.catalog import language
from sqc.i18n.display import STEERING, visible
from sqc.i18n.message import Msg, Words, words
from sqc.notes import Finding, Source, SqcError
from sqc.report.model import Fact, Num, Table
from sqc.report.report import Report
from sqc.report.text import LEVEL_WORDS, cell_text

NOTHING_LINKED: Mapping[str, str] = MappingProxyType({})
# what begins a formula in a spreadsheet, also full-width; and a number, which is none
_MARKUP = re.compile(r"[\\`*_\[\]<>|&~]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


def plain(value: object, lang: str) -> Any:
    """Return a value as JSON knows it: undefined numbers become null, arrays lists.

    Examples
    --------
    >>> plain(float("nan"), "en") is None
    True
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Msg):
        return value.render(lang)
    if isinstance(value, Num):
        return plain(value.value, lang)
    if isinstance(value, Mapping):
        return {str(key): plain(item, lang) for key, item in value.items()}
    if hasattr(value, "tolist"):
        return plain(value.tolist(), lang)
    if isinstance(value, Sequence):
        return [plain(item, lang) for item in value]
    return str(value)


def finding_dict(finding: Finding, lang: str) -> dict[str, Any]:
    """Return key, level, text and the numbers that were put in."""
    return {
        "key": finding.key,
        "level": finding.level,
        "text": finding.message.render(lang),
        "values": plain(finding.values, lang),
    }


def _fact_dict(fact: Fact, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {"value": plain(fact.value, lang), "label": words(fact.label, lang)}
    if fact.unit:
        found["unit"] = fact.unit
    if fact.interval is not None:
        found["interval"] = plain(fact.interval, lang)
        found["confidence"] = fact.confidence
    if fact.method is not None:
        found["method"] = words(fact.method, lang)
    if fact.claim is not None:
        found["claim"] = fact.claim
    return found


def source_dict(source: Source, lang: str) -> dict[str, Any]:
    """Return provenance of the data."""
    found: dict[str, Any] = {
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "size": source.size,
        "n_read": source.n_read,
        "n_used": source.n_used,
        "n_missing": source.n_missing,
        "dropped": dict(source.dropped),
        "read": [words(part, lang) for part in source.read],
    }
    return {key: value for key, value in found.items() if value not in (None, {}, [])}


def _table_dict(table: Table, lang: str) -> dict[str, Any]:
    return {column.key: [plain(row[i], lang) for row in table.rows] for i, column in enumerate(table.columns)}


def to_dict(report: Report, lang: str | None = None) -> dict[str, Any]:
    """Return everything the report says as plain data; absent parts are left out."""
    from sqc import __version__

    lang = lang or language()
    found: dict[str, Any] = {
        "sqc": __version__,
        "analysis": report.analysis,
        "kind": report.kind,
        "source": source_dict(report.source, lang) if report.source else None,
        "facts": {key: _fact_dict(fact, lang) for key, fact in report.facts.items()},
        **{key: plain(value, lang) for key, value in report.sections().items()},
        "tables": {table.key: _table_dict(table, lang) for table in report.tables},
        "findings": [finding_dict(finding, lang) for finding in report.findings],
        "provenance": plain(report.provenance, lang),
        "parts": [{"name": name, **to_dict(part, lang)} for name, part in report.parts] or None,
    }
    return {key: value for key, value in found.items() if key == "provenance" or value not in (None, {})}


def to_json(found: Mapping[str, Any]) -> str:
    """Return strict JSON in full precision, one document; what could steer a terminal is escaped."""
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    return text if text.isascii() else STEERING.sub(lambda one: f"\\u{ord(one[0]):04x}", text)


def error_dict(error: SqcError, lang: str | None = None) -> dict[str, Any]:
    """Return an error in the form scripts read."""
    from sqc import __version__

    lang = lang or language()
    hints = [hint if not isinstance(hint, tuple) else hint[1] for hint in error.hints]
    body: dict[str, Any] = {
        "key": error.key,
        "message": words(error.message, lang),
        "hint": "\n".join(words(hint, lang) for hint in hints) or None,
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "cell": error.cell,
    }
    if error.cells:
        body["cells"] = [{"line": line, "column": column, "cell": cell} for line, column, cell in error.cells]
    return {"sqc": __version__, "error": body}


def guard(text: str) -> str:
    """Return a text cell that a spreadsheet will not take for a formula.

    Examples
    --------
    >>> guard("=1+1")
    "'=1+1"
    >>> guard("-5")
    '-5'
    """
    return "'" + text if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def _csv_cell(value: object, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else ""
    if isinstance(value, (int, bool)):
        return str(value)
    return guard(words(value, lang) if isinstance(value, (str, Msg)) else str(value))


def to_csv(frame: Mapping[str, Sequence[object]], lang: str | None = None) -> str:
    """Return the main table as CSV: full precision, text cells guarded."""
    import csv
    import io

    lang = lang or language()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(name) for name in frame])
    for row in zip(*(listed(column) for column in frame.values()), strict=True):
        writer.writerow([_csv_cell(value, lang) for value in row])
    return out.getvalue()


def listed(column: object) -> list[object]:
    """Return the cells of a column as a list."""
    return list(column.tolist()) if hasattr(column, "tolist") else list(column)  # type: ignore[call-overload]


def _markdown_cell(text: str) -> str:
    """Return text as it may stand in a line of Markdown: no mark-up, no address, nothing that steers."""
    text = _MARKUP.sub(r"\\\g<0>", text.replace("\n", " ").replace("\r", " "))
    return visible(text)


def markdown_table(table: Table, lang: str) -> str:
    """Return a table in Markdown; text is escaped."""
    heads = [_markdown_cell(words(column.label, lang)) for column in table.columns]
    rules = ["--:" if column.align == "right" else ":--" for column in table.columns]
    lines = [heads, rules]
    lines += [[_markdown_cell(cell_text(cell, lang)) for cell in row] for row in table.rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def to_markdown(report: Report, lang: str | None = None, pictures: Mapping[str, str] = NOTHING_LINKED) -> str:
    """Return the report as Markdown: verdict, picture, tables, findings, notes; then its parts.

    `pictures` holds the address of the picture of each part, "" for its own.
    """
    lang = lang or language()

    def sentence(finding: Finding) -> str:
        return f"**{LEVEL_WORDS[finding.level].render(lang)}** {_markdown_cell(finding.message.render(lang))}"

    title = _markdown_cell(words(report.title, lang))
    blocks = [f"# {title}", sentence(report.findings[0])]
    if "" in pictures:
        blocks.append(f"![{title}]({_address(pictures[''])})")
    blocks += [markdown_table(table, lang) for table in report.tables if table.printed and table.rows]
    shown = [f"- {sentence(finding)}" for finding in report.findings[1:] if finding.level != "ok"]
    colon = "：" if lang == "zh" else ": "
    shown += [
        f"- {_markdown_cell(words(label, lang))}{colon}{_markdown_cell(_one_line(text, lang))}"
        for label, text in report.notes
    ]
    text = "\n\n".join([*blocks, "\n".join(shown)]) + "\n"
    for name, part in report.parts:
        linked = {"": pictures[name]} if name in pictures else {}
        text += f"\n## {_markdown_cell(name)}\n\n#{to_markdown(part, lang, linked)}"
    return text


def _address(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _one_line(text: Words, lang: str) -> str:
    return words(text, lang).replace("\n", " ")
