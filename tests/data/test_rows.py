"""Rows by condition and by value: what is kept, what is counted as left out, where each row stood."""

import numpy as np
import pytest

from sqc.data.labels import coded
from sqc.data.read import ReadOptions, read_table
from sqc.data.rows import rows_where, take
from sqc.notes import SqcError

TEXT = """班次,日期,直径(mm),判定
早班,2024/3/1,12.01,OK
夜班,2024/3/2,12.05,NG
早班,2024/3/3,/,OK
中班,2024/3/4,12.O1,OK
夜班,2024/3/5,11.98,OK
早班,2024/3/6,12.02,OK
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TEXT, encoding="utf-8")
    return read_table(str(path), ReadOptions())


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        ("班次=夜班", [3, 6]),
        ("班次 = 夜班,中班", [3, 5, 6]),
        ("班次!=早班", [3, 5, 6]),
        ("班次≠早班", [3, 5, 6]),
        ("日期>2024-03-03", [5, 6, 7]),
        ("日期<=2024年3月2日", [2, 3]),
        ("判定=NG", [3]),
    ],
)
def test_conditions(table, condition, lines):
    assert rows_where(table, [condition]).lines.tolist() == lines


def test_conditions_add_up_and_what_they_leave_out_is_counted(table):
    found = rows_where(table, ["班次=夜班", "日期>2024-03-03"])
    assert found.lines.tolist() == [6]
    assert found.source.dropped == {"--where 班次=夜班": 4, "--where 日期>2024-03-03": 1}
    assert found.source.read[-1].render("zh") == "5 行不符合 --where，未使用"


def test_numbers_are_compared_as_numbers(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text("x,y\n1.0,5\n2.50,6\n10,7\n", encoding="utf-8")
    table = read_table(str(path), ReadOptions())
    assert rows_where(table, ["x=2.5"]).lines.tolist() == [3]
    assert rows_where(table, ["x>=2.5"]).lines.tolist() == [3, 4]
    assert rows_where(table, ["x<10", "y>5"]).lines.tolist() == [3]


def test_a_row_takes_its_gaps_and_its_problems_along(table):
    night = rows_where(table, ["班次=夜班"]).find("直径")
    assert not night.problems and night.missing.tolist() == []
    early = rows_where(table, ["班次=早班"]).find("直径")
    assert early.missing.tolist() == [1] and early.spellings == ((1, "/"),)
    middle = rows_where(table, ["班次=中班"]).find("直径")
    assert [problem.line for problem in middle.problems] == [5]


def test_nothing_is_lost_when_every_row_stays(table):
    assert take(table, np.ones(6, dtype=bool)) is table
    assert rows_where(table, ["日期>2000-01-01"]) is table


@pytest.mark.parametrize(
    ("condition", "key"),
    [
        ("班次", "where-form"),
        ("班次=", "where-form"),
        ("=夜班", "where-form"),
        ("班次>早班", "where-form"),
        ("直径>大", "where-form"),
        ("班次=晚班", "where-value"),
        ("班组=甲", "unknown-column"),
        ("日期>2030-01-01", "no-data-left"),
    ],
)
def test_what_is_no_condition_is_said(table, condition, key):
    with pytest.raises(SqcError) as raised:
        rows_where(table, [condition])
    assert raised.value.key == key


def test_values_come_in_the_order_of_the_file(table):
    codes, names = coded(table.find("班次"), np.arange(table.n_rows))
    assert list(names) == ["早班", "夜班", "中班"]
    assert sum(np.where(codes == code, 1, 0) for code in range(3)).tolist() == [1] * 6


def test_rows_without_a_value_belong_to_none(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("m,x\nA,1\n,2\nB,3\n", encoding="utf-8")
    table = read_table(str(path), ReadOptions())
    codes, names = coded(table.find("m"), np.arange(table.n_rows))
    assert (codes.tolist(), list(names)) == ([0, -1, 1], ["A", "B"])
