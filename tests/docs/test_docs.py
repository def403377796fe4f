"""The documentation: two languages, links that lead somewhere, commands and code that do what is shown."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sqc
from sqc.charts.catalog import KINDS
from sqc.cli.main import main
from sqc.verification.load import select

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


def _late(page):
    """Return whether a page waits for the slow run: it has the commands of the English one."""
    return page.parent.name == "guide" and ".zh." in page.name


_SHOWN = [pytest.param(page, marks=pytest.mark.slow if _late(page) else (), id=name(page)) for page in PAGES]


@pytest.mark.parametrize("page", _SHOWN)
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


RINGS = {"value": "diameter", "subgroup": "sample", "lsl": 73.95, "usl": 74.05}


@pytest.mark.parametrize("lang", ["", ".zh"])
def test_cpk_by_each_sigma(lang):
    """Every row of the table that says why a Cpk differs."""
    text = (ROOT / "docs" / f"guide/why-your-cpk-differs{lang}.md").read_text(encoding="utf-8")
    cells = r" \| (0\.\d{8}) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) (?:to|至) ([\d.]+) \|$"
    rows = re.findall(rf"(?m)^\| (?:`--(\w+) ([\w-]+)`)?[^|]*{cells}", text)
    assert len(rows) == 8
    for option, method, *printed in rows:
        study = sqc.cpk(
            ROOT / "examples" / "pistonrings.csv", **RINGS, **({option: method} if option else {})
        )
        key = "cpk" if option else "ppk"
        last = "bw" if "sigma_bw" in study.facts else "within" if option else "overall"
        ends = study.facts[key].interval
        ours = [f"{study[f'sigma_{last}']:.8f}", f"{study[f'df_{last}']:.1f}"]
        assert printed == [*ours, *(f"{number:.3f}" for number in (study[key], *ends))]


@pytest.mark.parametrize("lang", ["", ".zh"])
def test_numbers_of_other_programs_and_curves(lang):
    text = (ROOT / "docs" / f"guide/why-your-cpk-differs{lang}.md").read_text(encoding="utf-8")
    to = "至" if lang else "to"
    pairs = {
        ("qcc-capability-pistonrings-rbar", "cpk"), ("qcc-capability-pistonrings-rbar", "cpu"),
        ("qcc-capability-pistonrings-rbar", "cpm"),
    }  # fmt: skip
    for name, key in pairs:
        (case,) = select([name])
        ours = sqc.cpk(ROOT / "examples" / "pistonrings.csv", **RINGS, target=74).facts[key].interval
        theirs = [case.expected[f"{key}_{end}"] for end in ("lower", "upper")]
        assert f"{theirs[0]:.3f} {to} {theirs[1]:.3f} | {ours[0]:.3f} {to} {ours[1]:.3f} |" in text
    (case,) = select(["qcc-capability-pistonrings-offtarget"])
    assert f"| {case.expected['cpm']:.3f} | Cpm {case.known['cpm'].exact:.3f} |" in text
    for curve in ("lognormal", "gamma", "weibull"):
        study = sqc.cpk(ROOT / "examples" / "bearings.csv", lsl=15, dist=curve, standard="aiag-vda-yellow")
        assert f"| {curve} | {study['ppk']:.3f} | {study['ppk_z']:.3f} |" in text
    plain = sqc.cpk(ROOT / "examples" / "bearings.csv", lsl=15)
    assert f"| normal | {plain['ppk']:.3f} | {plain['ppk']:.3f} |" in text
    rings = sqc.cpk(ROOT / "examples" / "pistonrings.csv", **RINGS, target=74)
    tabulated = sqc.cpk(ROOT / "examples" / "pistonrings.csv", **RINGS, constants="tabulated")
    spread = (rings["sigma_within"] ** 2 + (rings["mean"] - 74) ** 2) ** 0.5
    said = f"{plain['cpk']:.2f}", f"{plain['ppk']:.2f}", f"{rings['cpm']:.3f}", f"{0.1 / 6 / spread:.3f}"
    assert all(number in text for number in (*said, f"{tabulated['cpk']:.5f}", f"{rings['cpk']:.5f}"))


@pytest.mark.parametrize("lang", ["", ".zh"])
def test_cases_that_are_named_are_there(lang):
    text = (ROOT / "docs" / f"guide/why-your-cpk-differs{lang}.md").read_text(encoding="utf-8")
    named = re.findall(r"sqc verify ([\w-]+)`", text)
    named += [
        name
        for row in re.findall(r"(?m)^\| (`[a-z]+-[^|]*) \|", text)
        for name in re.findall(r"`([^`]+)`", row)
    ]
    assert len(named) > 15 and all(select([name]) for name in named)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_lines_of_the_readme_run_as_they_stand(page, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"`sqc ([^`]*examples/[^`]*)`", (ROOT / page).read_text(encoding="utf-8"))
    assert len(lines) >= 5
    for line in lines:
        assert main(shlex.split(line)) == 0, capsys.readouterr().err


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
