"""The report card: what was looked at in the data, with what came of it.

Each check returns findings; a finding at ``ok`` carries the short form for the `Checked` line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqc.charts.card import amount, between, gauge, order, shape
from sqc.charts.card.context import Context
from sqc.data.sample import Counts
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
)
LAST: tuple[Check, ...] = (amount.missing,)
# what has no meaning once the order is lost
BY_ORDER: tuple[Check, ...] = (order.dependence, order.variance)
# what says whether limits hold
BY_LIMITS: tuple[Check, ...] = (order.dependence, order.variance, shape.shape, gauge.resolution)


def _of_counts() -> tuple[Check, ...]:
    from sqc.charts.card import counts  # measured values need none of it

    return counts.dispersion, counts.low_counts, counts.rare_events, counts.lower_limit


def report_card(context: Context) -> list[Finding]:
    """Return the findings of all checks, in the order of the table."""
    found: list[Finding] = []
    of_counts = _of_counts() if isinstance(context.sample, Counts) else ()
    for check in (*CHECKS, *of_counts, *LAST):
        lost = check in BY_ORDER and found and found[0].key == "order-lost"
        if not lost and (context.kind.limited or check not in BY_LIMITS):
            found += check(context)
    return found
