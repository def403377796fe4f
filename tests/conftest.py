"""For all tests: English, no settings of this machine, catalogues compiled, the same examples every time."""

from __future__ import annotations

import os
import runpy
import tempfile
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]

for name in ("SQC_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SQC_DEBUG"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
if "PYTEST_XDIST_WORKER" not in os.environ:
    runpy.run_path(str(ROOT / "hatch_build.py"))["compile_catalogues"](ROOT)
    # one list of fonts for all workers, none of it left behind in the user's home
    _matplotlib = tempfile.TemporaryDirectory(prefix="sqc-matplotlib-")
    os.environ["MPLCONFIGDIR"] = _matplotlib.name

hypothesis.settings.register_profile("sqc", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("sqc")


@pytest.fixture(autouse=True)
def english() -> None:
    """Start every test in English, whatever the one before it set."""
    from sqc import set_language

    set_language("en")


_ROWS: dict[str, tuple[object, object]] = {}


@pytest.fixture(scope="module")
def each_case_once():
    """Let `sqc verify` compute each published case once for all tests, and those that a test changes."""
    from sqc.verification import run
    from sqc.verification.compare import compare

    def remembered(case):
        known = _ROWS.get(case.id)
        if known is None or known[0] is not case:
            known = (case, tuple(compare(case)))
            _ROWS.setdefault(case.id, known)
        return known[1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "compare", remembered)
        yield
