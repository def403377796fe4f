"""The chart drawn with characters."""

import numpy as np
import pytest

import sqc
from sqc.i18n.display import columns_of
from sqc.report.marks import Bars, Line, Page, Plot, Points, Rule
from sqc.report.terminal import can_draw, plot_text

VALUES = [10.0, 10.2, 9.9, 10.1, 10.0, 9.8, 10.1, 10.0, 13.0, 10.1]


def drawn(lang="en", fine=False, values=VALUES):
    chart = sqc.chart(values, kind="i-mr", given_center=10.0, given_sigma=0.2)
    return plot_text(chart.stored_report.page(), lang, fine)


def test_limits_are_labelled_at_their_lines_and_the_signal_stands_above_its_limit():
    lines = drawn().splitlines()
    upper = next(i for i, line in enumerate(lines) if line.startswith("UCL 10.60"))
    center = next(i for i, line in enumerate(lines) if line.startswith("center 10.00"))
    lower = next(i for i, line in enumerate(lines) if line.startswith("LCL 9.40"))
    assert upper < center < lower
    signal = next(i for i, line in enumerate(lines) if "#" in line)
    assert signal < upper
    assert "# beyond the limit" in lines[-1]


def test_a_point_stands_in_the_column_of_its_position():
    lines = drawn().splitlines()
    wall = lines[1].index("|")
    room = 79 - wall
    place = next(line for line in lines if "#" in line).index("#") - wall - 1
    assert place == int((9 - 0.5) / 10 * room)


@pytest.mark.parametrize(("lang", "fine"), [("en", False), ("en", True), ("zh", False)])
def test_no_line_is_wider_than_the_page(lang, fine):
    long = np.random.default_rng(1).normal(size=5000).tolist()
    for values in (VALUES, long):
        assert max(map(columns_of, drawn(lang, fine, values).splitlines())) <= 80


def test_without_fine_signs_english_is_ascii_and_chinese_fits_a_windows_console():
    assert drawn().isascii()
    drawn("zh").encode("gbk")


def test_many_points_in_a_column_are_a_bar_from_smallest_to_largest():
    text = drawn(values=np.tile([9.8, 10.2], 2000).tolist())
    assert ": smallest to largest" in text


def test_missing_values_leave_a_gap():
    lines = drawn(values=[10.0, None, 10.0, 10.1, 9.9]).splitlines()
    wall = lines[1].index("|")
    second = int((2 - 0.5) / 5 * (79 - wall)) + wall + 1
    assert all(line[second : second + 1] in ("", " ", "-") for line in lines[1:16])


def test_a_constant_or_empty_panel_is_drawn():
    flat = Plot("i", (Line(np.array([1.0, 2.0]), np.array([5.0, 5.0])), Rule(5.0)))
    empty = Plot("i", (Points(np.zeros(0), np.zeros(0), "signal"), Line(np.ones(1), np.array([np.nan]))))
    for plot in (flat, empty):
        assert plot_text(Page("x", ((plot,),)), "en", False)


def test_what_characters_cannot_show_is_told_in_words():
    assert not can_draw(Page("bars", ((Plot("b", (Bars(np.ones(2), np.ones(2)),)),),)))
    result = sqc.look([1.0, 2.0, 3.0])
    assert result.to_plot() == result.to_text()


def test_the_first_line_is_the_verdict():
    chart = sqc.chart(VALUES, kind="i-mr")
    assert chart.to_plot().splitlines()[0] == chart.to_text().splitlines()[0]
