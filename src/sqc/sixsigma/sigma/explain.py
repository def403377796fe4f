"""What ``sqc sigma --explain`` says."""

from __future__ import annotations

import math

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer, Formula, figures
from sqc.report.model import Fact
from sqc.sixsigma.sigma.steps import Steps

_ISO = Verbatim("ISO 13053-1:2011.")
_HARRY = Verbatim("M. J. Harry, R. Schroeder (2000), Six Sigma, Doubleday.")
_EXACT = Verbatim("C. J. Clopper, E. S. Pearson (1934), Biometrika 26, 404-413.")
_GARWOOD = Verbatim("F. Garwood (1936), Biometrika 28, 437-442.")
_MOVER = Verbatim("G. Y. Zou, A. Donner (2008), Statistics in Medicine 27, 1693-1702.")

SIGMA = Known(
    "sigma",
    {
        "n_units": Entry(Msg("units that went into the first step")),
        "n_defects": Entry(Msg("defects that were counted, of all steps")),
        "n_opportunities": Entry(
            Msg("chances of a defect"), Verbatim("sum U O"), Msg("U: units, O: opportunities of a unit")
        ),
        "dpu": Entry(
            Msg("defects per unit, of all steps together"),
            Verbatim("sum D / U"),
            Msg("D: defects, U: units of a step; interval: Garwood"),
            _GARWOOD,
        ),
        "dpo": Entry(
            Msg("defects per opportunity"),
            Verbatim("sum D / sum (U O)"),
            Msg("D: defects, U: units, O: opportunities of a unit; interval: Clopper-Pearson"),
            _EXACT,
        ),
        "dpmo": Entry(
            Msg("defects per million opportunities"),
            Verbatim("1000000 D / (U O)"),
            Msg("D: defects, U: units, O: opportunities of a unit; interval: Clopper-Pearson"),
            _ISO,
        ),
        "yield": Entry(Msg("share of opportunities without a defect"), Verbatim("1 - DPMO / 1000000")),
        "throughput_yield": Entry(
            Msg("share of units without a defect if defects fall on units at random: an approximation"),
            Verbatim("exp(-DPU)"),
            None,
            _HARRY,
        ),
        "first_time_yield": Entry(
            Msg("share of units that passed the first time"),
            Verbatim("(U - R - S) / U"),
            Msg("U: units, R: reworked, S: scrapped; without these 1 - D/U"),
            _HARRY,
        ),
        "rty": Entry(
            Msg("share of units that pass all steps the first time, if the steps fail independently"),
            Verbatim("Y1 Y2 ... Yk"),
            Msg("Y: yield of a step; interval: exact ones of the steps, joined on the log scale (MOVER)"),
            _MOVER,
        ),
        "normalised_yield": Entry(
            Msg("yield that each of k equal steps would have"), Verbatim("RTY^(1/k)"), None, _HARRY
        ),
        "n_steps": Entry(Msg("steps")),
        "worst": Entry(Msg("the step with the lowest yield: without its losses RTY rises most")),
        "worst_yield": Entry(Msg("yield of that step")),
        "rty_without": Entry(Msg("RTY if that step lost nothing"), Verbatim("RTY / Y")),
        "p_worst": Entry(
            Msg(
                "chance that the two worst steps differ so much if they are alike: Fisher's exact test;"
                " for defects per unit the exact binomial test of both counts"
            ),
        ),
        "sigma_level": Entry(
            Msg("Z with the shift; of several steps that of the normalised yield"),
            Verbatim("z(1 - DPO) + shift"),
            Msg("z: normal quantile; the shift is a convention"),
            _ISO,
        ),
        "z": Entry(
            Msg("Z without shift"),
            Verbatim("z(1 - DPO)"),
            Msg("z: normal quantile"),
            _ISO,
        ),
        "shift": Entry(Msg("what is added to Z: a drift that is taken for granted, not measured")),
        "dpmo_bound": Entry(
            Msg("DPMO that is not excluded by zero defects"),
            Verbatim("1000000 (1 - (1 - c)^(1/N))"),
            Msg("c: confidence, N: opportunities"),
            _EXACT,
        ),
        "sigma_level_bound": Entry(Msg("sigma level of that DPMO, with the shift")),
    },
    {
        "sigma-level": Msg("defects of one step are given; with a goal it is judged by the interval"),
        "no-defects": Msg("no defect was counted: a one-sided bound is all that is proven"),
        "all-defects": Msg("there are as many defects as opportunities"),
        "first-time-yield": Msg("one step with rework or scrap and no defects"),
        "rolled-yield": Msg("several steps are given"),
        "goal": Msg("a sigma level is asked for and several steps are given"),
        "step-without-loss": Msg("a step lost nothing"),
        "worst-proven": Msg("p_worst is at most 5 %"),
        "worst-open": Msg("p_worst is above 5 %"),
        "one-opportunity": Msg("defects are given and opportunities are not"),
        "half-counted": Msg("only one of rework and scrap is given"),
        "units-grow": Msg("more units go into a step than came out of the one before"),
        "converted": Msg("--dpmo, --yield or --z is given"),
        "rows-without": Msg("a row holds no step or no number"),
    },
    ("rty", "dpmo", "sigma_level", "throughput_yield"),
)


