"""Standard input, pipes, terminals and their encodings; in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cli.conftest import ROOT

GBK = "直径(mm)\n" + "\n".join(f"{10 + i % 7 / 10:.1f}" for i in range(30)) + "\n"


def test_module_and_version(sqc_process):
    done = sqc_process("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"sqc ")


def test_standard_input(sqc_process):
    done = sqc_process("chart", "-", stdin=GBK.encode("gbk"))
    assert done.returncode == 0, done.stderr
    assert "直径" in done.stdout.decode("utf-8")
    empty = sqc_process("chart", "-", stdin=b"")
    assert empty.returncode == 2
    assert b"empty" in empty.stderr
    assert sqc_process("look", "-", stdin=GBK.encode("utf-16")).returncode == 0


def test_standard_input_equals_the_file(sqc_process, folder):
    (folder / "a.csv").write_text(GBK, encoding="utf-8")
    by_file = sqc_process("chart", "a.csv").stdout.replace(b"a.csv: ", b"")
    by_stdin = sqc_process("chart", "-", stdin=GBK.encode()).stdout.replace(b"-: ", b"")
    assert by_file.split(b"Read")[0] == by_stdin.split(b"Read")[0]


@pytest.mark.skipif(os.name == "nt", reason="pipes of sh")
def test_closed_pipe_is_silent(folder):
    (folder / "long.csv").write_text(
        "d\n" + "\n".join(f"{i % 17}.5" for i in range(30_000)), encoding="utf-8"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for rest in ("--format csv", "--format json", ""):
        done = subprocess.run(
            f"{sys.executable} -m sqc chart long.csv {rest} | head -1",
            shell=True,
            capture_output=True,
            env=env,
            cwd=folder,
            timeout=60,
        )
        assert done.stderr == b""
        assert done.stdout.count(b"\n") == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_cannot_show_chinese(sqc_process, folder, encoding):
    (folder / "孔.csv").write_text(GBK, encoding="utf-8")
    done = sqc_process("chart", "孔.csv", "--lang", "zh", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stderr.decode(encoding).splitlines()[0] == (
        f"note: this terminal cannot show Chinese ({encoding}); English is used. Set PYTHONUTF8=1."
    )
    out = done.stdout.decode(encoding)
    assert "I-MR chart" in out
    assert "\\u76f4\\u5f84" in out
    assert "?" not in out


def test_errors_on_a_terminal_that_cannot_show_chinese(sqc_process):
    done = sqc_process("chart", "孔径.csv", "--lang", "zh", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 2
    assert b"error: " in done.stderr
    assert b"\\u5b54" in done.stderr


def test_gbk_console(sqc_process, folder):
    (folder / "a.csv").write_text(GBK, encoding="utf-8")
    done = sqc_process("chart", "a.csv", "--lang", "zh", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "单值" in done.stdout.decode("gbk")
    assert done.stderr == b""


def test_files_are_utf8_whatever_the_terminal(sqc_process, folder):
    (folder / "a.csv").write_text(GBK, encoding="utf-8")
    done = sqc_process(
        "chart",
        "a.csv",
        "-o",
        "out.md",
        "-o",
        "out.csv",
        "-o",
        "out.json",
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
    )
    assert done.returncode == 0
    assert "直径" in (folder / "out.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "settings", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {}, False),
        (("--quiet", "--color", "always"), {}, True),
    ],
)
def test_colour_off_a_terminal(sqc_process, arguments, settings, coloured):
    done = sqc_process("chart", "bad.csv", *arguments, **settings)
    assert (b"\x1b[" in done.stdout) is coloured


def test_colour_never_changes_the_words(sqc_process):
    import re

    plain = sqc_process("chart", "bad.csv").stdout
    coloured = sqc_process("chart", "bad.csv", "--color", "always").stdout
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", coloured) == plain


def on_a_terminal(folder, file, settings) -> bytes:
    """Return what stands on a terminal after `sqc chart FILE`."""
    import pty

    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm", **settings}
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sqc", "chart", file],
        stdout=follower,
        stderr=follower,
        env=env,
        cwd=folder,
    )
    os.close(follower)
    found = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        found += part
    os.close(leader)
    assert process.wait(timeout=60) == 0
    return found


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
@pytest.mark.parametrize(
    ("settings", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal(folder, settings, coloured):
    found = on_a_terminal(folder, "bad.csv", settings)
    assert (b"\x1b[1;31m" in found) is coloured
    assert b"--save-limits" not in found  # nobody keeps the limits of a process out of control


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_next_line_on_a_terminal(folder):
    assert b"--save-limits good.toml" in on_a_terminal(folder, "good.csv", {})


def test_no_next_line_off_a_terminal(sqc_process):
    done = sqc_process("chart", "good.csv")
    assert b"save-limits" not in done.stdout
    assert done.stderr == b""


def test_nothing_heavy_for_a_text_chart(sqc_process, folder):
    code = (
        "import sys; from sqc.cli.main import main; main(['chart', 'good.csv', '--quiet']);"
        "heavy = {'pandas', 'scipy', 'matplotlib', 'narwhals', 'polars', 'pyarrow', 'socket', 'http.client'};"
        "found = heavy & set(sys.modules); assert not found, found"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, cwd=folder, timeout=60)
    assert done.returncode == 0, done.stderr


def test_no_network(folder, monkeypatch, capsys):
    import socket

    from sqc.cli.main import main

    def refuse(*a, **k):
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert main(["chart", "good.csv", "-o", "a.png", "-o", "a.json"]) == 0
    for name in ("http://example.org/a.csv", "https://example.org/a.csv", "ftp://example.org/a.csv"):
        assert main(["chart", name]) == 2
    capsys.readouterr()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupt(folder):
    import signal
    import time

    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        [sys.executable, "-m", "sqc", "chart", "-", "-o", "a.json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=folder,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as a shell has it
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"stopped" in err
    assert b"Traceback" not in err
    assert not (folder / "a.json").exists()
