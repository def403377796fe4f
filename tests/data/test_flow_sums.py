"""Sums of a large file equal those of its table; what only a table can tell is left to it."""

import numpy as np
import pytest

import sqc
from sqc.data import blocks, flow, parsers
from sqc.data.flow_sums import sums_of
from sqc.data.large_file import large_file
from sqc.data.select import column
from sqc.data.sheet import ReadOptions

ENGINES = ["pandas", "pyarrow"]


@pytest.fixture(params=ENGINES)
def engine(request, monkeypatch):
    if request.param == "pyarrow":
        pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    monkeypatch.setattr(parsers, "has_arrow", lambda: request.param == "pyarrow")
    return request.param


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Blocks of some 500 bytes, and every file a large one."""
    monkeypatch.setattr("sqc.data.large_file.STREAM_FROM", 1)
    monkeypatch.setattr(flow, "blocks", lambda stretch: blocks.blocks(stretch, 500))


def rows(n=1500, change=None):
    r = np.random.default_rng(4)
    items = ["划伤", "气孔", "毛刺 ", "其他"]
    found = ["no,item,when,count"]
    found += [
        f"{i},{items[r.choice(4, p=[0.5, 0.3, 0.1, 0.1])]},{'前后'[i % 2]},{r.integers(1, 9)}"
        for i in range(n)
    ]
    for k, line in (change or {}).items():
        found[k] = line
    return "\n".join(found) + "\n"


def both(tmp_path, text, encoding="utf-8", **options):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    quick = sqc.pareto(str(path), **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sqc.qctools.pareto.verb._sums", lambda *_: None)
        whole = sqc.pareto(str(path), **options)
    return quick, whole


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize(
    "options",
    [
        {"item": "item"},
        {"item": "item", "value": "count"},
        {"item": "item", "value": "count", "stage": "when"},
    ],
)
def test_sums_are_those_of_the_table(tmp_path, engine, encoding, options):
    text = rows()
    quick, whole = both(tmp_path, text, encoding, **options)
    assert quick.case.whole.names == whole.case.whole.names
    assert quick.case.whole.amounts.tolist() == whole.case.whole.amounts.tolist()
    assert quick.to_text() == whole.to_text()
    assert quick.case.source.n_used == 1500


def named(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    found = large_file(str(path), ReadOptions())
    return sums_of(found, ReadOptions(), ["item"], lambda head: [column(head, "count")])


def test_what_only_a_table_can_tell_is_left_to_it(tmp_path, engine):
    assert named(tmp_path, rows()) is not None
    for line in (
        "7,划伤,前,-2",
        "7,划伤,前,1.5",
        "7,划伤,前,",
        "7,,前,2",
        "7,划伤,前,x",
        "7,划伤,前",
        "合计,,,999",
    ):
        assert named(tmp_path, rows(change={900: line})) is None


def test_an_amount_below_0_is_refused_with_its_line(tmp_path, engine):
    path = tmp_path / "a.csv"
    path.write_text(rows(change={900: "7,划伤,前,-2"}), encoding="utf-8")
    with pytest.raises(sqc.DataError, match="901"):
        sqc.pareto(str(path), item="item", value="count")
