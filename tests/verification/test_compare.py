"""The comparison itself: it must see what is wrong, by as little as the tolerance allows."""

from dataclasses import replace

import numpy as np
import pytest

from sqc.verification import compare as module
from sqc.verification.compare import compare
from sqc.verification.load import Known, PublishedCase, select


def judged(monkeypatch, ours, published, **fields):
    monkeypatch.setitem(module.TOPICS, "test", lambda case: {"q": np.asarray(ours)})
    case = PublishedCase("test", "test", "a test", {"q": published}, topic="test", **fields)
    return compare(case)[0]


@pytest.mark.parametrize(
    ("ours", "verdict"), [(1.2345, "agrees"), (1.23549, "agrees"), (1.2339, "differs"), (1.2356, "differs")]
)
def test_half_a_unit_of_the_last_decimal(monkeypatch, ours, verdict):
    assert judged(monkeypatch, ours, 1.235, decimals={"q": 3}).verdict == verdict


def test_relative_tolerance(monkeypatch):
    assert judged(monkeypatch, 1e6 * (1 + 0.9e-9), 1e6, relative=1e-9).verdict == "agrees"
    assert judged(monkeypatch, 1e6 * (1 + 1.1e-9), 1e6, relative=1e-9).verdict == "differs"
    assert judged(monkeypatch, 1e-300, 0.0, relative=1e-9).verdict == "differs"


def test_worst_element_of_a_list(monkeypatch):
    row = judged(monkeypatch, [1.0, 2.1, 3.2], [1, 2, 3], decimals={"q": 1})
    assert (row.verdict, row.element, row.n, row.ours) == ("differs", 3, 3, 3.2)


def test_one_value_for_all_points(monkeypatch):
    assert judged(monkeypatch, [2.0, 2.0], 2.0).verdict == "agrees"
    row = judged(monkeypatch, [2.0, 2.1], 2.0)
    assert (row.verdict, row.ours, row.n) == ("differs", 2.1, 1)


@pytest.mark.parametrize(
    ("ours", "published", "verdict"),
    [
        ([np.nan, 1.0], [None, 1.0], "agrees"),
        (np.nan, 0.0, "differs"),
        ([0.0, 1.0], [None, 1.0], "differs"),
        ([1.0, 2.0], [1.0, 2.0, 3.0], "differs"),
        ([4, 7], [4, 7], "agrees"),
        ([4], [4, 7], "differs"),
    ],
)
def test_undefined_and_lengths(monkeypatch, ours, published, verdict):
    assert judged(monkeypatch, ours, published).verdict == verdict


def test_known_needs_the_right_value(monkeypatch):
    known = {"q": Known("misprint", 1.25)}
    assert judged(monkeypatch, 1.25, 1.3, known=known, decimals={"q": 1}).verdict == "agrees"
    assert judged(monkeypatch, 1.25, 1.31, known=known, decimals={"q": 2}).verdict == "known"
    assert judged(monkeypatch, 1.26, 1.31, known=known, decimals={"q": 2}).verdict == "differs"


def test_settings_of_the_publication_must_make_it_agree():
    case = select(["nist-6322-imr"])[0]
    upper = case.known["i_upper"]
    assert [row.remedy for row in compare(case)][2] == pytest.approx(55.8041, abs=5e-5)
    wrong = replace(case, known={"i_upper": replace(upper, settings={"constants": "exact"})})
    assert compare(wrong)[2].verdict == "differs"


def test_missing_quantity():
    case = replace(select(["nist-6322-imr"])[0], expected={"r_upper": 1.0})
    assert compare(case)[0].verdict == "differs"
