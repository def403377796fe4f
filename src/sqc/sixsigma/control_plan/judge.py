"""What a control plan says: which characteristic lacks what, and which charts sqc draws."""

from __future__ import annotations

from sqc.data.wording import option
from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import Finding, Level, worst_first
from sqc.sixsigma.control_plan.charts import is_measured, is_yes_or_no, wrong_size
from sqc.sixsigma.control_plan.rows import Plan, Row
from sqc.sixsigma.forms.cells import lines

# part, key of the finding, level, how it is called
GAPS: tuple[tuple[str, str, Level, Words], ...] = (
    ("reaction", "no-reaction", "act", Msg("reaction plan")),
    ("measurement", "no-gauge", "act", Msg("gauge")),
    ("specification", "no-specification", "act", Msg("specification")),
    ("method", "no-method", "act", Msg("control method")),
    ("size", "no-sample-size", "watch", Msg("sample size")),
    ("frequency", "no-frequency", "watch", Msg("frequency")),
)
_OPEN = {part: level for part, _, level, _ in GAPS}


def missing(row: Row) -> tuple[str, ...]:
    """Return the parts that a characteristic lacks."""
    held = {**row.words, "specification": row.specification}
    return tuple(part for part, *_ in GAPS if not held[part])


def open_rows(plan: Plan) -> list[Row]:
    """Return the characteristics that lack something without which they are not controlled."""
    return [row for row in plan.rows if any(_OPEN[part] == "act" for part in missing(row))]


def findings(plan: Plan) -> list[Finding]:
    """Return the findings, the verdict first."""
    found = [*_gaps(plan), *_crossed(plan), *_words_only(plan), *_sizes(plan), *plan.findings]
    found = worst_first(found)
    return [_verdict(plan, found), *found]


def _verdict(plan: Plan, found: list[Finding]) -> Finding:
    n, without = len(plan.rows), open_rows(plan)
    charts = sum(row.kind is not None for row in plan.rows)
    values = {"n_characteristics": n, "n_open": len(without), "n_charts": charts}
    if without:
        row = without[0]
        names = [name for part, _, level, name in GAPS if level == "act" and part in missing(row)]
        text = plural(
            "{n} of {m} characteristics lacks what control needs: give {name} its {what}.",
            "{n} of {m} characteristics lack what control needs: give {name} its {what} first.",
            len(without), m=n, name=row.name, what=Listing(names),
        )  # fmt: skip
        return Finding("plan-open", "act", text, values)
    act = next((one for one in found if one.level == "act"), None)
    if act is not None:
        return Finding(
            "plan-wrong", "act", Msg("The plan contradicts itself: {what}", what=act.message), values
        )
    if any(one.key in ("no-sample-size", "no-frequency") for one in found):
        text = plural(
            "{n} characteristic is controlled, but not every sample is said: complete it.",
            "{n} characteristics are controlled, but not every sample is said: complete them.",
            n,
        )
        return Finding("plan-sample", "watch", text, values)
    text = plural(
        "Complete: {n} characteristic has specification, gauge, sample, control, reaction; {k} on a control"
        " chart.",
        "Complete: {n} characteristics have specification, gauge, sample, control, reaction; {k} on a control"
        " chart.",
        n, k=charts,
    )  # fmt: skip
    return Finding("plan-complete", "ok", text, values)


def _gaps(plan: Plan) -> list[Finding]:
    """Return a finding for each part that characteristics lack."""
    found = []
    for part, key, level, name in GAPS:
        rows = [row.place for row in plan.rows if part in missing(row)]
        if not rows:
            continue
        values = {"part": part, "n": len(rows), "lines": plan.table.lines[rows].tolist()}
        text = plural(
            "{n} characteristic has no {what} ({lines}).",
            "{n} characteristics have no {what} ({lines}).",
            len(rows), what=name, lines=lines(plan.table, rows),
        )  # fmt: skip
        if not plan.has(part) and part != "specification":
            text = Msg(
                "The form has no column headed {what}; {option} names it.",
                what=name, option=option("column", f"{part}=COLUMN"),
            )  # fmt: skip
        found.append(Finding(key, level, text, values))
    return found


def _crossed(plan: Plan) -> list[Finding]:
    """Return the limits that no value can meet, and targets outside."""
    found = []
    rows = [row for row in plan.rows if row.lsl is not None and row.usl is not None and row.lsl >= row.usl]
    if rows:
        text = plural(
            "{n} characteristic has its lower specification limit above the upper one ({names}).",
            "{n} characteristics have their lower specification limit above the upper one ({names}).",
            len(rows), names=Listing([row.name for row in rows]),
        )  # fmt: skip
        found.append(Finding("limits-crossed", "act", text, {"names": [row.name for row in rows]}))
    outside = [row for row in plan.rows if row not in rows and _target_outside(row)]
    if outside:
        text = plural(
            "{n} characteristic has its target outside the limits ({names}).",
            "{n} characteristics have their target outside the limits ({names}).",
            len(outside), names=Listing([row.name for row in outside]),
        )  # fmt: skip
        found.append(Finding("target-outside", "act", text, {"names": [row.name for row in outside]}))
    return found


def _target_outside(row: Row) -> bool:
    if row.target is None:
        return False
    return (row.lsl is not None and row.target < row.lsl) or (row.usl is not None and row.target > row.usl)


def _words_only(plan: Plan) -> list[Finding]:
    """Return the specifications without a number, but for what is judged by eye or by yes and no."""
    rows = [
        row
        for row in plan.rows
        if row.words["specification"]
        and row.lsl is row.usl is row.target is None
        and not any(char.isdigit() for char in row.words["specification"])
        and not is_yes_or_no(f"{row.words['measurement']} {row.words['method']}")
    ]
    if not rows:
        return []
    text = plural(
        "{n} specification holds no number ({names}): give limits, or say how yes and no are told apart.",
        "{n} specifications hold no number ({names}): give limits, or say how yes and no are told apart.",
        len(rows), names=Listing([row.name for row in rows]),
    )  # fmt: skip
    return [Finding("no-number", "watch", text, {"names": [row.name for row in rows]})]


def _sizes(plan: Plan) -> list[Finding]:
    """Return the charts that cannot be drawn of the samples that are taken."""
    rows = [row for row in plan.rows if row.kind and wrong_size(row.kind, row.size)]
    if not rows:
        return []
    text = plural(
        "{n} chart does not fit its sample size ({names}): subgroups hold 2 or more, single values 1.",
        "{n} charts do not fit their sample size ({names}): subgroups hold 2 or more, single values 1.",
        len(rows), names=Listing([_sized(row) for row in rows]),
    )  # fmt: skip
    return [Finding("chart-size", "watch", text, {"names": [row.name for row in rows]})]


def _sized(row: Row) -> str:
    return f"{row.name}: {row.words['method']}, n {row.words['size']}"


def commands(row: Row) -> list[str]:
    """Return the commands of sqc for a characteristic whose control method is a chart."""
    if row.kind is None:
        return []
    found = [f"sqc chart FILE --kind {row.kind}" if row.kind else "sqc chart FILE"]
    limits = (("lsl", row.lsl), ("usl", row.usl)) if is_measured(row.kind) else ()
    ends = [f"--{name} {value:.10g}" for name, value in limits if value is not None]
    if ends:
        found.append(f"sqc cpk FILE {' '.join(ends)}")
    return found
