"""The report card: what was looked at in the data, with what came of it.

Each check returns findings; a finding at ``ok`` carries the short form for the `Checked` line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqc.charts.card import amount, between, counts, gauge, order, shape
from sqc.charts.card.context import Context
from sqc.notes import Finding

Check = Callable[[Context], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    order.order_lost,
    amount.amount,
    amount.excluded,
    amount.sizes,
    order.dependence,
    order.variance,
    shape.shape,
    between.between,
    gauge.resolution,
    gauge.zero_ranges,
    counts.dispersion,
    counts.low_counts,
    counts.rare_events,
    counts.lower_limit,
    amount.missing,
)
# what has no meaning once the order is lost
BY_ORDER: tuple[Check, ...] = (order.dependence, order.variance)


def report_card(context: Context) -> list[Finding]:
    """Return the findings of all checks, in the order of the table."""
    found: list[Finding] = []
    for check in CHECKS:
        if not (check in BY_ORDER and found and found[0].key == "order-lost"):
            found += check(context)
    return found
