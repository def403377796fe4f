import numpy as np
import pytest
from handmade import column, finding, keys, said, table
from hypothesis import given
from hypothesis import strategies as st

from sqc.data.build import Roles, require_estimable, subgroups
from sqc.data.coded import Coded
from sqc.data.table import Column
from sqc.notes import DataError, OptionError

# Montgomery's form of a subgroup table: lots a, b, c of three, three and two values
LOT = column("lot", list("aaabbbcc"))
Y = column("y", ["1", "3", "8", "2", "2", "2", "5", "9"])


def test_by_column():
    sample = subgroups(table(LOT, Y), Roles(value=("y",), subgroup="lot"))
    assert sample.n.tolist() == [3, 3, 2]
    assert sample.mean.tolist() == [4, 2, 7]
    assert sample.range.tolist() == [7, 0, 4]
    np.testing.assert_allclose(sample.sd, [np.sqrt(13), 0, np.sqrt(8)], rtol=1e-15)
    assert sample.values.tolist() == [1, 3, 8, 2, 2, 2, 5, 9]
    assert list(sample.about.labels) == ["a", "b", "c"]
    assert sample.about.label_name == "lot"
    found = finding(sample, "unequal-n")
    assert (found.level, found.message.render("en")) == (
        "ok",
        "Sizes run from 2 to 3: every subgroup has its own limits.",
    )
    assert found.short.render("en") == "sizes 2 to 3"


def test_by_column_that_is_numbers_or_codes():
    numbers = Column("lot", "lot", kind="number", numbers=np.array([7.0, 7, 7, 1, 1, 1, 5, 5]))
    codes = Column("lot", "lot", cells=Coded(np.array([2, 2, 2, 0, 0, 0, 1, 1]), ["b", "c", "a"]))
    for lot, labels in ((numbers, ["7", "1", "5"]), (codes, ["a", "b", "c"])):
        sample = subgroups(table(lot, Y), Roles(value=("y",), subgroup="lot"))
        assert sample.mean.tolist() == [4, 2, 7]
        assert list(sample.about.labels) == labels


def test_scattered_rows_of_a_label_are_one_subgroup_in_order_of_first_appearance():
    t = table(column("lot", list("abab")), column("y", [1, 10, 3, 20]))
    sample = subgroups(t, Roles(value=("y",), subgroup="lot"))
    assert sample.mean.tolist() == [2, 15]
    assert sample.values.tolist() == [1, 3, 10, 20]
    assert list(sample.about.labels) == ["a", "b"]
    found = finding(sample, "subgroup-scattered")
    assert found.level == "watch"
    assert found.message.render("en") == (
        "The rows of 2 of 2 subgroups in lot do not stand together (lines 4, 5); they were put together."
    )


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.data())
def test_any_order_of_rows_gives_the_same_groups(labels, data):
    values = data.draw(st.lists(st.integers(-9, 9), min_size=len(labels), max_size=len(labels)))
    expected = {}
    for name, value in zip(labels, values, strict=True):
        expected.setdefault(name, []).append(value)
    if len(expected) > 1 and all(len(group) == 1 for group in expected.values()):
        return
    t = table(column("lot", labels), column("y", values))
    sample = subgroups(t, Roles(value=("y",), subgroup="lot"))
    assert list(sample.about.labels) == list(expected)
    assert sample.n.tolist() == [len(group) for group in expected.values()]
    np.testing.assert_allclose(sample.mean, [np.mean(group) for group in expected.values()], atol=1e-12)
    assert sample.values.tolist() == [value for group in expected.values() for value in group]


def test_rows_without_a_label_are_left_out_and_counted():
    t = table(column("lot", ["a", "a", "", "b", "b"]), column("y", [1, 3, 99, 5, 7]))
    sample = subgroups(t, Roles(value=("y",), subgroup="lot"))
    source = sample.about.source
    assert sample.mean.tolist() == [2, 6]
    assert (source.n_read, source.n_used, dict(source.dropped)) == (5, 4, {"lot": 1})


def test_by_size_keeps_a_short_last_subgroup():
    sample = subgroups(table(Y), Roles(value=("y",), size=3))
    assert sample.n.tolist() == [3, 3, 2]
    assert sample.about.labels is None
    found = finding(sample, "short-last-subgroup")
    assert (found.level, found.message.render("en")) == (
        "watch",
        "The last subgroup has 2 of 3 rows; it was kept.",
    )


