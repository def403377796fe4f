"""`sqc diagram arrow`: activities on arrows between numbered circles, and nothing that meets."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.qctools.boxes import box_meetings, crossed, wrong
from tests.qctools.test_diagram import words

import sqc
from sqc.qctools.diagram.arrow_rows import Arrow, Event, cut_into
from sqc.qctools.diagram.layers import layers_of
from sqc.report.marks import Line, Shape

EXAMPLE = Path(__file__).parents[2] / "examples" / "liner-plan.csv"


def plan(seed, n=40, most=3, names=words):
    draw = random.Random(seed)
    activity = [names(draw) + str(i) for i in range(n)]
    after = [";".join(draw.sample(activity[:i], min(i, draw.randint(0, most)))) for i in range(n)]
    return {
        "activity": activity,
        "duration": [draw.choice([0, 3, 17, 2.25]) for _ in range(n)],
        "after": after,
    }


def english(draw):
    return " ".join(draw.choices(["order", "the", "responsibilities", "of", "series", "check"], k=3))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("n", "most"), [(40, 3), (40, 1), (40, 0), (12, 2), (1, 0), (2, 1)])
@pytest.mark.parametrize("names", [words, english])
def test_nothing_meets(seed, n, most, names):
    plot = sqc.diagram("arrow", plan(seed, n, most, names)).told.plot()
    assert wrong(plot) == []
    assert box_meetings(plot) == []
    assert crossed(plot) == []


def test_two_hundred_activities_are_drawn():
    plot = sqc.diagram("arrow", plan(0, 200)).told.plot()
    assert wrong(plot) == []


@pytest.mark.parametrize("seed", range(5))
def test_the_picture_is_the_network(seed):
    """A line for every activity and every dummy, a circle for every node, thick where no time is to spare."""
    found = sqc.diagram("arrow", plan(seed, 15))
    roles = [mark.role for mark in found.told.plot().marks if isinstance(mark, Line)]
    frame = found.to_frame()
    assert roles.count("critical") == found["n_critical"] == frame["critical"].sum()
    assert roles.count("critical") + roles.count("bone") == 15
    assert roles.count("dummy") + roles.count("critical-dummy") == found["n_dummies"]
    circles = [mark for mark in found.told.plot().marks if isinstance(mark, Shape) and len(mark.x) > 4]
    assert len(circles) == found["n_events"] == frame["to"].max()
    assert (frame["from"] < frame["to"]).all()


def test_the_example_by_hand():
    found = sqc.diagram("arrow", EXAMPLE)
    tables = json.loads(found.to_json())["tables"]
    nodes = ["1-2", "2-4", "1-3", "2-5", "4-6", "5-8", "6-7", "7-8", "8-9"]
    assert tables["activities"]["nodes"] == nodes
    assert tables["dummies"] == {"from": [3, 3], "to": [4, 5]}
    assert tables["nodes"]["earliest"] == [0, 4, 2, 10, 7, 15, 23, 26, 36]
    assert tables["nodes"]["latest"] == [0, 4, 10, 10, 22, 15, 23, 26, 36]
    assert "dashed: dummy" in str(found.told.footer)


def test_a_chain_has_no_dummy_and_no_word_about_it():
    found = sqc.diagram("arrow", {"activity": ["a", "b"], "duration": [1, 2], "after": ["", "a"]})
    assert found["n_dummies"] == 0
    assert "dashed" not in str(found.told.footer)
    assert "Corneil" in sqc.diagram("arrow", EXAMPLE).explain("n_dummies")


def longer(seed, n=14):
    """Return a chain with some activities beside it: more levels than a page holds."""
    draw = random.Random(seed)
    names = [words(draw, 2, 6) + str(i) for i in range(n)]
    after = ["", *names[: n - 1]]
    for i in draw.sample(range(3, n), 3):
        after[i] = names[draw.randint(0, i - 3)]
    return {"activity": names, "duration": [draw.randint(1, 30) for _ in names], "after": after}


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_of_many_steps_runs_on_in_a_second_row(seed):
    plot = sqc.diagram("arrow", longer(seed)).told.plot()
    assert wrong(plot) == []
    assert box_meetings(plot) == []
    assert crossed(plot) == []
    shapes = [mark for mark in plot.marks if isinstance(mark, Shape) and len(mark.x) > 4]
    assert len({round(float(mark.x.min()), 3) for mark in shapes}) > 1  # across, not down


@pytest.mark.parametrize("seed", range(30))
def test_rows_hold_every_arrow_from_circle_to_circle(seed):
    draw = random.Random(seed)
    n = draw.randint(4, 14)
    pairs = {(i, i + 1) for i in range(n - 1)} | {tuple(sorted(draw.sample(range(n), 2))) for _ in range(3)}
    arrows = [Arrow(a, b, f"{a}-{b}", "1", False) for a, b in sorted(pairs)]
    events = [Event(str(i), "0", "0", False) for i in range(n)]
    for count in range(1, 5):
        rows = cut_into(events, arrows, layers_of(n, [one[:2] for one in arrows]), count)
        ways, ends = {}, []
        for row in rows:
            for one in row.arrows:
                tail, head = row.events[one.tail].number, row.events[one.head].number
                assert row.level[one.tail] < row.level[one.head]
                assert bool(one.name) is tail.isdigit()
                start, name = ways.pop(tail) if tail in ways else (int(tail), one.name)
                if head.isalpha():
                    ways[head] = (start, name)
                else:
                    ends.append((start, int(head), name))
        assert ways == {}
        assert not rows or sorted(ends) == [(one.tail, one.head, one.name) for one in arrows]
        assert rows or count > 1


def test_the_heads_that_are_missing_are_named_in_both_languages():
    with pytest.raises(sqc.DataError, match="activity/活动"):
        sqc.diagram("arrow", {"编号": ["A", "B"], "工期": [3, 2], "紧前": ["", "A"]})
