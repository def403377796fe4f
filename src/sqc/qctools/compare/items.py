"""What is said of the same items judged several times: how many changed, which way, and their odds."""

from __future__ import annotations

from sqc.i18n.message import Msg, Words
from sqc.qctools.compare.case import Case
from sqc.qctools.compare.run_counts import changed
from sqc.qctools.compare.said import called, level_text
from sqc.qctools.compare.sample import Counted
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import ratio_end
from sqc.stats.hypothesis.found import Found
from sqc.stats.hypothesis.shares import two_rates


def _items(case: Case) -> Counted | None:
    sample = case.sample
    return sample if isinstance(sample, Counted) and sample.items is not None else None


def table(case: Case) -> Table | None:
    """Return the four counts of two judgements, or those of all pairs of them; None without items."""
    sample = _items(case)
    if sample is None:
        return None
    return _of_pairs(case, sample) if case.several else _fourfold(case, sample)


def _four(sample: Counted, i: int, j: int) -> tuple[int, int, int, int]:
    """Return the items that count in both, in the first only, in the second only, in neither."""
    first, second = changed(sample, i, j)
    both = int(sample.events[i]) - first
    return both, first, second, int(sample.sizes[i]) - both - first - second


def _fourfold(case: Case, sample: Counted) -> Table:
    both, first, second, neither = _four(sample, 0, 1)
    a, b = called(case, 0), called(case, 1)
    yes, no = _sides(sample)
    columns = (
        Column("first", Msg("the same items"), "left"),
        Column("counts", Msg("{name}: {word}", name=b, word=yes)),
        Column("not", Msg("{name}: {word}", name=b, word=no)),
        Column("all", Msg("total")),
    )
    rows: list[tuple[Cell, ...]] = [
        (Msg("{name}: {word}", name=a, word=yes), *_row(both, first)),
        (Msg("{name}: {word}", name=a, word=no), *_row(second, neither)),
        (Msg("total"), *_row(both + second, first + neither)),
    ]
    return Table("items", columns, tuple(rows))


def _sides(sample: Counted) -> tuple[Words, Words]:
    if sample.verdicts:
        return Msg("not conforming"), Msg("conforming")
    return "1", "0"


def _row(x: int, y: int) -> tuple[str, str, str]:
    return f"{x:,}", f"{y:,}", f"{x + y:,}"


def _of_pairs(case: Case, sample: Counted) -> Table:
    columns = (
        Column("first", Msg("first"), "left"),
        Column("second", Msg("second"), "left"),
        Column("both", Msg("in both")),
        Column("only_first", Msg("first only")),
        Column("only_second", Msg("second only")),
        Column("neither", Msg("in neither")),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in case.contrasts:
        counts = _four(sample, one.first, one.second)
        rows.append((called(case, one.first), called(case, one.second), *(f"{n:,}" for n in counts)))
    return Table("items", columns, tuple(rows), printed=len(rows) <= 10)


def _odds(case: Case, sample: Counted) -> Found:
    first, second = changed(sample, 0, 1)
    return two_rates((first, second), (1.0, 1.0), case.confidence)


def note(case: Case) -> Words | None:
    """Return how many items changed each way, and the odds of that; None where it cannot be said."""
    sample = _items(case)
    if sample is None or case.several:
        return None
    first, second = changed(sample, 0, 1)
    if first + second == 0:
        return Msg("no item.")
    odds = _odds(case, sample)
    given: dict[str, object] = {"a": called(case, 0), "b": called(case, 1), "n": first, "m": second}
    effect, low, high = odds.effect, odds.lower, odds.upper
    if first > second:
        given |= {"a": given["b"], "b": given["a"], "n": second, "m": first}
        effect, low, high = (_turned(value) for value in (odds.effect, odds.upper, odds.lower))
    given |= {"odds": ratio_end(effect), "low": ratio_end(low), "high": ratio_end(high)}
    return Msg(
        "{m} items count in {b} only, {n} in {a} only: odds {odds} ({level} % interval {low} to {high}).",
        level=level_text(case.confidence), **given,
    )  # fmt: skip


def _turned(ratio: float) -> float:
    return float("inf") if ratio == 0 else 1.0 / ratio


def facts(case: Case) -> dict[str, Fact]:
    """Return the four counts and the odds of two judgements."""
    sample = _items(case)
    if sample is None or case.several:
        return {}
    both, first, second, neither = _four(sample, 0, 1)
    found = {
        "n_both": Fact(both, Msg("items that count both times")),
        "n_first_only": Fact(first, Msg("items that count the first time only")),
        "n_second_only": Fact(second, Msg("items that count the second time only")),
        "n_neither": Fact(neither, Msg("items that count neither time")),
    }
    if first + second:
        odds = _odds(case, sample)
        found["odds"] = Fact(
            odds.effect, Msg("odds of the items that changed, second to first"), None,
            Msg("interval: Clopper-Pearson, carried over"), (odds.lower, odds.upper), case.confidence,
        )  # fmt: skip
    return found
