"""How old a limits file is, by the dates of the data themselves."""

from __future__ import annotations

from sqc.charts.card.thresholds import LIMITS
from sqc.data.limits import LimitsFile
from sqc.data.sample import Sample
from sqc.i18n.message import Msg
from sqc.notes import Finding

_DAY = 86400.0


def limits_old(limits: LimitsFile, sample: Sample) -> list[Finding]:
    """Return finding `limits-old`: approved long before the newest row of the data; no clock is asked."""
    from sqc.data.dates import seconds

    approved = None if limits.approved_on is None else seconds(limits.approved_on)
    if approved is None or sample.about.until is None:
        return []
    days = int((sample.about.until - approved) // _DAY)
    if days <= LIMITS["limits_days"]:
        return []
    text = Msg(
        "The limits were approved on {date}, {days} days before the newest data: decide whether they still"
        " hold.",
        date=limits.approved_on,
        days=days,
    )
    return [Finding("limits-old", "watch", text, {"approved_on": limits.approved_on, "days": days})]
