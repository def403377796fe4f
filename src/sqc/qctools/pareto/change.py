"""What became of each item between two periods, per unit inspected."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.select import column, number_in, numbers_of, split_names
from sqc.data.table import Column, Table
from sqc.data.wording import where
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, OptionError, out_of_range
from sqc.qctools.pareto.ranking import LEVEL, Ranking
from sqc.report.numbers import fixed
from sqc.stats.loss_ratio import sum_ratios
from sqc.stats.multiplicity import holm
from sqc.stats.rate_ratio import Ratios, rate_ratios

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# rates are said per so many units: the first that makes the larger total 1 or more
SCALES = (1.0, 100.0, 1_000.0, 1_000_000.0)
FIGURES = 3


@dataclass(frozen=True, eq=False)
class Change:
    """Items before and after, with the units inspected in both periods.

    Parameters
    ----------
    parts : pair of str
        Names of the periods.
    inspected : pair of float
    names : tuple of str
        The items, as ranked by both periods together.
    amounts : float array, shape (items, 2)
    counted : bool
        The amounts are counts of events: ratios have exact intervals and tests.
    top : int
        Place of the item that led before.
    confidence : float
        Of each interval alone.
    squares : float array, shape (items, 2), optional
        Sums of the squared losses, where each row is the loss of one event.
    """

    parts: tuple[str, str]
    inspected: tuple[float, float]
    names: tuple[str, ...]
    amounts: Floats
    counted: bool
    top: int
    confidence: float
    squares: Floats | None = None

    @property
    def judged(self) -> bool:
        """Ratios have intervals and tests: counts, or losses of single events."""
        return self.counted or self.squares is not None

    @cached_property
    def rates(self) -> Floats:
        """Amount per unit of each item, before and after."""
        return np.asarray(self.amounts / np.array(self.inspected))

    @cached_property
    def totals(self) -> Floats:
        """Amount per unit of all items, before and after."""
        return np.asarray(self.rates.sum(axis=0))

    @cached_property
    def items(self) -> Ratios:
        """Ratio of each item's rate after to its rate before."""
        return self._ratios(self.amounts, self.squares)

    def item(self, i: int) -> Ratios:
        """Return the ratio of one item, by its place."""
        return Ratios(*(part[i] for part in self.items))

    @cached_property
    def total(self) -> Ratios:
        """Ratio of the total after to the total before."""
        squares = None if self.squares is None else self.squares.sum(axis=0)
        return self._ratios(self.amounts.sum(axis=0), squares)

    @cached_property
    def p(self) -> Floats:
        """Chance of each item's change if its rate stayed, adjusted for all items by Holm."""
        return holm(self.items.p)

    @cached_property
    def fewer(self) -> float:
        """Amount after below the one that the rate before gives for the units inspected after."""
        return float((self.totals[0] - self.totals[1]) * self.inspected[1])

    @cached_property
    def scale(self) -> float:
        """So many units that a rate is said of: 1 (losses alone), 100, 1,000 or a million."""
        scales = SCALES[1:] if self.counted else SCALES
        most = float(self.totals.max())
        return next((scale for scale in scales if most * scale >= 1), SCALES[-1])

    @property
    def per(self) -> Words:
        """The scale in words."""
        return Msg("per unit") if self.scale == 1 else Msg("per {n} units", n=f"{self.scale:,.0f}")

    @property
    def alike(self) -> bool:
        """As much was inspected in both periods: counts are rates."""
        return self.inspected[0] == self.inspected[1]

    def rate_text(self, rate: float) -> str:
        """Return a rate on the scale: one count of decimals, more where it would print as 0."""
        most = float(self.totals.max()) * self.scale
        places = max(0, FIGURES - 1 - math.floor(math.log10(most)))
        value = rate * self.scale
        if 0 < value < 0.5 * 10.0**-places:
            places = 1 - math.floor(math.log10(value))
        return fixed(value, places)

    def proven(self, sign: int) -> list[int]:
        """Return the items, by place, whose rate fell (-1) or rose (1) beyond chance."""
        moved = np.sign(self.rates[:, 1] - self.rates[:, 0]) == sign
        return [int(i) for i in np.flatnonzero((self.p <= LEVEL) & moved)]

    def _ratios(self, amounts: Floats, squares: Floats | None) -> Ratios:
        before, after = amounts[..., 0], amounts[..., 1]
        size, other = self.inspected
        if self.counted:
            return rate_ratios(before, size, after, other, self.confidence)
        before, after = before / size, after / other
        if squares is not None:
            return sum_ratios(before, squares[..., 0] / size**2, after, squares[..., 1] / other**2,
                              self.confidence)  # fmt: skip
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.asarray(after / before)
        unknown = np.full(ratio.shape, math.nan)
        return Ratios(ratio, unknown, unknown, unknown)


