"""The page on prices: every number in it is computed here, in both languages."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.charts.catalog import KINDS
from sqc.cli.main import main

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh")
SETS = ("limits", "nelson:1,2", "western-electric", "nelson")


def page(lang):
    name = "price.md" if lang == "en" else "price.zh.md"
    return (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8")


@cache
def computed():
    """Return the numbers by name, as the page prints them."""
    found = {}
    for rules in SETS:
        chart = sqc.arl("xbar", rules=rules, shift=[0, 1])
        calm, one = chart.columns["arl"]
        found[rules] = (f"{calm:.0f}", f"{one:.1f}", f"{100 * chart['share_25']:.1f} %")
    ewma = sqc.chart_design("ewma", arl0=370, shift=1)
    delays = dict(zip(ewma.to_frame()["chart"], ewma.to_frame()["arl_shift"], strict=True))
    unit = sqc.chart_design("xbar", given_sigma=0.02, unit="mm", shift=0.02, points=3)
    chart = sqc.chart(ROOT / "examples" / "pistonrings.csv", value="diameter", subgroup="sample")
    return found | {
        "range": f"{sqc.arl('r', size=5)['arl']:.0f}",
        "both": re.search(r"17\.\d", chart.to_text("en"))[0],
        "weight": f"{ewma['weight']:g}",
        "ewma": f"{delays['EWMA']:.0f}",
        "cusum": f"{delays['CUSUM']:.0f}",
        "shewhart": f"{delays['Shewhart']:.0f}",
        "estimated": f"{sqc.arl('xbar', subgroups=25, size=5)['arl']:.0f}",
        "subgroups": str(sqc.chart_design("xbar", size=5)["phase1_subgroups"]),
        "values": str(sqc.chart_design("i")["phase1_subgroups"]),
        "size": str(unit["size"]),
        "seen": f"{unit['arl1']:.1f}",
        "width": f"{unit['half_width']:.4g}",
    }


SENTENCES = {
    "en": (
        "once in {nelson:1,2[0]} points with limits and a run of nine, once in {limits[0]} with limits alone",
        "is seen after {nelson:1,2[1]:.2} points instead of {shewhart}",
        "on R of five signal falsely once in {range} points, not once in {limits[0]}",
        "as sqc has it, in {both} %",
        "an EWMA (weight {weight}) or a CUSUM sees a shift of one sigma after {ewma} points, the Shewhart"
        " chart after {shewhart}",
        "takes subgroups of {size}: a shift of 0.02 mm is then seen after {seen} subgroups, with limits"
        " {width} mm",
        "{estimated} points to a false signal instead of {limits[0]}",
        "{subgroups} subgroups of 5 for limits at 3 sigma, {values} single values",
    ),
    "zh": (
        "受控过程约每 {nelson:1,2[0]} 点虚发警报一次；仅判点出界时约每 {limits[0]} 点一次",
        "前者平均 {nelson:1,2[1]:.2} 点后发现，后者 {shewhart} 点",
        "3 倍标准差的极差图每 {range} 点虚发一次，而不是 {limits[0]} 点",
        "sqc 的两图都判连续 9 点，为 {both} %",
        "EWMA（权重 {weight}）或 CUSUM 平均 {ewma} 点后发现 1 倍标准差的偏移，休哈特图要 {shewhart} 点",
        "子组大小取 {size}：0.02 mm 的偏移平均 {seen} 个子组后发现，控制限在中心线上下各 {width} mm",
        "平均每 {estimated} 点虚发一次，而不是 {limits[0]} 点",
        "3 倍标准差控制限、子组大小 5 时要 {subgroups} 个子组，单值图要 {values} 个值",
    ),
}
# what remains: the case in words (rules, sizes, shifts, years), and numbers with a test of their own
OWN = {
    "en": {"3", "1987", "25", "5", "16.5", "2.6", "2"},
    "zh": {"9", "1", "1987", "25", "5", "3", "16.5", "2.6", "2", "10"},
}


def filled(text):
    """Return a sentence with its numbers; rule sets have marks in their names that str.format reads."""
    values = computed()

    def value(place):
        name, row, cut = re.fullmatch(r"(.+?)(?:\[(\d)\])?(?::\.(\d))?", place[1]).groups()
        found = values[name] if row is None else values[name][int(row)]
        return f"{float(found):.{cut}g}" if cut else found

    return re.sub(r"\{([^}]+)\}", value, text)


def joined(text, lang):
    """Return a page without its line ends, Chinese without any space."""
    return ("" if lang == "zh" else " ").join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_is_the_computed_one(lang):
    text = re.sub(r"(?s)```.*?```", "", page(lang))
    rows = re.findall(r"(?m)^\| `([^`]+)`[^|]*\|([^|]+)\|([^|]+)\|([^|]+)\|$", text)
    assert [name for name, *_ in rows] == list(SETS)
    for name, calm, one, share in rows:
        shown = (*(re.search(r"[\d.]+", cell)[0] for cell in (calm, one)), share.strip())
        assert shown == computed()[name]
    left = re.sub(r"(?m)^\|.*$", "", text)
    left = joined(re.sub(r"`[^`]*`", "", left), lang)
    for sentence in SENTENCES[lang]:
        said = joined(filled(sentence), lang)
        assert said in left, said
        left = left.replace(said, "")
    assert set(re.findall(r"\d+(?:\.\d+)?", left)) == OWN[lang]
    assert computed()["ewma"] == computed()["cusum"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands_run(lang, capsys):
    commands = re.findall(r"(?m)^\$ sqc (.+)$", page(lang)) + re.findall(r"`sqc (arl [^`]+)`", page(lang))
    assert len(commands) == 4
    for command in commands:
        assert main([*shlex.split(command), "--quiet"]) == 0
    assert capsys.readouterr().out.count("\n") == 4


def test_where_the_shewhart_chart_is_the_quicker_one():
    shifts = [2.5, 2.59, 2.61, 3.0]
    design = sqc.chart_design("ewma", arl0=370, shift=1)
    ewma = sqc.arl("ewma", weight=design["weight"], k=design["width"], shift=shifts).columns["arl"]
    shewhart = sqc.arl("xbar", shift=shifts).columns["arl"]
    assert [a < b for a, b in zip(shewhart, ewma, strict=True)] == [False, False, True, True]


def test_limits_only_on_the_ranges():
    """16.5 % of 100,000 simulated charts of 25 subgroups of 5, limits from the same data."""
    random = np.random.default_rng(1)
    n, charts = 0, 100_000
    for _ in range(10):
        data = random.standard_normal((charts // 10, 25, 5), dtype=np.float32)
        mean, spread = data.mean(axis=2), np.ptp(data, axis=2)
        center, rbar = mean.mean(axis=1, keepdims=True), spread.mean(axis=1, keepdims=True)
        out = np.abs(mean - center) > 0.576743 * rbar  # A2(5); D4(5) 2.114499
        out |= spread > 2.114499 * rbar
        above = mean > center
        for start in range(17):
            same = above[:, start : start + 9].sum(axis=1)
            out[:, start] |= (same == 9) | (same == 0)
        n += int(out.any(axis=1).sum())
    assert abs(n / charts - 0.165) < 3 * (0.165 * 0.835 / charts) ** 0.5 + 0.0005


def test_what_the_page_says_is_missing_is_missing():
    assert not {"ewma", "cusum"} & set(KINDS), "tell on the page how to draw them"
    assert "are not in this version" in joined(page("en"), "en") and "本版尚无 EWMA 和 CUSUM 控制图" in page(
        "zh"
    )
