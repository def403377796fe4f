"""The wheel holds what the program needs at run time."""

from __future__ import annotations

import gettext
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as file:
        yield file


def same_files(pattern):
    return sorted(path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src/sqc").glob(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        "**/*.py",
        "py.typed",
        "report/schema.json",
        "charts/price_listed.json",
        "charts/price_named.*",
        "charts/price_table.json",
        "charts/rulesets.toml",
        "charts/price_subsets.*",
        "report/fonts/*.ttf",
        "report/fonts/OFL.txt",
        "report/fonts/advances.json",
        "report/templates/*",
        "verification/cases/*.json",
        "i18n/locale/*/LC_MESSAGES/*.po",
    ],
)
def test_every_file_of_the_package_is_inside(wheel, pattern):
    wanted = same_files(pattern)
    assert wanted
    assert set(wanted) <= set(wheel.namelist())


def test_every_catalogue_is_inside_compiled_from_its_source(wheel):
    sources = same_files("i18n/locale/*/LC_MESSAGES/*.po")
    for source in sources:
        book = gettext.GNUTranslations(io.BytesIO(wheel.read(source[:-2] + "mo")))
        assert book.ngettext("{n} subgroup", "{n} subgroups", 2) == "{n} 个子组"


def test_licences_and_entry_point_are_inside(wheel):
    names = [name for name in wheel.namelist() if ".dist-info/" in name]
    assert any(name.endswith("/LICENSE") for name in names)
    assert any(name.endswith("/OFL.txt") for name in names)
    (entry,) = [name for name in names if name.endswith("/entry_points.txt")]
    assert "sqc = sqc.__main__:run" in wheel.read(entry).decode()


def test_nothing_else_is_inside(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert len(tops) == 2
    assert "sqc" in tops
    assert not [
        name for name in wheel.namelist() if "__pycache__" in name or name.endswith((".part", ".pyc"))
    ]
