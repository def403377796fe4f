"""What a check sheet says in numbers: totals, the mix, the cells that stand out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.select import split_names
from sqc.i18n.message import Msg
from sqc.notes import OptionError, out_of_range
from sqc.qctools.checksheet.take import Sheet
from sqc.stats.contingency import adjusted_residuals, cell_p, expected_counts, independent_p
from sqc.stats.multiplicity import holm
from sqc.stats.shares import equal_p

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Case:
    """Counts of a filled-in sheet.

    Parameters
    ----------
    sheet : Sheet
    alpha : float
        Family-wise level of the cells.
    """

    sheet: Sheet
    alpha: float

    @property
    def counts(self) -> Floats:
        """Counts, shape (items, by)."""
        return self.sheet.counts

    @property
    def total(self) -> float:
        """Sum of all counts."""
        return float(self.counts.sum())

    @cached_property
    def crossed(self) -> bool:
        """Whether there are two items and two columns at least: a mix can be judged."""
        return all(int(np.count_nonzero(self.counts.sum(axis=i))) > 1 for i in (0, 1))

    @cached_property
    def expected(self) -> Floats:
        """What the totals alone give."""
        return expected_counts(self.counts)

    @cached_property
    def residuals(self) -> Floats:
        """Adjusted residuals."""
        return adjusted_residuals(self.counts)

    @cached_property
    def p(self) -> Floats:
        """Exact p of each cell, adjusted by Holm for all of them."""
        if not self.crossed:
            return np.full(self.counts.shape, math.nan)
        return holm(cell_p(self.counts).ravel()).reshape(self.counts.shape)

    @cached_property
    def standing(self) -> tuple[tuple[int, int], ...]:
        """Cells that stand out, the furthest first."""
        places = [(int(i), int(j)) for i, j in np.argwhere(self.p <= self.alpha)]
        return tuple(sorted(places, key=lambda place: -abs(float(self.residuals[place]))))

    @cached_property
    def mix(self) -> tuple[float, bool]:
        """Chance of a mix so uneven, and whether it was drawn."""
        return independent_p(self.counts) if self.crossed else (math.nan, False)

    @cached_property
    def even(self) -> float:
        """Chance of column totals so uneven when as much was inspected in each; NaN of one column."""
        sums = self.counts.sum(axis=0)
        return equal_p(sums) if len(sums) > 1 else math.nan


@dataclass(frozen=True)
class Blank:
    """A sheet to fill in: its items and its columns."""

    items: tuple[str, ...]
    by: tuple[str, ...]


def case_of(sheet: Sheet, options: Mapping[str, Any]) -> Case:
    """Return the answer for a filled-in sheet.

    Raises
    ------
    OptionError
        ``option-range``.
    """
    alpha = options.get("alpha")
    if alpha is not None and not 0 < alpha < 1:
        raise out_of_range("alpha", f"{alpha:g}", Msg("a probability between 0 and 1"))
    return Case(sheet, 0.05 if alpha is None else alpha)


def blank_of(options: Mapping[str, Any]) -> Blank:
    """Return the sheet that is asked for without a file.

    Raises
    ------
    OptionError
        ``missing-argument`` without items or columns.
    """
    items, by = (split_names(options.get(name) or "") for name in ("item", "by"))
    if not items or not by:
        raise OptionError(
            "missing-argument",
            Msg("a check sheet needs a file, or for a blank one the items and the columns."),
            hints=[Msg('sqc checksheet --item "scratch,pore" --by "Mon,Tue" -o sheet.pdf')],
        )
    return Blank(tuple(dict.fromkeys(items)), tuple(dict.fromkeys(by)))
