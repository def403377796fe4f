import numpy as np
import pytest
from handmade import column, finding, keys, said, table

from sqc.data.build import Roles, counts
from sqc.notes import DataError, OptionError

LOTS = (
    column("批次", ["L1", "L2", "L3"]),
    column("检验数", [200, 180, 200]),
    column("不合格数", [6, 4, 2]),
)


def p(t, **roles):
    return counts(t, Roles(**roles), proportion=True)


def test_count_and_inspected_columns():
    sample = p(table(*LOTS), value=("不合格数",), inspected="检验数")
    assert sample.count.tolist() == [6, 4, 2]
    assert sample.size.tolist() == [200, 180, 200]
    assert (sample.about.name, sample.size_name, sample.about.label_name) == ("不合格数", "检验数", "批次")
    assert list(sample.about.labels) == ["L1", "L2", "L3"]
    assert sample.about.source.read[-1].render("en") == "3 of 3 rows used"
    assert sample.about.source.read[-1].render("zh") == "3 行全部使用"
    assert keys(sample) == ["unequal-n"]


def test_one_number_inspected():
    sample = p(table(*LOTS), value=("不合格数",), inspected="200")
    assert sample.size.tolist() == [200, 200, 200]
    assert sample.size_name == ""
    with pytest.raises(OptionError):
        p(table(*LOTS), value=("不合格数",), inspected="0")


def test_counts_on_one_unnamed_area():
    sample = counts(table(*LOTS), Roles(value=("不合格数",)), proportion=False)
    assert sample.size is None


def test_areas_need_not_be_whole():
    t = table(column("area", ["1.0", "1.5"]), column("defects", [2, 3]))
    sample = counts(t, Roles(value=("defects",), inspected="area"), proportion=False)
    assert sample.size.tolist() == [1.0, 1.5]


def test_counts_of_one_label_are_added():
    t = table(column("day", list("aab")), column("n", [100, 50, 80]), column("bad", [3, 1, 2]))
    sample = p(t, value=("bad",), inspected="n", subgroup="day")
    assert (sample.count.tolist(), sample.size.tolist()) == ([4, 2], [150, 80])


VERDICTS = (
    column("day", ["2024-03-01"] * 3 + ["2024-03-02"] * 3, kind="date"),
    column("v", ["OK", "NG", "NG", "OK", "", "OK"], kind="verdict"),
)


@pytest.mark.parametrize("how", [{"subgroup": "day"}, {"size": 3}, {"time": "day", "window": "1d"}])
def test_verdicts_are_counted(how):
    sample = p(table(*VERDICTS), value=("v",), **how)
    assert (sample.count.tolist(), sample.size.tolist()) == ([2, 0], [3, 2])
    found = finding(sample, "missing")
    assert found.message.render("en") == "1 of 6 rows holds no count and was left out: line 6."
    assert found.message.render("zh") == "6 行中 1 行无计数，未使用：第 6 行。"


def test_verdicts_need_rows_that_belong_together():
    with pytest.raises(OptionError) as caught:
        p(table(*VERDICTS), value=("v",))
    assert (caught.value.key, said(caught.value)[2]) == ("no-subgroups", ["--subgroup day", "--size 5"])


def test_ones_and_zeros_are_verdicts_when_grouped():
    t = table(column("bad", [1, 0, 0, 1, 1, 0]))
    sample = p(t, value=("bad",), size=3)
    assert (sample.count.tolist(), sample.size.tolist()) == ([1, 2], [3, 3])


def test_proportions_need_a_size():
    with pytest.raises(OptionError) as caught:
        p(table(*LOTS), value=("不合格数",))
    assert caught.value.key == "no-inspected"
    assert said(caught.value)[2] == ["--inspected 检验数", "--inspected 200 for lots of 200"]


