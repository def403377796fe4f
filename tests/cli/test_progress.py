"""Progress: on a terminal only, not before 2 s, a few times a second, wiped at the end."""

from __future__ import annotations

import io
import os

import pytest

from sqc.cli.progress import Progress, progress_line
from sqc.i18n.catalog import set_language
from sqc.i18n.display import columns_of


class Terminal(io.StringIO):
    """A terminal that keeps what was sent to it."""

    def isatty(self):
        return True

    def line(self):
        """What stands on the line now, as a terminal that knows only carriage return shows it."""
        shown: list[str] = []
        at = 0
        for char in self.getvalue():
            if char == "\r":
                at = 0
            else:
                shown[at : at + 1] = [char]
                at += 1
        return "".join(shown).rstrip()


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_nothing_before_two_seconds(clock):
    screen = Terminal()
    with Progress(stream=screen, clock=clock) as tick:
        clock.now += 1.99
        tick(1000, 10, 100)
    assert screen.getvalue() == ""


def test_a_line_after_two_seconds_and_none_at_the_end(clock):
    screen = Terminal()
    with Progress(stream=screen, clock=clock) as tick:
        clock.now += 2
        tick(8_000_000, 400, 1000)
        assert screen.line() == "reading  8.0 M rows   40 %   4.0 M rows/s   0:03 left"
        clock.now += 2
        tick(16_000_000, 1000, 1000)
        assert screen.line() == "reading  16.0 M rows   100 %   4.0 M rows/s   0:00 left"
    assert screen.line() == ""
    assert "\n" not in screen.getvalue()
    assert "\x1b" not in screen.getvalue()


def test_a_shorter_line_leaves_nothing_of_the_longer_one(clock):
    screen = Terminal()
    tick = Progress(stream=screen, clock=clock)
    clock.now += 7205
    tick(123_456, 1, 3)
    assert screen.line().endswith("4:00:10 left")
    clock.now += 1
    tick(123_500)
    assert screen.line() == "reading  123,500 rows   17 rows/s"


def test_a_few_times_a_second(clock):
    screen = Terminal()
    tick = Progress(stream=screen, clock=clock)
    for step in range(10_000):
        clock.now += 0.001
        tick(step, step, 20_000)
    assert screen.getvalue().count("reading") == 33  # 8 s after the first two, 4 a second


def test_silent_off_a_terminal(clock):
    screen = io.StringIO()
    with Progress(stream=screen, clock=clock) as tick:
        clock.now += 60
        tick(1000, 10, 100)
    assert screen.getvalue() == ""


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (12_400_000, "读入  1,240 万行   41 %   459 万行/秒   剩余 0:04"),
        (9_999, "读入  9,999 行   41 %   3,703 行/秒   剩余 0:04"),
        (123_400_000, "读入  1.2 亿行   41 %   4,570 万行/秒   剩余 0:04"),
    ],
)
def test_in_chinese(rows, text):
    set_language("zh")
    assert progress_line("读入", 2.7, rows, 41, 100) == text


def test_a_pipe_has_no_share_and_no_time_left():
    assert progress_line("reading", 4, 2_000_000, 0, 0) == "reading  2.0 M rows   500,000 rows/s"
    # a file that grew while it was read
    assert "left" not in progress_line("reading", 4, 2_000_000, 12, 10)


def test_the_line_is_wiped_when_the_work_is_stopped(clock):
    screen = Terminal()
    with pytest.raises(KeyboardInterrupt), Progress(stream=screen, clock=clock) as tick:
        clock.now += 3
        tick(1000, 10, 100)
        raise KeyboardInterrupt
    assert screen.line() == ""


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_a_narrow_terminal_is_not_wrapped(clock):
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
    with os.fdopen(follower, "w", encoding="utf-8") as screen:
        with Progress(stream=screen, clock=clock) as tick:
            clock.now += 3
            tick(12_400_000, 41, 100)
        sent = os.read(leader, 4096).decode()
    os.close(leader)
    assert all(columns_of(part) < 30 for part in sent.split("\r"))
