"""The door to scipy's special functions: the same functions, by both ways."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special
import scipy.stats
from tests.house.source import run_python

from sqc.stats import special
from sqc.stats.contingency import independent_p
from sqc.stats.search import root

QUICK = """
import sys
from sqc.stats import special
special.quick()
from sqc.stats.special import betaincinv, ncfdtr, nctdtrit, stdtrit
assert "scipy.special" not in sys.modules and "numpy.f2py" not in sys.modules
print(betaincinv(3, 8, 0.4), ncfdtr(2, 9, 1.5, 3), nctdtrit(8, 1.2, 0.9), stdtrit(7, 0.975))
from scipy.special import polygamma, stdtrit as other
import scipy.stats
assert other is stdtrit and scipy.special._ufuncs.stdtrit is stdtrit
assert special.polygamma is polygamma
assert abs(scipy.stats.t.ppf(0.975, 7) - stdtrit(7, 0.975)) < 1e-12
"""

ELSEWHERE = """
import importlib, sys
whole = importlib.import_module
def missing(name, *rest):
    if name.endswith("._ufuncs"):
        raise ImportError(name)
    return whole(name, *rest)
importlib.import_module = missing
from sqc.stats import special
special.quick()
from sqc.stats.special import stdtrit
print(stdtrit(7, 0.975), "scipy.special" in sys.modules)
"""


def test_the_compiled_functions_are_those_of_the_package():
    right = (
        scipy.special.betaincinv(3, 8, 0.4),
        scipy.special.ncfdtr(2, 9, 1.5, 3),
        scipy.special.nctdtrit(8, 1.2, 0.9),
        scipy.special.stdtrit(7, 0.975),
    )
    assert [float(part) for part in run_python(QUICK).split()] == list(right)


def test_a_scipy_that_keeps_them_elsewhere_is_asked_for_its_package():
    assert run_python(ELSEWHERE).split() == [str(scipy.special.stdtrit(7, 0.975)), "True"]


def test_a_library_takes_the_package():
    assert special.stdtrit is scipy.special.stdtrit
    with pytest.raises(AttributeError):
        special.no_such_function  # noqa: B018


def test_a_root_lies_where_the_sign_changes():
    assert root(lambda x: x * x - 2, 0, 3) == pytest.approx(2**0.5, rel=1e-15)
    assert root(lambda x: scipy.special.ndtr(x) - 1e-12, -40, 0) == pytest.approx(
        scipy.special.ndtri(1e-12), rel=1e-9
    )
    assert root(lambda x: x, 0, 1) == root(lambda x: x, -1, 0) == 0
    with pytest.raises(ValueError, match="sign"):
        root(lambda x: x + 2, 0, 1)


@pytest.mark.parametrize("table", [[[3, 1], [1, 5]], [[2, 0, 3], [1, 4, 0], [3, 2, 2]]])
def test_drawn_tables_have_the_chances_of_all_tables(table):
    # every table of the totals, weighed by scipy's exact chance of it
    table = np.array(table)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    drawn = scipy.stats.random_table(rows, columns, seed=7).rvs(40_000)
    expected = rows[:, None] * columns / table.sum()
    far = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
    right = (far >= ((table - expected) ** 2 / expected).sum() * (1 - 1e-12)).mean()
    p, simulated = independent_p(table)
    assert simulated
    assert p == pytest.approx(right, abs=0.02)
