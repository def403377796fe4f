"""The look: what colour, width, pattern, shape and size each role has. Tables, nothing else."""

from __future__ import annotations

from typing import NamedTuple

INK, INK2, INK3 = "#1F2328", "#4B535D", "#767E88"
HAIR, GRID, PAPER = "#B9C0C8", "#E7EAED", "#FFFFFF"
DATA, DATA_PALE = "#3F6E9E", "#A9C1DA"
SIGNAL = "#C1121F"  # signals and nothing else
SPEC, TARGET, OUTSIDE = "#6D3C96", "#00736B", "#F6E9EA"
BAND, BEFORE = "#E3E9F0", "#D5DCE4"
STRATA = ("#0072B2", "#E69F00", "#333333", "#56B4E9", "#009E73")
COLORS = (
    *(INK, INK2, INK3, HAIR, GRID, PAPER, DATA, DATA_PALE, SIGNAL),
    *(SPEC, TARGET, OUTSIDE, BAND, BEFORE, *STRATA),
)


class Stroke(NamedTuple):
    """A line: colour, width in points, pattern (on, off in widths)."""

    color: str
    width: float
    dash: tuple[float, ...] = ()


class Dot(NamedTuple):
    """A point: shape (matplotlib's letter), size, face, rim colour and width in points, opacity."""

    shape: str
    size: float
    face: str = DATA
    rim: str = PAPER
    rim_width: float = 0.5
    opacity: float = 1.0


class Fill(NamedTuple):
    """An area: face, rim colour and width, hatched or not."""

    face: str
    rim: str | None = None
    rim_width: float = 0.6
    hatch: bool = False


class Type(NamedTuple):
    """Words: size in units of the base size, bold or not, colour."""

    scale: float
    bold: bool = False
    color: str = INK


class Paper(NamedTuple):
    """A sheet. Lengths in points; `area` is the height of all panels together, by number of rows."""

    pixels: int
    dpi: int
    base: float
    line: float
    mark: float
    margin: float
    area: tuple[float, ...]
    crowded: int

    @property
    def width(self) -> float:
        """Width of the sheet in points."""
        return self.pixels / self.dpi * 72

    def size(self, kind: Type) -> float:
        """Return the size of a text in points; nothing is smaller than 5.8."""
        return max(self.base * kind.scale, 5.8)


PAPERS = {
    "page": Paper(1200, 179, 8.0, 1.0, 1.0, 6.0, (156.0, 208.0, 320.0), 120),
    "column": Paper(640, 181, 6.6, 0.85, 1.0, 4.0, (104.0, 140.0, 216.0), 60),
    "a4": Paper(1952, 179, 8.0, 1.0, 1.0, 6.0, (200.0, 300.0, 330.0), 120),
    "a4p": Paper(1311, 179, 7.6, 0.95, 1.1, 6.0, (200.0, 320.0, 480.0), 120),
}

_DOTS = (1.0, 1.8)
LINES = {
    "data": Stroke(DATA, 0.9),
    "center": Stroke(INK2, 0.9),
    "limit": Stroke(INK2, 0.9, (5.0, 2.4)),
    "warning": Stroke(INK3, 0.6, _DOTS),
    "zone": Stroke(HAIR, 0.6, _DOTS),
    "spec": Stroke(SPEC, 1.4),
    "target": Stroke(TARGET, 1.0, (7.0, 2.0, 1.4, 2.0)),
    "stage": Stroke(INK3, 0.7),
    "fit": Stroke(INK, 1.2),
    "fit2": Stroke(INK, 1.0, (5.0, 2.4)),
    "cum": Stroke(INK, 1.0),
    "pattern": Stroke(SIGNAL, 1.3),
    "signal": Stroke(SIGNAL, 1.3),
    "member": Stroke(SIGNAL, 1.3),
    "ref": Stroke(INK3, 0.8, (5.0, 2.4)),
    "range": Stroke(HAIR, 0.6),
    "hair": Stroke(HAIR, 0.6),
    "faint": Stroke(HAIR, 0.6),
    "pale": Stroke(DATA_PALE, 0.6),
    "axis": Stroke(INK3, 0.6),
    "grid": Stroke(GRID, 0.6),
    "strip": Stroke(INK3, 0.8),
    "leader": Stroke(INK3, 0.5),
    "spine": Stroke(INK, 1.8),
    "bone": Stroke(INK2, 1.0),
    "critical": Stroke(INK, 1.8),
    "back": Stroke(INK2, 1.0, (5.0, 2.4)),
    "dummy": Stroke(INK2, 1.0, (3.0, 2.0)),
    "critical-dummy": Stroke(INK, 1.8, (2.4, 1.4)),
    "s0": Stroke(STRATA[0], 0.9),
    "s1": Stroke(STRATA[1], 0.9, (5.0, 2.4)),
    "s2": Stroke(STRATA[2], 0.9, _DOTS),
    "s3": Stroke(STRATA[3], 0.9, (7.0, 2.0, 1.4, 2.0)),
    "s4": Stroke(STRATA[4], 0.9),
}

