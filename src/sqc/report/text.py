"""The text view: line 1, tables, findings, labelled lines, filled at 80 display columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqc.i18n.catalog import language
from sqc.i18n.display import STEERING, STEERS, columns_of, on_one_line, visible
from sqc.i18n.message import Msg, Verbatim, Words, words
from sqc.notes import Finding
from sqc.report.model import Cell, Num, Table
from sqc.report.numbers import fixed, percent
from sqc.report.report import Report

WIDTH = 80
LABEL = 10
_MARKS = "，；：。、"
_NO_BREAK_BEFORE = "，。、；：）”！？,.;:)%"
_NO_BREAK_AFTER = "（“"
_OPTION = re.compile(r"(--[a-z-]+(?: (?:[!-~]+|[^\s，；：。、（）]+))?)")
# a Chinese line may end this many columns early to end at a mark
_RAGGED = 12
# words in a table that is too wide give way to this width, then to that
_ROOMY, _TIGHT = 20, 8
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]\d+)?(?: %)?")
_COLOURS = {"act": "\x1b[1;31m", "watch": "\x1b[33m", "ok": "\x1b[32m", "dim": "\x1b[2m"}
_RESET = "\x1b[0m"
_OWN = r"\[(?:1;31|33|32|2|0)m"
_STEERING_BUT_COLOUR = re.compile(rf"[{STEERS}]|\x1b(?!{_OWN})")


LEVEL_WORDS: Mapping[str, Msg] = {"ok": Msg("ok"), "watch": Msg("watch"), "act": Msg("act")}


def level_word(level: str, lang: str) -> str:
    """Return ``[act]`` or ``[处置]``."""
    return f"[{LEVEL_WORDS[level].render(lang)}]"


def shown(text: str, colour: bool = False) -> str:
    """Return the text as a terminal may have it; with `colour` it keeps the colours of the house.

    Examples
    --------
    >>> print(shown("a" + chr(27) + "[2J").replace(chr(92), "/"))
    a/x1b[2J
    """
    return visible(text, _STEERING_BUT_COLOUR if colour else STEERING)


def pad(text: str, width: int, right: bool = False) -> str:
    """Return the text filled with spaces to a display width."""
    space = " " * max(width - columns_of(text), 0)
    return space + text if right else text + space


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break.

    Chinese: after a mark or between two Chinese characters, so that numbers, units and commands stay
    whole. Else: at spaces. Marks that close never begin a piece, marks that open never end one.
    """
    chinese = any(mark in text for mark in _MARKS)
    pieces: list[str] = []
    for char in _characters(text) if chinese else text:
        last = pieces[-1][-1] if pieces else ""
        if not chinese:
            fresh = last == " " != char
        elif char == " " or char in _NO_BREAK_BEFORE or last in _NO_BREAK_AFTER:
            fresh = False
        else:
            fresh = last in _MARKS or (_wide(last) and _wide(char))
        if fresh or not pieces:
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _characters(text: str) -> Iterator[str]:
    """Return the characters, an option with its value as one: ``--subgroup 批号``."""
    for number, part in enumerate(_OPTION.split(text)):
        yield from [part] if number % 2 else part


def _wide(char: str) -> bool:
    return len(char) == 1 and (ord(char) > 0x2E7F or char in "“”")


def _shorter(pieces: Iterable[str], room: int) -> Iterator[str]:
    """Cut what is longer than a line: at its spaces, else where the line ends."""
    for piece in pieces:
        if columns_of(piece) <= room:
            yield piece
            continue
        for word in piece.replace(" ", " \0").split("\0"):
            while columns_of(word.rstrip(" ")) > room:
                end = next(i for i in range(1, len(word) + 1) if columns_of(word[: i + 1]) > room)
                while end > 1 and word[end] in _NO_BREAK_BEFORE:
                    end -= 1
                yield word[:end]
                word = word[end:]
            if word:
                yield word


def fill(text: str, indent: int = 0, width: int = WIDTH, first: int | None = None) -> str:
    """Return the text broken at `width` display columns; lines after the first are indented.

    `first` is the column at which the first line begins (default: `indent`).

    Examples
    --------
    >>> fill("one two three", width=8).splitlines()
    ['one two', 'three']
    """
    lines: list[str] = []
    line: list[str] = []
    used = indent if first is None else first
    for piece in _shorter(_pieces(on_one_line(text)), width - max(indent, first or 0)):
        while line and used + columns_of(piece.rstrip(" ")) > width:
            keep = _good_break(line, piece)
            lines.append("".join(line[:keep]).rstrip(" "))
            line = line[keep:]
            used = indent + columns_of("".join(line))
        line.append(piece)
        used += columns_of(piece)
    lines.append("".join(line).rstrip(" "))
    return ("\n" + " " * indent).join(lines)


def _good_break(line: Sequence[str], following: str) -> int:
    """Return how many pieces stay on a full line: Chinese breaks at a mark where one is near the end."""
    left = 0
    for keep in range(len(line), 0, -1):
        after = line[keep] if keep < len(line) else following
        if line[keep - 1][-1] in _MARKS or after.startswith("（"):
            return keep
        left += columns_of(line[keep - 1])
        if left > _RAGGED:
            break
    return len(line)


def cell_text(cell: Cell, lang: str) -> str:
    """Return a table cell as it is printed."""
    if cell is None:
        return "-"
    if isinstance(cell, Num):
        if cell.value is None or not math.isfinite(cell.value):
            return words(cell.undefined, lang) if cell.undefined is not None else "-"
        show = percent if cell.percent else fixed
        return show(cell.value, cell.decimals)
    return f"{cell:,}" if isinstance(cell, int) else words(cell, lang)


def table_text(table: Table, lang: str, colour: bool = False) -> str:
    """Return a table: two spaces between columns, words left, numbers right, no frames.

    It is never wider than a line: words fold inside their column, numbers stay whole.
    """
    heads = [words(column.label, lang) for column in table.columns]
    cells = [heads, *([cell_text(cell, lang) for cell in row] for row in table.rows)]
    texts = [[on_one_line(text) for text in row] for row in cells]
    right = [column.align == "right" for column in table.columns]
    widths = _widths(texts, right)
    lines = []
    for number, row in enumerate(texts):
        folded = [fill(text, width=width).split("\n") for text, width in zip(row, widths, strict=True)]
        for k in range(max(map(len, folded))):
            line = []
            for i, parts in enumerate(folded):
                padded = pad(parts[k] if k < len(parts) else "", widths[i], right[i])
                marked = (number - 1, i) in table.emphasis and padded.strip() != ""
                line.append(_coloured(padded, "act", colour and marked))
            lines.append("  ".join(line).rstrip())
    return "\n".join(lines)


def _widths(texts: Sequence[Sequence[str]], right: Sequence[bool]) -> list[int]:
    """Return the columns' widths: as wide as their cells; where that passes a line the widest give way.

    First the words down to `_ROOMY` columns, then everything down to its longest number.
    """
    columns = list(zip(*texts, strict=True))
    widths = [max(map(columns_of, column)) for column in columns]
    room = WIDTH - 2 * (len(widths) - 1)
    roomy = [width if numbers else min(width, _ROOMY) for width, numbers in zip(widths, right, strict=True)]
    tight = [
        max(_TIGHT, *(columns_of(found) for text in column for found in _NUMBER.findall(text)), 1)
        for column in columns
    ]
    for floors in (roomy, tight):
        while sum(widths) > room:
            spare = [i for i, width in enumerate(widths) if width > floors[i]]
            if not spare:
                break
            widest = max(spare, key=lambda i: (widths[i], i))
            widths[widest] -= 1
    return widths


def verdict_line(finding: Finding, lang: str, wrap: bool = False, colour: bool = False) -> str:
    """Return line 1: level and sentence, one physical line unless it is wrapped for a terminal."""
    tag = level_word(finding.level, lang)
    text = on_one_line(finding.message.render(lang))
    if wrap:
        indent = columns_of(tag) + 1
        text = fill(text, indent)
    return f"{_coloured(tag, finding.level, colour)} {text}"


def _coloured(text: str, role: str, colour: bool) -> str:
    return _COLOURS[role] + text + _RESET if colour else text


def _finding_lines(findings: Sequence[Finding], lang: str, colour: bool) -> list[str]:
    tags = {level: level_word(level, lang) for level in ("ok", "watch", "act")}
    width = max(columns_of(tags[level]) for level in ("watch", "act")) + 1
    lines = []
    for finding in findings:
        tag = tags[finding.level]
        space = " " * (width - columns_of(tag))
        lines.append(
            _coloured(tag, finding.level, colour) + space + fill(finding.message.render(lang), width)
        )
    return lines


def note_line(label: Words, text: Words, lang: str, colour: bool = False) -> str:
    """Return a labelled line under the tables, folded unless it is a command."""
    head = _coloured(pad(on_one_line(words(label, lang)), LABEL), "dim", colour)
    body = words(text, lang)
    # commands stand as they are: a broken line could not be copied
    whole = isinstance(text, Verbatim)
    lines = [on_one_line(line) if whole else fill(line, LABEL) for line in body.split("\n")]
    return head + ("\n" + " " * LABEL).join(lines)


def to_text(report: Report, lang: str | None = None, wrap: bool = False, colour: bool = False) -> str:
    """Return the whole report as text.

    Parameters
    ----------
    report : Report
    lang : {"en", "zh"}, optional
    wrap : bool
        Break line 1 at 80 columns (a terminal); else it is one physical line.
    colour : bool
        Colour the level words and signalling cells.
    """
    lang = lang or language()
    verdict, rest = report.findings[0], report.findings[1:]
    blocks = [verdict_line(verdict, lang, wrap, colour)]
    printed = [table for table in report.tables if table.printed and table.rows]
    body = fill(words(report.title, lang))
    for number, table in enumerate(printed):
        text = table_text(table, lang, colour)
        if table.title is not None:
            text = f"{fill(words(table.title, lang))}\n{text}"
        blocks.append(f"{body}\n{text}" if number == 0 else text)
    if not printed:
        blocks.append(body)
    told = [finding for finding in rest if finding.level != "ok"]
    lines = _finding_lines(told, lang, colour)
    lines += [note_line(label, text, lang, colour) for label, text in report.notes]
    if lines:
        blocks.append("\n".join(lines))
    text = "\n\n".join(blocks) + "\n"
    for name, part in report.parts:
        head = f"{'-' * (WIDTH - 1)}\n{on_one_line(name)}"
        text += f"\n{head}\n{to_text(part, lang, wrap, colour)}"
    return text


def next_lines(report: Report, lang: str | None = None) -> str:
    """Return the `Next` lines, "" when there are none."""
    lang = lang or language()
    return "".join(note_line(Msg("Next"), text, lang) + "\n" for text in report.next)
