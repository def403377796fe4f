"""What a reader found with files of the shop floor: each line once gave a wrong or a silent answer."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest

import sqc
from sqc.notes import DataError, OptionError

V = np.random.default_rng(7).normal(10, 1, 60).round(3)
SAMPLES = Path(__file__).parents[1] / "data" / "samples_zh"


def written(folder, head, rows) -> str:
    path = folder / "a.csv"
    path.write_text("\n".join([head, *(",".join(map(str, row)) for row in rows)]), encoding="utf-8")
    return str(path)


def keys(chart) -> dict[str, str]:
    return {finding.key: finding.message.render("en") for finding in chart.findings}


def test_rows_left_out_for_a_blank_subgroup_are_said(tmp_path):
    """Six rows vanished: "54 of 60 values used" and "nothing missing"."""
    rows = [("" if i % 10 == 3 else f"L{i // 5}", x) for i, x in enumerate(V)]
    c = sqc.chart(written(tmp_path, "批号,v", rows), value="v", subgroup="批号")
    assert keys(c)["rows-without"] == (
        "6 rows hold nothing in 批号 and were left out; --fill 批号 takes the cell above."
    )


def test_rows_left_out_for_a_blank_order_are_said_without_a_way_to_invent_it(tmp_path):
    rows = [("" if i == 5 else i, x) for i, x in enumerate(V)]
    c = sqc.chart(written(tmp_path, "t,v", rows), value="v", order="t")
    assert keys(c)["rows-without"] == "1 row holds nothing in t and was left out."


def test_a_merged_subgroup_column_is_answered_with_fill(tmp_path):
    """The one hint was --kind i-mr, although blank cells under a merged one are the usual case."""
    rows = [(f"L{i}" if i % 5 == 0 else "", x) for i, x in enumerate(V)]
    path = written(tmp_path, "批号,v", rows)
    with pytest.raises(DataError) as caught:
        sqc.chart(path, subgroup="批号")
    assert caught.value.key == "subgroups-of-one"
    assert caught.value.hints[0].render("en").startswith("--fill 批号")
    assert sqc.chart(path, subgroup="批号", fill="批号")["n_points"] == 12


@pytest.mark.parametrize("part", ["subgroup", "order", "stage"])
def test_a_column_with_a_part_of_its_own_is_not_the_measured_one(tmp_path, part):
    """--subgroup cavity asked which of cavity and v is charted."""
    path = written(tmp_path, "cavity,v", [(i // 6, x) for i, x in enumerate(V)])
    assert sqc.chart(path, **{part: "cavity"}).sample.about.name == "v"


def test_a_column_named_as_inspected_is_not_the_count(tmp_path):
    path = written(tmp_path, "looked_at,found", [(200, int(x)) for x in V])
    assert sqc.chart(path, kind="p", inspected="looked_at").sample.about.name == "found"


@pytest.mark.parametrize("head", ["serial", "检验日"])
def test_excel_days_in_a_column_named_as_time(tmp_path, head):
    """Serial days were times only under a header that speaks of dates."""
    path = written(tmp_path, f"{head},v", [(45292 + i / 4, x) for i, x in enumerate(V)])
    c = sqc.chart(path, time=head, window="1d")
    assert c.sample.n.tolist() == [4] * 15


def test_numbers_that_are_no_days_are_no_times(tmp_path):
    path = written(tmp_path, "t,v", enumerate(V))
    with pytest.raises(DataError) as caught:
        sqc.chart(path, value="v", time="t", window="1d")
    assert caught.value.key == "not-a-time"


def test_look_says_that_dates_have_no_year(tmp_path):
    path = written(tmp_path, "日期,v", [(f"3/{i + 1}", x) for i, x in enumerate(V[:28])])
    assert any(finding.key == "date-without-year" for finding in sqc.look(path).findings_list())


@pytest.mark.parametrize(
    ("head", "readings"),
    [("x1,x2,x3,均值,极差", "x1,x2,x3"), ("第1件,第2件,第3件", "第1件,第2件,第3件")],
)
def test_readings_beside_their_mean_are_offered_as_subgroups(tmp_path, head, readings):
    """The common form of a record sheet: the offers were x1, x2 and x3 one by one."""
    rows = [(*row, row.mean(), np.ptp(row))[: head.count(",") + 1] for row in V.reshape(20, 3)]
    with pytest.raises(DataError) as caught:
        sqc.chart(written(tmp_path, head, rows))
    offers = {label.render("en"): command for label, command in caught.value.hints}
    assert offers["a row is a subgroup"].endswith(f"--value {readings} --kind xbar-r")


def test_look_at_a_form_obeys_the_schema():
    """Title and footer lines are objects; the schema said integers."""
    schema = Path(sqc.__file__).with_name("report").joinpath("schema.json").read_text(encoding="utf-8")
    found = sqc.look(str(SAMPLES / "kongjing_merged_header_gbk.csv")).to_json()
    jsonschema.Draft202012Validator(json.loads(schema)).validate(json.loads(found))


def test_what_agrees_with_a_limits_file_is_what_was_compared(tmp_path):
    """Subgroups of 3 were said to agree in size with limits for 5, data of no unit with limits in mm."""
    toml = str(tmp_path / "a.toml")
    sqc.chart(list(V), size=5, kind="xbar-r", save_limits=toml)
    said = {n: keys(sqc.chart(list(V), size=n, limits=toml))["limits-agree"] for n in (5, 3)}
    assert said == {
        5: "unit, subgroup size and kind agree with the limits file",
        3: "unit and kind agree with the limits file",
    }
    sqc.chart(list(V), size=5, kind="xbar-r", save_limits=toml, unit="mm")
    said = {n: keys(sqc.chart(list(V), size=n, limits=toml))["limits-agree"] for n in (5, 3)}
    assert said == {
        5: "subgroup size and kind agree with the limits file",
        3: "kind agrees with the limits file",
    }


@pytest.mark.parametrize("option", [{"approved_by": "Zhao"}, {"approved_on": "2026-11-20"}])
def test_an_approval_that_is_written_nowhere(option):
    with pytest.raises(OptionError) as caught:
        sqc.chart(list(V), **option)
    assert "--save-limits" in str(caught.value)


def test_the_hint_for_a_limits_file_reads_alone(tmp_path):
    (tmp_path / "a.toml").write_text("", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        sqc.chart(list(V), limits=str(tmp_path / "a.toml"))
    assert caught.value.hints[0].render("en") == "estimate new limits with --save-limits"


def test_columns_of_one_name_are_offered_as_they_are_typed(tmp_path):
    """The first offer, --value value, was refused: two columns have that name."""
    path = written(tmp_path, "value,x,value", V.reshape(20, 3) * [1, 50, 9])
    with pytest.raises(DataError) as caught:
        sqc.chart(path)
    label, command = caught.value.hints[0]
    assert label.render("en") == "one characteristic"
    assert sqc.chart(path, value=command.rpartition("--value ")[2])["n_points"] == 20


def test_a_cell_of_a_hundred_thousand_characters_is_not_repeated(tmp_path):
    path = written(tmp_path, "v", [("1" * 100_000,), (2,), (3,)])
    with pytest.raises(DataError) as caught:
        sqc.chart(path)
    assert [hint.render("en") for hint in caught.value.hints] == ["correct the cell"]


def test_blank_lines_are_not_listed_as_left_out(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n" + "\n\n".join(f"x,{x}" for x in V), encoding="utf-8")
    assert "left out" not in sqc.look(str(tmp_path / "a.csv")).to_text(lang="en")


def test_one_column_is_not_1_columns(tmp_path):
    path = written(tmp_path, "v", [(x,) for x in V])
    assert "60 rows, 1 column;" in sqc.look(path).to_text(lang="en")


@pytest.mark.parametrize("head", ["nr", "a", "Unnamed: 0"])
def test_a_column_that_numbers_the_rows_is_no_characteristic(tmp_path, head):
    """An index column of a data frame made every export a question."""
    path = written(tmp_path, f"{head},wert", enumerate(V))
    assert sqc.chart(path).sample.about.name == "wert"
    alone = written(tmp_path, head, [(i,) for i in range(40)])
    assert sqc.chart(alone).sample.about.name == head
