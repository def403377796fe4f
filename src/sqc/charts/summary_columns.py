"""Tables of subgroup summaries, by their headers: mean, range or standard deviation, n."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqc.data.table import Column, Table

_MEAN = re.compile(
    r"x[ _-]?bar|x̄|x̅|means?|averages?|avg|(?:子组|样本)?(?:平均值?|均值|平均数)|平均", re.IGNORECASE
)
_RANGE = re.compile(r"r|ranges?|(?:子组|样本)?(?:极差|極差|全距)(?:\s*r)?", re.IGNORECASE)
_SD = re.compile(
    r"s|sd|std\.?(?:[ _]?dev\.?)?|st\.?dev\.?|standard deviation|"
    r"(?:子组|样本)?(?:标准差|标准偏差|標準差)(?:\s*s)?",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"n|size|(?:subgroup|sample) size|子组大小|样本量|样本大小|样本容量|每组(?:件|个)?数|組大小",
    re.IGNORECASE,
)


class SummaryColumns(NamedTuple):
    """The columns of a table of summaries; `option` is ``range`` or ``sd``, `n` None without sizes."""

    mean: Column
    option: str
    spread: Column
    n: Column | None


def summary_columns(table: Table) -> SummaryColumns | None:
    """Return the columns that look like subgroup summaries, None where mean or spread is missing."""
    numeric = [c for c in table.columns if c.kind == "number"]

    def headed(pattern: re.Pattern[str]) -> Column | None:
        return next((c for c in numeric if pattern.fullmatch(c.name.strip())), None)

    mean, width, sd = headed(_MEAN), headed(_RANGE), headed(_SD)
    spread = width or sd
    if mean is None or spread is None:
        return None
    return SummaryColumns(mean, "range" if width is not None else "sd", spread, headed(_SIZE))
