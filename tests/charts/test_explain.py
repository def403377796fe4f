"""--explain: a pocket calculator gets from every printed line of numbers to the value that the chart uses."""

from __future__ import annotations

import json
import math
import re
from importlib.resources import files

import numpy as np
import pytest
from tests.calculator import formulas

import sqc
from sqc.charts.catalog import KINDS
from sqc.charts.control import chart_sample
from sqc.charts.explain.findings import FINDINGS
from sqc.charts.explain.rules import RULES, explain_rule, keys_of
from sqc.charts.explain.runlength import ARL, DESIGN
from sqc.charts.explain.symbols import general
from sqc.charts.explain.symbols import keys_of as keys_without_file
from sqc.charts.kind import load_kind
from sqc.charts.rule_choice import rule_set
from sqc.charts.ruleset_file import published_sets
from sqc.charts.rulesets import SETS
from sqc.charts.settings import Settings
from sqc.cli.main import main
from sqc.data.sample import About, Counts, Individuals, Stages, Subgroups
from sqc.i18n.display import columns_of
from sqc.i18n.message import words
from sqc.notes import OptionError
from sqc.stats._rule import NAMES
from sqc.stats.grouped import describe

TWO = Stages(np.array([0, 6]), ("a", "b"))
SIZES = {"equal": [5] * 12, "unequal": [3, 5, 4, 5, 2, 7, 5, 6, 9, 3, 4, 8], "large": [9] * 12}


def sample_of(kind, sizes="equal", stages=None):
    """Return a sample that the kind takes."""
    rng = np.random.default_rng(5)
    about = About(stages=stages or About().stages, decimals=3, name="x")
    if KINDS[kind].takes == "subgroups":
        n = SIZES[sizes]
        values = np.round(rng.normal(74, 0.01, sum(n)), 4)
        found = describe(values, np.concatenate(([0], np.cumsum(n)[:-1])))
        return Subgroups(found.n, found.mean, found.range, found.sd, about, values)
    if KINDS[kind].takes == "individuals":
        values = np.round(rng.normal(-3, 0.2, 12), 3)
        values[4] = np.nan
        return Individuals(values, about)
    one_size = load_kind(kind).sized != "any"
    size = np.full(12, 180.0) if one_size or sizes == "equal" else np.array(SIZES[sizes]) * 31.0
    return Counts(rng.poisson(0.09 * size).astype(float), size, about, "n")


def agree(chart, key, expected, lang):
    """Every formula of a printed explanation is consistent; the first one comes to the value."""
    text = chart.explain(key, lang)
    assert max(map(columns_of, text.splitlines())) <= 80, text
    found = formulas(text)
    for name, values in found:
        for value in values:
            assert math.isclose(value, values[-1], rel_tol=1e-5), (name, text)
    assert math.isclose(found[0][1][-1], expected, rel_tol=1e-5), text
    return text, found


def each_line(chart, label=None):
    """Return key and value of every line that the chart draws at a point."""
    known = chart.stored_report
    for panel in chart.panels:
        at = len(panel.center) - 1 if label is None else label - 1
        for name in ("lower", "center", "upper"):
            value = float(getattr(panel, name)[at])
            if math.isfinite(value):
                key = f"{panel.key}_{name}"
                if label is None and key in known.facts:
                    assert known.facts[key].value == value
                yield key if label is None else f"{key}:{label}", value


WIDTHS = [{}, {"k": 2.5}, {"alpha": 0.01}, {"constants": "tabulated"}]


# a chart without limits has only its median to explain
LIMITED = [kind for kind in KINDS if load_kind(kind).limited]


@pytest.mark.parametrize("options", WIDTHS, ids=str)
@pytest.mark.parametrize("sizes", list(SIZES))
@pytest.mark.parametrize("kind", LIMITED)
def test_every_line_of_every_kind_can_be_computed_by_hand(kind, sizes, options):
    chart = chart_sample(sample_of(kind, sizes), kind, Settings(**options))
    lines = list(each_line(chart))
    assert lines
    for key, value in lines:
        for lang in ("en", "zh"):
            text, found = agree(chart, key, value, lang)
            assert len(found[0][1]) > 1 or value == 0 or "alpha" in options or len(found) > 1, text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("sizes", list(SIZES))
