"""The figure's promises: nothing missing, nothing overlapping, the signal first, the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from tests.report.pages import PAGES

from sqc.report.counting import BAR, count
from sqc.report.figure import draw, picture, save
from sqc.report.layout import lay_out
from sqc.report.marks import Axis, Line, Page, Plot, Points, Tally
from sqc.report.setter import Setter
from sqc.report.style import COLORS, DOTS, PAPERS, RC, SIGNAL

DRAWINGS = [(name, lang, size) for name in PAGES for lang in ("en", "zh") for size in ("page", "column")]
CHARTS = ("xbar_r", "quiet", "zones", "stages", "p", "long", "ewma")
# before 3.11 a figure set the Latin part of a Chinese text half a pixel further on than its own Agg does
SAME = pytest.mark.skipif(
    tuple(map(int, matplotlib.__version__.split(".")[:2])) < (3, 11), reason="another matplotlib"
)
drawings = pytest.mark.parametrize(("name", "lang", "size"), DRAWINGS)


def drawn(name: str, lang: str, size: str = "page"):
    return draw(PAGES[name](lang == "zh"), lang, size=size)


def written(figure, form: str, dpi: int | None = None) -> bytes:
    buffer = io.BytesIO()
    save(figure, buffer, form, dpi)
    return buffer.getvalue()


def texts(figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text()]


def extents(figure) -> list[tuple[Text, Bbox]]:
    renderer = FigureCanvasAgg(figure).get_renderer()
    with matplotlib.rc_context({"text.hinting": RC["text.hinting"]}):
        return [(text, text.get_window_extent(renderer)) for text in texts(figure)]


def grey(color: str) -> float:
    r, g, b = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * r + 0.587 * g + 0.114 * b


@drawings
def test_no_two_texts_meet_and_none_leaves_the_sheet(name: str, lang: str, size: str) -> None:
    figure = drawn(name, lang, size)
    boxes = [(text.get_text(), text.get_rotation(), box) for text, box in extents(figure)]
    for said, _, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0, said
        assert box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1, said
    for (one, turn, a), (other, turned, b) in combinations(boxes, 2):
        if 30.0 in (turn, turned):  # the upright box of slanted words is no measure of them
            continue
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 0.5 or high <= 0.5, (one, other)


@pytest.mark.parametrize(("size", "pixels"), [("page", 1200), ("column", 640)])
def test_png_has_the_promised_width(size: str, pixels: int) -> None:
    content = written(drawn("quiet", "en", size), "png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(content[16:20]) == pixels


def test_png_can_be_opened_and_follows_the_dpi() -> None:
    image = pytest.importorskip("PIL.Image")
    figure = drawn("quiet", "en")
    picture = image.open(io.BytesIO(written(figure, "png", 358)))
    picture.load()
    assert picture.size[0] == 2400
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert round(picture.info["dpi"][0]) == 358
    assert figure.get_dpi() == 179


@drawings
@SAME
def test_the_quick_road_gives_the_bytes_of_the_figure(name: str, lang: str, size: str) -> None:
    assert picture(PAGES[name](lang == "zh"), lang, size=size) == written(drawn(name, lang, size), "png")


@pytest.mark.parametrize(("form", "dpi"), [("png", 96), ("svg", None), ("pdf", None)])
@SAME
def test_the_quick_road_takes_every_form(form: str, dpi: int | None) -> None:
    assert picture(PAGES["zones"](True), "zh", form, dpi=dpi) == written(drawn("zones", "zh"), form, dpi)


def test_a_png_needs_no_matplotlib_figure() -> None:
    code = (
        "import sys; from tests.report.pages import PAGES; from sqc.report.figure import picture; "
        "picture(PAGES['zones'](False), 'en'); "
        "sys.exit(any(name in sys.modules for name in ('matplotlib.figure', 'matplotlib.axes')))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(("src", "."))},
            check=False,
        ).returncode
        == 0
    )


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_same_page_twice_same_bytes(form: str, lang: str) -> None:
    first, second = (written(drawn("zones", lang), form) for _ in range(2))
    assert first == second
    assert b"Matplotlib" not in first[:2000]
    assert not re.search(rb"CreationDate|ModDate|dc:date", first)


def test_the_users_own_settings_change_nothing() -> None:
    plain = {form: written(drawn("xbar_r", "zh"), form) for form in ("png", "svg")}
    own = {
        "font.size": 20.0,
        "font.family": ["serif"],
        "lines.linewidth": 5.0,
        "lines.marker": "s",
        "text.color": "red",
        "savefig.facecolor": "black",
        "figure.facecolor": "black",
        "savefig.bbox": "tight",
        "figure.constrained_layout.use": True,
        "svg.fonttype": "none",
        "path.simplify": False,
    }
    with matplotlib.rc_context(own):
        for form, content in plain.items():
            assert written(drawn("xbar_r", "zh"), form) == content


@drawings
def test_every_colour_of_the_svg_is_one_of_the_palette(name: str, lang: str, size: str) -> None:
    content = written(drawn(name, lang, size), "svg").decode()
    assert "<text" not in content
    used = {color.upper() for color in re.findall(r"#[0-9a-fA-F]{6}\b", content)}
    known = {color.upper() for color in COLORS} | {"#000000"}  # black is the SVG writer's default style
    assert used <= known


def test_grey_proof_the_signal_is_darker_than_any_other_point() -> None:
    others = [
        dot.face for role, dot in DOTS.items() if dot.face != SIGNAL and not role.startswith(("s2", "cum"))
    ]
    assert all(grey(SIGNAL) < grey(face) for face in others)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_title_subtitle_and_footer_are_said(name: str, lang: str) -> None:
    page = PAGES[name](lang == "zh")
    said = "".join(text.get_text() for text in texts(draw(page, lang))).replace(" ", "")
    for words in (page.title, page.subtitle, *page.footer):
        assert str(words).replace(" ", "") in said


def test_a_red_diamond_stands_before_the_subtitle_only_when_something_is_to_be_done() -> None:
    def diamonds(figure) -> int:
        return sum(
            len(line.get_xdata())
            for line in figure.findobj(matplotlib.lines.Line2D)
            if line.get_marker() == "D"
        )

    assert diamonds(drawn("quiet", "en")) == 0
    assert diamonds(drawn("xbar_r", "en")) == 1 + 3


def test_another_title_replaces_the_pages_own() -> None:
    said = [text.get_text() for text in texts(draw(PAGES["quiet"](False), "en", title="Line 4, shift B"))]
    assert "Line 4, shift B" in said
    assert "Piston ring diameter · X̄-R chart" not in said


def test_only_the_lowest_panel_of_a_stack_has_x_words() -> None:
    said = [text.get_text() for text in texts(drawn("quiet", "en"))]
    assert said.count("10") == 1
    assert said.count("subgroup") == 1


def test_rule_numbers_stand_in_the_figure() -> None:
    said = [text.get_text() for text in texts(drawn("zones", "en"))]
    assert {"1", "5", "6"} <= set(said)


def test_a_long_series_keeps_only_its_main_signals() -> None:
    figure = drawn("long", "en")
    lines = figure.findobj(matplotlib.lines.Line2D)
    assert max(len(line.get_xdata()) for line in lines) < 3000
    shown = [len(line.get_xdata()) for line in lines if line.get_marker() == "D"]
    assert sorted(shown) == [1, 1, 2]  # subtitle; counted stretch; extreme point and cluster
    said = [text.get_text() for text in texts(figure)]
    assert "30,251" in said and "1" not in said
    assert len([text for text in said if re.fullmatch(r"65,5\d\d", text)]) == 1


@pytest.mark.parametrize("size", ["page", "column"])
def test_every_signal_of_a_long_series_is_counted_beside_what_chance_explains(size: str) -> None:
    page = PAGES["long"](False)
    setter = Setter(PAPERS[size], "en")
    x = lay_out(page, setter).panels[0].x
    counted = count(page.tally, x.low, x.high, x.end - x.start)
    assert counted.counts.sum() == len(page.tally.x)
    assert (x.end - x.start) / len(counted.counts) >= BAR
    assert counted.chance == pytest.approx(270 * counted.width / 100_000)
    ((place, (start, end)),) = counted.crowds
    assert start < 65_500 < 65_560 < end + counted.width
    assert counted.counts[place] == counted.counts.max()
    said = [text.get_text() for text in texts(draw(page, "en", size=size))]
    assert any(re.fullmatch(r"chance \d[\d.]*", text) for text in said)
    assert said.count("measurement") == 1


def test_a_stable_series_has_no_stretch_beyond_chance() -> None:
    rng = np.random.default_rng(8)
    crowded = 0
    for _ in range(300):
        places = np.sort(rng.integers(1, 100_001, rng.poisson(600))).astype(float)
        crowded += bool(count(Tally(places, "signals", 600.0), 0.5, 100_000.5, 380.0).crowds)
    assert crowded <= 9  # one in a hundred expected


def test_a_short_series_is_not_counted() -> None:
    page = replace(PAGES["quiet"](False), tally=Tally(np.array([3.0]), "signals", 1.0))
    assert "signals" not in [text.get_text() for text in texts(draw(page, "en"))]


def test_without_a_price_the_stretches_are_compared_with_each_other() -> None:
    page = PAGES["long"](False)
    page = replace(page, tally=replace(page.tally, expected=None))
    said = [text.get_text() for text in texts(draw(page, "en"))]
    assert not any(text.startswith("chance") for text in said)
    assert "all counted" in " ".join(said)
    diamonds = [
        len(line.get_xdata())
        for line in draw(page, "en").findobj(matplotlib.lines.Line2D)
        if line.get_marker() == "D"
    ]
    assert sorted(diamonds) == [1, 1, 2]


def test_the_word_of_a_note_without_a_place_moves_to_the_footer() -> None:
    from sqc.report.marks import Note

    x = np.arange(1.0, 101.0)
    y = np.where(x % 2 == 0, 1.0, 0.0)
    long = "a cause that is told in so many words that no place in the panel could ever hold them all " * 2
    page = Page("t", ((Plot("i", (Line(x, y), Points(x, y), Note(50.0, 1.0, long))),),), footer=("n = 100",))
    said = [text.get_text() for text in texts(draw(page, "en"))]
    assert "a" in said
    assert "a: a cause" in " ".join(said)


@pytest.mark.parametrize(
    "y",
    [
        [5.0, 5.0, 5.0],
        [0.0, 0.0, 0.0],
        [1.0],
        [],
        [np.nan, np.nan],
        [1e-12, 2e-12, 3e-12],
        [1e15, 1.0000001e15],
        [1e308, -1e308],
        [74.0000000001, 74.0000000002],
        [1.0, np.nan, 3.0, np.inf],
    ],
)
def test_odd_data_are_drawn_all_the_same(y: list[float]) -> None:
    values = np.array(y)
    x = np.arange(1.0, len(y) + 1.0)
    page = Page("odd", ((Plot("i", (Line(x, values), Points(x, values))),),))
    assert written(draw(page, "en"), "png")


def test_labels_of_hundreds_of_points_keep_apart() -> None:
    n = 300
    x = np.arange(1.0, n + 1.0)
    ticks = tuple((float(i), f"批次 2024-03-{i % 28 + 1:02d}/{i}") for i in range(1, n + 1))
    page = Page("t", ((Plot("i", (Line(x, np.sin(x)),), Axis("批", ticks)),),))
    for size in ("page", "column"):
        figure = draw(page, "zh", size=size)
        boxes = sorted(
            (box for text, box in extents(figure) if "/" in text.get_text()), key=lambda box: box.x0
        )
        assert len(boxes) >= 2
        assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pdf_holds_its_fonts_and_is_the_same_twice(lang):
    page = PAGES["xbar_r"](lang == "zh")
    first, second = (picture(page, lang, "pdf") for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF") and b"/FontFile" in first
