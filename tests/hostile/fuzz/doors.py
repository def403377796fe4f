"""The doors that take what others wrote: bytes in; an answer that holds, or an error that teaches.

The first byte of an input chooses the options, the rest is the file. A door returns what came of it, the key
of the error or the verdict with its findings: inputs that give something new are worth keeping.
"""

from __future__ import annotations

import json
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

import sqc
from sqc.charts.several import ControlCharts
from sqc.data.spool import Spooled
from sqc.i18n.message import words
from sqc.notes import SqcError
from sqc.verification.load import cases_of

LONGEST = 5.0  # seconds of computing: a busy machine is no fault
FOLDER = tempfile.TemporaryDirectory(prefix="sqc-fuzz-")

# columns by their places: mutated heads keep them
CHARTS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {},
    {"value": "1"},
    {"value": "2"},
    {"value": "1", "kind": "i-mr", "rules": "nelson"},
    {"value": "2", "kind": "i-mr", "stage": "1"},
    {"value": "2", "subgroup": "1"},
    {"value": "3", "subgroup": "1", "kind": "xbar-s", "sigma": "pooled"},
    {"value": "3", "subgroup": "2", "kind": "xbar-r", "constants": "tabulated"},
    {"value": "1", "size": 3, "k": 2.5},
    {"value": "2", "size": 2, "alpha": 0.01, "kind": "xbar-r"},
    {"value": "2", "time": "1", "window": "8h"},
    {"value": "2", "order": "1"},
    {"value": "2", "by": "1"},
    {"value": "1,2"},
    {"value": "2", "inspected": "1", "kind": "p"},
    {"value": "2", "inspected": "3", "kind": "u"},
    {"value": "2", "inspected": "50", "kind": "np"},
    {"value": "1", "kind": "c", "alpha": 0.002},
    {"value": "2", "inspected": "1", "kind": "laney-p"},
    {"value": "3", "kind": "run"},
    {"value": "2", "kind": "median-r", "size": 3},
    {"value": "1", "kind": "mr"},
    {"value": "2", "kind": "i-mr", "box_cox": "auto"},
    {"value": "2", "kind": "i-mr", "exclude": "2,4-5"},
    {"value": "2", "kind": "i-mr", "given_center": 10.0, "given_sigma": 0.5},
    {"value": "2", "kind": "i-mr", "censored": "half"},
    {"value": "2", "fill": "1", "missing": "0"},
    {"mean": "1", "range": "2", "n": "5"},
    {"mean": "2", "sd": "3", "n": "1"},
    {"where": "1>3"},
    {"encoding": "gb18030"},
    {"encoding": "utf-16"},
    {"delimiter": ";"},
    {"sheet": "1"},
    {"points": "signals", "price": False, "rules": "western-electric"},
)
# endings that the door looks at; "" is standard input
ENDINGS = ("", ".csv", ".tsv", ".xlsx", ".xls", ".csv.gz", ".parquet", ".feather", ".arrow")
MAGIC = {
    b"PK": ".xlsx", b"\xd0\xcf": ".xls", b"\x1f\x8b": ".csv.gz", b"PA": ".parquet", b"AR": ".arrow",
}  # fmt: skip

_GROUPS = [[10.1, 9.9, 10.0], [10.3, 9.8, 10.2], [9.7, 10.0, 10.1], [9.9, 10.4, 9.6]] * 3
_COUNTS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
SAMPLES: tuple[tuple[Any, dict[str, Any]], ...] = (
    ([10.1, 9.9, 10.0, 10.3, 9.8, 10.2, 9.7, 10.0, 10.1, 9.9, 10.4, 9.6], {"kind": "i-mr"}),
    (_GROUPS, {"kind": "xbar-r"}),
    (_GROUPS, {"kind": "xbar-s"}),
    ({"d": _COUNTS, "n": [50] * 5 + [40] * 5}, {"kind": "p", "value": "d", "inspected": "n"}),
    ({"d": _COUNTS}, {"kind": "c", "value": "d"}),
)  # fmt: skip


class Broken(AssertionError):  # noqa: N818
    """A promise that an input broke."""


class Hang(BaseException):
    """An input that takes longer than `LONGEST`."""


