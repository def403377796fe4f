"""Targets that depend on the number of values, against every printed cell; indices of the exceedance."""

import numpy as np
import pytest

from sqc.stats.families.catalog import family
from sqc.stats.families.family import Curve
from sqc.stats.targets import adjusted_target, exceedance_indices

# AIAG-VDA SPC, Yellow Volume, February 2026: tables 8-1 (machine, base 50) and 9-3 (process, base 125)
MACHINE = {
    45: {2.00: 2.06, 1.67: 1.72, 1.33: 1.37, 1.00: 1.03},
    40: {2.00: 2.13, 1.67: 1.78, 1.33: 1.42, 1.00: 1.07},
    35: {2.00: 2.22, 1.67: 1.86, 1.33: 1.48, 1.00: 1.11},
    30: {2.00: 2.35, 1.67: 1.96, 1.33: 1.56, 1.00: 1.18},
}
PROCESS = {
    100: {2.00: 2.07, 1.67: 1.73, 1.33: 1.38, 1.00: 1.04},
    75: {2.00: 2.18, 1.67: 1.82, 1.33: 1.45, 1.00: 1.09},
}
# classes as (p, pk): major, minor, others of table 8-1; critical, major, minor, others of table 9-3
MACHINE_CLASSES = ((2.00, 1.67), (1.67, 1.33), (1.00, 1.00))
PROCESS_CLASSES = ((2.00, 1.67), (1.67, 1.33), (1.33, 1.00), (1.33, 1.00))
CELLS = [
    (n, base, goal, printed[goal])
    for base, table, classes in ((50, MACHINE, MACHINE_CLASSES), (125, PROCESS, PROCESS_CLASSES))
    for n, printed in table.items()
    for pair in classes
    for goal in pair
]


def test_every_printed_cell():
    assert len(CELLS) == 40
    found = [round(adjusted_target(goal, n, base), 2) for n, base, goal, _ in CELLS]
    assert found == [printed for *_, printed in CELLS]


@pytest.mark.parametrize(("goal", "n", "base", "exact"), [(1.33, 75, 125, 1.4503), (1.67, 20, 50, 2.3566)])
def test_the_examples_of_an_article(goal, n, base, exact):
    assert adjusted_target(goal, n, base) == pytest.approx(exact, abs=5e-5)


@pytest.mark.parametrize("n", [125, 126, 10_000])
def test_a_full_study_keeps_its_target(n):
    assert adjusted_target(1.33, n) == 1.33


@pytest.mark.slow
def test_the_target_falls_with_n():
    found = [adjusted_target(1.33, n) for n in range(10, 126)]
    assert all(np.diff(found) < 0)


def test_exceedance_of_a_normal_curve_is_the_classical_index():
    curve = Curve(family("normal"), (10.0, 0.5))
    found = exceedance_indices(curve.cdf(8.2), curve.sf(12.1))
    assert found.lower == pytest.approx(1.8 / 1.5, rel=1e-12)
    assert found.upper == pytest.approx(2.1 / 1.5, rel=1e-12)
    assert found.both == pytest.approx((12.1 - 8.2) / 3.0, rel=1e-12)
    assert found.smaller == found.lower


def test_one_limit_has_no_index_of_both():
    found = exceedance_indices(np.nan, 0.00135)
    assert np.isnan(found.both) and found.smaller == pytest.approx(1.0, abs=1e-3)
