"""The question of a stratification and its answer in numbers, for a measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sqc.i18n.message import Msg
from sqc.notes import DataError
from sqc.qctools.kit.take import level_of
from sqc.qctools.stratify.groups import Groups, groups_of
from sqc.qctools.stratify.take import Rows
from sqc.report.numbers import panel_decimals
from sqc.stats.columns import Columns, explained
from sqc.stats.strata import centred


@dataclass(frozen=True, eq=False)
class Case:
    """A measure by one or several columns of strata.

    Parameters
    ----------
    rows : Rows
    groups : tuple of Groups
        One a column, that which explains most first.
    order : tuple of int
        Place of each of them among the columns as the user named them.
    columns : Columns or None
        What they add to each other, in the order of the user; None of one column, or of too many
        combinations.
    kind : str
        Picture that was asked for; "" when none was.
    """

    rows: Rows
    groups: tuple[Groups, ...]
    order: tuple[int, ...]
    columns: Columns | None
    kind: str = ""

    @property
    def first(self) -> Groups:
        """The column that explains most."""
        return self.groups[0]

    @property
    def digits(self) -> int:
        """Decimals of means and spreads."""
        return panel_decimals(self.rows.decimals, float(self.first.anova.within**0.5))


def case_of(rows: Rows, options: Mapping[str, Any]) -> Case:
    """Return the answer for a measure.

    Raises
    ------
    SqcError
        Values that do not vary.
    """
    confidence = level_of(options.get("confidence"))
    if rows.values.min() == rows.values.max():
        raise DataError(
            "no-variation",
            Msg("all {n} values are {value}: there is nothing to explain.", n=len(rows.values),
                value=f"{rows.values[0]:.{rows.decimals}f}"),
            file=rows.source.name,
        )  # fmt: skip
    test = options.get("test") or "auto"
    found = [
        groups_of(rows.values, way.codes, way.name, way.names, rows.decimals, test, confidence)
        for way in rows.ways
    ]
    order = sorted(range(len(found)), key=lambda i: -found[i].share)
    return Case(rows, tuple(found[i] for i in order), tuple(order), _columns(rows), options.get("kind") or "")


def _columns(rows: Rows) -> Columns | None:
    if len(rows.ways) < 2:
        return None
    codes = np.stack([way.codes for way in rows.ways], axis=1)
    try:
        return explained(codes, centred(rows.values, rows.decimals)[0])
    except ValueError:  # too many combinations
        return None
