"""Every example runs, and every data file of the folder is named in its README."""

import ast
import importlib.util
import json
from pathlib import Path

import pytest

from sqc.charts.catalog import KINDS
from sqc.report.result import Result
from sqc.verification.load import select

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


def test_every_kind_of_the_catalogue_has_an_example():
    shown = {options.get("kind") for _, options in load("control_charts").CHARTS.values()}
    assert set(KINDS) - shown == {"xbar-r", "i-mr", "p", "c"}  # chosen without being named


def test_champ_and_woodall(capsys):
    """Every value of their table that the published cases hold."""
    load("champ_woodall").main()
    head, *lines = (line.split() for line in capsys.readouterr().out.splitlines())
    assert len(lines) == 16
    cases = select(["champ-woodall-1987"])
    assert len(cases) == 5
    for case in cases:
        column = head.index(case.id.rpartition("-")[2].upper())
        printed = {f"arl_at_{float(line[0]):g}": float(line[column]) for line in lines}
        for quantity, published in case.expected.items():
            places = case.decimals[quantity]
            assert round(printed[quantity], places) == pytest.approx(published, abs=1e-9), (case.id, quantity)


def shown(cell, scope):
    """Return what the last line of a code cell shows in a notebook, None where it shows nothing."""
    body = ast.parse(cell).body
    if isinstance(body[-1], ast.Expr):
        value = body[-1].value
        body[-1] = ast.Assign([ast.Name("_shown", ast.Store())], value, lineno=1)
    exec(compile(ast.fix_missing_locations(ast.Module(body, [])), "cell", "exec"), scope)
    return scope.pop("_shown", None)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.name)
def test_notebooks_show_what_the_program_says_today(path, monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    scope = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        found = shown("".join(cell["source"]), scope)
        stored = ["".join(output["data"]["text/plain"]) for output in cell["outputs"]]
        assert [output["output_type"] for output in cell["outputs"]] == ["execute_result"] * len(stored)
        if isinstance(found, Result | float | tuple):  # how frames and lists are laid out is another's
            assert stored[0].rstrip("\n") == repr(found).rstrip("\n")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.csv")), ids=lambda path: path.name)
def test_every_file_names_its_source(path):
    assert f"`{path.name}`" in (EXAMPLES / "README.md").read_text(encoding="utf-8")
