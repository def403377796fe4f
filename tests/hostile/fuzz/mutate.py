"""Seeded mutations: the same seed gives the same inputs on every machine."""

from __future__ import annotations

import gzip
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

NUMBERS = (
    "0", "-1", "1e308", "-1e308", "1e309", "1e-320", "inf", "nan", "NaN", "-inf", "0.1", "9" * 20,
    "9" * 400, "1_0", "１２．５", "1,5", "1.2.3", "٣", "0x1F", "5%", "12.5mm", "<0.01", ">5", "3e",
    "--2", "+7", "2**9",
)  # fmt: skip
WORDS = (
    "", "-", "N/A", "未检", "合格", "不合格", "OK", "NG", "√", "合计", "平均", "审核：", "2024/3/5",
    "3/5", "3月5日", "8:30", "2024-02-30", "0000-00-00", "9999-12-31 23:59", "=1+1", "#DIV/0!",
    "\x1b[31m", "\u202e", "\ufeff", "\u0000", "\u2028", "\x85", "\x0b", "\U0001f600", "𠮷", "\ud7ff",
    "a" * 300, "'", '"', '""', "{n}", "%s", "<script>", "直径(mm)", "子组", "不合格数", "检验数",
    "stage", "x1", "value (2)", "column 3",
)  # fmt: skip
MARKS = (",", ";", "\t", "，", "|", " ", "\n", "\r\n", "\r", "\n\n", '"', "'", "\x00")
TOML = (
    "true", "false", "[]", "{}", '""', '"x"', "'''", "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z",
    "inf", "-inf", "nan", "0", "-1", "1e400", "1e-400", "9" * 30, "9" * 5000, "0x" + "f" * 5000, "0x10",
    "[[rule]]", "[rule]", "[limits]", "[parameters]", "kind = ", "center = ", "lower = ", "upper = ",
    "sigma = ", "size = ", "n = ", "k = ", "m = ", "z = ", "alpha = 0.01\n", "[" * 200, "{a=" * 50,
    "a.b.c = 1\n", '"varies"', '"xbar-r"', '"i-mr"', '"p"', '"u"', '"c"', '"ewma"', '"cusum"', '"run"',
    '"trend"', '"hugging"', '"avoidance"', '"alternation"', '"run_same_side"', '"range_pair"',
    '"longest_run"', '"crossings"', '"upper"', '"both-required"', '"ignore"', "says = ", "null", "NaN",
    "-Infinity", "1e5",
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_VALUE = re.compile(rb"(?<==) *[^\n]+|(?<=:) *[^,\n}\]]+")
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "gbk",
    "big5",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "latin-1",
    "cp1252",
)
LARGEST = 6000

Mutation = Callable[[random.Random, bytes, "list[bytes]"], bytes]


def _place(r: random.Random, data: bytes) -> int:
    return r.randrange(len(data) + 1)