@pytest.mark.parametrize("size", [1, 0, -5])
def test_size_below_two(size):
    with pytest.raises(OptionError) as caught:
        subgroups(table(Y), Roles(value=("y",), size=size))
    assert caught.value.key == "size-too-small"
    assert "--kind i-mr" in said(caught.value)[2][0]


def test_two_ways_of_grouping_clash():
    with pytest.raises(OptionError) as caught:
        subgroups(table(LOT, Y), Roles(value=("y",), subgroup="lot", size=3))
    assert caught.value.key == "option-clash"


def test_no_way_of_grouping():
    with pytest.raises(OptionError) as caught:
        subgroups(table(LOT, Y), Roles(value=("y",)))
    assert (caught.value.key, said(caught.value)[2]) == ("no-subgroups", ["--subgroup lot", "--size 5"])


def test_missing_values_make_a_subgroup_smaller():
    t = table(LOT, column("y", ["1", "3", "/", "2", "2", "2", "5", "9"]))
    sample = subgroups(t, Roles(value=("y",), subgroup="lot"))
    assert sample.n.tolist() == [2, 3, 2]
    assert sample.mean.tolist() == [2, 2, 7]
    assert sample.values.tolist() == [1, 3, 2, 2, 2, 5, 9]
    assert finding(sample, "missing").message.render("en") == '1 of 8 cells holds no value: line 4 "/".'


def test_an_empty_subgroup_is_left_out_and_positions_stay():
    t = table(column("y", ["1", "3", "", "", "5", "9"]))
    sample = subgroups(t, Roles(value=("y",), size=2, exclude="3"))
    assert sample.mean.tolist() == [2, 7]
    assert list(sample.about.labels) == ["1", "3"]
    assert sample.about.excluded.tolist() == [False, True]
    assert finding(sample, "empty-subgroup").message.render("en") == (
        "1 subgroup holds no value and was left out: 2."
    )


def test_a_subgroup_of_one_has_no_spread():
    t = table(column("lot", list("aab")), column("y", [1, 3, 5]))
    sample = subgroups(t, Roles(value=("y",), subgroup="lot"))
    assert sample.n.tolist() == [2, 1]
    assert np.isnan(sample.range[1])
    assert np.isnan(sample.sd[1])
    assert finding(sample, "subgroup-of-one").message.render("en") == (
        "1 subgroup has one value (b), so no range and no standard deviation."
    )


def test_only_subgroups_of_one():
    t = table(column("no", [1, 2, 3]), column("y", [1, 3, 5]))
    with pytest.raises(DataError) as caught:
        subgroups(t, Roles(value=("y",), subgroup="no"))
    assert caught.value.key == "subgroups-of-one"
    assert said(caught.value)[2] == ["--kind i-mr takes the values one by one"]


def test_one_new_subgroup_of_one_is_allowed():
    t = table(column("no", [1]), column("y", [1]))
    assert subgroups(t, Roles(value=("y",), subgroup="no")).n.tolist() == [1]


WIDE = (
    column("子组", [1, 2, 3]),
    column("直径1", ["12.0", "12.3", "12.1"], unit="mm", header="直径1(mm)"),
    column("直径2", ["12.2", "12.1", "12.5"], unit="mm", header="直径2(mm)"),
)


def test_a_row_is_a_subgroup():
    sample = subgroups(table(*WIDE), Roles(value=("直径1..直径2",)))
    np.testing.assert_allclose(sample.mean, [12.1, 12.2, 12.3])
    np.testing.assert_allclose(sample.range, [0.2, 0.2, 0.4])
    about = sample.about
    assert (about.name, about.unit, about.decimals, about.label_name) == ("直径", "mm", 1, "子组")
    assert list(about.labels) == ["1", "2", "3"]
    assert about.source.n_read == 6


@pytest.mark.parametrize(
    ("columns", "label_name"),
    [
        ((column("日期", ["2024-03-01", "2024-03-02"], kind="date"),), "日期"),
        ((column("日期", ["2024-03-01", "2024-03-01"], kind="date"),), ""),
        ((column("批次", ["x", "x"]), column("日期", ["2024-03-01", "2024-03-02"], kind="date")), "日期"),
        ((column("日期", ["2024-03-01", "2024-03-02"], kind="date"), column("批次", ["x", "y"])), "批次"),
        ((column("班次", ["x", "y"]),), ""),
    ],
)
def test_labels_of_wide_rows(columns, label_name):
    t = table(*columns, column("x1", [1, 2]), column("x2", [3, 5]))
    about = subgroups(t, Roles(value=("x1", "x2"))).about
    assert about.label_name == label_name
    assert (about.labels is None) == (label_name == "")


