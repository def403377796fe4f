"""kill -9, Ctrl-C and full disks: a file is the old one or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from .conftest import files_of, start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

# rounds by the clock, of each command
KILLED, STOPPED = 90, 80
XBAR = ["--value", "d", "--subgroup", "lot"]
LIGHT = [*XBAR, "-o", "a.csv", "-o", "a.json", "--save-limits", "a.toml"]
ALL = [*LIGHT, "-o", "a.png", "-o", "a.html", "-o", "a.xlsx", "-o", "b.md", "-o", "a.svg"]
FOLDER = ["--value", "d", "--subgroup", "lot", "--by", "machine", "-o", "charts/", "-o", "charts.pdf"]


@pytest.fixture(scope="module")
def light(states):
    return states(*LIGHT)


def test_killed_at_every_moment_of_writing(light):
    """Before and after each file is made, half written, put on the disk and renamed."""
    seen, leftovers = set(), 0
    for moment in range(1, 100):
        light.back()
        process = start(light.folder, light.arguments, SQC_MOMENT=f"9:{moment}:")
        process.communicate(timeout=60)
        seen.add(light.changed())
        leftovers += len(files_of(light.folder)) > len(light.old)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
    assert moment > 15
    assert seen == {0, 1, 2, 3}
    assert leftovers > 10


def test_what_a_killed_run_left_does_not_disturb_the_next_one(light):
    light.back()
    process = start(light.folder, light.arguments, SQC_MOMENT="9:3:")
    process.communicate(timeout=60)
    (left,) = files_of(light.folder).keys() - light.old.keys()
    assert left.startswith(".sqc-")
    process = start(light.folder, light.arguments)
    assert process.communicate(timeout=60)[1] == b""
    assert light.changed() == len(light.old)
    assert files_of(light.folder).keys() - light.old.keys() == {left}


def test_stopped_at_every_moment_of_writing(light):
    """Ctrl-C: all files or none, nothing left over, one sentence, exit code 130."""
    for moment in range(1, 100):
        light.back()
        process = start(light.folder, light.arguments, SQC_MOMENT=f"2:{moment}:")
        out, err = process.communicate(timeout=60)
        assert files_of(light.folder).keys() == light.old.keys()
        if process.returncode == 0:  # the files were being renamed, or there is no such moment
            assert light.changed() == len(light.old)
            assert err == b""
        else:
            assert process.returncode == 130
            assert light.changed() == 0
            assert (out, err.strip()) == (b"", b"error: stopped: no file written.")
        if moment > 24:
            break


@pytest.mark.parametrize(
    "moment",
    ["import:click", "import:sqc.cli.main", "import:numpy", "import:json", "open:data.csv", "import:tomli_w"],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_stopped_while_it_starts_reads_and_computes(light, moment, lang):
    light.back()
    process = start(light.folder, light.arguments, SQC_MOMENT=f"2:{moment}", SQC_LANG=lang)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == b""
    assert light.changed() == 0
    assert err.decode().strip() in ("", "error: stopped: no file written.", "错误：已中止，未写出文件。")
    assert bool(err) == (moment not in ("import:click", "import:sqc.cli.main"))


def test_stopped_while_the_answer_is_printed_says_what_was_written(light, tmp_path):
    rows = [f"{10 + i % 17 / 10:.1f}" for i in range(30_000)]
    (tmp_path / "long.csv").write_text("d\n" + "\n".join(rows) + "\n", encoding="utf-8")
    process = start(
        tmp_path, ["chart", "long.csv", "--format", "csv", "-o", "a.csv", "--save-limits", "a.toml"]
    )
    while not (tmp_path / "a.toml").exists() or process.stdout.peek(1) == b"":
        time.sleep(0.01)
    time.sleep(0.1)  # the pipe is full, and nobody empties it
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == b"error: stopped: 2 files written, each whole."


def test_a_second_stop_while_the_first_is_said(light):
    light.back()
    process = start(light.folder, light.arguments, SQC_MOMENT="2:open:data.csv;2:import:sqc.cli.complain")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")
    assert light.changed() == 0


@pytest.mark.parametrize("size", [0, 100, 2000])
def test_a_full_disk(light, size):
    """One sentence, exit 2, the old files whole and nothing beside them."""
    import resource

    light.back()
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        process = start(light.folder, light.arguments)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == b""
    assert b"cannot be written: File too large. No file was changed." in err.replace(b"\n", b" ")
    assert light.changed() == 0
    assert files_of(light.folder).keys() == light.old.keys()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_standard_output_on_a_full_disk(light, form):
    import subprocess
    import sys

    from .conftest import ROOT

    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sqc", "chart", "data.csv", *XBAR, "--format", form],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=light.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr == b"error: the output cannot be written: No space left on device.\n"


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [ALL, FOLDER], ids=["every form", "a folder of charts"])
def test_killed_at_random_moments(states, arguments):
    """By the clock, over the whole run and, once a temporary file is there, inside the writing."""
    made = states(*arguments)
    chance = random.Random(20261129)
    begin = time.monotonic()
    made.back()
    start(made.folder, made.arguments).communicate(timeout=120)
    whole = time.monotonic() - begin
    killed = 0
    for number in range(KILLED):
        made.back()
        process = start(made.folder, made.arguments, **({"SQC_MOMENT": ""} if number % 2 else {}))
        if number % 3:
            while process.poll() is None and not list(made.folder.rglob(".sqc-*")):
                time.sleep(0.0005)
            time.sleep(chance.choice((0, 0.001, 0.003, 0.01)) * chance.random())
        else:
            time.sleep(chance.uniform(0, whole))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        made.changed()
        killed += process.returncode == -signal.SIGKILL
    assert killed > KILLED // 2


@pytest.mark.slow
def test_stopped_at_random_moments(states):
    made = states(*ALL)
    chance = random.Random(5)
    begin = time.monotonic()
    made.back()
    start(made.folder, made.arguments).communicate(timeout=120)
    whole = time.monotonic() - begin
    for _ in range(STOPPED):
        made.back()
        process = start(made.folder, made.arguments)
        time.sleep(chance.uniform(0.05, whole))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        # killed by the signal: the interpreter had not begun to listen
        assert process.returncode in (0, 130, -signal.SIGINT), err
        assert b"Traceback" not in err
        assert made.changed() in (0, len(made.old))
        assert files_of(made.folder).keys() == made.old.keys()


LOST = """
import signal, sys, time
from sqc.cli import main
class Callback:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
        time.sleep(0)
def work():
    held = Callback()
    del held
    time.sleep(20)
main.main = work
try:
    main.run()
except KeyboardInterrupt:
    print("stopped")
"""


def test_ctrl_c_that_a_finaliser_swallows_comes_again():
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-c", LOST], capture_output=True, timeout=60)
    assert (done.stdout, done.stderr) == (b"stopped\n", b"") and time.monotonic() - begin < 15
