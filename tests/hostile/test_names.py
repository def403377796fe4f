"""File names made from data: safe on every system, unique, and never outside their folder."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqc
from sqc.cli.main import main
from sqc.report.files import LONGEST, beside, into_folder, safe_names

HOSTILE = [
    "../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "C:\\x",
    "..",
    ".",
    "",
    "~root",
    "-rf",
    ".bashrc",
    "CON",
    "con.txt",
    "NUL .png",
    "com1",
    "LPT³",
    "CONIN$",
    "trailing dots...",
    "trailing spaces   ",
    "a\x00b",
    "a\nb",
    "\x1b[2J",
    "\x9b31m",
    "\u202egnp.exe",
    "\u2028line",
    "\ufeffbom",
    "lone \ud800",
    "Upper",
    "upper",
    "UPPER",
    "caf\u00e9",
    "cafe\u0301",
    "CAFÉ",
    "straße",
    "STRASSE",
    "a/b",
    "a\\b",
    "a:b",
    "a?b",
    "x" * 10_000,
    "x" * 9_999,
    "长" * 300,
    "\U0001f600" * 200,
    "一号机",
    "二号机 夜班",
    "$(touch x)",
    "%00",
    "a;b",
]
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def check(names):
    found = safe_names(names)
    assert len(found) == len(names)
    # one file each, also where capitals and the ways to write an accent do not count
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in found}) == len(found)
    for name in found:
        assert name == os.path.basename(name) and name not in ("", ".", "..")
        assert not set(name) & set('<>:"/\\|?*')
        assert not [c for c in name if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
        assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
        assert name[0] not in ".- " and name[-1] not in ". "
        assert name.partition(".")[0].strip().lower() not in DEVICES
        assert len(name.encode("utf-8")) <= LONGEST + 10
        assert unicodedata.is_normalized("NFC", name)
    return found


def test_hostile_names():
    check(HOSTILE)


def test_plain_names_stay():
    plain = ["A", "machine 3", "一号机", "v1.2", "50%", "a_b", "(1)"]
    assert safe_names(plain) == plain


def test_names_that_differ_for_a_person_alone():
    assert safe_names(["Upper", "upper", "UPPER"]) == ["Upper", "upper-2", "UPPER-3"]
    assert safe_names(["caf\u00e9", "cafe\u0301"]) == ["caf\u00e9", "caf\u00e9-2"]
    assert safe_names(["a/b", "a\\b", "a:b", "a-2", "A_b-2"]) == ["a_b", "a_b-2", "a_b-3", "a-2", "A_b-2-2"]


@given(st.lists(st.text(max_size=12) | st.sampled_from(HOSTILE), max_size=12, unique=True))
def test_any_names(names):
    check(names)


@given(st.lists(st.text(max_size=12) | st.sampled_from(HOSTILE), min_size=1, max_size=8, unique=True))
def test_paths_stay_in_the_folder(names):
    for path in into_folder("charts", names).values():
        assert os.path.dirname(os.path.normpath(path)) == "charts"
    for path in beside("folder/report.md", names).values():
        assert os.path.dirname(os.path.normpath(path)) == "folder"


def frame(names):
    rows = [(name, 10 + (i * 7 % 5 + k * 3 % 7) / 10) for i, name in enumerate(names) for k in range(12)]
    return {"machine": [name for name, _ in rows], "d": [value for _, value in rows]}


@pytest.mark.parametrize("part", range(0, len(HOSTILE), 16))
def test_a_folder_of_charts(tmp_path, part):
    """Nothing is written outside the folder, and every chart has its file."""
    names = [name for name in HOSTILE[part : part + 16] if name.strip() and "\ud800" not in name]
    result = sqc.chart(frame(names), value="d", by="machine", kind="i-mr")
    (tmp_path / "inner").mkdir()
    result.save(f"{tmp_path}/inner/charts/")
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]
    assert [path.name for path in (tmp_path / "inner").iterdir()] == ["charts"]
    made = list((tmp_path / "inner" / "charts").iterdir())
    assert len(made) == len(result.charts)
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in made)


def test_names_of_a_gbk_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"{name},{10 + k * 3 % 7 / 10:.1f}" for name in ("一号/机", "..\\二号") for k in range(12)]
    Path("a.csv").write_bytes(("设备,直径\n" + "\n".join(rows) + "\n").encode("gbk"))
    assert main(["chart", "a.csv", "--value", "直径", "--by", "设备", "-o", "图/", "--quiet"]) == 0
    assert sorted(os.listdir("图")) == ["_二号.png", "一号_机.png"]
    assert sorted(os.listdir()) == ["a.csv", "图"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_place_of_a_name_from_data_is_not_followed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rows = [f"{name},{10 + k * 3 % 7 / 10:.1f}" for name in "AB" for k in range(12)]
    Path("a.csv").write_text("machine,d\n" + "\n".join(rows) + "\n", encoding="utf-8")
    Path("outside.png").write_bytes(b"kept")
    Path("charts").mkdir()
    Path("charts/B.png").symlink_to("../outside.png")
    assert main(["chart", "a.csv", "--value", "d", "--by", "machine", "-o", "charts/"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "charts/B.png cannot be written: it is a link" in err
    assert Path("outside.png").read_bytes() == b"kept"
    assert os.listdir("charts") == ["B.png"]
    # a folder that the user named may be a link: it is where he wants them
    Path("charts/B.png").unlink()
    Path("shortcut").symlink_to("charts")
    assert main(["chart", "a.csv", "--value", "d", "--by", "machine", "-o", "shortcut/"]) == 0
    assert sorted(os.listdir("charts")) == ["A.png", "B.png"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_nowhere_and_one_to_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("d\n" + "\n".join(f"{k % 5}.5" for k in range(30)) + "\n", encoding="utf-8")
    Path("new.json").symlink_to("made.json")
    assert main(["chart", "a.csv", "-o", "new.json", "--quiet"]) == 0
    assert Path("new.json").is_symlink() and Path("made.json").read_text(encoding="utf-8").startswith("{")
    Path("loop.json").symlink_to("loop.json")
    assert main(["chart", "a.csv", "-o", "loop.json", "--quiet"]) == 0
    assert Path("loop.json").read_bytes() == Path("made.json").read_bytes()
    assert not [name for name in os.listdir() if name.startswith(".sqc-")]
