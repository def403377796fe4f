"""The rows of an FMEA: names, ratings, actions, and where a rating is missing or is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sqc.data.about import rows_clause
from sqc.data.table import Column, Table
from sqc.data.wording import where
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, Source
from sqc.qctools.kit.take import filled_clause, filled_down, nothing_left
from sqc.sixsigma.fmea import second
from sqc.sixsigma.fmea.ratings import RATED, RATINGS, Floats, Ints, ratings_of
from sqc.sixsigma.fmea.second import Second, later_columns, repeated, second_of
from sqc.sixsigma.forms.cells import form_of, taken_twice, texts
from sqc.sixsigma.forms.heads import Part, needed, parts_of
from sqc.stats.priority import LETTERS, action_priority, risk_priority_number

PARTS = (
    Part("id", Msg("id"), "no nr number 序号 编号 编码"),
    Part(
        "item",
        Msg("item"),
        "itemfunction function part component processstep step processitem process focuselement 项目 功能"
        " 项目功能 项目/功能 零件 部件 工序 过程 过程步骤 过程功能 工步 关注要素",
    ),
    Part(
        "mode",
        Msg("failure mode"),
        "failuremode potentialfailuremode fm failure 失效模式 潜在失效模式 故障模式",
    ),
    Part(
        "effect",
        Msg("effect"),
        "effects failureeffect failureeffects potentialeffect potentialeffects potentialeffectsoffailure"
        " effectoffailure fe 失效后果 潜在失效后果 后果 失效影响 影响",
    ),
    Part(
        "cause",
        Msg("cause"),
        "causes failurecause failurecauses potentialcause potentialcauses causeoffailure fc 失效原因"
        " 潜在失效原因 失效起因 原因 起因 失效起因机理 潜在失效起因",
    ),
    Part("severity", "S", "sev s 严重度 严重程度 严重性 严重度s s严重度"),
    Part("occurrence", "O", "occ occur o frequency 频度 发生度 发生频度 发生率 频度o 发生度o"),
    Part("detection", "D", "det d detectability 探测度 可探测度 检测度 不易探测度 探测度d 难检度"),
    Part(
        "action",
        Msg("action"),
        "actions recommendedaction recommendedactions preventionaction measure 措施 建议措施 改进措施"
        " 纠正措施 预防措施 优化措施",
    ),
    Part(
        "owner",
        Msg("owner"),
        "responsible responsibility responsibleperson who 负责人 责任人 责任者 负责 责任 职责",
    ),
    Part(
        "due",
        Msg("due"),
        "duedate targetdate deadline targetcompletiondate when 完成日期 完成期限 目标日期 期限 目标完成日期"
        " 计划完成日期 计划完成时间 完成时间",
    ),
    Part("ap", "AP", "actionpriority pfmeaap dfmeaap 措施优先级 措施优先级ap 行动优先级"),
    Part("rpn", "RPN", "riskprioritynumber 风险顺序数 风险优先数 风险系数 风险顺序数rpn 风险优先数rpn"),
    *second.PARTS,
)
BY_NAME = {part.name: part for part in PARTS}
WORDS = ("id", "item", "mode", "effect", "cause", "action", "owner", "due", "taken")
MERGED = ("item", "mode", "effect")  # cells that forms merge over several causes


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of an FMEA, rated as they stand now: after the action where it is done and rated again.

    Parameters
    ----------
    table : Table
    heads : mapping of str to Column
        Columns by part.
    words : mapping of str to list of str
        Cells of every part that is no rating, "" where there is nothing.
    ratings : float array (rows, 3)
        Severity, occurrence, detection; NaN where blank.
    first : float array (rows, 3)
        The same before the action.
    second : Second
        What the form says after it.
    findings : tuple of Finding
        What the reading has to say.
    """

    table: Table
    heads: Mapping[str, Column]
    words: Mapping[str, list[str]]
    ratings: Floats
    first: Floats
    second: Second
    source: Source
    findings: tuple[Finding, ...] = ()

    @cached_property
    def rated(self) -> Ints:
        """Rows with three ratings."""
        return np.flatnonzero(~np.isnan(self.ratings).any(axis=1))

    @cached_property
    def unrated(self) -> Ints:
        """Rows without one of them."""
        return np.flatnonzero(np.isnan(self.ratings).any(axis=1))

    @cached_property
    def _three(self) -> tuple[Floats, Floats, Floats]:
        severity, occurrence, detection = self.ratings[self.rated].T
        return severity, occurrence, detection

    @cached_property
    def priority(self) -> Ints:
        """Action priority of each rated row, 2 high to 0 low."""
        return action_priority(*self._three)

    @cached_property
    def rpn(self) -> Ints:
        """Severity times occurrence times detection of each rated row."""
        return risk_priority_number(*self._three)

    @cached_property
    def order(self) -> Ints:
        """Places among the rated rows by priority, severity, occurrence, detection; equals as in the file."""
        severity, occurrence, detection = self._three
        return np.lexsort((-detection, -occurrence, -severity, -self.priority))

    @cached_property
    def letters(self) -> list[str]:
        """Action priority of each row as a letter; "" without three ratings."""
        found = [""] * len(self.ratings)
        for row, priority in zip(self.rated.tolist(), self.priority.tolist(), strict=True):
            found[row] = LETTERS[priority]
        return found

    @cached_property
    def before(self) -> Sheet:
        """The same rows as they were rated before any action."""
        return replace(self, ratings=self.first)

    @property
    def follows(self) -> bool:
        """Whether the form says anything after an action."""
        return bool(self.second.given.any() or self.second.unrated.any())

    def whole(self, row: int) -> tuple[int, ...]:
        """Return severity, occurrence and detection of a rated row."""
        return tuple(int(one) for one in self.ratings[row])

    @property
    def counts(self) -> Ints:
        """Rows of low, medium and high priority."""
        return np.bincount(self.priority, minlength=len(LETTERS))

    def has(self, part: str) -> bool:
        """Return whether a column plays this part."""
        return part in self.heads

    def at(self, rows: Sequence[int]) -> dict[str, Any]:
        """Return how many rows a finding is about, and their lines."""
        return {"n": len(rows), "lines": self.table.lines[list(rows)].tolist()}

    def name(self, row: int, whole: bool = False) -> Words:
        """Return how a risk is called: item and failure mode, `whole` with its cause."""
        item, mode, cause = (self.words[part][row] for part in ("item", "mode", "cause"))
        named = [part for part in (item, mode) if part]
        if cause and (whole or len(named) < 2):
            named.append(cause)
        return " / ".join(named) if named else where(self.table, row)


