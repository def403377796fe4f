"""The HTML view: one file, both languages, everything the text says, nothing from data that could act."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.cli.main import main
from sqc.i18n.message import Msg
from sqc.report import html
from sqc.report.html import MOST_ROWS, render
from sqc.report.model import Fact

TEMPLATES = Path(html.__file__).with_name("templates")
VALUES = np.round(np.random.default_rng(8).normal(50, 2, 125), 2)
LANGS = {"en": "en", "zh": "zh-CN"}
# elements that have no end, and those whose end may be left out (HTML Standard, 13.1.2)
VOID = {"meta", "link", "input", "br"}
OPEN = {"tr", "th", "td", "tbody", "thead", "li", "dt", "dd"}


class Tree(HTMLParser):
    """Elements with their attributes, text by language, and whether every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.said: dict[str, list[str]] = {"en": [], "zh": []}
        self.feed(page)
        self.close()
        assert not [tag for tag, _ in self.open if tag not in OPEN]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "br":
            self.handle_data(" ")
        if tag not in VOID:
            own = attributes.get("lang") if tag != "html" else None
            lang = {code: lang for lang, code in LANGS.items()}.get(
                own, self.open[-1][1] if self.open else ""
            )
            self.open.append((tag, lang))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open[-1][0] != tag:
            assert self.open[-1][0] in OPEN, (self.open[-1], tag)
            self.open.pop()
        self.open.pop()

    def handle_data(self, data):
        lang = self.open[-1][1] if self.open else ""
        if not any(tag in ("script", "style") for tag, _ in self.open):
            for one in ("en", "zh"):
                if lang in ("", one):
                    self.said[one].append(data)

    def text(self, lang: str) -> str:
        return re.sub(r"\s+", " ", "".join(self.said[lang]))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def signal():
    values = VALUES.copy()
    values[61:70] += 9
    lots = [f"L{i // 5:02d}" for i in range(125)]
    return sqc.chart({"d(mm)": values.tolist(), "lot": lots}, value="d", subgroup="lot", kind="xbar-r")


@pytest.fixture(scope="module")
def results(signal):
    return {
        "chart": signal,
        "p": sqc.chart(
            {"bad": [3, 5, 2, 4, 6] * 5, "n": [100, 120, 90, 110, 100] * 5}, value="bad", inspected="n"
        ),
        "arl": sqc.arl("xbar", shift="0,1"),
        "design": sqc.chart_design("ewma", shift=1),
        "look": sqc.look({"d(mm)": VALUES.tolist()}),
        "verify": sqc.verify(cases=["nist-6322-imr", "montgomery-7-1-p-chart"]),
    }


NAMES = ("chart", "p", "arl", "design", "look", "verify")
every = pytest.mark.parametrize("name", NAMES)


@every
@pytest.mark.parametrize("lang", LANGS)
def test_everything_the_text_says_stands_on_the_page(results, name, lang):
    result = results[name]
    report = result.stored_report
    page = Tree(result.to_html(lang)).text(lang)
    said = [report.title, *(finding.message for finding in report.findings if finding.level != "ok")]
    said += [report.findings[0].message, *(part for note in report.notes for part in note)]
    for text in said:
        words = text.render(lang) if isinstance(text, Msg) else text
        assert re.sub(r"\s+", " ", words).strip() in page
    for line in result.to_text(lang).splitlines():
        for number in re.findall(r"\d+\.\d+", line):
            assert number in page


@every
def test_every_number_has_its_key_as_id(results, name):
    tree = Tree(results[name].to_html("en"))
    ids = [attributes["id"] for _, attributes in tree.elements if "id" in attributes]
    assert set(results[name].facts) <= set(ids)
    assert len(ids) == len(set(ids))


@every
def test_same_input_same_bytes(results, name):
    assert results[name].to_html("en") == results[name].to_html("en")


