"""The tables of many characteristics: worst first, and what is not studied."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sqc.capability.many import Many
from sqc.capability.numbers import index_text
from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Num, Table
from sqc.report.numbers import ppm_text

STATE_WORDS: Mapping[str, Msg] = {
    "capable": Msg("capable"),
    "not-capable": Msg("not capable"),
    "capability-open": Msg("not proven"),
    "cannot-be-judged": Msg("cannot be judged"),
}
UNITS = ("mean", "sigma_within", "sigma_overall")  # numbers in the unit of the data


def ranking(found: Many) -> Table:
    """Return the table that is printed; of signals their number stands behind "no"."""
    columns = (
        Column("characteristic", Msg("characteristic"), "left"),
        Column("n", "n"),
        Column("cp", "Cp"),
        Column("cpk", "Cpk"),
        Column("ppk", "Ppk"),
        Column("ppk_lower", Msg("at least")),
        Column("ppm", "ppm"),
        Column("state", Msg("state"), "left"),
        Column("stable", Msg("stable"), "left"),
    )
    return Table("ranking", columns, tuple(_printed(found, i) for i in found.order.tolist()))


def _printed(found: Many, i: int) -> tuple[Cell, ...]:
    goal, n = found.specs[i].goal, int(found.n[i])
    texts = (found.within["both"], found.within["smaller"], found.overall["smaller"], found.ppk_lower)
    return (
        found.names[i],
        n,
        *(index_text(float(one[i]), goal) for one in texts),
        ppm_text(float(found.ppm[i]) / 1e6, n),
        STATE_WORDS[found.state[i]],
        stable_words(found, i),
    )


def stable_words(found: Many, i: int) -> Words:
    """Return whether a characteristic is stable."""
    state = found.stable[i]
    if state == "unstable":
        return Msg("no ({n})", n=int(found.signals[i]))
    if state == "stable":
        return Msg("yes")
    if state == "sorted":
        return Msg("order lost")
    return Msg("too few values") if state == "few" else Msg("no limits")


def characteristics(found: Many, digits: Mapping[str, int]) -> Table:
    """Return every number of every characteristic, for JSON and files."""
    heads: tuple[tuple[str, Words], ...] = (
        ("mean", Msg("mean")),
        ("sigma_within", Msg("sigma within")),
        ("sigma_overall", Msg("sigma overall")),
        ("cp", "Cp"),
        ("cpk", "Cpk"),
        ("pp", "Pp"),
        ("ppk", "Ppk"),
        ("ppk_lower", Msg("lower bound of {index}", index="Ppk")),
        ("ppm_overall", Msg("expected, overall")),
        ("p_stable", Msg("p of stability, adjusted")),
    )
    columns = (
        Column("characteristic", Msg("characteristic"), "left"),
        Column("n", "n"),
        *(Column(key, label) for key, label in heads),
        Column("state", Msg("state"), "left"),
        Column("stable", Msg("stable"), "left"),
    )
    numbers = _numbers(found)
    rows = []
    for i in found.order.tolist():
        name = found.names[i]
        cells = (Num(float(numbers[key][i]), digits.get(name, 4) if key in UNITS else 4) for key, _ in heads)
        rows.append((name, int(found.n[i]), *cells, STATE_WORDS[found.state[i]], stable_words(found, i)))
    return Table("characteristics", columns, tuple(rows), printed=False)


def _numbers(found: Many) -> dict[str, npt.NDArray[np.float64]]:
    return {
        "mean": found.mean,
        "sigma_within": found.sigma_within,
        "df_within": found.df_within,
        "sigma_overall": found.sigma_overall,
        "cp": found.within["both"],
        "cpk": found.within["smaller"],
        "pp": found.overall["both"],
        "ppk": found.overall["smaller"],
        "ppk_lower": found.ppk_lower,
        "ppm_overall": found.ppm,
        "lower": found.lower,
        "upper": found.upper,
        "p_stable": found.p,
    }


def frame(found: Many) -> dict[str, list[object]]:
    """Return the main table as columns, worst first, in full precision."""
    at = found.order
    return {
        "characteristic": [found.names[i] for i in at],
        "n": found.n[at].tolist(),
        **{name: values[at].tolist() for name, values in _numbers(found).items()},
        "signals": found.signals[at].tolist(),
        "index": [found.headline[i] for i in at],
        "goal": [found.specs[i].goal for i in at],
        "state": [found.state[i] for i in at],
        "stable": [found.stable[i] for i in at],
    }


def left_out(refused: Mapping[str, Words]) -> Table | None:
    """Return the characteristics that are not studied, each with the reason; None where there are none."""
    if not refused:
        return None
    columns = (
        Column("characteristic", Msg("not studied"), "left"),
        Column("why", Msg("why"), "left"),
    )
    return Table("left_out", columns, tuple(refused.items()))
