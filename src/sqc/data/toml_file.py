"""The bytes of a small file that the user named: limits, rules."""

from __future__ import annotations

from pathlib import Path

from sqc.data.errors import file_not_found
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError


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
        message = Msg("{file} cannot be opened ({reason}).", file=cut(name, 200), reason=error.strerror or "")
        raise DataError("file-not-readable", message, file=name) from None
