"""Text tables of hostile data: never wider than a line, numbers whole, all words there."""

from __future__ import annotations

import numpy as np
import pytest

import sqc
from sqc.i18n.display import columns_of
from sqc.report.model import Column, Num, Table
from sqc.report.numbers import fixed
from sqc.report.text import table_text

LONG = (
    "第三车间二号生产线外圆磨床加工的输出轴轴承位直径每两小时"
    "抽取五件用千分尺测量所得的子组平均值记录表编号甲乙丙丁戊己庚辛"
)
VALUES = np.random.default_rng(2).normal(10.0, 1.0, 60)
JUMP = np.where(np.arange(60) // 2 == 20, 20.0, VALUES)
STAGES = [f"{LONG}{i // 5}" for i in range(60)]
CASES = {
    "huge": ({"v": VALUES * 1e47}, {"kind": "i-mr"}),
    "tiny": ({"v": VALUES * 1e-47}, {"kind": "i-mr"}),
    "tiny beside large": ({"v": 5.0 + VALUES * 1e-13}, {"kind": "i-mr"}),
    "twelve stages": ({"v": JUMP, "stage": STAGES}, {"kind": "i-mr", "stage": "stage"}),
    "twelve stages, huge": ({"v": JUMP * 1e47, "stage": STAGES}, {"kind": "i-mr", "stage": "stage"}),
    "negative, huge": ({"v": -JUMP * 1e47, "stage": STAGES}, {"kind": "i-mr", "stage": "stage"}),
    "long names": ({LONG: JUMP, "批号" + LONG: STAGES}, {"kind": "xbar-s", "subgroup": "批号" + LONG}),
    "six sizes": (
        {"v": JUMP, "批号": np.repeat(np.arange(12), [2, 3, 4, 5, 6, 7, 3, 5, 7, 6, 8, 4])},
        {"kind": "xbar-r", "subgroup": "批号"},
    ),
    "six sizes, huge": (
        {"v": JUMP * 1e47, LONG: np.repeat(np.arange(12), [2, 3, 4, 5, 6, 7, 3, 5, 7, 6, 8, 4])},
        {"kind": "xbar-r", "subgroup": LONG},
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_no_line_of_a_result_is_wider_than_80_columns(case: str, lang: str) -> None:
    data, options = CASES[case]
    value = next(iter(data))
    text = sqc.chart(data, value=value, **options).to_text(lang)
    _, *body = text.splitlines()  # line 1 is one physical line
    assert not [line for line in body if columns_of(line) > 80]


def _table(**cells: object) -> Table:
    columns = (Column("label", "point"), Column("lower", "LCL"), Column("from", "from", "left"))
    return Table("t", columns, (tuple(cells.values()),))


def test_words_fold_inside_their_column_and_nothing_is_lost() -> None:
    text = table_text(_table(label=LONG, lower=Num(9.5, 2), why="one word after another " * 5), "zh")
    lines = text.splitlines()
    assert all(columns_of(line) <= 80 for line in lines)
    assert LONG in "".join(line.strip().split("  ")[0] for line in lines[1:]).replace("9.50", "")
    assert sum(line.count("word") for line in lines) == 5
    assert sum("9.50" in line for line in lines) == 1


def test_a_table_that_fits_is_not_folded() -> None:
    assert len(table_text(_table(label="1", lower=Num(9.5, 2), why="a" * 60), "en").splitlines()) == 2


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (1e300, 1, "1.000000e+300"),
        (-2.5e-20, 22, "-2.50e-20"),
        (74.00118, 5, "74.00118"),
        (0.0, 30, "0"),
        (123456789012.345, 3, "123456789012.345"),
    ],
)
def test_numbers_longer_than_a_double_take_a_power_of_ten(value: float, decimals: int, said: str) -> None:
    assert fixed(value, decimals) == said
