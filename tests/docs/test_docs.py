"""The documentation: two languages, links that lead somewhere, commands and code that do what is shown."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sqc
from sqc.charts.catalog import KINDS

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("docs_outputs", ROOT / "scripts" / "docs_outputs.py")
outputs = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(outputs)

PAGES = outputs.pages()
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
_PYTHON = re.compile(r"(?m)^```python\n(.*?)^```$", re.DOTALL)


def name(page):
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_page_is_there_in_both_languages(page):
    other = page.name.replace(".zh.md", ".md") if page.name.endswith(".zh.md") else page.stem + ".zh.md"
    assert page.with_name(other).is_file()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_and_pictures_lead_somewhere(page):
    targets = [a or b for a, b in _LINK.findall(page.read_text(encoding="utf-8"))]
    gone = [
        target
        for target in targets
        if not target.startswith(("http", "#")) and not (page.parent / target.partition("#")[0]).exists()
    ]
    assert not gone


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_print_what_the_page_shows(page):
    assert outputs.page_refreshed(page) == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_python_runs(page, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    # the README stands beside examples/, the pages of docs/ speak from within it
    monkeypatch.chdir(tmp_path if page.parent == ROOT else tmp_path / "examples")
    for block in _PYTHON.findall(page.read_text(encoding="utf-8")):
        exec(compile(block, str(page), "exec"), {})


@pytest.mark.parametrize("lang", ["", ".zh"])
def test_every_kind_has_its_formula_and_its_place_in_the_choice(lang):
    for page in (f"theory/limits{lang}.md", f"guide/which-chart{lang}.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert not [kind for kind in KINDS if f"`{kind}`" not in text], page


@pytest.mark.parametrize("lang", ["", ".zh"])
def test_the_limits_by_each_sigma(lang):
    text = (ROOT / "docs" / f"guide/why-limits-differ{lang}.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `(\w+)`[^|]*\| (0\.\d+) \| (7\d\.\d+) \| (7\d\.\d+) \|$", text)
    assert len(rows) == 4
    for method, *printed in rows:
        chart = sqc.chart(
            ROOT / "examples" / "pistonrings.csv",
            value="diameter",
            subgroup="sample",
            sigma=method,
            kind="xbar-s" if method == "sbar" else "xbar-r",
        )
        ours = [f"{chart['sigma_within']:.8f}", f"{chart['xbar_lower']:.5f}", f"{chart['xbar_upper']:.5f}"]
        assert printed == ours


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path):
    pytest.importorskip("material", reason="the site needs the extra sqc[docs]")
    for command in (
        [sys.executable, "scripts/docs_reference.py"],
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", "mkdocs.json", "-d", str(tmp_path)],
    ):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr
    for page in (
        "index.html",
        "zh/index.html",
        "zh/theory/limits/index.html",
        "generated/commands/index.html",
    ):
        assert (tmp_path / page).is_file()
    fetched = re.findall(r'(?:src|href)="(https?://[^"]+)"', (tmp_path / "index.html").read_text("utf-8"))
    # links that a reader may follow, nothing that the page loads by itself
    assert all("squidfunk.github.io" in address for address in fetched)
