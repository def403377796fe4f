"""The same columns from memory and from files, through every library: the same facts and findings."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import sqc

from .test_laws import columns_of

pa = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
openpyxl = pytest.importorskip("openpyxl")
from pyarrow import feather, parquet  # noqa: E402

Columns = dict[str, list]


def text(columns: Columns, mark: str = ",") -> str:
    lines = zip(*columns.values(), strict=True)
    return "".join(mark.join(map(str, row)) + "\n" for row in (columns, *lines))


def csv(columns: Columns, folder: Path) -> Path:
    (folder / "a.csv").write_text(text(columns), encoding="utf-8")
    return folder / "a.csv"


def tsv_gz(columns: Columns, folder: Path) -> Path:
    (folder / "a.tsv.gz").write_bytes(gzip.compress(text(columns, "\t").encode()))
    return folder / "a.tsv.gz"


def excel(columns: Columns, folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (list(columns), *map(list, zip(*columns.values(), strict=True))):
        book.active.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def stored(ending: str, write: Callable[[object, str], None]) -> Callable[[Columns, Path], Path]:
    def make(columns: Columns, folder: Path) -> Path:
        write(pa.table(columns), str(folder / f"a.{ending}"))
        return folder / f"a.{ending}"

    return make


def stream(table: object, path: str) -> None:
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table)


SOURCES: dict[str, Callable[[Columns, Path], object]] = {
    "dict of arrays": lambda columns, _: {name: np.asarray(cells) for name, cells in columns.items()},
    "pandas": lambda columns, _: pd.DataFrame(columns),
    "pandas, types of pyarrow": lambda columns, _: pd.DataFrame(columns).convert_dtypes(
        dtype_backend="pyarrow"
    ),
    "pandas, categories": lambda columns, _: pd.DataFrame(columns).astype(
        {name: "category" for name, cells in columns.items() if isinstance(cells[0], str)}
    ),
    "polars": lambda columns, _: pl.DataFrame(columns),
    "polars, lazy": lambda columns, _: pl.DataFrame(columns).lazy(),
    "pyarrow": lambda columns, _: pa.table(columns),
    "csv": csv,
    "tsv, packed": tsv_gz,
    "xlsx": excel,
    "parquet": stored("parquet", parquet.write_table),
    "feather": stored("feather", feather.write_feather),
    "arrow": stored("arrow", stream),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    "kind", ["xbar-r", "xbar-s", "median-r", "i-mr", "run", "p", "np", "c", "u", "laney-p"]
)
def test_every_library_and_file_gives_the_same_chart(source, kind, tmp_path):
    columns, told = columns_of(kind, random.Random(f"engines {kind}"))
    if source == "xlsx":  # a spreadsheet holds 15 digits
        columns["x"] = [float(f"{v:.15g}") for v in columns["x"]]
    one = sqc.chart(columns, kind=kind, **told)
    other = sqc.chart(SOURCES[source](columns, tmp_path), kind=kind, **told)
    assert list(one.facts) == list(other.facts)
    for key, fact in one.facts.items():
        assert other.facts[key].value == pytest.approx(fact.value, rel=1e-12, nan_ok=True), key
    for a, b in zip(one.panels, other.panels, strict=True):
        for line in ("statistic", "center", "lower", "upper", "sigma"):
            np.testing.assert_allclose(getattr(a, line), getattr(b, line), rtol=1e-12, err_msg=line)
    assert [s.label for s in one.list_signals()] == [s.label for s in other.list_signals()]
    assert [(f.key, f.level) for f in one.findings] == [(f.key, f.level) for f in other.findings]
