"""The options of ``sqc chart-design``, checked: one sentence for each that has no meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sqc.charts.design_charts import KINDS, Solved, Solver, Wanted
from sqc.charts.option_check import unknown_kind
from sqc.i18n.message import Listing, Msg
from sqc.notes import OptionError, flag, out_of_range
from sqc.stats.search import fewest

MOST = 10_000  # values per subgroup
_FAR = 100.0  # sigma; a larger shift is seen at once
_NEAR = 1.001  # no value more for a delay that prints the same

# what the numbers among the options may be: (possible, what is expected)
_RANGES: dict[str, tuple[Callable[[float], bool], Msg]] = {
    "arl0": (lambda x: 1 < x <= 1e8, Msg("a number above 1 and up to 1e8")),
    "shift": (lambda x: 0 < x < math.inf, Msg("a number above 0")),
    "points": (lambda x: 1 < x < math.inf, Msg("a number above 1")),
    "size": (lambda x: 1 <= x <= MOST and x == int(x), Msg("a whole number from {a} to {b}", a=1, b=MOST)),
    "weight": (lambda x: 0 < x <= 1, Msg("a number above 0 and up to 1")),
    "k": (lambda x: 0 < x < math.inf, Msg("a number above 0")),
    "reference": (lambda x: 0 <= x < math.inf, Msg("a number from 0")),
    "interval": (lambda x: 0 < x < math.inf, Msg("a number above 0")),
    "given_sigma": (lambda x: 0 < x < math.inf, Msg("a number above 0")),
    "variables": (lambda x: 2 <= x <= 100 and x == int(x), Msg("a whole number from {a} to {b}", a=2, b=100)),
}


def wanted(kind: str, options: Mapping[str, Any]) -> Wanted:
    """Return what was asked, checked.

    Parameters
    ----------
    kind : str
    options : mapping
        By the names of the option table; None: not given.

    Raises
    ------
    OptionError
        An unknown kind, an option that the kind does not take, a value outside its range.
    """
    if kind not in KINDS:
        listed = Msg("designed are: {kinds}", kinds=Listing(list(KINDS), open_end=True))
        raise unknown_kind(kind, list(KINDS), listed)
    given = {name: value for name, value in options.items() if value is not None}
    takes = ("arl0", "shift", *KINDS[kind].takes)
    for name, value in given.items():
        if name not in takes:
            raise OptionError(
                "option-kind",
                Msg("{option} does not go with {kind}.", option=flag(name), kind=kind),
                details=[
                    Msg("its options: {options}", options=Listing(list(map(flag, takes)), open_end=True))
                ],
            )
        if name != "unit":
            _in_range(name, value)
    _no_clash(given)
    sigma = given.get("given_sigma", 1.0)
    found = Wanted(kind, **{"size": KINDS[kind].size, "shift": sigma, **given})
    if found.shift > _FAR * sigma:
        raise out_of_range(
            "shift", f"{found.shift:g}", Msg("a number above 0 and up to {most}", most=f"{_FAR * sigma:g}")
        )
    return found


def _no_clash(given: Mapping[str, Any]) -> None:
    if "points" in given and "size" in given:
        raise OptionError(
            "option-clash",
            Msg("--size sets the subgroup size, which is to be solved for --points: use one of them."),
        )
    if "unit" in given and "given_sigma" not in given:
        raise OptionError("option-missing", Msg("--unit needs --given-sigma, the sigma in that unit."))
    for one, other in (("weight", "k"), ("reference", "interval")):
        if one in given and other in given:
            text = Msg(
                "--arl0 solves one of {one} and {other} from the other: use one of them.",
                one=flag(one), other=flag(other),
            )  # fmt: skip
            raise OptionError("option-clash", text)


def _in_range(name: str, value: Any) -> None:
    possible, allowed = _RANGES[name]
    try:
        fits = not isinstance(value, str) and possible(float(value))
    except (TypeError, ValueError):
        fits = False
    if not fits:
        shown = f"{value:g}" if isinstance(value, (int, float)) else str(value)[:40]
        raise out_of_range(name, shown, allowed)


def solved(solve: Solver, asked: Wanted) -> Solved | None:
    """Return the chart, None where its limits cannot give the wanted ARL."""
    try:
        with np.errstate(all="ignore"):
            found = solve(asked)
            reached = float(found.runs(np.zeros(1)).mean()[0])
    except (ValueError, np.linalg.LinAlgError):
        return None
    return found if abs(reached / asked.arl0 - 1.0) < 1e-3 else None


def design(asked: Wanted) -> tuple[Wanted, Solved]:
    """Return what was asked with the subgroup size solved, and the chart.

    Raises
    ------
    OptionError
        `arl0` out of reach; no subgroup size sees the shift soon enough.
    """
    if asked.points is not None:
        asked = asked._replace(size=_smallest(asked, asked.points))
    return asked, _solved(asked)


def _solved(asked: Wanted) -> Solved:
    found = solved(KINDS[asked.kind].solve, asked)
    if found is None:
        text = Msg(
            "--arl0 {arl0} is out of reach of this {kind} chart.", arl0=f"{asked.arl0:g}", kind=asked.kind
        )
        kept = [
            flag(name)
            for name in ("weight", "k", "reference", "interval")
            if getattr(asked, name) is not None
        ]
        raise OptionError("arl0-reach", text, hints=[Msg("leave {option} out", option=one) for one in kept])
    return found


def _smallest(asked: Wanted, points: float) -> int:
    """Return the smallest subgroup size whose chart sees the shift after so many points on average."""

    def fast(size: int) -> bool:
        one = asked._replace(size=size)
        return float(_solved(one).runs(np.array([one.shift * one.scale])).mean()[0]) <= points * _NEAR

    size = fewest(fast, 1, MOST)
    if size is None:
        raise OptionError(
            "points-reach",
            Msg(
                "--points {points} would take more than {most} values per subgroup: allow more points.",
                points=f"{points:g}", most=MOST,
            ),
        )  # fmt: skip
    return size
