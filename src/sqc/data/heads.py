"""Names of the columns: units, merged heads, columns of one family, columns of one name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqc.data.cells import clean, is_unit
from sqc.data.kinds import kind_of

_BRACKETED = re.compile(
    r"^(?P<name>.*?)\s*[(（\[［【](?:单位\s*[:：]?\s*)?(?P<unit>[^()（）\[\]［］【】]{1,12})[)）\]］】]\s*(?P<rest>.*)$"
)


_SLASHED = re.compile(r"^(?P<name>.+?)\s*[/／](?P<unit>[^/／]+(?:/[^/]+)?)$")


_SERIES = re.compile(r"^(?P<stem>.*?\D|)[ _-]?(?P<number>\d{1,3})$", re.ASCII)


class Head(NamedTuple):
    """Names of one column: as typed, without its unit, the unit, the name it shares, its place."""

    header: str
    name: str
    unit: str = ""
    stem: str = ""
    place: int = 0


def merged_spans(above: list[str], width: int) -> list[list[int]]:
    """Return the columns under each cell that blank cells follow, as merged cells are exported."""
    cells = [clean(cell) for cell in above] + [""] * (width - len(above))
    spans: list[list[int]] = []
    for place, cell in enumerate(cells[:width]):
        if cell:
            spans.append([place])
        elif spans:
            spans[-1].append(place)
    if spans:
        last = spans[-1]
        while len(last) > 1 and last[-1] >= len(above):
            last.pop()
    return [span for span in spans if len(span) > 1]


def heads_under(rows: Sequence[list[str]], header: tuple[int, ...], width: int) -> list[Head]:
    """Return the heads of the columns from one or two header rows; without any they are numbered."""
    if not header:
        return [_head("", place, 1 if width == 1 else width) for place in range(width)]
    top = [cell.strip() for cell in rows[header[0]]] + [""] * width
    if len(header) == 1:
        under = [""] * width
    else:
        under = [cell.strip() for cell in rows[header[1]]] + [""] * width
    spans = (
        merged_spans(top[: len(rows[header[0]])], width)
        if len(header) == 2
        else _unnamed_spans(rows, header[0], width)
    )
    stem_of = {place: (top[span[0]], k) for span in spans for k, place in enumerate(span, 1)}
    heads = []
    for place in range(width):
        stem, number = stem_of.get(place, ("", 0))
        below = clean(under[place])
        if stem and (len(header) == 1 or below):
            heads.append(_member(stem, below or str(number), place))
        elif below and is_unit(below.strip("()（）[]")) and top[place]:
            heads.append(
                Head(
                    f"{top[place]}({below.strip('()（）[]')})", top[place], below.strip("()（）[]"), "", place
                )
            )
        else:
            heads.append(_head(top[place] or under[place], place, width))
    return _families(_unique(heads))


def heads_of(names: Sequence[str]) -> tuple[Head, ...]:
    """Return the heads of columns that have one line of names.

    Examples
    --------
    >>> [head.stem for head in heads_of(["day", "x1", "x2"])]
    ['', 'x', 'x']
    """
    return tuple(_families(_unique([_head(name, place, len(names)) for place, name in enumerate(names)])))


def _unnamed_spans(rows: Sequence[list[str]], header: int, width: int) -> list[list[int]]:
    """Return the columns under a merged cell of a single header row: all of them hold numbers.

    One blank head beside a name without a unit is a column without a name, not a merged cell.
    """
    sample = rows[header + 1 : header + 21]
    found = merged_spans(rows[header], min(width, len(rows[header])))
    return [
        span
        for span in found
        if (len(span) > 2 or split_unit(rows[header][span[0]].strip())[1])
        and all(
            any(place < len(row) and kind_of(clean(row[place])) == "n" for row in sample) for place in span
        )
    ]


def _member(stem: str, part: str, place: int) -> Head:
    name, unit = split_unit(stem)
    return Head(f"{stem}_{part}", f"{name}_{part}", unit, name, place)


def _head(header: str, place: int, width: int) -> Head:
    if not header:
        return Head("", "value" if width == 1 else f"column {place + 1}", "", "", place)
    header = " ".join(header.split())
    name, unit = split_unit(header)
    return Head(header, name, unit, "", place)


def split_unit(header: str) -> tuple[str, str]:
    """Return the name and the unit of a header; the unit is "" where there is none.

    Examples
    --------
    >>> split_unit("直径(mm)"), split_unit("直径/mm"), split_unit("value (n=5)")
    (('直径', 'mm'), ('直径', 'mm'), ('value (n=5)', ''))
    """
    match = _BRACKETED.match(header)
    if match and is_unit(clean(match["unit"])) and (match["name"] or match["rest"]):
        return (match["name"] + match["rest"]).strip(), clean(match["unit"])
    match = _SLASHED.match(header)
    if match and is_unit(clean(match["unit"])):
        return match["name"].strip(), clean(match["unit"])
    return header, ""


def _unique(heads: list[Head]) -> list[Head]:
    """Two columns of one name: the header tells them apart when it differs, else a number does."""
    counts = Counter(head.name for head in heads)
    taken: set[str] = {head.name for head in heads if counts[head.name] == 1}
    result = []
    for head in heads:
        name = head.name
        if counts[name] > 1:
            same_header = sum(other.header == head.header for other in heads) > 1
            name = head.header if not same_header else name
            n, base = 1, name
            while name in taken:
                n += 1
                name = f"{base} ({n})"
            taken.add(name)
        result.append(Head(head.header or head.name, name, head.unit, head.stem, head.place))
    return result


def _families(heads: list[Head]) -> list[Head]:
    """Columns x1, x2, x3 of one unit that stand together share the name x, as those under a merged head."""
    parts = [(_SERIES.match(head.name) if not head.stem else None) for head in heads]
    stems = [head.stem for head in heads]
    for i in range(1, len(heads)):
        a, b = parts[i - 1], parts[i]
        if a is None or b is None or heads[i].unit != heads[i - 1].unit:
            continue
        if a["stem"] == b["stem"] and int(b["number"]) == int(a["number"]) + 1:
            stems[i - 1] = stems[i] = a["stem"].strip(" _-") or "x"
    return [Head(h.header, h.name, h.unit, stem, h.place) for h, stem in zip(heads, stems, strict=True)]
