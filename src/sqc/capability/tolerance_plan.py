"""Without data: the factor for a number of values, or the values needed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqc.capability.tolerance_ask import NORMAL, Asked
from sqc.capability.tolerance_limits import factor, factor_words
from sqc.capability.tolerance_options import METHODS
from sqc.charts.words import counted
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding, OptionError, out_of_range
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import percent
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.stats.tolerance import values_for_factor
from sqc.stats.tolerance_ranks import rank_confidence, ranks_left_out, values_for_ranks

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class ToleranceFactor(Result):
    """A tolerance interval before there are data.

    Parameters
    ----------
    ask : Asked
    n : int
        Values, given or needed.
    wanted : float
        The factor that was wanted; NaN where the number of values was given.
    counted : bool
        The number of values is the answer.
    """

    ask: Asked
    n: int
    wanted: float = math.nan
    needed: bool = False

    @property
    def factor(self) -> float:
        """The factor k; NaN where order statistics need none."""
        return math.nan if self.ask.dist == "any" else factor(self.ask, self.n)

    @property
    def left_out(self) -> int:
        """Ranks between which the coverage lies: so many are cut off, both ends together."""
        least = 2 if self.ask.side == "both" else 1
        return max(ranks_left_out(self.n, self.ask.coverage, self.ask.confidence) // least, 1) * least

    @property
    def achieved(self) -> float:
        """Confidence of the interval."""
        if self.ask.dist != "any":
            return self.ask.confidence
        return rank_confidence(self.n, self.left_out, self.ask.coverage)

    def report(self) -> Report:
        """Return everything that is said."""
        return Report(
            "tolerance",
            self.ask.dist,
            (self._verdict(),),
            Msg("Tolerance interval to come, {points}", points=counted("value", self.n)),
            self._facts(),
            (self._table(),),
            (),
            lambda: {key: [fact.value] for key, fact in self.facts.items()},
            self._page if self.ask.dist in NORMAL else None,
            explain=self._explainer,
        )

    def _verdict(self) -> Finding:
        ask, k = self.ask, self.factor
        values: dict[str, object] = {"n": self.n, "k": k if math.isfinite(k) else None}
        said = {"n": self.n, "share": ask.share, "sure": ask.sure}
        if ask.dist == "any":
            return self._ranks(values)
        shown = f"{k:.3f}"
        made = Msg("mean +/- {k} s", k=shown)
        if ask.side != "both":
            made = Msg("mean - {k} s", k=shown) if ask.side == "lower" else Msg("mean + {k} s", k=shown)
        if ask.dist == "lognormal":
            made = Msg("exp({sum})", sum=made)
        if self.needed:
            text = Msg(
                "{n} values are needed: {made} then holds {share} of parts with {sure} % confidence.",
                made=made,
                **said,
            )
        else:
            text = Msg(
                "{made} of {n} values holds {share} of parts with {sure} % confidence.", made=made, **said
            )
        return Finding("tolerance-factor", "ok", text, values)

    def _ranks(self, values: dict[str, object]) -> Finding:
        ask, cut = self.ask, self.left_out
        least = 2 if ask.side == "both" else 1
        said = {"n": self.n, "share": ask.share, "sure": ask.sure}
        if self.achieved < ask.confidence:
            needed = values_for_ranks(ask.coverage, ask.confidence, least)
            text = Msg(
                "Not possible with {n} values: {needed} are needed to hold {share} of parts with {sure} %"
                " confidence whatever their distribution.",
                needed=needed,
                **said,
            )
            return Finding("too-few-values", "act", text, values | {"needed": needed})
        rank = cut // least
        places: Words = Msg("from value {a} to value {b} by size", a=rank, b=self.n + 1 - rank)
        if ask.side == "lower":
            places = Msg("above value {a} by size", a=rank)
        elif ask.side == "upper":
            places = Msg("below value {b} by size", b=self.n + 1 - rank)
        if self.needed:
            text = Msg(
                "{n} values are needed: {share} of parts then lie {places}, with {sure} % confidence.",
                places=places,
                **said,
            )
        else:
            text = Msg(
                "Of {n} values: {share} of parts lie {places}, with {sure} % confidence.",
                places=places,
                **said,
            )
        return Finding("tolerance-ranks", "ok", text, values)

    def _facts(self) -> dict[str, Fact]:
        found = {
            "coverage": Fact(self.ask.coverage, Msg("coverage")),
            "confidence": Fact(self.ask.confidence, Msg("confidence")),
            "n": Fact(self.n, Msg("values")),
        }
        if self.ask.dist == "any":
            found["achieved_confidence"] = Fact(self.achieved, Msg("confidence of these order statistics"))
        else:
            found["k"] = Fact(self.factor, Verbatim("k"), method=factor_words(self.ask))
        return found

    def _table(self) -> Table:
        columns = (Column("what", "", "left"), Column("value", Msg("value")))
        rows: list[tuple[Cell, ...]]
        if self.ask.dist == "any":
            rows = [(Msg("confidence"), percent(self.achieved, 2))]
        else:
            rows = [(factor_words(ask), f"{factor(ask, self.n):.6f}") for ask in _alike(self.ask)]
        return Table("factor", columns, tuple(rows))

    def _page(self) -> Page:
        from sqc.capability.tolerance_page import factor_page

        return factor_page(self)

    def _explainer(self) -> Explainer:
        from sqc.capability.tolerance_explain import explainer

        return explainer(self.ask, self.n, None)


def _alike(ask: Asked) -> list[Asked]:
    """Return the question and, of a two-sided factor, the same by the other methods."""
    if ask.side != "both" or math.isfinite(ask.center) or math.isfinite(ask.sigma):
        return [ask]
    return [ask, *(ask._replace(method=method) for method in METHODS if method != ask.method)]


def plan(ask: Asked, n: int | None, k: float | None) -> ToleranceFactor:
    """Return the factor for `n` values, or how many are needed for `k` or for order statistics.

    Raises
    ------
    OptionError
        ``missing-argument``, ``option-range``, ``option-without-meaning``, ``unreachable``.
    """
    if ask.specified:
        raise OptionError(
            "missing-argument", Msg("--lsl and --usl are compared with data; a file is missing.")
        )
    if ask.dist not in (*NORMAL, "any"):
        text = Msg("--dist {dist} needs data; a file is missing.", dist=ask.dist)
        raise OptionError("missing-argument", text)
    least = 1 if math.isfinite(ask.center) or math.isfinite(ask.sigma) or ask.dist == "any" else 2
    if n is not None:
        if isinstance(n, bool) or not isinstance(n, int) or n < least:
            raise out_of_range("n", str(n), Msg("a whole number from {least}", least=least))
        if k is not None:
            raise OptionError(
                "option-without-meaning", Msg("--n and --k: give one, the other is the answer.")
            )
        return ToleranceFactor(ask, n)
    if ask.dist == "any":
        if k is not None:
            raise OptionError("option-without-meaning", Msg("--k has no meaning with --dist any."))
        needed = values_for_ranks(ask.coverage, ask.confidence, 2 if ask.side == "both" else 1)
        return ToleranceFactor(ask, needed, needed=True)
    if k is None:
        text = Msg("a file is missing, or a plan without one: sqc tolerance FILE, sqc tolerance --n N.")
        raise OptionError("missing-argument", text)
    return ToleranceFactor(ask, _values_for(ask, k, least), float(k), True)


def _values_for(ask: Asked, k: float, least: int) -> int:
    if isinstance(k, bool) or not isinstance(k, int | float) or not k > 0:
        raise out_of_range("k", str(k), Msg("a number above 0"))
    needed = values_for_factor(lambda n: factor(ask, n), float(k), least)
    if needed is None:
        text = Msg(
            "no number of values brings k to {k}: {share} of a normal distribution need {most} at least.",
            k=f"{k:g}",
            share=ask.share,
            most=f"{factor(ask, 100_000_000):.4f}",
        )
        raise OptionError("unreachable", text)
    return needed
