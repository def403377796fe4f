"""Title, tables and facts of a sample size."""

from __future__ import annotations

import math

from sqc.i18n.message import Join, Msg, Words
from sqc.qctools.samplesize.plan import Plan
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import percent
from sqc.stats import power

POWERS = (0.5, 0.8, 0.9, 0.95)
TIMES = (0.5, 0.75, 1.0, 1.5, 2.0)
CURVE = 60

NAMES: dict[str, Msg] = {
    "t": Msg("t test of two groups"),
    "paired": Msg("paired t test"),
    "one-sample": Msg("one-sample t test"),
    "anova": Msg("analysis of variance"),
    "proportion": Msg("test of shares"),
    "paired-proportion": Msg("test of two shares of the same items"),
    "variance": Msg("F test of two variances"),
    "correlation": Msg("test of a correlation"),
    "counts": Msg("test of two rates"),
    "equivalence": Msg("test of equivalence"),
}


def title(plan: Plan) -> Words:
    """Return what is planned."""
    return Msg("Sample size of the {name}", name=NAMES[plan.design.test])


def significant(value: float) -> str:
    """Return a number with four figures at most.

    Examples
    --------
    >>> significant(0.5), significant(12.3456), significant(1234567.0)
    ('0.5', '12.35', '1,234,567')
    """
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.4g}" if abs(value) >= 1e-4 or value == 0 else f"{value:.3e}"


def effect_text(plan: Plan, size: float | None = None) -> Words:
    """Return the effect as it was asked for: a difference, a ratio, a correlation."""
    x, design = plan.size if size is None else size, plan.design
    if design.test == "variance":
        return Msg("a ratio of {d} of the standard deviations", d=significant(math.exp(x)))
    if design.test == "correlation":
        return Msg("a correlation of {d}", d=significant(x))
    if design.test == "equivalence":
        return Msg("equivalence within {d}", d=significant(x * design.unit))
    if math.isnan(design.unit):
        name = {"anova": "f", "proportion": "w"}.get(design.test, "d")
        return Msg("an effect {name} of {d}", name=name, d=significant(x))
    if design.test in ("proportion", "paired-proportion"):
        return Msg("a difference of {d} points", d=significant(100 * x))
    return Msg("a difference of {d}", d=significant(x * design.unit))


def tables(plan: Plan) -> tuple[Table, ...]:
    """Return n by power, and n by the size of the effect."""
    return (_by_power(plan), _by_effect(plan), _curve_table(plan))


def _n_head(plan: Plan) -> Words:
    if plan.design.test in ("correlation", "paired"):
        return Msg("pairs")
    if plan.design.test == "paired-proportion":
        return Msg("items, judged twice")
    return Msg("n in each group") if plan.design.groups > 1 else Msg("n")


def rounded(n: float | None) -> str:
    """Return n rounded up.

    Examples
    --------
    >>> rounded(22.02), rounded(None)
    ('23', '-')
    """
    return "-" if n is None else f"{math.ceil(n - 1e-9):,}"


def _by_power(plan: Plan) -> Table:
    columns = (Column("power", Msg("power")), Column("n", _n_head(plan)))
    levels = sorted({*POWERS, plan.wanted})
    rows = tuple(
        (percent(level, 0 if level * 100 == round(level * 100) else 1), rounded(plan.needed(level)))
        for level in levels
    )
    return Table("by_power", columns, rows, Msg("For {effect}", effect=effect_text(plan)))


def _by_effect(plan: Plan) -> Table:
    columns = (Column("effect", Msg("size of the effect"), "left"), Column("n", _n_head(plan)))
    rows: list[tuple[Cell, ...]] = []
    for times in TIMES:
        size = plan.size * times
        if size < plan.design.most:
            rows.append((effect_text(plan, size), rounded(plan.needed(plan.wanted, size))))
    return Table(
        "by_effect", columns, tuple(rows), Msg("For a power of {power}", power=percent(plan.wanted, 0))
    )


def curve(plan: Plan, times: float = 1.0) -> tuple[list[float], list[float]]:
    """Return numbers and the power that they give."""
    least, most = plan.design.least, max(2.2 * plan.n, plan.design.least + 10)
    n = [least + (most - least) * i / (CURVE - 1) for i in range(CURVE)]
    size = min(plan.size * times, plan.design.most)
    return n, [plan.design.power(at, size) for at in n]


def _curve_table(plan: Plan) -> Table:
    n, found = curve(plan)
    rows = tuple((f"{at:.6g}", f"{value:.6f}") for at, value in zip(n, found, strict=True))
    return Table("curve", (Column("n", _n_head(plan)), Column("power", Msg("power"))), rows, printed=False)


def method(plan: Plan) -> Words:
    """Return how the power was computed, as a sentence."""
    return Msg("{list}.", list=method_words(plan))


def method_words(plan: Plan) -> Words:
    """Return how the power was computed."""
    sided = Msg("one-sided") if plan.sides == 1 else Msg("two-sided")
    parts: list[Words] = [plan.design.method, sided, Msg("alpha {alpha}", alpha=f"{plan.alpha:g}")]
    if plan.design.test == "paired-proportion":
        share = percent(plan.options["given_changed"], 1)
        parts.append(Msg("{share} of the items change", share=share))
    if plan.design.test == "anova" or (plan.design.test == "proportion" and "effect" in plan.options):
        # F and chi-square know no sides
        del parts[1]
    if plan.design.test == "equivalence":
        parts = [plan.design.method, Msg("alpha {alpha} each", alpha=f"{plan.alpha:g}")]
        true = plan.options.get("difference")
        parts.append(Msg("true difference {d}", d=f"{true or 0:g}"))
    if plan.design.groups > 1:
        parts.append(Msg("{k} groups of equal size", k=plan.design.groups))
    return Join(parts, ", ")


def facts(plan: Plan) -> dict[str, Fact]:
    """Return every number of the plan by its key."""
    design = plan.design
    whole = int(plan.n) if plan.n == int(plan.n) else plan.n
    found = {
        "n": Fact(whole, _n_head(plan)),
        "n_total": Fact(whole * design.groups, Msg("n of all groups")),
        "power": Fact(plan.power, Msg("power"), method=design.method),
        "effect": Fact(
            math.exp(plan.size) if design.test == "variance" else plan.size, Msg("size of the effect")
        ),
        "alpha": Fact(plan.alpha, Msg("chance of a false alarm")),
        "power_wanted": Fact(plan.wanted, Msg("power asked for")),
    }
    if not math.isnan(plan.difference):
        found["difference"] = Fact(plan.difference, Msg("difference"))
    if not math.isnan(plan.fraction):
        found["n_fraction"] = Fact(plan.fraction, Msg("n before rounding up"))
    known = known_sigma(plan)
    if known is not None:
        found["n_known_sigma"] = Fact(known, Msg("n, sigma known"))
    return found


def known_sigma(plan: Plan) -> int | None:
    """Return n where sigma were known and not estimated; for means alone."""
    from sqc.stats.power_counts import n_needed

    if plan.design.test not in ("t", "paired", "one-sample") or plan.asked != "n":
        return None
    samples = plan.design.groups
    found = n_needed(
        lambda n: power.z_power(n, plan.size, samples, plan.alpha, plan.sides), plan.wanted, 1e-6
    )
    return None if found is None else math.ceil(found - 1e-9)


def frame(plan: Plan) -> dict[str, list[object]]:
    """Return the power curve as columns, in full precision."""
    n, found = curve(plan)
    return {"n": list(n), "power": list(found)}
