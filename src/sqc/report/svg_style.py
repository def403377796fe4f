"""The look of `svg` as style rules: one class per role, from the tables of `style`."""

from __future__ import annotations

from collections.abc import Iterable

from sqc.report.pen import HALO
from sqc.report.style import DOTS, FILLS, INK2, INK3, LINES, PAPER, TYPES, Paper

FAMILY = '"DejaVu Sans","Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif'
_COMMON = (
    f".sqc{{font-family:{FAMILY};text-rendering:geometricPrecision}}"
    ".sqc [class^=l-]{fill:none;stroke-linejoin:round}"
    ".sqc .solid{stroke-dasharray:none}.sqc .bare{stroke:none}"
    ".sqc .m{text-anchor:middle}.sqc .e{text-anchor:end}"
    f".sqc .h{{paint-order:stroke;stroke:{PAPER};stroke-width:{HALO:g}px;stroke-linejoin:round}}"
)


def rules(used: Iterable[str], paper: Paper) -> str:
    """Return the style rules of the classes that pictures on one kind of paper use.

    Parameters
    ----------
    used : iterable of str
        ``l-limit``, ``p-signal``, ``f-band``, ``t-tick``: line, point, fill, type.
    paper : Paper
        Its factors are put on widths and sizes.

    Examples
    --------
    >>> from sqc.report.style import PAPERS
    >>> rules(["l-pattern"], PAPERS["page"]).rpartition(".")[0][-40:]
    '.l-pattern{stroke:#C1121F;stroke-width:1'
    """
    return _COMMON + "".join(f".{kind}{{{_rule(kind, paper)}}}" for kind in sorted(used))


def _rule(kind: str, paper: Paper) -> str:
    family, _, role = kind.partition("-")
    return {"l": _line, "p": _dot, "f": _fill, "t": _type}[family](role, paper)


def _line(role: str, paper: Paper) -> str:
    stroke = LINES[role]
    width = stroke.width * paper.line
    dash = " ".join(f"{part * width:.4g}" for part in stroke.dash)
    return f"stroke:{stroke.color};stroke-width:{width:.4g}px" + (f";stroke-dasharray:{dash}" if dash else "")


def _dot(role: str, paper: Paper) -> str:
    dot = DOTS[role]
    face = "none" if dot.shape == "x" else dot.face
    return f"fill:{face};stroke:{dot.rim};stroke-width:{dot.rim_width:.4g}px"


def _fill(role: str, paper: Paper) -> str:
    fill = FILLS[role]
    rim = f"stroke:{fill.rim};stroke-width:{fill.rim_width * paper.line:.4g}px" if fill.rim else "stroke:none"
    return f"fill:{fill.face};{rim}"


def _type(role: str, paper: Paper) -> str:
    kind = TYPES[role]
    # small words on a screen need a contrast of 4.5 (WCAG 2.2, criterion 1.4.3), which ink 3 has not
    color = INK2 if kind.color == INK3 else kind.color
    return f"font-size:{paper.size(kind):.4g}px;fill:{color}" + (";font-weight:bold" if kind.bold else "")
