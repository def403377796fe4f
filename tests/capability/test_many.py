"""`sqc.cpk` of many characteristics: the numbers of single studies, four states, hostile files."""

import json

import numpy as np
import pytest

import sqc
from sqc.capability.specs import read_specs
from sqc.cli.main import main
from sqc.notes import DataError, OptionError, SqcError
from sqc.stats.multiplicity import false_discovery

COLUMNS = ("bore", "depth", "angle", "width")


@pytest.fixture(scope="module")
def wide():
    r = np.random.default_rng(11)
    found = {name: r.normal(10, 0.1, 80).round(3).tolist() for name in COLUMNS}
    found["angle"][40] = 12.0
    found["width"][3] = None
    return found


@pytest.fixture(scope="module")
def specs():
    return {
        "characteristic": list(COLUMNS),
        "lsl": [9.0, 9.75, 9.5, None],
        "usl": [11.0, 10.25, 13.0, 10.4],
        "target": [10.0, None, None, None],
    }


def limits(specs, name):
    row = specs["characteristic"].index(name)
    return {side: specs[side][row] for side in ("lsl", "usl", "target")}


def long(wide):
    rows = [(name, value) for i in range(80) for name, value in ((n, wide[n][i]) for n in COLUMNS)]
    return {"which": [name for name, _ in rows], "x": [value for _, value in rows]}


def equal(study, row, found):
    single = study.facts
    for key in (
        "mean",
        "sigma_within",
        "df_within",
        "sigma_overall",
        "cp",
        "cpk",
        "pp",
        "ppk",
        "ppm_overall",
    ):
        value = found[key][row]
        if key in single and single[key].value is not None:
            assert value == pytest.approx(single[key].value, rel=1e-12), key
        else:
            assert np.isnan(value), key


@pytest.mark.parametrize("road", ["wide", "long", "size", "long size"])
def test_the_numbers_are_those_of_single_studies(wide, specs, road):
    options = {"size": 4} if "size" in road else {}
    whole = {name: values for name, values in wide.items() if not options or name != "width"}
    asked = {key: column[: len(whole)] for key, column in specs.items()}
    if "long" in road:
        data = long(wide)
        if options:
            keep = [name != "width" for name in data["which"]]
            data = {key: [v for v, k in zip(column, keep, strict=True) if k] for key, column in data.items()}
        many = sqc.cpk(data, specs=asked, by="which", value="x", **options)
    else:
        many = sqc.cpk(whole, specs=asked, **options)
    found = many.stored_report.frame()
    assert sorted(found["characteristic"]) == sorted(whole)
    for row, name in enumerate(found["characteristic"]):
        single = sqc.cpk({name: wide[name]}, value=name, **limits(specs, name), **options)
        equal(single, row, found)
        assert many.studies[name].facts["ppk"].value == single.facts["ppk"].value
        index = single.case.headline
        assert found["index"][row] == index.key or found["stable"][row] != single.case.stability.state
        if found["index"][row] == index.key:
            assert (found["lower"][row], found["upper"][row]) == pytest.approx(index.bounds, rel=1e-12)


def test_worst_first_and_four_states(wide, specs):
    many = sqc.cpk(wide, specs=specs)
    found = many.stored_report.frame()
    assert found["lower"] == sorted(found["lower"])
    state = dict(zip(found["characteristic"], found["state"], strict=True))
    assert state == {
        "bore": "capable",
        "depth": "not-capable",
        "angle": "cannot-be-judged",
        "width": "capability-open",
    }
    assert dict(zip(found["characteristic"], found["stable"], strict=True))["angle"] == "unstable"
    first = many.findings_list()[0]
    assert first.level == "act"
    assert first.message.render("en").startswith(
        "1 of 4 characteristics are shown capable of 1.33, 1 not capable, 1 not proven, 1 cannot be judged;"
        " begin with "
    )
    assert first.message.render("zh").startswith("4 个特性中 1 个达到 1.33")
    assert many["n_capable"] == 1 and many["n_unstable"] == 1


def test_all_capable_is_ok_and_a_goal_of_its_own_counts(wide):
    specs = {"characteristic": ["bore", "depth"], "lsl": [8, 8], "usl": [12, 12]}
    data = {name: wide[name] for name in ("bore", "depth")}
    assert [one.level for one in sqc.cpk(data, specs=specs).findings_list()] == ["ok"]
    asked = sqc.cpk(data, specs=specs | {"goal": [1.33, 20]})
    assert asked["n_not_capable"] == 1 and asked.findings_list()[0].level == "act"


