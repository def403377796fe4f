"""Statistical quality control: right numbers from files as they are.

The front door is lazy (PEP 562): a name is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sqc.charts.control import chart
    from sqc.charts.look import look
    from sqc.i18n.catalog import set_language
    from sqc.notes import DataError, FitError, OptionError, SqcError
    from sqc.verification.run import verify

_NAMES = {
    "chart": "sqc.charts.control",
    "look": "sqc.charts.look",
    "verify": "sqc.verification.run",
    "set_language": "sqc.i18n.catalog",
    "SqcError": "sqc.notes",
    "DataError": "sqc.notes",
    "OptionError": "sqc.notes",
    "FitError": "sqc.notes",
}

__all__ = ["DataError", "FitError", "OptionError", "SqcError", "chart", "look", "set_language", "verify"]


def __getattr__(name: str) -> object:
    if name not in _NAMES:
        raise AttributeError(f"module 'sqc' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_NAMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
