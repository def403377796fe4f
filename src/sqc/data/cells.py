"""One cell: full-width signs, numbers with thousands marks and units, censored values, verdicts."""

from __future__ import annotations

import re
from typing import NamedTuple

# Digits, letters and the signs of numbers; brackets, colons and commas of sentences stay as typed.
_HALF = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_HALF |= {ord("＋"): "+", ord("－"): "-", ord("−"): "-", ord("．"): ".", ord("％"): "%", ord("／"): "/"}
_HALF |= {ord("＜"): "<", ord("＞"): ">", ord("\u3000"): " ", ord("\xa0"): " ", ord("\ufeff"): ""}
FULL_WIDTH_DIGITS = re.compile("[０-９]")

MISSING = frozenset(
    (
        "", "-", "--", "---", "—", "——", "–", "/", "\\", "*", "n/a", "na", "n.a.", "#n/a", "nan", "null",
        "none", ".", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "#spill!", "#calc!",
        "未检", "未测", "缺", "缺测", "缺失", "漏检", "未檢", "未測", "无", "無", "空",
    )
)  # fmt: skip

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?,\d+(?:[eE][+-]?\d{1,4})?", re.ASCII)
_QUANTITY = re.compile(r"([+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d{1,4}(?![A-Za-z]))?)\s*(\D{1,12})", re.ASCII)
_CENSORED = re.compile(r"(<=|>=|<|>|≤|≥|小于|大于|低于|高于)\s*(.+)")

# A cell that begins so is no number and no date (AM and PM begin times).
WORD_BEGINS = frozenset("bcdefghijklmnoqrstuvwxyzBCDEFGHIJKLMNOQRSTUVWXYZ")

PASS = frozenset(
    ("合格", "ok", "pass", "passed", "√", "✓", "✔", "良", "良品", "合格品", "通过", "通過", "go")
)
FAIL = frozenset(
    (
        "不合格", "ng", "fail", "failed", "×", "✗", "✘", "╳", "不良", "不良品", "不合格品", "不通过",
        "不通過", "未通过", "nok", "no go", "no-go", "nogo",
    )
)  # fmt: skip
# Which of the two is the nonconforming one cannot be told from the word.
AMBIGUOUS = frozenset(("y", "n", "yes", "no", "是", "否", "t", "f", "true", "false", "○", "x", "o", "●", "△"))

_UNITS = (
    "mm cm dm m km um μm nm in inch ft mil g kg mg μg t lb oz N kN mN cN kgf Pa kPa MPa GPa hPa bar mbar psi "
    "℃ °C ℉ °F K V mV kV μV A mA μA kA Ω kΩ MΩ mΩ W kW MW J kJ mJ s ms μs ns min h hr d % ‰ ppm ppb "
    "L l mL ml dL m2 m² cm2 cm² mm2 mm² m3 m³ cm3 cm³ mm3 mm³ g/cm3 g/cm³ kg/m3 kg/m³ g/m2 g/m² "
    "mg/L g/L mol/L "
    "mg/kg ug/L μg/L Hz kHz MHz GHz rpm r/min dB dBm HRC HRB HB HV HBW HS shore N·m N.m Nm N/mm N/mm2 N/mm² "
    "kN/m m/s mm/s m/min mm/min m/s2 m/s² L/min mL/min cP mPa·s mPa.s Pa·s deg ° rad ′ ″ pF nF μF F H mH μH "
    "lx lm cd "
    "pcs ea 件 个 個 元 只 台 套 次 批 人 名 天 日 小时 小時 分 分钟 秒 米 毫米 厘米 微米 克 千克 公斤 "
    "吨 升 毫升 "
    "度 万元 条 處 处 片 张 根 卷 箱 瓶 袋 盒 点 ％ CNY RMB USD EUR"
)


def unit_key(unit: str) -> str:
    """Return one spelling of a unit: the two letters mu are one, the degree sign and C are ``℃``.

    Examples
    --------
    >>> unit_key("µm") == unit_key("μm") == unit_key("um")
    True
    """
    unit = unit.replace("\u00b5", "μ").replace("°C", "℃").replace("° C", "℃").replace(" ", "")
    return {"um": "μm", "ug": "μg", "us": "μs", "uA": "μA", "％": "%", "ug/L": "μg/L"}.get(unit, unit)


UNITS = frozenset(unit_key(unit) for unit in _UNITS.split())