@pytest.mark.parametrize("kind", [kind for kind in KINDS if load_kind(kind).sigma_methods])
def test_sigma_within_by_every_estimator(kind, sizes, lang):
    sample = sample_of(kind, sizes)
    for method in load_kind(kind).sigma_methods:
        for constants in ("exact", "tabulated"):
            chart = chart_sample(sample, kind, Settings(sigma=method, constants=constants))
            text, found = agree(chart, "sigma_within", chart["sigma_within"], lang)
            assert len(found[0][1]) == 2, text  # with the numbers put in, and the value
            for key, value in each_line(chart):
                agree(chart, key, value, lang)


def test_all_nine_estimators_are_met():
    methods = {method for kind in KINDS for method in load_kind(kind).sigma_methods}
    assert len(methods) == 9


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_stages_and_named_points(kind, lang):
    chart = chart_sample(sample_of(kind, "unequal", TWO), kind, Settings())
    for label in (2, 9):
        for key, value in each_line(chart, label):
            agree(chart, key, value, lang)
    if "sigma" in chart.parameters.values:
        for stage, label in enumerate((2, 9)):
            key = f"sigma_within:{label}"
            text, _ = agree(chart, key, float(chart.parameters["sigma"][stage]), lang)
            assert ("a", "b")[stage] in text.splitlines()[0]
    # without a point the last one is explained
    for key, value in each_line(chart):
        agree(chart, key, value, lang)


def test_it_says_that_a_limit_is_not_the_same_at_all_points():
    chart = chart_sample(sample_of("xbar-r", "unequal"), "xbar-r", Settings())
    assert "xbar_upper" not in chart.facts
    first = chart.explain("xbar_upper", "en").splitlines()[0]
    assert first.startswith("Xbar, UCL, at subgroup 12 (it is not the same at all points) = ")
    assert "at subgroup 3 = " in chart.explain("xbar_upper:3", "en")
    with pytest.raises(OptionError) as error:
        chart.explain("xbar_upper:77")
    assert "they run from 1 to 12" in error.value.message.render("en")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", LIMITED)
def test_limits_files_and_given_values(kind, lang, tmp_path):
    sample, path = sample_of(kind), str(tmp_path / "kept.toml")
    chart_sample(sample, kind, Settings()).save_limits(path)
    later = chart_sample(sample, kind, Settings(limits=path))
    for key, value in each_line(later):
        text, _ = agree(later, key, value, lang)
        assert "kept.toml" in "".join(text.split()) or KINDS[kind].family != "variables"
        assert ("Differs" if lang == "en" else "差异") not in text
    parameters = load_kind(kind).parameters
    given = {"given_sigma": 0.02} if "sigma" in parameters else {}
    if "center" in parameters:
        given["given_center"] = 0.08
    chart = chart_sample(sample, kind, Settings(**given))
    for key, value in each_line(chart):
        text, _ = agree(chart, key, value, lang)


def test_limits_that_somebody_typed(tmp_path):
    path = tmp_path / "typed.toml"
    path.write_text('[limits]\nkind = "i-mr"\ncenter = -3.0\nlower = -4.1\nupper = -2.2\n', encoding="utf-8")
    chart = chart_sample(sample_of("i-mr"), "i-mr", Settings(limits=str(path)))
    assert chart.explain("i_upper", "en").startswith("I, UCL = -2.2000: entered by hand.")
    agree(chart, "i_upper", -2.2, "en")


def test_a_limit_below_nothing():
    sample = Counts(np.array([2.0, 1, 3, 2, 0, 1, 2, 4]), np.full(8, 50.0), About())
    chart = chart_sample(sample, "p", Settings())
    text = chart.explain("p_lower", "en")
    assert text.startswith("p, LCL: there is none, counts do not fall below 0.")
    assert formulas(text)[0][1][-1] < 0
    assert chart.explain_dict("p_lower")["explanations"][0].get("value") is None
    spread = chart_sample(sample_of("xbar-r"), "xbar-r", Settings())
    assert spread.explain("r_lower", "en").startswith("R, LCL = 0: ")


