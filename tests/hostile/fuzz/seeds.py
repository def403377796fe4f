"""Seeds: the kind of files that come from the floor, made in code, and the samples that the tests hold."""

from __future__ import annotations

import gzip
import io
import random
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from hostile.fuzz.doors import CHARTS

TESTS = Path(__file__).parents[2]
CASES = Path(__file__).parents[3] / "src" / "sqc" / "verification" / "cases"

_LIMITS = """[limits]
kind = "i-mr"
characteristic = "直径"
unit = "mm"
decimals = 2
n = 1
method = "mr"
constants = "exact"
k = 3.0
rules = "nelson:1,2"

[parameters]
center = 10.0
sigma = 0.25

[source]
name = "rings.csv"
sha256 = "00"
subgroups = 25
values = 25
sqc = "0.4.0"

[approval]
approved_by = "王强"
approved_on = 2026-11-20
"""
_HAND = '[limits]\nkind = "xbar-r"\nn = 3\ncenter = 10\nlower = 9.5\nupper = 10.5\n'
_RULES = """name = "my rules"
edition = "2026"
source = "plant 3"
panels = ["location"]

[[rule]]
id = "1"
kind = "beyond_limit"

[[rule]]
id = "2"
kind = "k_of_m_beyond"
k = 2
m = 3
z = 2.0
side = "each"
strict = true

[[rule]]
id = "3"
kind = "trend"
k = 6
tie = "break"
on = false
"""
_NOTES = "point,cause,action,who\n2,new tool,changed,Li\n4,刀具磨损,换刀,王强\n"


def _rows(seed: int, kind: str, n: int = 14) -> str:
    """Return a small table as it comes from a gauge, an inspector or a laboratory."""
    r = random.Random(seed)
    make: dict[str, tuple[str, Callable[[int], str]]] = {
        "values": (
            "批号,班次,直径(mm),判定",
            lambda k: f"L{k:03},{'白夜'[k % 2]}班,{r.gauss(12, 0.02):.3f},{'NG' if k == 9 else 'OK'}",
        ),
        "subgroups": ("sample,diameter", lambda k: f"{k // 3 + 1},{r.gauss(74, 0.01):.3f}"),
        "wide": (
            "日期;x1;x2;x3",
            lambda k: f"2024/3/{k + 1};" + ";".join(f"{r.gauss(5, 1):.2f}" for _ in "abc").replace(".", ","),
        ),
        "counts": ("组号\t检验数\t不合格数", lambda k: f"{k + 1}\t{50 + k % 3}\t{r.randrange(6)}"),
        "areas": ("卷号,面积(m2),缺陷数", lambda k: f"R{k},{r.uniform(1, 3):.1f},{r.randrange(9)}"),
        "times": (
            "time,force(kN),machine",
            lambda k: f"2024-03-0{1 + k // 8} {k % 8 + 8:02}:30,{r.gauss(3, 0.2):.2f},{k % 2 + 1}#",
        ),
        "summary": (
            "n,mean,range,sd",
            lambda k: f"5,{r.gauss(10, 1):.2f},{r.uniform(1, 3):.2f},{r.uniform(0.4, 1):.3f}",
        ),
        "plain": ("value", lambda k: f"{r.gauss(0, 1):.3f}"),
        "stages": ("stage,y", lambda k: f"{'before' if k < n // 2 else 'after'},{r.gauss(k // 7, 1):.2f}"),
        "censored": (
            "# exported by gauge 7\nn,含量(mg)",
            lambda k: f"{k},{'<0.01' if k == 5 else round(r.uniform(0.02, 0.2), 3)}",
        ),
        "dirty": ("a,b,c", lambda k: f'{k},"1,{k:03}.5",{"N/A" if k % 4 else "-"}'),
    }
    head, row = make[kind]
    lines = [head, *map(row, range(3 * n if kind == "subgroups" else n))]
    lines += {"counts": ["合计\t700\t40"], "dirty": ["", "备注：合格,,"]}.get(kind, [])
    return "\n".join(lines) + "\n"


