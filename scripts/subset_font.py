"""Make the packaged Chinese font: the GB 2312 characters of Noto Sans CJK SC, regular weight.

The outlines are turned from cubic (CFF) to quadratic (TrueType), because matplotlib embeds every
font of a PDF as TrueType (``pdf.fonttype`` 42). The family name says that this is a subset, so that it
never stands in for the whole font.

    python scripts/subset_font.py NotoSansCJK-Regular.ttc src/sqc/report/fonts/NotoSansSC-GB2312.ttf

The input comes with Debian's package fonts-noto-cjk or https://github.com/notofonts/noto-cjk.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FAMILY = "Noto Sans SC GB2312"
FACE_SC = 2  # order of the faces in NotoSansCJK-Regular.ttc: JP, KR, SC, TC, HK, then the Mono faces
MAX_ERROR = 1.0  # outline error in font units, 1000 to the em: below a tenth of a pixel at any size used
BEYOND = "−·×÷±≤≥≈…—–‘’“”°µ①②③④⑤⑥⑦⑧⑨⑩"  # used in figures and texts, should GB 2312 lack one


def gb2312() -> set[int]:
    """Return the code points of ASCII and of GB 2312-80: 6,763 hanzi, 682 other signs."""
    points = set(range(0x20, 0x7F)) | {ord(sign) for sign in BEYOND}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:  # an empty cell of the standard
                continue
    return points


def cut(source: Path) -> TTFont:
    """Return the SC face with the characters of `gb2312` only, without hints and layout tables."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    font = TTFont(source, fontNumber=FACE_SC if source.suffix == ".ttc" else -1)
    wanted = gb2312() & set(font.getBestCmap())
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return font


def to_truetype(font: TTFont) -> None:
    """Replace the cubic outlines by quadratic ones within `MAX_ERROR`."""
    order, glyph_set, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    for key in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"):
        setattr(limits, key, 0)
    limits.maxStackElements = limits.maxSizeOfInstructions = limits.maxComponentElements = 0
    limits.maxZones = 1
    font["post"].formatType = 3.0
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"


def rename(font: TTFont) -> None:
    """Give the subset its own family name."""
    names = {1: FAMILY, 2: "Regular", 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", "")}
    font["name"].names = [record for record in font["name"].names if record.langID == 0x409]
    for key, text in names.items():
        font["name"].setName(text, key, 3, 1, 0x409)


def main() -> None:
    """Read the whole font, write the subset."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    asked = parser.parse_args()
    font = cut(asked.source)
    to_truetype(font)
    rename(font)
    font.recalcTimestamp = False
    font.save(asked.target)
    print(f"{asked.target}: {len(font.getGlyphOrder()):,} glyphs, {asked.target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
