"""What is said of a weighted score: the order that is proven, the table, the facts."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Listing, Msg, Words
from sqc.notes import Finding
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed
from sqc.sixsigma.supplier.score import DELIVERY, LOTS, QUALITY, Score


def score_finding(names: tuple[str, ...], score: Score) -> Finding:
    """Return who has the highest total, and whether that is proven against all others."""
    top = int(score.order[0])
    total = fixed(float(score.totals[top]), 1)
    rest = [i for i in score.order[1:].tolist() if not score.above[top, i]]
    values = {"supplier": names[top], "score": float(score.totals[top]), "open": [names[i] for i in rest]}
    if not rest and score.exact:
        text = Msg("{name} has the highest score ({total} of 100); scores taken as exact prove nothing",
                   name=names[top], total=total)  # fmt: skip
        return Finding("score-exact", "ok", text, values, text)
    if not rest:
        text = Msg("{name} has the highest score ({total} of 100), proven above all others",
                   name=names[top], total=total)  # fmt: skip
        return Finding("score-proven", "ok", text, values, text)
    text = Msg(
        "{name} has the highest score ({total} of 100), not proven above {others}: do not rank them by it.",
        name=names[top], total=total, others=Listing([names[i] for i in rest]),
    )  # fmt: skip
    return Finding("score-open", "watch", text, values)


def score_table(names: tuple[str, ...], score: Score) -> Table:
    """Return a row a supplier, the highest total first: the scores of the parts, total, interval, ranks."""
    level = f"{100 * score.confidence:.10g}"
    columns = [Column("supplier", Msg("supplier"), "left")]
    columns += [
        Column(f"part_{i}", Msg("{part} {weight} %", part=_part(part), weight=_weight(weight)))
        for i, (part, weight) in enumerate(zip(score.parts, score.weights.tolist(), strict=True), 1)
    ]
    columns += [
        Column("total", Msg("score")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("rank", Msg("ranks"), "left"),
    ]
    low, high = score.intervals
    best, worst = score.ranks
    rows: list[tuple[Cell, ...]] = []
    for i in score.order.tolist():
        a, b = str(best[i]), str(worst[i])
        rows.append(
            (
                names[i],
                *(fixed(one, 1) for one in score.scores[i].tolist()),
                fixed(float(score.totals[i]), 1),
                Msg("{a} to {b}", a=fixed(float(low[i]), 1), b=fixed(float(high[i]), 1)),
                a if a == b else Msg("{a} to {b}", a=a, b=b),
            )
        )
    return Table("scores", tuple(columns), tuple(rows))


def _weight(weight: float) -> str:
    return f"{100 * weight:.3g}"


def _part(part: str) -> Words:
    """Return a part as it is called: the counted ones by name, a column as in the file."""
    named = {QUALITY: Msg("quality by ppm"), LOTS: Msg("lots accepted"), DELIVERY: Msg("on time")}
    return named.get(part, part)


def score_method(score: Score, target: float, counted: bool) -> Words:
    """Return the rule of the score: each part, and how the order was judged."""
    rules: list[Words] = []
    columns = [part for part in score.parts if part not in (QUALITY, LOTS, DELIVERY)]
    if QUALITY in score.parts:
        rules.append(
            Msg("quality 100 at {target} ppm or below, 100 x {target} / ppm above", target=f"{target:,.10g}")
        )
    if LOTS in score.parts:
        rules.append(Msg("percent of lots accepted"))
    if DELIVERY in score.parts:
        rules.append(Msg("percent on time") if counted else Msg("percent on time, taken as exact"))
    if columns:
        rules.append(Msg("{columns} as in the file, taken as exact", columns=Listing(columns)))
    rules.append(Msg("order: intervals of the differences (square-and-add), Bonferroni"))
    return Msg("{list}.", list=Join(rules, "; "))


def score_facts(names: tuple[str, ...], score: Score) -> dict[str, Fact]:
    """Return the highest total by key."""
    top = int(score.order[0])
    low, high = (float(end[top]) for end in score.intervals)
    return {
        "best_score": Fact(names[top], Msg("supplier with the highest score")),
        "score": Fact(
            float(score.totals[top]), Msg("its score, of 100"), method=Msg("square-and-add"),
            interval=(low, high), confidence=score.confidence,
        ),
    }  # fmt: skip


def score_columns(score: Score) -> dict[str, list[object]]:
    """Return what the frame of the scorecard carries of the score."""
    low, high = score.intervals
    best, worst = score.ranks
    parts: dict[str, list[object]] = {
        f"score_{part}": score.scores[:, i].tolist() for i, part in enumerate(score.parts)
    }
    return {
        **parts,
        "score": score.totals.tolist(),
        "score_lower": np.asarray(low).tolist(),
        "score_upper": np.asarray(high).tolist(),
        "score_rank_best": best.tolist(),
        "score_rank_worst": worst.tolist(),
    }
