import numpy as np
import pytest
from handmade import column, said, table

from sqc.data.select import column as pick
from sqc.data.select import numbers_of, value_columns
from sqc.data.suggest import distance, nearest, same_thing
from sqc.data.table import Column
from sqc.notes import DataError, OptionError

RINGS = table(
    column("sample", [1, 1, 2]),
    column("phase", ["a", "a", "a"]),
    column("diameter", ["74.030", "74.002", "74.019"], header="diameter(mm)", unit="mm"),
    name="rings.csv",
)
WIDE = table(*(column(name, [1, 2]) for name in ("day", "x1", "x2", "x3", "x4")))


@pytest.mark.parametrize(
    "name", ["diameter", "diameter(mm)", "Diameter", "ｄｉａｍｅｔｅｒ", "diameter（mm）", "3"]
)
def test_column_by_name_header_number_and_width(name):
    assert pick(RINGS, name).name == "diameter"


def test_a_column_named_by_a_digit_wins_over_its_number():
    numbered = table(column("2", [5]), column("1", [6]))
    assert pick(numbered, "1").name == "1"
    assert pick(numbered, "1").numbers[0] == 6


def test_unknown_column_suggests_and_lists():
    with pytest.raises(DataError) as caught:
        pick(RINGS, "diamter")
    assert caught.value.key == "unknown-column"
    assert said(caught.value) == [
        'rings.csv has no column "diamter"; did you mean "diameter"?',
        ["columns: sample, phase, diameter"],
        [],
    ]
    assert said(caught.value, "zh")[:2] == [
        "rings.csv 没有“diamter”列，是否为“diameter”？",
        ["现有列：sample、phase、diameter"],
    ]


def test_unknown_column_by_the_glossary():
    with pytest.raises(DataError, match='did you mean "diameter"'):
        pick(RINGS, "直径")


def test_unknown_column_without_suggestion():
    with pytest.raises(DataError) as caught:
        pick(RINGS, "colour")
    assert said(caught.value)[0] == 'rings.csv has no column "colour".'


def test_a_tie_is_no_suggestion():
    with pytest.raises(DataError) as caught:
        pick(WIDE, "x9")
    assert said(caught.value)[0] == 'a.csv has no column "x9".'


@pytest.mark.parametrize("number", ["0", "4", "-1"])
def test_a_number_outside_the_table_is_unknown(number):
    with pytest.raises(DataError) as caught:
        pick(RINGS, number)
    assert caught.value.key == "unknown-column"


def test_two_columns_of_one_name():
    twins = table(
        *(column(f"c{i}", [1]) for i in (1, 2)),
        column("value", [1]),
        *(column(f"c{i}", [1]) for i in (4, 5, 6)),
        column("value_2", [2], header="value"),
        name="data.csv",
    )
    with pytest.raises(DataError) as caught:
        pick(twins, "value")
    assert caught.value.key == "duplicate-column"
    assert said(caught.value)[0] == 'data.csv has two columns "value" (3 and 7); choose one: --value 3 or 7.'
    assert said(caught.value, "zh")[0] == (
        "data.csv 有两个“value”列（第 3、7 列），用 --value 3 或 --value 7 指定。"
    )
    assert pick(twins, "7").numbers[0] == 2
    assert pick(twins, "value_2").numbers[0] == 2


def test_three_columns_of_one_name():
    triplets = table(*(column(f"v_{i}", [1], header="v") for i in (1, 2, 3)))
    with pytest.raises(DataError) as caught:
        pick(triplets, "v", "subgroup")
    assert said(caught.value)[0].startswith('a.csv has 3 columns "v"')
    assert "--subgroup 1 or --subgroup 2" in said(caught.value)[0]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["x1..x3"], ["x1", "x2", "x3"]),
        (["x3..x1"], ["x1", "x2", "x3"]),
        (["x1,x4"], ["x1", "x4"]),
        (["x4", "x1..x2"], ["x4", "x1", "x2"]),
        (["2..4"], ["x1", "x2", "x3"]),
    ],
)
def test_lists_and_ranges(names, found):
    assert [c.name for c in value_columns(WIDE, names)] == found


def test_a_name_with_a_comma_or_dots_is_itself():
    odd = table(column("a,b", [1]), column("a..b", [2]))
    assert [c.name for c in value_columns(odd, ["a,b", "a..b"])] == ["a,b", "a..b"]


def test_no_value_and_the_same_twice():
    with pytest.raises(OptionError) as caught:
        value_columns(RINGS, [])
    assert caught.value.key == "no-value"
    assert said(caught.value)[2] == ["--value sample", "--value diameter"]
    with pytest.raises(OptionError) as caught:
        value_columns(WIDE, ["x1..x2", "x2"])
    assert caught.value.key == "column-twice"


def test_numbers_keep_nan():
    x = column("x", ["1.5", "", "2"])
    np.testing.assert_array_equal(numbers_of(table(x), x), [1.5, np.nan, 2.0])


def test_words_are_not_numeric():
    t = table(column("班次", ["", "白班", "夜班"]), column("d", [1, 2, 3]))
    with pytest.raises(DataError) as caught:
        numbers_of(t, t.columns[0])
    assert caught.value.key == "not-numeric"
    assert said(caught.value)[0] == 'a.csv: column "班次" is not numeric: its first cell is "白班".'
    assert said(caught.value)[2] == ["--value d"]


def test_verdicts_and_dates_are_named_as_such():
    verdicts = column("v", ["OK", "NG"], kind="verdict")
    with pytest.raises(DataError) as caught:
        numbers_of(table(verdicts), verdicts)
    assert said(caught.value)[0] == 'a.csv: column "v" holds verdicts, not numbers.'
    assert "--kind p" in said(caught.value)[2][0]
    dates = column("d", ["2024-03-05"], kind="date")
    with pytest.raises(DataError, match="holds dates, not numbers"):
        numbers_of(table(dates), dates)


def test_the_first_problem_is_raised():
    problem = DataError("bad-cell", "no number")
    x = column("x", ["1", "12.0l8"], kind="number", problems=(problem, DataError("other", "o")))
    with pytest.raises(DataError) as caught:
        numbers_of(table(x), x)
    assert caught.value is problem


def test_an_empty_column():
    x = column("x", ["", ""], kind="empty")
    with pytest.raises(DataError) as caught:
        numbers_of(table(x), x)
    assert caught.value.key == "no-data-left"


@pytest.mark.parametrize(
    ("value", "words"), [(np.inf, "not a finite number"), (-np.inf, "not a finite"), (1e308, "too large")]
)
def test_infinite_and_huge_numbers_name_their_line(value, words):
    x = Column("x", "x(mm)", kind="number", numbers=np.array([1.0, np.nan, value]))
    frame = table(x, origin="frame")
    with pytest.raises(DataError, match=words) as caught:
        numbers_of(frame, x)
    assert said(caught.value)[0].startswith("a.csv, row 3, column x(mm):")
    assert (caught.value.key, caught.value.line) == ("bad-cell", 3)


def test_distance_counts_swaps_as_one():
    assert distance("", "abc") == 3
    assert distance("kitten", "sitting") == 3
    assert distance("ab", "ba") == 1


def test_nearest_stays_close():
    assert nearest("x", ["y"]) is None
    assert nearest("xbarr", ["xbar-r", "xbar-s"]) == "xbar-r"
    assert nearest("nelsen", ["nelson", "limits"]) == "nelson"
    assert same_thing("colour", ["直径"]) is None
