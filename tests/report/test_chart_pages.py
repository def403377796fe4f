"""Pictures of real charts, kind by kind and of hostile data: what figures.md asks that a machine can hold."""

from __future__ import annotations

import re
import warnings
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.lines import Line2D
from tests.report.test_figure import extents, texts, written

import sqc
from sqc.report.figure import draw
from sqc.report.marks import Plot
from sqc.report.style import COLORS

EXAMPLES = Path(__file__).parents[2] / "examples"
RNG = np.random.default_rng(4)
VALUES = RNG.normal(10.0, 1.0, 60).round(2)
LONG = "a label of eighty characters that tests whether words meet or leave the sheet ok"
ZH = "第三车间二号生产线外圆磨床加工的输出轴轴承位直径每两小时抽取五件用千分尺测量所得的子组平均值"
GAP = np.where((np.arange(60) >= 20) & (np.arange(60) < 40), np.nan, VALUES)
KINDS = {
    "xbar-r": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample"}),
    "xbar-s": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample", "kind": "xbar-s"}),
    "i-mr": ("heat-flow.csv", {}),
    "p": ("orange-juice.csv", {"kind": "p"}),
    "np": ("orange-juice.csv", {"kind": "np"}),
    "c": ("wafers.csv", {"kind": "c"}),
    "u": ("circuit-boards.csv", {"kind": "u"}),
}
HOSTILE = {
    "long name": ({LONG + LONG: VALUES}, {"kind": "i-mr"}),
    "long Chinese name": ({ZH: VALUES}, {"kind": "i-mr"}),
    "one point": ({"v": [10.1]}, {"kind": "i-mr", "given_center": 10.0, "given_sigma": 0.1}),
    "two points": ({"v": [10.1, 10.3]}, {"kind": "i-mr"}),
    "a stretch missing": ({"v": GAP}, {"kind": "i-mr"}),
    "sixty stages": (
        {"v": np.tile(VALUES, 6), "s": np.repeat([f"stage {i}" for i in range(60)], 6)},
        {"kind": "i-mr", "stage": "s"},
    ),
    "five long stages": (
        {"v": VALUES, "s": np.repeat([f"{ZH}{i}" for i in range(5)], 12)},
        {"kind": "i-mr", "stage": "s"},
    ),
    "long labels": (
        {"v": np.tile(VALUES, 2), "g": np.repeat([f"{LONG}{i}" for i in range(24)], 5)},
        {"kind": "xbar-r", "subgroup": "g"},
    ),
    "long Chinese labels": (
        {"v": np.tile(VALUES, 2), "g": np.repeat([f"{ZH}{i}" for i in range(24)], 5)},
        {"kind": "xbar-r", "subgroup": "g"},
    ),
    "huge": ({"v": VALUES * 1e47}, {"kind": "i-mr"}),
    "tiny": ({"v": VALUES * 1e-20}, {"kind": "i-mr"}),
    "long series of lots": (
        {"v": RNG.binomial(200, 0.03, 3000), "n": RNG.integers(150, 400, 3000)},
        {"kind": "p", "inspected": "n"},
    ),
    "long series": ({"v": np.tile(VALUES, 40)}, {"kind": "i-mr"}),
}
CASES = [*KINDS, *HOSTILE]


@cache
def chart(case: str):
    if case in KINDS:
        file, options = KINDS[case]
        return sqc.chart(str(EXAMPLES / file), **options)
    data, options = HOSTILE[case]
    return sqc.chart(data, value=next(iter(data)), **options)


def page(case: str):
    return chart(case).stored_report.page()


@pytest.mark.parametrize("size", ["page", "column"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_no_two_texts_meet_none_leaves_the_sheet_and_no_glyph_is_missing(case, lang, size):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw(page(case), lang, size=size)
        boxes = [(text.get_text(), text.get_rotation(), box) for text, box in extents(figure)]
    for said, _, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0, said
        assert box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1, said
    for (one, turn, a), (other, turned, b) in combinations(boxes, 2):
        if 30.0 in (turn, turned):  # the upright box of slanted words is no measure of them
            continue
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 0.5 or high <= 0.5, (one, other)


@pytest.mark.parametrize("size", ["page", "column"])
@pytest.mark.parametrize("case", [case for case in HOSTILE if "labels" in case])
def test_long_names_of_points_leave_the_picture_its_place(case, size):
    figure = draw(page(case), "zh", size=size)
    assert figure.get_figheight() < 1.1 * figure.get_figwidth()


@pytest.mark.parametrize("case", CASES)
def test_every_colour_is_one_of_the_palette_and_the_same_chart_gives_the_same_bytes(case):
    first, second = (written(draw(page(case), "zh"), "svg") for _ in range(2))
    assert first == second
    used = {color.upper() for color in re.findall(r"#[0-9a-fA-F]{6}\b", first.decode())}
    assert used <= {color.upper() for color in COLORS} | {"#000000"}


@pytest.mark.parametrize("case", CASES)
def test_no_panel_of_averages_ranges_or_counts_carries_a_specification(case):
    for row in page(case).rows:
        for plot in row:
            assert isinstance(plot, Plot)
            roles = {getattr(mark, "role", None) for mark in plot.marks}
            assert not roles & {"spec", "target", "out"}


@pytest.mark.parametrize(("lang", "words"), [("en", ("rules:", "Source:")), ("zh", ("准则：", "数据："))])
@pytest.mark.parametrize("case", KINDS)
def test_title_subtitle_and_a_footer_with_n_sigma_and_rules(case, lang, words):
    result = chart(case)
    said = [text.get_text() for text in texts(draw(page(case), lang))]
    joined = " ".join(said)
    compact = joined.replace(" ", "")
    described = page(case)
    assert described.subtitle.render(lang).replace(" ", "") in compact
    assert result.sample.about.name in said[0]
    assert f"{result['n_points']} " in joined
    assert all(word in joined for word in words)
    assert ("σ" in joined or "标准差" in joined) or result.kind.name in ("p", "np", "c", "u")
    assert "nelson 1" in joined


@pytest.mark.parametrize("case", ["sixty stages", "five long stages"])
def test_stages_without_room_for_names_leave_none_for_them(case):
    heights = {lang: draw(page(case), lang).get_figheight() for lang in ("en", "zh")}
    plain = draw(page("a stretch missing"), "en").get_figheight()
    extra = 0.5 if case == "five long stages" else 0.2
    assert all(height < plain + extra for height in heights.values())


def test_limits_that_change_more_often_than_pixels_are_a_band():
    figure = draw(page("long series of lots"), "en")
    assert "grey: from the smallest limit to the largest" in " ".join(t.get_text() for t in texts(figure))
    assert max(len(line.get_xdata()) for line in figure.findobj(Line2D)) < 3000
    assert "grey:" not in " ".join(t.get_text() for t in texts(draw(page("long series"), "en")))
