"""The option table of `sqc fishbone`. It imports nothing heavy."""

from __future__ import annotations

from sqc.qctools.kit.options import FILES, Option

FISHBONE_OPTIONS: tuple[Option, ...] = tuple(option for option in FILES if option.name == "encoding")