def test_wide_rows_of_one_label_are_one_subgroup():
    t = table(column("day", ["a", "a", "b"]), column("x1", [1, 3, 7]), column("x2", [2, 4, 9]))
    sample = subgroups(t, Roles(value=("x1", "x2"), subgroup="day"))
    assert (sample.n.tolist(), sample.mean.tolist()) == ([4, 2], [2.5, 8])


def test_missing_in_wide_rows_names_the_column():
    t = table(column("x1", ["1", "2"]), column("x2", ["未检", "3"]), column("x3", ["3", "4"]))
    sample = subgroups(t, Roles(value=("x1..x3",)))
    assert sample.n.tolist() == [2, 3]
    assert finding(sample, "missing").message.render("en") == (
        '1 of 6 cells holds no value: line 2 x2 "未检".'
    )


def test_by_time_window_from_the_first_time():
    times = [
        "2024-03-01T06:00",
        "2024-03-01T13:59",
        "2024-03-01T14:00",
        "2024-03-02T08:00",
        "2024-03-01T07:00",
    ]
    t = table(column("time", times, kind="date"), column("y", [1, 2, 3, 4, 6]))
    sample = subgroups(t, Roles(value=("y",), time="time", window="8h"))
    assert sample.n.tolist() == [3, 1, 1]
    assert sample.mean.tolist() == [3, 3, 4]
    assert list(sample.about.labels) == [times[0], times[2], times[3]]
    assert sample.about.order == "time"
    found = finding(sample, "empty-window")
    assert (found.level, found.message.render("en")) == ("ok", "1 window of 8h holds no row and was skipped.")


def test_windows_of_date_and_time_columns():
    t = table(
        column("日期", ["2024-03-01", "2024-03-01", "2024-03-02"], kind="date"),
        column("时间", ["8:00", "20:30", "7:59"]),
        column("y", [1, 2, 3]),
    )
    assert subgroups(t, Roles(value=("y",), window="1d")).n.tolist() == [3]
    sample = subgroups(t, Roles(value=("y",), window="12h"))
    assert sample.n.tolist() == [1, 2]
    assert list(sample.about.labels) == ["2024-03-01 8:00", "2024-03-01 20:30"]


def test_rows_without_a_time_are_left_out():
    t = table(column("time", ["2024-03-01", "", "2024-03-01"], kind="date"), column("y", [1, 2, 3]))
    sample = subgroups(t, Roles(value=("y",), time="time", window="1d"))
    assert sample.n.tolist() == [2]
    assert dict(sample.about.source.dropped) == {"time": 1}


def test_equal_times_without_a_window():
    t = table(column("day", ["2024-03-01"] * 2 + ["2024-03-02"] * 2, kind="date"), column("y", [1, 3, 5, 7]))
    assert subgroups(t, Roles(value=("y",), time="day")).mean.tolist() == [2, 6]


@pytest.mark.parametrize("text", ["", "8", "h", "0h", "-1h", "8 fortnights", "1mo", "1e3h", "h8"])
def test_windows_that_are_none(text):
    t = table(column("time", ["2024-03-01"], kind="date"), column("y", [1]))
    with pytest.raises(OptionError) as caught:
        subgroups(t, Roles(value=("y",), time="time", window=text))
    assert caught.value.key == "window-form"
    assert "30min, 8h, 1d" in said(caught.value)[2][0]


@pytest.mark.parametrize(
    ("text", "n"), [("0.5h", 2), ("30min", 2), ("1800 s", 2), ("60分钟", 1), ("1小时", 1), ("1D", 1)]
)
def test_forms_of_windows(text, n):
    t = table(
        column("time", ["2024-03-01T08:00", "2024-03-01T08:30", "2024-03-01T08:29"], kind="date"),
        column("y", [1, 2, 3]),
    )
    assert len(subgroups(t, Roles(value=("y",), time="time", window=text)).n) == n


def test_windows_need_times():
    with pytest.raises(OptionError) as caught:
        subgroups(table(LOT, Y), Roles(value=("y",), window="8h"))
    assert caught.value.key == "no-time"
    with pytest.raises(DataError) as caught:
        subgroups(table(LOT, Y), Roles(value=("y",), time="lot", window="8h"))
    assert caught.value.key == "not-a-time"
    hours = table(column("时间", ["8:00", "9:00"]), column("y", [1, 2]))
    with pytest.raises(DataError, match="no column holds the dates"):
        subgroups(hours, Roles(value=("y",), time="时间", window="8h"))


