"""What hostile inputs once broke, each made small."""

from __future__ import annotations

import struct

import numpy as np
import pytest

import sqc
from hostile.fuzz import seeds
from hostile.fuzz.doors import DOORS
from sqc.data.sample import Individuals, Subgroups
from sqc.data.spool import Spooled
from sqc.i18n.message import words
from sqc.notes import SqcError

LIMITS = '[limits]\nkind = "{kind}"\ncenter = {center}\n{more}\n'
RULES = '[[rule]]\nid = "1"\nkind = "beyond_limit"\n[[rule]]\nid = "2"\n{more}\n'
LONG = "0x" + "f" * 5000
XS = [10.1, 9.9, 10.0, 10.3, 9.8, 10.2]


def refused(data, **options):
    with pytest.raises(SqcError) as caught:
        sqc.chart(data, **options)
    return caught.value


@pytest.mark.parametrize(
    "more", ['kind = "trend"\nk = ' + LONG, "kind = " + LONG, 'kind = "trend"\nk = ' + "9" * 5000]
)
def test_whole_numbers_that_toml_does_not_have(tmp_path, more):
    path = tmp_path / "a.toml"
    path.write_text(RULES.format(more=more), encoding="utf-8")
    error = refused(XS, rules=str(path))
    assert (error.key, error.line) == ("rules-file-broken", more.count("\n") + 6)
    path.write_text(LIMITS.format(kind="i-mr", center=LONG, more="sigma = 1"), encoding="utf-8")
    error = refused(XS, limits=str(path))
    assert (error.key, error.line) == ("limits-file-broken", 3)


