"""What a scatter diagram refuses."""

from __future__ import annotations

import numpy as np

from sqc.data.table import Column, Table
from sqc.i18n.message import Msg
from sqc.notes import DataError, OptionError, out_of_range
from sqc.qctools.kit.take import nothing_left
from sqc.qctools.scatter.pairs import FEWEST, Pairs

HIGHEST = 5


def check_points(table: Table, whole: Pairs, x: Column, y: Column) -> None:
    """Refuse points that give no line, or not the curve that is asked for."""
    if not whole.n:
        raise nothing_left(table, Msg("no row holds both numbers"))
    if whole.n < FEWEST:
        raise too_few(table, whole.n)
    for values, one in ((whole.x, x), (whole.y, y)):
        if np.ptp(values) == 0:
            raise DataError(
                "all-equal",
                Msg('all {n} values of "{column}" are equal: there is nothing to draw.',
                    n=whole.n, column=one.header),
                file=table.name,
                column=one.header,
            )  # fmt: skip

    distinct = len(np.unique(whole.x))
    if min(distinct, whole.n - 1) <= whole.degree > 1:
        raise OptionError(
            "too-few-for-curve",
            Msg("{n} pairs with {k} different {x} are too few for a curve of degree {degree}.",
                n=whole.n, k=distinct, x=x.name, degree=whole.degree),
            hints=["--degree 1"],
        )  # fmt: skip


def too_few(table: Table, n: int) -> DataError:
    """Return the error for so few pairs."""
    return DataError(
        "too-few-points",
        Msg("{file}: {n} pairs are too few for a line; at least {least} are needed.",
            file=table.name, n=n, least=FEWEST),
        file=table.name,
    )  # fmt: skip


def lag_of(given: object) -> int:
    """Return the lag that is asked for."""
    if given is None:
        return 0
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise out_of_range("lag", str(given), Msg("a whole number from 0 up"))
    return given


def degree_of(given: object) -> int:
    """Return the highest power of x that is asked for."""
    if given is None:
        return 1
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= HIGHEST:
        raise out_of_range("degree", str(given), Msg("a whole number from 1 to {most}", most=HIGHEST))
    return given
