"""Files that the tests of the command line read, in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty folder that is the current one, with good.csv (stable) and bad.csv (one point far out)."""
    monkeypatch.chdir(tmp_path)
    values = 10 + np.random.default_rng(21).normal(0, 1, 40).clip(-2, 2)
    (tmp_path / "good.csv").write_text(
        "d(mm)\n" + "\n".join(f"{v:.3f}" for v in values) + "\n", encoding="utf-8"
    )
    values[19] = 30
    (tmp_path / "bad.csv").write_text(
        "d(mm)\n" + "\n".join(f"{v:.3f}" for v in values) + "\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def sqc_process(folder) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run `python -m sqc` in a process of its own."""

    def run(*arguments, stdin=None, **settings):
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "error", **settings}
        return subprocess.run(
            [sys.executable, "-m", "sqc", *arguments],
            input=stdin,
            capture_output=True,
            env=env,
            cwd=folder,
            timeout=60,
        )

    return run