def test_more_nonconforming_than_inspected():
    t = table(column("检验数", [200, 200]), column("不合格数", [3, 212]), name="lots.csv")
    with pytest.raises(DataError) as caught:
        p(t, value=("不合格数",), inspected="检验数")
    assert (caught.value.key, caught.value.line) == ("impossible-count", 3)
    assert said(caught.value) == [
        "lots.csv, line 3: 212 nonconforming of 200 inspected.",
        [],
        ["if the columns are swapped: --value 检验数 --inspected 不合格数"],
    ]
    assert said(caught.value, "zh")[0] == "lots.csv 第 3 行：检验 200 件，不合格 212 件。"


def test_defects_may_exceed_the_area():
    t = table(column("area", [2, 2]), column("defects", [3, 212]))
    assert counts(t, Roles(value=("defects",), inspected="area"), proportion=False).count.tolist() == [3, 212]


@pytest.mark.parametrize(
    ("bad", "inspected", "words"),
    [
        (["1", "-2"], ["9", "9"], '"-2" cannot be, a count is not below 0'),
        (["1", "2.5"], ["9", "9"], '"2.5" cannot be, a count is a whole number'),
        (["1", "2"], ["9", "-9"], '"-9" cannot be, the number inspected is not below 0'),
        (["1", "2"], ["9", "9.5"], '"9.5" cannot be, the units inspected are whole'),
        (["1", "2"], ["9", "0"], "2 nonconforming of 0 inspected"),
    ],
)
def test_impossible_counts(bad, inspected, words):
    t = table(column("n", inspected), column("bad", bad))
    with pytest.raises(DataError, match=words) as caught:
        p(t, value=("bad",), inspected="n")
    assert (caught.value.key, caught.value.line) == ("impossible-count", 3)


def test_a_lot_of_which_nothing_was_inspected():
    t = table(column("n", [9, 0, 9]), column("bad", [1, 0, 2]))
    sample = p(t, value=("bad",), inspected="n")
    source = sample.about.source
    assert sample.count.tolist() == [1, 2]
    assert list(sample.about.labels) == ["1", "3"]
    assert (source.n_read, source.n_used, source.n_missing) == (3, 2, 0)
    assert dict(source.dropped) == {"nothing inspected": 1}
    assert finding(sample, "nothing-inspected").level == "watch"


def test_rows_without_a_count():
    t = table(column("n", ["9", "9", "/"]), column("bad", ["1", "", "2"]))
    sample = p(t, value=("bad",), inspected="n")
    assert sample.count.tolist() == [1]
    assert finding(sample, "missing").level == "act"
    assert keys(sample) == ["missing"]


def test_counts_over_unequal_rows_need_a_size():
    t = table(column("day", list("aab")), column("defects", [3, 1, 2]))
    with pytest.raises(OptionError) as caught:
        counts(t, Roles(value=("defects",), subgroup="day"), proportion=False)
    assert caught.value.key == "unequal-area"


def test_one_column_of_counts():
    t = table(column("a", [1]), column("b", [1]))
    with pytest.raises(OptionError) as caught:
        counts(t, Roles(value=("a", "b")), proportion=False)
    assert caught.value.key == "one-count"


def test_a_percentage_is_no_count():
    for cells, why in ((["2.5", "2.0"], "whole number"), (["3", "2"], "percentage is not a count")):
        rate = column("不合格率", cells, unit="%")
        with pytest.raises(DataError, match=why):
            p(table(rate, column("n", [200, 200])), value=("不合格率",), inspected="n")


def test_verdicts_that_cannot_be_read():
    problem = DataError("ambiguous-verdict", "?")
    v = column("v", ["y", "n"], kind="verdict", problems=(problem,))
    with pytest.raises(DataError) as caught:
        p(table(v), value=("v",), size=2)
    assert caught.value is problem


def test_counts_keep_stages_and_exclusions():
    t = table(column("阶段", list("aabb")), column("n", [9] * 4), column("bad", [1, 2, 3, 4]))
    sample = p(t, value=("bad",), inspected="n", exclude="2")
    assert sample.about.stages.starts.tolist() == [0, 2]
    np.testing.assert_array_equal(sample.about.excluded, [False, True, False, False])
