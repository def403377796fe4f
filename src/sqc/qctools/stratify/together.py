"""What several columns of strata say together: joint action, what one hides of another, what is bound."""

from __future__ import annotations

from sqc.i18n.message import Listing, Msg
from sqc.notes import Finding
from sqc.qctools.stratify.case import Case
from sqc.report.numbers import p_value
from sqc.stats.multiplicity import holm


def hidden_together(case: Case) -> Finding | None:
    """Return that no column alone shows what their combinations do; None where that is not so."""
    joint = None if case.columns is None else case.columns.joint
    level = case.first.level
    if joint is None or joint.p > level or min(holm([one.p for one in case.groups])) <= level:
        return None
    names = [way.name for way in case.rows.ways]
    text = Msg(
        "No column alone shows a difference, {names} together do (p {p}): look at their combinations.",
        names=Listing(names), p=p_value(joint.p),
    )  # fmt: skip
    return Finding("hidden-together", "watch", text, {"columns": names, "p": joint.p})


def together(case: Case) -> list[Finding]:
    """Return what the columns say of each other."""
    if len(case.groups) < 2:
        return []
    if case.columns is None:
        text = Msg("So many combinations of strata are not compared: each column is judged alone.")
        return [Finding("too-many-cells", "watch", text)]
    return [*_lead(case), *_joint(case), *_beside(case)]


def _lead(case: Case) -> list[Finding]:
    first, second = case.groups[:2]
    level = first.level
    p = holm([one.p for one in case.groups])
    if p[0] > level or second.share_ends[1] < first.share_ends[0]:
        return []
    text = Msg(
        "The lead of {a} over {b} is not proven: the intervals of their shares meet.",
        a=first.name, b=second.name,
    )  # fmt: skip
    return [Finding("lead-open", "watch", text, {"first": first.name, "second": second.name})]


def _joint(case: Case) -> list[Finding]:
    joint = None if case.columns is None else case.columns.joint
    if joint is None or hidden_together(case) is not None:
        return []
    names = [way.name for way in case.rows.ways]
    values = {"columns": names, "p": joint.p}
    if joint.p > case.first.level:
        short = Msg("no joint action of the columns (p {p})", p=p_value(joint.p))
        return [Finding("no-joint-action", "ok", short, values, short)]
    text = Msg(
        "{names} act together (p {p}): what one does depends on the others; compare the combinations.",
        names=Listing(names), p=p_value(joint.p),
    )  # fmt: skip
    return [Finding("joint-action", "watch", text, values)]


def _beside(case: Case) -> list[Finding]:
    """Return where a column alone tells another story than beside the others."""
    assert case.columns is not None
    found: list[Finding] = []
    for groups, place in zip(case.groups, case.order, strict=True):
        beside, level = case.columns.beside[place], groups.level
        alone = groups.p
        values: dict[str, object] = {"column": groups.name, "p_alone": alone}
        if beside is None:
            text = Msg(
                "{column} is bound to the other columns: the data cannot tell what is due to it.",
                column=groups.name,
            )
            found.append(Finding("bound", "watch", text, values))
            continue
        values["p_beside"] = beside.p
        words = {"column": groups.name, "p": p_value(alone), "q": p_value(beside.p)}
        if alone > level >= beside.p:
            text = Msg(
                "The other columns hide {column}: alone p {p}, beside them p {q}; do not drop it.", **words
            )
            found.append(Finding("hidden-column", "watch", text, values))
        elif alone <= level < beside.p:
            text = Msg(
                "What {column} shows alone (p {p}) is not proven beside the other columns (p {q}): its strata"
                " are mixed unevenly with theirs.",
                **words,
            )
            found.append(Finding("carried", "watch", text, values))
    return found
