"""What the columns of a table are for, by header, type and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from sqc.charts.catalog import AUTOMATIC, LARGEST_R
from sqc.data.roles import LABEL_HEADS, STAGE_HEADS, SUBGROUP_HEADS, TIME_HEADS
from sqc.data.table import Column, Table
from sqc.stats.segments import distinct

_DEFECTIVES = re.compile(
    r"不合格|不良|次品|废品|defectives?|nonconforming|rejects?|rejected|failed|scrap|\bng\b", re.IGNORECASE
)
_DEFECTS = re.compile(r"缺陷|疵点|缺點|defects?\b|nonconformit|flaws?|blemish|errors?\b", re.IGNORECASE)
_SIZES = re.compile(
    r"检验数|检查数|抽检数|抽样数|样本量|批量|检查面积|面积|批数|检验面积|檢驗數|"
    r"inspected|sample.?size|lot.?size|\barea\b|opportunit|\bunits\b|\bsize\b|^n$",
    re.IGNORECASE,
)
_AREAS = re.compile(r"面积|面積|长度|時間|小时|工时|\barea|length|_?days?\b|hours?\b|m2|m²", re.IGNORECASE)
_CATEGORIES = re.compile(r"项目|类别|原因|种类|缺陷类型|category|cause|type|item|reason", re.IGNORECASE)
_STUDY = re.compile(
    r"零件|部件|评价人|操作者|检验员号|试验次数|测量次数|part|appraiser|operator|trial", re.IGNORECASE
)

_STATUS = {"失效", "截尾", "删失", "failed", "censored", "suspended", "f", "s"}
_RATE = re.compile(r"率$|%|percent|rate\b|ppm", re.IGNORECASE)
# a column mean further away than this many standard deviations is another characteristic
APART = 3.0
# so many rows that rise by 1 are not a measurement
NUMBERED_FROM = 5
# a share of numbers with a decimal point that is a slip of the pen under the head of a count
FEW_FRACTIONS = 0.2


NO_PAIRS: Mapping[str, str] = MappingProxyType({})


class Shape(NamedTuple):
    """What stands in a table, as far as a chart is concerned."""

    measured: tuple[Column, ...] = ()
    counts: tuple[Column, ...] = ()
    sizes: tuple[Column, ...] = ()
    pairs: Mapping[str, str] = NO_PAIRS
    categories: tuple[Column, ...] = ()
    study: tuple[Column, ...] = ()
    lives: tuple[Column, ...] = ()
    family: tuple[Column, ...] | None = None
    family_differs: bool = False
    spread: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    subgroup: Column | None = None
    grouping: Column | None = None
    repeating: Column | None = None
    index_names: frozenset[str] = frozenset()

    @staticmethod
    def is_defects(column: Column, size: str | None) -> bool:
        """Return whether a count is of nonconformities: several on one unit, or on an area or a time."""
        events = _DEFECTS.search(column.name) or (size is not None and _AREAS.search(size))
        return bool(events) and not _DEFECTIVES.search(column.name)


def holds_verdicts(column: Column) -> bool:
    """Return whether a column of numbers holds nothing but 0 and 1, both of them."""
    if column.kind != "number" or column.numbers is None or not column.integer:
        return False
    return bool(distinct(column.numbers).tolist() == [0.0, 1.0])


def xbar_kind(size: float) -> str:
    """Return the chart of subgroups of a size: ranges lose too much above `LARGEST_R` values."""
    return AUTOMATIC["small subgroups" if size <= LARGEST_R else "subgroups"]


def shape_of(table: Table, spoken_for: frozenset[str] = frozenset()) -> Shape:
    """Return what the columns of a table are for; those `spoken_for` have their part from an option."""
    index = frozenset(c.name for c in table.columns if _is_index(c)) | spoken_for
    numeric = [c for c in table.columns if c.kind == "number" and c.name not in index]
    running = {c.name for c in numeric if _counts_up(c)}
    if len(running) < len(numeric):
        index |= running
        numeric = [c for c in numeric if c.name not in running]
    counts = tuple(c for c in numeric if is_count_head(c.name) and _counts(c) and not _SIZES.search(c.name))
    sizes = tuple(c for c in numeric if _SIZES.search(c.name) and not _is_count_of_rejects(c.name))
    counts += tuple(c for c in numeric if _is_count_of_rejects(c.name) and _counts(c) and c not in counts)
    taken = {c.name for c in (*counts, *sizes)}
    study = _study(table)
    roles = {c.name for c in study} | {c.name for c in table.columns if _is_stage(c)}
    measured = tuple(
        c
        for c in numeric
        if c.name not in taken and c.name not in roles and not (counts and _RATE.search(c.header + c.name))
    )
    if sizes and not counts:
        measured, sizes = (*measured, *sizes), ()
    categories = _categories(table, numeric)
    if categories and not counts:
        counts = tuple(c for c in numeric if c.integer)
    family = _family(measured)
    differs, spread = _apart(family) if family else (False, (0.0, 0.0, 0.0, 0.0))
    repeats = [
        c for c in table.columns if c not in measured and c.kind in ("text", "number", "date") and _repeats(c)
    ]
    return Shape(
        measured=measured,
        counts=counts,
        sizes=sizes,
        pairs=_pairs(counts, sizes, table),
        categories=categories,
        study=study if len(study) >= 2 and measured else (),
        lives=tuple(c for c in table.columns if c.kind in ("text", "verdict") and _is_status(c)),
        family=family,
        family_differs=differs,
        spread=spread,
        subgroup=next((c for c in repeats if _head(c) in SUBGROUP_HEADS), None),
        grouping=next((c for c in repeats if _head(c) in LABEL_HEADS), None),
        repeating=next((c for c in repeats if c.kind == "date" or _head(c) in LABEL_HEADS), None),
        index_names=index,
    )


def _head(column: Column) -> str:
    return column.name.strip().lower()


def _is_index(column: Column) -> bool:
    return _head(column) in LABEL_HEADS or _head(column) in SUBGROUP_HEADS or _head(column) in TIME_HEADS


def _counts_up(column: Column) -> bool:
    """Return whether a column numbers the rows: each value is the one above plus 1."""
    numbers = column.numbers
    if numbers is None or not column.integer or len(numbers) < NUMBERED_FROM:
        return False
    return numbers[1] - numbers[0] == 1 and bool(np.all(np.diff(numbers) == 1))


def _is_stage(column: Column) -> bool:
    return _head(column) in STAGE_HEADS


def _is_count_of_rejects(name: str) -> bool:
    return bool(_DEFECTIVES.search(name)) and not _RATE.search(name)


def is_count_head(name: str) -> bool:
    """Return whether a header names a count of nonconforming units or nonconformities."""
    return bool(
        _DEFECTIVES.search(name) or _DEFECTS.search(name) or name.lower() in ("count", "频数", "件数")
    ) and not (_RATE.search(name))


def _counts(column: Column) -> bool:
    """Return whether a column holds whole numbers, but for a few slips that are told where it is read."""
    if column.integer or column.cells is None:
        return column.integer
    fractions = sum("." in cell or "," in cell for cell in column.cells)
    return fractions <= FEW_FRACTIONS * len(column.cells)


def _is_status(column: Column) -> bool:
    found = {str(cell).strip().lower() for cell in (column.cells or ())[:200]} - {""}
    return len(found) == 2 and found <= _STATUS


def _study(table: Table) -> tuple[Column, ...]:
    found = [c for c in table.columns if _STUDY.search(c.name) and _repeats(c) and c.decimals == 0]
    if len(found) < 2 or any(c.cells is None for c in found):
        return ()
    combined = len(set(zip(*(tuple(c.cells or ()) for c in found), strict=True)))
    levels = int(np.prod([len(set(c.cells or ())) for c in found]))
    return tuple(found) if combined == levels else ()


def _categories(table: Table, numeric: list[Column]) -> tuple[Column, ...]:
    return tuple(
        c
        for c in table.columns
        if c.kind == "text"
        and numeric
        and _CATEGORIES.search(c.name)
        and not _repeats(c)
        and table.n_rows > 1
    )


def _repeats(column: Column) -> bool:
    """Return whether values come back: fewer labels than rows, more than one."""
    if column.cells is not None:
        values = [cell for cell in column.cells[:5000] if cell]
        return 1 < len(set(values)) < len(values)
    if column.numbers is None:
        return False
    values_ = column.numbers[:5000]
    return 1 < len(distinct(values_[np.isfinite(values_)])) < len(values_)


def _stem(name: str) -> str:
    return re.sub(r"[\s_#.-]*\d+$", "", name)


def _family(measured: tuple[Column, ...]) -> tuple[Column, ...] | None:
    """Return the columns when all are numbered readings of one thing: 直径1 ... 直径5."""
    if len(measured) < 2:
        return None
    stems = {(_stem(c.name).lower(), c.unit) for c in measured}
    numbered = all(_stem(c.name) != c.name for c in measured)
    return measured if len(stems) == 1 and numbered else None


def one_thing(columns: tuple[Column, ...]) -> bool:
    """Return whether columns are readings of one thing: named alike, no further apart than their values."""
    return _family(columns) is not None and not _apart(columns)[0]


def numbered(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns that differ in a number only (x1 x2 x3 beside a mean, 第1件 第2件), else none."""
    groups: dict[tuple[str, str], list[Column]] = {}
    for c in columns:
        groups.setdefault((re.sub(r"\d+", "#", c.header).lower(), c.unit), []).append(c)
    most = max(groups.values(), key=len, default=[])
    return tuple(most) if len(most) > 1 else ()


