"""Sizes, imports and leftovers."""

from __future__ import annotations

import ast
import math
import re
from graphlib import CycleError, TopologicalSorter

import pytest

from sqc.verbs import VERBS

from .source import PACKAGE, ROOT, is_type_checking, modules, tree

PACKAGES = {name: path for name, path in modules().items() if path.name == "__init__.py"}


def test_no_module_is_longer_than_500_lines():
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    assert not {name: n for name, n in lines.items() if n > 500}


def test_functions_are_short():
    """95 of 100 functions have at most 40 lines, docstrings counted."""
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in modules().values()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[math.ceil(0.95 * len(lengths)) - 1] <= 40


def imports(name, path):
    """Yield the modules of ours that a module imports, inside functions too; not what only types need."""
    known = modules()
    todo = list(tree(path).body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.stmt) and is_type_checking(node):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in known or node.module in known:
                    yield whole if whole in known else node.module
        todo.extend(ast.iter_child_nodes(node))


def test_no_import_cycle():
    graph = {name: set(imports(name, path)) for name, path in modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", PACKAGES)
def test_package_init_is_empty_or_lazy(name):
    """Nothing of ours or heavy is imported with a package: `sqc chart --help` must stay light."""
    statements = [node for node in tree(PACKAGES[name]).body if not is_type_checking(node)]
    imported = [node for node in statements if isinstance(node, ast.Import | ast.ImportFrom)]
    assert all(
        isinstance(node, ast.ImportFrom) and node.module in ("__future__", "typing") for node in imported
    )


def exported(name):
    found = {"_".join(verb.words) for verb in VERBS} if name == "sqc" else set()
    for node in ast.walk(tree(PACKAGES[name])):
        if isinstance(node, ast.alias):
            found.add(node.asname or node.name)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


@pytest.mark.parametrize("name", PACKAGES)
def test_no_exported_name_is_a_submodule(name):
    """The module would take the place of the function after the first import."""
    below = {other.rpartition(".")[2] for other in modules() if other.rpartition(".")[0] == name}
    assert not exported(name) & below


# Written in pieces, so that this file does not find itself.
BANNED = {
    "a folder outside the project": r"\.\./" + "shared",
    "a path of one machine": r"(?<![\w.])/(?:work|home|root|Users)/" + r"\w|[A-Z]:\\Users",
    "pyplot keeps global state": "matplotlib" + r"\.pyplot|\bpy" + "plot as",
    "TOML and JSON only": r"\b(?:import|from) ya" + "ml",
    "results are never loaded so": r"\bpickle\." + "load",
    "text is never run": r"(?<![\w.])ev" + r"al\(",
    "a leftover": r"# *(?:TO" + "DO|FIX" + "ME|XX" + "X)",
    "an error thrown away": r"except Exc" + r"eption: *pass",
}
FOLDERS = ("src", "tests", "docs", "examples", "benchmarks", "scripts", ".ci")
FILES = ("Makefile", "README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md", "hatch_build.py")
TEXT = {".py", ".md", ".toml", ".json", ".po", ".ipynb", ".rst", ""}


def project_files():
    yield from (ROOT / name for name in FILES)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield path


@pytest.mark.parametrize("why", BANNED)
def test_nothing_stands_in_the_project_that_must_not(why):
    pattern = re.compile(BANNED[why])
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in project_files()
        if why != "results are never loaded so" or "tests" not in path.parts  # results do pickle: tested
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


def test_one_version():
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "(.+)"', text)[1]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_folders_of_the_tests_are_those_of_the_package():
    ours = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    more = {
        "house",
        "reference",
        "properties",
        "differential",
        "hostile",
        "golden",
        "slow",
        "examples",
        "docs",
    }
    there = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert there <= ours | more