def flip(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change some bytes."""
    held = bytearray(data)
    for _ in range(r.choice((1, 1, 2, 4, 16))):
        if held:
            held[r.randrange(len(held))] = r.randrange(256)
    return bytes(held)


def insert(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Put a word, a number or a mark somewhere."""
    word = r.choice(r.choice((NUMBERS, WORDS, MARKS, TOML)))
    i = _place(r, data)
    return data[:i] + word.encode(r.choice(("utf-8", "utf-8", "gb18030")), "ignore") + data[i:]


def drop(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Take a piece out."""
    i = _place(r, data)
    return data[:i] + data[i + r.choice((1, 2, 8, 40, 200)) :]


def double(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Repeat a piece."""
    i = _place(r, data)
    piece = data[i : i + r.choice((1, 3, 10, 60))]
    return data[:i] + piece * r.choice((2, 3, 20)) + data[i:]


def splice(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Go on with the end of another input."""
    other = r.choice(others)
    return data[: _place(r, data)] + other[_place(r, other) :]


def cut(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """End early."""
    return data[: _place(r, data)]


def number(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Put another number, or a word, where a number stands."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return insert(r, data, others)
    for _ in range(r.choice((1, 1, 3, 30))):
        one = r.choice(found)
        word = r.choice(r.choice((NUMBERS, NUMBERS, WORDS))).encode("utf-8", "ignore")
        data = data[: one.start()] + word + data[one.end() :]
        found = list(_NUMBER.finditer(data)) or found
    return data


def value(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Put another value behind an equals sign or a colon."""
    found = list(_VALUE.finditer(data))
    if not found:
        return number(r, data, others)
    one = r.choice(found)
    word = r.choice(r.choice((TOML, TOML, NUMBERS))).encode("utf-8", "ignore")
    return data[: one.start()] + b" " + word + data[one.end() :]


def cells(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change a text as a table: cells, rows, columns, marks."""
    text = data.decode("utf-8", "replace")
    mark = max(MARKS[:5], key=text.count)
    rows = [line.split(mark) for line in text.split("\n")]
    how = r.randrange(8)
    row = r.choice(rows)
    if how == 0:
        row[r.randrange(len(row))] = r.choice(r.choice((NUMBERS, WORDS)))
    elif how == 1:
        rows.insert(r.randrange(len(rows)), list(row))
    elif how == 2:
        r.shuffle(rows)
    elif how == 3:
        row.append(r.choice(WORDS))
    elif how == 4 and row:
        row.pop()
    elif how == 5:
        place, word = r.randrange(4), r.choice(r.choice((NUMBERS, WORDS)))
        for one in rows[1:]:
            if place < len(one):
                one[place] = word
    elif how == 6:
        scale = r.choice((0.0, -1.0, 1e-300, 1e300, 1e15, 1e-15))
        rows[1:] = [[_scaled(cell, scale) for cell in one] for one in rows[1:]]
    else:
        mark = r.choice(MARKS)
    return "\n".join(mark.join(one) for one in rows).encode("utf-8", "ignore")


def _scaled(cell: str, scale: float) -> str:
    try:
        return repr(float(cell) * scale)
    except ValueError:
        return cell


def entry(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change a text as a list of entries: a line goes, is moved, or comes from another input."""
    lines = data.split(b"\n")
    how, place = r.randrange(4), r.randrange(len(lines))
    if how == 0:
        del lines[place]
    elif how == 1:
        lines.insert(r.randrange(len(lines) + 1), lines[place])
    elif how == 2:
        lines.insert(place, r.choice(r.choice(others).split(b"\n")))
    else:
        lines[place] = _VALUE.sub(b" " + r.choice(TOML).encode(), lines[place])
    return b"\n".join(lines)


def encode(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Write the text in another encoding."""
    for codec in ("utf-8", "gb18030", "utf-16"):
        try:
            text = data.decode(codec)
        except UnicodeError:
            continue
        return text.encode(r.choice(ENCODINGS), "ignore")
    return flip(r, data, others)


def pack(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change what is inside an archive; wrap what is none."""
    if data[:2] == b"\x1f\x8b":
        try:
            inner = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return flip(r, data, others)
        return gzip.compress(mutate(r, inner[:LARGEST], others), mtime=0)
    if data[:4] != b"PK\x03\x04":
        return gzip.compress(data, mtime=0)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        RuntimeError,
        NotImplementedError,
        zlib.error,
        EOFError,
        ValueError,
    ):
        return flip(r, data, others)
    names = [name for name in held if "sheet" in name or "workbook" in name or "shared" in name] or list(held)
    if not names:
        return data
    name = r.choice(names)
    held[name] = mutate(r, held[name], others) if r.random() < 0.9 else b""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in held.items():
            archive.writestr(zipfile.ZipInfo(one), content)
    return kept.getvalue()


_ANY: tuple[Mutation, ...] = (flip, insert, drop, double, splice, cut)
_TABLE: tuple[Mutation, ...] = (*_ANY, number, number, cells, cells, cells, cells, encode)
_ENTRIES: tuple[Mutation, ...] = (
    *_ANY,
    number,
    number,
    number,
    value,
    value,
    value,
    value,
    entry,
    entry,
    entry,
)


def mutate(r: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Return the input with one to four changes."""
    packed = data[:2] in (b"\x1f\x8b", b"PK")
    changes = _ENTRIES if b" = " in data or b'": ' in data else _TABLE
    for _ in range(r.choice((1, 1, 1, 2, 2, 3, 4))):
        change = pack if (packed and r.random() < 0.8) or r.random() < 0.01 else r.choice(changes)
        data = change(r, data, others)
    return data


def inputs(r: random.Random, kept: list[bytes]) -> bytes:
    """Return the next input: the choice of options now and then anew, the rest of a kept one mutated."""
    one = r.choice(kept)
    choice = bytes([r.randrange(256)]) if r.random() < 0.4 else one[:1]
    found = mutate(r, one[1:], kept)
    return choice + (found if found[:2] in (b"\x1f\x8b", b"PK") else found[:LARGEST])
