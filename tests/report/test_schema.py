"""JSON of every analysis against the schema in the package, and the schema against wrong documents."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import jsonschema
import pytest

import sqc
from sqc.cli.main import main
from sqc.verbs import VERBS

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMA = json.loads(
    Path(sqc.__file__).with_name("report").joinpath("schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

CALLS = {
    "xbar-r": ["chart", "pistonrings.csv", "--value", "diameter", "--subgroup", "sample"],
    "xbar-s": ["chart", "pistonrings.csv", "--subgroup", "sample", "--value", "diameter", "--kind", "xbar-s"],
    "i-mr": ["chart", "heat-flow.csv"],
    "p": ["chart", "orange-juice.csv", "--kind", "p"],
    "np": ["chart", "orange-juice.csv", "--kind", "np"],
    "c": ["chart", "wafers.csv", "--kind", "c"],
    "u": ["chart", "circuit-boards.csv", "--kind", "u"],
    "all nelson rules": ["chart", "heat-flow.csv", "--rules", "nelson"],
    "from a form": ["chart", "shaft-gbk.csv"],
    "look": ["look", "shaft-gbk.csv"],
    "rule sets": ["chart", "--rules", "?"],
    "rules of a set": ["chart", "--rules", "westgard:?"],
    "published rules": ["chart", "heat-flow.csv", "--rules", "montgomery"],
    "verify": ["verify"],
    "yields of steps": ["sigma", "bracket-steps.csv", "--goal", "4"],
    "no defect": ["sigma", "--defects", "0", "--units", "1200"],
    "a sigma level converted": ["sigma", "--dpmo", "6210"],
    "costs of quality": ["copq", "quality-costs-gbk.csv"],
    "equipment": ["oee", "press-shifts.csv", "--stop-log", "press-stops.csv", "--by", "machine"],
    "pareto": ["pareto", "defects-gbk.csv", "--stage", "阶段"],
    "suppliers": ["supplier", "suppliers.csv"],
    "suggestions": ["ledger", "suggestions-gbk.csv"],
    "bars": ["bar", "circle-effect.csv"],
    "radar": ["radar", "circle-skills.csv"],
    "plan": ["gantt", "circle-plan.csv"],
    "strata": ["stratify", "battery-life.csv", "--value", "life", "--by", "material"],
    "check sheet": ["checksheet", "check-sheet.csv"],
    "risks": ["fmea", "fmea-gbk.csv"],
    "inputs": ["xy", "xy-pump.csv"],
    "sipoc": ["sipoc", "sipoc-pump.csv"],
    "control plan": ["control-plan", "control-plan-pump.csv"],
    "compare": ["compare", "plants.csv"],
    "compare shares": [
        "compare",
        "rejects-before-after.csv",
        "--value",
        "nonconforming",
        "--inspected",
        "inspected",
    ],
    "samplesize": ["samplesize", "--test", "t", "--effect", "0.5"],
    "no such file": ["chart", "absent.csv"],
    "no such column": ["chart", "wafers.csv", "--value", "nothing"],
    "no such option": ["chart", "wafers.csv", "--nothing"],
    "a question": ["chart", "hospital-infections.csv"],
}


def refuse(name):
    raise AssertionError(f"{name} is no JSON")


def run(arguments, capsys, lang="en"):
    main([*arguments, "--lang", lang, "--format", "json"])
    return json.loads(capsys.readouterr().out, parse_constant=refuse)


pytestmark = pytest.mark.usefixtures("each_case_once")


@pytest.fixture(autouse=True)
def in_examples(monkeypatch):
    monkeypatch.chdir(EXAMPLES)


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_every_analysis():
    known = {verb.words[0] for verb in VERBS} | {"rules"}  # chart --rules ?
    assert set(SCHEMA["$defs"]["result"]["properties"]["analysis"]["enum"]) == known


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("call", CALLS)
def test_what_is_printed_follows_the_schema(call, lang, capsys):
    found = run(CALLS[call], capsys, lang)
    VALIDATOR.validate(found)
    if call in ("no such file", "no such column", "no such option", "a question"):
        assert "error" in found
        return
    assert found["analysis"] == ("rules" if "rule" in call and "set" in call else CALLS[call][0])
    for table in found["tables"].values():
        assert len({len(column) for column in table.values()}) == 1
    for panel in found.get("panels", ()):
        lengths = {
            len(panel[name]) for name in ("position", "statistic", "center", "lower", "upper", "sigma")
        }
        assert lengths == {len(found["labels"])}
        assert found["points"] == "all"
    for signal in found.get("signals", ()):
        assert signal["points"][-1] == signal["position"]
        assert signal["label"] == found["labels"][signal["position"] - 1]


def test_points_that_signal_alone(capsys):
    call = [*CALLS["all nelson rules"], "--rules", "nelson"]
    every = run(call, capsys)
    some = run([*call, "--points", "signals"], capsys)
    VALIDATOR.validate(some)
    assert every["signals"] == some["signals"] != []
    assert (every["points"], some["points"]) == ("all", "signals")
    assert "labels" not in some
    for whole, panel in zip(every["panels"], some["panels"], strict=True):
        signalling = {signal["position"] for signal in some["signals"] if signal["panel"] == panel["key"]}
        assert panel["position"] == sorted(signalling)
        for name in ("statistic", "center", "lower", "upper", "sigma"):
            assert panel[name] == [whole[name][at - 1] for at in panel["position"]]
        assert all(panel[name] == whole[name] for name in ("key", "family", "label", "rules"))


def test_json_of_a_long_chart_holds_the_points_that_signal_unless_all_are_asked_for(monkeypatch):
    values = [9.0, 10.0, 11.0, 10.0] * 20
    values[30] = 50.0
    assert sqc.chart(values, kind="i-mr").to_dict()["points"] == "all"
    monkeypatch.setattr("sqc.charts.record.MOST_POINTS", 79)
    chart = sqc.chart(values, kind="i-mr")
    assert chart.to_dict()["panels"][0]["position"] == [31]
    assert chart.to_dict()["panels"][0]["statistic"] == [50.0]
    whole = sqc.chart(values, kind="i-mr", points="all")
    assert whole.to_dict()["panels"][0]["statistic"] == values
    assert len(whole.to_dict()["labels"]) == 80
    # what is shown does not make a result another one, and what is not shown does
    assert chart == whole
    values[1], values[2] = values[2], values[1]
    assert chart != sqc.chart(values, kind="i-mr")


def test_the_bound_is_that_of_the_documentation():
    from sqc.charts.record import MOST_POINTS

    guide = EXAMPLES.parent / "docs" / "guide" / "results.md"
    assert f"more than {MOST_POINTS:,} points" in guide.read_text(encoding="utf-8")


def test_points_that_are_no_choice():
    with pytest.raises(sqc.OptionError, match="--points some has no meaning here; all, signals is expected"):
        sqc.chart([1.0, 2.0, 3.0, 2.5], points="some")


@pytest.mark.parametrize("call", ["xbar-r", "look"])
def test_language_changes_only_the_words(call, capsys):
    def numbers(value):
        if isinstance(value, dict):
            return {key: numbers(item) for key, item in value.items()}
        if isinstance(value, list):
            return [numbers(item) for item in value]
        return None if isinstance(value, str) else value

    assert numbers(run(CALLS[call], capsys)) == numbers(run(CALLS[call], capsys, "zh"))


def test_phase_two_follows_the_schema(capsys, tmp_path):
    limits = str(tmp_path / "limits.toml")
    assert main([*CALLS["xbar-r"], "--save-limits", limits, "--quiet"]) == 0
    capsys.readouterr()
    new = ["chart", "pistonrings-new.csv", "--value", "diameter", "--subgroup", "sample", "--limits", limits]
    found = run(new, capsys)
    VALIDATOR.validate(found)
    assert found["phase"] == 2
    assert found["signals"]


def test_stages_follow_the_schema(tmp_path, capsys):
    file = tmp_path / "stages.csv"
    rows = [f"{'before' if i < 30 else 'after'},{10 + (i * 37 % 101) / 50 - (i >= 30)}" for i in range(60)]
    file.write_text("\n".join(["period,value", *rows]) + "\n", encoding="utf-8")
    found = run(["chart", str(file), "--value", "value", "--stage", "period"], capsys)
    VALIDATOR.validate(found)
    assert [len(found["parameters"][name]) for name in ("center", "sigma")] == [2, 2]


def test_undefined_is_null(capsys):
    found = run(CALLS["i-mr"], capsys)
    ranges = next(panel for panel in found["panels"] if panel["key"] == "mr")
    assert ranges["statistic"][0] is None


WRONG = {
    "no version": lambda found: found.pop("sqc"),
    "an unknown part": lambda found: found.update(extra=1),
    "no findings": lambda found: found.update(findings=[]),
    "an unknown level": lambda found: found["findings"][0].update(level="error"),
    "a number as text": lambda found: found["panels"][0]["center"].__setitem__(0, "74.0"),
    "a panel without its sigma": lambda found: found["panels"][0].pop("sigma"),
    "a chart without panels": lambda found: found.pop("panels"),
    "a position from 0": lambda found: found["panels"][0]["position"].__setitem__(0, 0),
    "a fact without a label": lambda found: next(iter(found["facts"].values())).pop("label"),
    "lines of look": lambda found: found.update(lines={"titles": [], "header": [], "footer": []}),
    "a result and an error": lambda found: found.update(error={}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_the_schema_refuses(wrong, capsys):
    found = copy.deepcopy(run(CALLS["xbar-r"], capsys))
    WRONG[wrong](found)
    assert not VALIDATOR.is_valid(found)


def test_keys_of_facts_are_words(capsys):
    assert all(re.fullmatch("[a-z][a-z0-9_]*", key) for key in run(CALLS["xbar-r"], capsys)["facts"])
