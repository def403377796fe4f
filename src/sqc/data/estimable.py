"""Whether limits can be estimated from a sample."""

from __future__ import annotations

import numpy as np

from sqc.data.sample import Individuals, Subgroups
from sqc.i18n.message import Msg
from sqc.notes import DataError

_FIRST = 1000


def require_estimable(sample: Individuals | Subgroups) -> None:
    """Raise when limits cannot be estimated from the values: fewer than two, or all the same.

    For phase I; data that are judged by given limits need not vary.

    Raises
    ------
    DataError
        ``too-few-values`` or ``no-variation``.

    Examples
    --------
    >>> require_estimable(Individuals(np.array([1.0, 2.0])))
    """
    if isinstance(sample, Individuals) or sample.values is not None:
        values = sample.values
        assert values is not None
        if values[:_FIRST].min(initial=np.inf) < values[:_FIRST].max(initial=-np.inf):
            return  # the first values vary; a gap among them compares to nothing
        n = int(np.count_nonzero(~np.isnan(values)))
        low, high = np.fmin.reduce(values), np.fmax.reduce(values)
    else:
        n = int(np.sum(sample.n))
        low, high = sample.mean.min(), sample.mean.max()
        spreads = np.fmax(np.nan_to_num(sample.range), np.nan_to_num(sample.sd))
        high = max(high, low + spreads.max())
    name = sample.about.source.name
    if n < 2:
        raise DataError(
            "too-few-values",
            Msg("{file} holds one value of {column}; limits need more.", file=name, column=sample.about.name),
            file=name,
        )
    if low == high:
        value = f"{float(low):.{sample.about.decimals}f}"
        raise DataError(
            "no-variation",
            Msg("all {n} values are {value}; without variation there are no limits.", n=n, value=value),
            hints=[Msg("record more digits, or check that the gauge answers")],
            file=name,
        )
