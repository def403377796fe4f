"""The report card: what was looked at in the data, with what came of it.

Each check returns findings; a finding at ``ok`` carries the short form for the `Checked` line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqc.charts.card import amount, between, counts, gauge, order, shape
from sqc.charts.card.context import Context
from sqc.notes import Finding

CHECKS: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    amount.amount,
    amount.excluded,
    amount.sizes,
    order.dependence,
    shape.normality,
    gauge.resolution,
    between.hugging,
    gauge.zero_ranges,
    order.order_lost,
    counts.dispersion,
    counts.lower_limit,
    amount.missing,
)


def report_card(context: Context) -> list[Finding]:
    """Return the findings of all checks, in the order of the table."""
    return [finding for check in CHECKS for finding in check(context)]
