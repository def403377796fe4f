"""Phase II: the limits of phase I as they were; refused where they do not apply."""

from __future__ import annotations

import math

import numpy as np
import pytest

import sqc
from charts import slow

RNG = np.random.default_rng(8)
GROUPS = np.round(RNG.normal(50, 2, (25, 5)), 2).tolist()


@pytest.fixture
def toml(tmp_path):
    return str(tmp_path / "limits.toml")


def saved(data, toml, **options):
    return sqc.chart(data, save_limits=toml, **options)


def written(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def test_new_data_get_exactly_the_old_limits(toml):
    old = saved(GROUPS, toml, kind="xbar-r")
    wild = (np.array(GROUPS)[:7] * 3 + 100).tolist()
    new = sqc.chart(wild, kind="xbar-r", limits=toml)
    assert new.phase == 2
    for one, other in zip(new.panels, old.panels, strict=True):
        for name in ("center", "lower", "upper", "sigma"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name)[:7])
    assert new["sigma_within"] == old["sigma_within"]
    assert new.findings[0].level == "act"


@pytest.mark.parametrize("kind", ["xbar-r", "xbar-s"])
def test_other_subgroup_sizes_carry_over_by_sigma(toml, kind):
    old = saved(GROUPS, toml, kind=kind)
    new = sqc.chart([[50.0, 51.0, 49.0], [48.0, 50.0, 53.0]], kind=kind, limits=toml)
    sigma = old["sigma_within"]
    assert new["xbar_upper"] == pytest.approx(old["xbar_center"] + 3 * sigma / math.sqrt(3))
    factor = slow.d2(3) if kind == "xbar-r" else slow.c4(3)
    assert new.panels[1].center[0] == pytest.approx(factor * sigma, rel=1e-7)


@pytest.mark.parametrize("width", [{"k": 2.5}, {"alpha": 0.01}, {"constants": "tabulated"}])
def test_the_width_comes_with_the_file(toml, width):
    old = saved(GROUPS, toml, kind="xbar-r", **width)
    new = sqc.chart(GROUPS[:4], kind="xbar-r", limits=toml)
    assert new["xbar_upper"] == old["xbar_upper"]
    assert new["r_upper"] == old["r_upper"]


def test_counts_carry_over_to_other_sizes(toml):
    old = saved({"bad": [5, 7, 3, 5], "n": [100] * 4}, toml, value="bad", inspected="n", kind="p")
    new = sqc.chart({"bad": [5, 9], "n": [400, 50]}, value="bad", inspected="n", limits=toml)
    assert new.kind.name == "p"
    assert new["p_center"] == old["p_center"] == 0.05
    assert new.panels[0].upper[1] == pytest.approx(0.05 + 3 * math.sqrt(0.05 * 0.95 / 50))


def test_np_refuses_other_lots(toml):
    saved({"bad": [5, 7, 3, 5]}, toml, value="bad", inspected=100, kind="np")
    with pytest.raises(sqc.DataError, match="180") as caught:
        sqc.chart({"bad": [5, 9]}, value="bad", inspected=180, kind="np", limits=toml)
    assert caught.value.key == "limits-file-other-size"
    same = sqc.chart({"bad": [5, 9]}, value="bad", inspected=100, kind="np", limits=toml)
    assert same["np_center"] == 5


def test_another_kind_is_refused(toml):
    saved(GROUPS, toml, kind="xbar-r")
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart([1.0, 2, 3, 2], limits=toml)
    assert caught.value.key == "limits-file-other-kind"
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart(GROUPS, kind="xbar-s", limits=toml)
    assert caught.value.key == "limits-file-other-kind"


def test_units_that_are_both_known_must_agree(toml):
    saved({"d(mm)": [1.0, 2, 3, 2, 1, 2]}, toml)
    with pytest.raises(sqc.DataError, match="mm") as caught:
        sqc.chart({"d(cm)": [1.0, 2, 3]}, limits=toml)
    assert caught.value.key == "limits-file-other-unit"
    assert sqc.chart({"d": [1.0, 2, 3]}, limits=toml).phase == 2
    assert sqc.chart({"d(mm)": [1.0, 2, 3]}, limits=toml).phase == 2


