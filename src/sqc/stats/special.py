"""The special functions of scipy, without the tenth of a second that their package spends on other libraries.

``import scipy.special`` loads numpy's test and Fortran tools on its way to array libraries that are not used
here; the functions themselves lie in one compiled module. `quick` lets them be taken from there. It is for
the command line alone: in a program with other threads one of them could meet the package half loaded.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scipy.special import *  # noqa: F403 (the functions in their own types)

_PACKAGE = "scipy.special"
_quick = False


def quick() -> None:
    """Take the functions from the compiled module, where scipy's package is not loaded yet.

    Examples
    --------
    >>> quick()
    >>> from sqc.stats.special import ndtri
    >>> round(float(ndtri(0.975)), 6)
    1.959964
    """
    global _quick
    _quick = True


@cache
def _compiled() -> ModuleType | None:
    """Return the compiled module, loaded below empty packages; None where this scipy has it elsewhere."""
    import scipy

    # newer scipys ask one module of linalg for LAPACK
    packages = [one for one in (_PACKAGE, "scipy.linalg") if one not in sys.modules]
    for name in packages:
        package = sys.modules[name] = ModuleType(name)
        package.__path__ = [f"{folder}/{name.rpartition('.')[2]}" for folder in scipy.__path__]
    try:
        return importlib.import_module(f"{_PACKAGE}._ufuncs")
    except ImportError:
        return None
    finally:
        for name in packages:
            del sys.modules[name]


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    if _quick and _PACKAGE not in sys.modules:
        found = getattr(_compiled(), name, None)
        if found is not None:
            return found
    return getattr(importlib.import_module(_PACKAGE), name)
