"""Title, tables and facts of an FMEA."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Fact, LongTable, Num, Table
from sqc.sixsigma.fmea.change import Change, Comparison
from sqc.sixsigma.fmea.effect import not_rated_again, still_high
from sqc.sixsigma.fmea.effect_tables import effect_facts, effect_frame, effect_tables
from sqc.sixsigma.fmea.judge import inversion, open_rows
from sqc.sixsigma.fmea.ratings import HIGH, LOW, MEDIUM
from sqc.sixsigma.fmea.sheet import BY_NAME, Sheet
from sqc.stats.priority import LETTERS

SHOWN = 20
FIRST_KEYS = ("rpn_first", "ap_first")  # blank where a risk is not rated again
FIRST = (Column("rpn_first", Msg("RPN before")), Column("ap_first", Msg("AP before"), "left"))
NAMES = ("item", "mode", "cause")
WHAT: dict[str, Words] = {"new": Msg("new"), "closed": Msg("closed"), "changed": Msg("changed")}


def title(sheet: Sheet) -> Words:
    """Return what was analysed."""
    return Msg("FMEA of {file}, n = {n}", file=sheet.table.name, n=len(sheet.rated))


def tables(sheet: Sheet, comparison: Comparison | None) -> tuple[Table, ...]:
    """Return the ranking, what actions did, and what changed."""
    found = [ranking(sheet), *(effect_tables(sheet) if sheet.follows else ())]
    if comparison is not None:
        found += [_counts(sheet, comparison), _changed(sheet, comparison)]
    return tuple(found)


def _named(sheet: Sheet, parts: Sequence[str]) -> list[str]:
    return [part for part in parts if sheet.has(part)]


def ranking(sheet: Sheet) -> Table:
    """Return the risks in falling order: names, ratings, product, priority."""
    names = _named(sheet, ("id", *NAMES))
    columns = [Column(name, BY_NAME[name].label, "left") for name in names]
    columns += [Column(name, name.upper()) for name in ("s", "o", "d", "rpn")]
    columns.append(Column("ap", "AP", "left"))
    rows: list[tuple[Cell, ...]] = []
    marked: set[tuple[int, int]] = set()
    without = {*open_rows(sheet), *still_high(sheet), *not_rated_again(sheet)}
    for place in sheet.order[:SHOWN].tolist():
        row = int(sheet.rated[place])
        if row in without:
            marked.add((len(rows), len(columns) - 1))
        rows.append(
            (
                *(sheet.words[name][row] for name in names),
                *(Num(float(one)) for one in sheet.whole(row)),
                Num(float(sheet.rpn[place])),
                sheet.letters[row],
            )
        )
    if len(sheet.order) > SHOWN:
        rows.append((Msg("... {n} more", n=len(sheet.order) - SHOWN), *("",) * (len(columns) - 1)))
    return Table("ranking", tuple(columns), tuple(rows), emphasis=frozenset(marked))


def long(sheet: Sheet, most: int) -> LongTable:
    """Return the whole form in the order of the ranking, as HTML lists it."""
    names = _named(sheet, ("id", "item", "mode", "effect", "cause"))
    plan = _named(sheet, ("action", "owner", "due"))
    was = effect_frame(sheet, list(range(len(sheet.first)))) if sheet.follows else {}
    columns = [
        Column("rank", Msg("rank")),
        *(Column(name, BY_NAME[name].label, "left") for name in names),
        *(Column(name, name.upper()) for name in ("s", "o", "d", "rpn")),
        Column("ap", "AP", "left"),
        *FIRST[: 2 * bool(was)],
        *(Column(name, BY_NAME[name].label, "left") for name in plan),
    ]
    rows: list[tuple[Cell, ...]] = []
    for rank, place in enumerate(sheet.order[:most].tolist(), 1):
        row = int(sheet.rated[place])
        rows.append(
            (
                rank,
                *(sheet.words[name][row] for name in names),
                *(Num(float(one)) for one in sheet.whole(row)),
                Num(float(sheet.rpn[place])),
                sheet.letters[row],
                *(str(was[key][row] if was["outcome"][row] == "again" else "") for key in FIRST_KEYS if was),
                *(sheet.words[name][row] for name in plan),
            )
        )
    table = Table("form", tuple(columns), tuple(rows), Msg("The form, by AP, then S, O and D"))
    left = len(sheet.order) - len(rows)
    note = Msg("{n} risks of lower rank are not listed.", n=left) if left else None
    return LongTable(table, tuple(range(len(rows))), "ap", (), note)


def _counts(sheet: Sheet, comparison: Comparison) -> Table:
    columns = (Column("ap", "AP", "left"), Column("before", Msg("before")), Column("now", Msg("now")))
    rows = tuple(
        (LETTERS[level], int(comparison.before.counts[level]), int(sheet.counts[level]))
        for level in (HIGH, MEDIUM, LOW)
    )
    return Table("priorities", columns, rows, Msg("Action priority before and now"))


def _changed(sheet: Sheet, comparison: Comparison) -> Table:
    """Return a row for each risk that is new, changed or closed."""
    columns = (
        Column("risk", Msg("risk"), "left"),
        Column("status", Msg("status"), "left"),
        Column("s", "S", "left"),
        Column("o", "O", "left"),
        Column("d", "D", "left"),
        Column("ap", "AP", "left"),
    )
    rows = [_change_row(sheet, comparison.before, one) for one in comparison.changes[:SHOWN]]
    if len(comparison.changes) > SHOWN:
        rows.append((Msg("... {n} more", n=len(comparison.changes) - SHOWN), *("",) * 5))
    how = Msg("What changed, rows matched by item, failure mode and cause")
    if comparison.by == "id":
        how = Msg("What changed, rows matched by id")
    return Table("changes", columns, tuple(rows), how)


def _change_row(sheet: Sheet, before: Sheet, one: Change) -> tuple[Cell, ...]:
    name = before.name(one.was or 0, True) if one.now is None else sheet.name(one.now, True)
    pairs = [_pair(one.ratings_was[i : i + 1], one.ratings_now[i : i + 1]) for i in range(3)]
    was, now = one.letter_was, one.letter_now
    return (name, WHAT[one.what], *pairs, _pair(tuple(was), tuple(now)))


def _pair(was: Sequence[object], now: Sequence[object]) -> Words:
    """Return a rating before and now; one where they agree or only one is known."""
    texts = [str(one) for one in (*was, *now)]
    return " > ".join(texts) if len(texts) == 2 and texts[0] != texts[1] else texts[-1] if texts else "-"


def facts(sheet: Sheet, comparison: Comparison | None) -> dict[str, Fact]:
    """Return every number of the FMEA by its key."""
    method = Msg("table of AIAG-VDA 2019")
    place = int(sheet.order[0])
    found = inversion(sheet)
    said = {
        "n_risks": Fact(len(sheet.rated), Msg("risks with three ratings")),
        "n_high": Fact(int(sheet.counts[HIGH]), Msg("risks of AP H"), method=method),
        "n_medium": Fact(int(sheet.counts[MEDIUM]), Msg("risks of AP M"), method=method),
        "n_low": Fact(int(sheet.counts[LOW]), Msg("risks of AP L"), method=method),
        "n_open": Fact(len(open_rows(sheet)), Msg("risks of AP H without action or owner")),
        "n_unrated": Fact(len(sheet.unrated), Msg("rows without a rating")),
        "n_misled": Fact(0 if found is None else found.n, Msg("risks that RPN ranks below one of lower AP")),
        "top": Fact(str(sheet.name(int(sheet.rated[place]))), Msg("first risk")),
        "top_rpn": Fact(int(sheet.rpn[place]), Msg("RPN of the first risk"), method=Msg("S x O x D")),
        "rpn_max": Fact(int(sheet.rpn.max()), Msg("largest RPN"), method=Msg("S x O x D")),
    }
    if sheet.follows:
        said |= effect_facts(sheet)
    if comparison is not None:
        counts = comparison.before.counts
        said |= {
            "n_high_before": Fact(int(counts[HIGH]), Msg("risks of AP H before"), method=method),
            "n_new": Fact(comparison.count("new"), Msg("new risks")),
            "n_closed": Fact(comparison.count("closed"), Msg("closed risks")),
            "n_up": Fact(len(comparison.moved(True)), Msg("risks whose AP rose")),
            "n_down": Fact(len(comparison.moved(False)), Msg("risks whose AP fell")),
        }
    return said


def frame(sheet: Sheet) -> dict[str, list[object]]:
    """Return the form in the order of the ranking as columns."""
    places = sheet.order.tolist()
    rows = [int(sheet.rated[place]) for place in places]
    by_rpn = sorted(range(len(sheet.rpn)), key=lambda i: -int(sheet.rpn[i]))
    rank = {place: i for i, place in enumerate(by_rpn, 1)}
    columns: dict[str, list[object]] = {"line": [int(sheet.table.lines[row]) for row in rows]}
    for name in ("id", "item", "mode", "effect", "cause"):
        if sheet.has(name):
            columns[name] = [sheet.words[name][row] for row in rows]
    for i, name in enumerate(("severity", "occurrence", "detection")):
        columns[name] = [sheet.whole(row)[i] for row in rows]
    columns["rpn"] = [int(sheet.rpn[place]) for place in places]
    columns["ap"] = [sheet.letters[row] for row in rows]
    if sheet.follows:
        columns |= effect_frame(sheet, rows)
    columns["rank"] = list(range(1, len(rows) + 1))
    columns["rank_by_rpn"] = [rank[place] for place in places]
    for name in ("action", "owner", "due"):
        if sheet.has(name):
            columns[name] = [sheet.words[name][row] for row in rows]
    return columns
