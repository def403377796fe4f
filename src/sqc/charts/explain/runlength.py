"""What `sqc arl` and `sqc chart-design` mean by their numbers, how they are computed and who says so."""

from __future__ import annotations

from collections.abc import Mapping

from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.explain import Explainer, Explanation
from sqc.report.model import Fact

# keys of `sqc arl`, and of `sqc chart-design`: what the number is
ARL: Mapping[str, Msg] = {
    "arl0": Msg("points until a signal, on average, while nothing has changed: the price of the chart"),
    "arl": Msg("points from the shift until a signal, on average"),
    "sdrl": Msg("standard deviation of the points until a signal: single runs differ that much"),
    "rl_5": Msg("one run in 20 is over after so many points"),
    "median_rl": Msg("half of the runs are over after so many points; it is well below the average"),
    "rl_95": Msg("one run in 20 lasts longer than so many points"),
    "arl_steady": Msg(
        "points from a shift that comes after a long time without one until a signal, on average"
    ),
    "ats": Msg("time from the shift until a signal, on average: run length times the time between points"),
    "arl_limits_only": Msg("the average run length if only points beyond a limit signal"),
    "arl_known": Msg("the average run length if the parameters were known and not estimated"),
    "share_25": Msg("the share of stable charts of 25 points that signal at least once"),
}
DESIGN: Mapping[str, Msg] = {
    "k": Msg("limits in standard deviations of the plotted point, solved for the wanted run length"),
    "weight": Msg("weight of the newest point; by itself the one that sees the shift soonest"),
    "width": Msg("limits in standard deviations of the statistic, solved for the wanted run length"),
    "reference": Msg("half the shift that is to be seen, unless it is given: what each point must exceed"),
    "interval": Msg("the sum that signals, solved for the wanted run length"),
    "limit": Msg("the upper limit of the statistic, solved for the wanted run length"),
    "half_width": Msg("distance of the limits from the center line, in the unit of the values"),
    "reference_width": Msg("reference value in the unit of the values"),
    "interval_width": Msg("decision interval in the unit of the values"),
    "size": Msg("values per subgroup; solved where the points until the signal are given"),
    "arl0": ARL["arl0"],
    "arl1": ARL["arl"],
    "power_1": Msg("probability that the first point after the shift signals"),
    "power_5": Msg("probability of a signal within 5 points after the shift"),
    "power_10": Msg("probability of a signal within 10 points after the shift"),
    "phase1_subgroups": Msg(
        "with limits estimated from so many, nine charts in ten reach half the wanted run length"
    ),
}
_RUNS, _OF_RULES, _OF_PHASE1 = "sqc.stats.runlength", "shewhart", "phase1"
_NEEDS = Msg("points that do not depend on each other, of the distribution that the chart assumes.")


def explainer(
    words: Mapping[str, Msg], facts: Mapping[str, Fact], kind: str, method: tuple[Words, ...] = ()
) -> Explainer:
    """Return what a result of run lengths explains.

    Parameters
    ----------
    words : mapping
        `ARL` or `DESIGN`.
    facts : mapping
        Those of the result; empty: the definitions alone.
    kind : str
        Of the chart, "" where there is none.
    method : tuple of Words
        How it was computed.
    """

    def find(key: str) -> Explanation | None:
        if key not in words or (facts and key not in facts):
            return None
        fact = facts.get(key)
        sentence: Words = Msg("{key}: {what}.", key=key, what=words[key])
        if fact is not None:
            shown = f"{fact.value:.6g}" if isinstance(fact.value, float) else str(fact.value)
            sentence = Msg("{key} = {value}: {what}.", key=key, value=shown, what=words[key])
        how = Msg("{list}.", list=Join(method, ", ")) if method else None
        source = references(key, kind)
        return Explanation(
            key,
            sentence,
            None if fact is None else fact.value,
            reads_as=how,
            needs=_NEEDS,
            sources=(Verbatim(source),) if source else (),
        )

    known = tuple(key for key in words if not facts or key in facts)
    return Explainer(known, known, find)


def references(key: str, kind: str) -> str:
    """Return the references of the code that computes a number, as its docstring names them.

    Examples
    --------
    >>> references("arl", "xbar")
    'C. W. Champ, W. H. Woodall (1987), Technometrics 29, 393-399.'
    """
    from importlib import import_module
    from importlib.util import find_spec

    from sqc.charts.catalog import KINDS
    from sqc.charts.explain.point import docstring_references

    if key == "phase1_subgroups":
        name = f"{_RUNS}.{_OF_PHASE1}"
    elif kind in KINDS:
        name = f"{_RUNS}.{_OF_RULES}"
    else:
        name = f"{_RUNS}.{kind or '-'}"
    if find_spec(name) is None:
        return ""
    documented = [
        item.__doc__
        for item in vars(import_module(name)).values()
        if getattr(item, "__module__", "") == name and "References\n" in (getattr(item, "__doc__", "") or "")
    ]
    return docstring_references(documented[-1]) if documented else ""
