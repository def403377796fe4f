"""Data in memory: the same table from every library, and frames handed back in the caller's."""

import datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sqc.data.frame import like, table_from_frame
from sqc.data.read import ReadOptions, read_table
from sqc.i18n.message import words
from sqc.notes import SqcError

COLUMNS = {
    "d(mm)": [9.81, None, 10.1],
    "n": [1, 2, 3],
    "lot": ["A", "B", None],
    "when": [datetime.datetime(2024, 3, 5, 8, 30), None, datetime.datetime(2024, 3, 6)],
    "ok": ["OK", "NG", "OK"],
}
FRAMES = {
    "dict": dict,
    "pandas": pd.DataFrame,
    "pandas nullable": lambda columns: pd.DataFrame(columns).convert_dtypes(),
    "polars": pl.DataFrame,
    "polars lazy": lambda columns: pl.DataFrame(columns).lazy(),
    "pyarrow": pa.table,
}


@pytest.mark.parametrize("library", FRAMES)
def test_every_library(library):
    found = read_table(FRAMES[library](COLUMNS))
    d, n, lot, when, ok = found.columns
    assert found.origin == "frame" and found.n_rows == 3 and found.lines.tolist() == [1, 2, 3]
    assert (d.name, d.unit, d.kind, d.decimals, d.missing.tolist()) == ("d", "mm", "number", 2, [1])
    np.testing.assert_array_equal(d.numbers, [9.81, np.nan, 10.1])
    assert n.integer and n.text(2) == "3"
    assert lot.kind == "text" and list(lot.cells) == ["A", "B", ""] and lot.missing.tolist() == [2]
    assert when.kind == "date" and when.missing.tolist() == [1]
    assert when.numbers[0] == np.datetime64("2024-03-05T08:30", "s").astype(float)
    assert ok.kind == "verdict" and ok.numbers.tolist() == [0.0, 1.0, 0.0]


@pytest.mark.parametrize("library", ["pandas", "polars", "polars lazy", "pyarrow"])
def test_frames_go_back_in_the_callers_library(library):
    given = FRAMES[library](COLUMNS)
    made = like(given, {"point": [1, 2], "value": [0.5, None]})
    expected = pl.DataFrame if library.startswith("polars") else type(given)
    assert isinstance(made, expected)


@pytest.mark.parametrize("given", [None, "a.csv", [1.0, 2.0], np.arange(3), {"a": [1]}])
def test_frames_for_anything_else_are_of_pandas(given):
    assert isinstance(like(given, {"a": [1, 2]}), pd.DataFrame)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ([9.8, 10.1, 10.0], "value"),
        ((9.8, 10.1, 10.0), "value"),
        (np.array([9.8, 10.1, 10.0]), "value"),
        (pd.Series([9.8, 10.1, 10.0], name="d"), "d"),
        (pd.Series([9.8, 10.1, 10.0]), "value"),
        (pl.Series("d", [9.8, 10.1, 10.0]), "d"),
        ((x for x in (9.8, 10.1, 10.0)), "value"),
        (np.array([[9.8], [10.1], [10.0]]), "value"),
    ],
)
def test_sequences(given, name):
    (column,) = read_table(given).columns
    assert column.name == name and column.numbers.tolist() == [9.8, 10.1, 10.0] and column.decimals == 1


def test_two_dimensions():
    found = read_table(np.arange(6.0).reshape(3, 2))
    assert [(c.name, c.stem) for c in found.columns] == [("x1", "x"), ("x2", "x")]
    assert [c.name for c in read_table([[1, 2], [3, 4]]).columns] == ["x1", "x2"]


def test_words_in_a_sequence_are_problems():
    (column,) = read_table(["1.5", "<0.01", "2.5", "OL", "3"]).columns
    assert [error.cell for error in column.problems] == ["OL", "<0.01"]
    assert words(column.problems[0].message) == 'list, row 4, column value: "OL" is not a number.'
    assert words(column.problems[0].message, "zh") == "list 第 4 条记录“value”列：“OL”不是数值。"


def test_names_that_are_numbers_or_equal():
    assert [c.name for c in read_table(pd.DataFrame([[1, 2]], columns=["a", "a"])).columns] == ["a", "a (2)"]
    assert [c.name for c in read_table(pd.DataFrame([[1, 2]])).columns] == ["0", "1"]


def test_options():
    frame = {"班次": ["白班", None, "夜班"], "d": [1.5, -999, 2.5]}
    found = read_table(frame, ReadOptions(missing=("-999",), fill=("班次",)))
    assert list(found.columns[0].cells) == ["白班", "白班", "夜班"]
    assert found.columns[1].missing.tolist() == [1]
    found = read_table(["<0.5", "1.5", "2.5"], ReadOptions(censored="half"))
    assert found.columns[0].numbers[0] == 0.25 and found.findings[0].key == "censored"


def test_booleans_are_asked():
    found = read_table({"ok": [True, False, True]})
    assert found.columns[0].problems[0].key == "ambiguous-verdict"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ([], "empty-file"),
        ({}, "empty-file"),
        (pd.DataFrame(), "empty-file"),
        ([[1], [2, 3]], "unequal-columns"),
        ({"a": [1], "b": [1, 2]}, "unequal-columns"),
        (3, "not-data"),
        (object(), "not-data"),
        (b"ab", "not-data"),
        (np.zeros((2, 2, 2)), "not-data"),
        (None, "not-data"),
        ({"a": 5}, None),
    ],
)
def test_what_is_no_data(given, key):
    if key is None:
        assert read_table(given).n_rows == 1
        return
    with pytest.raises(SqcError) as caught:
        read_table(given)
    assert caught.value.key == key


def test_long_label_columns_are_read_once_per_text():
    lots = [f"L{k // 5}" for k in range(50_000)]
    for frame in (pl.DataFrame({"lot": lots}), pd.DataFrame({"lot": lots}), pa.table({"lot": lots})):
        column = table_from_frame(frame).columns[0]
        assert column.kind == "text" and list(column.cells[49_998:]) == lots[49_998:]
        assert len(column.cells) == 50_000


def test_file_and_frame_give_the_same_numbers(tmp_path):
    r = np.random.default_rng(5)
    frame = pd.DataFrame(
        {"sample": np.repeat(np.arange(1, 26), 5), "d(mm)": r.normal(74, 0.01, 125).round(3)}
    )
    frame.to_csv(tmp_path / "a.csv", index=False)
    a, b = read_table(tmp_path / "a.csv"), read_table(frame)
    for one, other in zip(a.columns, b.columns, strict=True):
        np.testing.assert_array_equal(one.numbers, other.numbers)
        assert (one.name, one.unit, one.kind, one.integer) == (
            other.name,
            other.unit,
            other.kind,
            other.integer,
        )
        assert one.decimals == other.decimals
