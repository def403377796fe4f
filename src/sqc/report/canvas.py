"""The pen of matplotlib: on a figure, or on a pile of artists that Agg draws."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from sqc.report import metrics, typefaces
from sqc.report.pen import HALO, WORDS, Tips
from sqc.report.setter import Caption
from sqc.report.style import DOTS, FILLS, LINES, PAPER, TYPES, Paper

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.backend_bases import RendererBase
    from matplotlib.transforms import Transform

    from sqc.report.marks import Array

_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}


class Ground(Protocol):
    """What a canvas needs of a figure."""

    dpi_scale_trans: Any

    def add_artist(self, artist: Any) -> Any:
        """Take an artist."""


AnyGround = TypeVar("AnyGround", bound=Ground)


class Pile:
    """Artists without a figure: a picture from them needs half of matplotlib, and half of its start."""

    def __init__(self, dpi: float) -> None:
        self.dpi_scale_trans = Affine2D().scale(dpi)
        self.artists: list[Artist] = []

    def add_artist(self, artist: Artist) -> None:
        """Take an artist."""
        self.artists.append(artist)

    def draw(self, renderer: RendererBase) -> None:
        """Draw all, the lower layers first, in the order they came."""
        for artist in sorted(self.artists, key=lambda artist: artist.get_zorder()):
            artist.draw(renderer)


class Canvas(Generic[AnyGround]):
    """A figure that is drawn on in points from its lower left corner.

    Parameters
    ----------
    ground : matplotlib.figure.Figure or Pile
        What takes the artists.
    paper : Paper
        Its line and mark factors are put on every width and size.
    """

    tells = False

    def __init__(self, ground: AnyGround, paper: Paper) -> None:
        self.ground, self.paper = ground, paper
        self.points: Transform = Affine2D().scale(1 / 72) + ground.dpi_scale_trans

    def _clip(self, artist: Line2D | PathPatch, box: Sequence[float] | None) -> None:
        if box is not None:
            x0, y0, x1, y1 = box
            artist.set_clip_box(TransformedBbox(Bbox.from_extents(x0, y0, x1, y1), self.points))

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
        stroke = LINES[role]
        width = stroke.width * self.paper.line
        artist = Line2D(
            np.asarray(x),
            np.asarray(y),
            color=stroke.color,
            linewidth=width,
            linestyle=(0, stroke.dash) if stroke.dash and not solid else "-",
            marker="",
            solid_capstyle="butt",
            dash_capstyle="butt",
            solid_joinstyle="round",
            dash_joinstyle="round",
            antialiased=True,
            drawstyle="default",
            transform=self.points,
            zorder=layer,
        )
        self._clip(artist, box)
        self.ground.add_artist(artist)

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
        dot = DOTS[role]
        thin = dot.shape == "x"
        artist = Line2D(
            x,
            y,
            linestyle="none",
            marker=dot.shape,
            markersize=dot.size * self.paper.mark * size,
            markerfacecolor=dot.face,
            markeredgecolor=dot.rim,
            markeredgewidth=dot.rim_width if rim or thin else 0.0,
            alpha=min(dot.opacity, opacity) if min(dot.opacity, opacity) < 1 else None,
            antialiased=True,
            transform=self.points,
            zorder=layer,
        )
        self.ground.add_artist(artist)

    def area(
        self, outlines: Sequence[Array], role: str, layer: float, box: Sequence[float] | None = None
    ) -> None:
        """Fill closed outlines, each an array of (x, y) rows, as one shape."""
        fill = FILLS[role]
        vertices = np.concatenate([np.vstack([outline, outline[:1]]) for outline in outlines])
        codes = np.concatenate([_closed(len(outline)) for outline in outlines])
        artist = PathPatch(
            Path(vertices, codes),
            facecolor=fill.face,
            edgecolor=fill.rim or "none",
            linewidth=fill.rim_width * self.paper.line if fill.rim else 0.0,
            linestyle="-",
            hatch="////" if fill.hatch else None,
            joinstyle="miter",
            antialiased=True,
            transform=self.points,
            zorder=layer,
        )
        self._clip(artist, box)
        self.ground.add_artist(artist)

    def caption(self, words: Caption) -> None:
        """Set words on one line."""
        kind = TYPES[words.kind]
        font = typefaces.properties(words.size, kind.bold, typefaces.needs_chinese(words.text))
        back = _SIDES[words.side] * metrics.width(words.text, words.size, kind.bold)
        turn = math.radians(words.turn)
        artist = Words(
            words.x - back * math.cos(turn),
            words.y - back * math.sin(turn),
            words.text,
            color=kind.color,
            verticalalignment="baseline",
            horizontalalignment="left",
            fontproperties=font,
            rotation=words.turn,
            rotation_mode="anchor",
            parse_math=False,
            transform=self.points,
            zorder=WORDS,
        )
        if words.halo:
            from matplotlib.patheffects import withStroke

            artist.set_path_effects([withStroke(linewidth=HALO, foreground=PAPER)])
        self.ground.add_artist(artist)


class Words(Text):
    """One line of words that begins at its place: drawn without measuring it again.

    matplotlib lays every text out at every drawing, which costs as much as the drawing itself.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw the words where they begin."""
        if not self.get_visible():
            return
        pen = renderer
        if self.get_path_effects():
            from matplotlib.patheffects import PathEffectRenderer

            pen = PathEffectRenderer(self.get_path_effects(), renderer)
        x, y = self.get_transform().transform(self.get_position())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        pen.draw_text(
            context,
            x,
            y,
            self.get_text(),
            self.get_fontproperties(),
            self.get_rotation(),
            ismath=False,
            mtext=self,
        )
        context.restore()
        self.stale = False


def _closed(corners: int) -> np.ndarray:
    codes = np.full(corners + 1, Path.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return codes
