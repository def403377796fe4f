import numpy as np
import pytest
from handmade import column, finding, keys, said, table

from sqc.data.build import Roles, individuals, require_estimable
from sqc.data.sample import Individuals, label
from sqc.data.table import Column, Table
from sqc.notes import DataError, OptionError, Source

X = column("直径", ["12.01", "12.03", "12.00", "12.02"], header="直径(mm)", unit="mm")


def clauses(sample, lang="en"):
    return [c if isinstance(c, str) else c.render(lang) for c in sample.about.source.read]


def test_values_in_file_order():
    sample = individuals(table(X), Roles(value=("直径",)))
    about = sample.about
    assert sample.values.tolist() == [12.01, 12.03, 12.00, 12.02]
    assert (about.name, about.unit, about.decimals, about.order) == ("直径", "mm", 2, "file")
    assert about.labels is None
    assert label(sample, 1) == "2"
    assert about.stages.starts.tolist() == [0]
    assert (about.source.n_read, about.source.n_used, about.source.n_missing) == (4, 4, 0)
    assert clauses(sample) == ["UTF-8", "4 of 4 values used, in file order"]
    assert clauses(sample, "zh") == ["UTF-8", "4 个值全部使用，按文件顺序"]
    assert about.findings == ()


def test_missing_cells_in_the_form_of_the_mock():
    cells = [str(500 + i % 3) for i in range(30)]
    for row, text in {3: "/", 9: "—", 14: "未检", 20: "", 25: "N/A"}.items():
        cells[row] = text
    sample = individuals(table(column("净含量", cells)), Roles(value=("净含量",)))
    found = finding(sample, "missing")
    assert found.level == "watch"
    assert found.message.render("en") == (
        '5 of 30 cells hold no value: lines 5 "/", 11 "—", 16 "未检", 22 empty, 27 "N/A". '
        "19 moving ranges remain; none is taken across a gap."
    )
    assert found.message.render("zh") == (
        "30 个单元格中 5 个无值：第 5 行“/”、第 11 行“—”、第 16 行“未检”、第 22 行空、第 27 行“N/A”。"
        "剩 19 个移动极差，不跨缺口计算。"
    )
    assert (found.values["n"], found.values["N"]) == (5, 30)
    assert np.isnan(sample.values).sum() == 5
    source = sample.about.source
    assert source.n_read == source.n_used + source.n_missing == 30
    assert clauses(sample)[-1] == "25 of 30 values used, in file order"
    assert clauses(sample, "zh")[-1] == "30 个值中使用 25 个，按文件顺序"


@pytest.mark.parametrize(("n_missing", "level"), [(1, "watch"), (2, "watch"), (3, "act")])
def test_missing_over_a_fifth_is_act(n_missing, level):
    cells = ["1", "2"] * 5
    cells[:n_missing] = [""] * n_missing
    found = finding(individuals(table(column("x", cells)), Roles(value=("x",))), "missing")
    assert found.level == level
    if n_missing == 1:
        assert found.message.render("en").startswith("1 of 10 cells holds no value: line 2 empty.")


def test_more_than_five_missing_cells_are_counted():
    cells = ["1"] * 40 + [""] * 8
    text = finding(individuals(table(column("x", cells)), Roles(value=("x",))), "missing").message
    assert "lines 42 empty, 43 empty, 44 empty and 5 more." in text.render("en")
    assert "第 44 行空，另有 5 处" in text.render("zh")


def test_missing_rows_of_a_frame():
    x = Column("x", "x", kind="number", numbers=np.array([1.0, np.nan, 3.0, 4, 5, 6]), missing=np.array([1]))
    sample = individuals(table(x, origin="frame"), Roles(value=("x",)))
    assert "1 of 6 cells holds no value: row 2 empty." in finding(sample, "missing").message.render("en")


def test_moving_ranges_do_not_cross_stages():
    t = table(column("stage", list("aaabbb")), column("x", ["1", "", "3", "4", "5", "6"]))
    sample = individuals(t, Roles(value=("x",)))
    # pairs inside a: none; inside b: 4-5, 5-6
    assert "2 moving ranges remain" in finding(sample, "missing").message.render("en")


