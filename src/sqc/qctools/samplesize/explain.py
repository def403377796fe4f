"""What ``sqc samplesize --explain`` says."""

from __future__ import annotations

from sqc.charts.explain.entries import Entry, Known, explainer
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.qctools.samplesize.plan import Plan
from sqc.report.explain import Explainer
from sqc.report.model import Fact

_COHEN = Verbatim("J. Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed.")
_POWERS: dict[str, tuple[str, Words]] = {
    "t": ("P(|T| > t), T noncentral with 2 (n - 1) df and d sqrt(n / 2)", _COHEN),
    "paired": ("P(|T| > t), T noncentral with n - 1 df and d sqrt(n)", _COHEN),
    "one-sample": ("P(|T| > t), T noncentral with n - 1 df and d sqrt(n)", _COHEN),
    "anova": ("P(F > f), F noncentral with k - 1, k (n - 1) df and k n f^2", _COHEN),
    "paired-proportion": ("sum over m of P(m) P(reject | m)", Verbatim(
        "S. W. Duffy (1984), Biometrics 40, 1005-1015; R. J. Connor (1987), Biometrics 43, 207-211.")),
    "variance": ("P(r^2 F > f) + P(r^2 F < 1/f), F with n - 1, n - 1 df", Verbatim(
        "NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.9.")),
    "correlation": ("P(Z > (atanh(r0) - atanh(r) - r/(2 (n - 1))) sqrt(n - 3))", _COHEN),
    "counts": ("sum over N of P(N) P(reject | N)", Verbatim(
        "J. Przyborowski, H. Wilenski (1940), Biometrika 31, 313-323.")),
    "equivalence": ("P(|d| < M - t SE), over the distribution of s", Verbatim(
        "K. F. Phillips (1990), Journal of Pharmacokinetics and Biopharmaceutics 18, 137-144.")),
}  # fmt: skip

SAMPLESIZE = Known(
    "samplesize",
    {
        "n": Entry(
            Msg("values in each group, rounded up: the fewest with the power asked for"), source=_COHEN
        ),
        "n_total": Entry(Msg("n times the number of groups")),
        "n_fraction": Entry(Msg("n before it is rounded up")),
        "n_known_sigma": Entry(Msg("n by the normal distribution; the t test needs more, as it estimates"
                                   " sigma")),
        "power": Entry(
            Msg("chance that the test shows the difference if there is one of this size"), source=_COHEN
        ),
        "effect": Entry(
            Msg("the difference in units that the test takes: d = difference / sigma, f, w, a correlation"
                " or a ratio of standard deviations"),
            source=_COHEN,
        ),
        "difference": Entry(Msg("the difference in the unit of the values; of shares as a fraction")),
        "alpha": Entry(Msg("chance that the test shows a difference where there is none")),
        "power_wanted": Entry(Msg("power that is asked for")),
    },
    {
        "sample-size": Msg("the fewest values whose power is at least the one asked for"),
        "size-seen": Msg("n is given: the smallest difference whose power is the one asked for"),
        "power": Msg("n and the difference are given, and the power is at least the one asked for"),
        "power-low": Msg("n and the difference are given, and the power is below the one asked for"),
        "sigma-guess": Msg("the power that remains when the given sigma is 20 % too small"),
    },
    ("n", "power"),
)  # fmt: skip


def of_plan(plan: Plan, facts: dict[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what the plan at hand explains."""
    formula, source = _POWERS.get(plan.design.test, ("", _COHEN))
    numbers = dict(SAMPLESIZE.numbers)
    if formula:
        numbers["power"] = numbers["power"]._replace(formula=Verbatim(formula), source=source)
    return explainer(SAMPLESIZE._replace(numbers=numbers), facts, said)
