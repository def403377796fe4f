"""The forms a result is printed and written in. It imports nothing."""

from __future__ import annotations

FORMATS = ("text", "json", "csv", "md", "plot")
PICTURES = ("png", "svg", "pdf")
FILES = (*PICTURES, "html", "xlsx", "json", "csv", "md", "txt")


def ending_of(path: str) -> str:
    """Return the ending of a file name in small letters, "" where there is none."""
    return path.rpartition(".")[2].lower() if "." in path else ""
