"""The HTML page in a real browser: quiet, offline, usable by keyboard and pointer, whole on paper."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from tests.report.browser import Browser, program

import sqc
from sqc.report.html import render

pytestmark = pytest.mark.skipif(program() is None, reason="Chromium is not installed (package chromium)")

LABEL = "document.activeElement.getAttribute('aria-label')"
TIP = "document.querySelector('.tip').hidden ? '' : document.querySelector('.tip').innerText"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    made = Browser(tmp_path_factory.mktemp("browser"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def chart():
    values = np.round(50 + (np.arange(125) * 7 % 13 - 6) / 3, 2)
    values[60:65] += 9
    lots = [f"L{i // 5:02d}" for i in range(125)]
    return sqc.chart({"d(mm)": values.tolist(), "lot": lots}, value="d", subgroup="lot", kind="xbar-r")


def show(browser, folder, page, **size):
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    browser.open(path, **size)
    assert browser.console == []
    assert browser.requests == []
    return path


def pixels(data):
    image = pytest.importorskip("matplotlib.image").imread(io.BytesIO(data), format="png")
    return np.asarray(image)[:, :, :3]


def test_every_result_is_quiet_and_offline(browser, chart, tmp_path):
    pages = [
        chart.to_html("zh"),
        sqc.look({"d": [1.0, 2.0, 3.0]}).to_html(),
        sqc.arl("xbar", shift="0,1").to_html(),
        sqc.verify(cases=["nist-6322-imr"]).to_html(),
        render([chart.stored_report, sqc.look({"d": [1.0, 2.0, 3.0]}).stored_report], "en"),
    ]
    for page in pages:
        show(browser, tmp_path, page)
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")


def test_the_other_language_is_a_click_away(browser, chart, tmp_path):
    show(browser, tmp_path, chart.to_html("en"))
    seen = "[document.documentElement.lang, document.title, document.querySelector('main').innerText]"
    for lang, own, other in (("en", "[act]", "[处置]"), ("zh-CN", "[处置]", "[act]")):
        browser.run(f"document.getElementById('lang-{lang}').click()")
        code, title, text = browser.run(seen)
        assert (code, title) == (lang, chart.stored_report.title.render(lang[:2]))
        assert own in text and other not in text
        shown = "[...document.querySelectorAll('svg.sqc')].filter(e => e.checkVisibility()).map(e => e.lang)"
        assert browser.run(shown.replace("e.lang", "e.getAttribute('lang')")) == [lang]
    assert browser.console == []


def test_points_by_keyboard(browser, chart, tmp_path):
    show(browser, tmp_path, chart.to_html("en"))
    browser.press("Tab", "Tab")
    assert browser.run(LABEL).startswith("lot L00, Xbar, value ")
    browser.press(*["ArrowRight"] * 12)
    label = browser.run(LABEL)
    assert re.fullmatch(
        r"lot L12, Xbar, value [\d.]+, LCL [\d.]+, center [\d.]+, UCL [\d.]+, rule 1: beyond the limit", label
    )
    assert browser.run(TIP) == "\n".join(re.split(", (?!Xbar)", label))
    browser.press("ArrowDown")
    assert browser.run(LABEL).startswith("lot L12, R, value ")
    browser.press("ArrowLeft", "ArrowUp")
    assert browser.run(LABEL).startswith("lot L11, Xbar")
    browser.press("End", "ArrowRight")
    assert browser.run(LABEL).startswith("lot L24, Xbar")
    browser.press("Home", "ArrowLeft")
    assert browser.run(LABEL).startswith("lot L00, Xbar")
    browser.press("Escape")
    assert browser.run(TIP) == ""
    assert browser.run("document.querySelectorAll('[data-panel] > [tabindex=\"0\"]').length") == 2  # en, zh
    browser.press("Tab")
    assert browser.run("document.activeElement.tagName") == "SUMMARY"
    assert browser.console == []


def test_points_by_pointer(browser, chart, tmp_path):
    show(browser, tmp_path, chart.to_html("zh"))
    at = "document.querySelector('svg[lang=zh-CN] .p-signal[data-panel] > *').getBoundingClientRect()"
    x, y = browser.run(f"(() => {{ const b = {at}; return [b.x + b.width / 2, b.y + b.height / 2]; }})()")
    browser.point(x + 5, y - 3)
    assert browser.run(TIP).splitlines()[0] == "lot L12，均值 Xbar"
    assert browser.run(TIP).splitlines()[-1] == "准则 1：点出界"
    browser.point(x + 200, y + 60)
    browser.point(5, 5)
    assert browser.run(TIP) == ""


def test_points_of_other_results_tell_what_they_are(browser, tmp_path):
    show(browser, tmp_path, sqc.chart_design("ewma", shift=1).to_html("en"))
    browser.press("Tab", "Tab", "ArrowRight", "ArrowRight")
    assert re.match(r"\w+, shift of the mean, in σ of single values 0, average run", browser.run(LABEL))
    assert browser.run("document.querySelectorAll('svg title').length") == 0


def test_the_rows_of_a_validation_can_be_chosen(browser, tmp_path):
    result = sqc.verify(cases=["nist-6322-imr", "montgomery-7-1-p-chart"])
    show(browser, tmp_path, result.to_html("en"))
    rows = "document.querySelectorAll('.choose tbody tr:not(.under)')"
    count = f"[...{rows}].filter(e => e.checkVisibility()).length"
    cases = count.replace(":not(.under)", ".under")
    assert (browser.run(count), browser.run(cases)) == (result["n_values"], 2)
    browser.run("document.querySelector('.choose .k1').click()")
    assert (browser.run(count), browser.run(cases)) == (result["n_known"], 1)
    browser.run("document.querySelector('.choose input').click()")
    assert browser.run(count) == result["n_values"]


def test_narrow_and_dark(browser, chart, tmp_path):
    browser.media(prefers_color_scheme="dark")
    show(browser, tmp_path, chart.to_html("zh"), width=360, height=640)
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    assert pixels(browser.picture())[:5].min() == 1.0  # white paper all the same
    browser.media()


def test_on_paper(browser, chart, tmp_path):
    show(browser, tmp_path, chart.to_html("en"))
    paper = browser.paper()
    sizes = set(re.findall(rb"/MediaBox \[([^\]]+)\]", paper))
    assert {tuple(round(float(one)) for one in size.split()[2:]) for size in sizes} == {(595, 842)}  # A4
    assert len(re.findall(rb"/Type /Page\b", paper)) == 1


def test_words_of_other_fonts_do_not_meet(browser, chart, tmp_path):
    page = chart.to_html("en")
    family = re.search(r"\.sqc\{font-family:(.*?);", page)[1]
    path = tmp_path / "page.html"
    boxes = (
        "[...document.querySelectorAll('svg[lang=en] text')].map(e => { const b = e.getBoundingClientRect();"
        " return [b.left, b.top + b.height * .2, b.right, b.bottom - b.height * .2, e.textContent]; })"
    )
    for other in (family, "sans-serif", '"Noto Sans SC GB2312"'):  # the others of the list are narrower
        # another style has another sum, which the policy of the page would refuse
        changed = re.sub(r'<meta http-equiv="Content-Security-Policy".*?>', "", page.replace(family, other))
        path.write_text(changed, encoding="utf-8")
        browser.open(path)
        found = browser.run(boxes)
        for i, one in enumerate(found):
            assert one[2] <= 1000, one
            for two in found[i + 1 :]:
                apart = min(one[2], two[2]) <= max(one[0], two[0]) or min(one[3], two[3]) <= max(
                    one[1], two[1]
                )
                assert apart, (other, one, two)


def test_text_from_data_does_nothing(browser, tmp_path):
    names = ["<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "\u202eevil", "x" * 10_000]
    data = {"<b onclick=alert(5)>d</b>": [1.0, 2.0, 3.0, 2.0, 1.0, 9.0, 2.0, 1.5], "lot": names * 2}
    chart = sqc.chart(data, value="<b onclick=alert(5)>d</b>", kind="i-mr")
    show(browser, tmp_path, chart.to_html("en", title="</title><script>alert(7)</script>"))
    assert browser.run("document.querySelectorAll('script').length") == 1
    assert not browser.run("document.querySelectorAll('img, main b[onclick]').length")
    browser.run("document.querySelectorAll('details').forEach(e => e.open = true)")
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    assert not [event for event in browser.events if event["method"] == "Page.javascriptDialogOpening"]