def test_several_columns_row_by_row():
    t = table(column("lot", ["a", "b"]), column("x1", [1, 3]), column("x2", [2, 4]))
    sample = individuals(t, Roles(value=("x1..x2",), subgroup="lot"))
    assert sample.values.tolist() == [1, 2, 3, 4]
    assert list(sample.about.labels) == ["a-1", "a-2", "b-1", "b-2"]
    assert sample.about.name == "x"


def test_missing_cells_of_several_columns_are_named():
    t = table(column("x1", ["1", "2"]), column("x2", ["", "4"]))
    text = finding(individuals(t, Roles(value=("x1", "x2"))), "missing").message
    assert "line 2 x2 empty" in text.render("en")
    assert "第 2 行“x2”空" in text.render("zh")


def test_order_by_numbers_keeps_ties_and_labels_by_the_column():
    t = table(column("no", [3, 1, 2]), column("x", [30, 10, 20]))
    sample = individuals(t, Roles(value=("x",), order="no"))
    assert sample.values.tolist() == [10, 20, 30]
    assert (sample.about.order, list(sample.about.labels)) == ("column", ["1", "2", "3"])
    assert clauses(sample)[-1] == "3 of 3 values used, in order of no"
    tied = table(column("no", [2, 1, 2, 1]), column("x", [1, 2, 3, 4]))
    sample = individuals(tied, Roles(value=("x",), order="no"))
    assert sample.values.tolist() == [2, 4, 1, 3]
    assert sample.about.labels is None


def test_order_by_date_and_time_together():
    t = table(
        column("日期", ["2024-03-02", "2024-03-01", "2024-03-01"], kind="date"),
        column("时间", ["8:00", "14:30", "8:30"]),
        column("x", [3, 2, 1]),
    )
    sample = individuals(t, Roles(value=("x",), order="日期"))
    assert sample.values.tolist() == [1, 2, 3]
    assert sample.about.order == "time"


def test_rows_without_a_sort_key_are_left_out_and_counted():
    t = table(column("no", ["3", "", "1"]), column("x", [30, 99, 10]))
    sample = individuals(t, Roles(value=("x",), order="no"))
    source = sample.about.source
    assert sample.values.tolist() == [10, 30]
    assert (source.n_read, source.n_used, dict(source.dropped)) == (3, 2, {"no": 1})


def test_order_by_words_is_an_error():
    t = table(column("shift", ["b", "a"]), column("x", [1, 2]))
    with pytest.raises(DataError) as caught:
        individuals(t, Roles(value=("x",), order="shift"))
    assert (caught.value.key, said(caught.value)[2]) == ("not-sortable", ["--order x"])


def test_times_that_go_back_are_said_and_the_order_kept():
    t = table(column("date", ["2024-03-01", "2024-03-03", "2024-03-02"], kind="date"), column("x", [1, 3, 2]))
    sample = individuals(t, Roles(value=("x",)))
    found = finding(sample, "not-in-time-order")
    assert sample.values.tolist() == [1, 3, 2]
    assert (found.level, sample.about.order) == ("watch", "file")
    assert found.message.render("en") == (
        "The times in date go back in 1 place (line 4); the rows were taken in file order: "
        "--order date sorts them."
    )
    assert keys(individuals(t, Roles(value=("x",), order="date"))) == []


def test_time_in_order_is_silent():
    t = table(column("date", ["2024-03-01", "2024-03-01", "2024-03-02"], kind="date"), column("x", [1, 3, 2]))
    sample = individuals(t, Roles(value=("x",)))
    assert (keys(sample), sample.about.order) == ([], "time")
    assert clauses(sample)[-1] == "3 of 3 values used"


def test_a_date_without_year_is_raised_where_it_orders_or_labels():
    problem = DataError("date-without-year", "no year")
    t = table(column("日期", ["", ""], kind="date", problems=(problem,)), column("x", [1, 2]))
    assert individuals(t, Roles(value=("x",), order="x")).values.tolist() == [1, 2]
    named = [{}, {"order": "日期"}, {"time": "日期"}, {"subgroup": "日期"}, {"stage": "日期"}]
    for roles in [Roles(value=("x",), **parts) for parts in named]:
        with pytest.raises(DataError) as caught:
            individuals(t, roles)
        assert caught.value is problem