def _apart(family: tuple[Column, ...]) -> tuple[bool, tuple[float, float, float, float]]:
    """Return whether column means differ far more than values within a column do."""
    means, sds = [], []
    for c in family:
        values = c.numbers if c.numbers is not None else np.zeros(0)
        values = values[np.isfinite(values)]
        if len(values) > 1:
            # numbers too large to compute with are refused where they are used
            with np.errstate(over="ignore", invalid="ignore"):
                means.append(float(np.mean(values)))
                sds.append(float(np.std(values, ddof=1)))
    if len(means) < 2:
        return False, (0.0, 0.0, 0.0, 0.0)
    spread = (min(means), max(means), min(sds), max(sds))
    return max(means) - min(means) > APART * float(np.median(sds)) > 0, spread


def _pairs(counts: tuple[Column, ...], sizes: tuple[Column, ...], table: Table) -> dict[str, str]:
    """Pair each count with the nearest size column to its left."""
    return dict(_pair(counts, sizes, [c.name for c in table.columns]))


def _pair(
    counts: tuple[Column, ...], sizes: tuple[Column, ...], order: list[str]
) -> Iterator[tuple[str, str]]:
    for count in counts:
        at = order.index(count.name)
        near = sorted(sizes, key=lambda s: (order.index(s.name) > at, abs(order.index(s.name) - at)))
        if near:
            yield count.name, near[0].name