def test_what_other_programs_would_have_computed():
    """The other estimators' sigma within, of the piston rings: qcc and NIST compute these too."""
    chart = chart_sample(sample_of("xbar-r"), "xbar-r", Settings())
    differs = chart.explain_dict("sigma_within", "en")["explanations"][0]["differs"]
    for method, label in (("sbar", "Sbar/c4"), ("pooled", "pooled s/c4"), ("rms", "pooled s")):
        other = chart_sample(sample_of("xbar-r"), "xbar-r", Settings(sigma=method))
        shown = re.search(rf"(?:^|; ){label} ([\d.]+)", differs)[1]
        assert math.isclose(float(shown), other["sigma_within"], rel_tol=1e-5)


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_fact_is_explained(kind):
    chart = chart_sample(sample_of(kind), kind, Settings())
    for key, fact in chart.facts.items():
        for lang in ("en", "zh"):
            one = chart.explain_dict(key, lang)["explanations"][0]
            assert one["value"] == fact.value, key
            assert one["text"]
        if isinstance(fact.value, float) and "lines" in one:
            agree(chart, key, fact.value, "en")
    assert all(chart.explain(key) for key in chart.stored_report.explain().known)


def test_the_sources_are_those_of_the_docstrings():
    for kind in KINDS:
        chart = chart_sample(sample_of(kind), kind, Settings())
        source = chart.explain_dict(f"{chart.panels[0].key}_center")["explanations"][0]["sources"][0]
        module = __import__(f"sqc.charts.kinds.{kind.replace('-', '_')}", fromlist=["KIND"])
        assert source in " ".join(module.__doc__.split())


def test_every_rule_kind_says_what_it_usually_means():
    assert set(RULES) == set(NAMES)
    sets = [*SETS.values(), *published_sets().values()]
    for chosen in sets:
        for key in keys_of(chosen):
            one = explain_rule(key)
            assert one is not None and one.look_at is not None and one.price is not None, key
            assert one.sources[0].render("en").startswith(chosen.id)
    assert explain_rule("nelson:5")._replace(key="") == explain_rule("nelson-5")._replace(key="")
    assert explain_rule("nelson-9") is None
    assert explain_rule("nothing") is None


def test_rules_on_a_chart_say_where_they_signal(tmp_path):
    values = np.array([10.0, 11, 10, 9, 10, 11, 9, 10, 25, 10, 9, 11])
    chart = chart_sample(Individuals(values), "i-mr", Settings())
    assert "Here      I: point 9; MR: points 9 and 10." in chart.explain("nelson-1", "en")
    assert "this chart was not judged by it." in chart.explain("nelson-5", "en")
    assert "no point signals by it." in chart.explain("nelson:2", "en")
    own = tmp_path / "mine.toml"
    own.write_text('name = "mine"\n[[rule]]\nid = "A"\nkind = "trend"\nk = 4\n', encoding="utf-8")
    mine = chart_sample(Individuals(values), "i-mr", Settings(rules=str(own)))
    assert mine.explain("mine-A", "en").startswith("Rule A of mine: 4 in a row rising or falling.")
    assert rule_set(str(own)).id == "mine"


def test_findings_have_criterion_and_source():
    chart = chart_sample(sample_of("i-mr"), "i-mr", Settings())
    for key in FINDINGS:
        assert chart.explain(key, "en").startswith(f"Finding {key}, criterion: ")
        assert chart.explain(key, "zh").startswith(f"提示 {key} ")
    few = chart.explain("few-subgroups", "en")
    assert "Here      No signal, but" in few
    assert "Sources   Rule of thumb" in few


def test_an_unknown_key_names_the_nearest_and_the_list(tmp_path, capsys):
    file = tmp_path / "x.csv"
    file.write_text("x\n" + "\n".join(f"{i % 7 + i % 3}.5" for i in range(30)), encoding="utf-8")
    assert main(["chart", str(file), "--explain", "i_uper", "--lang", "en"]) == 2
    seen = capsys.readouterr().err
    assert 'there is no key "i_uper"; did you mean "i_upper"?' in seen
    assert "sigma_within" in seen
    assert "try: --explain i_upper" in " ".join(seen.split())
    assert main(["chart", str(file), "--explain", "i_upper", "--lang", "en"]) == 0
    assert capsys.readouterr().err == ""


