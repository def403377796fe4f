"""What a reader found in the verdicts of charts."""

from __future__ import annotations

import numpy as np
import pytest

import sqc


@pytest.mark.parametrize("seed", range(4))
def test_a_long_stable_chart_is_not_out_of_control(seed):
    """All four were [act]: the table's signals a point, with runs at their start, were taken for 200,000."""
    x = np.random.default_rng(seed).normal(size=(200_000, 5))
    c = sqc.chart(x, kind="xbar-r")
    assert c.findings[0].level == "watch"
    assert c["false_signals_expected"] == pytest.approx(c["n_signals"], rel=0.05)


def test_the_price_has_no_step_where_the_table_ends():
    x = np.random.default_rng(1).normal(size=1002)
    prices = [sqc.chart(x[:n])["false_signals_expected"] for n in (199, 200, 201, 202)]
    assert np.ptp(np.diff(prices)) < 1e-3


def stages(*means: float) -> dict[str, list[object]]:
    rng = np.random.default_rng(4)
    values = [round(float(rng.normal(mean, 0.1)), 2) for mean in means for _ in range(20)]
    return {"stage": [f"s{i}" for i in range(len(means)) for _ in range(20)], "v": values}


def test_limits_of_several_stages_are_not_recommended():
    """Line 1 said "use these limits from now on" and --save-limits refused them."""
    c = sqc.chart(stages(5, 9), value="v")
    assert c.findings[0].message.render("en") == "Stable: no signal in 40 values."


def suggested(folder, values) -> bool:
    path = folder / "a.csv"
    path.write_text("v\n" + "\n".join(map(str, values)), encoding="utf-8")
    return bool(sqc.chart(str(path)).suggestions)


def test_only_limits_that_may_be_used_are_offered_to_be_kept(tmp_path):
    """A process out of control was followed by "Next: --save-limits"."""
    stable = stages(5, 5)["v"]
    assert suggested(tmp_path, stable)
    assert not suggested(tmp_path, [*stable, 9.0])
    assert not suggested(tmp_path, stable[:10])


def test_a_column_of_0_and_1_is_asked_about(tmp_path):
    path = tmp_path / "v.csv"
    path.write_text("ok\n" + "\n".join("0010000100" * 10) + "\n", encoding="utf-8")
    with pytest.raises(sqc.SqcError, match="only 0 and 1"):
        sqc.chart(str(path))
    assert sqc.chart(str(path), value="ok", kind="p", size=10)["p_center"] == pytest.approx(0.2)


def test_unlike_columns_in_one_subgroup_hug_the_center():
    rng = np.random.default_rng(5)
    unlike = {f"x{i}": rng.normal(10 * i, 1, 30).round(2).tolist() for i in (1, 2, 3)}
    alike = {f"x{i}": rng.normal(10, 1, 30).round(2).tolist() for i in (1, 2, 3)}
    keys = [{finding.key for finding in sqc.chart(data, value="x1..x3").findings} for data in (unlike, alike)]
    assert "hugging" in keys[0]
    assert "hugging" not in keys[1]


def test_a_wild_range_is_not_explained_by_chance():
    rng = np.random.default_rng(6)
    values = rng.normal(10, 1, (60, 5))
    values[30] = [0, 20, 10, 10, 10]
    chart = sqc.chart({f"x{i}": values[:, i].round(3).tolist() for i in range(5)}, value="x0..x4")
    assert chart.findings[0].level == "act"


def test_measured_values_are_not_filled(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("v\n" + "\n".join(["1.0", "", "1.2", "0.9"] * 10) + "\n", encoding="utf-8")
    with pytest.raises(sqc.OptionError, match="measured values"):
        sqc.chart(str(path), value="v", fill=("v",))


def test_a_c_chart_of_unequal_areas_is_refused():
    data = {"defects": [3, 5, 2, 4] * 6, "area": [1.0, 2.0, 1.0, 1.0] * 6}
    with pytest.raises(sqc.DataError, match="equal ones"):
        sqc.chart(data, value="defects", inspected="area", kind="c")
    assert sqc.chart(data, value="defects", inspected="area", kind="u").n_signals == 0


@pytest.mark.parametrize(
    "option", [{"kind": 3}, {"kind": ["i"]}, {"rules": 3}, {"stage": 3}, {"subgroup": ["a"]}, {"time": 2.5}]
)
def test_an_option_of_another_type_is_no_bare_type_error(option):
    with pytest.raises(sqc.OptionError, match="has no meaning here; text is expected"):
        sqc.chart([1.0, 2.0, 3.0, 4.0], **option)


def test_a_column_number_may_be_a_number_in_a_list():
    frame = {"a": [1.5, 2.5, 2.0, 3.5], "b": [5.1, 5.2, 5.4, 5.3]}
    assert sqc.chart(frame, value=[2], kind="i-mr")["i_center"] == 5.25