def change_of(whole: Ranking, parts: Mapping[str, Ranking], inspected: tuple[float, float]) -> Change:
    """Return the change between two periods.

    Parameters
    ----------
    whole : Ranking
        Of both periods together.
    parts : mapping of str to Ranking
        Before, then after.
    inspected : pair of float
    """
    before, after = parts
    amounts = _by_item(whole, [(part, part.amounts) for part in parts.values()])
    squares = None
    if whole.squares is not None:
        squares = _by_item(whole, [(p, p.squares) for p in parts.values() if p.squares is not None])
    top = whole.names.index(parts[before].names[0])
    return Change(
        (before, after), inspected, whole.names, amounts, whole.counted, top, whole.confidence, squares
    )


def _by_item(whole: Ranking, parts: Sequence[tuple[Ranking, Floats]]) -> Floats:
    """Return a row an item of the whole, a column a part; 0 where a part has none of it."""
    held = [dict(zip(part.names, sums.tolist(), strict=True)) for part, sums in parts]
    return np.array([[part.get(name, 0.0) for part in held] for name in whole.names])


def inspected_of(
    table: Table, options: Mapping[str, Any], masks: Mapping[str, Bools]
) -> tuple[float, float] | None:
    """Return the units inspected before and after, as two numbers or a column give them.

    Raises
    ------
    SqcError
        Without two periods; numbers of which one is not above 0, or more than two; a column that has
        several numbers within a period.
    """
    given = options.get("inspected")
    if given is None:
        return None
    if options.get("stage") is None:
        raise OptionError(
            "inspected-alone",
            Msg("--inspected is what was inspected before and after: name the column of both with --stage."),
        )
    if isinstance(given, str) and (inspected_column(options) is not None or table.find(given) is not None):
        sized = column(table, given, "inspected")
        numbers = numbers_of(table, sized)
        first, last = (_one_number(table, sized, numbers, part, mask) for part, mask in masks.items())
        return first, last
    found = _numbers(given)
    if not 1 <= len(found) <= 2 or not all(0 < number < math.inf for number in found):
        got = given if isinstance(given, str) else ",".join(f"{number:g}" for number in found)
        raise out_of_range(
            "inspected", got, Msg("a pair of numbers above 0, before and after, such as 9600,9450")
        )
    return found[0], found[-1]


def inspected_column(options: Mapping[str, Any]) -> str | None:
    """Return the column that is named for the units inspected; None where numbers are given, or nothing."""
    given = options.get("inspected")
    if not isinstance(given, str) or "," in given or number_in(given) is not None:
        return None
    return given


def _numbers(given: str | float | Sequence[float]) -> list[float]:
    """Return the numbers that were given; NaN for what is none."""
    if isinstance(given, str):
        texts = (number_in(part.strip()) for part in split_names(given))
        return [math.nan if number is None else number for number in texts]
    return [float(given)] if isinstance(given, int | float) else [float(number) for number in given]


def _one_number(table: Table, sized: Column, numbers: Floats, part: str, mask: Bools) -> float:
    """Return the number that a column holds in all rows of a period."""
    rows = np.flatnonzero(mask & ~np.isnan(numbers))
    if not len(rows):
        raise DataError(
            "inspected-blank",
            Msg("{column} of {file} holds no number for {part}.", column=sized.header, file=table.name,
                part=part),
            file=table.name, column=sized.header,
        )  # fmt: skip
    first = float(numbers[rows[0]])
    other = rows[(numbers[rows] != first) | (numbers[rows] <= 0)]
    if not len(other):
        return first
    row = int(other[0])
    text = Msg(
        "{where}: {number} units inspected, {part} has {first} above; a period has one number, above 0.",
        where=where(table, row, sized), number=f"{numbers[row]:,.10g}", part=part, first=f"{first:,.10g}",
    )  # fmt: skip
    hint = Msg("both numbers: {option}", option="--inspected 9600,9450")
    raise DataError("inspected-differs", text, hints=[hint], file=table.name, line=int(table.lines[row]),
                    column=sized.header)  # fmt: skip