DOTS = {
    "data": Dot("o", 3.6),
    "signal": Dot("D", 5.6, SIGNAL, PAPER, 0.6),
    "member": Dot("o", 5.4, PAPER, SIGNAL, 1.1),
    "excluded": Dot("x", 4.6, INK3, INK3, 0.9),
    "mean": Dot("o", 5.0, PAPER, INK, 1.1),
    "cloud": Dot("o", 2.4, DATA, DATA, 0.0, 0.65),
    "dust": Dot("o", 1.3, DATA, DATA, 0.0, 0.35),
    "cum": Dot("o", 3.6, INK),
    "hot": Dot("o", 3.6, SIGNAL),
    "off": Dot("^", 6.0, INK3, PAPER, 0.5),
    "off-low": Dot("v", 6.0, INK3, PAPER, 0.5),
    "s0": Dot("o", 3.6, STRATA[0]),
    "s1": Dot("s", 3.6, STRATA[1]),
    "s2": Dot("^", 4.4, PAPER, STRATA[2], 0.9),
    "s3": Dot("d", 4.4, STRATA[3]),
    "s4": Dot("v", 4.4, STRATA[4]),
}

FILLS = {
    "bar": Fill(DATA_PALE, DATA),
    "vital": Fill(DATA, PAPER),
    "other": Fill(PAPER, INK3, hatch=True),
    "grey": Fill(BEFORE, INK3),
    "before": Fill(BEFORE, INK3),
    "after": Fill(DATA_PALE, DATA),
    "good": Fill(DATA_PALE, DATA),
    "bad": Fill(SIGNAL, PAPER),
    "out": Fill(OUTSIDE),
    "band": Fill(BAND),
    "pale": Fill(DATA_PALE),
    "limits": Fill(HAIR),
    "box": Fill(PAPER, INK2, 0.9),
    "cell": Fill(BAND, INK3),
    "root": Fill(BAND, INK, 1.2),
    "key": Fill(PAPER, INK, 1.8),
    "confirmed": Fill(PAPER, SIGNAL, 1.4),
    "ink": Fill(INK),
    "ink2": Fill(INK2),
}

TYPES = {
    "title": Type(1.28, bold=True),
    "subtitle": Type(1.0, color=INK2),
    "act": Type(1.0),
    "panel": Type(1.0, bold=True),
    "axis": Type(1.0, color=INK2),
    "label": Type(0.95),
    "faint-label": Type(0.95, color=INK3),
    "spec-label": Type(0.95, color=SPEC),
    "target-label": Type(0.95, color=TARGET),
    "tick": Type(0.92, color=INK2),
    "rule": Type(0.88, bold=True, color=SIGNAL),
    "strip": Type(0.84, bold=True),
    "second": Type(0.84, color=INK2),
    "small": Type(0.84),
    "note": Type(0.84),
    "ref": Type(0.84, color=INK2),
    "value": Type(0.84, bold=True),
    "inside": Type(0.84, bold=True, color=PAPER),
    "confirmed": Type(0.84, bold=True, color=SIGNAL),
    "footer": Type(0.80, color=INK3),
}

# Edge labels take the colour of their line where it says more than "limit".
LABELS = {
    "zone": "faint-label",
    "warning": "faint-label",
    "ref": "faint-label",
    "spec": "spec-label",
    "target": "target-label",
}

# Everything of the user's own matplotlib settings that could change a picture or its bytes.
RC: dict[str, object] = {
    "text.hinting": "none",
    "text.antialiased": True,
    "text.usetex": False,
    "path.effects": [],
    "path.sketch": None,
    "path.simplify": True,
    "path.snap": True,
    "agg.path.chunksize": 0,
    "lines.scale_dashes": True,
    "lines.antialiased": True,
    "patch.antialiased": True,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "hatch.linewidth": 0.6,
    "hatch.color": INK3,
    "savefig.bbox": None,
    "savefig.transparent": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "sqc",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
}