def test_micro_sign_and_mu_are_one_letter(toml):
    saved({"d(μm)": [1.0, 2, 3, 2, 1, 2]}, toml)
    assert sqc.chart({"d(µm)": [1.0, 2, 3]}, limits=toml).phase == 2


def test_limits_by_hand(toml):
    written(toml, '[limits]\nkind = "xbar-r"\nn = 5\ncenter = 50\nlower = 47\nupper = 53\n')
    c = sqc.chart([*GROUPS[:3], [60.0] * 5], kind="xbar-r", limits=toml)
    assert (c["xbar_lower"], c["xbar_center"], c["xbar_upper"]) == (47, 50, 53)
    assert [s.position for s in c.list_signals()] == [4]
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart([[50.0, 51.0, 49.0]], kind="xbar-r", limits=toml)
    assert caught.value.key == "limits-file-other-size"


def test_a_panel_without_limits_by_hand_is_said(toml):
    by_hand = '[limits]\nkind = "xbar-r"\ncenter = 50\nlower = 40\nupper = 60\n'
    written(toml, by_hand)
    c = sqc.chart(GROUPS[:3], kind="xbar-r", limits=toml)
    found = next(finding for finding in c.findings if finding.key == "panel-not-judged")
    assert (found.level, found.values["panel"]) == ("watch", "r")
    assert "R is not judged" in c.to_text("en")
    assert "极差 R 未判" in c.to_text("zh")
    written(toml, by_hand + "sigma = 2\n")
    c = sqc.chart(GROUPS[:3], kind="xbar-r", limits=toml)
    assert "panel-not-judged" not in {finding.key for finding in c.findings}
    written(toml, '[limits]\nkind = "c"\ncenter = 4\nupper = 9\n')
    c = sqc.chart({"bad": [1, 2, 3]}, value="bad", kind="c", limits=toml)
    assert "panel-not-judged" not in {finding.key for finding in c.findings}


def test_np_by_hand_is_written_in_counts(toml):
    written(toml, '[limits]\nkind = "np"\nn = 100\ncenter = 10\nupper = 19\n')
    c = sqc.chart({"bad": [5, 9, 20]}, value="bad", inspected=100, limits=toml)
    assert (c["np_center"], c["np_upper"]) == (10, 19)
    assert c.panels[0].sigma[0] == pytest.approx(3)
    assert [s.position for s in c.list_signals()] == [3]
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart({"bad": [5, 9, 20]}, value="bad", inspected=150, limits=toml)
    assert caught.value.key == "limits-file-other-size"


HAND = [
    ("i-mr", "center=10\nlower=8\nupper=12\n", {"v": [10.1, 9.7, 10.4, 9.9]}, {}),
    ("xbar-r", "n=3\ncenter=10\nlower=8\n", [[10.1, 9.7, 10.4], [9.9, 10.2, 10.3]], {}),
    ("xbar-s", "n=3\ncenter=10\nupper=12\nsigma=0.5\n", [[10.1, 9.7, 10.4], [9.9, 10.2, 10.3]], {}),
    (
        "p",
        "center=0.1\nupper=0.2\n",
        {"bad": [1, 2, 3], "n": [20, 30, 40]},
        {"value": "bad", "inspected": "n"},
    ),
    ("c", "center=4\nupper=9\n", {"bad": [1, 2, 3]}, {"value": "bad"}),
    (
        "u",
        "center=2\nupper=9\nlower=0.1\n",
        {"d": [1, 2, 3], "a": [1, 2, 3.5]},
        {"value": "d", "inspected": "a"},
    ),
]


