"""What `sqc distribution --explain` says: its numbers, when its findings speak."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sqc.charts.explain.findings import explain_finding
from sqc.charts.explain.general import General
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.explain import Explainer, Explanation, Formula, figures
from sqc.report.model import Fact

_STEPHENS = Verbatim("R. B. D'Agostino, M. A. Stephens (1986), Goodness-of-Fit Techniques, chapter 4.")
_HURVICH = Verbatim("C. M. Hurvich, C.-L. Tsai (1989), Biometrika 76, 297-307.")

NUMBERS: Mapping[str, tuple[Msg, Words | None, Words | None]] = {
    "n": (Msg("values that count"), None, None),
    "n_fitted": (Msg("distributions whose likelihood has a maximum on these values"), None, None),
    "n_alike": (
        Msg("distributions that are not rejected at 5 % and within 5 AICc of the best of them"),
        None,
        _STEPHENS,
    ),
    "best": (Msg("distribution of the smallest AICc"), None, _HURVICH),
    "aicc": (
        Msg("how badly the best fits, with a charge for each of its k parameters"),
        Verbatim("-2 ln L + 2 k + 2 k (k + 1) / (n - k - 1)"),
        _HURVICH,
    ),
    "q00135": (Msg("0.135 % of the values lie below it, by the best"), None, None),
    "median": (Msg("half of the values lie below it, by the best"), None, None),
    "q99865": (Msg("0.135 % of the values lie above it, by the best"), None, None),
    "ppm": (Msg("parts per million outside the specification, by the best"), None, None),
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


def explainer(facts: Mapping[str, Fact], said: tuple[Finding, ...]) -> Explainer:
    """Return what a comparison of distributions explains; without facts the definitions alone."""
    numbers = tuple(key for key in NUMBERS if not facts or key in facts)
    main = tuple(key for key in ("best", "aicc", "n_alike") if key in facts)
    known = tuple(dict.fromkeys((*numbers, *CRITERIA, *(one.key for one in said))))
    return Explainer(main, known, partial(_find, facts, said))


def of_distributions() -> General:
    """Return what can be said without a file."""
    return General("distribution", explainer({}, ()))


def _find(facts: Mapping[str, Fact], said: tuple[Finding, ...], key: str) -> Explanation | None:
    if key not in NUMBERS or (facts and key not in facts):
        return explain_finding(key, said, CRITERIA)
    meaning, formula, source = NUMBERS[key]
    fact = facts.get(key)
    value = None if fact is None else fact.value
    lines = () if formula is None else (Formula(Verbatim("AICc"), (formula,)),)
    sentence = Msg("{key}: {what}.", key=key, what=meaning)
    if value is not None:
        shown = figures(value) if isinstance(value, float) else str(value)
        sentence = Msg("{key} = {value}: {what}.", key=key, value=shown, what=meaning)
    return Explanation(key, sentence, value, lines, sources=() if source is None else (source,))
