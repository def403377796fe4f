"""AP and RPN as the form states them, against the table and the product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sqc.data.labels import cell_text
from sqc.data.suggest import fold
from sqc.data.table import Column
from sqc.data.wording import where
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding
from sqc.sixsigma.fmea.ratings import ratings_text
from sqc.sixsigma.fmea.second import AFTER
from sqc.sixsigma.fmea.sheet import Sheet
from sqc.stats.priority import LETTERS, action_priority, risk_priority_number

_SPELLED = {"high": "H", "medium": "M", "low": "L", "高": "H", "中": "M", "低": "L"}


class _Other(NamedTuple):
    """A cell that differs from what its ratings give."""

    row: int
    column: Column
    there: str
    right: str
    ratings: tuple[int, ...]


def stated_findings(sheet: Sheet) -> list[Finding]:
    """Return where the form states another AP or RPN than its ratings give."""
    ap, rpn = (list(_others(sheet, part)) for part in ("ap", "rpn"))
    found = []
    if ap:
        text = plural(
            "{n} AP of the form differs from the table: {where} states {there}, {ratings} is {right}.",
            "{n} AP of the form differ from the table, first {where}: {there} there, {ratings} is {right}.",
            len(ap), **_words(sheet, ap[0]),
        )  # fmt: skip
        found.append(_finding(sheet, "ap-differs", text, ap))
    if rpn:
        text = plural(
            "{n} RPN of the form is not S x O x D: {where} states {there}, {ratings} gives {right}.",
            "{n} RPN of the form are not S x O x D, first {where}: {there} there, {ratings} gives {right}.",
            len(rpn), **_words(sheet, rpn[0]),
        )  # fmt: skip
        found.append(_finding(sheet, "rpn-differs", text, rpn))
    return found


def _words(sheet: Sheet, one: _Other) -> dict[str, object]:
    place = where(sheet.table, one.row, one.column)
    return {"where": place, "there": cut(one.there), "right": one.right, "ratings": ratings_text(one.ratings)}


def _finding(sheet: Sheet, key: str, text: Msg, others: list[_Other]) -> Finding:
    return Finding(key, "watch", text, sheet.at([one.row for one in others]))


def _others(sheet: Sheet, part: str) -> Iterator[_Other]:
    """Yield the cells that state another value, before and after the action; other words are passed over."""
    for name, ratings in ((part, sheet.first), (part + AFTER, sheet.second.ratings)):
        column = sheet.heads.get(name)
        if column is None:
            continue
        for row in np.flatnonzero(~np.isnan(ratings).any(axis=1)).tolist():
            three = tuple(int(one) for one in ratings[row])
            stated, right = _letter(cell_text(column, row)), LETTERS[int(action_priority(*three))]
            if part == "rpn":
                stated, right = _number(column, row), str(int(risk_priority_number(*three)))
            if stated and stated != right:
                yield _Other(row, column, cell_text(column, row), right, three)


def _letter(cell: str) -> str:
    text = fold(cell)
    return text.upper() if text.upper() in [*LETTERS] else _SPELLED.get(text, "")


def _number(column: Column, row: int) -> str:
    value = float("nan") if column.numbers is None else float(column.numbers[row])
    return "" if value != value else f"{value:g}"
