"""The option table of `sqc diagram`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import FILES, JUDGED, UNIT, Option

KINDS = ("relation", "tree", "affinity", "matrix", "pdpc", "arrow")
DIAGRAM_OPTIONS: tuple[Option, ...] = (
    Option(
        "scale", "text", JUDGED, Msg("matrix: points of the marks, strong, medium, weak (3,2,1)"), "A,B,C"
    ),
    UNIT,
    *FILES,
)
