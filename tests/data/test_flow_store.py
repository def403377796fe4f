"""Large files that store columns pass in batches and give the chart that their table gives."""

import json

import numpy as np
import pytest

import sqc
from sqc.charts import prepare
from sqc.charts.prepare import _flowing, settings_of
from sqc.data import arrow, flow_store, large_file
from sqc.notes import SqcError

pa = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
from pyarrow import feather, parquet  # noqa: E402


def _ipc(table, path, new):
    with new(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=300)


WRITERS = {
    "a.parquet": lambda table, path: parquet.write_table(table, path, row_group_size=400),
    "a.feather": lambda table, path: feather.write_feather(table, path, chunksize=300),
    "file.arrow": lambda table, path: _ipc(table, path, pa.ipc.new_file),
    "stream.arrow": lambda table, path: _ipc(table, path, pa.ipc.new_stream),
}
ROWS = 1203


@pytest.fixture(params=WRITERS)
def stored(request, tmp_path, monkeypatch):
    monkeypatch.setattr(flow_store, "_ROWS", 170)
    monkeypatch.setattr(large_file, "STREAM_FROM", 0)
    monkeypatch.setattr(arrow, "STREAM_FROM", 0)

    def write(columns):
        path = tmp_path / request.param
        WRITERS[request.param](pa.table(columns), str(path))
        return str(path)

    return write


def columns(**changes):
    rng = np.random.default_rng(3)
    values = rng.normal(10.0, 0.1, ROWS).round(3)
    found = {
        "sample": pa.array(np.arange(ROWS) // 5 + 1),
        "d(mm)": pa.array(values),
        "e": pa.array(rng.normal(5.0, 0.2, ROWS).round(2).astype(np.float32)),
        "lot": pa.array(["A", "B", None] * (ROWS // 3)),
    }
    return found | changes


def gaps(values, places):
    held = values.to_pylist()
    for place in places:
        held[place] = None
    return pa.array(held)


def flows(path, options):
    return _flowing(path, options, settings_of(options)) is not None


def said(path, options):
    found = json.loads(sqc.chart(path, points="all", **options).to_json())
    found.pop("provenance", None)
    return found


def by_table(path, options, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(prepare, "_flow", lambda *_: None)
        return said(path, options)


CASES = {
    "subgroups": {"value": "d", "subgroup": "sample"},
    "size": {"value": "d", "size": 4},
    "single": {"value": "d", "kind": "i-mr"},
}


@pytest.mark.parametrize("options", [CASES["subgroups"], CASES["size"], CASES["single"]])
@pytest.mark.parametrize("missing", [(), (0, 7, 8, 9, 10, 11, 169, 170, 171, ROWS - 1)])
def test_batches_give_the_chart_of_the_table(stored, monkeypatch, options, missing):
    given = columns()
    path = stored(given | {"d(mm)": gaps(given["d(mm)"], missing)})
    assert flows(path, options)
    assert said(path, options) == by_table(path, options, monkeypatch)


def test_a_number_that_means_missing_is_a_gap(stored, monkeypatch):
    values = columns()["d(mm)"].to_pylist()
    values[11] = values[500] = -999.0
    path = stored(columns(**{"d(mm)": pa.array(values)}))
    options = {"value": "d", "size": 4, "missing": "-999"}
    usual = by_table(path, options, monkeypatch)
    assert flows(path, options) and usual["source"]["n_missing"] == 2
    assert said(path, options) == usual


REFUSED = {
    "a label is missing": {"sample": gaps(columns()["sample"], [900])},
    "labels fall": {"sample": pa.array([*range(1, ROWS), 3])},
    "labels are text": {"sample": pa.array([f"s{k // 5}" for k in range(ROWS)])},
    "an infinite value": {"d(mm)": pa.array([*np.arange(ROWS - 1) / 7, np.inf])},
    "no value": {"d(mm)": pa.nulls(ROWS, pa.float64())},
    "decimals": {"d(mm)": columns()["d(mm)"].cast(pa.decimal128(12, 3))},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_what_batches_cannot_say_the_table_says(stored, monkeypatch, change):
    path, options = stored(columns(**change)), CASES["subgroups"]
    answers = []
    for ask in (lambda: said(path, options), lambda: by_table(path, options, monkeypatch)):
        try:
            answers.append(ask())
        except SqcError as error:
            answers.append((error.key, str(error)))
    assert not flows(path, options)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("cut", [0.5, 0.9, 0.99])
def test_a_broken_file_is_refused_in_one_sentence(stored, cut):
    path = stored(columns())
    with open(path, "rb+") as file:
        file.truncate(int(cut * len(file.read())))
    try:
        sqc.chart(path, **CASES["subgroups"])
    except SqcError as error:
        assert error.key in ("broken-file", "empty-file")


def test_more_rows_than_allowed_are_the_business_of_the_table(stored):
    path = stored(columns())
    if path.endswith("parquet"):
        assert not flows(path, CASES["subgroups"] | {"max_size": "9 kB"})
