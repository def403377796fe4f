"""In a notebook: any data in, frames of the same library out; results pickle, copy and compare."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

import sqc

GROUPS = np.round(np.random.default_rng(8).normal(50, 2, (25, 5)), 2)
VALUES = GROUPS.ravel().tolist()
LOTS = [f"L{i // 5:02d}" for i in range(125)]
COLUMNS = {"diameter(mm)": VALUES, "lot": LOTS}


def frame(library):
    if library == "pandas":
        import pandas as pd

        return pd.DataFrame(COLUMNS), pd.DataFrame
    if library == "polars":
        import polars as pl

        return pl.DataFrame(COLUMNS), pl.DataFrame
    import pyarrow as pa

    return pa.table(COLUMNS), pa.Table


@pytest.fixture(scope="module")
def reference():
    return sqc.chart(GROUPS.tolist(), kind="xbar-r")


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_frames_come_back_in_the_callers_library(library, reference):
    data, kind = frame(library)
    c = sqc.chart(data, value="diameter", subgroup="lot")
    assert c.kind.name == "xbar-r"
    assert c.sample.about.unit == "mm"
    np.testing.assert_array_equal(c.panels[0].upper, reference.panels[0].upper)
    for table in (c.signals, c.limits, c.to_frame()):
        assert isinstance(table, kind)
    import narwhals as nw

    limits = nw.from_native(c.limits)
    assert limits.columns == [
        "label",
        "xbar_lower",
        "xbar_center",
        "xbar_upper",
        "r_lower",
        "r_center",
        "r_upper",
    ]
    assert limits["label"].to_list()[:2] == ["L00", "L01"]


@pytest.mark.parametrize(
    "data",
    [
        COLUMNS,
        {"diameter(mm)": np.array(VALUES), "lot": np.array(LOTS)},
        {"diameter(mm)": tuple(VALUES), "lot": LOTS},
    ],
)
def test_dicts(data, reference):
    c = sqc.chart(data, value="diameter(mm)", subgroup="lot")
    np.testing.assert_array_equal(c.panels[0].upper, reference.panels[0].upper)
    import pandas as pd

    assert isinstance(c.limits, pd.DataFrame)


@pytest.mark.parametrize("data", [GROUPS, GROUPS.tolist(), tuple(map(tuple, GROUPS.tolist()))])
def test_rows(data, reference):
    c = sqc.chart(data)
    assert c.kind.name == "xbar-r"
    assert c["xbar_upper"] == reference["xbar_upper"]


@pytest.mark.parametrize(
    "make", [list, tuple, np.array, lambda x: np.array(x, dtype=np.float32).astype(float) * 0 + x]
)
def test_sequences(make):
    assert sqc.chart(make(VALUES)).kind.name == "i-mr"


def test_series():
    import pandas as pd
    import polars as pl

    for series, kind in ((pd.Series(VALUES, name="d"), pd.DataFrame), (pl.Series("d", VALUES), pl.DataFrame)):
        c = sqc.chart(series)
        assert c.sample.about.name == "d"
        assert isinstance(c.limits, kind)


def test_signals_frame():
    x = [10.0, 10.2, 9.9] * 12
    x[20] = 11.0
    c = sqc.chart(x)
    table = c.signals
    assert list(table.columns) == ["panel", "position", "label", "rule", "set", "points", "value", "limit"]
    first = table.iloc[0]
    assert (first["panel"], first["position"], first["rule"]) == ("i", 21, "nelson-1")
    assert len(c.signals) == len(c.list_signals())


def test_no_signal_is_an_empty_frame():
    import polars as pl

    c = sqc.chart(pl.DataFrame({"v": [1.0, 2.0, 1.5, 2.5, 1.2]}))
    assert c.signals.shape == (0, 8)
    assert isinstance(c.signals, pl.DataFrame)


def test_numbers_by_key(reference):
    assert reference["sigma_within"] == reference.facts["sigma_within"].value
    with pytest.raises(KeyError, match="sigma_within"):
        reference["sigma_wihtin"]


def test_shows_itself(reference):
    assert repr(reference) == reference.to_text() == str(reference)
    assert reference._repr_png_().startswith(b"\x89PNG")


def test_figure_and_files(reference, tmp_path):
    figure = reference.figure()
    figure.savefig(tmp_path / "own.png")
    assert (tmp_path / "own.png").stat().st_size > 10_000
    for ending in ("png", "svg", "json", "csv", "md"):
        path = tmp_path / f"c.{ending}"
        reference.save(path)
        assert path.stat().st_size > 100
    with pytest.raises(sqc.OptionError):
        reference.save(tmp_path / "c.bmp")


@pytest.mark.parametrize("data", [VALUES, COLUMNS])
def test_pickle_copy_equality(data):
    options = {} if data is VALUES else {"value": "diameter", "subgroup": "lot"}
    c = sqc.chart(data, **options)
    for other in (pickle.loads(pickle.dumps(c)), copy.copy(c), copy.deepcopy(c), sqc.chart(data, **options)):
        assert other == c
        assert hash(other) == hash(c)
        assert other.to_text() == c.to_text()
        assert other.to_json("zh") == c.to_json("zh")
    changed = list(VALUES)
    changed[3] += 0.01
    assert sqc.chart(changed) != sqc.chart(VALUES)
    assert c != "chart"


def test_pickles_keep_figures_and_frames():
    c = pickle.loads(pickle.dumps(sqc.chart(COLUMNS, value="diameter", subgroup="lot")))
    assert len(c.limits) == 25
    assert c.figure() is not None


SHOWN = [
    lambda c: c.to_text(),
    lambda c: c.to_csv(),
    lambda c: c.figure(),
    lambda c: c._repr_html_(),
    lambda c: c.facts,
]


@pytest.mark.parametrize("show", SHOWN, ids=["text", "csv", "figure", "html", "facts"])
def test_what_was_shown_still_pickles(show):
    c = sqc.chart(COLUMNS, value="diameter", subgroup="lot")
    show(c)
    for other in (pickle.loads(pickle.dumps(c)), copy.copy(c), copy.deepcopy(c)):
        assert other == c
        assert other.to_text() == c.to_text()


def test_look_pickles():
    look = sqc.look(COLUMNS)
    assert pickle.loads(pickle.dumps(look)) == look


def test_errors_pickle():
    with pytest.raises(sqc.SqcError) as caught:
        sqc.chart([1.0])
    other = pickle.loads(pickle.dumps(caught.value))
    assert str(other) == str(caught.value)
    assert other.key == caught.value.key


def test_results_are_frozen(reference):
    with pytest.raises(AttributeError):
        reference.phase = 2


def test_the_caller_s_data_stay_as_they_were():
    import pandas as pd

    data = pd.DataFrame(COLUMNS)
    before = data.copy()
    sqc.chart(data, value="diameter", subgroup="lot")
    pd.testing.assert_frame_equal(data, before)
    array = np.array(VALUES)
    sqc.chart(array)
    assert array.tolist() == VALUES


def test_same_input_same_bytes(reference):
    again = sqc.chart(GROUPS.tolist(), kind="xbar-r")
    assert again.to_json() == reference.to_json()
    assert again.to_csv() == reference.to_csv()
    assert again.to_markdown("zh") == reference.to_markdown("zh")


def test_what_is_no_data_is_said():
    for data in (None, 5, {"a": [1, 2], "b": [1]}, b"abc", [[1, 2], [3]], object()):
        with pytest.raises(sqc.SqcError):
            sqc.chart(data)


@pytest.mark.parametrize("bad", [{"valeu": "x"}, {"K": 3}])
def test_misspelt_keyword(bad):
    with pytest.raises(TypeError):
        sqc.chart(VALUES, **bad)
    with pytest.raises(sqc.OptionError):
        sqc.look(VALUES, **bad)


@pytest.mark.parametrize(
    "options",
    [
        {"k": 0},
        {"k": -1},
        {"k": float("nan")},
        {"k": float("inf")},
        {"alpha": 0},
        {"alpha": 1},
        {"alpha": 2},
        {"k": 3, "alpha": 0.1},
        {"given_sigma": 0},
        {"given_sigma": -2},
        {"given_sigma": float("nan")},
        {"given_center": float("nan")},
        {"given_center": float("inf")},
        {"kind": "xbar"},
        {"constants": "round"},
        {"sigma": "best"},
        {"size": 0},
        {"size": -5},
        {"size": 1},
        {"size": 5, "subgroup": "lot"},
        {"approved_on": "20.11.2026"},
        {"exclude": "999"},
        {"exclude": "1-125"},
        {"rules": "all"},
        {"value": "nothing"},
        {"window": "8 parsecs", "time": "lot"},
    ],
)
def test_options_without_meaning(options):
    with pytest.raises(sqc.SqcError):
        sqc.chart(COLUMNS, **{"value": "diameter", **options})


BAD_OPTIONS = [
    {"k": "3"},
    {"k": True},
    {"k": [3]},
    {"alpha": "0.01"},
    {"given_sigma": "1"},
    {"given_center": "50"},
    {"size": 5.5},
    {"size": "5"},
    {"size": True},
]


@pytest.mark.parametrize("options", BAD_OPTIONS, ids=str)
def test_an_option_of_the_wrong_type_is_refused(options):
    with pytest.raises(sqc.OptionError) as caught:
        sqc.chart(VALUES, **options)
    assert caught.value.key == "option-range"


@pytest.mark.parametrize("options", [{"k": np.float64(3)}, {"k": 3}, {"k": np.int64(3)}], ids=str)
def test_numbers_of_any_library_are_numbers(options):
    assert sqc.chart(VALUES, **options) == sqc.chart(VALUES, k=3.0)
    assert sqc.chart(VALUES, size=np.int64(5)) == sqc.chart(VALUES, size=5)


def test_a_column_with_a_number_for_a_name_can_be_named():
    import pandas as pd

    data = pd.DataFrame(GROUPS[:, :2])
    assert sqc.chart(data, value=1).to_text() == sqc.chart(data, value="1").to_text()


def test_a_language_that_is_not_there_is_said(reference):
    with pytest.raises(ValueError, match="en and zh are known"):
        reference.to_text("fr")
    with pytest.raises(ValueError, match="en and zh are known"):
        reference.figure("fr")
