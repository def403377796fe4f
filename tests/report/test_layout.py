"""Ticks, wrapping, spreading, places, scales: the arithmetic behind a figure."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sqc.report.extent import x_scale, y_scale
from sqc.report.marks import Axis, Line, Plot, Points, Rule, Step, Strip
from sqc.report.placement import Crowd, crossing, place, spread
from sqc.report.ticks import linear, logarithmic, number, thin
from sqc.report.wrap import pieces, shorten, wrap

NOTHING = np.empty((0, 4))


def said(ticks: list[tuple[float, str]]) -> list[str]:
    return [words for _, words in ticks]


@pytest.mark.parametrize(
    ("low", "high", "smallest", "expected"),
    [
        (73.985, 74.028, 0.0055, ["73.99", "74.00", "74.01", "74.02"]),
        (0.0, 0.055, 0.011, ["0.00", "0.02", "0.04"]),
        (-0.6, 0.6, 0.3, ["−0.5", "0.0", "0.5"]),
        (0.0, 5200.0, 900.0, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
    ],
)
def test_ticks_stand_at_1_2_5_with_the_decimals_of_their_step(low, high, smallest, expected) -> None:
    assert said(linear(low, high, smallest)) == expected


@pytest.mark.parametrize("low", [0.0, 1e-9, -3e5, 74.0, 1e8])
@pytest.mark.parametrize("reach", [1e-6, 0.013, 1.0, 47.0, 9e6])
def test_there_are_at_least_three_ticks_and_no_two_say_the_same(low: float, reach: float) -> None:
    ticks = linear(low, low + reach, reach / 4)
    assert len(ticks) >= 3
    assert len(set(said(ticks))) == len(ticks)


def test_positions_get_whole_ticks() -> None:
    assert said(linear(0.5, 3.5, 0.4, whole=True)) == ["1", "2", "3"]


def test_percent_has_a_space_and_log_has_1_2_5() -> None:
    assert said(linear(0.0, 0.12, 0.04, percent=True)) == ["0 %", "5 %", "10 %"]
    assert said(logarithmic(0.05, 2.0)) == ["0.05", "0.1", "0.2", "0.5", "1", "2"]


def test_minus_is_the_minus_sign_and_zero_has_none() -> None:
    assert number(-0.0001, 2) == "0.00"
    assert number(-1.5, 1) == "\u22121.5"


def test_every_kth_label_and_slanted_words_where_nothing_else_fits() -> None:
    ticks = [(2.0 * i, f"lot {i}") for i in range(1, 101)]
    shown, slanted = thin(ticks, 200.0, lambda words: 4.0 * len(words), 7.0)
    assert said(shown)[:2] == ["lot 20", "lot 40"] and not slanted
    wide = [(20.0 * i, "2024-03-05 08:30 morning") for i in range(1, 6)]
    assert thin(wide, 100.0, lambda words: 4.0 * len(words), 7.0)[1]


def test_chinese_breaks_anywhere_but_not_before_a_mark() -> None:
    lines = wrap("均值上移，首个信号在第四十子组（准则五），两点超出。", len, 5)
    assert all(len(line) <= 6 for line in lines)
    assert all(line[0] not in "，。、；：）" for line in lines)
    assert pieces("（准则）") == ["（准", "则）"]


def test_latin_breaks_at_spaces_and_a_longer_word_is_cut() -> None:
    assert wrap("aaaa bbbb cccc", len, 9) == ["aaaa bbbb", "cccc"]
    assert all(len(line) <= 4 for line in wrap("abcdefghijkl", len, 4))
    assert shorten("abcdef", len, 4) == "abc…"


@pytest.mark.parametrize("seed", range(20))
def test_spread_labels_keep_order_and_distance_inside_the_edge(seed: int) -> None:
    rng = np.random.default_rng(seed)
    wanted = rng.uniform(0, 100, 7).tolist()
    sizes = rng.uniform(4, 12, 7).tolist()
    got = spread(wanted, sizes, 0.0, 100.0)
    order = np.argsort(wanted)
    ends = [(got[i] - sizes[i] / 2, got[i] + sizes[i] / 2) for i in order]
    assert ends[0][0] >= -1e-9 and ends[-1][1] <= 100 + 1e-9
    assert all(a[1] <= b[0] + 1e-9 for a, b in pairwise(ends))


def test_labels_that_do_not_meet_stay_where_they_are() -> None:
    assert spread([10.0, 50.0], [8.0, 8.0], 0.0, 100.0) == [10.0, 50.0]


def test_a_label_takes_the_first_free_of_eight_places() -> None:
    above = (45.0, 54.0, 55.0, 60.0)
    free = Crowd((0, 0, 100, 100), NOTHING, NOTHING)
    assert place(free, (50.0, 50.0), (10.0, 6.0), 4.0) == above
    marked = Crowd((0, 0, 100, 100), np.array([[48.0, 55.0, 52.0, 59.0]]), NOTHING)
    assert place(marked, (50.0, 50.0), (10.0, 6.0), 4.0) == (45.0, 40.0, 55.0, 46.0)


def test_a_label_never_stands_on_words_and_is_left_out_where_all_is_full() -> None:
    full = Crowd((0, 0, 100, 100), NOTHING, NOTHING, [(0.0, 0.0, 100.0, 100.0)])
    assert place(full, (50.0, 50.0), (10.0, 6.0), 4.0) is None
    crowded = Crowd((0, 0, 100, 100), np.array([[0.0, 0.0, 100.0, 100.0]] * 2), NOTHING)
    assert place(crowded, (50.0, 50.0), (10.0, 6.0), 4.0) is None


def test_crossing_agrees_with_many_points_on_the_line() -> None:
    rng = np.random.default_rng(1)
    lines = rng.uniform(0, 10, (200, 4))
    box = (3.0, 4.0, 6.0, 5.5)
    part = np.linspace(0, 1, 4001)[:, None]
    x, y = lines[:, 0] + part * (lines[:, 2] - lines[:, 0]), lines[:, 1] + part * (lines[:, 3] - lines[:, 1])
    inside = ((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any(axis=0)
    assert (crossing(lines, box) == inside).mean() > 0.99


def test_axes_hold_data_and_limits_with_room() -> None:
    x = np.arange(1.0, 11.0)
    plot = Plot("i", (Line(x, np.linspace(0.0, 10.0, 10)), Rule(20.0), Rule(-10.0)))
    scale = y_scale(plot)
    assert scale.low == pytest.approx(-10 - 0.07 * 30)
    assert scale.high == pytest.approx(20 + 0.08 * 30)
    strip = Plot("i", (*plot.marks, Strip(0.5, 10.5, "phase I")))
    assert y_scale(strip).high == pytest.approx(20 + 0.12 * 30)


def test_an_axis_of_ranges_starts_at_zero_and_given_limits_win() -> None:
    line = Line(np.arange(3.0), np.array([1.0, 2.0, 4.0]))
    assert y_scale(Plot("r", (line,), y=Axis(from_zero=True))).low == 0.0
    given = y_scale(Plot("r", (line,), y=Axis(limits=(-1.0, 9.0))))
    assert (given.low, given.high) == (-1.0, 9.0)


def test_positions_get_half_a_step_and_stairs_end_the_axis() -> None:
    x = np.arange(1.0, 21.0)
    line = Plot("i", (Points(x, x),))
    assert (x_scale([line]).low, x_scale([line]).high) == (0.5, 20.5)
    stairs = Plot("p", (Step(np.arange(0.5, 21.0), x), Points(x, x)))
    assert (x_scale([stairs]).low, x_scale([stairs]).high) == (0.5, 20.5)


def test_where_every_near_place_stands_on_a_mark_the_words_go_one_line_farther_out() -> None:
    close = [(x - 2.0, y - 2.0, x + 2.0, y + 2.0) for x in (42.0, 50.0, 58.0) for y in (42.0, 50.0, 58.0)]
    alone = Crowd((0.0, 0.0, 100.0, 100.0), np.array([close[4]]), NOTHING)
    among = Crowd((0.0, 0.0, 100.0, 100.0), np.array(close), NOTHING)
    assert place(alone, (50.0, 50.0), (10.0, 6.0), 4.0) == (45.0, 54.0, 55.0, 60.0)
    assert place(among, (50.0, 50.0), (10.0, 6.0), 4.0, farther=6.0) == (45.0, 60.0, 55.0, 66.0)
    assert place(among, (50.0, 50.0), (10.0, 6.0), 4.0) == (45.0, 54.0, 55.0, 60.0)