TABLES = (
    "values", "subgroups", "wide", "counts", "areas", "times", "summary", "plain", "stages", "censored",
    "dirty",
)  # fmt: skip


def _xlsx(text: str, mark: str) -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet("数据")
    for row, line in enumerate(text.split("\n")):
        for place, cell in enumerate(line.split(mark)):
            sheet.write(row, place, cell if row == 0 else _number(cell))
    book.close()
    return held.getvalue()


def _xls(text: str, mark: str) -> bytes:
    import xlwt

    held = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("data")
    for row, line in enumerate(text.split("\n")):
        for place, cell in enumerate(line.split(mark)):
            sheet.write(row, place, cell if row == 0 else _number(cell))
    book.save(held)
    return held.getvalue()


def _number(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell


def _stored(text: str) -> list[bytes]:
    """Return the table as Parquet, Feather and Arrow, where pyarrow is there."""
    try:
        import pyarrow as pa
        from pyarrow import feather, parquet
    except ImportError:
        return []
    head, *rows = (line.split(",") for line in text.strip().split("\n"))
    table = pa.table({name: [_number(row[i]) for row in rows] for i, name in enumerate(head)})
    kept = []
    for write in (parquet.write_table, feather.write_feather):
        held = io.BytesIO()
        write(table, held)
        kept.append(held.getvalue())
    held = io.BytesIO()
    with pa.ipc.new_file(held, table.schema) as writer:
        writer.write_table(table)
    return [*kept, held.getvalue()]


@lru_cache(maxsize=1)
def files() -> tuple[bytes, ...]:
    """Return the data files: every table in the encodings and forms there are."""
    found: list[bytes] = []
    for seed, kind in enumerate(TABLES):
        text = _rows(seed, kind)
        found += [text.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16")]
        found.append(text.replace("\n", "\r\n").encode("utf-8-sig"))
        found.append(text.replace(",", "\t").replace(";", "|").encode("big5", "ignore"))
    for kind, mark in (("values", ","), ("counts", "\t"), ("times", ",")):
        text = _rows(1, kind, 10)
        found += [_xlsx(text, mark), _xls(text, mark)]
    found += _stored(_rows(2, "subgroups", 4))
    found += [gzip.compress(_rows(3, kind).encode(), mtime=0) for kind in ("subgroups", "counts")]
    for path in sorted((TESTS / "data" / "samples_zh").iterdir()):
        if path.suffix in (".csv", ".txt"):
            found.append(path.read_bytes())
    return tuple(found)


def limits() -> list[bytes]:
    """Return limits files, each for the sample of its kind."""
    kinds = (("i-mr", 1, "mr"), ("xbar-r", 3, "rbar"), ("xbar-s", 3, "sbar"), ("p", 50, ""), ("c", 1, ""))
    found = []
    for choice, (kind, n, method) in enumerate(kinds):
        whole = _LIMITS.replace("i-mr", kind).replace("n = 1\n", f"n = {n}\n").replace('"mr"', f'"{method}"')
        typed = _HAND.replace("xbar-r", kind).replace("n = 3", f"n = {n}")
        found += [bytes([choice]) + text.encode() for text in (whole, typed)]
    return found


def rules() -> tuple[bytes, ...]:
    """Return rule sets."""
    return (_RULES.encode(),)


def notes() -> tuple[bytes, ...]:
    """Return tables of notes."""
    return tuple(_NOTES.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16"))


def cases() -> list[bytes]:
    """Return files of published cases: the small ones of the package."""
    found = [path.read_bytes() for path in sorted(CASES.glob("*.json"))]
    return [b"\0" + content for content in found if len(content) < 3000]


def seeds(door: str) -> list[bytes]:
    """Return the inputs that a door starts from, the choice of options in front."""
    if door == "table":
        return [bytes([k % len(CHARTS)]) + data for k, data in enumerate(files() * 3)]
    if door in ("limits", "cases"):
        return limits() if door == "limits" else cases()
    return [bytes([k]) + data for k in range(5) for data in {"rules": rules, "notes": notes}[door]()]
