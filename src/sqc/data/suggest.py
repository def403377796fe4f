"""The name that was probably meant: within two letters, or the same thing in the other language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# One row per thing: what people head the same column with (glossary of the trade).
GLOSSARY: tuple[tuple[str, ...], ...] = (
    ("diameter", "直径"),
    ("bore", "孔径", "hole diameter"),
    ("length", "长度"),
    ("width", "宽度"),
    ("height", "高度"),
    ("depth", "深度"),
    ("thickness", "厚度"),
    ("weight", "重量"),
    ("mass", "质量"),
    ("net content", "净含量"),
    ("volume", "体积"),
    ("temperature", "温度"),
    ("pressure", "压力"),
    ("voltage", "电压", "電壓"),
    ("current", "电流"),
    ("resistance", "电阻"),
    ("hardness", "硬度"),
    ("tensile strength", "strength", "抗拉强度", "强度"),
    ("torque", "扭矩"),
    ("roughness", "粗糙度"),
    ("value", "数值", "测量值", "实测值"),
    ("subgroup", "sample", "子组", "子组号", "组号", "样本号"),
    ("lot", "batch", "批次", "批号"),
    ("date", "日期"),
    ("time", "时间"),
    ("shift", "班次"),
    ("machine", "设备", "机台"),
    ("part", "零件", "产品"),
    ("appraiser", "operator", "评价人", "操作者", "检验员"),
    ("stage", "phase", "阶段"),
    ("inspected", "检验数", "检查数", "n"),
    ("nonconforming", "defectives", "defective", "不合格数", "不良数", "不合格品数"),
    ("nonconformities", "defects", "缺陷数", "不合格数"),
    ("area", "面积"),
    ("result", "结果", "判定"),
)


def fold(text: str) -> str:
    """Return a name without what does not distinguish it: case, full width, blanks around it.

    Examples
    --------
    >>> fold(" Ｄiameter（mm） ")
    'diameter(mm)'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def distance(a: str, b: str) -> int:
    """Return the number of letters to insert, delete, change or swap with a neighbour.

    Examples
    --------
    >>> distance("diamter", "diameter"), distance("cvs", "csv")
    (1, 1)
    """
    above: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        two_above, above, row = above, row, [i]
        for j, right in enumerate(b, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, two_above[j - 2] + 1)
            row.append(best)
    return row[-1]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one known word within two letters of `word`; None when there is none or a tie.

    Examples
    --------
    >>> nearest("diamter", ["sample", "diameter"])
    'diameter'
    """
    asked = fold(word)
    allowed = min(2, (len(asked) + 1) // 3)
    ranked = sorted((distance(asked, fold(name)), name) for name in known)
    if not ranked or ranked[0][0] > allowed:
        return None
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return None
    return ranked[0][1]


def same_thing(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that means the same by the glossary of the trade.

    Examples
    --------
    >>> same_thing("diameter", ["子组", "直径"])
    '直径'
    """
    asked = fold(word)
    meanings = [set(row) for row in GLOSSARY if asked in row]
    return next((name for name in known if any(fold(name) in row for row in meanings)), None)
