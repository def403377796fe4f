"""Write src/sqc/report/fonts/advances.json: the advance width of each character of DejaVu Sans.

The font files are those that come with matplotlib (DejaVu Fonts 2.37). Runs of neighbouring characters:
[first code, [advances in font units]]; characters from U+2E80 on are set in the Chinese family.

    python scripts/advances.py
"""

import json
from pathlib import Path

import matplotlib
from fontTools.ttLib import TTFont

from sqc.report.metrics import CHINESE_FROM

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
TARGET = Path(__file__).parents[1] / "src/sqc/report/fonts/advances.json"


def runs(font: TTFont) -> list[tuple[int, list[int]]]:
    """Return the advances by runs of codes."""
    found: list[tuple[int, list[int]]] = []
    names, widths = font.getBestCmap(), font["hmtx"]
    for code in sorted(code for code in names if code < ord(CHINESE_FROM)):
        if not found or code != found[-1][0] + len(found[-1][1]):
            found.append((code, []))
        found[-1][1].append(widths[names[code]][0])
    return found


def main() -> None:
    """Read both weights and write."""
    fonts = {"regular": TTFont(FONTS / "DejaVuSans.ttf"), "bold": TTFont(FONTS / "DejaVuSans-Bold.ttf")}
    (em,) = {font["head"].unitsPerEm for font in fonts.values()}
    table = {"em": em, **{weight: runs(font) for weight, font in fonts.items()}}
    TARGET.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
