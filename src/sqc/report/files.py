"""Which files a result is written as: one, a picture beside its Markdown, a folder of pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from sqc.i18n.message import Msg, Verbatim
from sqc.notes import OptionError
from sqc.report.report import Report

LONGEST = 180  # bytes of a file name that comes from data; file systems take 255
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]+'
)
# names that Windows keeps for devices
_KEPT = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])( *\..*)?")


def is_folder(path: str) -> bool:
    """Return whether a path names a folder: it ends with a slash, or one stands there.

    Examples
    --------
    >>> is_folder("charts/"), is_folder("chart.png")
    (True, False)
    """
    return path.endswith(("/", os.sep)) or os.path.isdir(path)


def safe_names(names: Sequence[str]) -> list[str]:
    """Return file names made of texts from the data: no path leads out of the folder, no two are the same.

    Examples
    --------
    >>> safe_names(["A", "../a", "a/b", "", "CON"])
    ['A', '_a', 'a_b', 'chart', '_CON']
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        stem = _safe(name)
        unique, number = stem, 1
        # a file system may take A and a for one, or the two ways to write é
        while normalize("NFC", unique.casefold()) in taken:
            number += 1
            unique = f"{stem}-{number}"
        taken.add(normalize("NFC", unique.casefold()))
        found.append(unique)
    return found


def _safe(name: str) -> str:
    stem = _UNSAFE.sub("_", normalize("NFC", name)).strip(" ._")
    stem = stem.encode("utf-8")[:LONGEST].decode("utf-8", "ignore").rstrip(" .") or "chart"
    # not hidden, no option, no device
    kept = name[:1] == "." or stem[0] == "-" or _KEPT.fullmatch(stem) is not None
    return "_" + stem if kept else stem


def pictures(
    report: Report,
    lang: str | None,
    size: str,
    title: str | None,
    dpi: int | None,
) -> dict[str, bytes]:
    """Return the picture of a result, or of each of its parts, by name ("" for its own)."""
    from sqc.report.figure import picture

    pages = {name: part.page for name, part in (report.parts or (("", report),)) if part.page is not None}
    return {name: picture(page(), lang, size=size, title=title, dpi=dpi) for name, page in pages.items()}


def beside(path: str, names: Sequence[str]) -> dict[str, str]:
    """Return the paths of the pictures that belong to a file: its name with .png, of several with theirs.

    Examples
    --------
    >>> beside("a/report.md", [""]), beside("report.md", ["A", "B"])
    ({'': 'a/report.png'}, {'A': 'report-A.png', 'B': 'report-B.png'})
    """
    stem = os.path.splitext(path)[0]
    ends = [f"-{name}" if asked else "" for name, asked in zip(safe_names(names), names, strict=True)]
    return {name: f"{stem}{end}.png" for name, end in zip(names, ends, strict=True)}


def into_folder(folder: str, names: Sequence[str]) -> dict[str, str]:
    """Return the path of each picture in a folder."""
    return {
        name: os.path.join(folder, safe + ".png") for name, safe in zip(names, safe_names(names), strict=True)
    }


def check_not_linked(paths: Iterable[str]) -> None:
    """Raise where a link stands in place of a file whose name comes from data: it may lead anywhere.

    Raises
    ------
    SqcError
        ``output-not-writable``.
    """
    from sqc.output import not_written

    for path in paths:
        if os.path.islink(path):
            raise not_written(path, Msg("it is a link, and a name made from data follows none"))


def not_one_picture(ending: str, n: int) -> OptionError:
    """Return the error for one picture file of several charts."""
    return OptionError(
        "several-pictures",
        Msg("these are {n} charts, and a file .{ending} shows one.", ending=ending, n=n),
        hints=[Verbatim("-o charts/"), Verbatim("-o charts.pdf")],
    )
