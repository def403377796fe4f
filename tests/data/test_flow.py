"""Samples from blocks equal those from the table of the same file, whatever stands at the ends of blocks."""

import io
import os
import subprocess
import sys
import warnings
from types import SimpleNamespace

import numpy as np
import pytest

from sqc.charts.prepare import _flowing, prepare, settings_of
from sqc.data import blocks, flow, parsers
from sqc.data.blocks import Stretch, in_order
from sqc.data.large import NotRegular
from sqc.data.memory import freed_kept
from sqc.data.store import Store
from sqc.data.watch import watched
from sqc.notes import SqcError

ENGINES = ["pandas", "pyarrow"]


@pytest.fixture(params=ENGINES)
def engine(request, monkeypatch):
    if request.param == "pyarrow":
        pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    monkeypatch.setattr(parsers, "has_arrow", lambda: request.param == "pyarrow")
    return request.param


@pytest.fixture
def small_blocks(monkeypatch):
    """Blocks of some 500 bytes, and every file a large one."""
    monkeypatch.setattr("sqc.data.large_file.STREAM_FROM", 1)
    monkeypatch.setattr(flow, "blocks", lambda stretch: blocks.blocks(stretch, 500))
    monkeypatch.setattr("sqc.data.read.STREAM_FROM", 1 << 60)


def lines(n=2500, head="sample,d(mm),note", change=None, end="\n", sizes=None):
    r = np.random.default_rng(11)
    label = np.repeat(np.arange(n), 5) if sizes is None else np.repeat(np.arange(len(sizes)), sizes)
    found = [head, *(f"{k + 1},{r.normal(12, 0.01):.3f},ok" for k in label[:n])]
    for k, line in (change or {}).items():
        found[k] = line
    return end.join(found) + end


