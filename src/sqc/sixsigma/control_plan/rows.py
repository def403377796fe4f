"""The rows of a control plan: characteristics with their limits, gauge, sample, control and reaction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqc.data.about import rows_clause
from sqc.data.select import number_in
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.titles import specifications
from sqc.data.wording import where
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, Finding, Source
from sqc.qctools.kit.take import filled_clause, filled_down, nothing_left
from sqc.sixsigma.control_plan.charts import chart_kind
from sqc.sixsigma.forms.cells import form_of, taken_twice, texts
from sqc.sixsigma.forms.heads import Part, needed, parts_of

PARTS = (
    Part("id", Msg("id"), "no nr number 序号 编号 特性编号"),
    Part(
        "step",
        Msg("process step"),
        "processstep process processname operation operationdescription 工序 过程 过程名称 工序名称 过程步骤"
        " 工位 过程名称/操作描述 操作描述",
    ),
    Part("machine", Msg("machine"), "device equipment tool tools jig 设备 机器 装置 夹具 工装 生产设备"),
    Part(
        "characteristic",
        Msg("characteristic"),
        "product productcharacteristic feature 特性 产品特性 产品 质量特性 检验项目 控制项目 项目",
    ),
    Part(
        "parameter",
        Msg("process parameter"),
        "processcharacteristic processparameter 过程特性 过程参数 工艺参数 参数",
    ),
    Part(
        "class",
        Msg("class"),
        "classification specialcharacteristic special symbol 分类 级别 特性分类 特殊特性 特殊特性分类 重要度"
        " 符号",
    ),
    Part(
        "specification",
        Msg("specification"),
        "spec tolerance requirement specificationtolerance 规格 公差 规范 要求 技术要求 规格公差"
        " 标准 规范公差",
    ),
    Part("lsl", Msg("LSL"), "lowerlimit lower min 规格下限 下限"),
    Part("usl", Msg("USL"), "upperlimit upper max 规格上限 上限"),
    Part("target", Msg("target"), "nominal 目标 目标值 名义值 标称值 中心值"),
    Part(
        "measurement",
        Msg("gauge"),
        "gauge gage measurementtechnique evaluation measuring measuringdevice 测量 测量技术 评价测量技术"
        " 评价/测量技术 测量方法 检测方法 检验方法 量具 检具 测量设备 检测设备",
    ),
    Part("size", Msg("sample size"), "samplesize n sample 样本容量 样本量 容量 抽样数 样本大小 数量"),
    Part("frequency", Msg("frequency"), "freq samplefrequency 频率 频次 抽样频次 抽样频率 检验频次"),
    Part("method", Msg("control method"), "controlmethod control 控制方法 控制方式 管控方法"),
    Part(
        "reaction",
        Msg("reaction plan"),
        "reactionplan ocap correctiveaction 反应计划 应对计划 反应措施 异常处置 处置 异常处理 纠正措施",
    ),
)
BY_NAME = {part.name: part for part in PARTS}
MERGED = ("step", "machine")
LIMITS = ("lsl", "usl", "target")
_N = r"[+-]?\d+(?:\.\d+)?"
_MOST = re.compile(rf"(?:<=|<|≤|≦|max\.?|at most|不大于|不超过|以下)\s*({_N})|({_N})\s*(?:max\.?|以下)")
_LEAST = re.compile(rf"(?:>=|>|≥|≧|min\.?|at least|不小于|不低于|以上)\s*({_N})|({_N})\s*(?:min\.?|以上)")


@dataclass(frozen=True)
class Row:
    """One characteristic.

    Parameters
    ----------
    place : int
        Row of the table, from 0.
    words : mapping of str to str
        Cells by part, "" where there is nothing.
    lsl, usl, target : float or None
        From their columns, else from the text of the specification.
    kind : str or None
        Chart of sqc that is the control method: "" of no named kind, None: no chart.
    """

    place: int
    words: Mapping[str, str]
    lsl: float | None
    usl: float | None
    target: float | None
    kind: str | None

    @property
    def name(self) -> str:
        """How the characteristic is called."""
        return self.words["characteristic"] or self.words["parameter"]

    @property
    def specification(self) -> Words:
        """What is required, as it is written, else by its limits."""
        if self.words["specification"]:
            return self.words["specification"]
        low, high = self.words["lsl"], self.words["usl"]
        if low and high:
            return Msg("{a} to {b}", a=low, b=high)
        if low or high:
            return Msg("at least {limit}", limit=low) if low else Msg("at most {limit}", limit=high)
        return self.words["target"]

    @property
    def sample(self) -> str:
        """How many are taken and how often."""
        return ", ".join(self.words[part] for part in ("size", "frequency") if self.words[part])

    @property
    def size(self) -> float | None:
        """The sample size where it is a number."""
        return number_in(self.words["size"])


@dataclass(frozen=True, eq=False)
class Plan:
    """The rows of a control plan, the columns by part, and what the reading has to say."""

    table: Table
    heads: Mapping[str, Column]
    rows: tuple[Row, ...]
    source: Source
    findings: tuple[Finding, ...] = ()

    def has(self, part: str) -> bool:
        """Return whether a column plays this part."""
        return part in self.heads


def plan_of(data: Any, options: Mapping[str, Any]) -> Plan:
    """Return the rows of a control plan.

    Raises
    ------
    SqcError
        No column or no row of characteristics; a limit that is no number.
    """
    table = form_of(data, options)
    found = parts_of(table, PARTS, options.get("column"))
    heads = found.columns
    if "parameter" not in heads:
        needed(table, found, [BY_NAME["characteristic"]])
    cells = {part.name: texts(heads.get(part.name), table.n_rows) for part in PARTS}
    said: list[Words] = []
    for name in MERGED:
        cells[name], filled = filled_down(cells[name])
        if filled:
            said.append(filled_clause(heads[name].name, filled))
    rows = []
    for place in range(table.n_rows):
        words = {name: column[place] for name, column in cells.items()}
        if words["characteristic"] or words["parameter"]:
            rows.append(_row(table, heads, place, words))
    if not rows:
        raise nothing_left(table, Msg("no row names a characteristic"))
    source = replace(
        table.source,
        n_read=table.n_rows,
        n_used=len(rows),
        n_missing=table.n_rows - len(rows),
        read=(*table.source.read, rows_clause(len(rows), table.n_rows), *said),
    )
    return Plan(table, heads, tuple(rows), source, (*table.findings, *taken_twice(table, found.twice)))


def _row(table: Table, heads: Mapping[str, Column], place: int, words: Mapping[str, str]) -> Row:
    low, high, target = limits_in(words["specification"])
    given = {name: _limit(table, heads, place, name, words[name]) for name in LIMITS}
    return Row(
        place,
        words,
        low if given["lsl"] is None else given["lsl"],
        high if given["usl"] is None else given["usl"],
        target if given["target"] is None else given["target"],
        chart_kind(words["method"]),
    )


def _limit(table: Table, heads: Mapping[str, Column], place: int, name: str, text: str) -> float | None:
    """Return a limit of its own column.

    Raises
    ------
    DataError
        ``bad-limit``.
    """
    if not text:
        return None
    value = number_in(fold(text))
    if value is not None and abs(value) < 1e50:
        return value
    raise DataError(
        "bad-limit",
        Msg('{where}: "{cell}" is not a number; words stand in the column of the specification.',
            where=where(table, place, heads[name]), cell=cut(text)),
        file=table.name,
        line=int(table.lines[place]),
        column=heads[name].header,
        cell=text,
    )  # fmt: skip


def limits_in(text: str) -> tuple[float | None, float | None, float | None]:
    """Return LSL, USL and target that a specification in words holds.

    Examples
    --------
    >>> limits_in("10.0 ± 0.2"), limits_in("9.8 - 10.2"), limits_in("Ra <= 0.8"), limits_in("no burr")
    ((9.8, 10.2, 10.0), (9.8, 10.2, None), (None, 0.8, None), (None, None, None))
    """
    for said in (text, f"spec {text}"):
        found = specifications([(1, [said])])
        if found:
            return found[0].lsl, found[0].usl, found[0].target
    plain = fold(text)
    most, least = _MOST.search(plain), _LEAST.search(plain)
    high = float(most[1] or most[2]) if most else None
    low = float(least[1] or least[2]) if least else None
    return low, high, None
