"""The forms a result is printed and written in. It imports nothing."""

from __future__ import annotations

FORMATS = ("text", "json", "csv", "md")
PICTURES = ("png", "svg")
FILES = (*PICTURES, "json", "csv", "md", "txt")