def test_repeated_rows_need_a_time_of_day():
    times = ["2024-03-01T08:00", "2024-03-01T09:00", "2024-03-01T09:00", "2024-03-01T10:00"]
    t = table(column("time", times, kind="date"), column("x", [1, 2, 2, 3]))
    found = finding(individuals(t, Roles(value=("x",))), "duplicate-rows")
    assert found.message.render("en") == "1 row repeats another row: line 4. It was used; check the export."
    other = table(column("time", times, kind="date"), column("x", [1, 2, 2.5, 3]))
    assert keys(individuals(other, Roles(value=("x",)))) == []
    days = ["2024-03-01"] * 4
    assert keys(individuals(table(column("date", days, kind="date"), X), Roles(value=("直径",)))) == []


def test_blank_cells_of_unused_columns_of_words_are_said():
    t = table(
        column("班次", ["白班", "", "白班", ""]),
        column("备注", ["", "", "", "换刀"]),
        column("x", [1, 2, 3, 4]),
    )
    sample = individuals(t, Roles(value=("x",)))
    assert clauses(sample)[-1] == "班次 has 2 blank cells"
    assert clauses(sample, "zh")[-1] == "“班次”有 2 个空格，未使用"


def test_nothing_left():
    x = column("直径", ["", "/", "未检"], kind="number")
    source = Source("a.csv", dropped={"--where 班次=中班": 8})
    with pytest.raises(DataError) as caught:
        individuals(table(x, source=source), Roles(value=("直径",)))
    assert caught.value.key == "no-data-left"
    assert said(caught.value)[0] == (
        "nothing is left to analyse: 11 rows read, 3 without a value in 直径, 8 left out (--where 班次=中班)."
    )
    assert said(caught.value, "zh")[0].startswith("没有可分析的数据：读入 11 行，3 行“直径”无值，")


def test_no_rows_at_all():
    with pytest.raises(DataError) as caught:
        individuals(table(column("x", [], kind="number")), Roles(value=("x",)))
    assert caught.value.key == "no-data-left"


def test_estimable_or_not():
    assert require_estimable(Individuals(np.array([1.0, np.nan, 2.0]))) is None
    constant = individuals(table(column("x", ["5.02"] * 40)), Roles(value=("x",)))
    with pytest.raises(DataError) as caught:
        require_estimable(constant)
    assert caught.value.key == "no-variation"
    assert said(caught.value)[0] == "all 40 values are 5.02; without variation there are no limits."
    assert said(caught.value, "zh")[0] == "40 个值全是 5.02，没有波动就没有控制限。"
    with pytest.raises(DataError) as caught:
        require_estimable(individuals(table(column("x", ["5.02"])), Roles(value=("x",))))
    assert caught.value.key == "too-few-values"


def test_unit_mixed():
    t = table(column("x1", [1, 2], unit="mm"), column("x2", [1, 2], unit="cm"))
    found = finding(individuals(t, Roles(value=("x1..x2",))), "unit-mixed")
    assert found.level == "act"
    assert found.message.render("en") == "x holds mm and cm: nothing was converted; state --unit."


def test_excluded_points():
    sample = individuals(table(X), Roles(value=("直径",), exclude="2,4"))
    assert sample.about.excluded.tolist() == [False, True, False, True]


def test_everything_excluded():
    with pytest.raises(DataError) as caught:
        individuals(table(X), Roles(value=("直径",), exclude="1-4"))
    assert caught.value.key == "no-data-left"


def test_unknown_point():
    with pytest.raises(OptionError) as caught:
        individuals(table(X), Roles(value=("直径",), exclude="2,9"))
    assert said(caught.value)[:2] == ['--exclude: there is no point "9".', ["points: 1, 2, 3, 4"]]


def test_a_table_of_the_streaming_reader():
    lazy = Column("note", "note", loaded=False)
    x = Column("x", "x", kind="number", numbers=np.array([1.0, 2.0]))
    t = Table("big.csv", (lazy, x), np.array([2, 3]), Source("big.csv"))
    assert individuals(t, Roles(value=("x",))).values.tolist() == [1, 2]
