"""Text files made at random with all that readers may disagree on, and what was put into them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

MISSING = ["", "", "-", "/", "N/A", "nan", "null", "—", "未检"]
WORDS = ["ok", "late", "rework", "白班", "夜班", "返工", "b-7", "hold, then check", 'the "new" one']


@dataclass
class File:
    """A file, and the columns of plain numbers and words in it where nothing disturbs them."""

    data: bytes
    delimiter: str
    encoding: str
    comma: bool
    disturbed: list[str]
    columns: dict[str, list[str]] = field(default_factory=dict)


def _normal(r: random.Random) -> float:
    return max(-6.0, min(6.0, r.gauss(0, 1)))


def number(r: random.Random, sort: str) -> str:
    if sort == "whole":
        return str(r.randint(-50, 5000))
    if sort == "decimal":
        return f"{74 + _normal(r) / 100:.3f}"
    if sort == "signed":
        return f"{_normal(r):+.2f}"
    if sort == "long":
        return repr(_normal(r) * 10 ** r.randint(-8, 8))
    if sort == "scientific":
        return f"{_normal(r):.4e}"
    if sort == "short":
        return r.choice([".5", "0", "-0", "007", "12"])
    return f"{500 + 3 * _normal(r):.1f} mm"


SORTS = ["whole", "decimal", "decimal", "signed", "long", "scientific", "short", "unit"]


def _column(r: random.Random, n: int) -> tuple[str, list[str]]:
    """A head and its cells; of numbers, words, dates or verdicts."""
    what = r.choice(["number", "number", "number", "words", "date", "verdict"])
    if what == "number":
        sort = r.choice(SORTS)
        return r.choice(["d", "直径", "d(mm)", "w [g]"]), [number(r, sort) for _ in range(n)]
    if what == "words":
        some = r.sample(WORDS, 4)
        return r.choice(["text", "班次"]), [r.choice(some) for _ in range(n)]
    if what == "date":
        return "when", [f"2024-{r.randint(1, 12):02}-{r.randint(1, 28):02}" for _ in range(n)]
    return "result", [r.choice(["OK", "OK", "NG"]) for _ in range(n)]


def _quoted(cell: str, mark: str, how: str) -> str:
    if how == "all" or mark in cell or '"' in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


BAD = {
    "bad cell": "12.0l8",
    "inf": "inf",
    "huge": "1e400",
    "censored": "<0.01",
    "full width": "１２．５",
    "units": "3 kg",
}
DISTURBED = (
    *("blank", "marks only", "short", "long", "total", "head again"),
    *("spaces", "quoted line end", "open quote"),
    *BAD,
)


def _disturb(r: random.Random, rows: list[list[str]], lines: list[str], mark: str) -> str:
    """Change one row far down; return what was done."""
    k = r.randint(len(rows) // 2, len(rows) - 1)
    what = r.choice(DISTURBED)
    row = list(rows[k])
    last = len(row) - 1
    if what == "blank":
        lines.insert(k, "")
        return what
    if what == "marks only":
        lines.insert(k, mark * last)
        return what
    if what == "total":
        lines.insert(k, mark.join(["合计", *("" for _ in row[1:])]))
        return what
    if what == "head again":
        lines.insert(k, lines[0])
        return what
    cells = BAD | {
        "spaces": f"  {row[last]} ",
        "quoted line end": f'"{row[last]}\n"',
        "open quote": f'"{row[last]}',
    }
    row = row[:-1] if what == "short" else [*row, "more"] if what == "long" else [*row[:-1], cells[what]]
    lines[k] = mark.join(row)
    return what


def make(r: random.Random) -> File:
    """A file of 60 to 200 rows: regular, or with up to two things far down that are not."""
    n = r.randint(60, 200)
    mark = r.choice([",", ",", ";", "\t", "|"])
    comma = mark == ";" and r.random() < 0.5
    columns: dict[str, list[str]] = {"n": [str(k // 5 + 1) for k in range(n)]}
    for place in range(r.randint(1, 3)):
        head, cells = _column(r, n)
        columns[head[0] + str(place) + head[1:]] = (
            [cell.replace(".", ",") for cell in cells] if comma else cells
        )
    spelled, often = r.choice(MISSING), r.choice([0, 0, 0.02, 0.2])
    for head in list(columns)[1:]:
        columns[head] = [
            spelled if r.random() < often and k > 20 else cell for k, cell in enumerate(columns[head])
        ]
    encoding = r.choice(["utf-8", "utf-8", "utf-8-sig", "gb18030"])
    how = r.choice(["needed", "needed", "all"])
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    typed = [[_quoted(cell, mark, how) for cell in row] for row in rows]
    head = mark.join(_quoted(name, mark, how) for name in columns)
    lines = [head, *(mark.join(row) for row in typed)]
    disturbed = [
        _disturb(r, [list(columns), *typed], lines, mark)
        for _ in range(r.choice([0, 0, 0, 0, 0, 0, 1, 1, 2]))
    ]
    if r.random() < 0.1:
        lines = [mark.join(["测量记录", *("" for _ in rows[0][1:])]), *lines]
        disturbed.append("title")
    if r.random() < 0.1:
        lines.append(mark.join(["检验员：王", *("" for _ in rows[0][1:])]))
        disturbed.append("footer")
    end = r.choice(["\n", "\n", "\n", "\n", "\r\n", "\r\n", "\r\n", "\r"])
    text = end.join(lines) + r.choice([end, end, end, "", "", end * 2])
    codec = "gb18030" if encoding == "gb18030" else encoding
    return File(text.encode(codec), mark, encoding, comma, disturbed, columns)
