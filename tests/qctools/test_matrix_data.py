"""`sqc matrix-data`: components against R, noise against draws, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.cli.main import main
from sqc.report.figure import picture
from sqc.stats.components import components, noise_eigenvalues, standing_out

EXAMPLES = Path(__file__).parents[2] / "examples"


def keys(result):
    return [finding.key for finding in result.findings_list()]


def arrests():
    folder = Path(sqc.__file__).parent / "verification" / "cases"
    case = json.loads((folder / "r-usarrests.json").read_text(encoding="utf-8"))["cases"][0]
    values = np.array(case["data"]["values"])
    return dict(zip(("murder", "assault", "urban", "rape"), values.T.tolist(), strict=True)), case["expected"]


def test_through_the_front_door_as_r_prints_it():
    data, expected = arrests()
    found = sqc.matrix_data(data)
    assert found.case.found.eigenvalues == pytest.approx(expected["eigenvalues"], abs=5e-8)
    assert found["share_1"] == pytest.approx(0.62006039, abs=5e-9)
    # Alabama: prcomp(USArrests, scale = TRUE)$x[1, ] is -0.9756604 -1.1220012 0.4398037 0.1546966, signs free
    scores = [found.to_frame()[f"component_{i}"][0] for i in range(1, 5)]
    assert np.abs(scores) == pytest.approx([0.9756604, 1.1220012, 0.4398037, 0.1546966], abs=5e-8)


def test_two_columns_by_hand():
    """Correlation r: eigenvalues 1 + r and 1 - r, weights 1/sqrt 2."""
    x = [1.0, 2.0, 3.0, 4.0, 5.0]
    y = [2.0, 1.0, 4.0, 3.0, 5.0]
    found = components(np.column_stack([x, y]))
    assert found.eigenvalues == pytest.approx([1.8, 0.2])
    assert np.abs(found.weights) == pytest.approx(np.full((2, 2), 0.5**0.5))
    assert found.loadings[0, 0] == pytest.approx(0.9**0.5)


def test_scores_have_the_eigenvalues_as_variances_and_are_unrelated():
    values = np.random.default_rng(3).normal(size=(40, 5)) @ np.random.default_rng(4).normal(size=(5, 5))
    for standardized in (True, False):
        found = components(values, standardized)
        spread = np.cov(found.scores.T)
        assert spread == pytest.approx(np.diag(found.eigenvalues), abs=1e-10)
        assert found.weights.T @ found.weights == pytest.approx(np.eye(5), abs=1e-12)


def test_noise_rarely_stands_out_and_what_is_common_does():
    random = np.random.default_rng(5)
    n_out = [sqc.matrix_data({str(i): random.normal(size=60) for i in "abcd"})["n_out"] for _ in range(100)]
    assert sum(n > 0 for n in n_out) <= 5 + 3 * (100 * 0.05 * 0.95) ** 0.5
    common = random.normal(size=60)
    data = {i: common + random.normal(size=60) for i in "abcd"}
    assert sqc.matrix_data(data)["n_out"] == 1


def test_noise_is_the_same_each_time_and_near_what_normal_columns_give():
    values = np.random.default_rng(6).normal(size=(50, 4))
    first = noise_eigenvalues(values)
    assert np.array_equal(first, noise_eigenvalues(values))
    draws = [
        np.linalg.eigvalsh(np.corrcoef(np.random.default_rng(i).normal(size=(4, 50))))[-1]
        for i in range(2000)
    ]
    assert first[0] == pytest.approx(np.quantile(draws, 0.95), abs=0.06)
    assert standing_out([3, 2], [1, 1]) == 2


def test_fewer_rows_than_columns_are_analysed_and_told():
    data = {f"x{i}": np.random.default_rng(i).normal(size=4) for i in range(6)}
    found = sqc.matrix_data(data)
    assert found.case.found.eigenvalues[4:] == pytest.approx([0, 0], abs=1e-12)
    assert "few-rows" in keys(found)


def test_rows_that_lack_a_value_are_named():
    data = {"a": [1.0, 2.0, None, 4.0, 6.0], "b": [2.0, 1.0, 3.0, 5.0, 4.0]}
    found = sqc.matrix_data(data)
    assert (found["n_rows"], keys(found)[-1]) == (4, "rows-without")
    assert "row 3 lacks a value" in str(found.findings_list()[-1].message)
    assert list(found.to_frame()["line"]) == [1, 2, 4, 5]


def test_columns_that_follow_from_others_are_told():
    x, y = np.random.default_rng(1).normal(size=(2, 30))
    found = sqc.matrix_data({"a": x, "b": y, "sum": x + y, "d": np.random.default_rng(2).normal(size=30)})
    finding = next(one for one in found.findings_list() if one.key == "columns-tied")
    assert finding.values["columns"] == ["a", "b", "sum"]


def test_a_column_in_a_larger_unit_decides_alone():
    x, y = np.random.default_rng(1).normal(size=(2, 30))
    found = sqc.matrix_data({"a": 1000 * x, "b": y}, covariance=True)
    assert "units-differ" in keys(found)
    assert found.case.found.eigenvalues[0] == pytest.approx(np.var(1000 * x, ddof=1), rel=1e-3)
    assert "no-component" in keys(sqc.matrix_data({"a": x, "b": y}))


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"a": [1.0, 2.0, 3.0]}, {}, "two-columns"),
        ({"a": [1.0, 2.0, 3.0], "b": [5.0, 5.0, 5.0]}, {}, "constant-column"),
        ({"a": [1.0, 2.0, None], "b": [5.0, None, 4.0]}, {}, "few-values"),
        ({"a": [1.0, 2.0], "b": [5.0, 4.0]}, {"value": "a,c"}, "unknown-column"),
        ({"a": [1.0, 2.0], "b": ["x", "y"]}, {"value": "a,b"}, "not-numeric"),
        ({"a": [1.0, 2.0], "b": [3.0, 2.0]}, {"item": "q"}, "unknown-column"),
    ],
)
def test_what_has_no_answer_is_refused_in_one_sentence(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.matrix_data(data, **options)
    assert error.value.key == key


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_runs_and_explains(lang, capsys, monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    assert main(["matrix-data", "rivals.csv", "--item", "maker", "--lang", lang]) == 0
    assert main(["matrix-data", "rivals.csv", "--explain", "--lang", lang]) == 0
    assert main(["matrix-data", "--explain", "n_out", "--lang", lang]) == 0
    assert "n_out" in capsys.readouterr().out
    page = sqc.matrix_data("rivals.csv", item="maker").stored_report.page
    for size in ("page", "column"):
        assert picture(page(), lang, size=size) == picture(page(), lang, size=size)
