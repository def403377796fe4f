"""`sqc diagram`: times against a published plan, roots and circles, no words that meet, what it refuses."""

from __future__ import annotations

import json
import pickle
import random
from pathlib import Path

import numpy as np
import pytest
from tests.qctools.boxes import box_meetings, wrong

import sqc
from sqc.cli.main import main
from sqc.report.figure import picture
from sqc.stats.network import circles, critical_paths, schedule

EXAMPLES = Path(__file__).parents[2] / "examples"
ZH = "人机料法环测量工件夹具磨损不足培训温度湿度刀具转速进给冷却液压力堆放层数规定标准更新检验频次样件"
CALLS = {
    "relation": "scratches-relations.txt",
    "tree": "liner-tree.txt",
    "affinity": "packing-ideas.txt",
    "matrix": "liner-matrix.csv",
    "pdpc": "liner-pdpc.txt",
    "arrow": "liner-plan.csv",
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def words(draw, low=2, high=14):
    return "".join(draw.choices(ZH, k=draw.randint(low, high)))


def published():
    """Return durations and predecessors of Vanhoucke 2014, p. 6, from the case file of `sqc verify`."""
    folder = Path(sqc.__file__).parent / "verification" / "cases"
    case = json.loads((folder / "critical-path.json").read_text(encoding="utf-8"))["cases"][0]
    return case["data"]["duration"], case["data"]["before"], case["expected"]


def plan_of(durations, before):
    names = [f"a{i}" for i in range(1, len(durations) + 1)]
    after = [";".join(names[k - 1] for k in some) for some in before]
    return {"activity": names, "duration": durations, "after": after}


def test_the_published_plan_through_the_front_door():
    durations, before, expected = published()
    found = sqc.diagram("arrow", plan_of(durations, before))
    frame = found.to_frame()
    for key in ("early_start", "early_finish", "late_start", "late_finish"):
        assert list(frame[key]) == expected[key]
    assert found["critical_path"] == "a1 -> a2 -> a4 -> a11 -> a16"
    assert (found["total"], found["n_critical"], found["n_paths"]) == (11, 5, 1)


def test_floats_are_what_an_activity_may_slip():
    """By brute force: a little more than the total float moves the end, than the free float another start."""
    durations, before, _ = published()
    places = [[k - 1 for k in some] for some in before]
    found = schedule(durations, places)
    followed = {k for some in places for k in some}
    for i in range(len(durations)):
        for slack, of_all in ((found.total_float[i], True), (found.free_float[i], False)):
            for more, moves in ((0.0, False), (0.5, True)):
                longer = np.array(durations, dtype=float)
                longer[i] += slack + more
                again = schedule(longer, places)
                if of_all or i not in followed:
                    assert (again.total > found.total) is moves
                else:
                    others = np.arange(len(durations)) != i
                    assert bool(np.any(again.early_start[others] > found.early_start[others])) is moves


def test_rounding_does_not_pass_for_float():
    found = schedule([0.1] * 3 + [0.3], [[], [0], [1], []])
    assert found.critical.all()
    assert critical_paths(found, [[], [0], [1], []]) == (2, (0, 1, 2))


def test_circles_are_found_and_leave_none():
    assert circles(3, [(0, 1), (1, 2)]) == []
    assert circles(4, [(0, 1), (1, 0), (2, 3), (3, 2)]) == [(0, 1), (2, 3)]


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_examples_run_and_nothing_meets(kind, lang, capsys, monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    assert main(["diagram", kind, CALLS[kind], "--lang", lang]) == 0
    assert capsys.readouterr().out.startswith("[")
    found = sqc.diagram(kind, CALLS[kind])
    plot = found.told.plot()
    assert wrong(plot, lang) == []
    assert box_meetings(plot) == []
    assert main(["diagram", kind, CALLS[kind], "--lang", lang, "--explain"]) == 0
    assert picture(found.stored_report.page(), lang) == picture(
        sqc.diagram(kind, CALLS[kind]).stored_report.page(), lang, size="column"
    )
    assert pickle.loads(pickle.dumps(found)) == found


def relation(seed):
    """Return 40 items: any arrows, arrows forward, short ones, one long chain."""
    draw = random.Random(seed)
    names = [f"{i} {words(draw)}" for i in range(40)]
    lines = [f"{names[i]} -> {names[i + 1]}" for i in range(39)] if seed % 4 == 3 else []
    for _ in range(draw.choice([41, 55, 70])):
        a, b = draw.sample(range(40), 2)
        if seed % 4 == 1:
            a, b = min(a, b), max(a, b)
        if seed % 4 == 2:
            a, b = min(a, 38), min(a, 38) + 1
        lines.append(f"{names[a]} -> {names[b]}")
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(12))
def test_no_words_meet_with_forty_items(seed):
    draw = random.Random(seed)
    found = sqc.diagram("relation", relation(seed))
    names = [words(draw) + str(i) for i in range(40)]
    after = [";".join(draw.sample(names[:i], min(i, draw.randint(0, 3)))) for i in range(40)]
    plan = {"activity": names, "duration": [draw.randint(0, 200) for _ in names], "after": after}
    arrow = sqc.diagram("arrow", plan)
    for one in (found, arrow):
        plot = one.told.plot()
        assert wrong(plot) == []
        assert box_meetings(plot) == []


@pytest.mark.parametrize("kind", ["tree", "affinity"])
@pytest.mark.parametrize("deepest", [2, 3, 5, 8, 11])
def test_no_words_meet_in_trees(kind, deepest):
    for seed in range(6):
        draw = random.Random(seed)
        lines, depth = [words(draw)], 1
        for _ in range(40):
            lines.append("  " * depth + words(draw))
            depth = draw.randint(1, min(depth + 1, deepest))
        lines += ["  " * depth + words(draw) for depth in range(1, deepest + 1)]
        plot = sqc.diagram(kind, "\n".join(lines)).told.plot()
        assert wrong(plot) == []
        assert box_meetings(plot) == []


@pytest.mark.parametrize(("n", "m"), [(40, 6), (12, 20)])
def test_no_words_meet_in_a_matrix(n, m):
    draw = random.Random(n)
    rows = [["means", *(words(draw, 2, 9) for _ in range(m))]]
    rows += [[words(draw, 3, 20), *(draw.choice(["◎", "○", "△", ""]) for _ in range(m))] for _ in range(n)]
    plot = sqc.diagram("matrix", "\n".join(",".join(row) for row in rows) + "\n").told.plot()
    assert wrong(plot) == []
    assert box_meetings(plot) == []


def test_lines_and_a_table_say_the_same():
    lines = sqc.diagram("relation", "a -> b\nb → c\nd => c\n")
    table = sqc.diagram("relation", {"from": ["a", "b", "d"], "to": ["b", "c", "c"]})
    assert list(lines.to_frame()["item"]) == list(table.to_frame()["item"]) == ["a", "b", "c", "d"]
    assert (lines["key_effect"], lines["arrows_in"], lines["n_roots"]) == ("c", 2, 2)


def test_points_of_a_matrix_by_hand():
    text = "means,effect,cost\nweight,2,1\na,◎,△\nb,1,3\n"
    found = sqc.diagram("matrix", text)
    assert found.to_frame()["total"].tolist() == [7, 5]
    assert sqc.diagram("matrix", text, scale="9,3,1").to_frame()["total"].tolist() == [19, 5]
    own = sqc.diagram("matrix", {"means": ["a", "b"], "weight": [2, 1], "x": [1, 3], "y": [1, 0]})
    assert own["n_criteria"] == 2
    assert own["top"] == "b"


FINDINGS = [
    ("arrow", {"activity": ["a", "b"], "duration": [2, 2], "after": ["", ""]}, "several-critical-paths"),
    ("arrow", {"activity": ["a", "b"], "duration": [10, 9.5], "after": ["", ""]}, "near-critical"),
    ("relation", "a -> b -> c -> a\n", "no-root"),
    ("relation", "a -> b -> c -> b\n", "circle"),
    ("relation", "a * -> b\n", "marked"),
    ("relation", "a -> b\n", "roots"),
    ("tree", "g\n a\n  b\n   c\n   d\n e", "short-branch"),
    ("tree", "g\n a\n  b", "single-measure"),
    ("affinity", "t\n g\n  c\n d", "card-alone"),
    ("affinity", "t\n g\n  c\n  d\n h\n  c\n  e", "card-twice"),
    ("affinity", "t\n g\n  c", "group-of-one"),
    ("matrix", "m,x\na,1\nb,1\n", "tie"),
    ("matrix", "m,x,y\na,1,\nb,,\n", "empty-item"),
    ("matrix", "m,x,y\na,1,\nb,2,\n", "empty-criterion"),
    ("matrix", "m,x,y,z\na,◎,,\nb,△,△,○\n", "scale-decides"),
    ("pdpc", "g\n s\n  r\n   c x", "risk-open"),
    ("pdpc", "g\n s\n  r", "risk-open"),
    ("pdpc", "g\n s\n  r\n   c", "risk-unjudged"),
    ("pdpc", "g\n s\n  r\n   c 可行\n t", "step-without-risk"),
    ("pdpc", "g\n s\n  r\n   c o", "risks-covered"),
]


@pytest.mark.parametrize(("kind", "data", "key"), FINDINGS)
def test_findings(kind, data, key):
    assert key in keys(sqc.diagram(kind, data))


REFUSED = [
    ("arrow", "activity,duration,after\na,1,\na,2,\n", "activity-twice", 3),
    ("arrow", "activity,duration,after\na,1,\nb,2,q\n", "unknown-predecessor", 3),
    ("arrow", "activity,duration,after\na,1,b\nb,2,a\n", "circle", 2),
    ("arrow", "activity,duration,after\na,1,a\nb,2,a\n", "circle", 2),
    ("arrow", "activity,duration,after\na,1,\nb,,a\nc,2,a\n", "no-duration", 3),
    ("arrow", "activity,duration,after\na,1,\nb,-2,a\n", "negative-count", 3),
    ("arrow", "activity,time needed,after\na,1,\nb,2,a\n", "columns-by-head", None),
    ("relation", "a -> b\nc\n", "no-arrow", 2),
    ("relation", "a -> \n", "no-arrow", 1),
    ("relation", "a -> a\n", "drives-itself", 1),
    ("relation", {"from": ["a"], "to": ["a"]}, "drives-itself", None),
    ("relation", {"from": ["a", "b"], "to": ["b", ""]}, "no-arrow", None),
    ("relation", {"x": ["a"], "y": ["b"]}, "columns-by-head", None),
    ("relation", "\n".join(f"a{i} -> a{i + 1}" for i in range(200)), "too-many-items", None),
    ("tree", "g\n", "no-measures", None),
    ("tree", "g\n  a\n\tb", "indentation-mixed", 3),
    ("affinity", "t\n a\n b", "no-groups", None),
    ("matrix", "m,x\na,strong\n", "not-a-strength", 2),
    ("matrix", "m,x\nweight,-1\na,2\n", "not-a-strength", 2),
    ("matrix", "m,x\na,\n", "no-strengths", None),
    ("matrix", "m\na\n", "no-matrix", None),
    ("matrix", "m" + ",x" * 30 + "\na" + ",1" * 30 + "\n", "too-many-items", None),
    ("pdpc", "g\n s\n  r\n   c\n    d", "pdpc-depth", 5),
    ("pdpc", "g\n s", "no-risks", None),
    ("gantt", "a", "unknown-kind", None),
]


@pytest.mark.parametrize(("kind", "data", "key", "line"), REFUSED)
def test_what_has_no_answer_is_refused_in_one_sentence(kind, data, key, line, tmp_path):
    if kind == "arrow":  # a table is a file, or data in memory
        file = tmp_path / "plan.csv"
        file.write_text(data, encoding="utf-8")
        data = file
    with pytest.raises(sqc.SqcError) as error:
        sqc.diagram(kind, data)
    assert error.value.key == key
    if line is not None:
        assert error.value.line == line


def test_a_circle_names_its_activities():
    plan = {"activity": ["a", "b", "c"], "duration": [1, 1, 1], "after": ["c", "a", "b"]}
    with pytest.raises(
        sqc.DataError, match=r"a, b and c wait for each other in a circle \(a -> b -> c -> a\)"
    ):
        sqc.diagram("arrow", plan)


def test_an_empty_name_or_too_many_activities_are_refused():
    with pytest.raises(sqc.DataError) as error:
        sqc.diagram("arrow", {"activity": ["a", ""], "duration": [1, 2], "after": ["", "a"]})
    assert error.value.key == "no-activity"
    names = [f"a{i}" for i in range(201)]
    with pytest.raises(sqc.DataError) as error:
        sqc.diagram("arrow", {"activity": names, "duration": [1] * 201, "after": [""] * 201})
    assert error.value.key == "too-many-activities"


def test_a_scale_that_does_not_fall_is_refused():
    with pytest.raises(sqc.OptionError):
        sqc.diagram("matrix", "m,x\na,1\n", scale="1,2,3")
    with pytest.raises(sqc.OptionError):
        sqc.diagram("matrix", "m,x\na,1\n", scale="many")


def test_the_command_asks_for_the_kind(capsys):
    assert main(["diagram", "plan.csv", "--lang", "en"]) == 2
    assert "sqc diagram KIND FILE: the kind is one of relation" in capsys.readouterr().err
    assert main(["diagram", "--lang", "en"]) == 2
    assert main(["diagram", "--explain", "n_open", "--lang", "en"]) == 0


def test_durations_keep_their_decimals_and_their_unit():
    plan = {"activity": ["a", "b"], "duration": [1.5, 2.25], "after": ["", "a"]}
    assert "takes 3.75 h" in str(sqc.diagram("arrow", plan, unit="h").findings_list()[0].message)


def test_a_kind_before_the_file_takes_no_option_of_that_name_from_other_tools(monkeypatch):
    """`sqc stratify --kind` is an option: it reaches its function."""
    from sqc.qctools.stratify import verb

    asked = {}

    def stratify(data, **options):
        asked.update(options)
        return sqc.diagram("relation", "a -> b\n")

    monkeypatch.setattr(verb, "stratify", stratify)
    assert main(["stratify", "any.csv", "--kind", "multi-vari", "--quiet"]) == 0
    assert asked == {"kind": "multi-vari"}
