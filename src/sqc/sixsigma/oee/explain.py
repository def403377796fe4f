"""What ``sqc oee --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact
from sqc.sixsigma.oee.times import MINUTE, Times

_NAKAJIMA = Verbatim("S. Nakajima (1988), Introduction to TPM, Productivity Press.")
_ISO = Verbatim("ISO 22400-2:2014.")

OEE = Known(
    "oee",
    {
        "availability": Entry(
            Msg("share of the planned time in which the machine ran"),
            Verbatim("(P - S) / P"),
            Msg("P: planned time, S: unplanned stops"),
            _NAKAJIMA,
        ),
        "performance": Entry(
            Msg("ideal time of all pieces in the run time"),
            Verbatim("C N / (P - S)"),
            Msg("C: ideal cycle time, N: pieces made, summed over the shifts"),
            _NAKAJIMA,
        ),
        "quality": Entry(
            Msg("good pieces of those made, weighted by their cycle time"),
            Verbatim("C G / (C N)"),
            Msg("G: good pieces, C: ideal cycle time, N: pieces made, summed over the shifts"),
            _NAKAJIMA,
        ),
        "oee": Entry(
            Msg("share of the planned time that good pieces needed at the ideal cycle"),
            Verbatim("A x L x Q"),
            Msg("A: availability, L: performance, Q: quality; times of several machines are added up first"),
            _ISO,
        ),
        "planned": Entry(Msg("time of the shifts without breaks and planned stops, min")),
        "breaks": Entry(Msg("breaks and planned stops, min: no loss")),
        "stopped": Entry(Msg("unplanned stops, min; what overlaps counts once")),
        "run": Entry(Msg("planned time without unplanned stops, min"), Verbatim("P - S")),
        "lost_speed": Entry(
            Msg("run time beyond the ideal time of all pieces, min: slow cycles and short stops"),
            Verbatim("P - S - C N"),
        ),
        "lost_rejects": Entry(Msg("ideal time of rejected pieces, min"), Verbatim("C (N - G)")),
        "good_time": Entry(Msg("ideal time of good pieces, min"), Verbatim("C G")),
        "n_pieces": Entry(Msg("pieces made")),
        "n_good": Entry(Msg("good pieces")),
        "n_shifts": Entry(Msg("shifts")),
    },
    {
        "oee": Msg("OEE and the largest of the three losses; with a goal it is compared with it"),
        "too-fast": Msg("performance is above 100 %"),
        "nothing-made": Msg("no run time, or no piece"),
        "shift-too-fast": Msg("a shift made more pieces than its run time allows"),
        "parts": Msg("several machines are told apart"),
        "first-reason": Msg("a log of stops names reasons"),
        "stop-outside": Msg("a stop lies outside the shifts by more than half a second"),
        "stops-overlap": Msg("a stop of a machine begins before an earlier one has ended"),
        "stop-too-long": Msg("a stop is longer than the longest shift"),
        "machine-without-shift": Msg("the log names a machine of which there is no shift"),
        "planned-looking": Msg("a reason that counts as a loss reads like a break"),
        "stops-twice": Msg("stops stand beside the shifts and in a log"),
        "rows-without": Msg("a shift lacks a number"),
    },
    ("availability", "performance", "quality", "oee"),
)


def of_times(times: Times, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the times at hand explain."""
    p, s, c, g = (one / MINUTE for one in (times.planned, times.stopped, times.ideal, times.ideal_good))
    run = times.run / MINUTE
    lines = {
        "availability": (
            _line("A", "(P - S) / P", f"({figures(p)} - {figures(s)}) / {figures(p)}", times.availability),
        ),
        "performance": (_line("L", "C N / (P - S)", f"{figures(c)} / {figures(run)}", times.performance),),
        "quality": (_line("Q", "C G / (C N)", f"{figures(g)} / {figures(c)}", times.quality),),
        "oee": (
            _line(
                "OEE",
                "A x L x Q",
                " x ".join(map(figures, (times.availability, times.performance, times.quality))),
                times.oee,
            ),
        ),
        "run": (_line("run", "P - S", f"{figures(p)} - {figures(s)}", run),),
    }
    known = {
        key: line
        for key, line in lines.items()
        if facts.get(key) is not None and facts[key].value is not None
    }
    return explainer(OEE, facts, said, known)


def _line(name: str, letters: str, put: str, value: float) -> Formula:
    return Formula(Verbatim(name), (Verbatim(letters), Verbatim(put), Verbatim(figures(value))), value)
