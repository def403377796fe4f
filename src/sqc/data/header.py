"""What stands where in a sheet: titles, header, body, footer; names and units of the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqc.data.cells import NUMBER, clean, is_unit
from sqc.data.heads import Head, heads_under, merged_spans
from sqc.data.kinds import kind_of

_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|合計|總計|小計|平\s*均|平均值|均值|总和|汇总|最大值?|最小值?|极差|标准差|累计|"
    r"(?:grand |sub)?total|sub-total|totals|sum|mean|average|avg\.?|max(?:imum)?|min(?:imum)?|range|"
    r"std\.?(?: ?dev)?)"
    r"\s*[:：]?",
    re.IGNORECASE,
)
TOTAL_BEGINS = frozenset("合总小總平均汇最极标累gstmar")
_SIGNED = re.compile(
    r"(?:检验员|检验人?|检查员|检测员|测量员?|审\s*核人?|批\s*准人?|制\s*表人?|编\s*制人?|复\s*核人?|记\s*录人?|填表人?|操作员|"
    r"制表日期|日\s*期|签\s*名|签\s*字|备\s*注|说\s*明|注|檢驗員|審核|批准|製表|"
    r"inspector|inspected by|checked by|approved by|prepared by|signed|signature|remarks?|"
    r"notes?|date)\s*[:：]",
    re.IGNORECASE,
)
_PROFILE_ROWS = 60


class Layout(NamedTuple):
    """Row numbers (0-based) of titles, header, body and what was left out below or inside the body."""

    titles: tuple[int, ...]
    header: tuple[int, ...]
    body: Sequence[int]
    left_out: tuple[int, ...]
    heads: tuple[Head, ...]


def understand(rows: Sequence[list[str]], form: bool = False) -> Layout:
    """Return the layout of rows of cells.

    Parameters
    ----------
    rows : sequence of list of str
    form : bool
        A form of words: a row without a number is a row like the others, no title and no footer.

    Examples
    --------
    >>> layout = understand([["part A", ""], ["n", "d(mm)"], ["1", "2.5"], ["2", "2.6"], ["total", ""]])
    >>> layout.titles, layout.header, list(layout.body), layout.left_out, layout.heads[1].unit
    ((0,), (1,), [2, 3], (4,), 'mm')
    """
    kinds = ["t"] * max(map(len, rows)) if form else profile(rows)
    start = _first_body_row(rows, kinds)
    header = _header_rows(rows, start, kinds)
    titles = tuple(range(header[0] if header else start))
    body, left_out = _body(rows, start, kinds, header)
    width = _width(rows, header, body)
    return Layout(titles, header, body, left_out, tuple(heads_under(rows, header, width)))


def profile(rows: Sequence[list[str]]) -> list[str]:
    """Return what most cells of each column are, judged from the lower half of the rows."""
    lower = rows[len(rows) // 2 :][:_PROFILE_ROWS]
    width = max((len(row) for row in lower), default=0)
    counts = [Counter[str]() for _ in range(width)]
    for row in lower:
        for place, cell in enumerate(row):
            counts[place][kind_of(clean(cell))] += 1
    return [_majority(count) for count in counts]


def _majority(count: Counter[str]) -> str:
    held = sum(count.values()) - count["m"]
    best = max("ndv", key=lambda kind: count[kind])
    return best if held and 2 * count[best] >= held else "t"


def _matches(row: list[str], profile: list[str]) -> bool:
    """Say whether a row looks like the body: most cells are what their column mostly holds."""
    seen = hits = 0
    for cell, kind in zip(row, profile, strict=False):
        if kind == "t":
            continue
        found = kind_of(clean(cell))
        if found != "m":
            seen += 1
            hits += found == kind
    return hits > 0 and 2 * hits >= seen


def _first_body_row(rows: Sequence[list[str]], profile: list[str]) -> int:
    if all(kind == "t" for kind in profile):
        full = max((_filled(row) for row in rows), default=0)
        first = next((i for i, row in enumerate(rows) if 2 * _filled(row) > full), 0)
        divided = first + 2 < len(rows) and _divides(rows[first], rows[first + 1])
        return first + 1 + divided
    for i, row in enumerate(rows):
        if _matches(row, profile) and not _is_number_head(rows, i, profile):
            return i
    return len(rows)


def _is_number_head(rows: Sequence[list[str]], i: int, profile: list[str]) -> bool:
    """A row 1, 2, 3 ... is a header: over decimals, or under a merged head that it divides."""
    if i + 1 >= len(rows):
        return False
    cells = [clean(cell) for cell in rows[i]]
    numbers = [cell for cell in cells if cell]
    if len(numbers) < 2:
        return False
    if i > 0 and _divides(rows[i - 1], rows[i]):
        return True
    if numbers != [str(k) for k in range(1, len(numbers) + 1)]:
        return False
    below = [clean(cell) for row in rows[i + 1 : i + 6] for cell in row]
    return i == 0 and all("." in cell for cell in below if NUMBER.fullmatch(cell))


def _divides(above: list[str], row: list[str]) -> bool:
    """Say whether `row` numbers (1, 2, 3) or names the columns under merged cells of the row above."""
    spans = merged_spans(above, len(row))
    if not spans:
        return False
    cells = [clean(cell) for cell in row]
    inside = {place for span in spans for place in span}
    for place, cell in enumerate(cells):
        if (place in inside) != bool(cell):
            return False
    for span in spans:
        part = [cells[place] for place in span]
        kinds = {kind_of(cell) for cell in part if cell != "O"}  # occurrence, though O may mean good
        words = kinds == {"t"}
        if not words and part != [str(k) for k in range(1, len(part) + 1)]:
            return False
    return True


def _header_rows(rows: Sequence[list[str]], start: int, profile: list[str]) -> tuple[int, ...]:
    if start == 0:
        return ()
    above = rows[start - 1]
    wide = len(profile)
    if _filled(above) < 2 and wide > 1 and not _is_short_head(rows, start):
        return ()
    if start >= 2:
        units = [clean(cell) for cell in above if clean(cell)]
        plain = [unit.strip("()（）[]") for unit in units]
        named = _filled(rows[start - 2]) >= len(units)
        words = len(set(profile)) > 1 or profile[0] == "t"
        titled = words and _filled(rows[start - 2]) == 1  # no head spans words and numbers
        if (named and all(map(is_unit, plain))) or (not titled and _divides(rows[start - 2], above)):
            return (start - 2, start - 1)
    return (start - 1,)


def _is_short_head(rows: Sequence[list[str]], start: int) -> bool:
    """One name over several columns is a header only when nothing stands above it and it is not padded."""
    return start == 1 and len(rows[0]) == 1


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell and not cell.isspace())


def _body(
    rows: Sequence[list[str]], start: int, profile: list[str], header: tuple[int, ...]
) -> tuple[Sequence[int], tuple[int, ...]]:
    end = len(rows)
    while end > start + 1 and is_footer(rows[end - 1], profile):
        end -= 1
    left_out = [i for i in range(start, end) if is_total(rows[i]) or (header and rows[i] == rows[header[-1]])]
    footer = range(end, len(rows))
    dropped = set(left_out)
    body = [i for i in range(start, end) if i not in dropped] if dropped else range(start, end)
    return body, (*left_out, *footer)


def _first_filled(row: list[str]) -> str:
    return next((clean(cell) for cell in row if cell and not cell.isspace()), "")


def is_total(row: list[str]) -> bool:
    """Say whether a row holds a total or a mean of the rows above, by its first word."""
    first = row[0] if row and row[0] else _first_filled(row)
    return not first[:1].isdigit() and _TOTAL.fullmatch(_first_filled(row)) is not None and len(row) > 1


def is_footer(row: list[str], profile: list[str]) -> bool:
    """Say whether a row at the end is a total, a signature or a remark."""
    first = _first_filled(row)
    if _TOTAL.fullmatch(first) or _SIGNED.match(first):
        return True
    measured = any(kind != "t" for kind in profile)
    if not measured or kind_of(first) != "t" or _matches(row, profile):
        return False
    kinds = [kind_of(clean(cell)) for cell, kind in zip(row, profile, strict=False) if kind != "t"]
    return all(kind in ("t", "m") for kind in kinds) and "m" in (
        *kinds,
        "m" if len(row) < len(profile) else "",
    )


def _width(rows: Sequence[list[str]], header: tuple[int, ...], body: Sequence[int]) -> int:
    """Return the number of columns: those that have a head, or a cell with something in it."""
    width = max((_used(rows[i]) for i in header), default=0)
    if width:
        longest = Counter(_used(rows[i]) for i in body[:_PROFILE_ROWS])
        usual = max(longest, key=lambda n: longest[n]) if longest else 0
        full = max((len(rows[i]) for i in header), default=0)
        return max(width, min(full, usual))
    return max((_used(rows[i]) for i in body), default=0)


def _used(row: list[str]) -> int:
    used = len(row)
    while used and not row[used - 1].strip():
        used -= 1
    return used
