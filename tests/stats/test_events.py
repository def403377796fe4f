"""Events of a project: the order is kept exactly, numbers rise, times are those of the activities."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import sqc
from sqc.stats.events import event_times, events
from sqc.stats.network import schedule


def closure(before):
    """Return for each activity all that come before it, by walking back."""
    found = []
    for i in range(len(before)):
        seen, waiting = set(), list(before[i])
        while waiting:
            k = waiting.pop()
            if k not in seen:
                seen.add(k)
                waiting += before[k]
        found.append(seen)
    return found


def reached(net):
    """Return for each event the events that arrows lead to, itself with them, by walking on."""
    after = {}
    for tail, head in (*net.arcs, *net.dummies):
        after.setdefault(tail, []).append(head)
    found = []
    for event in range(net.n):
        seen, waiting = set(), [event]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += after.get(at, [])
        found.append(seen)
    return found


def drawn(seed):
    """Return up to 40 activities in any order of the rows, each after some earlier ones."""
    draw = random.Random(seed)
    n, most = draw.randint(1, 40), draw.choice([1, 2, 3, 6, 40])
    place = draw.sample(range(n), n)
    before = [[] for _ in range(n)]
    for i in range(n):
        before[place[i]] = [place[k] for k in draw.sample(range(i), min(i, draw.randint(0, most)))]
    return before


@pytest.mark.parametrize("seed", range(150))
def test_the_order_is_kept_exactly(seed):
    before = drawn(seed)
    net, all_before = events(before), closure(before)
    leads = reached(net)
    for u, (_, end) in enumerate(net.arcs):
        for w, (start, _) in enumerate(net.arcs):
            assert (start in leads[end]) is (u in all_before[w])
    every = [*net.arcs, *net.dummies]
    assert all(tail < head for tail, head in every)
    assert len(set(every)) == len(every)  # no two arrows share both events
    assert set(range(net.n)) - {head for _, head in every} == {0}
    assert set(range(net.n)) - {tail for tail, _ in every} == {net.n - 1}


@pytest.mark.parametrize("seed", range(40))
def test_no_dummy_can_be_left_out(seed):
    before = drawn(seed)
    net = events(before)
    for one in net.dummies:
        without = reached(net._replace(dummies=tuple(other for other in net.dummies if other != one)))
        assert one[1] not in without[one[0]] or one in net.arcs


@pytest.mark.parametrize("seed", range(40))
def test_times_of_events_are_those_of_their_activities(seed):
    before = drawn(seed)
    times = schedule([random.Random(seed + i).randint(0, 9) for i in range(len(before))], before)
    net = events(before)
    early, late = event_times(net, times)
    assert [early[tail] for tail, _ in net.arcs] == times.early_start.tolist()
    assert [late[head] for _, head in net.arcs] == times.late_finish.tolist()
    assert early[0] == 0
    assert early[-1] == late[-1] == times.total


def test_a_published_network_is_drawn_as_it_was_printed():
    """Taylor's network has nine events and one dummy; his dummy is row 7, which only passes row 3 on."""
    folder = Path(sqc.__file__).parent / "verification" / "cases"
    case = json.loads((folder / "critical-path.json").read_text(encoding="utf-8"))["cases"][1]
    assert case["data"]["duration"][6] == 0
    rows = [i for i in range(13) if i != 6]
    before = [[{7: 3}.get(k, k) - 1 for k in case["data"]["before"][i]] for i in rows]
    net = events([[rows.index(k) for k in some] for some in before])
    assert (net.n, len(net.dummies)) == (9, 1)


@pytest.mark.parametrize(
    ("before", "n", "dummies"),
    [
        ([[]], 2, 0),
        ([[], [0], [1]], 4, 0),
        ([[], []], 3, 1),  # two that begin and end together need one
        ([[], [], []], 4, 2),
        ([[], [], [0], [0, 1]], 4, 1),  # the textbook case of a dummy
        ([[], [], [0, 1], [0, 1], [2, 3]], 6, 2),
        ([[], [], [], [0, 1], [1, 2]], 5, 2),  # start, a, b, c, end
    ],
)
def test_small_networks_by_hand(before, n, dummies):
    net = events(before)
    assert (net.n, len(net.dummies)) == (n, dummies)
