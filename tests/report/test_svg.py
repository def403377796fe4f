"""The figure as SVG: the words and places of the PNG, real text, classes that have a rule, no ids."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from math import cos, radians, sin

import numpy as np
import pytest
from matplotlib.text import Text
from tests.report.pages import PAGES

from sqc.i18n.display import visible
from sqc.report import metrics
from sqc.report.canvas import _SIDES
from sqc.report.figure import draw
from sqc.report.marks import Axis, Key, Line, Page, Plot, Points
from sqc.report.style import COLORS, PAPERS, TYPES
from sqc.report.svg import escaped, runs, svg
from sqc.report.svg_style import rules

DRAWINGS = [(name, lang, size) for name in PAGES for lang in ("en", "zh") for size in ("page", "column")]
drawings = pytest.mark.parametrize(("name", "lang", "size"), DRAWINGS)
_ANCHORS = {"m": "center", "e": "right"}


def drawn(name: str, lang: str, size: str) -> ET.Element:
    return ET.fromstring(svg(PAGES[name](lang == "zh"), lang, size=size)[0])


def groups(tree: ET.Element):
    """Yield the classes of each group and what is in it."""
    for group in tree:
        assert group.tag == "g"
        yield group.get("class", "").split(), list(group)


def words(tree: ET.Element) -> list[tuple[str, float, float]]:
    """Return words with the left end of their base line, y up."""
    height = float(tree.get("viewBox").split()[3])
    found = []
    for classes, elements in groups(tree):
        for element in elements if classes[0].startswith("t-") else ():
            side = next((_ANCHORS[one] for one in classes if one in _ANCHORS), "left")
            turn = re.match(r"rotate\((-?[\d.]+)", element.get("transform", ""))
            angle = radians(-float(turn[1])) if turn else 0.0
            kind = TYPES[classes[0][2:]]
            size = PAPERS[tree.get("data-size")].size(kind)
            back = _SIDES[side] * metrics.width(element.text, size, kind.bold)
            x, y = float(element.get("x")), height - float(element.get("y"))
            found.append((element.text, x - back * cos(angle), y - back * sin(angle)))
    return found


@drawings
def test_words_stand_where_the_picture_has_them(name: str, lang: str, size: str) -> None:
    tree = drawn(name, lang, size)
    tree.set("data-size", size)
    figure = draw(PAGES[name](lang == "zh"), lang, size=size)
    theirs = [(text.get_text(), *text.get_position()) for text in figure.findobj(Text) if text.get_text()]
    ours = words(tree)
    assert sorted(said for said, _, _ in ours) == sorted(said for said, _, _ in theirs)
    for one, other in zip(sorted(ours), sorted(theirs), strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.11), one


@drawings
def test_every_class_has_a_rule_and_every_colour_is_of_the_palette(name: str, lang: str, size: str) -> None:
    markup, used = svg(PAGES[name](lang == "zh"), lang, size=size)
    style = rules(used, PAPERS[size])
    shared = {"m", "e", "h", "solid", "bare", "sqc"}
    classes = {one for found in re.findall(r'class="([^"]+)"', markup) for one in found.split()}
    assert classes - shared == used
    assert all(f".{one}{{" in style for one in used)
    assert set(re.findall(r"#[0-9A-F]{6}", style)) <= set(COLORS)
    assert "#" not in markup


@drawings
def test_pictures_on_one_page_do_not_know_each_other(name: str, lang: str, size: str) -> None:
    markup, _ = svg(PAGES[name](lang == "zh"), lang, size=size)
    assert not re.search(r"\s(id|style|href|on\w+)=|url\(|<(style|script|image|a|foreignObject)\b", markup)
    assert markup == svg(PAGES[name](lang == "zh"), lang, size=size)[0]


def test_it_needs_no_matplotlib() -> None:
    code = (
        "import sys; from tests.report.pages import PAGES; from sqc.report.svg import svg; "
        "svg(PAGES['stages'](True), 'zh'); print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def one_panel(*marks, **axes: Axis) -> ET.Element:
    return ET.fromstring(svg(Page("t", ((Plot("i", marks, **axes),),)), "en")[0])


def test_points_tell_their_rows() -> None:
    x = np.arange(1.0, 7.0)
    there = np.array([0, 1, 2, 5])
    tree = one_panel(Line(x, x), Points(x[there], x[there], rows=there), Points(x[3:5], x[3:5], "signal"))
    told = {tuple(classes): group for (classes, _), group in zip(groups(tree), tree, strict=True)}
    data, signal = told[("p-data",)], told[("p-signal",)]
    assert (data.get("data-panel"), data.get("data-rows"), len(data)) == ("i", "0-2 5", 4)
    assert signal.get("data-rows") is None


def test_points_without_rows_say_what_they_are() -> None:
    tree = one_panel(
        Points(np.array([0.5, -1.0]), np.array([0.25, 0.5]), "s1"),
        Key((("s1", "EWMA"),)),
        x=Axis("shift"),
        y=Axis("chance", percent=True),
    )
    titles = [title.text for title in tree.iter("title")]
    assert titles == ["EWMA, shift 0.5, chance 25.00 %", "EWMA, shift \u22121, chance 50.00 %"]


def test_thousands_of_points_say_nothing() -> None:
    x = np.arange(301.0)
    assert not list(one_panel(Points(x, x, "dust")).iter("title"))


def test_what_leaves_the_panel_is_cut() -> None:
    x = np.arange(5.0)
    tree = one_panel(Line(x, x * 10), y=Axis(limits=(0.0, 20.0)))
    (window,) = next(group for classes, group in groups(tree) if classes == ["l-data"])
    assert window.tag == "svg"
    assert not list(one_panel(Line(x, x * 10)).iter("svg"))[1:]


def test_a_gap_breaks_the_line() -> None:
    y = np.array([1.0, 2.0, np.nan, 3.0, 4.0])
    tree = one_panel(Line(np.arange(5.0), y))
    (path,) = next(group for classes, group in groups(tree) if classes == ["l-data"])
    assert path.get("d").count("M") == 2


HOSTILE = ["<script>", "a & b", "\"'", "]]>", "\x00\x1b[31m", "\u202eevil", "\ud800", "שלום", "x" * 10_000]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_words_from_data_stay_words(text: str) -> None:
    page = Page(text, ((Plot(text, (Points(np.zeros(1), np.zeros(1), labels=(text,)),), Axis(text)),),), text)
    markup, _ = svg(page, "en")
    tree = ET.fromstring(markup)
    assert {element.tag for element in tree.iter()} <= {"svg", "g", "path", "text", "circle", "title"}
    assert len(tree.findall(".//g[@class='t-title']/text")) <= 3
    said = "".join(tree.itertext())
    assert visible(text)[:20] in said
    assert float(tree.get("viewBox").split()[3]) < 500
    markup.encode("utf-8")


def test_escaping() -> None:
    assert escaped("<a b='c' d=\"e\">&") == "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;"
    assert visible("tab\tline\n") == "tab\tline\n"
    assert runs([]) == "" and runs([3]) == "3" and runs([0, 2, 3, 4]) == "0 2-4"
