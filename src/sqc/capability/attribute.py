"""Capability of counts: share of nonconforming units, or nonconformities per unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.capability.attribute_case import Counted, counted
from sqc.capability.attribute_judge import findings
from sqc.capability.specification import CONFIDENCE
from sqc.charts import record
from sqc.charts.control import chart_sample
from sqc.charts.describe import characteristic
from sqc.charts.prepare import Prepared
from sqc.charts.words import checked_note, read_note
from sqc.data.sample import Counts
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding, OptionError, out_of_range
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.stats.capability import bench

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page

# the largest target by kind: a share, a rate
LARGEST = {"p": 1.0, "u": math.inf}
_MEASURED = ("lsl", "usl", "goal", "bound", "dist", "standard", "specs", "sigma")


@dataclass(frozen=True, eq=False, repr=False)
class AttributeCapability(Result):
    """A capability study of counts that shows itself.

    Parameters
    ----------
    case : Counted
        Counts, share or rate, intervals, and the chart they rest on.
    findings : tuple of Finding
        The verdict first.
    """

    case: Counted
    findings: tuple[Finding, ...]

    def report(self) -> Report:
        """Return everything the study says."""
        case = self.case
        about = case.chart.sample.about
        notes = [*checked_note(self.findings), *read_note(about.source)]
        title = Msg(
            "Capability of {name}, {k} lots, {n} units",
            name=characteristic(case.chart), k=len(case.counts), n=_whole(case.total),
        )  # fmt: skip
        return Report(
            "cpk",
            "binomial" if case.proportion else "poisson",
            self.findings,
            title,
            facts(case),
            (_table(case),),
            tuple(notes),
            lambda: _frame(case),
            self._page,
            source=about.source,
            provenance=record.provenance(case.chart),
            explain=self._explainer,
        )

    def _explainer(self) -> Explainer:
        from sqc.capability.attribute_explain import explainer

        return explainer(self.case, facts(self.case), self.findings)

    def _page(self) -> Page:
        from sqc.capability.attribute_page import page

        return page(self.case, self.findings[0], _table(self.case))


def _whole(value: float) -> object:
    return int(value) if value == int(value) else f"{value:g}"


def facts(case: Counted) -> Mapping[str, Fact]:
    """Return every number of the study by its key."""
    claim = case.stability.shown
    rate, ends, level = case.rate, case.interval, case.confidence
    found = {
        "n_lots": Fact(len(case.counts), Msg("lots that count")),
        "n_units": Fact(case.total, Msg("units inspected")),
        "n_events": Fact(
            case.events, Msg("nonconforming units") if case.proportion else Msg("nonconformities")
        ),
        "variance_ratio": Fact(case.ratio, Msg("variance ratio")),
        "dispersion_p": Fact(case.p, Msg("p of the variance between the lots")),
    }
    if case.proportion:
        exact: Words = Msg("Clopper-Pearson")
        found["p"] = Fact(rate, Msg("share nonconforming"), None, exact, ends, level, claim)
        found["p_wilson"] = Fact(
            rate, Msg("share nonconforming"), None, Verbatim("Wilson"), case.score, level, claim
        )
        found["p_bound"] = Fact(
            case.bounds[1], Msg("share that is not exceeded"), None, exact, confidence=level
        )
        ppm = tuple(1e6 * end for end in ends)
        found["ppm"] = Fact(
            1e6 * rate, Msg("nonconforming, ppm"), "ppm", exact, (ppm[0], ppm[1]), level, claim
        )
        z = [float(bench(share)) if 0 < share < 1 else math.nan for share in (rate, ends[1], ends[0])]
        if math.isfinite(z[0]):
            pair = (z[1], z[2]) if all(map(math.isfinite, z)) else None
            found["z"] = Fact(z[0], Verbatim("Z"), None, exact, pair, level if pair else None, claim, 2)
        return found
    exact = Msg("exact (Garwood)")
    found["dpu"] = Fact(rate, Msg("nonconformities per unit"), None, exact, ends, level, claim)
    found["dpu_bound"] = Fact(case.bounds[1], Msg("rate that is not exceeded"), None, exact, confidence=level)
    shares = (math.exp(-ends[1]), math.exp(-ends[0]))
    found["share_without"] = Fact(
        math.exp(-rate), Msg("share of units without one"), None, exact, shares, level, claim
    )
    return found


def _table(case: Counted) -> Table:
    columns = (
        Column("quantity", "", "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=case.level), "left"),
        Column("from", Msg("from"), "left"),
    )

    def ends(pair: tuple[float, float]) -> Words:
        return Msg("{a} to {b}", a=case.text(pair[0]), b=case.text(pair[1]))

    seen = Msg("{a} of {n}", a=case.events, n=_whole(case.total))
    known = facts(case)
    if case.proportion:
        rows: list[tuple[Cell, ...]] = [
            (Msg("nonconforming"), case.text(case.rate), ends(case.interval),
             Msg("{seen}, Clopper-Pearson", seen=seen)),
            ("", "", ends(case.score or case.interval), Verbatim("Wilson")),
            (Verbatim("ppm"), _ppm(case.rate), Msg("{a} to {b}", a=_ppm(case.interval[0]),
                                                   b=_ppm(case.interval[1])), Msg("Clopper-Pearson")),
        ]  # fmt: skip
        if "z" in known:
            pair = known["z"].interval
            shown: Words = "-" if pair is None else Msg("{a} to {b}", a=f"{pair[0]:.2f}", b=f"{pair[1]:.2f}")
            rows.append(
                (Verbatim("Z"), f"{known['z'].value:.2f}", shown, Msg("normal quantile of the share"))
            )
        return Table("rates", columns, tuple(rows))
    share, pair = known["share_without"].value, known["share_without"].interval
    assert isinstance(share, float) and pair is not None
    rows = [
        (Verbatim("DPU"), case.text(case.rate), ends(case.interval),
         Msg("{seen}, exact (Garwood)", seen=seen)),
        (Msg("units without one"), f"{100 * share:.2f} %",
         Msg("{a} to {b}", a=f"{100 * pair[0]:.2f} %", b=f"{100 * pair[1]:.2f} %"), Verbatim("exp(-DPU)")),
    ]  # fmt: skip
    return Table("rates", columns, tuple(rows))


def _ppm(share: float) -> str:
    from sqc.report.numbers import ppm_text

    return ppm_text(share, 1001)


def _frame(case: Counted) -> Mapping[str, list[object]]:
    ends = case.exact(case.counts, case.size, (1 - case.confidence) / 2, (1 + case.confidence) / 2)
    return {
        "lot": list(range(1, len(case.counts) + 1)),
        "count": case.counts.tolist(),
        "size": case.size.tolist(),
        "rate": (case.counts / case.size).tolist(),
        "lower": ends[0].tolist(),
        "upper": ends[1].tolist(),
    }


def attribute_options(options: dict[str, Any]) -> tuple[float | None, float]:
    """Take target and confidence out of the options; measured limits and indices are not for counts.

    Raises
    ------
    OptionError
        ``no-limits-of-counts``, ``option-range``.
    """
    for name in _MEASURED:
        if options.get(name) is not None:
            raise OptionError(
                "no-limits-of-counts",
                Msg("--{option} is for measured values; for counts give the share or rate that is allowed.",
                    option=name),
                hints=[Verbatim("--target 0.01")],
            )  # fmt: skip
    kind = options.get("kind")
    if kind not in (None, *LARGEST):
        raise out_of_range("kind", str(kind), Msg("{a} or {b}", a="p", b="u"))
    target, confidence = options.pop("target"), options.pop("confidence")
    for name in _MEASURED[:-1]:
        options.pop(name)
    if target is not None and not 0 < target < LARGEST[kind or "p"]:
        raise out_of_range("target", f"{target:g}", Msg("a share between 0 and 1, or a rate above 0"))
    if confidence is not None and not 0 < confidence < 1:
        raise out_of_range("confidence", f"{confidence:g}", Msg("a probability between 0 and 1"))
    options["kind"] = kind or "p"
    return target, CONFIDENCE if confidence is None else confidence


def attribute_study(prepared: Prepared, target: float | None, confidence: float) -> AttributeCapability:
    """Return the study of a validated sample of counts."""
    assert isinstance(prepared.sample, Counts)
    chart = chart_sample(prepared.sample, prepared.kind, prepared.settings)
    case = counted(chart, target, confidence)
    return AttributeCapability(case, tuple(findings(case)))
