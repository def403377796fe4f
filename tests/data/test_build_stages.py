import numpy as np
import pytest
from handmade import column, finding, keys, table

from sqc.data.build import Roles, counts, individuals, subgroups

X = column("x", [1, 2, 3, 4, 5, 6])


def stages(sample):
    found = sample.about.stages
    return list(zip(found.starts.tolist(), found.names, strict=True))


@pytest.mark.parametrize("head", ["阶段", "stage", "Stage", "phase"])
def test_a_column_headed_as_stage_is_taken_and_said(head):
    sample = individuals(table(column(head, list("aabbcc")), X), Roles(value=("x",)))
    assert stages(sample) == [(0, "a"), (2, "b"), (4, "c")]
    found = finding(sample, "stage-taken")
    assert found.level == "ok"
    assert found.message.render("en") == (
        f"Column {head} is taken as the stage: 3 stages (a, b, c); --stage none takes none."
    )


def test_numbers_may_name_stages():
    sample = individuals(table(column("stage", [2, 2, 2, 1, 1, 1]), X), Roles(value=("x",)))
    assert stages(sample) == [(0, "2"), (3, "1")]


@pytest.mark.parametrize(
    "cells", [list("ababab"), list("aaaaaa"), [*list("aabbc"), ""], list("abcdef"), list("aaaaab")]
)
def test_not_taken_when_values_do_not_stand_together(cells):
    sample = individuals(table(column("stage", cells), X), Roles(value=("x",)))
    assert stages(sample) == [(0, "")]
    assert "stage-taken" not in keys(sample)


def test_none_takes_none():
    t = table(column("stage", list("aaabbb")), X)
    assert stages(individuals(t, Roles(value=("x",), stage="none"))) == [(0, "")]


def test_a_named_stage_that_is_scattered_is_put_together():
    t = table(column("machine", list("ababab")), X)
    sample = individuals(t, Roles(value=("x",), stage="machine"))
    assert sample.values.tolist() == [1, 3, 5, 2, 4, 6]
    assert stages(sample) == [(0, "a"), (3, "b")]
    assert finding(sample, "stage-scattered").level == "watch"


def test_rows_without_a_stage_are_left_out():
    t = table(column("machine", ["a", "a", "", "b", "b", "b"]), X)
    sample = individuals(t, Roles(value=("x",), stage="machine"))
    assert sample.values.tolist() == [1, 2, 4, 5, 6]
    assert dict(sample.about.source.dropped) == {"machine": 1}


def test_labels_may_come_back_in_another_stage():
    t = table(column("stage", list("aaaabbbb")), column("g", [1, 1, 2, 2, 1, 1, 2, 2]), column("x", range(8)))
    sample = subgroups(t, Roles(value=("x",), subgroup="g"))
    assert sample.mean.tolist() == [0.5, 2.5, 4.5, 6.5]
    assert stages(sample) == [(0, "a"), (2, "b")]
    assert "subgroup-scattered" not in keys(sample)


def test_subgroups_by_size_do_not_cross_stages():
    t = table(column("stage", list("aaaaabbbb")), column("x", range(9)))
    sample = subgroups(t, Roles(value=("x",), size=2))
    assert sample.n.tolist() == [2, 2, 1, 2, 2]
    assert stages(sample) == [(0, "a"), (3, "b")]


def test_stages_of_flattened_rows():
    t = table(column("stage", list("aabb")), column("x1", range(4)), column("x2", range(4)))
    assert stages(individuals(t, Roles(value=("x1", "x2")))) == [(0, "a"), (4, "b")]


def test_verdicts_by_stage():
    t = table(
        column("period", list("aaabbb")), column("v", ["OK", "NG", "OK", "NG", "NG", "OK"], kind="verdict")
    )
    sample = counts(t, Roles(value=("v",), stage="period"), proportion=True)
    np.testing.assert_array_equal(sample.count, [1, 2])
    assert list(sample.about.labels) == ["a", "b"]
