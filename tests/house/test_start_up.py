"""What a start costs: which modules come with it (asserted on sys.modules in a fresh interpreter)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sqc.verbs import VERBS

from .source import run_python

HEAVY = ("numpy", "pandas", "scipy", "matplotlib", "narwhals", "python_calamine", "pyarrow", "polars")

LOADED = f"""
import contextlib, io, sys
import sqc
if sys.argv[1:]:
    from sqc.cli.main import main
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = main(sys.argv[1:])
    assert code == 0 and out.getvalue()
print(*[name for name in {HEAVY} if name in sys.modules])
"""

PAGES = [
    [],
    ["--help"],
    ["--version"],
    *([*verb.words, "--help"] for verb in VERBS),
    ["chart", "--kinds"],
    ["chart", "--rules", "?"],
]


@pytest.mark.parametrize("arguments", PAGES, ids=lambda arguments: " ".join(arguments) or "import sqc")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_loads_nothing_heavy(arguments, lang):
    words = [*arguments, "--lang", lang] if arguments else []
    assert run_python(LOADED, *words).split() == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("value", "{x}"),
        ("lot,value", "{group},{x}"),
        ("lot,nonconforming,inspected", "{i},{count},200"),
        ("lot,defects", "{i},{count}"),
    ],
    ids=["i-mr", "subgroups", "p", "c"],
)
def test_a_chart_as_text_loads_numpy_alone(lang, head, row, tmp_path):
    file = tmp_path / "data.csv"
    rows = [
        row.format(i=i + 1, group=i // 5 + 1, x=f"{10 + (i * 37 % 101) / 100:.2f}", count=3 + i * 7 % 5)
        for i in range(200)
    ]
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    subgroup = ["--subgroup", "lot"] if "{group}" in row else []
    assert run_python(LOADED, "chart", str(file), *subgroup, "--lang", lang).split() == ["numpy"]


SMALL = [
    ["cpk", "pistonrings.csv", "--value", "diameter", "--lsl", "73.9", "--usl", "74.1"],
    ["histogram", "pistonrings.csv", "--value", "diameter", "--lsl", "73.9", "--usl", "74.1"],
    ["scatter", "anscombe.csv", "--value", "x,y"],
    ["stratify", "plants.csv"],
    ["checksheet", "check-sheet.csv"],
    ["compare", "sleep.csv", "--value", "extra", "--by", "drug"],
    ["compare", "plants.csv"],
    ["samplesize", "--test", "t", "--difference", "0.5", "--given-sigma", "0.8"],
    ["sigma", "bracket-steps.csv"],
    ["supplier", "suppliers.csv"],
]


@pytest.mark.parametrize("words", SMALL, ids=lambda words: " ".join(words[:2]))
def test_verbs_on_small_files_load_functions_of_scipy_not_its_packages(words):
    folder = Path(__file__).parents[2] / "examples"
    asked = [str(folder / word) if word.endswith(".csv") else word for word in words]
    code = (
        "import atexit, sys; from sqc.cli.main import main; sys.argv = ['sqc', *sys.argv[1:]];"
        "atexit.register(lambda: print(*[name for name in ('scipy.special', 'scipy.stats', 'scipy.optimize')"
        " if name in sys.modules], file=sys.stderr)); main()"
    )
    done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (0, "")