def both(tmp_path, text, **options):
    path = tmp_path / "a.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = settings_of(options)
    quick = _flowing(str(path), options, settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sqc.charts.prepare._flowing", lambda *_: None)
        whole = prepare(str(path), options)[""]
    return quick, whole


def assert_same(quick, whole):
    assert quick is not None
    a, b = quick.sample, whole.sample
    assert quick.kind == whole.kind and type(a) is type(b)
    for name in ("values", "n", "mean", "range", "sd"):
        one, other = getattr(a, name, None), getattr(b, name, None)
        if one is not None or other is not None:
            np.testing.assert_allclose(one, other, rtol=1e-12, equal_nan=True)
    for name in ("name", "unit", "decimals", "label_name", "order"):
        assert getattr(a.about, name) == getattr(b.about, name), name
    assert (a.about.labels is None) == (b.about.labels is None)
    if a.about.labels is not None:
        assert list(a.about.labels) == list(b.about.labels)
    assert [(f.key, f.message.render("en")) for f in a.about.findings] == [
        (f.key, f.message.render("en")) for f in b.about.findings
    ]
    assert a.about.source == b.about.source


BY_LABEL = {"value": "d", "subgroup": "sample"}


@pytest.mark.parametrize(
    ("change", "options"),
    [
        ({}, BY_LABEL),
        ({}, {**BY_LABEL, "kind": "xbar-s"}),
        ({}, {"value": "d", "size": 4}),
        ({}, {"value": "d", "size": 7}),
        ({}, {"value": "d", "kind": "i-mr"}),
        ({}, {**BY_LABEL, "exclude": "3,5-7"}),
        ({40: "8,,ok", 1541: "309,/,ok", 2399: "480,-,ok"}, BY_LABEL),
        ({40: "8,,ok", 1541: "309,/,ok", 2399: "480,-,ok"}, {"value": "d", "kind": "i-mr"}),
        ({40: "8,,ok", 1541: "309,/,ok", 2399: "480,-,ok"}, {"value": "d", "size": 5}),
        ({40: '8,"12.345",ok', 77: '16,12.3,"a,b"'}, {"value": "d", "kind": "i-mr"}),
        ({40: "8,12.3456,ok"}, BY_LABEL),
    ],
)
def test_a_sample_from_blocks_equals_that_from_the_table(engine, small_blocks, tmp_path, change, options):
    quick, whole = both(tmp_path, lines(change=change), **options)
    if any('"a,b"' in line for line in change.values()):
        assert quick is None  # a delimiter inside a cell is left to the table
    else:
        assert_same(quick, whole)


def test_subgroups_of_any_size_pass_over_the_ends_of_blocks(engine, small_blocks, tmp_path):
    sizes = np.random.default_rng(3).integers(1, 90, 60)
    quick, whole = both(tmp_path, lines(int(sizes.sum()), sizes=sizes), **BY_LABEL, kind="xbar-s")
    assert_same(quick, whole)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_several_columns_are_the_readings_of_a_row(engine, small_blocks, tmp_path, end):
    r = np.random.default_rng(5)
    rows = [",".join(f"{x:.2f}" for x in r.normal(8, 0.1, 4)) for _ in range(1500)]
    rows[17] = "8.01,,8.02,8.03"
    text = end.join(["x1,x2,x3,x4", *rows]) + end
    for options in ({}, {"size": 3}, {"kind": "i-mr"}):
        assert_same(*both(tmp_path, text, value="x1..x4", **options))


@pytest.mark.parametrize("codec", ["utf-8-sig", "gbk"])
def test_encoding_footers_and_titles(engine, small_blocks, tmp_path, codec):
    text = "轴承外径记录\n" + lines(head="样本,直径(mm),备注").replace("ok", "合格") + "检验员：王\n"
    quick, whole = both(tmp_path, text.encode(codec), value="直径", subgroup="样本")
    assert_same(quick, whole)
    assert whole.sample.about.source.read[0].render("en").startswith("a.csv: ")


@pytest.mark.parametrize(
    "change",
    [
        {200: "合计,2400.1,ok"},  # a total in the middle
        {200: ""},  # a blank line
        {200: "40,12.01"},  # a short row
        {200: "40,12.01,ok,more"},
        {200: "40,12.0l,ok"},  # a letter
        {200: "40,inf,ok"},
        {200: "1,12.01,ok"},  # a label that comes again
        {200: "40.5,12.01,ok"},
        {200: "40,12.01,\x00"},
    ],
)
def test_what_blocks_cannot_hold_is_left_to_the_table(engine, small_blocks, tmp_path, change):
    path = tmp_path / "a.csv"
    path.write_text(lines(change=change), encoding="utf-8", newline="")
    assert _flowing(str(path), BY_LABEL, settings_of(BY_LABEL)) is None


def test_a_total_is_seen_where_the_first_column_is_not_wanted(engine, small_blocks, tmp_path):
    rows = ["lot,sample,d", *(f"L{k},{k // 5},{12 + k % 7 / 100}" for k in range(400))]
    rows[200] = "合计,40,2400.1"
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert _flowing(str(path), BY_LABEL, settings_of(BY_LABEL)) is None


def test_a_row_that_is_too_long_changes_no_filter_of_warnings(engine, small_blocks, tmp_path):
    both(tmp_path, lines(), **BY_LABEL)  # pandas is loaded
    path = tmp_path / "a.csv"
    path.write_text(lines(change={200: "40,12.01,ok,more"}))
    options = {"value": "d", "kind": "i-mr"}
    with warnings.catch_warnings():
        warnings.resetwarnings()
        assert _flowing(str(path), options, settings_of(options)) is None
        assert warnings.filters == []


def test_work_is_given_back_in_order_and_its_fault_at_its_turn():
    def work(raw):
        if raw == b"bad":
            raise NotRegular
        return raw

    items = [str(k).encode() for k in range(200)]
    assert list(in_order(work, iter(items))) == items
    seen = []
    with pytest.raises(NotRegular):
        seen.extend(in_order(work, iter([*items[:50], b"bad", *items[50:]])))
    assert seen == items[:50]


def test_a_line_without_end_is_refused(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(b"1" * 5000)
    with path.open("rb") as file, pytest.raises(NotRegular):
        list(blocks.blocks(Stretch(file.fileno(), 0, 5000), 500))


def test_blocks_end_behind_long_lines_too(tmp_path):
    path = tmp_path / "wide.csv"
    rows = [b"%d," % k * 4000 + b"\n" for k in range(12)]
    path.write_bytes(b"".join(rows))
    with path.open("rb") as file:
        found = list(blocks.blocks(Stretch(file.fileno(), 0, sum(map(len, rows))), 50_000))
    assert b"".join(found) == b"".join(rows) and len(found) > 2
    assert all(one.endswith(b"\n") for one in found)


def test_a_file_that_shrinks_while_it_is_read_is_not_taken_for_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"1\n" * 100)
    with path.open("rb") as file, pytest.raises(NotRegular):
        list(blocks.blocks(Stretch(file.fileno(), 0, 300), 1000))


@pytest.mark.parametrize("size", [0, 1 << 30])
def test_memory_is_kept_only_where_the_library_can(monkeypatch, size):
    with freed_kept(size):
        pass
    monkeypatch.setattr("ctypes.CDLL", lambda name: object())
    with pytest.raises(ZeroDivisionError), freed_kept(size):
        1 / 0  # noqa: B018


def test_blocks_hold_whole_lines(tmp_path):
    text = "".join(f"{k},{k * k}\n" for k in range(3000)) + "end"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="ascii")
    with path.open("rb") as file:
        found = list(blocks.blocks(Stretch(file.fileno(), 0, os.fstat(file.fileno()).st_size), 777))
    assert b"".join(found) == text.encode() and all(one.endswith(b"\n") for one in found[:-1])
    assert io.BytesIO(b"".join(found)).readlines()[-1] == b"end"


