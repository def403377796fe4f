"""What draws: lines, points, areas and words on a sheet, in points from its lower left corner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from sqc.report.marks import Array
    from sqc.report.setter import Caption
    from sqc.report.style import Paper

HALO = 2.0
# what lies over what
AREA, GRID, BAR, LIMIT, STAGE, LINE, POINT, SIGNAL, WORDS = range(1, 10)


class Tips(NamedTuple):
    """What single points can tell: their rows of the long table, else words for each."""

    panel: str
    rows: Sequence[int] = ()
    said: Sequence[str] = ()


class Pen(Protocol):
    """Draws by roles of `style`; `paper` puts its line and mark factors on every width and size."""

    paper: Paper
    tells: bool  # points on it can tell something

    def line(
        self,
        x: Array | Sequence[float],
        y: Array | Sequence[float],
        role: str,
        layer: float,
        box: Sequence[float] | None = None,
        solid: bool = False,
    ) -> None:
        """Draw a line through points; NaN breaks it; `box` cuts what leaves it; `solid`: never dashed."""

    def dots(
        self,
        x: Array,
        y: Array,
        role: str,
        layer: float,
        size: float = 1.0,
        opacity: float = 1.0,
        rim: bool = True,
        tips: Tips | None = None,
    ) -> None:
        """Draw points of one kind."""

    def area(
        self, outlines: Sequence[Array], role: str, layer: float, box: Sequence[float] | None = None
    ) -> None:
        """Fill closed outlines, each an array of (x, y) rows, as one shape."""

    def caption(self, words: Caption) -> None:
        """Set words on one line."""
