"""What is said of suppliers: who differs from the others, whose trend signals, who misses the target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import Finding, led_by
from sqc.report.numbers import p_value, percent, ppm_text
from sqc.sixsigma.supplier.case import Case, Floats
from sqc.sixsigma.supplier.scored import score_finding
from sqc.stats.attribute import wilson
from sqc.stats.rates import different_p

LEVEL = 0.05


class Limits(NamedTuple):
    """Limits of the monthly share of one supplier about its own share, by month; NaN where nothing came."""

    share: Floats
    lower: Floats
    upper: Floats


def ppm_of(case: Case, share: float, i: int | None = None) -> str:
    """Return a share in ppm, with the figures that the units inspected of one supplier, or of all, carry."""
    return ppm_text(share, int(case.inspected.sum() if i is None else case.inspected[i].sum()))


def limits_of(case: Case, i: int) -> Limits:
    """Return the monthly shares of a supplier and the p chart limits about its own share."""
    n = case.inspected[i]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = case.bad[i] / n
        spread = 3 * np.sqrt(case.share[i] * (1 - case.share[i]) / n)
    return Limits(share, np.maximum(case.share[i] - spread, 0.0), case.share[i] + spread)


def signals(case: Case, i: int) -> list[str]:
    """Return the months in which a supplier lies outside its own limits."""
    if len(case.months) < 2:
        return []
    found = limits_of(case, i)
    outside = (found.share > found.upper) | ((found.share < found.lower) & (found.lower > 0))
    return [case.months[k] for k in np.flatnonzero(outside)]


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    scored = [] if case.score is None else [score_finding(case.names, case.score)]
    others = [*_target(case), *scored, *_trends(case), *_lots(case), *_late(case), *case.findings]
    return led_by(_verdict(case), others)


def _verdict(case: Case) -> Finding:
    worst, best = case.names[-1], case.names[0]
    differ = np.flatnonzero(case.p_others <= LEVEL).tolist()
    high = [case.names[i] for i in differ if case.share[i] > case.whole][::-1]
    low = [case.names[i] for i in differ if case.share[i] <= case.whole]
    values = {"worst": worst, "best": best, "higher": high, "lower": low, "ppm": 1e6 * case.whole}
    if high:
        text = Msg(
            "{names}: more nonconforming units than the others ({ppm} ppm against {whole} of all, p {p});"
            " start there.",
            names=Listing(high),
            ppm=_named_ppm(case, high[0]),
            whole=ppm_of(case, case.whole),
            p=p_value(float(case.p_others[case.names.index(high[0])])),
        )
        return Finding("supplier-differs", "watch", text, values)
    if low:
        text = Msg(
            "{names}: fewer nonconforming units than the others ({ppm} ppm against {whole} of all); no"
            " supplier is proven worse.",
            names=Listing(low),
            ppm=_named_ppm(case, low[0]),
            whole=ppm_of(case, case.whole),
        )
        return Finding("supplier-better", "ok", text, values)
    text = Msg(
        "The suppliers cannot be ranked: all differences ({a} to {b} ppm) may be chance; collect more"
        " deliveries.",
        a=ppm_of(case, float(case.share[0]), 0),
        b=ppm_of(case, float(case.share[-1]), -1),
    )
    return Finding("suppliers-alike", "ok", text, values)


def _named_ppm(case: Case, name: str) -> str:
    i = case.names.index(name)
    return ppm_of(case, float(case.share[i]), i)


def _target(case: Case) -> list[Finding]:
    """Return who is proven to miss the target."""
    if math.isnan(case.target):
        return []
    low, high = case.intervals
    goal = case.target / 1e6
    missed = [name for name, end in zip(case.names, low, strict=True) if end > goal][::-1]
    met = [name for name, end in zip(case.names, high, strict=True) if end <= goal]
    shown: Words = f"{case.target:,.10g}"
    if missed:
        text = Msg("{names}: above the target of {target} ppm, proven.", names=Listing(missed), target=shown)
        return [Finding("target-missed", "act", text, {"suppliers": missed, "target": case.target})]
    n = len(case.names) - len(met)
    if n:
        text = plural(
            "{n} supplier is neither proven to keep the target of {target} ppm nor to miss it.",
            "{n} suppliers are neither proven to keep the target of {target} ppm nor to miss it.",
            n,
            target=shown,
        )
        return [Finding("target-open", "watch", text, {"n": n, "target": case.target})]
    text = Msg("all keep the target of {target} ppm", target=shown)
    return [Finding("target-kept", "ok", text, {"target": case.target}, text)]


def _trends(case: Case) -> list[Finding]:
    found = []
    for i, name in enumerate(case.names):
        months = signals(case, i)
        if months:
            text = Msg(
                "{name}: outside its own limits in {months}; ask what changed.",
                name=name,
                months=Listing(months),
            )
            found.append(Finding("supplier-signal", "watch", text, {"supplier": name, "months": months}))
    if not found and len(case.months) > 1:
        text = Msg("every month within the limits of its supplier")
        found.append(Finding("months-within", "ok", text, {}, text))
    return found


def _lots(case: Case) -> list[Finding]:
    """Return who has more lots rejected than all together, where the interval shows it."""
    lots, rejected = case.lots.sum(axis=1), case.rejected.sum(axis=1)
    if np.isnan(rejected).any() or np.isnan(lots).any() or not (lots > 0).all():
        return []
    half = (1 - case.confidence) / 2
    whole = rejected.sum() / lots.sum()
    low, _ = wilson(rejected, lots, half, 1 - half)
    high: Sequence[str] = [case.names[i] for i in np.flatnonzero(np.asarray(low) > whole)]
    if not high:
        return []
    text = Msg("{names}: more lots rejected than on average.", names=Listing(high))
    return [Finding("lots-rejected", "watch", text, {"suppliers": list(high)})]


def _late(case: Case) -> list[Finding]:
    """Return who delivers late more often than all others together, where deliveries were counted."""
    found = case.delivery
    if not found.counted:
        return []
    p = different_p(found.on_time, found.n)
    whole = float(found.on_time.sum() / found.n.sum())
    late = [i for i in np.flatnonzero(p <= LEVEL).tolist() if found.share[i] < 100 * whole]
    if not late:
        return []
    names, i = [case.names[i] for i in late], min(late, key=lambda i: float(found.share[i]))
    text = Msg(
        "{names}: late more often than the others ({share} on time against {whole} of all, p {p}).",
        names=Listing(names),
        share=percent(float(found.share[i]) / 100, 1),
        whole=percent(whole, 1),
        p=p_value(float(p[i])),
    )
    return [Finding("delivery-late", "watch", text, {"suppliers": names, "on_time": whole})]