@pytest.mark.parametrize(("kind", "text", "data", "options"), HAND, ids=[row[0] for row in HAND])
@pytest.mark.parametrize("rules", ["limits", "nelson"])
def test_every_kind_is_judged_by_limits_by_hand(toml, kind, text, data, options, rules):
    written(toml, f'[limits]\nkind = "{kind}"\n{text}')
    c = sqc.chart(data, kind=kind, limits=toml, rules=rules, **options)
    assert c.findings[0].key == "no-signal"
    for lang in ("en", "zh"):
        assert c.to_text(lang)
        assert c.figure(lang) is not None
    c.to_json()


def test_one_limit_by_hand_judges_its_side(toml):
    written(toml, '[limits]\nkind = "i-mr"\ncenter = 450\nlower = 440\n')
    c = sqc.chart([451.0, 999.0, 439.0], limits=toml)
    assert [s.position for s in c.list_signals()] == [3]
    assert c.findings[0].level == "act"
    clean = sqc.chart([451.0, 452.0, 449.0], limits=toml)
    assert clean.findings[0].key == "no-signal"


def test_center_by_hand_serves_the_other_panel_only_with_sigma(toml):
    written(toml, '[limits]\nkind = "i-mr"\ncenter = 10\nsigma = 1\n')
    c = sqc.chart([10.0, 14.0, 10.5], limits=toml)
    assert c["i_upper"] == 13
    assert c["mr_center"] == pytest.approx(slow.d2(2))


def test_every_signal_is_act_in_phase_two(toml):
    saved([10.0, 12.0, 11.0, 13.0, 12.0, 10.0] * 10, toml)
    upper = sqc.chart([10.0] * 3 + [11.0], limits=toml)["i_upper"]
    c = sqc.chart([11.0, 12.0, upper + 0.01, 11.0, 12.0, 10.0] + [11.0, 12.0] * 20, limits=toml)
    assert c.n_signals >= 1
    assert c.findings[0].level == "act"


def test_default_rules_by_phase(toml):
    assert saved(GROUPS, toml, kind="xbar-r").rule_set.name == "nelson:1,2"
    assert sqc.chart(GROUPS, kind="xbar-r", limits=toml).rule_set.name == "limits"
    assert sqc.chart(GROUPS, kind="xbar-r", limits=toml, rules="nelson").rule_set.name == "nelson"


def test_moving_ranges_start_afresh(toml):
    saved([10.0, 12.0, 11.0, 13.0, 12.0, 10.0], toml)
    c = sqc.chart([11.0, 12.0], limits=toml)
    assert math.isnan(c.panels[1].statistic[0])
    assert c.panels[1].statistic[1] == 1


def test_new_data_in_stages_are_judged_by_one_set_of_limits(toml):
    saved([10.0, 12.0, 11.0, 13.0, 12.0, 10.0] * 5, toml)
    data = {"v": [10.0, 12.0, 11.0, 13.0, 12.0, 10.0], "stage": list("aaabbb")}
    c = sqc.chart(data, value="v", limits=toml)
    assert np.flatnonzero(np.isnan(c.panels[1].statistic)).tolist() == [0, 3]
    assert len(np.unique(c.panels[0].upper)) == 1
    assert "I-MR" in c.to_text()
    c.to_json()
    c.figure()


def test_one_new_value_is_judged(toml):
    saved([10.0, 12.0, 11.0, 13.0, 12.0, 10.0] * 5, toml)
    assert sqc.chart([11.0], limits=toml).findings[0].key == "no-signal"
    assert sqc.chart([99.0], limits=toml).findings[0].key == "signal-limit"


def test_new_values_that_do_not_vary_are_judged(toml):
    saved([10.0, 12.0, 11.0, 13.0, 12.0, 10.0] * 5, toml)
    assert sqc.chart([11.0, 11.0, 11.0], limits=toml).n_signals == 0


