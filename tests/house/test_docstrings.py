"""Docstrings: every public name says what it is, its parameters are the real ones, its examples run."""

from __future__ import annotations

import doctest
import inspect
from importlib import import_module

import pytest
from numpydoc.validate import validate

import sqc

from .source import modules

# GL08 none; SS01 no summary; PR01, PR02, PR03 parameters missing, unknown, in another order;
# PR10 "name : type" spaced otherwise; RT01 no Returns; EX01 no Examples
HELD = {"GL08", "SS01", "PR01", "PR02", "PR03", "PR10", "RT01", "EX01"}


def public_functions():
    """Yield every public function and class of ``sqc.stats`` by its full name."""
    for name in modules():
        if name.startswith("sqc.stats.") and not name.rpartition(".")[2].startswith("_"):
            module = import_module(name)
            for key, value in vars(module).items():
                ours = getattr(value, "__module__", "").startswith("sqc.stats")
                here = value.__module__ == name if ours else False
                if not key.startswith("_") and here and (inspect.isfunction(value) or inspect.isclass(value)):
                    yield f"{name}.{key}"


def front_door():
    for name in sqc.__all__:
        value = getattr(sqc, name)
        yield f"{value.__module__}.{value.__qualname__}"


def held(name):
    """Return the codes that hold here; a class that adds no parameter to its base has none to describe."""
    module, _, key = name.rpartition(".")
    value = getattr(import_module(module), key)
    inherited = inspect.isclass(value) and "__init__" not in vars(value)
    return HELD - {"PR01"} if inherited else HELD


@pytest.mark.parametrize("name", sorted({*public_functions(), *front_door()}))
def test_docstring(name):
    wrong = [f"{code} {text}" for code, text in validate(name)["errors"] if code in held(name)]
    assert not wrong


@pytest.mark.parametrize("name", sorted(set(modules()) - {"sqc.__main__"}))
def test_examples_run(name, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert doctest.testmod(import_module(name)).failed == 0