def is_unit(text: str) -> bool:
    """Say whether a text is a unit of measurement or of counting.

    Examples
    --------
    >>> is_unit("MPa"), is_unit("batch")
    (True, False)
    """
    return unit_key(text) in UNITS


def clean(cell: str) -> str:
    """Return a cell without blanks around it, full-width digits, letters and signs made half-width.

    Examples
    --------
    >>> clean(" １２．５％ ")
    '12.5%'
    """
    return cell.strip() if cell.isascii() else cell.translate(_HALF).strip()


class Quantity(NamedTuple):
    """A number as it stands in a cell: value, unit behind it and decimals of its text."""

    value: float
    unit: str = ""
    decimals: int = 0
    whole: bool = False


def quantity(cell: str, comma: bool = False) -> Quantity | None:
    """Return the number in a cleaned cell, None when there is none.

    Parameters
    ----------
    cell : str
        As `clean` returns it.
    comma : bool
        A comma is the decimal mark (and a point marks thousands).

    Examples
    --------
    >>> quantity("3,219.00").value, quantity("12,5", comma=True).value, quantity("500.7g").unit
    (3219.0, 12.5, 'g')
    """
    plain = plain_number(cell, comma)
    if plain is not None:
        return plain
    match = _QUANTITY.fullmatch(cell)
    if match is None or not is_unit(match[2].strip()):
        return None
    plain = plain_number(match[1], comma)
    if plain is None:
        return None
    return Quantity(plain.value, match[2].strip(), plain.decimals, plain.whole)


def plain_number(cell: str, comma: bool = False) -> Quantity | None:
    """Return the number of a cell that holds nothing else; None also where it leaves the double range."""
    text = cell.replace("，", ",")
    if comma and _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif not comma and "," in text and _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif comma and _THOUSANDS_POINTS.fullmatch(text):
        text = text.replace(".", "")
    if NUMBER.fullmatch(text) is None:
        return None
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return None
    return Quantity(value, "", decimals_of(text), "." not in text and "e" not in text.lower())


_THOUSANDS_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}", re.ASCII)


def decimals_of(text: str) -> int:
    """Return the decimals that the text of a number shows.

    Examples
    --------
    >>> decimals_of("12.030"), decimals_of("1.5e-3"), decimals_of("7")
    (3, 4, 0)
    """
    mantissa, _, exponent = text.lower().partition("e")
    _, _, decimals = mantissa.partition(".")
    return min(max(len(decimals) - int(exponent), 0), 15) if exponent else min(len(decimals), 15)


def comma_evidence(cell: str) -> str:
    """Return what a cell says of its comma: ``decimal``, ``thousands``, ``open`` or nothing.

    Examples
    --------
    >>> comma_evidence("12,5"), comma_evidence("3,219.00"), comma_evidence("3,219")
    ('decimal', 'thousands', 'open')
    """
    number = _QUANTITY.fullmatch(cell)
    text = (number[1] if number else cell).replace("，", ",")
    if "," not in text:
        return "point" if "." in text and NUMBER.fullmatch(text) else ""
    if _THOUSANDS.fullmatch(text):
        several = text.count(",") > 1 or "." in text
        leading_zero = text.lstrip("+-").startswith("0")
        return "decimal" if leading_zero and not several else "thousands" if several else "open"
    return "decimal" if _DECIMAL_COMMA.fullmatch(text) else ""


def censored(cell: str, comma: bool = False) -> tuple[str, Quantity] | None:
    """Return the side (``<`` or ``>``) and the limit of a censored cell: ``<0.01``.

    Examples
    --------
    >>> censored("<0.01")[0], censored("<0.01")[1].value
    ('<', 0.01)
    """
    match = _CENSORED.fullmatch(cell)
    if match is None:
        return None
    limit = quantity(match[2].strip(), comma)
    if limit is None:
        return None
    return ("<" if match[1] in ("<", "<=", "≤", "小于", "低于") else ">"), limit


def verdict(cell: str) -> float | None:
    """Return 1 for a nonconforming verdict, 0 for a conforming one, None for any other word.

    Examples
    --------
    >>> verdict("NG"), verdict("合格"), verdict("Y")
    (1.0, 0.0, None)
    """
    word = cell.casefold()
    return 1.0 if word in FAIL else 0.0 if word in PASS else None
