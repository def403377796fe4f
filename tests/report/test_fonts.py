"""No tofu: every sign has a glyph, with and without Chinese fonts on the system."""

from __future__ import annotations

import io
import logging
import unicodedata
import warnings
from pathlib import Path

import pytest
from matplotlib import font_manager
from tests.report.pages import PAGES

from sqc.report import metrics, typefaces
from sqc.report.figure import draw, save
from sqc.report.marks import Page, Plot

SIGNS = "X̄ X̿ R̄ s̄ p̄ ū c̄ M̅R̅ X̃ σ̂ d₂ µ₀ T² C⁺ C⁻ λ ± × − ≥ ① … 10⁻⁷"


@pytest.fixture
def no_system_chinese(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typefaces, "system_chinese", lambda: None)
    typefaces.properties.cache_clear()
    yield
    typefaces.properties.cache_clear()


def complaints(page: Page, lang: str, form: str, caplog: pytest.LogCaptureFixture) -> list[str]:
    with warnings.catch_warnings(record=True) as caught, caplog.at_level(logging.WARNING, "matplotlib"):
        warnings.simplefilter("always")
        save(draw(page, lang), io.BytesIO(), form)
    return [str(warning.message) for warning in caught] + [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("name", ["xbar_r", "stages", "pareto"])
def test_no_glyph_is_missing_without_any_system_font(
    name: str, form: str, no_system_chinese: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert complaints(PAGES[name](True), "zh", form, caplog) == []


@pytest.mark.parametrize("name", list(PAGES))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_glyph_is_missing(name: str, lang: str, caplog: pytest.LogCaptureFixture) -> None:
    assert complaints(PAGES[name](lang == "zh"), lang, "png", caplog) == []


def test_the_signs_of_statistics_have_glyphs(
    no_system_chinese: None, caplog: pytest.LogCaptureFixture
) -> None:
    page = Page(SIGNS, ((Plot("empty", ()),),), SIGNS, footer=(SIGNS,))
    assert complaints(page, "zh", "png", caplog) == []


def test_the_packaged_font_holds_gb_2312() -> None:
    font = font_manager.get_font(str(typefaces.PACKAGED))
    held = set(font.get_charmap())
    level = {
        ord(bytes((row, cell)).decode("gb2312"))
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA) or row > 0xD7
    }
    assert len(level) == 6763
    assert level <= held
    assert {ord(mark) for mark in "，。、；：（）“”《》％"} <= held


def test_the_packaged_font_comes_with_its_licence() -> None:
    licence = Path(typefaces.PACKAGED).with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
    assert Path(typefaces.PACKAGED).stat().st_size < 2_600_000


def test_a_system_font_goes_before_the_packaged_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "system_chinese", lambda: "DejaVu Serif")
    typefaces.properties.cache_clear()
    assert typefaces.properties(8.0, True, True).get_family() == ["sqc Latin", "sqc DejaVu Serif"]
    typefaces.properties.cache_clear()


def test_words_without_chinese_load_no_chinese_font() -> None:
    assert typefaces.properties(8.0, False, False).get_family() == ["sqc Latin"]


@pytest.mark.parametrize("text", ["UCL 74.0143", "subgroup mean, mm", "均值-极差控制图（X̄-R）", "−0.05"])
@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_drawing(text: str, bold: bool) -> None:
    from matplotlib.backends.backend_agg import RendererAgg

    font = typefaces.properties(80.0, bold, typefaces.needs_chinese(text))
    drawn, _, _ = RendererAgg(10, 10, 72).get_text_width_height_descent(text, font, False)
    assert metrics.width(text, 80.0, bold) == pytest.approx(drawn, rel=0.02, abs=4)


@pytest.mark.parametrize("bold", [False, True])
def test_the_table_of_widths_is_that_of_the_font_files(bold: bool) -> None:
    font = font_manager.get_font(str(typefaces._latin_file("bold" if bold else "normal")))
    font.set_size(64, 72)
    codes = [code for code in font.get_charmap() if code < ord(metrics.CHINESE_FROM)]
    assert len(codes) > 4000
    for code in codes:
        if not unicodedata.combining(chr(code)):
            advance = font.load_char(code).linearHoriAdvance / 65536 / 64
            assert metrics.width(chr(code), 1.0, bold) == pytest.approx(advance, abs=2e-5)
