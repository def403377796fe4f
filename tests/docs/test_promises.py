"""The page of promises says what the tests try."""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile.test_fuzz import LONG, QUICK
from hostile.test_killed import KILLED, STOPPED

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize("page", ["promises.md", "promises.zh.md"])
def test_the_figures_are_those_of_the_tests(page):
    text = (GUIDE / page).read_text(encoding="utf-8")
    inputs = [sum(n // parts * parts for n, parts in LONG.values()), sum(QUICK.values())]
    for number in (*inputs, 2 * KILLED, STOPPED):
        assert f"{number:,}" in text