@every
def test_nothing_is_asked_for_and_nothing_foreign_can_act(results, name):
    page = results[name].to_html("en")
    tree = Tree(page)
    links = [
        value
        for _, attributes in tree.elements
        for key, value in attributes.items()
        if key in ("src", "href")
    ]
    assert links == ["data:,"]
    assert not re.search(r"https?:|@import|url\(", page)
    assert not [
        key for _, attributes in tree.elements for key in attributes if key.startswith("on") or key == "style"
    ]
    (policy,) = [one["content"] for one in tree.all("meta") if one.get("http-equiv")]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@every
def test_tables_have_heads_with_a_scope(results, name):
    tree = Tree(results[name].to_html("en"))
    assert all(head["scope"] in ("col", "row", "colgroup", "rowgroup") for head in tree.all("th"))
    assert len([tag for tag, _ in tree.elements if tag == "h1"]) == 1
    assert len(tree.all("main")) == 1
    assert all(svg["aria-label"] for svg in tree.all("svg") if "lang" in svg)


@pytest.mark.parametrize("lang", LANGS)
def test_the_language_asked_for_comes_first(signal, lang):
    page = signal.to_html(lang)
    tree = Tree(page)
    assert tree.all("html")[0]["lang"] == LANGS[lang]
    assert [one["value"] for one in tree.all("input") if "checked" in one] == [LANGS[lang]]
    assert f"<title>{signal.stored_report.title.render(lang)}</title>" in page
    assert signal.findings[0].message.render("zh" if lang == "en" else "en") in page


def test_levels_are_words(signal):
    page = signal.to_html()
    assert (
        '<p class="verdict act"><strong><span lang="en">[act]</span><span lang="zh-CN">[处置]</span>' in page
    )


def test_points_and_their_rows(signal):
    page = signal.to_html()
    panels = re.findall(r'data-panel="(\w+)" data-rows="([\d -]+)"', page)
    assert {panel for panel, _ in panels} == {"xbar", "r"}
    assert 'data-places="0-24"' in page
    rows = re.findall(r'<tr><th scope="row">(L\d\d)<td>(.*?)\n', page)
    assert [label for label, _ in rows[:25]] == [f"L{i:02d}" for i in range(25)]
    hit = [label for label, cells in rows[:25] if "<strong>" in cells]
    assert hit == list(dict.fromkeys(one.label for one in signal.list_signals()))
    assert f"UCL {signal['xbar_upper']:.3f}" in page  # the same on all rows: said once


def test_limits_that_vary_stand_in_every_row(results):
    page = results["p"].to_html("en")
    assert page.count('<th scope="col" class="n"><span lang="en">UCL</span>') == 2  # limits, every point
    upper = results["p"].panels[0].upper
    assert all(f"{100 * one:.2f} %" in page for one in np.unique(upper))


def test_a_limit_that_does_not_exist_is_said_once():
    chart = sqc.chart({"bad": [1, 0, 2, 1, 1] * 5, "n": [50] * 25}, value="bad", inspected="n")
    assert '<i><span lang="en">LCL none</span>' in chart.to_html("en")


def test_shares_are_not_rounded_away(results):
    fact = results["p"].facts["p_center"]
    row = re.search(r'<tr id="p_center">.*', results["p"].to_html("en"))[0]
    assert f"{fact.value:.4f}" in row


def test_the_page_of_100_points_on_two_panels_is_small():
    values = np.round(np.random.default_rng(1).normal(10, 1, 100), 3)
    values[50] = 20
    chart = sqc.chart({"thickness (mm)": values.tolist()}, kind="i-mr", rules="nelson")
    assert len(chart.to_html("zh").encode()) <= 80_000


def test_a_long_series_lists_what_signals_and_says_so():
    values = np.random.default_rng(2).normal(0, 1, 3 * MOST_ROWS)
    chart = sqc.chart(values.tolist(), kind="i-mr")
    page = chart.to_html("en")
    hit = {signal.position for signal in chart.list_signals()}
    said = f"{len(hit):,} of {3 * MOST_ROWS:,} points are listed, only those that signal; "
    assert said + "-o FILE.csv writes all." in page
    assert "Points that signal</span>" in page and "Every point</span>" not in page
    assert len(page) < 600_000