def test_the_file_says_where_it_is_from(toml, tmp_path):
    data = tmp_path / "old.csv"
    data.write_text("d(mm)\n" + "\n".join(f"{v:.2f}" for row in GROUPS for v in row), encoding="utf-8")
    sqc.chart(str(data), size=5, save_limits=toml, approved_by="李工", approved_on="2026-11-20")
    import hashlib
    import tomllib

    with open(toml, "rb") as file:
        held = tomllib.load(file)
    assert held["limits"]["kind"] == "xbar-r"
    assert held["limits"]["n"] == 5
    assert held["limits"]["method"] == "rbar"
    assert held["source"]["sha256"] == hashlib.sha256(data.read_bytes()).hexdigest()
    assert held["approval"]["approved_by"] == "李工"
    assert str(held["approval"]["approved_on"]) == "2026-11-20"
    assert "李工" in sqc.chart(GROUPS, kind="xbar-r", limits=toml).to_text()


def test_the_same_chart_writes_the_same_bytes(toml, tmp_path):
    saved(GROUPS, toml, kind="xbar-r")
    again = str(tmp_path / "again.toml")
    saved(GROUPS, again, kind="xbar-r")
    with open(toml, "rb") as one, open(again, "rb") as other:
        assert one.read() == other.read()


def test_undefined_limits_are_not_saved(toml, tmp_path):
    with pytest.raises(sqc.SqcError):
        sqc.chart([1.0, 2.0, 3.0, 4.0], exclude="1-3", save_limits=toml)
    with pytest.raises(sqc.SqcError):
        sqc.chart({"bad": [0, 0, 0], "n": [9, 9, 9]}, value="bad", inspected="n", kind="p", save_limits=toml)
    with pytest.raises(sqc.SqcError):
        sqc.chart([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]], kind="xbar-r", save_limits=toml)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "options",
    [
        {"sigma": "rbar"},
        {"k": 3.0},
        {"alpha": 0.01},
        {"given_center": 1.0},
        {"given_sigma": 1.0},
        {"exclude": "1"},
        {"save_limits": "b.toml"},
        {"constants": "tabulated"},
    ],
)
def test_options_that_estimate_clash_with_a_limits_file(toml, options):
    saved(GROUPS, toml, kind="xbar-r")
    with pytest.raises(sqc.OptionError) as caught:
        sqc.chart(GROUPS, kind="xbar-r", limits=toml, **options)
    assert caught.value.key == "option-clash"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "limits-file-broken"),
        ("hello", "limits-file-broken"),
        ('[limits]\nkind = "i-mr"\ncenter = 74,0012\nsigma = 1', "limits-file-broken"),
        ('[limits]\nkind = "i-mr"\ncenter = 10\nsigma = 0', "limits-file-broken"),
        ('[limits]\nkind = "i-mr"\ncenter = 10\nsigma = nan', "limits-file-broken"),
        ('[limits]\nkind = "i-mr"\ncenter = 10\nsigma = -1', "limits-file-broken"),
        ('[limits]\nkind = "i-mr"\ncenter = 10\nlower = 12\nupper = 9', "limits-file-broken"),
        ('[limits]\nkind = "i-mr"\ncentre = 10\nsigma = 1', "limits-file-broken"),
        ('[limits]\nkind = "i-rm"\ncenter = 10\nsigma = 1', "unknown-kind"),
        ('[limits]\nkind = "p"\ncenter = 1.5', "limits-file-broken"),
        ('[limits]\nkind = "c"\ncenter = -2', "limits-file-broken"),
    ],
)
def test_a_broken_limits_file_is_refused(toml, text, key):
    written(toml, text)
    kind = "p" if '"p"' in text else "c" if '"c"' in text else "i-mr"
    data = {"bad": [1, 2, 3], "n": [9, 9, 9]}
    options = {"value": "bad", "inspected": "n"} if kind == "p" else {"value": "bad"}
    with pytest.raises(sqc.SqcError) as caught:
        sqc.chart(data, limits=toml, **options)
    assert caught.value.key == key


def test_a_limits_file_that_is_not_there(toml):
    with pytest.raises(sqc.SqcError) as caught:
        sqc.chart([1.0, 2.0, 3.0], limits=toml)
    assert caught.value.key == "file-not-found"
