"""Cards of an affinity diagram from a table: a row a card, with the group it was laid to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqc.data.suggest import fold
from sqc.data.table import Column
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError
from sqc.qctools.diagram.grid import Grid, grid_of
from sqc.qctools.diagram.told import by_heads, column_headed
from sqc.qctools.kit.outline import MOST_LINES, Node, Outline, node_of
from sqc.qctools.kit.take import filled_clause, filled_down

HEADS = {
    "group": (
        *("group", "heading", "theme", "cluster", "category"),
        *("组", "分组", "组别", "组名", "类别", "主题", "归类", "标题", "亲和卡"),
    ),
    "idea": (
        *("idea", "ideas", "card", "cards", "note", "notes", "remark", "comment", "statement", "text"),
        *("想法", "意见", "卡片", "语言资料", "语言文字资料", "内容", "建议", "描述", "便签"),
    ),
}
# what stands in the column of groups where a card was laid to none
_NONE = frozenset(("-", "--", "/", "none", "no group", "无", "未归组", "未分组", "独立"))


def cards_of(data: Any, options: Mapping[str, Any]) -> Outline:
    """Return the groups of a table with a column of groups and one of ideas.

    Parameters
    ----------
    data : str, path, data frame or dict
    options : mapping
        How the file is read.

    Raises
    ------
    DataError
        ``columns-by-head``, ``too-many-entries`` and what cannot be read.

    Examples
    --------
    >>> found = cards_of({"group": ["print", "", "-"], "idea": ["faint", "smeared", "price"]}, {}).root
    >>> [(one.text, len(one.children)) for one in found.children]
    [('print', 2), ('price', 0)]
    """
    grid = grid_of(data, options)
    name = grid.source.name
    at = _places(grid)
    if len(grid.rows) > MOST_LINES:
        text = Msg("{file}: more than {n} entries; nobody reads such a diagram, part it.",
                   file=cut(name, 200), n=MOST_LINES)  # fmt: skip
        raise DataError("too-many-entries", text, file=name)
    names, filled = filled_down([row[at["group"]] for row in grid.rows])
    ideas = [row[at["idea"]] for row in grid.rows]
    groups: dict[str, list[Node]] = {}
    alone: list[Node] = []
    for group, idea, line in zip(names, ideas, grid.lines, strict=True):
        if idea:
            none = not group or fold(group) in _NONE
            (alone if none else groups.setdefault(group, [])).append(node_of(idea, line))
    source = replace(grid.source, n_used=sum(map(bool, ideas)), n_missing=ideas.count(""))
    if filled:
        source = replace(source, read=(*source.read, filled_clause(grid.heads[at["group"]], filled)))
    laid = [node_of(group, 0)._replace(children=tuple(some)) for group, some in groups.items()]
    return Outline(Node(_topic(grid, at["idea"]), (*laid, *alone)), source)


def _places(grid: Grid) -> dict[str, int]:
    """Return the columns of groups and of ideas: by their heads, else the first and the second of two."""
    columns = [Column(head, head) for head in grid.heads]
    if len(columns) == len(HEADS):
        group, idea = (column_headed(columns, heads) for heads in HEADS.values())
        turned = idea is columns[0] or group is columns[1]
        return {"group": 1, "idea": 0} if turned else {"group": 0, "idea": 1}
    found = by_heads(columns, grid.source.name, HEADS)
    return {part: next(i for i, one in enumerate(columns) if one is column) for part, column in found.items()}


def _topic(grid: Grid, idea: int) -> str:
    """Return what the diagram is about: the title above the table, the name of the file, the head."""
    stem = os.path.splitext(os.path.basename(grid.source.name))[0]
    return cut(grid.title or (stem if grid.source.size is not None else grid.heads[idea]))
