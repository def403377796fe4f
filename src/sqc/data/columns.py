"""From the cells of one column to its kind, its numbers and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data import dates
from sqc.data.cells import (
    AMBIGUOUS,
    MISSING,
    NUMBER,
    WORD_BEGINS,
    Quantity,
    censored,
    comma_evidence,
    decimals_of,
    quantity,
    unit_key,
    verdict,
)
from sqc.data.decimals import shown_decimals
from sqc.data.heads import Head
from sqc.data.problems import Place, bad_cells, censored_cells, censored_finding, mixed_units
from sqc.data.table import Column, iso
from sqc.data.wording import option
from sqc.i18n.message import Msg
from sqc.notes import Finding, SqcError

Floats = npt.NDArray[np.float64]
Censoring = Literal["half", "limit", "drop"]

_TYPED = 9
_ASKED_PAIRS = tuple(
    frozenset(pair.split())
    for pair in ("y n", "yes no", "是 否", "t f", "true false", "○ x", "○ ×", "o x", "o ×")
)


@dataclass(frozen=True)
class Reading:
    """What the columns of one table share.

    Parameters
    ----------
    place : Place
        Finds a cell in the user's file, for errors.
    missing : frozenset of str
        Case-folded texts that mean "no value", given by hand.
    censored : {"half", "limit", "drop"} or None
    comma : bool
        A comma that may be either (``3,219``) is a decimal mark.
    findings : list
        Filled while columns are read.
    decimal_commas : set of str
        Filled with the names of the columns whose comma was read as a decimal mark.
    """

    place: Place
    missing: frozenset[str] = frozenset()
    censored: str | None = None
    comma: bool = False
    findings: list[Finding] = field(default_factory=list)
    decimal_commas: set[str] = field(default_factory=set)


class Cells(NamedTuple):
    """The cells of a column that hold something, with their rows."""

    head: Head
    cells: Sequence[str]
    rows: list[int]
    held: list[str]


def read_column(head: Head, cells: list[str], reading: Reading) -> Column:
    """Return the column that the cleaned cells make.

    Parameters
    ----------
    head : Head
    cells : list of str
        One per body row, as `sqc.data.cells.clean` returns them.
    reading : Reading
    """
    tokens = MISSING | reading.missing
    rows = [row for row, cell in enumerate(cells) if cell not in tokens and cell.casefold() not in tokens]
    some = Cells(head, cells, rows, cells if len(rows) == len(cells) else [cells[row] for row in rows])
    if not rows:
        return _column(some, "empty", np.full(len(cells), np.nan))
    if all(map(NUMBER.fullmatch, some.held)):
        return _plain_numbers(some, reading)
    words = all(cell[0] in WORD_BEGINS for cell in some.held)
    for attempt in (_verdicts,) if words else (_verdicts, _dates, _quantities):
        column = attempt(some, reading)
        if column is not None:
            return column
    return _text(some, reading)


def _column(
    some: Cells,
    kind: Literal["number", "date", "verdict", "text", "empty"],
    numbers: Floats | None,
    problems: Sequence[SqcError] = (),
    unit: str | None = None,
    decimals: int = 0,
    integer: bool = False,
    missing: Sequence[int] | None = None,
) -> Column:
    head = some.head
    if missing is None:
        mask = np.ones(len(some.cells), dtype=bool)
        mask[some.rows] = False
        gone = np.flatnonzero(mask)
    else:
        gone = np.asarray(missing, dtype=np.int64)
    spellings = tuple((row, some.cells[row]) for row in gone.tolist() if some.cells[row])
    return Column(
        name=head.name,
        header=head.header,
        unit=head.unit if unit is None else unit,
        kind=kind,
        cells=some.cells,
        numbers=numbers,
        decimals=decimals,
        integer=integer,
        missing=gone.astype(np.int64),
        problems=tuple(problems),
        spellings=spellings,
        stem=head.stem,
        unit_from_cells=bool(unit) and not head.unit,
    )


def _spread(some: Cells, values: Sequence[float]) -> Floats:
    numbers = np.full(len(some.cells), np.nan)
    numbers[some.rows] = values
    return numbers


def _plain_numbers(some: Cells, reading: Reading) -> Column:
    if dates.DATE_HEAD.search(some.head.name) and not some.head.unit:
        column = _numeric_dates(some)
        if column is not None:
            return column
    values = list(map(float, some.held))
    numbers = _spread(some, values)
    problems: list[SqcError] = []
    if np.isinf(numbers).any():
        wrong = [row for row in some.rows if np.isinf(numbers[row])]
        numbers[wrong] = np.nan
        problems += bad_cells(reading.place, some.head, some.cells, wrong)
    pointed = [cell for cell in some.held if "." in cell or "e" in cell or "E" in cell]
    scientific = any("e" in cell or "E" in cell for cell in pointed)
    shown = decimals_of if scientific else _decimals
    decimals = _told(max(map(shown, pointed), default=0), numbers)
    return _column(some, "number", numbers, problems, decimals=decimals, integer=not pointed)


def _decimals(cell: str) -> int:
    return len(cell) - cell.index(".") - 1


def _told(decimals: int, numbers: Floats) -> int:
    """Return the decimals of the text, or of the numbers where the text shows the noise of arithmetic."""
    return decimals if decimals <= _TYPED else shown_decimals(numbers)


def _numeric_dates(some: Cells) -> Column | None:
    """Eight digits or an Excel serial number under a head that speaks of dates."""
    as_days = [dates.compact(cell) for cell in some.held]
    if all(day is not None for day in as_days):
        return _column(some, "date", _spread(some, [day or 0.0 for day in as_days]))
    serials = [dates.excel_serial(float(cell)) for cell in some.held]
    if all(day is not None for day in serials):
        numbers = _spread(some, [day or 0.0 for day in serials])
        shown = [iso(value) for value in numbers]
        return _column(Cells(some.head, shown, some.rows, some.held), "date", numbers)
    return None


def _verdicts(some: Cells, reading: Reading) -> Column | None:
    words = [cell.casefold() for cell in some.held]
    values = [verdict(word) for word in words]
    known = sum(value is not None for value in values)
    kinds = frozenset(words)
    if kinds and kinds <= AMBIGUOUS | {"×"} and any(kinds == pair for pair in _ASKED_PAIRS):
        problem = _asked(some, reading)
        return _column(some, "verdict", np.full(len(some.cells), np.nan), [problem])
    if any(value == 0.0 for value in values):
        values = [1.0 if word == "x" else value for word, value in zip(words, values, strict=True)]
        known = sum(value is not None for value in values)
    if 2 * known <= len(words):
        return None
    wrong = [row for row, value in zip(some.rows, values, strict=True) if value is None]
    problems = bad_cells(reading.place, some.head, some.cells, wrong, "verdict") if wrong else []
    return _column(some, "verdict", _spread(some, [np.nan if v is None else v for v in values]), problems)


def _asked(some: Cells, reading: Reading) -> SqcError:
    words = sorted(set(some.held))
    message = Msg(
        '{place}: "{first}" and "{second}" do not say which one is nonconforming.',
        place=reading.place.column(some.head), first=words[0], second=words[-1],
    )  # fmt: skip
    hints = [option("nonconforming", word) for word in (words[0], words[-1])]
    return reading.place.error("ambiguous-verdict", message, some.head, some.rows[0], some.held[0], hints)


def _dates(some: Cells, reading: Reading) -> Column | None:
    headed = dates.DATE_HEAD.search(some.head.name) is not None
    values: Sequence[float | None] = [dates.seconds(cell) for cell in some.held]
    half = len(some.held) / 2
    if sum(value is not None for value in values) > half:
        return _dated(some, reading, values, "date")
    if sum(map(dates.is_year_last, some.held)) > half:
        told = dates.year_last(some.held)
        return _dated(some, reading, told or [None] * len(some.held), "date" if told else "ambiguous-date")
    if sum(dates.lacks_year(cell, headed) for cell in some.held) > half:
        return _dated(some, reading, [None] * len(some.held), "date-without-year")
    if headed and sum(map(dates.has_short_year, some.held)) > half:
        return _dated(some, reading, [None] * len(some.held), "ambiguous-date")
    return None


def _dated(some: Cells, reading: Reading, values: Sequence[float | None], what: str) -> Column:
    wrong = [row for row, value in zip(some.rows, values, strict=True) if value is None]
    problems = bad_cells(reading.place, some.head, some.cells, wrong, what) if wrong else []
    return _column(some, "date", _spread(some, [np.nan if v is None else v for v in values]), problems)


def _decimal_comma(held: Sequence[str], reading: Reading) -> bool:
    seen = Counter(map(comma_evidence, held))
    if seen["decimal"]:
        return seen["decimal"] > seen["point"] and not seen["thousands"]
    return bool(seen["open"]) and reading.comma and not seen["point"] and not seen["thousands"]


def _quantities(some: Cells, reading: Reading) -> Column | None:
    comma = _decimal_comma(some.held, reading)
    found = [quantity(cell, comma) for cell in some.held]
    limits = [None if q else censored(cell, comma) for q, cell in zip(found, some.held, strict=True)]
    known = sum(q is not None for q in found) + sum(limit is not None for limit in limits)
    if not known or (2 * known <= len(found) and not some.head.unit):
        return None
    if comma:
        reading.decimal_commas.add(some.head.name)
    values = [q.value if q else np.nan for q in found]
    numbers = _spread(some, values)
    problems: list[SqcError] = []
    wrong = [row for row, q, c in zip(some.rows, found, limits, strict=True) if q is None and c is None]
    if wrong:
        problems += bad_cells(reading.place, some.head, some.cells, wrong)
    missing = None
    cut_off = {row: limit for row, limit in zip(some.rows, limits, strict=True) if limit is not None}
    if cut_off:
        problems += _censor(some, reading, cut_off, numbers)
        if reading.censored == "drop":
            missing = sorted((set(range(len(some.cells))) - set(some.rows)) | set(cut_off))
    unit, mixed = _unit(some, [*found, *(limit[1] for limit in cut_off.values())], reading)
    read = [q for q in found if q is not None]
    decimals = _told(max((q.decimals for q in read), default=0), numbers)
    return _column(
        some, "number", numbers, [*mixed, *problems], unit or some.head.unit, decimals,
        all(q.whole for q in read) and "%" not in unit, missing,
    )  # fmt: skip


def _censor(
    some: Cells, reading: Reading, cut_off: dict[int, tuple[str, Quantity]], numbers: Floats
) -> Sequence[SqcError]:
    """Put in what the option says and leave a finding; without the option, return the errors."""
    if reading.censored is None:
        return censored_cells(reading.place, some.head, some.cells, cut_off)
    for row, (side, limit) in cut_off.items():
        half = reading.censored == "half" and side == "<"
        numbers[row] = np.nan if reading.censored == "drop" else limit.value / 2 if half else limit.value
    reading.findings.append(censored_finding(reading.place, some.head, reading.censored, list(cut_off)))
    return ()


def _unit(some: Cells, found: Sequence[Quantity | None], reading: Reading) -> tuple[str, Sequence[SqcError]]:
    """Return the unit behind the numbers and the error for more than one."""
    units = {unit_key(q.unit): q.unit for q in found if q is not None and q.unit}
    if not units:
        return "", ()
    bare = "%" in units and any(q is not None and not q.unit and q.value for q in found)
    head = {unit_key(some.head.unit): some.head.unit} if some.head.unit else {}
    together = list((units | head).values()) + ([""] if bare else [])
    first = next(iter(units.values()))
    if len(together) == 1:
        return unit_key(first) if unit_key(first) == "%" else first, ()
    return some.head.unit or first, [mixed_units(reading.place, some.head, some.rows[0], together)]


def _text(some: Cells, reading: Reading) -> Column:
    """In a column of words "无" and "-" are words: only blank cells and those named by hand are missing."""
    gone = [row for row, cell in enumerate(some.cells) if not cell or cell.casefold() in reading.missing]
    return _column(some, "text", None, missing=gone)