def of_steps(steps: Steps, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the counts at hand explain."""
    lines: dict[str, tuple[Formula, ...]] = {}
    defects, chances = steps.total
    if "dpmo" in facts:
        put = f"1000000 x {defects:.10g} / {chances:.10g}"
        lines["dpmo"] = (_line("DPMO", "1000000 D / (U O)", put, 1e6 * steps.dpo),)
        lines["dpo"] = (_line("DPO", "D / (U O)", f"{defects:.10g} / {chances:.10g}", steps.dpo),)
    if "throughput_yield" in facts:
        dpu = float(steps.dpu[0])
        units = f"{defects:.10g} / {steps.units[0]:.10g}"
        lines["dpu"] = (_line("DPU", "D / U", units, dpu),)
        good = math.exp(-dpu)
        lines["throughput_yield"] = (_line("TPY", "exp(-DPU)", f"exp(-{figures(dpu)})", good),)
    if "rty" in facts:
        put = " x ".join(figures(float(one)) for one in steps.yields)
        lines["rty"] = (_line("RTY", "Y1 Y2 ... Yk", put, steps.rolled),)
        put = f"{figures(steps.rolled)}^(1/{len(steps.names)})"
        lines["normalised_yield"] = (_line("YN", "RTY^(1/k)", put, steps.normalised(steps.rolled)),)
        put = f"{figures(steps.rolled)} / {figures(float(steps.yields[steps.worst]))}"
        lines["rty_without"] = (_line("RTY without", "RTY / Y", put, steps.without(steps.worst)),)
    z = facts["z"].value if "z" in facts else None
    if isinstance(z, float) and steps.shift:
        put = f"{figures(z)} + {steps.shift:g}"
        lines["sigma_level"] = (_line("level", "z(1 - DPO) + shift", put, z + steps.shift),)
    return explainer(SIGMA, facts, said, lines)


def of_number(facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what a converted number explains."""
    z, shift = facts["z"].value, facts["shift"].value
    lines: dict[str, tuple[Formula, ...]] = {}
    if isinstance(z, float) and isinstance(shift, float) and shift:
        put = f"{figures(z)} + {shift:g}"
        lines["sigma_level"] = (_line("level", "z(1 - DPO) + shift", put, z + shift),)
    return explainer(SIGMA, facts, said, lines)


def _line(name: str, letters: str, put: str, value: float) -> Formula:
    return Formula(Verbatim(name), (Verbatim(letters), Verbatim(put), Verbatim(figures(value))), value)
