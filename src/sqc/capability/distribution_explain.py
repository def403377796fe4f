"""What `sqc distribution --explain` says: its numbers, when its findings speak."""

from __future__ import annotations

from collections.abc import Mapping

from sqc.charts.explain.entries import Entry, Known
from sqc.charts.explain.entries import explainer as explained_by
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import Finding
from sqc.report.explain import Explainer
from sqc.report.model import Fact

_STEPHENS = Verbatim("R. B. D'Agostino, M. A. Stephens (1986), Goodness-of-Fit Techniques, chapter 4.")
_HURVICH = Verbatim("C. M. Hurvich, C.-L. Tsai (1989), Biometrika 76, 297-307.")

NUMBERS: Mapping[str, Entry] = {
    "n": Entry(Msg("values that count")),
    "n_fitted": Entry(Msg("distributions whose likelihood has a maximum on these values")),
    "n_alike": Entry(
        Msg("distributions that are not rejected at 5 % and within 5 AICc of the best of them"),
        source=_STEPHENS,
    ),
    "best": Entry(Msg("distribution of the smallest AICc"), source=_HURVICH),
    "aicc": Entry(
        Msg("how badly the best fits, with a charge for each of its k parameters"),
        Verbatim("-2 ln L + 2 k + 2 k (k + 1) / (n - k - 1)"),
        source=_HURVICH,
        name=Verbatim("AICc"),
    ),
    "q00135": Entry(Msg("0.135 % of the values lie below it, by the best")),
    "median": Entry(Msg("half of the values lie below it, by the best")),
    "q99865": Entry(Msg("0.135 % of the values lie above it, by the best")),
    "ppm": Entry(Msg("parts per million outside the specification, by the best")),
}
CRITERIA: Mapping[str, Msg] = {
    "distributions-alike": Msg("several distributions are not rejected at 5 % and within 5 AICc of the best"),
    "one-distribution": Msg("one distribution is not rejected at 5 % and within 5 AICc of the best"),
    "no-distribution": Msg("the Anderson-Darling test rejects every distribution at 5 %"),
    "family-open": Msg(
        "distributions that fit alike expect ppm outside that differ more than threefold, and one of them"
        " more than 1 ppm"
    ),
    "no-fit": Msg("no likelihood has a maximum on these values"),
}


DISTRIBUTION = Known("distribution", NUMBERS, CRITERIA, ("best", "aicc", "n_alike"))


def explainer(facts: Mapping[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what a comparison of distributions explains; without facts the definitions alone."""
    return explained_by(DISTRIBUTION, facts, said)
