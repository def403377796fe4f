"""A point that is left out stays on the chart and in its list, and does not decide the verdict."""

import numpy as np
import pytest

import sqc


@pytest.fixture
def values():
    found = np.random.default_rng(7).normal(10.0, 0.1, 40).round(3)
    found[20] = 12.0
    return found.tolist()


def test_an_excluded_point_is_listed_and_does_not_decide(values):
    free = sqc.chart(values)
    left_out = sqc.chart(values, exclude="21")
    assert free.findings[0].level == "act"
    assert left_out.findings[0].level != "act"
    assert 21 in {signal.position for signal in left_out.list_signals() if signal.panel == "i"}
    assert "excluded" in {finding.key for finding in left_out.findings}


def test_checks_of_the_data_look_past_it(values):
    keys = {finding.key for finding in sqc.chart(values, exclude="21").findings if finding.level != "ok"}
    assert "outlier" in {finding.key for finding in sqc.chart(values).findings}
    assert not {"outlier", "not-normal"} & keys


def test_an_undefined_chart_has_no_price():
    chart = sqc.chart(
        {"v": [1.0, 1.1, 0.9, 1.2, 5.0], "stage": ["a", "a", "a", "a", "b"]}, value="v", stage="stage"
    )
    assert chart.findings[0].key == "undefined"
    assert chart.price is None
    assert "stable charts" not in chart.to_text("en")


def test_json_names_the_characteristic():
    assert sqc.chart({"bore": [1.0, 1.1, 0.9, 1.2]}).to_dict("en")["characteristic"] == "bore"
