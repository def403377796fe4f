"""Ratings after the action: which columns hold them, which actions are done, what counts as rated again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_text
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.i18n.message import Listing, Msg, Words
from sqc.sixsigma.fmea.ratings import RATED, RATINGS, Floats, ratings_of
from sqc.sixsigma.forms.cells import is_blank
from sqc.sixsigma.forms.heads import Found, Part, squeezed

Bools = npt.NDArray[np.bool_]

AFTER = "_after"
PARTS = (
    Part("severity_after", Msg("S after")),
    Part("occurrence_after", Msg("O after")),
    Part("detection_after", Msg("D after")),
    Part("ap_after", Msg("AP after")),
    Part("rpn_after", Msg("RPN after")),
    Part(
        "status",
        Msg("status"),
        "actionstatus statusofaction state progress 状态 措施状态 完成状态 实施状态 进度 完成情况"
        " 措施完成情况",
    ),
    Part(
        "taken",
        Msg("action taken"),
        "actiontaken actionstaken actiontakenwithpointertoevidence actionstakeneffectivedate"
        " 采取的措施 已采取措施 已采取的措施 实际采取的措施 实施的措施",
    ),
    Part(
        "completed",
        Msg("completed on"),
        "completiondate actualcompletiondate datecompleted completeddate closedon doneon 实际完成日期"
        " 实际完成时间 关闭日期 实际完成",
    ),
)
# what a head says of a rating after the action, beside the name of the rating
_LATER = re.compile(
    "采取措施后|改进后|措施后|优化后?|改善后|实施后|整改后|对策后|再评价|再评估|再评分|重新评价|重新评估|重评|新的?|最终|措施结果"
    "|actionresults?|afteractions?|afteroptimi[sz]ation|after|new|revised|resulting|residual|final|second|updated"
    "|optimi[sz]ed|optimi[sz]ation"
)
_SIGNS = re.compile(r"[\s_\-./:：*#()\[\]【】（）]+")
# how a status begins; a status that says nothing
_DONE = re.compile(
    "done|complete|closed|implemented|implementation complete|finished|完成|已完|关闭|已关闭|已实施|实施完"
    "|已落实|完毕|结案|已结案|[√✓✔]"
)
_OPEN = re.compile(
    "open|in progress|in work|ongoing|started|plan|pending|decision|implementation pending|not |tbd|tba"
    "|on hold|delay|overdue|进行|实施中|正在|未|计划|待|延期|推迟|逾期|没有"
)
_SHORT = {"yes": True, "y": True, "ok": True, "是": True, "no": False, "n": False, "否": False}
_NOTHING = frozenset(("", "-", "--", "/", "—", "n/a", "na", "无"))
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")


class Second(NamedTuple):
    """What a form says after the action.

    Parameters
    ----------
    ratings : float array (rows, 3)
        Severity, occurrence, detection after the action, NaN where blank; a rating without a column of its
        own is that of before.
    given : bool array (rows,)
        Whether any of them stands in the row.
    done : sequence of bool or None
        Whether the action is done; None where the form does not say.
    columns : tuple of Column
        Where the ratings stand.
    """

    ratings: Floats
    given: Bools
    done: Sequence[bool | None]
    columns: tuple[Column, ...]

    @property
    def whole(self) -> Bools:
        """Rows with three ratings after the action."""
        return np.asarray(self.given & ~np.isnan(self.ratings).any(axis=1))

    @property
    def again(self) -> Bools:
        """Rows that are rated again: their action is done, or nothing is said of it."""
        return np.asarray(self.whole & np.array([one is not False for one in self.done], dtype=bool))

    @property
    def forecast(self) -> Bools:
        """Rows whose ratings after the action stand beside an action that is still open."""
        return self.whole & ~self.again

    @property
    def unrated(self) -> Bools:
        """Rows whose action is done and that are not rated again."""
        return np.asarray(~self.whole & np.array([one is True for one in self.done], dtype=bool))

    @property
    def partial(self) -> Bools:
        """Rows with one or two of the three ratings, whose action is not known to be done."""
        return self.given & ~self.whole & ~self.unrated

    def clause(self) -> Words:
        """Return what the `Read` line says of it."""
        return Msg(
            "ratings after the action from {columns}", columns=Listing([one.name for one in self.columns])
        )


def later_columns(table: Table, ratings: Sequence[Part]) -> dict[str, Column]:
    """Return the columns whose heads say that they are ratings after the action: S2, New S, 改进后 S.

    Parameters
    ----------
    table : Table
    ratings : sequence of Part
        Severity, occurrence, detection, AP and RPN as they are headed before it.
    """
    found: dict[str, Column] = {}
    for one in table.columns:
        head = _SIGNS.sub("", fold(one.header))
        plain = _LATER.sub("", head)
        if plain == head:
            plain = re.sub("(?<=.)(2|'|’|′)$", "", head)
        if plain == head:
            continue
        part = next((part for part in ratings if squeezed(plain) in part.known), None)
        if part is not None:
            found.setdefault(part.name + AFTER, one)
    return found


def repeated(table: Table, found: Found) -> Found:
    """Return the columns with S, O and D that stand a second time taken for ratings after the action."""
    twice: dict[str, Column] = {}
    for part, one in found.twice:
        twice.setdefault(part, one)
    place = {id(one): i for i, one in enumerate(table.columns)}
    first = [place[id(found.columns[part])] for part in RATINGS if part in found.columns]
    later = [place[id(twice[part])] for part in RATINGS if part in twice]
    known = any(part + AFTER in found.columns for part in RATINGS)
    if known or len(later) < len(RATINGS) or len(first) < len(RATINGS) or min(later) < max(first):
        return found
    again = {part: one for part, one in twice.items() if part in (*RATINGS, "ap", "rpn")}
    columns = dict(found.columns)
    for part in ("ap", "rpn"):  # one alone belongs to the ratings at its left
        if part in columns and part not in again and place[id(columns[part])] > max(later):
            again[part] = columns.pop(part)
    columns |= {part + AFTER: one for part, one in again.items()}
    rest = tuple((part, one) for part, one in found.twice if one is not again.get(part))
    return Found(columns, rest)


def second_of(table: Table, heads: Mapping[str, Column], first: Floats) -> Second:
    """Return the ratings after the action and which actions are done.

    Parameters
    ----------
    table : Table
    heads : mapping of str to Column
        Columns by part.
    first : float array (rows, 3)
        The ratings before.
    """
    ratings = np.full(first.shape, np.nan)
    there = [(i, heads[name + AFTER]) for i, name in enumerate(RATINGS) if name + AFTER in heads]
    for i, column in there:
        ratings[:, i] = ratings_of(table, column, RATED[RATINGS[i]])
    given = ~np.isnan(ratings).all(axis=1)
    for i in set(range(len(RATINGS))) - {i for i, _ in there}:
        ratings[given, i] = first[given, i]
    done = [_done(heads, row) for row in range(table.n_rows)]
    return Second(ratings, given, done, tuple(column for _, column in there))


def _done(heads: Mapping[str, Column], row: int) -> bool | None:
    """Return whether an action is done: by its status, else by what was done or when."""
    status = cell_text(heads["status"], row) if "status" in heads else ""
    if fold(status) not in _NOTHING:
        return _is_done(status)
    told = [cell_text(heads[name], row) for name in ("taken", "completed") if name in heads]
    return True if any(not is_blank(one) for one in told) else None


def _is_done(status: str) -> bool | None:
    """Return what a status says; None where its word is not known."""
    text = fold(status)
    percent = _PERCENT.fullmatch(text)
    if percent:
        return float(percent[1]) >= 100
    if _OPEN.match(text):
        return False
    return True if _DONE.match(text) else _SHORT.get(text)


def unknown_status(heads: Mapping[str, Column], n: int) -> list[int]:
    """Return the rows whose status is a word that is not known."""
    if "status" not in heads:
        return []
    cells = (cell_text(heads["status"], row) for row in range(n))
    return [row for row, one in enumerate(cells) if fold(one) not in _NOTHING and _is_done(one) is None]
