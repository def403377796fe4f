"""Typefaces: which font files matplotlib draws words with."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
from matplotlib import font_manager

from sqc.report.metrics import CHINESE_FROM

if TYPE_CHECKING:
    from matplotlib.font_manager import FontEntry, FontProperties

PACKAGED = Path(__file__).with_name("fonts") / "NotoSansSC-GB2312.ttf"
SYSTEM_CHINESE = (
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
LATIN = "sqc Latin"
_WEIGHTS = {"normal": 400, "bold": 700}


def needs_chinese(text: str) -> bool:
    """Return whether the words hold a character of the second family.

    Examples
    --------
    >>> needs_chinese("X̄ 74.001 µm"), needs_chinese("均值")
    (False, True)
    """
    return max(text, default="") >= CHINESE_FROM


def system_chinese() -> str | None:
    """Return the first installed family of `SYSTEM_CHINESE`, or None.

    Examples
    --------
    >>> system_chinese() in (*SYSTEM_CHINESE, None)
    True
    """
    files = {face.name: face.fname for face in font_manager.fontManager.ttflist}
    return next((name for name in SYSTEM_CHINESE if name in files and Path(files[name]).is_file()), None)


@lru_cache(maxsize=64)
def properties(size: float, bold: bool, chinese: bool) -> FontProperties:
    """Return the font of words: DejaVu Sans first (else X̄ falls apart), then the Chinese family.

    Parameters
    ----------
    size : float
        In points.
    bold, chinese : bool
        Heavy or not; whether the words need the second family.

    Examples
    --------
    >>> properties(8.0, False, False).get_size()
    8.0
    """
    _name_latin()
    families = [LATIN, _name_chinese(system_chinese())] if chinese else [LATIN]
    weight = "bold" if bold else "normal"
    return font_manager.FontProperties(
        family=families, style="normal", variant="normal", weight=weight, stretch="normal", size=size
    )


@lru_cache(maxsize=1)
def _name_latin() -> None:
    for weight in _WEIGHTS:
        _name(LATIN, _entry(_latin_file(weight)), weight)


@lru_cache(maxsize=4)
def _name_chinese(family: str | None) -> str:
    alias = f"sqc {family or 'packaged'}"
    known = font_manager.fontManager.ttflist
    faces = [face for face in known if face.name == family and face.style == "normal"]
    if family is None:
        faces = [_entry(PACKAGED)]
    for weight, wanted in _WEIGHTS.items():
        _name(alias, min(faces, key=lambda face: abs(_heavy(face.weight) - wanted)), weight)
    return alias


def _name(alias: str, face: FontEntry, weight: str) -> None:
    """Put a face under a name of our own at the head of matplotlib's list.

    It is found at the first look, and a face without a bold brother is not warned of.
    """
    named = dataclasses.replace(face, name=alias, weight=weight, stretch="normal", size="scalable")
    font_manager.fontManager.ttflist.insert(0, named)


def _heavy(weight: int | str) -> int:
    return font_manager.weight_dict.get(weight, 400) if isinstance(weight, str) else int(weight)


def _entry(path: Path) -> FontEntry:
    return font_manager.ttfFontProperty(font_manager.get_font(str(path)))


def _latin_file(weight: str) -> Path:
    name = "DejaVuSans-Bold.ttf" if weight == "bold" else "DejaVuSans.ttf"
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name