@pytest.mark.parametrize("spill", [1 << 40, 64, 1])
def test_a_store_gives_back_what_was_added(spill):
    store = Store(np.float64, 10, spill)
    whole = np.arange(1000.0)
    for part in np.array_split(whole, 13):
        store.append(part)
    np.testing.assert_array_equal(store.array(), whole)
    np.testing.assert_array_equal(store.part(17, 400), whole[17:400])
    assert store.size == 1000


def test_a_bad_cell_of_a_file_too_large_for_a_table_is_named(engine, small_blocks, tmp_path, monkeypatch):
    monkeypatch.setattr("sqc.data.large_file.TABLE_TO", 0)
    path = tmp_path / "a.csv"
    path.write_text(lines(change={2001: "400,12.0l8,ok"}), encoding="utf-8", newline="")
    with pytest.raises(SqcError) as caught:
        _flowing(str(path), BY_LABEL, settings_of(BY_LABEL))
    assert (caught.value.line, caught.value.column, caught.value.cell) == (2002, "d(mm)", "12.0l8")


def test_standard_input_is_spilled_to_a_file_that_goes(small_blocks, tmp_path, monkeypatch):
    whole = lines().encode()
    monkeypatch.setattr("sqc.data.spool.IN_MEMORY", 1000)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(whole)))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen = []
    with watched(lambda *far: seen.append(far)):
        piped = prepare("-", BY_LABEL)[""].sample
    path = tmp_path / "a.csv"
    path.write_bytes(whole)
    read = prepare(str(path), BY_LABEL)[""].sample
    np.testing.assert_array_equal(piped.mean, read.mean)
    assert piped.about.source.name == "-" and os.listdir(tmp_path) == ["a.csv"]
    assert seen[-1] == (2500, len(whole), len(whole))
    assert [far[0] for far in seen] == sorted(far[0] for far in seen)


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n \r\n", ""])
def test_blank_lines_below_the_last_row_are_no_rows(engine, small_blocks, tmp_path, end):
    quick, whole = both(tmp_path, lines()[:-1] + end, **BY_LABEL)
    assert_same(quick, whole)


@pytest.mark.parametrize("blank", ["", ",,", ' , "",'])
def test_a_blank_line_inside_is_left_to_the_table(engine, small_blocks, tmp_path, blank):
    path = tmp_path / "a.csv"
    path.write_text(lines(change={1200: blank}), encoding="utf-8", newline="")
    options = {"value": "d", "kind": "i-mr"}
    assert _flowing(str(path), options, settings_of(options)) is None


def test_a_short_and_a_long_row_do_not_make_up_for_each_other(engine, small_blocks, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(lines(change={1200: "240,12.01", 1201: "241,12.01,ok,more"}), encoding="utf-8")
    options = {"value": "d", "kind": "i-mr"}
    assert _flowing(str(path), options, settings_of(options)) is None
    with pytest.raises(SqcError, match="4 cells where the header has 3"):
        prepare(str(path), options)


def test_blank_lines_between_footers_are_left_to_the_table(engine, small_blocks, tmp_path):
    path = tmp_path / "a.csv"
    for end in ("检验员：王\n\n", "合计,,\n\n检验员：王\n"):
        path.write_text(lines() + end, encoding="utf-8", newline="")
        assert _flowing(str(path), BY_LABEL, settings_of(BY_LABEL)) is None
        assert len(prepare(str(path), BY_LABEL)[""].sample.mean) == 500


def test_the_first_rows_of_a_file_too_large_for_a_table_choose_its_columns(
    engine, small_blocks, tmp_path, monkeypatch
):
    monkeypatch.setattr("sqc.data.large_file.TABLE_TO", 0)
    quick, whole = both(tmp_path, lines())
    assert quick is not None and quick.kind == whole.kind == "xbar-r"
    np.testing.assert_allclose(quick.sample.mean, whole.sample.mean, rtol=1e-12)
    assert "the others are not read" in quick.sample.about.choice.render("en")


@pytest.mark.parametrize("options", [(), ("--value", "d", "--subgroup", "sample")])
def test_where_pyarrow_is_installed_pandas_is_not_loaded(tmp_path, options):
    pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    path = tmp_path / "a.csv"
    path.write_text(lines(), encoding="utf-8")
    code = (
        "import sys, sqc.data.large_file as l, sqc.data.read as r; l.STREAM_FROM = r.STREAM_FROM = 1\n"
        "from sqc.cli.main import main; main(sys.argv[1:]); assert 'pandas' not in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", code, "chart", str(path), *options], check=True, capture_output=True
    )