def test_a_short_one_lists_all_and_says_nothing(signal):
    assert "points are listed" not in signal.to_html("en")


def test_several_results_on_one_page(results):
    reports = [results[name].stored_report for name in ("chart", "p", "look")]
    page = render(reports, "en")
    tree = Tree(page)
    assert [link["href"] for link in tree.all("a")] == ["#r1-result", "#r2-result", "#r3-result"]
    assert [one["id"] for one in tree.all("article")] == ["r1-result", "r2-result", "r3-result"]
    assert "<title>3 results</title>" in page
    assert len(tree.all("h1")) == 1 and len(tree.all("h2")) == 3
    ids = [attributes["id"] for _, attributes in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert "<title>Line 3</title>" in render(reports, "en", title="Line 3")


def test_a_chart_for_each_value_stands_on_one_page():
    data = {"d": VALUES[:90].tolist(), "<machine>": ["A", "B", "C<"] * 30}
    charts = sqc.chart(data, value="d", by="<machine>", kind="i-mr")
    page = charts.to_html("en")
    tree = Tree(page)
    assert [link["href"] for link in tree.all("a")] == ["#r2-result", "#r3-result", "#r4-result"]
    assert len(tree.all("h1")) == 1 and len(tree.all("h2")) == 3
    assert "<h2>C&lt;</h2>" in page
    assert f'<h1><span lang="en">{charts.stored_report.title.render("en").replace("<", "&lt;")[:9]}' in page
    assert len(tree.all("svg")) == 6


def test_digits_are_those_asked_for(signal):
    assert f"UCL {signal['xbar_upper']:.1f}<" in signal.to_html("en", digits=1)


def test_a_title_of_ones_own(signal):
    page = signal.to_html("en", title="Line <3>")
    assert page.count("Line &lt;3&gt;") == 6  # title, heading, two pictures with their names
    assert signal.stored_report.title.render("en") in page


@pytest.mark.parametrize(("size", "sheet"), [("page", "A4"), ("a4", "A4 landscape"), ("a4p", "A4")])
def test_the_paper_it_prints_on(signal, size, sheet):
    assert f"@page{{size:{sheet};" in signal.to_html("en", size=size)


def test_the_rows_of_a_validation_can_be_chosen(results):
    page = results["verify"].to_html("en")
    rows = re.findall(r'<tr class="c(\d)">', page)
    assert len(rows) == results["verify"]["n_values"]
    assert '<summary><span lang="en">Every published value</span>' in page
    choices = re.findall(r'<label for="result-\d"><span lang="en">(.*?)</span>.*?\((\d+)\)</label>', page)
    n = {"known difference": results["verify"]["n_known"], "agrees": results["verify"]["n_agree"]}
    assert {name: int(count) for name, count in choices} == n
    for case in results["verify"].cases:
        assert f"{case.id} &middot; " in page


def test_intervals_and_missing_values_in_the_table_of_numbers():
    from sqc.report.html_tables import facts_table

    facts = {
        "cpk": Fact(1.66, "Cpk", decimals=2, interval=(1.41, 1.91), confidence=0.95, method="normal"),
        "n": Fact(4000, "n"),
        "chart": Fact(None, "chart"),
        "mean": Fact(74.0012345678, "mean", "mm"),
    }
    rows = [[str(cell) for cell in row.cells] for row in facts_table(facts, "").groups[0].rows]
    assert rows[0][1] == "1.66"
    assert '<span lang="en">1.41 to 1.91 (95 %)</span>' in rows[0][2]
    assert [row[1] for row in rows[1:]] == ["4,000", "-", "74.0012 mm"]


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "' onfocus='alert(3)",
    "]]></style></script><!--",
    "a\x00\x01\x1b[31mb",
    "\u202eevil\u2066",
    "x" * 10_000,
    "&amp;lt;",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(4)",
    "\ud800lone",
    "\u05e9\u05dc\u05d5\u05dd",
    "line\nbreak",
]


