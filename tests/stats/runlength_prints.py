"""Printed run lengths: half a unit of the last digit, known misprints apart."""

from __future__ import annotations

import pytest


def check_prints(case, found, off):
    for shift, value, printed in zip(case["shift"], found, case["published"], strict=True):
        if (case["id"], shift) in off:
            wrong, true = off[case["id"], shift]
            digits = len(str(true).partition(".")[2])
            assert printed == wrong
            assert value == pytest.approx(true, abs=0.5 * 10.0**-digits)
        elif printed is not None:
            digits = len(f"{printed:.12g}".partition(".")[2])
            assert value == pytest.approx(printed, abs=0.5 * 10.0**-digits)
