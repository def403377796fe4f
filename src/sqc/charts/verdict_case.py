"""What a verdict is made from, and how its sentences name points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sqc.charts.kind import ChartKind, ControlPanel
from sqc.charts.price import Price
from sqc.charts.printed import decimals_of, fewest_decimals
from sqc.charts.signals import Judged
from sqc.charts.words import named
from sqc.data.sample import Ints, Sample, label
from sqc.i18n.message import Msg
from sqc.stats.mapped import finite

if TYPE_CHECKING:
    from sqc.charts.series import Segment

MOST_NAMED = 5


class Case(NamedTuple):
    """What a verdict is made from."""

    kind: ChartKind
    sample: Sample
    judged: tuple[Judged, ...]
    price: Price | None
    phase: int
    sigma: float

    @property
    def points(self) -> int:
        """Points that the verdict is about: measured and not left out."""
        measured = finite(self.judged[0].panel.statistic)
        excluded = self.sample.about.excluded
        return int(np.count_nonzero(measured if excluded is None else measured & ~excluded))

    def name(self, points: Ints) -> Msg:
        """Return points by the user's own names; of many only the first are looked up."""
        shown = points if len(points) <= MOST_NAMED else points[:MOST_NAMED]
        return named(self.kind.noun, [label(self.sample, int(i)) for i in shown], len(points))

    def decimals(self, panel: ControlPanel) -> int:
        """Return the decimals this panel is printed with."""
        return decimals_of(panel, self.sample, self.sigma)

    def places(self, panel: ControlPanel) -> tuple[int, int]:
        """Return the decimals of a panel by the rule, and the fewest where others are asked for."""
        return self.decimals(panel), fewest_decimals(panel)

    def whole(self, one: Judged, found: Segment) -> Msg:
        """Return what is unlikely about a stage as a whole."""
        from sqc.charts.series import line_words, what

        first, last = (named(self.kind.noun, [label(self.sample, end)]) for end in (found.first, found.last))
        return what(found, line_words(one.panel), first, last)