def test_nothing_is_dropped_in_silence(wide):
    specs = {"characteristic": ["bore", "deph", "angle"], "lsl": [9, 9, None], "usl": [11, 11, None]}
    many = sqc.cpk(wide, specs=specs)
    why = {name: text.render("en") for name, text in many.parts.refused.items()}
    assert why == {
        "deph": 'there are no data; did you mean "depth"?',
        "angle": "the specification file holds no limit",
    }
    keys = {one.key: one.values for one in many.findings_list()}
    assert keys["not-studied"]["names"] == ["deph", "angle"]
    assert set(keys["no-specification-for"]["names"]) == {"depth", "width"}
    assert many["n_not_judged"] == 2
    text = many.to_text("en")
    assert "there are no data" in text and "depth and width" in text


def test_constant_text_and_other_units_are_listed_with_their_reason():
    data = {"a(mm)": [1.0, 1.1, 1.2] * 5, "b": [2.5] * 15, "c": ["x", "y", "z"] * 5, "d": [1.0, 1.1, 1.2] * 5}
    specs = {"characteristic": ["a", "b", "c", "d"], "usl": [2, 3, 2, 2], "unit": ["um", "mm", "", ""]}
    refused = sqc.cpk(data, specs=specs).parts.refused
    assert list(refused) == ["a", "b", "c"]
    assert refused["a"].render("en") == "the data are in mm, the specification in um"
    assert refused["b"].render("en") == "fewer than two different values"


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("characteristic,lsl,usl\na,9,1o.4\n", 2, "usl", '"1o.4" is not a number'),
        ("characteristic,lsl,usl\na,9,11\nb,12,11\n", 3, "usl", '"11" is not above LSL 12'),
        ("characteristic,lsl,usl,target\na,9,11,11\n", 2, "target", "is not inside the limits"),
        ("characteristic,lsl,usl\na,9,11\nb,8,9\na,9,12\n", 4, "characteristic", "a second time"),
        ("characteristic,lsl,usl,goal\na,9,11,-1\n", 2, "goal", "is not above 0"),
        ("characteristic,lsl,usl\n,9,11\na,8,9\n", 2, "characteristic", "names no characteristic"),
    ],
)
def test_a_malformed_specification_is_an_error_with_its_place(tmp_path, text, line, column, said):
    file = tmp_path / "specs.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_specs(str(file), 1.33, 0.95)
    assert (error.value.line, error.value.column) == (line, column)
    assert said in str(error.value)


@pytest.mark.parametrize("specs", [{"a": [1]}, {"characteristic": ["a"]}, {"characteristic": [], "usl": []}])
def test_a_file_that_is_no_specification(specs):
    with pytest.raises(SqcError):
        read_specs(specs, 1.33, 0.95)


def test_chinese_heads_in_gbk(tmp_path, wide):
    file = tmp_path / "规格.csv"
    file.write_bytes("特性,规格下限,规格上限,目标值,单位\n孔径,9,11,10,mm\n".encode("gbk"))
    many = sqc.cpk({"孔径(mm)": wide["bore"]}, specs=str(file))
    assert many["n_capable"] == 1
    text = many.to_text("zh")
    assert "孔径" in text and "能力充足" in text


def test_options_that_do_not_go_together(wide, specs):
    with pytest.raises(OptionError, match="leave --lsl out"):
        sqc.cpk(wide, specs=specs, lsl=9)
    with pytest.raises(OptionError, match="--value goes with --by"):
        sqc.cpk(wide, specs=specs, value="bore")
    with pytest.raises(DataError, match="no characteristic can be studied") as refused:
        sqc.cpk(wide, specs={"characteristic": ["zz"], "usl": [1]})
    assert any("long data" in str(one) for one in refused.value.hints)


def test_long_data_are_no_answer_to_a_wrong_unit(wide):
    with pytest.raises(DataError, match="no characteristic can be studied") as refused:
        sqc.cpk({"bore(mm)": wide["bore"]}, specs={"characteristic": ["bore"], "usl": [11], "unit": ["um"]})
    assert "the specification in um" in str(refused.value.details[0]) and not refused.value.hints