def sheet_of(data: Any, options: Mapping[str, Any]) -> Sheet:
    """Return the rows of an FMEA.

    Raises
    ------
    SqcError
        Columns that are not there, a rating that is none, no row with three ratings.
    """
    table = form_of(data, options)
    rated = [BY_NAME[name] for name in RATINGS]
    twice = [*rated, BY_NAME["ap"], BY_NAME["rpn"]]
    found = parts_of(table, PARTS, options.get("column"), later_columns(table, twice))
    found = repeated(table, found)
    heads = found.columns
    needed(table, found, rated)
    if "mode" not in heads and "item" not in heads:
        needed(table, found, [BY_NAME["mode"]])
    n = table.n_rows
    words = {part.name: texts(heads.get(part.name), n) for part in PARTS if part.name in WORDS}
    said: list[Words] = []
    for name in MERGED:
        words[name], filled = filled_down(words[name])
        if filled:
            said.append(filled_clause(heads[name].name, filled))
    first = np.column_stack([ratings_of(table, heads[name], RATED[name]) for name in RATINGS])
    later = second_of(table, heads, first)
    if later.columns:
        said.append(later.clause())
    ratings = np.where(later.again[:, None], later.ratings, first)
    kept = int(np.count_nonzero(~np.isnan(ratings).any(axis=1)))
    if not kept:
        raise nothing_left(table, Msg("no row holds severity, occurrence and detection"))
    source = replace(
        table.source,
        n_read=n,
        n_used=kept,
        n_missing=n - kept,
        read=(*table.source.read, rows_clause(kept, n), *said),
    )
    findings = (*table.findings, *taken_twice(table, found.twice))
    return Sheet(table, heads, words, ratings, first, later, source, findings)