def test_a_rule_with_a_number_as_large_as_a_million_digits(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(RULES.format(more='kind = "k_of_m_beyond"\nk = 2\nz = 1' + "0" * 400), encoding="utf-8")
    assert refused(XS, rules=str(path)).key == "rules-file-broken"


@pytest.mark.parametrize(
    ("data", "options", "what"),
    [
        (Individuals(np.array([1e60, 2e60, 3e60])), {}, "value is 3e+60"),
        (Individuals(np.array([1.0, -1e60, 3.0])), {}, "value is -1e+60"),
        ([1e-60, 2e-60, 5e-60], {}, "sigma within is 1.77e-60"),
        (Subgroups(*np.array([[2, 2], [1e60, 2], [1, 1], [1, 1]])), {"kind": "xbar-r"}, "value is 1e+60"),
        ({"d": [3, 1, 10**9]}, {"kind": "c", "value": "d"}, "d is 1e+09"),
        ({"d": [3, 1], "n": [1e16, 1e16]}, {"kind": "p", "value": "d", "inspected": "n"}, "n is 1e+16"),
        (XS, {"given_center": 10.0, "given_sigma": 1e-80}, "sigma within is 1e-80"),
        (XS, {"given_center": 1e80, "given_sigma": 1.0}, "center is 1e+80"),
    ],
)
def test_numbers_whose_squares_run_over(data, options, what):
    error = refused(data, **options)
    assert error.key == "out-of-scale"
    assert what in words(error.message, "en")
    assert "可计算" in words(error.message, "zh")


def test_numbers_of_physics_are_computed():
    assert np.isfinite(sqc.chart([1.67e-27 * x for x in XS])["sigma_within"])
    assert np.isfinite(sqc.chart([1.99e30 * x for x in XS])["sigma_within"])
    assert sqc.chart({"d": [10**7, 10**7 + 900, 10**7 - 2000]}, kind="c", value="d")["c_upper"] > 10**7


def test_one_limit_typed_by_hand_beside_a_chart_of_counts(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(LIMITS.format(kind="c", center=10, more="lower = 9"), encoding="utf-8")
    chart = sqc.chart({"d": [11, 10, 12, 9]}, kind="c", value="d", limits=str(path))
    assert chart.findings[0].key == "no-signal"
    assert chart.price.expected > 0.5  # a third of such counts lies below 9
    assert "none" in chart.to_text("en")


def test_limits_that_would_be_infinite(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(
        '[limits]\nkind = "i-mr"\nk = 1e308\n[parameters]\ncenter = 10\nsigma = 7\n', encoding="utf-8"
    )
    error = refused(XS, limits=str(path))
    assert (error.key, error.line) == ("limits-file-broken", 3)
    assert refused(XS, k=1e308).key == "option-range"
    assert sqc.chart(XS, k=6).n_signals == 0


def test_a_rate_so_small_that_counts_by_it_run_over(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(LIMITS.format(kind="c", center="1e-320", more="upper = 10"), encoding="utf-8")
    assert refused({"d": [11, 10, 12, 9]}, kind="c", value="d", limits=str(path)).key == "out-of-scale"


def test_box_cox_of_values_over_many_decades():
    values = [10.0**k for k in (-30, -29, 0, 1, 2, 28, 29)]
    assert sqc.chart(values, kind="i-mr", box_cox="auto").findings
    assert refused([x * 1e20 for x in XS], kind="i-mr", box_cox="4").key == "out-of-scale"


def test_box_cox_of_the_smallest_numbers():
    assert sqc.chart([1e-300, 2.0, 1e40, 1e49, 3.0], kind="i-mr", box_cox="auto").findings


def test_limits_of_box_cox_that_are_no_values():
    text = sqc.chart([1e-300, 1e40, 1e-290, 1e49], kind="i-mr", box_cox="0").to_text("en")
    assert "the limits are" in text
    assert "inf" not in text and "nan" not in text


def test_a_fault_of_the_compiled_reader_is_a_broken_file(capfd):
    data = seeds._xls("a,b\nx,y\nu,3", ",")
    data = data[:514] + b"\0" + data[515:]  # the first record of the workbook is empty
    assert refused(Spooled(data)).key == "broken-file"
    assert capfd.readouterr() == ("", "")


def test_an_extent_that_ends_before_it_begins():
    data = seeds._xls("a\n1\n3", ",")
    place = data.index(b"\x00\x02\x0e\x00")
    for extent in ((9, 1, 0, 1), (0, 1, 3, 1), (0, 70_000, 0, 1), (0, 1, 0, 300)):
        changed = data[: place + 4] + struct.pack("<2I2H", *extent) + data[place + 16 :]
        assert refused(Spooled(changed)).key == "broken-file"


def test_a_member_of_an_archive_before_its_beginning():
    data = seeds._xlsx("a\n1\n3", ",")
    end = data.rindex(b"PK\x05\x06")
    directory = struct.unpack_from("<I", data, end + 16)[0]
    moved = struct.pack("<I", directory + 5000)
    assert refused(Spooled(data[: end + 16] + moved + data[end + 20 :])).key in ("broken-file", "not-text")


def test_the_watch_sees_what_breaks(monkeypatch):
    from hostile.fuzz import doors, engine

    monkeypatch.setattr(doors, "LONGEST", 0.05)
    monkeypatch.setitem(DOORS, "table", lambda data: [0 for _ in iter(int, 1)])
    assert "Hang" in engine.try_one("table", b"")[1].what
    monkeypatch.setitem(DOORS, "table", lambda data: str(np.float64(1.0) / np.zeros(1)))
    assert "RuntimeWarning" in engine.try_one("table", b"")[1].what


CASE = b'{"source": "s", "cases": [{"id": "a", "title": "t", "expected": {"x": 1}%s}]}'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff", "it is not strict JSON"),
        (b"[" * 100_000, "it is not strict JSON"),
        (CASE % (b', "points": ' + b"9" * 5000), "it is not strict JSON"),
        (CASE % b', "relative": NaN', "it is not strict JSON"),
        (b'{"cases": {}}', "it has no list of cases"),
        (b'{"cases": [1]}', "it has no list of cases"),
        (CASE.replace(b'"title": "t", ', b"") % b"", 'its field "title" is missing'),
        (CASE % b', "b": 1', 'its field "b" is missing, unknown'),
        (CASE % b', "known": {"x": 1}', "reason and exact"),
    ],
)
def test_files_of_cases(content, why):
    from sqc.verification.load import cases_of

    with pytest.raises(SqcError) as caught:
        cases_of("a.json", content)
    assert caught.value.key == "cases-file-broken"
    assert why in words(caught.value.message, "en")
