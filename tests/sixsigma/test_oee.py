"""`sqc oee`: the published example, logs of stops by hand, what cannot be true, refusals with their line."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

import sqc
from sqc.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
SHIFTS, STOPS = EXAMPLES / "press-shifts.csv", EXAMPLES / "press-stops.csv"
VORNE = {"planned": 480, "breaks": 60, "stops": 47, "cycle": 1, "count": 19271, "good": 18848}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def shift(**more):
    data = {
        "machine": ["a"],
        "start": ["2026-03-02 06:00"],
        "end": ["2026-03-02 14:00"],
        "cycle": [60.0],
        "count": [400],
        "good": [390],
    }
    return {**data, **more}


def log(*rows, head=("machine", "start", "end", "reason")):
    return dict(zip(head, map(list, zip(*rows, strict=True)), strict=True))


def test_the_published_example():
    found = sqc.oee(**VORNE)
    assert [round(100 * found[key], 2) for key in ("availability", "performance", "quality", "oee")] == [
        88.81,
        86.11,
        97.80,
        74.79,
    ]
    assert found["planned"] == 420
    losses = found["stopped"] + found["lost_speed"] + found["lost_rejects"]
    assert losses + found["good_time"] == pytest.approx(420)
    assert "speed (51.8 min)" in str(found)


def test_units_may_stand_behind_numbers_and_rejects_say_the_same():
    given = {**VORNE, "planned": "8h", "breaks": "1h", "cycle": "1s", "stops": "47min"}
    del given["good"]
    assert sqc.oee(**given, rejected=423)["oee"] == pytest.approx(sqc.oee(**VORNE)["oee"])


@pytest.mark.parametrize(("goal", "level"), [(0.7, "ok"), (0.85, "act")])
def test_a_goal_is_compared(goal, level):
    assert sqc.oee(**VORNE, goal=goal).findings_list()[0].level == level


def hand(machine):
    """Return planned, stopped, ideal and good minutes of a machine by plain arithmetic of the files."""
    form = "%Y-%m-%d %H:%M"
    with open(STOPS) as file:
        stops = [row for row in csv.DictReader(file) if row["machine"] == machine]
    of = {True: 0.0, False: 0.0}
    for row in stops:
        spent = datetime.strptime(row["end"], form) - datetime.strptime(row["start"], form)
        of[row["reason"] == "lunch break"] += spent.total_seconds() / 60
    with open(SHIFTS) as file:
        rows = [row for row in csv.DictReader(file) if row["machine"] == machine]
    ideal = sum(float(row["cycle(s)"]) * int(row["count"]) for row in rows) / 60
    good = sum(float(row["cycle(s)"]) * int(row["good"]) for row in rows) / 60
    return 480 * len(rows) - of[True], of[False], ideal, good


def test_files_equal_the_hand_calculation():
    found = sqc.oee(SHIFTS, stop_log=STOPS, by="machine", planned_reason="lunch break")
    for machine, times in found.case.parts.items():
        planned, stopped, ideal, good = hand(machine)
        assert times.planned / 60 == pytest.approx(planned)
        assert times.stopped / 60 == pytest.approx(stopped)
        assert (times.ideal / 60, times.ideal_good / 60) == pytest.approx((ideal, good))
    total = [sum(part) for part in zip(*map(hand, found.case.parts), strict=True)]
    assert found["oee"] == pytest.approx(total[3] / total[0])
    assert found["availability"] * found["performance"] * found["quality"] == pytest.approx(found["oee"])
    assert keys(found)[0] == "oee"
    assert {"parts", "first-reason"} <= set(keys(found))


def test_a_planned_looking_reason_is_a_loss_until_it_is_said():
    found = sqc.oee(SHIFTS, stop_log=STOPS)
    assert "planned-looking" in keys(found)
    assert found["planned"] == pytest.approx(14400)
    breakdown = log(("a", "2026-03-02 07:00", "2026-03-02 07:10", "breakdown"))
    assert "planned-looking" not in keys(sqc.oee(shift(), stop_log=breakdown))


def test_overlapping_stops_count_once():
    stops = log(
        ("a", "2026-03-02 07:00", "2026-03-02 07:30", "x"),
        ("a", "2026-03-02 07:20", "2026-03-02 07:50", "y"),
        ("a", "2026-03-02 07:05", "2026-03-02 07:10", "z"),
    )
    found = sqc.oee(shift(), stop_log=stops)
    assert found["stopped"] == pytest.approx(50)
    said = next(one for one in found.findings_list() if one.key == "stops-overlap")
    assert said.values["minutes"] == pytest.approx(15)
    assert said.values["n"] == 2


def test_what_lies_outside_the_shift_is_not_counted():
    stops = log(
        ("a", "2026-03-02 13:50", "2026-03-02 14:20", "x"), ("a", "2026-03-02 07:00", "2026-03-02 07:05", "y")
    )
    found = sqc.oee(shift(), stop_log=stops)
    assert found["stopped"] == pytest.approx(15)
    assert "stop-outside" in keys(found)


def test_a_stop_longer_than_the_shift_is_told():
    stops = log(("a", "2026-03-02 13:50", "2026-03-03 13:50", "x"))
    found = sqc.oee(shift(), stop_log=stops)
    assert "stop-too-long" in keys(found)
    assert found["stopped"] == pytest.approx(10)


def test_more_pieces_than_the_time_allows_cannot_be():
    found = sqc.oee(shift(count=[500], good=[490]))
    assert keys(found)[:2] == ["too-fast", "shift-too-fast"]
    assert found.findings_list()[0].level == "act"
    several = {
        "planned": [480, 480],
        "cycle": [60, 60],
        "count": [500, 300],
        "good": [490, 290],
        "stops": [0, 0],
    }
    hidden = sqc.oee(several)
    assert keys(hidden)[0] == "oee"
    assert "shift-too-fast" in keys(hidden)


def test_stops_beside_the_shifts_and_in_a_log_are_told():
    stops = log(("a", "2026-03-02 07:00", "2026-03-02 07:30", "x"))
    assert "stops-twice" in keys(sqc.oee(shift(stops=[40]), stop_log=stops))
    assert "machine-without-shift" in keys(
        sqc.oee(shift(), stop_log=log(("b", "2026-03-02 07:00", "2026-03-02 07:30", "x")))
    )


def test_lengths_and_times_of_day_do_as_well():
    minutes = {"minutes": [20, 30], "reason": ["x", "y"]}
    assert sqc.oee(shift(), stop_log=minutes)["stopped"] == pytest.approx(50)
    clock = {"start": ["07:00", "09:00"], "end": ["07:15", "09:10"], "reason": ["x", "x"]}
    given = {key: value for key, value in VORNE.items() if key != "stops"}
    assert sqc.oee(**given, stop_log=clock)["stopped"] == pytest.approx(25)


def test_machines_are_added_up_and_not_averaged():
    data = {
        "machine": ["a", "b"],
        "planned": [400, 100],
        "cycle": [60, 30],
        "count": [300, 180],
        "good": [300, 90],
    }
    found = sqc.oee(data, by="machine")
    assert found["oee"] == pytest.approx((300 + 45) / 500)
    assert found["quality"] == pytest.approx(345 / 390)


def test_another_column_parts_the_log_by_the_times_of_the_shifts():
    data = {
        "machine": ["a", "a"],
        "team": ["red", "blue"],
        "start": ["2026-03-02 06:00", "2026-03-02 14:00"],
        "end": ["2026-03-02 14:00", "2026-03-02 22:00"],
        "cycle": [60, 60],
        "count": [400, 400],
        "good": [400, 400],
    }
    stops = log(("a", "2026-03-02 13:50", "2026-03-02 14:20", "x"))
    parts = sqc.oee(data, stop_log=stops, by="team").case.parts
    assert [times.stopped / 60 for times in parts.values()] == pytest.approx([10, 20])
    with pytest.raises(sqc.SqcError) as error:
        sqc.oee({**data, "planned": [480, 480], "start": ["", ""], "end": ["", ""]},
                stop_log={"minutes": [5], "machine": ["a"], "reason": ["x"]}, by="team")  # fmt: skip
    assert error.value.key == "by-needs-times"


def test_nothing_made_and_nothing_lost():
    assert keys(sqc.oee(shift(count=[0], good=[0])))[0] == "nothing-made"
    assert keys(sqc.oee(planned=480, stops=480, cycle=1, count=5, good=5))[0] == "nothing-made"
    assert "100 %" in str(sqc.oee(planned=1, cycle=60, count=1, good=1)).splitlines()[0]
    assert "rows-without" in keys(
        sqc.oee({"planned": [480, None], "cycle": [60, 60], "count": [300, 1], "good": [290, 1]})
    )


TABLE = {"planned": [480], "cycle": [60], "count": [300], "good": [290]}


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        (None, {}, "missing-argument"),
        (None, {"planned": 480, "cycle": 1}, "missing-argument"),
        (None, {**VORNE, "good": 20000}, "more-than-count"),
        (None, {**VORNE, "rejected": 1}, "option-clash"),
        (None, {**VORNE, "breaks": 480}, "no-planned-time"),
        (None, {**VORNE, "stops": 430}, "stops-exceed"),
        (None, {**VORNE, "cycle": "fast"}, "time-form"),
        (None, {**VORNE, "count": -5}, "option-range"),
        (None, {**VORNE, "by": "machine"}, "missing-argument"),
        (None, {**VORNE, "goal": 85}, "option-range"),
        (None, {**VORNE, "planned_reason": "x"}, "option-without-meaning"),
        ({**TABLE, "good": [301]}, {}, "more-than-count"),
        ({**TABLE, "count": [-300]}, {}, "negative-count"),
        ({**TABLE, "stops": [481]}, {}, "stops-exceed"),
        ({**TABLE, "breaks": [480]}, {}, "no-planned-time"),
        ({"planned": [480], "cycle": [60], "count": [300]}, {}, "no-column"),
        ({"cycle": [60], "count": [300], "good": [1]}, {}, "no-column"),
        ({"planned": [480], "count": [300], "good": [1]}, {}, "no-column"),
        (TABLE, {"stop_log": {"reason": ["x"], "y": [3.0]}}, "no-column"),
        (TABLE, {"stop_log": {"minutes": [481], "reason": ["x"]}}, "stops-exceed"),
        (TABLE, {"stop_log": {"minutes": [-1], "reason": ["x"]}}, "negative-count"),
        (TABLE, {"stop_log": {"minutes": [5], "reason": ["x"]}, "planned_reason": "y"}, "unknown-reason"),
        ({**TABLE, "planned": [None]}, {}, "no-data-left"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.oee(data, **options)
    assert error.value.key == key


def test_shifts_of_a_machine_do_not_overlap():
    data = shift(
        machine=["a", "a"],
        start=["2026-03-02 06:00", "2026-03-02 13:00"],
        end=["2026-03-02 14:00", "2026-03-02 22:00"],
        cycle=[60, 60],
        count=[1, 1],
        good=[1, 1],
    )
    with pytest.raises(sqc.SqcError) as error:
        sqc.oee(data, stop_log=log(("a", "2026-03-02 07:00", "2026-03-02 07:30", "x")))
    assert error.value.key == "shifts-overlap"


def test_several_machines_need_their_column_in_the_log():
    with pytest.raises(sqc.SqcError) as error:
        sqc.oee({**TABLE, **{key: value * 2 for key, value in TABLE.items()}, "machine": ["a", "b"]},
                stop_log={"minutes": [5], "reason": ["x"]})  # fmt: skip
    assert error.value.key == "unknown-column"


def test_an_end_before_its_start_is_refused_with_line_and_column(tmp_path, capsys):
    stops = tmp_path / "stops.csv"
    stops.write_text(
        "start,end,reason\n2026-03-02 07:00,2026-03-02 07:30,x\n2026-03-02 23:50,2026-03-02 00:10,y\n"
    )
    assert main(["oee", str(SHIFTS), "--where", "machine=press 1", "--stop-log", str(stops)]) == 2
    said = capsys.readouterr().err
    assert "line 3, column end" in said
    assert "2026-03-02 23:50" in said


def test_explain_does_the_arithmetic():
    text = sqc.oee(**VORNE).explain("availability")
    assert "(420 - 47) / 420" in text
    assert "0.888095 x 0.861081 x 0.97805" in sqc.oee(**VORNE).explain("oee")


def test_the_picture_adds_up_and_has_the_largest_loss_dark():
    rows = (
        sqc.oee(SHIFTS, stop_log=STOPS, by="machine", planned_reason="lunch break").stored_report.page().rows
    )
    assert [[plot.key for plot in row] for row in rows] == [["times"], ["reasons", "parts"]]
    bars = [mark for mark in rows[0][0].marks if hasattr(mark, "horizontal")]
    assert [mark.role for mark in bars] == ["grey", "other", "grey", "vital", "bar", "bar", "after"]
    planned, good = bars[2].length[0], bars[-1].length[0]
    assert planned - sum(float(mark.length[0]) for mark in bars[3:6]) == pytest.approx(good)
