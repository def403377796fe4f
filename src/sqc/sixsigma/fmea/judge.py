"""What an FMEA says: which risk first, what is open, where the product of the ratings would mislead."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sqc.data.wording import Row, option
from sqc.i18n.message import Msg, Words, plural
from sqc.notes import Finding, Level, worst_first
from sqc.sixsigma.fmea.change import Comparison
from sqc.sixsigma.fmea.effect import effect_findings, high_again, missing_again
from sqc.sixsigma.fmea.ratings import HIGH, MEDIUM, RATED, RATINGS, ratings_text
from sqc.sixsigma.fmea.sheet import Sheet
from sqc.sixsigma.fmea.stated import stated_findings
from sqc.sixsigma.forms.cells import lines


class Inversion(NamedTuple):
    """A risk that stands below one of lower priority when the product of the ratings ranks: rated places."""

    higher: int
    lower: int
    n: int


def open_rows(sheet: Sheet) -> list[int]:
    """Return the rows of high priority without an action or an owner, the first risk first."""
    high = [int(sheet.rated[i]) for i in sheet.order if sheet.priority[i] == HIGH]
    return [row for row in high if not (sheet.second.done[row] or _planned(sheet, row))]


def _planned(sheet: Sheet, row: int) -> bool:
    return bool(sheet.words["action"][row] and sheet.words["owner"][row])


def inversion(sheet: Sheet) -> Inversion | None:
    """Return the worst case in which the product of the ratings ranks against the action priority.

    `n` counts the risks that stand below one of lower priority.
    """
    priority, rpn = sheet.priority, sheet.rpn
    best: Inversion | None = None
    n = 0
    for level in (HIGH, MEDIUM):
        mine, below = np.flatnonzero(priority == level), np.flatnonzero(priority < level)
        if not len(mine) or not len(below):
            continue
        over = int(below[np.argmax(rpn[below])])
        passed = mine[rpn[mine] < rpn[over]]
        n += len(passed)
        if best is None and len(passed):
            best = Inversion(int(passed[np.argmin(rpn[passed])]), over, 0)
    return None if best is None else best._replace(n=n)


def findings(sheet: Sheet, comparison: Comparison | None) -> list[Finding]:
    """Return the findings, the verdict first."""
    verdict = _verdict(sheet)
    found = [
        *(one for one in effect_findings(sheet) if one.key != verdict.key),
        *_unrated(sheet),
        *_due(sheet),
        *_misled(sheet),
        *stated_findings(sheet),
        *([] if comparison is None else _changes(comparison)),
        *sheet.findings,
    ]
    return [verdict, *worst_first(found)]


def _verdict(sheet: Sheet) -> Finding:
    low, medium, high = sheet.counts.tolist()
    first = int(sheet.rated[sheet.order[0]])
    name = sheet.name(first)
    values = {
        "n_high": high,
        "n_medium": medium,
        "n_low": low,
        "n_open": len(open_rows(sheet)),
        "top": str(name),
    }
    if high:
        return _high(sheet, name, first, values)
    if medium:
        text = plural(
            "No risk of AP H; {n} of AP M: decide on actions, {name} first ({ratings}).",
            "No risk of AP H; {n} of AP M: decide on actions, {name} first ({ratings}).",
            medium, name=name, ratings=ratings_text(sheet.whole(first)),
        )  # fmt: skip
        return Finding("no-high", "ok", text, values)
    text = plural(
        "The only risk is of AP L: no action is called for by the table.",
        "All {n} risks are of AP L: no action is called for by the table.",
        low,
    )
    return Finding("all-low", "ok", text, values)


def _high(sheet: Sheet, name: Words, first: int, values: dict[str, object]) -> Finding:
    """Return the verdict where a risk has high priority."""
    high, without = int(sheet.counts[HIGH]), open_rows(sheet)
    if without:
        text = plural(
            "{n} of {high} risks of AP H has no action or no owner: name both for {name} ({ratings}).",
            "{n} of {high} risks of AP H have no action or no owner: name both, {name} first ({ratings}).",
            len(without),
            high=high,
            name=sheet.name(without[0]),
            ratings=ratings_text(sheet.whole(without[0])),
        )
        if high == 1:
            text = Msg(
                "The one risk of AP H has no action or no owner: name both for {name} ({ratings}).",
                name=name, ratings=ratings_text(sheet.whole(first)),
            )  # fmt: skip
        if not sheet.has("action"):
            text = plural(
                "{n} risk of AP H, and the form has no column of actions (--column action=COLUMN): plan"
                " {name} ({ratings}).",
                "{n} risks of AP H, and the form has no column of actions (--column action=COLUMN): plan"
                " {name} first ({ratings}).",
                high, name=name, ratings=ratings_text(sheet.whole(first)),
            )  # fmt: skip
        return Finding("high-open", "act", text, {**values, "rows": [one + 1 for one in without]})
    acted = [one for one in (*high_again(sheet), *missing_again(sheet)) if one.level == "act"]
    if acted:
        return acted[0]
    text = plural(
        "{n} risk of AP H, with action and owner: follow {name} ({ratings}) until rated again.",
        "{n} risks of AP H, all with action and owner: follow {name} first ({ratings}) until rated again.",
        high, name=name, ratings=ratings_text(sheet.whole(first)),
    )  # fmt: skip
    return Finding("high-planned", "watch", text, values)


def _unrated(sheet: Sheet) -> list[Finding]:
    """Return the rows that have no action priority, with what is blank."""
    rows = sheet.unrated.tolist()
    if not rows:
        return []
    blank = [name for i, name in enumerate(RATINGS) if np.isnan(sheet.ratings[rows, i]).any()]
    what = Row([RATED[name] for name in blank])
    place = lines(sheet.table, rows)
    values = {**sheet.at(rows), "parts": blank}
    text = plural(
        "{n} row has no rating ({lines}: {what}) and is not ranked: rate it.",
        "{n} rows have no rating ({lines}: {what}) and are not ranked: rate them.",
        len(rows), lines=place, what=what,
    )  # fmt: skip
    if blank == ["severity"] and rows[0] > 0:
        # forms merge the severity of one effect over its causes
        text = plural(
            "{n} row has no severity ({lines}), no rank: rate it; {option} takes the cell above.",
            "{n} rows have no severity ({lines}), no rank: rate them; {option} takes the cell above.",
            len(rows), lines=place, option=option("fill", sheet.heads["severity"].name),
        )  # fmt: skip
    return [Finding("rating-missing", "act", text, values)]


def _due(sheet: Sheet) -> list[Finding]:
    """Return the planned actions of high priority without a date."""
    if not sheet.has("due"):
        return []
    without = set(open_rows(sheet))
    rows = [int(sheet.rated[i]) for i in sheet.order if sheet.priority[i] == HIGH]
    done = sheet.second.done
    rows = [row for row in rows if row not in without and not sheet.words["due"][row] and not done[row]]
    if not rows:
        return []
    text = plural(
        "{n} action against a risk of AP H has no date ({lines}).",
        "{n} actions against risks of AP H have no date ({lines}).",
        len(rows),
        lines=lines(sheet.table, rows),
    )
    return [Finding("no-date", "watch", text, sheet.at(rows))]


def _misled(sheet: Sheet) -> list[Finding]:
    found = inversion(sheet)
    if found is None:
        text = Msg("RPN would rank no risk above one of higher AP")
        return [Finding("rpn-agrees", "ok", text, short=text)]
    a, b = int(sheet.rated[found.higher]), int(sheet.rated[found.lower])
    values = {"n": found.n, "name": str(sheet.name(a)), "rpn": int(sheet.rpn[found.higher]),
              "other": str(sheet.name(b)), "other_rpn": int(sheet.rpn[found.lower])}  # fmt: skip
    text = plural(
        "RPN misleads in {n} case: {a} (S {s}, AP {p}) has RPN {r}, {b} (S {t}, AP {q}) {u}; rank by AP.",
        "RPN misleads in {n} cases: {a} (S {s}, AP {p}) has RPN {r}, {b} (S {t}, AP {q}) {u}; rank by AP.",
        found.n,
        a=sheet.name(a), s=sheet.whole(a)[0], p=sheet.letters[a], r=int(sheet.rpn[found.higher]),
        b=sheet.name(b), t=sheet.whole(b)[0], q=sheet.letters[b], u=int(sheet.rpn[found.lower]),
    )  # fmt: skip
    return [Finding("rpn-misleads", "watch", text, values)]


def _changes(found: Comparison) -> list[Finding]:
    """Return what changed: risks that rose, severity that was lowered, rows that cannot be told apart."""
    up, down = found.moved(True), found.moved(False)
    new, closed = found.count("new"), found.count("closed")
    values = {"up": len(up), "down": len(down), "new": new, "closed": closed,
              "changed": found.count("changed"), "same": found.n_same, "by": found.by}  # fmt: skip
    fresh = sum(one.what == "new" and one.letter_now == "H" for one in found.changes)
    level: Level = "watch" if up or fresh else "ok"
    text = Msg(
        "Since {file}: AP fell for {down}, rose for {up}; {new} new ({fresh} of AP H), {closed} closed,"
        " {same} unchanged.",
        file=found.before.table.name, down=len(down), up=len(up), new=new, fresh=fresh, closed=closed,
        same=found.n_same,
    )  # fmt: skip
    said = [Finding("changes", level, text, values, text)]
    if found.severity:
        text = plural(
            "Severity was lowered for {n} risk: only another design lowers an effect, no control does.",
            "Severity was lowered for {n} risks: only another design lowers an effect, no control does.",
            len(found.severity),
        )
        said.append(Finding("severity-lowered", "watch", text, {"n": len(found.severity)}))
    if found.n_double:
        text = plural(
            "{n} row repeats the names of another one; they were matched in their order. A column of ids"
            " tells them apart.",
            "{n} rows repeat the names of others; they were matched in their order. A column of ids tells"
            " them apart.",
            found.n_double,
        )
        said.append(Finding("rows-alike", "watch", text, {"n": found.n_double}))
    return said