@contextmanager
def watched() -> Iterator[None]:
    """Stop what hangs; what numpy would only warn of is an error."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def need(held: object, what: str) -> None:
    """Hold a promise."""
    if not held:
        raise Broken(what)


def check_error(error: SqcError) -> str:
    """An error has a key and says something in both languages."""
    need(error.key and error.exit_code == 2, "an error has a key and exit code 2")
    for lang in ("en", "zh"):
        need(words(error.message, lang).strip(), "an error has a sentence")
        for part in (*error.details, *error.hints):
            for piece in part if isinstance(part, tuple) else (part,):
                words(piece, lang)
    return error.key


def strict(text: str) -> Any:
    """Read strict JSON."""

    def refuse(name: str) -> None:
        raise Broken(f"{name} in JSON")

    return json.loads(text, parse_constant=refuse)


def check_chart(chart: Any) -> str:
    """A result has a text in both languages and strict JSON, and calls nothing stable that has no limits."""
    found = strict(chart.to_json("en"))
    for lang in ("en", "zh"):
        need(chart.to_text(lang).startswith("["), "line 1 is a verdict")
    if isinstance(chart, ControlCharts):
        return ",".join(sorted({check_judged(one) for one in chart.charts.values()}))
    need(found["findings"], "there is a verdict")
    return check_judged(chart)


def check_judged(chart: Any) -> str:
    """Return kind and findings of a chart whose judged points have finite center and limits."""
    first = chart.findings[0]
    if first.key != "undefined":
        for panel in chart.panels:
            shape = panel.statistic.shape
            lines = {
                name: np.broadcast_to(getattr(panel, name), shape)
                for name in ("statistic", "center", "lower", "upper")
            }
            for name, line in lines.items():
                need(not np.isinf(line).any(), f"{first.key} with an infinite {name} of {panel.key}")
            judged = np.isfinite(lines["statistic"])
            if panel.limited:
                limited = np.isfinite(lines["lower"]) | np.isfinite(lines["upper"])
            else:
                limited = np.ones(shape, bool)
            need(
                (np.isfinite(lines["center"]) & limited)[judged].all() or first.level == "act",
                f"{first.key} without limits of {panel.key}",
            )
        if first.level == "ok" and chart.panels[0].limited:
            need(np.isfinite(chart.panels[0].statistic).any(), "stable without a point")
    return f"{chart.kind.name}:{'+'.join(sorted({finding.key for finding in chart.findings}))}"


def answer(make: Callable[[], Any]) -> str:
    """Return what came of it: the verdict, or the key of the error."""
    try:
        chart = make()
    except SqcError as error:
        return check_error(error)
    return check_chart(chart)


def _split(data: bytes, n: int) -> tuple[int, bytes]:
    return (data[0] % n, data[1:]) if data else (0, b"")


def _file(name: str, data: bytes) -> str:
    path = Path(FOLDER.name, name)
    path.write_bytes(data)
    return str(path)


def table_door(data: bytes) -> str:
    """A data file: any bytes under any ending with any options."""
    choice, rest = _split(data, 256)
    options, how = CHARTS[choice % len(CHARTS)], choice // len(CHARTS)
    given: Any = Spooled(rest)
    ending = MAGIC.get(rest[:2], "") if how < 4 else ENDINGS[len(rest) % len(ENDINGS)] if how == 4 else ""
    if ending:
        given = _file("data" + ending, rest)
    return answer(lambda: sqc.chart(given, **options))


def limits_door(data: bytes) -> str:
    """A limits file that new data are judged by."""
    choice, rest = _split(data, len(SAMPLES))
    sample, options = SAMPLES[choice]
    path = _file("limits.toml", rest)
    return answer(lambda: sqc.chart(sample, limits=path, **options))


def rules_door(data: bytes) -> str:
    """A rule set of one's own."""
    choice, rest = _split(data, len(SAMPLES))
    sample, options = SAMPLES[choice]
    path = _file("rules.toml", rest)
    return answer(lambda: sqc.chart(sample, rules=path, **options))


def notes_door(data: bytes) -> str:
    """A table of what people found at points."""
    choice, rest = _split(data, len(SAMPLES))
    sample, options = SAMPLES[choice]
    path = _file("notes.csv", rest)
    return answer(lambda: sqc.chart(sample, notes=path, **options))


def cases_door(data: bytes) -> str:
    """A file of published cases."""
    try:
        found = cases_of("cases.json", data[1:])
    except SqcError as error:
        return check_error(error)
    return f"{min(len(found), 3)} cases:{'known' if any(one.known for one in found) else ''}"


DOORS: dict[str, Callable[[bytes], str]] = {
    "table": table_door,
    "limits": limits_door,
    "rules": rules_door,
    "notes": notes_door,
    "cases": cases_door,
}
