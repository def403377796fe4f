"""Parquet, Feather and Arrow files give the table of the same columns in a text file or a frame."""

import datetime
import io
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sqc.charts.control import chart
from sqc.charts.look import look
from sqc.data import arrow
from sqc.data.buffers import array_of
from sqc.data.read import ReadOptions, read_table
from sqc.i18n.message import words
from sqc.notes import SqcError

pa = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
from pyarrow import feather, parquet  # noqa: E402


def stream(table, path):
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table)


def ipc(table, path):
    with pa.ipc.new_file(path, table.schema) as writer:
        writer.write_table(table)


WRITERS = {
    "a.parquet": lambda table, path: parquet.write_table(table, path, row_group_size=2),
    "a.feather": lambda table, path: feather.write_feather(table, path, chunksize=2),
    "file.arrow": ipc,
    "stream.arrow": stream,
}
MOMENT = datetime.datetime(2024, 3, 5, 8, 30)
TABLE = {
    "sample": pa.array([1, 1, 2, 2], pa.int32()),
    "d(mm)": pa.array([9.81, None, float("nan"), 10.1]),
    "lot": pa.array(["A", "B", None, "A"]).dictionary_encode(),
    "name": pa.array(["x", "-", "", None], pa.large_string()),
    "ok": pa.array(["OK", "NG", "OK", None]),
    "typed": pa.array(["1.50", "2", "/", None]),
    "decimal": pa.array([Decimal("1.50"), None, Decimal("0.07"), Decimal("3.00")], pa.decimal128(10, 2)),
    "when": pa.array([MOMENT, None, MOMENT, MOMENT], pa.timestamp("ns", "Asia/Shanghai")),
    "day": pa.array([MOMENT.date(), None, datetime.date(1960, 1, 2), MOMENT.date()]),
    "at": pa.array([datetime.time(8, 30), None, datetime.time(9), datetime.time(9)], pa.time64("ns")),
    "none": pa.nulls(4),
    "blank": pa.array([None, None, None, None], pa.string()),
    "codes": pa.array([1.5, 2.0, None, 2.0]).dictionary_encode(),
    "yes": pa.array([True, None, False, True]),
}


@pytest.fixture(params=WRITERS)
def stored(request, tmp_path):
    def write(table):
        path = tmp_path / request.param
        WRITERS[request.param](pa.table(table), str(path))
        return path

    return write


def test_every_type(stored):
    found = read_table(stored(TABLE))
    c = {column.name: column for column in found.columns}
    assert found.n_rows == 4 and found.lines.tolist() == [1, 2, 3, 4]
    assert c["sample"].integer and c["sample"].numbers.tolist() == [1, 1, 2, 2]
    assert (c["d"].unit, c["d"].decimals, c["d"].missing.tolist()) == ("mm", 2, [1, 2])
    np.testing.assert_array_equal(c["d"].numbers, [9.81, np.nan, np.nan, 10.1])
    assert list(c["lot"].cells) == ["A", "B", "", "A"] and c["lot"].missing.tolist() == [2]
    assert list(c["name"].cells) == ["x", "-", "", ""] and c["name"].kind == "text"
    assert c["ok"].kind == "verdict" and c["ok"].missing.tolist() == [3]
    assert c["typed"].kind == "number" and c["typed"].spellings == ((2, "/"),)
    np.testing.assert_array_equal(c["decimal"].numbers, [1.5, np.nan, 0.07, 3.0])
    assert c["decimal"].decimals == 2 and not c["decimal"].integer
    assert c["when"].kind == "date" and c["when"].missing.tolist() == [1]
    # the clock in Shanghai: eight hours ahead of the moment that is stored
    assert c["when"].text(0) == "2024-03-05 16:30:00"
    assert c["day"].text(0) == "2024-03-05" and c["day"].text(2) == "1960-01-02"
    assert list(c["at"].cells) == ["08:30:00", "", "09:00:00", "09:00:00"]
    assert c["none"].kind == c["blank"].kind == "empty" and c["codes"].numbers[0] == 1.5
    assert c["yes"].problems[0].key == "ambiguous-verdict"