SUMMARY = (
    column("sg", ["1", "2", "3"]),
    column("m", ["5.01", "5.03", "5.02"]),
    column("r", ["0.2", "0.1", "0.3"]),
    column("s", ["0.08", "0.05", "0.1"]),
    column("n", ["5", "4", "5"]),
)


def test_summary_columns():
    sample = subgroups(table(*SUMMARY), Roles(mean="m", range="r", n="n"))
    assert sample.n.tolist() == [5, 4, 5]
    assert sample.mean.tolist() == [5.01, 5.03, 5.02]
    assert sample.range.tolist() == [0.2, 0.1, 0.3]
    assert np.isnan(sample.sd).all()
    assert sample.values is None
    assert sample.about.decimals == 2
    assert list(sample.about.labels or ()) == []
    assert "unequal-n" in keys(sample)
    both = subgroups(table(*SUMMARY), Roles(mean="m", range="r", sd="s", n="5"))
    assert both.n.tolist() == [5, 5, 5]
    assert both.sd.tolist() == [0.08, 0.05, 0.1]


def test_summaries_are_as_good_as_values():
    direct = subgroups(table(LOT, Y), Roles(value=("y",), subgroup="lot"))
    t = table(
        *(
            Column(k, k, kind="number", numbers=getattr(direct, k).astype(float))
            for k in ("mean", "range", "sd", "n")
        )
    )
    again = subgroups(t, Roles(mean="mean", range="range", sd="sd", n="n"))
    for name in ("n", "mean", "range", "sd"):
        np.testing.assert_array_equal(getattr(again, name), getattr(direct, name))


@pytest.mark.parametrize(
    ("roles", "words"),
    [(Roles(mean="m", range="r"), "--n"), (Roles(mean="m", n="5"), "--range or --sd")],
)
def test_summaries_lack_a_column(roles, words):
    with pytest.raises(OptionError) as caught:
        subgroups(table(*SUMMARY), roles)
    assert caught.value.key == "summary-columns"
    assert words in said(caught.value)[0]


@pytest.mark.parametrize(
    ("name", "cells"), [("r", ["0.1", "-0.1", "0"]), ("n", ["5", "2.5", "5"]), ("n", ["5", "0", "5"])]
)
def test_impossible_summaries(name, cells):
    columns = [column(name, cells) if c.name == name else c for c in SUMMARY]
    with pytest.raises(DataError) as caught:
        subgroups(table(*columns), Roles(mean="m", range="r", n="n"))
    assert (caught.value.key, caught.value.line, caught.value.column) == ("impossible-summary", 3, name)


@pytest.mark.parametrize("n", ["1", "0", "2.5", "-3", "nan", "inf"])
def test_impossible_constant_size(n):
    with pytest.raises(OptionError) as caught:
        subgroups(table(*SUMMARY), Roles(mean="m", range="r", n=n))
    assert caught.value.key == "size-too-small"


def test_incomplete_summary_rows_are_left_out():
    columns = [column("r", ["0.1", "", "0.3"]) if c.name == "r" else c for c in SUMMARY]
    sample = subgroups(table(*columns), Roles(mean="m", range="r", n="n"))
    assert sample.n.tolist() == [5, 5]
    assert finding(sample, "missing").level == "act"
    assert list(sample.about.labels) == ["1", "3"]


def test_estimable():
    constant = subgroups(table(column("y", [2] * 6)), Roles(value=("y",), size=3))
    with pytest.raises(DataError, match="all 6 values are 2"):
        require_estimable(constant)
    require_estimable(subgroups(table(*SUMMARY), Roles(mean="m", range="r", n="n")))


def test_the_form_of_labels():
    days = Column("date", "date", kind="date", numbers=np.array([1709251200.0, 1709283600.0]))
    t = table(days, column("x1", [1, 2]), column("x2", [3, 5]))
    assert list(subgroups(t, Roles(value=("x1", "x2"))).about.labels) == ["2024-03-01", "2024-03-01 09:00:00"]
    long = Column("lot", "lot", kind="number", numbers=np.array([1234567.0, 1234568.0]))
    t = table(long, column("x1", [1, 2]), column("x2", [3, 5]))
    assert list(subgroups(t, Roles(value=("x1", "x2"))).about.labels) == ["1234567", "1234568"]
