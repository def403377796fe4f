"""A small TOML file that the user named: limits, rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqc.data.errors import file_not_found
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError

_MOST_BITS = 63  # TOML has no longer ones
_LONG = re.compile(r"=[\s\[+-]*(?:0[xob])?[\da-fA-F_]{19,}")


def file_bytes(name: str) -> bytes:
    """Return what stands in a file.

    Parameters
    ----------
    name : str
        As the user typed it.

    Raises
    ------
    DataError
        ``file-not-found``, ``not-a-file``, ``file-not-readable``.
    """
    try:
        return Path(name).read_bytes()
    except IsADirectoryError:
        message = Msg("{file} is a folder, not a file.", file=cut(name, 200))
        raise DataError("not-a-file", message, file=name) from None
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise file_not_found(name) from None
    except OSError as error:
        from sqc.i18n.reasons import reason_of

        message = Msg("{file} cannot be opened ({reason}).", file=cut(name, 200), reason=reason_of(error))
        raise DataError("file-not-readable", message, file=name) from None


def toml_text(data: bytes, broken: Callable[[int], DataError]) -> str:
    """Return the text of a file in UTF-8, line ends as TOML has them; `broken` makes the error of a line."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise broken(data.count(b"\n", 0, error.start) + 1) from None


def parsed(text: str, broken: Callable[[int, int, str], DataError]) -> dict[str, Any]:
    """Return the document; `broken` makes the error of line, column and what stands in that line."""
    rows = text.split("\n")
    try:
        document = tomllib.loads(text)
        _check_whole(document)
        return document
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        long = next((i for i, row in enumerate(rows, 1) if _LONG.search(row)), len(rows))
        line, column = (int(found[1]), int(found[2])) if found else (long, 1)
        raise broken(line, column, rows[line - 1] if line <= len(rows) else "") from None


def _check_whole(value: object) -> None:
    """Refuse whole numbers that TOML does not have; thousands of digits cannot even be printed."""
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise ValueError
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in held:
        _check_whole(one)