def test_the_source_is_that_of_a_file(stored):
    import hashlib

    path = stored(TABLE)
    source = read_table(path).source
    data = path.read_bytes()
    assert (source.name, source.size) == (str(path), len(data))
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    what = {".parquet": "Parquet", ".feather": "Feather", ".arrow": "Arrow"}[path.suffix]
    assert words(source.read[0]) == f"{path.name}: {what}"


@pytest.mark.parametrize(
    "values",
    [
        pa.array([[1.0], [2.0], None]),
        pa.array([{"x": 1}, None, {"x": 2}]),
        pa.array([b"a", None, b"b"]),
        pa.array([1, 2, None], pa.duration("ns")),
    ],
)
def test_what_is_no_value_is_refused_where_it_is_used(stored, values):
    path = stored({"d": [1.0, 2.5, 2.0], "n": values})
    assert read_table(path).columns[1].kind == "empty"
    with pytest.raises(SqcError) as caught:
        chart(path, value="n")
    assert caught.value.key == "column-type"
    assert words(caught.value.message).endswith("a value is a number, a date, a text or a verdict.")
    assert look(path).to_text("en").startswith("[ok]")


@pytest.mark.parametrize("table", [{"d": pa.array([], pa.float64())}, {}])
def test_without_rows(stored, table):
    with pytest.raises(SqcError) as caught:
        read_table(stored(table))
    assert caught.value.key == "empty-file"


def test_rows_are_counted_from_one(stored):
    path = stored({"n": [1, 2, 3, 4], "d": ["1.5", "2.5", "12.0l8", "3"]})
    with pytest.raises(SqcError) as caught:
        chart(path, value="d")
    assert words(caught.value.message) == f'{path}, row 3, column d: "12.0l8" is not a number.'


def test_options_apply(stored):
    path = stored({"lot": ["A", None, "B"], "d": [1.5, -999.0, 2.5], "low": ["<0.5", "1", "2"]})
    found = read_table(path, ReadOptions(missing=("-999",), fill=("lot",), censored="half"))
    assert list(found.columns[0].cells) == ["A", "A", "B"] and found.columns[1].missing.tolist() == [1]
    assert found.columns[2].numbers[0] == 0.25 and found.findings[0].key == "censored"
    with pytest.raises(SqcError, match="no sheets"):
        read_table(path, ReadOptions(sheet="1"))


@pytest.mark.parametrize("extra", [{}, {"n.5": pa.array([[1], [2], [3], [4]])}])
def test_of_a_large_file_only_the_wanted_columns_are_read(stored, monkeypatch, extra):
    path = stored(TABLE | extra)
    monkeypatch.setattr(arrow, "STREAM_FROM", 1)
    found = read_table(path, ReadOptions(wanted=("d", "sample")))
    assert [c.name for c in found.columns if c.loaded] == ["sample", "d"]
    assert found.columns[1].missing.tolist() == [1, 2] and found.n_rows == 4
    assert all(c.loaded for c in read_table(path, ReadOptions(wanted=("nothing",))).columns)


def test_two_columns_of_one_name(stored, monkeypatch):
    path = stored(pa.table([pa.array([1.5, 2.5]), pa.array([3.5, 4.5])], names=["a", "a"]))
    assert [(c.name, c.numbers[0]) for c in read_table(path).columns] == [("a", 1.5), ("a (2)", 3.5)]
    monkeypatch.setattr(arrow, "STREAM_FROM", 1)
    found = read_table(path, ReadOptions(wanted=("a (2)",)))
    assert [c.loaded for c in found.columns] == [False, True] and found.columns[1].numbers[0] == 3.5


def test_the_index_of_a_pandas_frame_is_no_column(tmp_path):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"n": [1, 2, 3], "d": [1.5, 2.5, 3.0]})
    frame[frame.n > 1].to_parquet(tmp_path / "a.parquet")
    assert [c.name for c in read_table(tmp_path / "a.parquet").columns] == ["n", "d"]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_file_that_was_cut_off(tmp_path, name, share):
    path = tmp_path / name
    WRITERS[name](pa.table({"d": np.arange(500.0)}), str(path))
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(SqcError) as caught:
        read_table(path)
    assert caught.value.key == "broken-file" and "not whole" in words(caught.value.message)


