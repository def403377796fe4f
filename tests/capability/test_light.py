"""A study as text of a small file loads nothing heavy."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

SOURCES = Path(__file__).parents[2] / "src"


@pytest.mark.parametrize("options", [[], ["--sigma", "between-within"], ["--explain", "cpk"]])
def test_nothing_heavy_for_a_study_as_text(tmp_path, options):
    values = np.random.default_rng(1).normal(10, 0.1, 200)
    rows = "".join(f"{i // 5},{value:.3f}\n" for i, value in enumerate(values))
    (tmp_path / "d.csv").write_text("lot,x\n" + rows)
    asked = ["cpk", "d.csv", "--value", "x", "--subgroup", "lot", "--lsl", "9", "--usl", "11", *options]
    code = (
        f"import sys; from sqc.cli.main import main; main({asked!r});"
        "heavy = {'pandas', 'scipy', 'matplotlib', 'narwhals', 'polars', 'pyarrow'};"
        "found = heavy & set(sys.modules); assert not found, found"
    )
    env = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=env, cwd=tmp_path, timeout=60
    )
    assert done.returncode == 0, done.stderr
