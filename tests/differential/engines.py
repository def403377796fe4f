"""The roads from a text file to columns, one line each; all of them must see the same."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from sqc.data import blocks, flow, large, large_file, parsers, stream
from sqc.data.decode import decode
from sqc.data.flow import flow_of
from sqc.data.flow_samples import flowing_sample
from sqc.data.roles import Roles
from sqc.data.sheet import Origin, ReadOptions
from sqc.data.stream import table_from_large
from sqc.data.table import Table
from sqc.data.text import table_from_text
from sqc.i18n.message import Verbatim, words
from sqc.notes import SqcError

from .made import File

HEAD = 1 << 10
# whole rows that only a reader with all rows at hand tells from data; a block stops at them
ROWS = {"total", "head again", "long", "open quote", "quoted line end"}


class Seen(NamedTuple):
    """One column as a road saw it; None where that road does not tell."""

    numbers: np.ndarray | None = None
    missing: list[int] | None = None
    texts: list[str] | None = None
    kind: str | None = None
    unit: str | None = None
    decimals: int | None = None
    integer: bool | None = None
    problems: tuple[str, ...] | None = None
    spellings: tuple[tuple[int, str], ...] | None = None
    stopped_at: str | None = None


Answer = dict[str, Seen] | str | None
Engine = Callable[[File], Answer]


@pytest.fixture
def small_parts(monkeypatch):
    """Heads of 1 kB and blocks of 500 bytes: what stands further down has to be found out."""
    for module in (stream, large, flow):
        monkeypatch.setattr(module, "HEAD", HEAD)
    monkeypatch.setattr(flow, "blocks", lambda stretch: blocks.blocks(stretch, 500))


def _error(error: SqcError) -> str:
    return f"{error.key}: {words(error.message)}"


def _columns(table: Table | None) -> Answer:
    if table is None:
        return None
    return {
        c.name: Seen(
            None if c.kind == "text" else c.numbers,
            c.missing.tolist(),
            [c.text(row) for row in range(table.n_rows)] if c.kind != "number" else None,
            c.kind,
            c.unit,
            c.decimals,
            c.integer,
            tuple(map(_error, c.problems)),
            c.spellings,
        )
        for c in table.columns
    }


def light(file: File) -> Answer:
    """Row by row."""
    text = decode(file.data, "a.csv")
    origin = Origin("a.csv", len(file.data), None, text.label, clauses=(Verbatim(text.label),))
    return _columns(table_from_text(text, origin, ReadOptions()))


def whole(engine: str) -> Engine:
    """A table by one parser."""

    def read(file: File) -> Answer:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stream, "has_arrow", lambda: engine == "pyarrow")
            data = np.frombuffer(file.data, dtype=np.uint8)
            return _columns(table_from_large(data, "a.csv", ReadOptions()))

    return read


def by_blocks(engine: str, too_large: bool = False) -> Engine:
    """The values of each column as single values, block by block; no table helps a file that is too large."""

    def read(file: File) -> Answer:
        if too_large and not ROWS.isdisjoint(file.disturbed):
            return None
        descriptor, path = tempfile.mkstemp(suffix=".csv")
        try:
            with os.fdopen(descriptor, "wb") as target:
                target.write(file.data)
            return _flowing(path, list(file.columns), engine, too_large)
        finally:
            Path(path).unlink()

    return read


def _flowing(path: str, names: list[str], engine: str, too_large: bool) -> Answer:
    seen: dict[str, Seen] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsers, "has_arrow", lambda: engine == "pyarrow")
        if too_large:
            patch.setattr(large_file, "TABLE_TO", 0)
        for place, name in enumerate(names):
            found = flow_of(path, "a.csv", ReadOptions(wanted=(name,)))
            bare = found.columns[place].name if found else name
            try:
                sample = found and flowing_sample(found, Roles(value=(name,)), "individuals")
            except SqcError as error:
                seen[bare] = Seen(stopped_at=_error(error))
                continue
            if sample is not None:
                gone = np.flatnonzero(np.isnan(sample.values)).tolist()
                about = sample.about
                seen[bare] = Seen(sample.values, gone, unit=about.unit, decimals=about.decimals)
    return seen or None


def outside(file: File) -> Answer:
    """pyarrow's own reader, told what we find out: columns of numbers and of words, spellings, encoding."""
    if file.disturbed:
        return None
    text = pytest.importorskip("pyarrow.csv")
    spelled = ["", "-", "/", "N/A", "nan", "null", "—", "未检"]
    numbers = {name for name, cells in file.columns.items() if _plain(cells, spelled, file.comma)}
    table = text.read_csv(
        io.BytesIO(file.data.removeprefix(b"\xef\xbb\xbf")),
        read_options=text.ReadOptions(encoding="gb18030" if file.encoding == "gb18030" else "utf-8"),
        parse_options=text.ParseOptions(delimiter=file.delimiter),
        convert_options=text.ConvertOptions(
            column_types={name: "double" if name in numbers else "string" for name in file.columns},
            null_values=spelled,
            quoted_strings_can_be_null=True,
            decimal_point="," if file.comma else ".",
        ),
    )
    seen = {}
    for name, values in zip(table.column_names, table.columns, strict=True):
        if name in numbers:
            found = np.array([np.nan if v is None else v for v in values.to_pylist()])
            bare = name.split("(")[0].split("[")[0].strip()
            seen[bare] = Seen(found, np.flatnonzero(np.isnan(found)).tolist())
        elif name[0] in "t班":
            # in words "-" is a word
            cells = [cell.strip() for cell in values.to_pylist()]
            seen[name] = Seen(None, [k for k, cell in enumerate(cells) if not cell], cells)
    return seen


def _plain(cells: list[str], spelled: list[str], comma: bool) -> bool:
    try:
        [float(cell.replace(",", ".") if comma else cell) for cell in cells if cell not in spelled]
    except ValueError:
        return False
    return True


# a new road is one line: it answers with columns, an error, or None where it leaves the file to the light one
ENGINES: dict[str, Engine] = {
    "pandas, whole": whole("pandas"),
    "pyarrow, whole": whole("pyarrow"),
    "pandas, blocks": by_blocks("pandas"),
    "pyarrow, blocks": by_blocks("pyarrow"),
    "pandas, blocks, no table": by_blocks("pandas", too_large=True),
    "pyarrow, blocks, no table": by_blocks("pyarrow", too_large=True),
    "pyarrow.csv": outside,
}


def answer(engine: Engine, file: File) -> Answer:
    """What a road says: columns, the sentence of its error, or None."""
    try:
        return engine(file)
    except SqcError as error:
        return _error(error)
