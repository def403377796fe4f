"""A column of rates beside its counts: does it say the same?"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from sqc.data.table import Column, Table
from sqc.data.wording import lines
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NONCONFORMING = re.compile(
    r"不合格品?率|不良品?率|次品率|(?:nonconforming|reject|defective|defect) (?:rate|fraction)|"
    r"(?:fraction|percent|share) (?:defective|nonconforming)",
    re.IGNORECASE,
)
_CONFORMING = re.compile(
    r"合格品?率|良品?率|直通率|yield|pass rate|(?:fraction|percent) (?:conforming|good)", re.IGNORECASE
)
_SCALES = {"%": 100.0, "‰": 1000.0, "ppm": 1e6, "PPM": 1e6}


def rate_findings(
    table: Table, taken: tuple[str, ...], rows: Ints, count: Floats, size: Floats
) -> list[Finding]:
    """Return a finding for each column of rates: ok where it agrees with the counts, else watch.

    A rate agrees when it is less than one unit of its last decimal away: it may be rounded or cut.

    Parameters
    ----------
    taken : tuple of str
        The columns of the counts themselves.
    count, size : float arrays (rows,)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(size > 0, count / size, np.nan)
    found = []
    for c in table.columns:
        bad = _NONCONFORMING.search(c.name) is not None
        if c.kind != "number" or c.numbers is None or c.problems or c.name in taken:
            continue
        if bad or _CONFORMING.search(c.name):
            found += _compared(table, c, rows, share if bad else 1.0 - share)
    return found


def _compared(table: Table, c: Column, rows: Ints, share: Floats) -> list[Finding]:
    assert c.numbers is not None
    stated = c.numbers[rows]
    known = np.isfinite(stated) & np.isfinite(share)
    if not known.any():
        return []
    scales = (_SCALES[c.unit],) if c.unit in _SCALES else tuple(sorted({1.0, *_SCALES.values()}))
    apart = [np.abs(stated - scale * share) for scale in scales]
    wrong = min((known & ~(one < _step(c)) for one in apart), key=np.count_nonzero)
    places = np.flatnonzero(wrong)
    if not len(places):
        short = Msg("column {column} agrees with the counts", column=c.name)
        return [Finding("rate-agrees", "ok", short, {"column": c.name}, short)]
    at = [int(rows[place]) for place in places]
    message = plural(
        "Column {column} disagrees with the counts in {n} row ({lines}): check which of them is right.",
        "Column {column} disagrees with the counts in {n} rows ({lines}): check which of them is right.",
        len(places),
        column=c.name,
        lines=lines(table, at[:6], len(at)),
    )
    values = {"column": c.name, "n": len(at), "lines": [int(table.lines[row]) for row in at]}
    return [Finding("rate-disagrees", "watch", message, values)]


def _step(c: Column) -> float:
    """Return one unit of the last decimal, a little less so that a whole unit is a difference."""
    return 10.0**-c.decimals * (1 - 1e-9)
