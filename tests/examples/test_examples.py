"""Every example runs, and every data file of the folder is named in its README."""

import importlib.util
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(name):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_chart_of_every_kind(tmp_path, capsys):
    module = load("control_charts")
    module.main(tmp_path)
    assert len(list(tmp_path.glob("*.png"))) == len(module.CHARTS)
    assert len(capsys.readouterr().out.splitlines()) == len(module.CHARTS)


def test_champ_and_woodall(capsys):
    load("champ_woodall").main()
    lines = capsys.readouterr().out.splitlines()
    # Champ and Woodall (1987), Table 1: C12 225.44, C1234 91.75 without a shift
    assert lines[1].split()[2] == "225.44"
    assert lines[1].split()[-1] == "91.75"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.csv")), ids=lambda path: path.name)
def test_every_file_names_its_source(path):
    assert f"`{path.name}`" in (EXAMPLES / "README.md").read_text(encoding="utf-8")
