"""The marks every figure is drawn with. A mark carries a role, never a colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Words
from sqc.report.model import Table

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """Points joined in order; NaN breaks. Roles: data, fit, fit2, pattern, cum, s0 to s4."""

    x: Array
    y: Array
    role: str = "data"


@dataclass(frozen=True)
class Step:
    """Stairs: n levels between n + 1 edges; NaN ends the stair. Roles: limit, center, zone, warning."""

    edges: Array
    levels: Array
    role: str = "limit"


@dataclass(frozen=True)
class Rule:
    """A straight line at `at`, across the panel or from `start` to `end`."""

    at: float
    axis: Literal["x", "y"] = "y"
    start: float | None = None
    end: float | None = None
    role: str = "limit"


@dataclass(frozen=True)
class Segments:
    """Single straight pieces; `caps` draws end caps."""

    x0: Array
    y0: Array
    x1: Array
    y1: Array
    role: str = "range"
    caps: bool = False


@dataclass(frozen=True)
class Points:
    """Marks at positions. Roles: data, signal, member, excluded, mean, cloud, dust, off, s0 to s4.

    `rows` are the rows of the result's long table that the points show, from 0.
    """

    x: Array
    y: Array
    role: str = "data"
    labels: tuple[Words, ...] = ()
    size: float = 1.0
    opacity: float = 1.0
    rows: npt.NDArray[np.intp] | None = None


@dataclass(frozen=True)
class Bars:
    """Bars from `base` to `base` + length; roles: bar, vital, other, grey, before, after, good, bad."""

    position: Array
    length: Array
    width: float = 1.0
    base: float = 0.0
    horizontal: bool = False
    role: str = "bar"
    labels: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Band:
    """Area between two curves."""

    x: Array
    low: Array
    high: Array
    role: str = "band"


@dataclass(frozen=True)
class Region:
    """A rectangle; None means open to the edge of the panel. Roles: out, band."""

    x0: float | None = None
    x1: float | None = None
    y0: float | None = None
    y1: float | None = None
    role: str = "out"


@dataclass(frozen=True)
class Shape:
    """A closed outline that is filled: a box of a diagram, a slice of a pie.

    Roles: those of bars, box, cell, root, key, confirmed, ink, ink2.
    """

    x: Array
    y: Array
    role: str = "box"


@dataclass(frozen=True)
class Text:
    """Words at a place."""

    x: float
    y: float
    text: Words
    role: str = "small"
    anchor: str = "center"
    halo: bool = True


@dataclass(frozen=True)
class Label:
    """Edge label: name and value at the right edge (or the top) of its own line, spread by itself.

    `at` is where the line is; None means the line does not exist (``LCL none``) and the label stands
    at the bottom.
    """

    at: float | None
    text: Words
    side: Literal["right", "top"] = "right"
    role: str = "limit"


@dataclass(frozen=True)
class Note:
    """A call-out to the mark at (x, y), placed by itself. Role `rule` is a rule number at a signal."""

    x: float
    y: float
    text: Words
    role: str = "note"


@dataclass(frozen=True)
class Arrow:
    """An arrow from the first to the second place."""

    x0: float
    y0: float
    x1: float
    y1: float
    role: str = "ref"


@dataclass(frozen=True)
class Key:
    """Legend, only where direct labels have no room: rows of (role, words)."""

    rows: tuple[tuple[str, Words], ...]
    corner: str = "upper left"


@dataclass(frozen=True)
class Strip:
    """A named stretch above the panel: phase or stage, with an optional second line."""

    start: float
    end: float
    name: Words
    second: Words | None = None


Mark = (
    Line
    | Step
    | Rule
    | Segments
    | Points
    | Bars
    | Band
    | Region
    | Shape
    | Text
    | Label
    | Note
    | Arrow
    | Key
    | Strip
)


@dataclass(frozen=True)
class Axis:
    """One axis: its label, ticks as (position, words) or None for automatic, scale and limits.

    `whole`: automatic ticks stand on whole numbers only. A time axis counts seconds since 1970-01-01.
    `shared`: an x axis that panels above each other have in common, with labels at the lowest.
    `names`: given ticks of an x axis name things, each is shown; slanted where their words do not fit.
    """

    label: Words | None = None
    ticks: tuple[tuple[float, Words], ...] | None = None
    scale: Literal["linear", "log", "time"] = "linear"
    limits: tuple[float, float] | None = None
    percent: bool = False
    from_zero: bool = False
    visible: bool = True
    whole: bool = False
    shared: bool = True
    names: bool = False


@dataclass(frozen=True)
class Plot:
    """A panel: axes and marks. `weight` is its height beside the others of its column.

    `low`: a strip whose height comes on top of that of the others.
    `tall`: its height in units of the base size of the text, where its content asks for one; a sheet of
    170 mm is 59 of them wide between its margins.
    `equal`: a unit is as long on the y axis as on the x axis, as in a pie or a diagram.
    `y2` is a second scale at the right: its ticks stand at positions of the y axis.
    """

    key: str
    marks: tuple[Mark, ...]
    x: Axis = Axis()
    y: Axis = Axis()
    title: Words | None = None
    weight: float = 1.0
    y2: Axis | None = None
    grid: Literal["y", "both", "none"] = "y"
    low: bool = False
    tall: float = 0.0
    equal: bool = False


@dataclass(frozen=True)
class Tally:
    """Events along the positions of a page's panels: a view that thins a long series counts them all.

    `expected` is the number that chance gives on the whole axis, None where it is not known; `spread` is the
    variance of that number over its mean.
    """

    x: Array
    label: Words
    expected: float | None = None
    spread: float = 1.0


@dataclass(frozen=True)
class Page:
    """A sheet: title, subtitle (red diamond before it when `act`), panels in rows, footer lines.

    `tally` is what a view counts in one more panel where it thins the others. `aside` are tables of results:
    beside the panels where the paper lies across, else under them. `least` is the smallest paper that holds
    it: words keep their size, so a diagram cannot shrink to a column.
    """

    title: Words
    rows: tuple[tuple[Plot | Table, ...], ...]
    subtitle: Words | None = None
    act: bool = False
    footer: Sequence[Words] = ()
    tally: Tally | None = None
    aside: tuple[Table, ...] = ()
    least: Literal["column", "page"] = "column"
