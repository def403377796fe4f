"""Which families the data single out, which they cannot tell apart, or that none fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqc.capability.distribution_fit import hangs_on_family
from sqc.capability.distribution_study import Study, share_outside
from sqc.capability.distribution_words import family_words
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import Finding
from sqc.report.numbers import fixed, p_value, ppm_text
from sqc.stats.families.fit import Fit

LISTED = 5
TIED = 4  # so many equal values on average: rounded too coarsely for any distribution
NEGLIGIBLE = 1e-6  # below 1 ppm families may differ as they like


def findings(study: Study) -> tuple[Finding, ...]:
    """Return the verdict, then what else is to be said."""
    hanging = family_open(study.fitting, study.lsl, study.usl, len(study.values))
    first = _verdict(study) if hanging is None else hanging
    return (first, *(one for one in study.about.findings if one.level != "ok"))


def _verdict(study: Study) -> Finding:
    if not study.fits:
        return Finding("no-fit", "act", Msg("No distribution can be fitted to these values."))
    if not study.fitting:
        return _none(study)
    if len(study.fitting) == 1:
        return _one(study)
    return _several(study)


def _none(study: Study) -> Finding:
    values = {"n": len(study.values), "distinct": study.distinct}
    if study.distinct * TIED <= len(study.values):
        low, high = (f"{end:.10g}" for end in (study.values.min(), study.values.max()))
        text = Msg(
            "No distribution fits: the data are rounded to {k} values between {a} and {b}; record finer"
            " readings, or count what is outside.",
            k=study.distinct,
            a=low,
            b=high,
        )
        return Finding("no-distribution", "act", text, values)
    best = study.fits[0]
    text = Msg(
        "No distribution fits: even {family} is rejected (Anderson-Darling p {p}); stratify the values, or"
        " count what is outside.",
        family=family_words(best.name),
        p=chance_text(best),
    )
    return Finding("no-distribution", "act", text, values | {"best": best.name})


def _one(study: Study) -> Finding:
    best = study.fitting[0]
    others = [one.aicc - best.aicc for one in study.fits if one is not best and not one.rejected]
    if others:
        text = Msg(
            "One distribution fits best: {family}; the next that fits has an AICc that is {d} higher.",
            family=family_words(best.name),
            d=fixed(min(others), 1),
        )
    elif len(study.fits) > 1:
        text = Msg(
            "One distribution fits: {family}; the other {k} are rejected at 5 %.",
            family=family_words(best.name),
            k=len(study.fits) - 1,
        )
    else:
        text = Msg("{family} fits; no other was compared with it.", family=family_words(best.name))
    return Finding("one-distribution", "ok", text, {"best": best.name, "n": best.n})


def _several(study: Study) -> Finding:
    fitting = study.fitting
    text = Msg(
        "{k} distributions fit alike: {list}; {n} values cannot tell them apart, process knowledge must.",
        k=len(fitting),
        list=family_list(fitting),
        n=len(study.values),
    )
    values = {"families": [one.name for one in fitting], "n": len(study.values)}
    return Finding("distributions-alike", "watch", text, values)


def family_list(fits: Sequence[Fit]) -> Words:
    """Return the first families by name and how many more there are.

    Examples
    --------
    >>> from sqc.stats.families.fit import fit_family
    >>> str(family_list([fit_family("normal", [1.0, 2.0, 4.0]), fit_family("gamma", [1.0, 2.0, 4.0])]))
    'normal and gamma'
    """
    names = [family_words(one.name) for one in fits]
    if len(fits) > LISTED:
        shown = Listing(names[:3], open_end=True)
        return Msg("{list} and {n} others", list=shown, n=len(fits) - 3)
    return Listing(names)


def family_open(fits: Sequence[Fit], lsl: float, usl: float, n: int) -> Finding | None:
    """Return the finding that the ppm outside hangs on the choice of the family; None where it does not.

    Parameters
    ----------
    fits : sequence of Fit
        Families that fit alike (`distribution_fit.inseparable`).
    lsl, usl : float
        Specification limits, NaN where there is none.
    n : int
        Values they were fitted to.

    Examples
    --------
    >>> family_open((), 1.0, 2.0, 20) is None
    True
    """

    def share(fit: Fit) -> float:
        return share_outside(fit, lsl, usl)

    shares = sorted(map(share, fits))
    if not hangs_on_family(fits, share) or shares[-1] < NEGLIGIBLE:
        return None
    values = {"families": {fit.name: 1e6 * share(fit) for fit in fits}, "n": n}
    shown = [ppm_text(one, n) for one in shares]
    told: Words = Listing(shown)
    if len(shown) > LISTED:
        told = Msg("{a} to {b}", a=shown[0], b=shown[-1])
    text = Msg(
        "The answer hangs on the family: {k} that fit say {list} ppm. {n} values cannot tell them apart;"
        " process knowledge must.",
        k=len(fits),
        list=told,
        n=n,
    )
    return Finding("family-open", "act", text, values)


def chance_text(fit: Fit) -> str:
    """Return the p value of the Anderson-Darling test for a sentence: ``= 0.781``, ``< 0.005``."""
    if fit.ad_p != fit.ad_p:
        return "< 0.05" if fit.rejected else "-"
    return p_value(fit.ad_p) if fit.chance.relation == "=" else f"{fit.chance.relation} {fit.ad_p:g}"


def chance_cell(fit: Fit) -> str:
    """Return the same for a table: ``0.781``, ``< 0.005``, ``> 0.25``; ``-`` where no law is published."""
    return chance_text(fit).removeprefix("= ") if fit.ad_p == fit.ad_p else "-"


def checked(study: Study) -> Iterator[Words]:
    """Yield what the `Checked` line says."""
    yield Msg("{n} values, {k} of them different", n=len(study.values), k=study.distinct)
    if len(study.fitting) > 1:
        names = Listing([family_words(one.name) for one in study.fitting], open_end=True)
        yield Msg("fit alike: {list}", list=names)
    by = {fit.curve.family.by for fit in study.fits}
    if "quantiles" in by:
        yield Msg("Johnson curves go through quantiles, so they have no AICc")
    if "moments" in by:
        yield Msg("the Pearson curve has the four moments of the values, so it has no AICc")
    if study.spread:
        yield Msg("for the Anderson-Darling test equal values were spread over their rounding step")
