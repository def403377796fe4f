"""From bytes to text: the encoding that fits, never replacement characters."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import NamedTuple

from sqc.data.common import COMMON
from sqc.data.errors import not_text, not_wide, refuse, unknown_choice
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import SqcError

HEAD = 65536
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8 BOM"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32 LE BOM"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32 BE BOM"),
    (b"\xff\xfe", "utf-16-le", "UTF-16 LE BOM"),
    (b"\xfe\xff", "utf-16-be", "UTF-16 BE BOM"),
)
_KNOWN = ("utf-8", "gb18030", "big5", "utf-16", "cp1252")
_LABELS = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "gb18030": "GB18030", "gbk": "GBK", "gb2312": "GB2312",
    "big5": "Big5", "cp950": "Big5", "utf-16": "UTF-16", "utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE",
    "ascii": "UTF-8",
}  # fmt: skip
_WIDE = ("utf-16", "utf-32")
# Below it not even one character in ten is frequent: the text was written in another encoding.
_LEAST_SHARE = 0.45


class Decoded(NamedTuple):
    """Text, the name of its encoding for people, and the codec with the bytes before the text."""

    text: str
    label: str
    codec: str
    skip: int = 0


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Return the text of a file and the encoding that fits it.

    Byte order mark, then strict UTF-8, then UTF-16 by its zero bytes, then GB18030 against Big5 by the
    share of common characters.

    Parameters
    ----------
    data : bytes
    name : str
        The file, for messages.
    encoding : str, optional
        A codec that was named by hand; nothing else is tried.

    Raises
    ------
    DataError
        ``wrong-encoding`` with line and byte, or ``not-text``.

    Examples
    --------
    >>> decode("直径,12.5".encode("gbk"), "a.csv").label
    'GBK'
    """
    if encoding is not None:
        return _named(data, name, encoding)
    for mark, codec, label in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data, codec, name, len(mark)), label, codec, len(mark))
    wide = _zero_bytes(data)
    if wide:
        text = _strict(data, wide, name)
        if _binary(text.encode("utf-8")):
            raise not_text(name)
        return Decoded(text, _LABELS[wide], wide)
    if b"\0" in data:
        raise not_text(name)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", "utf-8")
    except UnicodeDecodeError as error:
        return _chinese(data, name, error)


def _named(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding).name
        "a".encode(codec)
    except (LookupError, ValueError, UnicodeError, AttributeError, TypeError):
        raise unknown_choice("--encoding", encoding, _KNOWN) from None
    skip = 0
    for mark, marked, _ in _BOMS:
        if data.startswith(mark) and codec.replace("-sig", "") in (marked, marked[:6]):
            skip, codec = len(mark), marked
            break
    if data and codec.startswith(_WIDE) and b"\0" not in data:
        # digits, commas and line ends have a zero byte in these: it is another encoding by accident
        raise not_wide(name, _LABELS.get(codec, codec.upper()))
    return Decoded(_strict(data, codec, name, skip), _LABELS.get(codec, encoding), codec, skip)


def _strict(data: bytes, codec: str, name: str, skip: int = 0) -> str:
    try:
        text = codecs.decode(data[skip:], codec, "strict")
    except UnicodeDecodeError as error:
        at = error.start + skip
        label = _LABELS.get(codec, codec)
        raise _wrong(data, at, name, Msg("not {label}", label=label), codec) from None
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise unknown_choice("--encoding", codec, _KNOWN) from None
    if not isinstance(text, str):
        raise unknown_choice("--encoding", codec, _KNOWN)
    if "\0" in text:
        raise not_text(name)
    return text


def _zero_bytes(data: bytes) -> str | None:
    """Return the UTF-16 codec that zero bytes in every other place speak for."""
    head = data[:HEAD]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.2 * half and even == 0:
        return "utf-16-le"
    if even > 0.2 * half and odd == 0:
        return "utf-16-be"
    return None


def _chinese(data: bytes, name: str, unicode_error: UnicodeDecodeError) -> Decoded:
    candidates: list[tuple[float, Decoded]] = []
    reached = -1
    for codec in ("gb18030", "cp950", "big5hkscs"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            reached = max(reached, error.start)
            continue
        label = "Big5" if codec != "gb18030" else gb_label(data)
        candidates.append((share_of_common(text, codec), Decoded(text, label, codec)))
    if not candidates:
        if _binary(data):
            raise not_text(name) from None
        at = max(reached, unicode_error.start)
        raise _wrong(data, at, name, Msg("neither UTF-8, GB18030, Big5 nor UTF-16")) from None
    share, best = max(candidates, key=lambda pair: pair[0])
    if share < _LEAST_SHARE or "\0" in best.text:
        if _binary(data):
            raise not_text(name) from None
        rare = Msg("not UTF-8, and as GB18030 or Big5 it gives rare characters only")
        raise _wrong(data, unicode_error.start, name, rare) from None
    return best


def gb_label(data: bytes) -> str:
    """Return GBK when every character is in it; GB18030 where four-byte characters need it."""
    try:
        data.decode("gbk")
    except UnicodeDecodeError:
        return "GB18030"
    return "GBK"


def share_of_common(text: str, codec: str) -> float:
    """Return how usual the non-ASCII characters of a text are, 0 to 1.

    A common character counts 1, another one of the codec's first level (the characters in daily use)
    0.4, the rest nothing.

    Examples
    --------
    >>> share_of_common("直径", "gb18030")
    1.0
    """
    seen = Counter(text[:HEAD])
    if not any(c > "\x7f" for c in seen):
        seen = Counter(text)
    first, last = (0xB0, 0xD7) if codec == "gb18030" else (0xA4, 0xC6)
    total = score = 0.0
    for character, n in seen.items():
        if character <= "\x7f":
            continue
        total += n
        if character in COMMON:
            score += n
        else:
            code = character.encode(codec, "ignore")
            trail = codec != "gb18030" or (len(code) == 2 and code[1] >= 0xA1)
            score += 0.4 * n * (len(code) == 2 and trail and first <= code[0] <= last)
    return score / total if total else 0.0


def _binary(data: bytes) -> bool:
    head = data[:HEAD]
    controls = sum(head.count(bytes([c])) for c in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > 0.02 * len(head)


def _wrong(data: bytes, at: int, name: str, why: Msg, codec: str = "") -> SqcError:
    if codec.startswith(_WIDE):
        before = data[:at].decode(codec, "ignore")
    else:
        before = data[:at].decode("latin-1")
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    message = Msg(
        "{file}, line {line}: byte 0x{byte} at {at} is {why}.",
        file=cut(name, 60), line=str(line), byte=f"{data[min(at, len(data) - 1)]:02X}",
        at=str(at - start + 1), why=why,
    )  # fmt: skip
    hint = Msg(
        'save it as "CSV UTF-8" in the spreadsheet, or name it: {option}',
        option=Verbatim("--encoding cp1252"),
    )
    error = refuse("wrong-encoding", message, name, hint)
    error.line = line
    return error
