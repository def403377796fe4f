import numpy as np
import pytest

from sqc.data.exclude import excluded_points
from sqc.notes import OptionError

LOTS = [str(i) for i in (101, 102, 103, 105, 106)]
DAYS = ["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04"]


def left_out(text, labels, n=None):
    return np.flatnonzero(excluded_points(text, labels, n or len(labels))).tolist()


@pytest.mark.parametrize(
    ("text", "labels", "places"),
    [
        ("18", None, [17]),
        ("5,9-12", None, [4, 8, 9, 10, 11]),
        ("5， 9 - 12", None, [4, 8, 9, 10, 11]),
        ("12-9", None, [8, 9, 10, 11]),
        ("103", LOTS, [2]),
        ("102-105", LOTS, [1, 2, 3]),
        ("104-200", LOTS, [3, 4]),
        ("2024-03-02", DAYS, [1]),
        ("2024-03-02-2024-03-03", DAYS, [1, 2]),
        ("3", DAYS, [2]),
        ("L2024-118", ["L2024-117", "L2024-118"], [1]),
        ("a", ["a", "b", "a"], [0, 2]),
        ("1.0", ["1", "2"], [0]),
    ],
)
def test_labels_positions_and_ranges(text, labels, places):
    assert left_out(text, labels, None if labels else 20) == places


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("18", LOTS),
        ("104", LOTS),
        ("1-3", LOTS),
        ("9", DAYS),
        ("0", None),
        ("21", None),
        ("x", None),
        ("x-3", None),
    ],
)
def test_an_unknown_label_is_an_error(text, labels):
    """Label 18 of a series 101 to 106 must not mean its 18th point."""
    with pytest.raises(OptionError) as caught:
        excluded_points(text, labels, 5 if labels else 20)
    assert caught.value.key == "unknown-label"
