"""Control methods that are charts of sqc: which command draws them, which sample they need."""

from __future__ import annotations

import re

from sqc.charts.catalog import KINDS
from sqc.data.suggest import fold

# the first that is found in a control method, case and full width apart
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("xbar-s", r"(?<![a-z])x(?:\u0304|[ -]?bar)?\s*[-/&,]?\s*(?:and\s+)?s(?![a-z])|均值\s*-?\s*标准差"),
        ("median-r", r"median|中位数"),
        ("xbar-r", r"(?<![a-z])x[ -]?bar|x\u0304|(?<![a-z])x\s*[-/]?\s*r(?![a-z])|均值\s*-?\s*极差"),
        ("i-mr", r"(?<![a-z])[ix]\s*-?\s*mr(?![a-z])|individuals?|单值|移动极差"),
        ("np", r"(?<![a-z])np(?![a-z])|不合格品数|不良品数"),
        ("p", r"(?<![a-z])p\s*-?\s*(?:chart|控制图|图)|不合格品率|不良率"),
        ("u", r"(?<![a-z])u\s*-?\s*(?:chart|控制图|图)|单位(?:产品)?(?:不合格|缺陷)"),
        ("c", r"(?<![a-z])c\s*-?\s*(?:chart|控制图|图)|不合格数|缺陷数"),
        ("run", r"run chart|运行图|趋势图"),
        ("", r"control chart|(?<![a-z])spc(?![a-z])|控制图"),
    )
)
_SUBGROUPS, _SINGLE = ("xbar-s", "median-r", "xbar-r"), ("i-mr",)
_VISUAL = re.compile(
    r"visual|by eye|go[ /-]*(?:no|not)[ /-]*go|attribute|limit sample|目视|目测|外观|通止规|塞规|环规"
    r"|样板|限度样"
)


def chart_kind(method: str) -> str | None:
    """Return the kind of chart a control method names, "" for a chart of no named kind, None for no chart.

    Examples
    --------
    >>> [chart_kind(text) for text in ("X-bar/R chart", "均值-极差控制图", "SPC", "100 % check")]
    ['xbar-r', 'xbar-r', '', None]
    """
    text = fold(method)
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def is_measured(kind: str) -> bool:
    """Return whether a chart shows measured values, so that a capability can be asked for.

    Examples
    --------
    >>> is_measured("i-mr"), is_measured(""), is_measured("p")
    (True, True, False)
    """
    return not kind or KINDS[kind].family == "variables"


def wrong_size(kind: str, size: float | None) -> bool:
    """Return whether a chart cannot be drawn of samples of this size.

    Examples
    --------
    >>> wrong_size("xbar-r", 1.0), wrong_size("i-mr", 5.0), wrong_size("xbar-r", None)
    (True, True, False)
    """
    if size is None:
        return False
    return (kind in _SUBGROUPS and size < 2) or (kind in _SINGLE and size > 1)


def is_yes_or_no(text: str) -> bool:
    """Return whether words say that a part is judged by eye or by a gauge that answers yes or no.

    Examples
    --------
    >>> is_yes_or_no("Visual check"), is_yes_or_no("通止规"), is_yes_or_no("caliper")
    (True, True, False)
    """
    return _VISUAL.search(fold(text)) is not None
