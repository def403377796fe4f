"""What the program says, word for word, in both languages. README.md tells how the files came about."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from sqc.cli.main import main
from sqc.i18n.display import columns_of

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "data" / "samples_zh"
SESSIONS = sorted(HERE.glob("*.txt"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder that holds the data of all sessions."""
    for source in (HERE / "data", SAMPLES):
        shutil.copytree(source, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _play(session: str, lang: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the session with what the commands print now: standard output, standard error, exit code."""
    played = []
    for line in session.splitlines():
        if line.startswith("$ sqc "):
            code = main([*shlex.split(line.removeprefix("$ sqc ")), "--lang", lang])
            out, err = capsys.readouterr()
            played += [line, *(out + err).splitlines(), f"exit {code}", ""]
    return "\n".join(played).rstrip() + "\n"


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_the_program_says_what_was_read_and_approved(path, folder, capsys):
    expected = path.read_text(encoding="utf-8")
    assert _play(expected, path.stem.rpartition(".")[2], capsys) == expected


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_no_line_but_a_verdict_and_a_command_is_wider_than_the_page(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [
        line for line in lines if columns_of(line) > 80 and not line.startswith("[") and "sqc " not in line
    ]


def test_every_session_is_there_in_both_languages():
    stems = {path.stem.rpartition(".")[0] for path in SESSIONS}
    assert {path.stem for path in SESSIONS} == {f"{stem}.{lang}" for stem in stems for lang in ("en", "zh")}


def test_chinese_sessions_can_be_shown_on_a_chinese_windows_console():
    for path in SESSIONS:
        if path.stem.endswith(".zh"):
            path.read_text(encoding="utf-8").encode("gbk")
