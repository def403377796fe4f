"""A weighted score of suppliers, and what is proven of its order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sqc.data.select import number_in, numbers_of
from sqc.data.suggest import fold
from sqc.data.table import Table
from sqc.data.wording import columns_there
from sqc.i18n.message import Listing, Msg, Verbatim
from sqc.notes import DataError, OptionError, out_of_range
from sqc.sixsigma.kit.take import assigned, refuse_row
from sqc.sixsigma.supplier.delivery import OnTime
from sqc.sixsigma.supplier.sums import Rows
from sqc.stats.attribute import clopper_pearson
from sqc.stats.linear_limits import linear_limits

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Ends = tuple[Floats, Floats]

COUNTED = QUALITY, LOTS, DELIVERY = "quality", "lots", "delivery"
# the same in Chinese, as a company's own rules call them
CALLED = {"质量": QUALITY, "品质": QUALITY, "批合格率": LOTS, "交付": DELIVERY, "交期": DELIVERY}
FULL = 100.0


@dataclass(frozen=True, eq=False)
class Counts:
    """What the scores are made of, by supplier.

    Parameters
    ----------
    bad, inspected, rejected, lots : float array (suppliers,)
    delivery : OnTime
    target : float
        ppm; NaN without one.
    """

    bad: Floats
    inspected: Floats
    rejected: Floats
    lots: Floats
    delivery: OnTime
    target: float

    def quality(self, share: Floats) -> Floats:
        """Return the score of a nonconforming share: 100 at the target or below, in proportion above."""
        with np.errstate(divide="ignore"):
            return np.asarray(np.minimum(FULL, FULL * self.target / 1e6 / share))

    def scores(self, part: str) -> Floats:
        """Return the scores of a part that is counted."""
        if part == QUALITY:
            return self.quality(self.bad / self.inspected)
        if part == DELIVERY:
            return self.delivery.share
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(FULL * (1.0 - self.rejected / self.lots))

    def ends(self, part: str, confidence: float) -> Ends:
        """Return the intervals of these scores; shares on time that are not counted have none."""
        half = (1.0 - confidence) / 2.0
        if part == QUALITY:
            low, high = clopper_pearson(self.bad, self.inspected, half, 1.0 - half)
            return self.quality(np.asarray(high)), self.quality(np.asarray(low))
        if part == DELIVERY and not self.delivery.counted:
            return self.delivery.share, self.delivery.share
        if part == DELIVERY:
            low, high = clopper_pearson(self.delivery.on_time, self.delivery.n, half, 1.0 - half)
        else:
            low, high = clopper_pearson(self.lots - self.rejected, self.lots, half, 1.0 - half)
        return np.asarray(FULL * low), np.asarray(FULL * high)


@dataclass(frozen=True, eq=False)
class Score:
    """Scores of suppliers by part, and their weighted total.

    Parameters
    ----------
    parts : tuple of str
        ``quality``, ``lots``, ``delivery``, or a column of the file.
    weights : float array (parts,)
        They sum to 1.
    scores : float array (suppliers, parts)
        From 0 to 100.
    ends : function
        From a confidence to the ends of the scores; those of a column equal it.
    confidence : float
        Of the interval of a total; all orders together hold with it.
    """

    parts: tuple[str, ...]
    weights: Floats
    scores: Floats
    ends: Callable[[float], Ends]
    confidence: float

    @cached_property
    def totals(self) -> Floats:
        """Weighted total of each supplier."""
        return np.asarray(self.scores @ self.weights)

    @cached_property
    def order(self) -> Ints:
        """Suppliers by falling total."""
        return np.argsort(-self.totals, kind="stable")

    @cached_property
    def intervals(self) -> Ends:
        """Intervals of the totals."""
        low, high = linear_limits(self.weights, self.scores, *self.ends(self.confidence))
        return np.asarray(low), np.asarray(high)

    @property
    def exact(self) -> bool:
        """No part has an interval: an order says nothing of chance."""
        low, high = self.ends(self.confidence)
        return bool((low == high).all())

    @cached_property
    def above(self) -> npt.NDArray[np.bool_]:
        """Which supplier (row) is proven above which (column); Bonferroni over all pairs."""
        k = len(self.scores)
        low, high = self.ends(1.0 - (1.0 - self.confidence) / (k * (k - 1) / 2))
        first, second = np.indices((k, k)).reshape(2, -1)
        pairs = [np.concatenate([part[first], part[second]], axis=1) for part in (self.scores, low, high)]
        least, _ = linear_limits(np.append(self.weights, -self.weights), *pairs)
        return np.asarray(least > 1e-9).reshape(k, k)

    @cached_property
    def ranks(self) -> tuple[Ints, Ints]:
        """Best and worst rank of each supplier that the data leave open; 1 has the highest total."""
        k = len(self.totals)
        return np.asarray(1 + self.above.sum(axis=0)), np.asarray(k - self.above.sum(axis=1))


def weights_of(given: str | Mapping[str, float]) -> dict[str, float]:
    """Return weights by part as they were given: ``quality=60,delivery=40``.

    Raises
    ------
    OptionError
        ``option-range``.

    Examples
    --------
    >>> weights_of("quality=60, delivery=40")
    {'quality': 60.0, 'delivery': 40.0}
    """
    allowed = Msg("a weight for each part such as quality=60,delivery=40")
    if isinstance(given, str):
        pairs = [(name, number_in(text)) for name, text in assigned(given)]
        shown = given
    else:
        pairs = [(name.strip(), float(weight)) for name, weight in given.items()]
        shown = ",".join(f"{name}={weight:g}" for name, weight in given.items())
    found: dict[str, float] = {}
    for name, weight in pairs:
        known = CALLED.get(fold(name), fold(name) if fold(name) in CALLED.values() else name)
        if not name or known in found or weight is None or not 0 <= weight < math.inf:
            raise out_of_range("weights", shown, allowed)
        found[known] = weight
    if sum(found.values()) <= 0:
        raise out_of_range("weights", shown, allowed)
    return found


def score_of(
    table: Table,
    rows: Rows,
    order: Ints,
    counts: Counts,
    weights: Mapping[str, float],
    names: tuple[str, ...],
    confidence: float,
) -> Score:
    """Return the weighted score of suppliers.

    Parameters
    ----------
    table : Table
    rows : Rows
    order : int array
        Which suppliers of the rows are judged, in which order.
    counts : Counts
        Of these.
    weights : mapping of str to float
    names : tuple of str
    confidence : float

    Raises
    ------
    SqcError
        A part that is neither counted nor a column, or that a supplier lacks; a score above 100.
    """
    if QUALITY in weights and math.isnan(counts.target):
        text = Msg(
            "the score of quality needs a target: 100 at the target or below, 100 target / ppm above it."
        )
        raise OptionError("score-target", text, hints=[Verbatim("--target 5000")])
    columns = [
        counts.scores(part) if part in COUNTED else _column(table, rows, part)[order] for part in weights
    ]
    for part, column in zip(weights, columns, strict=True):
        missing = [name for name, score in zip(names, column.tolist(), strict=True) if math.isnan(score)]
        if missing:
            text = Msg("{names}: the file holds nothing from which {part} could be scored.",
                       names=Listing(missing), part=part)  # fmt: skip
            raise DataError("no-score", text, file=table.name)
    scores = np.stack(columns, axis=1)

    def ends(level: float) -> Ends:
        found = [
            counts.ends(part, level) if part in COUNTED else (column, column)
            for part, column in zip(weights, columns, strict=True)
        ]
        return np.stack([low for low, _ in found], axis=1), np.stack([high for _, high in found], axis=1)

    given = np.array(list(weights.values()))
    return Score(tuple(weights), given / given.sum(), scores, ends, confidence)


def _column(table: Table, rows: Rows, name: str) -> Floats:
    """Return the mean score of each supplier in a column of the file."""
    found = table.find(name)
    if found is None:
        raise OptionError(
            "unknown-part",
            Msg(
                "--weights: {part} is none of {parts} and no column with scores.",
                part=name,
                parts=", ".join(COUNTED),
            ),
            details=[columns_there(table.columns)],
        )
    numbers = numbers_of(table, found)
    over = np.flatnonzero((numbers < 0) | (numbers > FULL))
    if len(over):
        raise refuse_row(table, found, int(over[0]), "share-range", Msg("a score lies between 0 and 100"))
    seen = rows.summed((~np.isnan(numbers)).astype(np.float64)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(rows.summed(numbers).sum(axis=1) / seen)
