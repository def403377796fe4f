"""The verbs of capability on the command line."""

import shutil
from pathlib import Path

import pytest

from sqc.cli.main import main

LIVES = Path(__file__).parents[2] / "examples" / "bearings.csv"
VERBS = (("cpk", "--lsl", "15"), ("distribution",), ("tolerance",))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_result_never_replaces_the_file_that_it_is_made_from(verb, tmp_path, capsys):
    file = tmp_path / "lives.csv"
    shutil.copy(LIVES, file)
    before = file.read_bytes()
    assert main([verb[0], str(file), *verb[1:], "-o", str(file)]) == 2
    assert "is the file that is read" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_limit_of_size_is_taken(verb, capsys):
    assert main([verb[0], str(LIVES), *verb[1:], "--value", "life", "--max-size", "2GB", "--quiet"]) == 0
