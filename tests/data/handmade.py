"""Tables built by hand: columns from lists, as the reader would make them."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from sqc.data.cells import MISSING
from sqc.data.table import Column, Table
from sqc.notes import Source

NAN = float("nan")


def column(name, cells, kind=None, **more):
    """A column from numbers or from texts; texts that look like numbers are numbers."""
    texts = [cell if isinstance(cell, str) else "" if cell != cell else f"{cell:g}" for cell in cells]
    gone = np.array([row for row, text in enumerate(texts) if text.casefold() in MISSING], dtype=np.int64)
    values = [_number(text) for text in texts]
    if kind is None:
        kind = "number" if all(v is not None or i in gone for i, v in enumerate(values)) else "text"
    numbers = None
    if kind == "number":
        numbers = np.array([NAN if v is None else v for v in values])
    elif kind == "date":
        numbers = np.array([seconds(text) for text in texts])
    elif kind == "verdict":
        numbers = np.array([{"OK": 0.0, "NG": 1.0}.get(text, NAN) for text in texts])
    if kind == "text":
        gone = np.array([row for row, text in enumerate(texts) if not text], dtype=np.int64)
    spellings = tuple((int(row), texts[row]) for row in gone if texts[row])
    decimals = max((len(t.partition(".")[2]) for t in texts), default=0) if kind == "number" else 0
    header = more.pop("header", name)
    return Column(
        name, header, kind=kind, cells=tuple(texts), numbers=numbers, missing=gone, spellings=spellings,
        decimals=decimals, **more,
    )  # fmt: skip


def seconds(text):
    """Seconds since 1970 of an ISO date or time, NaN for none."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() if text else NAN


def _number(text):
    try:
        return float(text)
    except ValueError:
        return None


def table(*columns, origin="file", name="a.csv", **more):
    """A table whose first row stands on line 2 of the file."""
    n = len(columns[0].cells if columns[0].cells is not None else columns[0].numbers) if columns else 0
    first = 2 if origin == "file" else 1
    source = more.pop("source", Source(name, read=("UTF-8",)))
    return Table(name, columns, np.arange(first, n + first), source, origin=origin, **more)


def keys(sample):
    """Keys of the findings."""
    return [finding.key for finding in sample.about.findings]


def finding(sample, key):
    """The one finding with this key."""
    (found,) = [f for f in sample.about.findings if f.key == key]
    return found


def said(error, lang="en"):
    """Every sentence of an error: message, details, hints."""

    def one(part):
        if isinstance(part, tuple):
            return " ".join(map(one, part))
        return part if isinstance(part, str) else part.render(lang)

    return [one(error.message), [one(d) for d in error.details], [one(h) for h in error.hints]]
