"""What is installed: bounds that are tested on both sides, a lock with hashes and no address."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from .source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (ROOT / "requirements" / "dev.lock").read_text(encoding="utf-8")
OLDEST = (ROOT / "requirements" / "oldest.txt").read_text(encoding="utf-8")


def named(lines):
    """The requirements by name, but for the project itself."""
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one for one in found if one.name != "sqc"}


def pinned(text):
    """The version of each name that stands there; a name may stand there once for each Python."""
    found = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", text):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


CORE = named([*PROJECT["dependencies"], *EXTRAS["fast"], *EXTRAS["xlsx"], *EXTRAS["test"]])
ALL = CORE | named([*EXTRAS["docs"], *EXTRAS["dev"]])


def bound(one, operator):
    return [Version(part.version) for part in one.specifier if part.operator == operator]


@pytest.mark.parametrize("name", ALL)
def test_every_dependency_has_both_bounds(name):
    assert len(bound(ALL[name], ">=")) == len(bound(ALL[name], "<")) == 1


@pytest.mark.parametrize("name", CORE)
def test_the_lower_bound_is_the_one_that_is_tested(name):
    assert pinned(OLDEST)[name] == bound(CORE[name], ">=")


@pytest.mark.parametrize("name", ALL)
def test_the_lock_keeps_the_bounds(name):
    assert all(version in ALL[name].specifier for version in pinned(LOCK)[name])


def test_the_lock_has_a_hash_for_every_file_and_no_address():
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", re.sub(r"(?m)^\s*#.*\n", "", LOCK))
    packages = [block for block in blocks if "==" in block]
    assert len(packages) > 100
    assert not [block for block in packages if "--hash=sha256:" not in block]
    for text in (LOCK, OLDEST):
        assert not re.search(r"https?:|file:|index-url|find-links|trusted-host|@", text)


def test_build_requirements_have_both_bounds():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for one in named(tomllib.loads(text)["build-system"]["requires"]).values():
        assert bound(one, ">=") and bound(one, "<")
