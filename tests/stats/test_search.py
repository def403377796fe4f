"""Where a function passes zero, on functions that are hard on secants."""

from __future__ import annotations

import math

import pytest

from sqc.stats.search import root


@pytest.mark.parametrize(
    ("gap", "low", "high", "right"),
    [
        (lambda x: x**21 - 1e-30, 0.0, 10.0, 10 ** (-30 / 21)),
        (lambda x: 1e-200 * (x - 0.3), 0.0, 1.0, 0.3),
        (lambda x: -math.inf if x < 0.25 else x - 0.5, 0.0, 1.0, 0.5),
        (lambda x: x - 2.0, 2.0, 3.0, 2.0),
    ],
)
def test_the_root_is_found(gap, low, high, right):
    assert root(gap, low, high) == pytest.approx(right, rel=1e-12)


def test_ends_of_one_sign_are_refused():
    with pytest.raises(ValueError, match="no sign changes"):
        root(lambda x: 1e-200 * (x + 1), 0.0, 1.0)