def test_without_a_file(tmp_path, capsys):
    assert main(["chart", "--explain", "nelson-5", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Rule 5 of nelson: 2 of 3 beyond 2 sigma on one side.")
    assert main(["chart", "--explain", "autocorrelation", "--lang", "zh"]) == 0
    assert "判据" in capsys.readouterr().out
    assert main(["chart", "--explain", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Keys ")
    assert main(["chart", "--explain", "xbar_upper:3", "--lang", "en"]) == 2
    assert "sqc chart FILE --explain xbar_upper:3" in capsys.readouterr().err
    assert main(["chart", "--explain", "xbar_uper", "--lang", "en"]) == 2
    assert 'did you mean "xbar_upper"?' in capsys.readouterr().err
    assert main(["chart", "--kind", "r", "--explain", "xbar_upper", "--lang", "en"]) == 2
    assert "there is no key" in capsys.readouterr().err
    assert main(["chart", "--kind", "xx", "--explain", "xbar_upper", "--lang", "en"]) == 2
    assert 'there is no chart kind "xx"' in capsys.readouterr().err
    file = tmp_path / "x.csv"
    file.write_text("x\n1\n2\n", encoding="utf-8")
    assert main(["chart", "--explain", str(file), "--lang", "en"]) == 2
    assert "the name stands before the option" in " ".join(capsys.readouterr().err.split())
    assert main(["arl", "--explain", "xbar", "--lang", "en"]) == 2
    assert "sqc arl xbar --explain" in capsys.readouterr().err


def test_json_quiet_and_the_other_formats(tmp_path, capsys):
    import jsonschema

    file = tmp_path / "x.csv"
    file.write_text("x\n" + "\n".join(f"{i % 7 + i % 3}.5" for i in range(30)), encoding="utf-8")
    schema = json.loads(files("sqc.report").joinpath("schema.json").read_text(encoding="utf-8"))
    for key in ([], ["i_upper"], ["nelson-1"], ["false_signal_share"]):
        assert main(["chart", str(file), "--explain", *key, "--format", "json"]) == 0
        document = json.loads(capsys.readouterr().out)
        jsonschema.validate(document, schema)
        assert document["explanations"]
    assert main(["chart", str(file), "--explain", "i_upper", "--quiet", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("I, UCL = ")
    assert main(["chart", str(file), "--explain", "--format", "csv", "--lang", "en"]) == 2
    assert "--explain is printed as text or json" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_run_lengths_and_designs(lang):
    found = sqc.arl("xbar", rules="nelson:1,2", shift=[1.0])
    design = sqc.chart_design("ewma")
    for result, meanings in ((found, ARL), (design, DESIGN)):
        for key, fact in result.facts.items():
            assert key in meanings
            one = result.explain_dict(key, lang)["explanations"][0]
            assert one["value"] == fact.value
            assert one["sources"]
    assert "Champ" in found.explain("arl", lang)
    assert "Crowder" in design.explain("width", lang)
    assert "median_rl: " in sqc.arl("xbar").explain("median_rl", "en") or "median_rl = " in sqc.arl(
        "xbar"
    ).explain("median_rl", "en")


def test_other_results_explain_what_their_facts_hold(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("x\n1\n2\n", encoding="utf-8")
    assert sqc.look(str(file)).explain("n_rows", "en").startswith("rows: 2.")


@pytest.mark.parametrize(
    ("kind", "rules", "source"),
    [
        ("xbar-r", "nelson:1,2", "a table that ships"),
        ("p", "limits", "computed exactly"),
        ("p", "nelson:1,2", "simulated on this chart's own lots"),
        ("laney-p", "nelson:1,2", "simulated on this chart's own lots"),
        ("run", "anhoej", "computed from the chances of runs"),
    ],
)
def test_the_price_says_where_it_is_from(kind, rules, source):
    chart = chart_sample(sample_of(kind), kind, Settings(rules=rules))
    said = chart.explain_dict("false_signal_share", "en")["explanations"][0]["sources"]
    assert said[0].startswith(source)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_median_of_a_run_chart(lang):
    chart = chart_sample(sample_of("run"), "run", Settings())
    text = chart.explain("run_center", lang)
    assert f"{chart['run_center']:.4f}" in text and "PLoS ONE 9(11), e113825" in text


LETTER = re.compile(r"(?<![\w-])(?:[A-Za-z](?:_i)?|[A-D]\d|[dc]\d|\w+_i|\w+bar|df)(?!\w)")


def letters(text):
    """Return the letters of a printed formula; x is a product."""
    return set(LETTER.findall(text)) - {"x"}


@pytest.mark.parametrize("options", [*WIDTHS, {"sigma": "mvlue-s"}, {"sigma": "pooled"}], ids=str)
@pytest.mark.parametrize("kind", [None, *KINDS])
def test_numbers_of_a_kind_are_explained_in_letters(kind, options):
    if "sigma" in options and kind is not None and options["sigma"] not in load_kind(kind).sigma_methods:
        return
    for key in keys_without_file(kind):
        try:
            found = general(key, {"kind": kind, **options})
        except OptionError as error:  # a kind that has no limits, or of another sample
            assert error.key in ("no-limits", "sigma-kind")
            continue
        assert found is not None and found.value is None, key
        lines = [words(term, "en") for line in found.lines for term in line.terms]
        assert lines or not key.endswith(("_lower", "_upper", "sigma_within")), key
        # what an option says may stand in a formula, a number of the made-up chart may not
        allowed = {"2", "1", "0", "0.01", "0.005", "0.995"}
        assert set(re.findall(r"(?<![A-Za-z\d.])\d[\d.]*", " ".join(lines))) <= allowed, (key, lines)
        told = {part for line in found.lines for part in words(line.name, "en").split()}
        told |= letters(words(found.symbols or "", "en"))
        assert letters(" ".join(lines)) <= told, (key, lines)
        assert found.sources or key in ("n_points", "n_signals")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_general_formulas_as_they_are_printed(lang, capsys):
    import jsonschema

    assert main(["chart", "--explain", "r_upper", "--lang", lang]) == 0
    text = capsys.readouterr().out
    assert max(map(columns_of, text.splitlines())) <= 80
    formula = {
        "en": "UCL = (d2(n) + k x d3(n)) x sigma_within",
        "zh": "控制上限 = (d2(n) + k x d3(n)) x 组内标准差",
    }
    assert formula[lang] in text and "Shewhart 1931" in text
    assert {"en": "k: width of the limits", "zh": "k：控制限宽度"}[lang] in text
    assert (
        main(["chart", "--kind", "xbar-s", "--explain", "sigma_within", "--lang", lang, "--format", "json"])
        == 0
    )
    document = json.loads(capsys.readouterr().out)
    schema = json.loads(files("sqc.report").joinpath("schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    terms = [line["terms"] for line in document["explanations"][0]["lines"]]
    assert ["Sbar / c4(n)"] in terms and ["Rbar / d2(n)"] in terms


def charts_by(tmp_path, *arguments):
    rows = [f"{'AB'[i % 2]},{10 + i % 7 + i % 3 + (i % 2)}.5" for i in range(60)]
    path = tmp_path / "m.csv"
    path.write_text("machine,d\n" + "\n".join(rows), encoding="utf-8")
    return main(["chart", str(path), "--value", "d", "--by", "machine", *arguments])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_several_charts_each_is_explained(lang, tmp_path, capsys):
    import jsonschema

    assert charts_by(tmp_path, "--explain", "i_upper", "--lang", lang) == 0
    text = capsys.readouterr().out
    heads = {"en": ["A: I, UCL = ", "B: I, UCL = "], "zh": ["A：单值", "B：单值"]}
    assert all(head in text for head in heads[lang]) and text.count("MRbar / d2(2)") == 2
    # what is true of both stands once
    assert text.count("ISO 7870-2:2013, 6.3") == 1
    assert charts_by(tmp_path, "--explain", "i_upper", "--quiet", "--lang", lang) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert charts_by(tmp_path, "--explain", "i_upper", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    schema = json.loads(files("sqc.report").joinpath("schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert [one["part"] for one in document["explanations"]] == ["A", "B"]
    assert charts_by(tmp_path, "--explain", "n_charts", "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("charts: 2.")
    assert charts_by(tmp_path, "--explain", "i_uper", "--lang", "en") == 2
    assert 'did you mean "i_upper"' in capsys.readouterr().err


def test_what_is_the_same_of_all_parts_is_said_once(tmp_path, capsys):
    assert charts_by(tmp_path, "--explain", "rounding", "--lang", "en") == 0
    assert capsys.readouterr().out.count("Finding rounding") == 1
