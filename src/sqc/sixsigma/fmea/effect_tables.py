"""Tables and numbers of what actions did."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Fact, Table
from sqc.sixsigma.fmea.effect import effect, lowered, not_rated_again, still_high
from sqc.sixsigma.fmea.ratings import HIGH, LOW, MEDIUM, RATINGS
from sqc.sixsigma.fmea.sheet import Sheet
from sqc.stats.priority import LETTERS, action_priority, risk_priority_number

SHOWN = 20
OUTCOMES: dict[str, Words] = {
    "again": Msg("rated again"),
    "forecast": Msg("forecast"),
    "unrated": Msg("done, not rated"),
    "partial": Msg("rated in part"),
}


def effect_tables(sheet: Sheet) -> tuple[Table, ...]:
    """Return the risks of each priority before and after, and a row for each action that is told of."""
    found = effect(sheet)
    columns = (Column("ap", "AP", "left"), Column("before", Msg("before")), Column("after", Msg("after")))
    rows: list[tuple[Cell, ...]] = [
        (LETTERS[level], int(np.sum(found.was == level)), int(np.sum(found.now == level)))
        for level in (HIGH, MEDIUM, LOW)
    ]
    rows.append((Msg("RPN together"), int(found.rpn_was.sum()), int(found.rpn_now.sum())))
    counts = Table("effect", columns, tuple(rows), Msg("Risks rated again, before and after their action"))
    return (counts, _actions(sheet)) if len(found.rows) else (_actions(sheet),)


def _actions(sheet: Sheet) -> Table:
    columns = (
        Column("risk", Msg("risk"), "left"),
        Column("status", Msg("status"), "left"),
        *(Column(name, name.upper(), "left") for name in ("s", "o", "d", "rpn", "ap")),
    )
    second = sheet.second
    place = {int(sheet.rated[i]): k for k, i in enumerate(sheet.order)}
    told = np.flatnonzero(second.given | second.unrated).tolist()
    told.sort(key=lambda row: place.get(row, len(place)))
    rows = [
        (sheet.name(row, True), OUTCOMES[_outcome(sheet, row)], *_pairs(sheet, row)) for row in told[:SHOWN]
    ]
    if len(told) > SHOWN:
        rows.append((Msg("... {n} more", n=len(told) - SHOWN), *("",) * 6))
    return Table("actions", columns, tuple(rows), Msg("Before and after the action"))


def _outcome(sheet: Sheet, row: int) -> str:
    """Return what became of an action, as a word of the data; "" where nothing is said."""
    second = sheet.second
    states = (second.again, second.forecast, second.unrated, second.partial)
    return next((word for word, held in zip(OUTCOMES, states, strict=True) if held[row]), "")


def _pairs(sheet: Sheet, row: int) -> list[Words]:
    """Return S, O, D, RPN and AP before and after: one where both agree."""
    both = [_five(sheet.first[row].tolist()), _five(sheet.second.ratings[row].tolist())]
    if sheet.second.given[row]:
        return [was if was == now else f"{was} > {now}" for was, now in zip(*both, strict=True)]
    return [*both[0]]


def _five(three: list[float]) -> list[str]:
    said = ["-" if one != one else f"{one:.0f}" for one in three]
    if "-" in said:
        return [*said, "-", "-"]
    return [*said, str(int(risk_priority_number(*three))), LETTERS[int(action_priority(*three))]]


def effect_facts(sheet: Sheet) -> dict[str, Fact]:
    """Return the numbers of what actions did by their keys."""
    found = effect(sheet)
    product = Msg("S x O x D")
    return {
        "n_again": Fact(len(found.rows), Msg("risks rated again after their action")),
        "n_high_first": Fact(int(np.sum(found.was == HIGH)), Msg("of these AP H before the action")),
        "n_high_again": Fact(int(np.sum(found.now == HIGH)), Msg("of these AP H after the action")),
        "rpn_first": Fact(int(found.rpn_was.sum()), Msg("their RPN together before"), method=product),
        "rpn_again": Fact(int(found.rpn_now.sum()), Msg("their RPN together after"), method=product),
        "rpn_removed": Fact(found.removed, Msg("RPN removed"), method=Msg("before - after")),
        "n_not_again": Fact(len(not_rated_again(sheet)), Msg("actions done, risk not rated again")),
        "n_still_high": Fact(len(still_high(sheet)), Msg("risks still of AP H after their action")),
        "n_lowered": Fact(len(lowered(sheet)), Msg("severity lowered without a change of the design")),
        "n_forecast": Fact(int(sheet.second.forecast.sum()), Msg("ratings of actions that are not done")),
    }


def effect_frame(sheet: Sheet, rows: list[int]) -> dict[str, list[object]]:
    """Return the ratings before and after the action as columns, and what became of it."""
    columns: dict[str, list[object]] = {}
    for when, ratings in (("first", sheet.first), ("after", sheet.second.ratings)):
        five = [_five(ratings[row].tolist()) for row in rows]
        for i, name in enumerate((*RATINGS, "rpn")):
            columns[f"{name}_{when}"] = [None if one[i] == "-" else int(one[i]) for one in five]
        columns[f"ap_{when}"] = [one[-1].replace("-", "") for one in five]
    columns["outcome"] = [_outcome(sheet, row) for row in rows]
    return columns
