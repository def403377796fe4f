"""Progress of a long read: one line on standard error, rewritten, wiped at the end.

Of our own: libraries for it cost a start-up more than the chart, and count neither in 万 nor after 2 s.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import TextIO

from sqc.i18n.catalog import language
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words, words

AFTER = 2.0  # seconds before the first line
EVERY = 0.25  # seconds between two lines
_WIDTH = 80
_SCALES = {"en": ((10**9, " G"), (10**6, " M")), "zh": ((10**8, " 亿"), (10**4, " 万"))}
_PLAIN = {"en": "", "zh": " "}  # 9,999 行, but 1,240 万行


class Progress:
    """One line of progress; call it with what is done, leave the ``with`` block to wipe it.

    Parameters
    ----------
    label : Msg or str, optional
        What takes long; by default the reading.
    stream : text stream, optional
        Standard error by default. Where it is no terminal nothing is written.
    clock : callable, optional
        Returns seconds.

    Examples
    --------
    >>> with Progress() as tick:
    ...     tick(1_000_000, 20_000_000, 400_000_000)
    """

    def __init__(
        self,
        label: Words | None = None,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._label = Msg("reading") if label is None else label
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._begin = clock()
        self._next = self._begin + AFTER if self._stream.isatty() else float("inf")
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def __call__(self, rows_done: int, bytes_done: int = 0, bytes_total: int = 0) -> None:
        """Write how far it is, if it is time; `bytes_total` 0: how much there is is not known (a pipe)."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + EVERY
        line = progress_line(self._label, now - self._begin, rows_done, bytes_done, bytes_total)
        self._write(cut(line, _columns(self._stream) - 1))

    def wipe(self) -> None:
        """Take the line away, so that what is written next begins on a clean one."""
        if self._shown:
            self._write("")
            self._shown = False

    def _write(self, line: str) -> None:
        # spaces and not an escape sequence: a terminal that knows none is wiped too
        blank = "\r" + " " * (_columns(self._stream) - 1) + "\r" if self._shown else "\r"
        self._stream.write(blank + line)
        self._stream.flush()
        self._shown = True


def progress_line(label: Words, seconds: float, rows: int, bytes_done: int, bytes_total: int) -> str:
    """Return the line: rows, share of the file, rows a second, time left.

    Examples
    --------
    >>> progress_line("reading", 2.7, 12_400_000, 41, 100)
    'reading  12.4 M rows   41 %   4.6 M rows/s   0:04 left'
    """
    parts: list[Words] = [Msg("{done} rows", done=_short(rows))]
    known = 0 < bytes_done <= bytes_total
    if known:
        parts.append(f"{100 * bytes_done // bytes_total} %")
    if seconds > 0:
        parts.append(Msg("{rate} rows/s", rate=_short(round(rows / seconds))))
    if known:
        parts.append(Msg("{time} left", time=_minutes(seconds * (bytes_total - bytes_done) / bytes_done)))
    return words(label) + "  " + "   ".join(map(words, parts))


def _short(n: int) -> str:
    """Return a number in three or four figures, with the large units of the language."""
    lang = language()
    for unit, name in _SCALES[lang]:
        if n >= unit:
            return f"{n / unit:,.{1 if n < 100 * unit else 0}f}{name}"
    return f"{n:,}{_PLAIN[lang]}"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or _WIDTH
    except (OSError, ValueError, AttributeError):
        return _WIDTH
