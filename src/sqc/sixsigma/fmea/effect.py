"""What actions did: risks before and after them, what is not rated again, severity without a design."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from sqc.data.labels import cell_text
from sqc.i18n.display import cut
from sqc.i18n.message import plural
from sqc.notes import Finding, Level
from sqc.sixsigma.fmea.ratings import HIGH, Ints, ratings_text
from sqc.sixsigma.fmea.second import unknown_status
from sqc.sixsigma.fmea.sheet import Sheet
from sqc.sixsigma.forms.cells import lines
from sqc.stats.priority import action_priority, risk_priority_number

# words of an action that changes the effect itself: the design, not a control
_DESIGN = re.compile(
    "design|geometry|drawing|material|construct|concept|设计|结构|图纸|图样|材料|材质|方案|取消"
)


class Effect(NamedTuple):
    """Risks that were rated before and after their action, in the order of the form.

    Parameters
    ----------
    rows : int array
    was, now : int array
        Action priority before and after.
    rpn_was, rpn_now : int array
    """

    rows: Ints
    was: Ints
    now: Ints
    rpn_was: Ints
    rpn_now: Ints

    @property
    def removed(self) -> int:
        """How much smaller the products of the ratings are together."""
        return int(self.rpn_was.sum() - self.rpn_now.sum())


def effect(sheet: Sheet) -> Effect:
    """Return the risks that are rated again, with both ratings."""
    held = sheet.second.again & ~np.isnan(sheet.first).any(axis=1)
    rows = np.flatnonzero(held)
    was, now = sheet.first[rows].T, sheet.second.ratings[rows].T
    priorities = (action_priority(*one) for one in (was, now))
    return Effect(rows, *priorities, *(risk_priority_number(*one) for one in (was, now)))


def still_high(sheet: Sheet) -> list[int]:
    """Return the rows that are of high priority after their action, the first risk first."""
    rows = [int(sheet.rated[i]) for i in sheet.order if sheet.priority[i] == HIGH]
    return [row for row in rows if sheet.second.again[row]]


def not_rated_again(sheet: Sheet) -> list[int]:
    """Return the rows whose action is done and that are not rated again, the first risk first."""
    rows = np.flatnonzero(sheet.second.unrated).tolist()
    place = {int(sheet.rated[i]): k for k, i in enumerate(sheet.order)}
    return sorted(rows, key=lambda row: place.get(row, len(place)))


def lowered(sheet: Sheet) -> list[int]:
    """Return the rows whose severity fell with an action that names no change of the design."""
    second = sheet.second
    rows = np.flatnonzero(second.whole & (second.ratings[:, 0] < sheet.first[:, 0])).tolist()
    words = [f"{sheet.words['action'][row]} {sheet.words['taken'][row]}".lower() for row in rows]
    return [row for row, said in zip(rows, words, strict=True) if not _DESIGN.search(said)]


def effect_findings(sheet: Sheet) -> list[Finding]:
    """Return what is said of the ratings after the action."""
    return [
        *high_again(sheet), *missing_again(sheet), *_partial(sheet), *_severity(sheet), *_rose(sheet),
        *_forecast(sheet), *_unread(sheet), *_effect(sheet),
    ]  # fmt: skip


def high_again(sheet: Sheet) -> list[Finding]:
    """Return that a risk is of high priority after its action."""
    rows = still_high(sheet)
    if not rows:
        return []
    first = rows[0]
    text = plural(
        "{n} risk is still of AP H after its action: find a further one for {name} ({now}).",
        "{n} risks are still of AP H after their actions: find further ones, {name} first ({now}).",
        len(rows), name=sheet.name(first), now=ratings_text(sheet.whole(first)),
    )  # fmt: skip
    return [Finding("high-after", "act", text, sheet.at(rows))]


def missing_again(sheet: Sheet) -> list[Finding]:
    """Return that an action is done and its risk not rated again."""
    rows = not_rated_again(sheet)
    if not rows:
        return []
    high = [row for row in rows if sheet.letters[row] == "H"]
    level: Level = "act" if high else "watch"
    text = plural(
        "{n} action is done and its risk not rated again ({lines}): rate S, O and D of {name}.",
        "{n} actions are done and their risks not rated again ({lines}): rate S, O and D, {name} first.",
        len(rows), lines=lines(sheet.table, sorted(rows)), name=sheet.name(rows[0]),
    )  # fmt: skip
    values = {**sheet.at(sorted(rows)), "n_high": len(high)}
    return [Finding("not-rated-again", level, text, values)]


def _partial(sheet: Sheet) -> list[Finding]:
    rows = np.flatnonzero(sheet.second.partial).tolist()
    if not rows:
        return []
    text = plural(
        "{n} row has only a part of the ratings after the action ({lines}): the first ones hold there.",
        "{n} rows have only a part of the ratings after the action ({lines}): the first ones hold there.",
        len(rows), lines=lines(sheet.table, rows),
    )  # fmt: skip
    return [Finding("again-in-part", "watch", text, sheet.at(rows))]


def _severity(sheet: Sheet) -> list[Finding]:
    rows = lowered(sheet)
    if not rows:
        return []
    first = rows[0]
    text = plural(
        "Severity falls from {was} to {now} at {name}, and the action names no change of the design: only"
        " that lowers an effect.",
        "Severity falls at {n} risks, first from {was} to {now} at {name}, and their actions name no change"
        " of the design: only that lowers an effect.",
        len(rows), name=sheet.name(first), was=f"{sheet.first[first, 0]:.0f}",
        now=f"{sheet.second.ratings[first, 0]:.0f}",
    )  # fmt: skip
    return [Finding("severity-after", "watch", text, sheet.at(rows))]


def _rose(sheet: Sheet) -> list[Finding]:
    found = effect(sheet)
    rows = found.rows[(found.now > found.was) | (found.rpn_now > found.rpn_was)].tolist()
    if not rows:
        return []
    text = plural(
        "{n} risk is rated higher after the action than before ({lines}): is the row right?",
        "{n} risks are rated higher after the action than before ({lines}): are the rows right?",
        len(rows), lines=lines(sheet.table, rows),
    )  # fmt: skip
    return [Finding("higher-after", "watch", text, sheet.at(rows))]


def _forecast(sheet: Sheet) -> list[Finding]:
    rows = np.flatnonzero(sheet.second.forecast).tolist()
    if not rows:
        return []
    text = plural(
        "{n} rating after the action stands beside an action that is not done ({lines}): a forecast, it"
        " does not count yet.",
        "{n} ratings after the action stand beside actions that are not done ({lines}): forecasts, they do"
        " not count yet.",
        len(rows), lines=lines(sheet.table, rows),
    )  # fmt: skip
    return [Finding("forecast", "watch", text, sheet.at(rows))]


def _unread(sheet: Sheet) -> list[Finding]:
    rows = unknown_status(sheet.heads, len(sheet.first))
    if not rows:
        return []
    word = cut(cell_text(sheet.heads["status"], rows[0]))
    text = plural(
        'The status "{word}" is not known ({lines}): write done or open; what is rated there counts.',
        '{n} rows have a status that is not known, first "{word}" ({lines}): write done or open; what is'
        " rated there counts.",
        len(rows), word=word, lines=lines(sheet.table, rows),
    )  # fmt: skip
    values = {**sheet.at(rows), "status": word}
    return [Finding("status-unknown", "watch", text, values)]


def _effect(sheet: Sheet) -> list[Finding]:
    found = effect(sheet)
    if not len(found.rows):
        return []
    was, now = (int(np.count_nonzero(one == HIGH)) for one in (found.was, found.now))
    text = plural(
        "{n} risk rated again: AP H {was} before, {now} after; RPN {rpn_was}, then {rpn_now}",
        "{n} risks rated again: AP H {was} before, {now} after; RPN together {rpn_was}, then {rpn_now}",
        len(found.rows), was=was, now=now, rpn_was=int(found.rpn_was.sum()), rpn_now=int(found.rpn_now.sum()),
    )  # fmt: skip
    values = {"n": len(found.rows), "high_before": was, "high_after": now, "rpn_removed": found.removed}
    return [Finding("effect", "ok", text, values, text)]
