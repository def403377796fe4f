"""Which column plays which part: the options of every verb that reads a table."""

from __future__ import annotations

from typing import NamedTuple

SUBGROUP_HEADS = (
    "子组", "子组号", "子组序号", "组号", "样本", "样本号", "样本序号", "樣本", "子組", "組號",
    "subgroup", "subgroup no", "subgroup no.", "subgroup number", "subgroup_id",
    "sample", "sample no", "sample no.", "sample number", "sample_id", "group",
)  # fmt: skip
LABEL_HEADS = (
    *SUBGROUP_HEADS,
    "序号", "编号", "號", "編號", "序號", "no", "no.", "id", "#", "number",
    "批次", "批号", "批", "批號", "lot", "lot no", "lot no.", "batch", "batch no", "batch no.",
    "月份", "月", "周", "周次", "month", "week", "day",
)  # fmt: skip
STAGE_HEADS = ("阶段", "階段", "stage", "phase")
TIME_HEADS = ("日期", "时间", "時間", "日期时间", "date", "time", "datetime", "timestamp")
NO_STAGE = "none"


class Roles(NamedTuple):
    """Columns and constants by the part they play; names as the user typed them.

    Parameters
    ----------
    value : tuple of str
        Column or columns of values or counts; ranges ``x1..x5`` are allowed.
    subgroup, stage, order, time : str, optional
        Column of subgroup labels, of stages (``none``: no stages), to sort by, of times.
    size : int, optional
        Consecutive rows that make a subgroup.
    window : str, optional
        Length of the time windows that make subgroups: ``8h``, ``30min``, ``1d``.
    inspected : str, optional
        Column of units or area inspected, or one number for all rows.
    exclude : str, optional
        Labels or positions of points that do not enter the estimate: ``5,9-12``.
    mean, range, sd, n : str, optional
        Columns of a summary table; `n` may be one number.

    Examples
    --------
    >>> Roles(value=("diameter",), size=5).size
    5
    """

    value: tuple[str, ...] = ()
    subgroup: str | None = None
    size: int | None = None
    time: str | None = None
    window: str | None = None
    inspected: str | None = None
    stage: str | None = None
    order: str | None = None
    exclude: str | None = None
    mean: str | None = None
    range: str | None = None
    sd: str | None = None
    n: str | None = None
