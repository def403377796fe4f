"""The sheet of a study: the table of results stands on it, beside the panels or under them."""

import numpy as np
import pytest

import sqc
from sqc.report.layout import lay_out
from sqc.report.marks import Text
from sqc.report.setter import Setter
from sqc.report.style import PAPERS

RINGS = {"value": "diameter", "subgroup": "sample", "lsl": 73.95, "usl": 74.05}


def studies():
    rng = np.random.default_rng(8)
    values = rng.normal(10, 1, 40)
    yield sqc.cpk("examples/pistonrings.csv", **RINGS)
    yield sqc.cpk("examples/pistonrings.csv", **RINGS, target=74.002, sigma="between-within")
    yield sqc.cpk(values.tolist(), lsl=6)
    yield sqc.cpk(values[:5].tolist(), lsl=6, usl=14)
    yield sqc.cpk(np.exp(values / 10).tolist(), usl=5, dist="lognormal")
    values[20] = 18
    yield sqc.cpk(values.tolist(), lsl=0, usl=20)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", ["page", "column", "a4", "a4p"])
def test_the_results_stand_on_the_sheet(size, lang):
    for study in studies():
        page = study.report().page()
        sheet = lay_out(page, Setter(PAPERS[size], lang))
        assert [table.key for table, _ in sheet.tables] == [table.key for table in page.aside]
        panels = max(panel.cell[2] for panel in sheet.panels)
        for _, (x0, y0, x1, y1) in sheet.tables:
            assert 0 < x0 < x1 <= sheet.width and 0 < y0 < y1 < sheet.height
            lowest = min(panel.cell[1] for panel in sheet.panels)
            assert x0 > panels if size == "a4" else y1 <= lowest + 0.01
        if size == "a4":
            assert sheet.height <= 190 / 25.4 * 72  # A4 across with borders of 10 mm


def test_the_table_has_what_the_text_has():
    process, indices, outside = sqc.cpk("examples/pistonrings.csv", **RINGS).report().page().aside
    assert dict(zip(("n", "mean", "within", "overall"), (row[1] for row in process.rows), strict=False)) == {
        "n": "125", "mean": "74.00118", "within": "0.00979", "overall": "0.01007",
    }  # fmt: skip
    assert [row[:2] for row in indices.rows] == [
        ("Cp", "1.70"), ("Cpk", "1.66"), ("Pp", "1.66"), ("Ppk", "1.62"),
    ]  # fmt: skip
    assert [row[3] for row in outside.rows[:2]] == ["0.39", "0.81"]


def test_an_unstable_study_states_no_cpk_on_the_sheet():
    *_, unstable = studies()
    tables = unstable.report().page().aside
    assert [table.key for table in tables] == ["process", "indices"]
    assert [row[0] for row in tables[1].rows][:2] == ["Pp", "Ppk"]


def test_the_families_on_the_sheet_hold_the_one_that_was_taken_and_say_how_many_more_fit():
    for dist, last in (("weibull", "... 2 more"), ("logistic", "... 1 more")):
        study = sqc.cpk("examples/bearings.csv", lsl=15, dist=dist)
        names = [str(row[0]) for row in study.report().page().aside[-1].rows]
        assert names[-1] == last and names[-2] == dist


def test_numbers_below_0_have_a_minus_sign_in_the_drawing():
    study = sqc.cpk(np.random.default_rng(1).normal(-3, 1, 60).tolist(), lsl=-7, usl=0.5)
    (spread,) = [plot for row in study.report().page().rows for plot in row if plot.key == "spread"]
    said = [str(mark.text) for mark in spread.marks if isinstance(mark, Text)]
    assert len(said) == 3 and not any("-" in text.replace("+/-", "") for text in said)