def test_one_specification_for_every_value_of_a_column(wide):
    many = sqc.cpk(long(wide), by="which", value="x", lsl=9, usl=13)
    assert sorted(many.studies) == sorted(COLUMNS)


def test_false_discovery_rate_as_published():
    # Benjamini and Hochberg (1995), section 4: of 15 p values the first four are significant at 0.05
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
         0.6528, 0.7590, 1.0]  # fmt: skip
    assert np.flatnonzero(false_discovery(p) <= 0.05).tolist() == [0, 1, 2, 3]
    assert false_discovery([0.004]).tolist() == [0.004]


def test_stable_processes_are_seldom_called_unstable():
    r = np.random.default_rng(5)
    data = {f"q{i:02d}w": r.normal(10, 0.1, 100).round(4) for i in range(60)}
    specs = {"characteristic": list(data), "lsl": [9] * 60, "usl": [11] * 60}
    many = sqc.cpk(data, specs=specs)
    assert many["n_unstable"] <= 1
    assert np.count_nonzero(many.found.signals) > 10  # chance alone makes charts signal
    assert "signals-together" not in {one.key for one in many.findings_list()}
    assert many.found.expected == pytest.approx(np.count_nonzero(many.found.signals), rel=0.35)


def test_command_line(tmp_path, wide, capsys):
    data, specs = tmp_path / "data.csv", tmp_path / "specs.csv"
    data.write_text(
        "bore,depth\n" + "".join(f"{a},{b}\n" for a, b in zip(wide["bore"], wide["depth"], strict=True))
    )
    specs.write_text("characteristic,lsl,usl\nbore,9,11\ndepth,9.75,10.25\n")
    arguments = ["cpk", str(data), "--specs", str(specs), "--lang", "en"]
    assert main([*arguments, "--check"]) == 1
    assert capsys.readouterr().out.startswith("[act] 1 of 2 characteristics are shown capable of 1.33")
    assert main([*arguments, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["tables"]["characteristics"]["characteristic"] == ["depth", "bore"]
    assert found["facts"]["n_capable"]["value"] == 1


def test_a_folder_gets_the_overview_and_a_sheet_for_each(tmp_path, wide):
    specs = {"characteristic": ["bore", "depth"], "lsl": [9, 9.75], "usl": [11, 10.25]}
    many = sqc.cpk({name: wide[name] for name in ("bore", "depth")}, specs=specs)
    many.save(f"{tmp_path}/sheets/")
    assert sorted(one.name for one in (tmp_path / "sheets").iterdir()) == [
        "bore.png",
        "depth.png",
        "overview.png",
    ]


def test_the_page_holds_every_characteristic(wide, specs):
    goal, indices = sqc.cpk(wide, specs=specs).stored_report.page().rows[0]
    points = [mark for mark in goal.marks if type(mark).__name__ == "Points"]
    drawn = [mark for mark in points if mark.x[0] > -1.1]  # the key stands at the edge
    assert sum(len(mark.x) for mark in drawn) == 3  # width has one limit only
    bore = next(mark for mark in drawn if mark.role == "s0")
    assert bore.x[0] == pytest.approx(np.mean(wide["bore"]) - 10)
    assert bore.y[0] == pytest.approx(np.std(wide["bore"], ddof=1) / 2)
    assert len(indices.y.ticks) == 4


def test_a_family_is_of_one_characteristic(wide, specs):
    with pytest.raises(OptionError, match="--dist is of one characteristic"):
        sqc.cpk(wide, specs=specs, dist="lognormal")


def test_many_charts_that_signal_a_little_are_said_together():
    r = np.random.default_rng(8)
    data = {f"q{i:02d}w": r.normal(10, 0.1, 30).round(4) for i in range(20)}
    for values in data.values():
        values[12] += 0.5
    specs = {"characteristic": list(data), "lsl": [9] * 20, "usl": [11] * 20}
    assert "signals-together" in {one.key for one in sqc.cpk(data, specs=specs).findings_list()}


def test_last_rows_without_limits_are_listed_too(tmp_path):
    file = tmp_path / "specs.csv"
    file.write_text("characteristic,lsl,usl\na,1,2\nb,,\nc,,\n", encoding="utf-8")
    specs = read_specs(str(file), 1.33, 0.95)
    assert [(name, one.spec is None) for name, one in specs.items()] == [
        ("a", False),
        ("b", True),
        ("c", True),
    ]
