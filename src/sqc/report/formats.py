"""The forms a result is printed and written in. It imports nothing."""

from __future__ import annotations

FORMATS = ("text", "json", "csv", "md", "plot")
PICTURES = ("png", "svg", "pdf")
FILES = (*PICTURES, "html", "xlsx", "json", "csv", "md", "txt")
