"""Every published case: its values agree, or differ for a known reason and equal the right value."""

import numpy as np
import pytest

from sqc.charts.catalog import KINDS
from sqc.verification.compare import compare
from sqc.verification.labels import panel_words
from sqc.verification.load import all_cases
from sqc.verification.reasons import REASONS
from sqc.verification.topics import TOPICS

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case):
    rows = compare(case)
    assert [row.quantity for row in rows] == list(case.expected)
    off = [(row.quantity, row.published, row.ours) for row in rows if row.verdict == "differs"]
    assert not off
    # a reason beside a value that agrees has outlived itself
    assert {row.quantity for row in rows if row.verdict == "known"} == set(case.known)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case_file(case):
    assert case.source and case.title and (case.expected or case.open)
    assert case.topic in TOPICS
    assert not case.kind or case.kind in KINDS
    assert {known.reason for known in case.known.values()} <= set(REASONS)
    for part in (case.known, case.decimals, case.tolerance):
        assert set(part) <= set(case.expected)
    assert case.relative <= 1e-9
    # anything wider says why: standard errors of a simulation, the end of a search, lost digits
    assert case.note or np.all(np.array(list(case.tolerance.values())) <= 5e-12)


def test_names_are_unique():
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))


def test_every_kind_and_reason_is_used():
    assert {case.kind for case in CASES if case.kind} == set(KINDS)
    assert {known.reason for case in CASES for known in case.known.values()} == set(REASONS)
    panels = {quantity.partition("_")[0] for case in CASES if case.kind for quantity in case.expected}
    assert panels - {"sigma"} == set(panel_words())


def test_known_values_are_not_the_published_ones():
    for case in CASES:
        for quantity, known in case.known.items():
            if known.exact is not None:
                right, published = np.array(known.exact), np.array(case.expected[quantity])
                assert np.max(np.abs(right - published) / np.maximum(np.abs(published), 1e-9)) > 1e-9


# counts fixed by the sources, so that no case is lost unseen
@pytest.mark.parametrize(
    ("start", "n"),
    [
        ("r-constants", 17),
        ("qcc-rules", 12),
        ("qcc-capability-", 8),
        ("closed-capability-", 2),
        ("r-rules", 9),
        ("table-", 35),
        ("nist-", 33),
        ("r-groups-", 2),
        ("r-table-", 2),
        ("anscombe-", 4),
        ("r-bartlett-", 4),
        ("r-fligner-", 2),
        ("dunnett-19", 4),
        ("cavo-2012-", 2),
        ("connor-1987-", 4),
        ("r-cars", 1),
        ("dip-", 3),
        ("chain-", 26),
        ("simulated-", 19),
        ("equation-", 27),
        ("r-spc-", 113),
        ("t2-", 10),
        ("qcc-oc-", 3),
        ("r-fitdist-", 6),
        ("r-survreg-", 4),
        ("lives-", 9),
        ("jasp-", 5),
        ("strd-", 6),
        ("r-normality-", 7),
        ("r-boxcox-", 7),
        ("ad-", 4),
        ("rosner-", 1),
        ("grubbs-", 1),
        ("iso22514-8-", 5),
        ("r-exttol-", 3),
        ("r-normtol-", 9),
        ("r-power-", 37),
        ("newcombe-1998", 12),
    ],
)
def test_number_of_cases(start, n):
    assert sum(case.id.startswith(start) for case in CASES) == n