@pytest.fixture(scope="module")
def hostile():
    names = [f"{HOSTILE[i % len(HOSTILE)]} {i}" for i in range(26) for _ in range(3)]
    values = np.round(np.random.default_rng(1).normal(10, 1, len(names)), 2)
    values[30:33] += 20
    value, lot = "<b onclick=alert(5)>d</b>", "</th><script>alert(6)</script>"
    data = {value: values.tolist(), lot: names}
    return sqc.chart(data, value=value, subgroup=lot, unit="<i>mm</i>", rules="nelson")


def test_text_from_data_stays_text(hostile):
    page = hostile.to_html("en", title="</title><script>alert(7)</script>")
    tree = Tree(page)
    tags = {tag for tag, _ in tree.elements}
    assert not tags & {"img", "iframe", "object", "embed", "form", "base"}
    assert len(tree.all("script")) == len(tree.all("style")) == 1
    assert not [key for _, attributes in tree.elements for key in attributes if key.startswith("on")]
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert script == (TEMPLATES / "script.js").read_text(encoding="utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert "\\u202eevil\\u2066" in page and "\\x00\\x01\\x1b[31mb" in page and "\\ud800lone" in page
    assert "{{ 7 * 7 }}{% raw %}" in page and "&amp;amp;lt;" in page
    page.encode("utf-8")


def test_hostile_names_in_every_other_table():
    page = sqc.look({name: [1.0, 2.0, 3.0] for name in HOSTILE}).to_html("zh")
    assert not {"img", "b", "i"} & {tag for tag, _ in Tree(page).elements}


def test_it_needs_no_matplotlib_and_text_needs_no_jinja():
    code = (
        "import sys, sqc; c = sqc.chart([9.9, 10.1, 10.0, 9.8, 10.2, 10.1], kind='i-mr'); c.to_text();"
        "print('jinja2' in sys.modules); c.to_html(); print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").write_text("d\n" + "\n".join(map(str, VALUES)) + "\n", encoding="utf-8")
    calls = {
        "chart": ["chart", "d.csv", "--title", "Line 3", "--paper", "a4"],
        "look": ["look", "d.csv"],
        "arl": ["arl", "xbar", "--shift", "0,1"],
        "design": ["chart-design", "ewma", "--shift", "1"],
        "verify": ["verify", "nist-6322-imr"],
    }
    for name, call in calls.items():
        assert main([*call, "-o", f"{name}.HTML", "--lang", "zh"]) == 0
        page = (tmp_path / f"{name}.HTML").read_text(encoding="utf-8")
        assert page.startswith('<!doctype html>\n<html lang="zh-CN">') and page.endswith("</html>\n")
    assert "A4 landscape" in (tmp_path / "chart.HTML").read_text(encoding="utf-8")
    capsys.readouterr()


def test_html_is_named_where_endings_are_listed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").write_text("d\n1\n2\n", encoding="utf-8")
    assert main(["chart", "d.csv", "-o", "a.bmp"]) == 2
    assert "html" in capsys.readouterr().err
    for verb in ("chart", "look", "verify", "arl", "chart-design"):
        main([verb, "--help"])
        assert "html" in capsys.readouterr().out
    with pytest.raises(sqc.OptionError, match="html"):
        sqc.look({"d": [1.0, 2.0]}).save("a.png")


def test_in_a_notebook_two_charts_keep_apart_and_say_what_they_show(signal):
    shown = signal._repr_html_()
    assert shown.startswith("<pre>[act] ")
    assert 'src="data:image/png;base64,' in shown
    assert f'alt="{signal.findings[0].message.render()}"' in shown
    assert not re.search(r"<(style|script|svg)|\sid=", shown)
    assert "<pre>" in sqc.look({"d": [1.0, 2.0, 3.0]})._repr_html_()


def test_json_says_the_same_keys(signal):
    assert json.loads(signal.to_json())["facts"].keys() == signal.facts.keys()
