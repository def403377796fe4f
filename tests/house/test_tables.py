"""The tables and what they speak of agree: kinds, options, verbs, and what sentences offer."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module

import pytest

from sqc.capability.distribution import distribution
from sqc.capability.distribution_options import DISTRIBUTION_OPTIONS
from sqc.capability.options import BETWEEN, CPK_OPTIONS
from sqc.capability.study import cpk
from sqc.capability.tolerance import tolerance
from sqc.capability.tolerance_options import TOLERANCE_OPTIONS
from sqc.charts.catalog import KINDS, module_of
from sqc.charts.control import chart
from sqc.charts.design_options import DESIGN_OPTIONS
from sqc.charts.options import OPTIONS, SIGMAS
from sqc.charts.ruleset_file import published_sets
from sqc.charts.rulesets import SETS
from sqc.charts.runlength_options import RUNLENGTH_OPTIONS
from sqc.charts.settings import Settings
from sqc.report.formats import FORMATS
from sqc.verbs import VERBS

from .sentences import pairs
from .source import PACKAGE, ROOT, calls, modules, tree

# options that every verb shares and that belong to no table (cli/options.py, cli/main.py)
SHARED = {
    "explain",
    "format",
    "output",
    "quiet",
    "check",
    "title",
    "paper",
    "dpi",
    "digits",
    "color",
    "lang",
    "help",
    "version",
}
OWN = {"kinds"}
# sqc as the subject of a sentence, not as a command
PROSE = {"understands", "chooses", "computes"}


def test_kinds_and_folder_agree():
    files = {path.stem for path in (PACKAGE / "charts" / "kinds").glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in KINDS} == files


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_what_the_catalogue_calls_it(name):
    kind = import_module(module_of(name)).KIND
    assert kind.name == name
    assert set(kind.sigma_methods) <= set(SIGMAS)
    assert KINDS[name].takes in ("subgroups", "individuals", "counts")


def _tells_kinds_apart(node):
    """Return whether code asks for a kind by its name, or holds a table by names of kinds."""
    if isinstance(node, ast.Compare):
        texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
        of_kinds = re.search(r"\bkind\b(?!\.)|\bkind\.name\b|\.key\b", ast.unparse(node.left))
        return bool(of_kinds and "dtype" not in ast.unparse(node.left) and texts & set(KINDS))
    keys = node.keys if isinstance(node, ast.Dict) else node.elts if isinstance(node, ast.Set) else ()
    names = {key.value for key in keys if isinstance(key, ast.Constant)} & set(KINDS)
    return len(names) > 1 and any("-" in name for name in names)


def test_what_is_special_about_a_kind_stands_in_its_file():
    """A new kind is a file and a line of the catalogue: no other module knows it."""
    # chart-design has a table of its own: the charts that it designs
    mine = ("sqc.charts.catalog", "sqc.charts.kinds.", "sqc.charts.design", "sqc.stats.")
    asked = [
        f"{module}:{node.lineno}"
        for module, path in modules().items()
        if not module.startswith(mine)
        for node in ast.walk(tree(path))
        if _tells_kinds_apart(node)
    ]
    assert not asked


@pytest.mark.parametrize("name", KINDS)
def test_run_lengths_are_in_the_catalogue_and_in_the_file(name):
    assert (KINDS[name].shift == "") == (import_module(module_of(name)).KIND.run_length is None)


def test_option_table_settings_and_function_agree():
    table = [option.name for option in OPTIONS]
    assert len(table) == len(set(table))
    reading = {option.name for option in OPTIONS if option.data}
    assert set(Settings._fields) == set(table) - reading
    assert set(inspect.signature(chart).parameters) - {"data"} == set(table)


def tools():
    """Return the verbs of the quality tools with their function and their table."""
    for verb in VERBS:
        package = verb.module.rpartition(".")[0]
        if package.startswith(("sqc.qctools.", "sqc.sixsigma.")):
            name = "_".join(verb.words).replace("-", "_").upper()
            table = getattr(import_module(f"{package}.options"), f"{name}_OPTIONS")
            yield getattr(import_module(verb.module), verb.function), table


TOOLS = tuple(tools())


@pytest.mark.parametrize(
    ("function", "table"),
    [(cpk, CPK_OPTIONS), (distribution, DISTRIBUTION_OPTIONS), (tolerance, TOLERANCE_OPTIONS), *TOOLS],
)
def test_a_verb_takes_the_options_of_its_table(function, table):
    names = {option.name for option in table}
    # what stands before the options on the command line: the file, and the kind of a diagram
    assert set(inspect.signature(function).parameters) - {"data"} - ({"kind"} - names) == names


def test_every_option_is_described_in_the_docstring():
    text = inspect.getdoc(chart)
    assert not [option.name for option in OPTIONS if not re.search(rf"\b{option.name}\b", text)]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: "-".join(verb.words))
def test_a_verb_has_its_function_and_its_command(verb):
    import sqc

    assert callable(getattr(import_module(verb.module), verb.function))
    assert import_module("sqc.cli." + "_".join(verb.words).replace("-", "_")).command.name == verb.words[-1]
    assert verb.words[0].replace("-", "_") in sqc.__all__


def test_front_door_names_exist():
    import sqc

    assert all(getattr(sqc, name) is not None for name in sqc.__all__)
    assert sorted(sqc.__all__) == sqc.__all__


def texts():
    """Yield every text of the package that is no docstring, and every Chinese sentence, with its place."""
    for module, path in modules().items():
        silent = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                yield f"{module}:{node.lineno}", node.value
    for forms, zh in pairs():
        yield f"zh of {forms[0]!r}", zh
    for readme in ("README.md", "README.zh.md", "examples/README.md"):
        for block in re.findall(r"^```.*?^```", (ROOT / readme).read_text(encoding="utf-8"), re.M | re.S):
            yield readme, block


def offered():
    """Yield every option that `option(name, value)` puts in a hint, with its place."""
    for module, node in calls({"option"}):
        name, value = node.args
        if isinstance(name, ast.Constant):  # else: the option that the user gave
            yield (
                f"{module}:{node.lineno}",
                name.value,
                value.value if isinstance(value, ast.Constant) else "",
            )


def choices():
    """Return, for options with a closed list, what may stand behind them."""
    found = {option.name: set(option.choices) for option in OPTIONS if option.choices}
    found["sigma"] |= set(BETWEEN)  # of `sqc cpk` alone
    found |= {
        "kind": set(KINDS),
        "rules": {*SETS, *published_sets()},
        "format": set(FORMATS),
        "lang": {"en", "zh"},
    }
    for _, table in TOOLS:  # where a tool has an option of this name with words of its own
        for option in table:
            if option.name in found and option.choices:
                found[option.name] |= set(option.choices)
    return {name.replace("_", "-"): words for name, words in found.items()}


def test_offers_name_only_what_exists():
    verbs = {verb.words[0] for verb in VERBS}
    tables = (
        OPTIONS,
        RUNLENGTH_OPTIONS,
        DESIGN_OPTIONS,
        CPK_OPTIONS,
        DISTRIBUTION_OPTIONS,
        TOLERANCE_OPTIONS,
        *(table for _, table in TOOLS),
    )
    table = {option for one in tables for option in one}
    # the name of a Python keyword ends with "_": --yield
    options = {option.name.rstrip("_").replace("_", "-") for option in table} | SHARED | OWN
    closed = choices()
    wrong, found = [], list(offered())
    for place, text in texts():
        words = set(re.findall(r"\bsqc ([a-z-]+)", text))
        wrong += [f"{place}: sqc {word}" for word in words - verbs - PROSE]
        pattern = r"(?<![\w-])--([a-z][a-z0-9-]*)(?:[ =]([a-z][a-z0-9-]*))?"
        found += [(place, name, word) for name, word in re.findall(pattern, text)]
    for place, name, word in found:
        if name not in options:
            wrong.append(f"{place}: --{name}")
        elif word and name in closed and word not in closed[name]:
            wrong.append(f"{place}: --{name} {word}")
    assert not wrong, "\n".join(wrong)
