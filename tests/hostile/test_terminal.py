"""Escape sequences, bells, bidi overrides and line feeds of the data never reach a terminal raw."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqc.cli.main import main
from sqc.i18n.display import STEERING, on_one_line, visible
from sqc.report.text import fill, table_text

from .conftest import ROOT

NAMES = {
    10: '"x\n[ok] fine"',
    11: "\x1b]0;own\x07e\x1b[31m",
    12: "\u202eevil\u2066",
    13: "\x9b2J",
    14: '"a\rb\tc"',
    15: "\u2028[ok] fine",
}
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def written(path):
    """A file whose labels and header steer a terminal, and whose signals are at those labels."""
    rows = ["lot\x1b[2J\x07\u202e,d"]
    for i in range(60):
        far = 14 if 10 <= i <= 15 else 0
        values = [10 + (i * 7 + k * 3) % 5 / 10 + far for k in range(4)]
        rows += [f"{NAMES.get(i, f'L{i}')},{value:.1f}" for value in values]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")


@pytest.fixture
def evil(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "e.csv")
    return "e.csv"


CALLS = [
    ["chart", "e.csv", "--value", "d", "--subgroup", "1"],
    ["chart", "e.csv", "--value", "d", "--subgroup", "1", "--quiet"],
    ["chart", "e.csv", "--value", "d", "--subgroup", "1", "--format", "md"],
    ["chart", "e.csv", "--value", "d", "--subgroup", "1", "--format", "plot"],
    ["chart", "e.csv", "--value", "d", "--subgroup", "1", "--explain", "xbar_upper:11"],
    ["chart", "e.csv", "--value", "d", "--by", "1", "--kind", "i-mr"],
    ["chart", "e.csv", "--value", "d", "--stage", "1", "--kind", "i-mr"],
    ["look", "e.csv"],
    ["look", "e.csv", "--format", "md"],
    ["chart", "e.csv", "--value", "\x1b[2Jx\n[ok] fine"],
    ["chart", "\x1b[2Jx\n[ok] fine.csv"],
    ["chart", "e.csv", "--where", "\x07\u202e=\n[ok] fine"],
    ["chart", "e.csv", "--\x1b[2J\n[ok] fine"],
    ["\x1b[2J\n[ok] fine"],
    ["chart", "e.csv", "-o", "\x1b[2J\n[ok] fine.bmp"],
    ["chart", "e.csv", "--rules", "\x1b[2J\n[ok] fine"],
    ["chart", "e.csv", "--limits", "\x1b[2J\n[ok] fine"],
]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("arguments", CALLS, ids=lambda call: ascii(" ".join(call)))
def test_nothing_steers(evil, capsys, arguments, lang):
    main([*arguments, "--lang", lang])
    out, err = capsys.readouterr()
    assert out + err
    assert not STEERS.search(out + err)
    assert not [line for line in (out + err).splitlines() if line.startswith("[ok] fine")]


@pytest.mark.parametrize("arguments", [*CALLS[:2], CALLS[-1]], ids=["chart", "quiet", "error"])
def test_colours_are_only_our_own(evil, capsys, arguments):
    main([*arguments, "--color", "always"])
    out, err = capsys.readouterr()
    assert not STEERS.search(re.sub(r"\x1b\[(1;31|33|32|2)m[^\x1b]*\x1b\[0m", "", out + err))


def test_json_escapes_what_steers_and_keeps_it(evil, capsys):
    main([*CALLS[0], "--format", "json"])
    out = capsys.readouterr().out
    assert not STEERS.search(out)
    assert {"\u202eevil\u2066", "\x9b2J"} <= set(json.loads(out)["labels"])


def test_a_file_and_a_pipe_get_the_cells_of_csv_as_they_are(evil, capsys):
    main([*CALLS[0], "--format", "csv"])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert rows[11][0] == "x\n[ok] fine"
    assert rows[13][0] == "\u202eevil\u2066"


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_csv_on_a_terminal(evil, tmp_path):
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sqc", *CALLS[0], "--format", "csv"],
        stdout=follower,
        stderr=follower,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    os.close(follower)
    sent = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        sent += part
    os.close(leader)
    assert process.wait(timeout=60) == 0
    assert "L0,4," in sent.decode()
    assert not STEERS.search(sent.decode().replace("\r\n", "\n"))


@given(st.text())
def test_any_text(text):
    assert not STEERING.search(visible(text))
    assert "\n" not in on_one_line(text)
    assert not STEERING.search(fill(text, 2))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_a_table_of_any_text_keeps_its_rows(cells):
    from sqc.report.model import Column, Table

    table = Table("t", (Column("a", cells[0], "left"), Column("n", "n")), tuple((cell, 1) for cell in cells))
    lines = table_text(table, "en").split("\n")
    assert not any(STEERING.search(line) for line in lines)
    assert sum(line.rstrip().endswith("1") for line in lines) >= len(cells)