@pytest.mark.parametrize("name", ["a.parquet", "a.feather", "a.arrow"])
def test_a_text_with_the_ending_of_a_store(tmp_path, name):
    (tmp_path / name).write_text("d\n1\n2\n", encoding="ascii")
    with pytest.raises(SqcError) as caught:
        read_table(tmp_path / name)
    assert caught.value.key == "broken-file"
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(SqcError) as caught:
        read_table(tmp_path / name)
    assert caught.value.key == "empty-file"


@pytest.mark.parametrize("name", ["a.parquet", "a.feather"])
def test_a_file_that_unpacks_to_too_much(tmp_path, name):
    table = pa.table({"d": np.zeros(100_000)})
    write = feather.write_feather if name == "a.feather" else parquet.write_table
    write(table, str(tmp_path / name))
    assert (tmp_path / name).stat().st_size < 20_000
    with pytest.raises(SqcError) as caught:
        read_table(tmp_path / name, ReadOptions(max_size="500kB"))
    assert caught.value.key == "too-large"
    assert read_table(tmp_path / name, ReadOptions(max_size="1MB")).n_rows == 100_000


def _bytes_of(name):
    sink = pa.BufferOutputStream()
    table = pa.table({"d": np.arange(40.0), "lot": [f"L{k % 3}" for k in range(40)]})
    if name == "stream.arrow":
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
    else:
        WRITERS[name](table, sink)
    return sink.getvalue().to_pybytes()


WHOLE = {name: _bytes_of(name) for name in WRITERS}


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(WRITERS)),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=4),
)
def test_changed_bytes_give_a_table_or_one_sentence(name, changes):
    data = bytearray(WHOLE[name])
    for place, byte in changes:
        data[8 + place % (len(data) - 8)] = byte
    try:
        read_table_of(name, bytes(data))
    except SqcError as error:
        assert words(error.message) and "\n" not in words(error.message)


def test_a_buffer_longer_than_its_values():
    odd = pa.py_buffer(np.arange(3.0).tobytes() + b"rest")
    column = pa.chunked_array(
        [pa.Array.from_buffers(pa.float64(), 3, [None, odd]), pa.array([], pa.float64())]
    )
    assert array_of(column).tolist() == [0.0, 1.0, 2.0]
    assert array_of(column.slice(1, 1)).tolist() == [1.0]


def read_table_of(name, data):
    from sqc.data.read import _from_bytes

    return _from_bytes(name, data, ReadOptions())


def test_from_standard_input(stored, monkeypatch):
    data = stored(TABLE).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = read_table("-")
    assert found.n_rows == 4 and found.name == "-" and found.source.size == len(data)


def test_text_frame_and_stores_give_the_same_chart(stored, tmp_path):
    r = np.random.default_rng(5)
    lot = np.repeat([f"L{k:02}" for k in range(25)], 5)
    columns = {"lot": lot.tolist(), "d(mm)": r.normal(74, 0.01, 125).round(3).tolist()}
    lines = [",".join(columns), *(f"{a},{b:.3f}" for a, b in zip(*columns.values(), strict=True))]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = {"value": "d", "subgroup": "lot", "rules": "nelson"}
    text, store = chart(tmp_path / "a.csv", **told), chart(stored(columns), **told)
    frame = chart(pa.table(columns), **told)
    for other in (store, frame):
        assert {k: f.value for k, f in text.facts.items()} == {k: f.value for k, f in other.facts.items()}
    assert [f.key for f in text.findings] == [f.key for f in store.findings]
    lines = [one.to_text("en").splitlines() for one in (text, store)]
    assert [a for a, b in zip(*lines, strict=True) if a != b] == [
        "Read      a.csv: UTF-8, comma; 125 of 125 values used."
    ]


LOADED = """
import sys
from sqc.cli.main import main
assert main(sys.argv[1:]) == 0
print(*[name for name in ("pandas", "polars", "matplotlib") if name in sys.modules], file=sys.stderr)
"""


def test_pandas_is_not_loaded(stored):
    path = stored({k: v for k, v in TABLE.items() if k not in ("typed", "codes", "decimal")})
    command = [sys.executable, "-c", LOADED, "chart", str(path), "--value", "d", "--kind", "i-mr"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stdout and done.stderr.split() == []
