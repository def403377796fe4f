"""``sqc verify``: what it says, what it writes, and its exit code."""

import csv
import io
import json
from dataclasses import replace

import pytest

import sqc
from sqc.cli.main import main
from sqc.verification import load
from sqc.verification.load import all_cases
from sqc.verification.run import SHOWN, verify

pytestmark = pytest.mark.usefixtures("each_case_once")


@pytest.fixture(autouse=True)
def english():
    sqc.set_language("en")
    yield
    sqc.set_language(None)


@pytest.fixture
def broken(monkeypatch):
    """One case whose print is off by far more than its last decimal."""

    def put(*quantities):
        cases = all_cases()
        at = next(i for i, case in enumerate(cases) if case.id == "montgomery-7-1-p-chart")
        wrong = {quantity: cases[at].expected[quantity] + 0.01 for quantity in quantities}
        case = replace(cases[at], expected={**cases[at].expected, **wrong})
        monkeypatch.setattr(load, "all_cases", lambda: (*cases[:at], case, *cases[at + 1 :]))

    return put


@pytest.fixture(scope="module")
def whole(each_case_once):
    return verify()


def test_counts(whole):
    assert whole["n_values"] == whole["n_agree"] + whole["n_known"]
    assert whole["n_failed"] == 0
    assert whole["n_cases"] == len(all_cases())
    assert whole["n_values"] == sum(len(case.expected) for case in all_cases())


def test_line_1(whole):
    agree, n, known = whole["n_agree"], whole["n_values"], whole["n_known"]
    first = whole.to_text("en").splitlines()[0]
    assert (
        first == f"[ok] {agree:,} of {n:,} published values agree; {known} differ for a reason that is known."
    )
    zh = whole.to_text("zh").splitlines()[0]
    assert zh == f"[正常] {n:,} 个公布值中 {agree:,} 个一致，{known} 个不一致且原因已知。"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_text_is_short_and_narrow(whole, lang):
    from sqc.i18n.display import columns_of

    lines = whole.to_text(lang).splitlines()
    assert len(lines) <= 18
    assert max(columns_of(line) for line in lines[1:]) <= 80


def test_text_shows_the_print_and_ours(whole):
    text = whole.to_text("en")
    assert "55.8041  55.8024  known: rounded d2" in text
    assert "0.04812  0.04813  known: print cut" in text
    assert "nist-6322-imr agrees with --constants tabulated: 55.8041." in text


def test_every_value_is_in_the_files(whole):
    rows = list(csv.DictReader(io.StringIO(whole.to_csv("en"))))
    table = json.loads(whole.to_json("en"))["tables"]["cases"]
    assert len(rows) == len(table["case"]) == whole["n_values"]
    assert all(row["source"] for row in rows)
    assert all(bool(row["reason"]) == (row["verdict"] == "known") for row in rows)
    piston = next(r for r in rows if r["case"] == "qcc-pistonrings-xbar-r" and r["quantity"] == "r_upper")
    assert float(piston["published"]) == 0.04812
    assert float(piston["sqc"]) == pytest.approx(0.048126, abs=5e-7)


def test_a_value_that_differs(broken):
    broken("p_upper")
    result = verify()
    assert result["n_failed"] == 1
    first = result.findings_list()[0]
    assert first.level == "act"
    assert first.message.render("en") == (
        f"1 of {result['n_values']:,} published values does not agree: montgomery-7-1-p-chart, UCL of p:"
        " published 0.4202, sqc 0.4102, tolerance 5e-05; do not use this installation for records."
    )
    assert "montgomery-7-1-p-chart" in first.message.render("zh")
    lines = [line for line in result.to_text("en").splitlines() if "does not agree" in line]
    assert len(lines) == 2


def test_several_that_differ_are_all_printed(broken):
    broken("p_upper", "p_lower")
    text = verify().to_text("en")
    assert text.startswith("[act] 2 of ")
    assert sum(line.endswith("does not agree") for line in text.splitlines()) == 2


def test_exit_code(broken, capsys):
    assert main(["verify"]) == 0
    broken("p_center")
    assert main(["verify", "montgomery-7-1"]) == 1
    assert main(["verify", "nist-6322-imr"]) == 0
    assert capsys.readouterr().err == ""


def test_named_cases(capsys):
    assert main(["verify", "nist-6322-imr", "--format", "text"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("nist-6322-imr") for line in lines) == 4
    assert verify(cases=["nist-zarr13"])["n_cases"] == 5
    assert verify(cases=["nist-zarr13", "nist-zarr13-mr"])["n_cases"] == 5


def test_many_values_of_named_cases_show_the_first(capsys):
    assert main(["verify", "champ-woodall"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("champ-woodall") for line in lines) == SHOWN


def test_unknown_case(capsys):
    assert main(["verify", "nist-6322-imx"]) == 2
    assert 'did you mean "nist-6322-imr"?' in capsys.readouterr().err


def test_report_file(tmp_path):
    target = tmp_path / "verify.json"
    assert main(["verify", "-o", str(target), "--quiet"]) == 0
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["analysis"] == "verify"
    assert found["provenance"]["numpy"]
    assert found["findings"][0]["key"] == "verified"


def test_selection_is_short(whole):
    from sqc.verification.run import selection

    assert len(selection(whole.rows, False)) == SHOWN
