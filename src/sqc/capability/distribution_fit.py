"""Families fitted to the values of a characteristic: one by name, or all; errors in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from sqc.capability.distribution_words import family_words, reason_words
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import FitError, OptionError
from sqc.stats.families import fit as fits
from sqc.stats.families.catalog import GENERAL, NAMES, VARIANTS
from sqc.stats.families.family import NoFitError
from sqc.stats.families.fit import Failed, Fit
from sqc.stats.families.johnson import Choice, choose

WITHIN = 5.0  # AICc of families that the data cannot tell apart
SPEAKS = 0.05
APART = 3.0  # a ratio of ppm from which the choice of the family is the answer


def fit_family(name: str, values: ArrayLike) -> Fit:
    """Return a family fitted by the greatest likelihood.

    Raises
    ------
    OptionError
        ``unknown-distribution``.
    FitError
        ``distribution-impossible`` where the values cannot be of it, ``no-fit`` where there is no fit.

    Examples
    --------
    >>> round(fit_family("exponential", [1.0, 2.0, 6.0]).parameters["scale"], 6)
    3.0
    """
    if name not in (*NAMES, *VARIANTS):
        raise unknown_distribution(name, (*NAMES, "johnson", "empirical", "auto"))
    try:
        return fits.fit_family(name, values)
    except NoFitError as error:
        impossible = error.reason in ("positive", "zero")
        least = float(np.min(values)) if np.size(values) else float("nan")
        raise FitError(
            "distribution-impossible" if impossible else "no-fit",
            Msg("{family}: {reason}.", family=family_words(name), reason=reason_words(error.reason, least)),
        ) from None


def fit_all(
    values: ArrayLike, names: Sequence[str] = GENERAL, tested: ArrayLike | None = None
) -> tuple[Fit | Failed, ...]:
    """Return families fitted, by rising AICc, then those without a fit.

    Those for distances (folded normal, Rayleigh) are tried where they are named.

    Examples
    --------
    >>> fit_all([-1.0, 0.5, 1.0, 2.5, 4.0], ("normal", "weibull"))[1].reason
    'positive'
    """
    return fits.fit_all(values, names, tested)


def inseparable(found: Iterable[Fit | Failed]) -> tuple[Fit, ...]:
    """Return the families that fit as well as the best: not rejected at 5 %, within 5 AICc of it.

    A family without a p value counts as not rejected while its statistic is no larger than known parameters
    allow; a threshold counts where the likelihood ratio speaks for it at 5 %.

    Examples
    --------
    >>> lives = [17.88, 28.92, 33.0, 41.52, 42.12, 45.6, 48.48, 51.84, 51.96, 54.12, 55.56, 67.8]
    >>> [one.name for one in inseparable(fit_all(lives, ("normal", "weibull", "exponential")))]
    ['weibull', 'normal']
    """
    every = {one.name: one for one in found if isinstance(one, Fit)}
    fitting = [one for one in every.values() if not one.rejected and _needed(one, every)]
    best = min((one.aicc for one in fitting), default=0.0)
    return tuple(one for one in fitting if one.aicc <= best + WITHIN)


def _needed(fit: Fit, every: Mapping[str, Fit]) -> bool:
    """Return whether a family with a threshold fits better than the one without."""
    narrow = every.get(fit.curve.family.within or "")
    if "threshold" not in fit.parameters or narrow is None:
        return True
    return fits.likelihood_ratio(fit, narrow) < SPEAKS


def choose_johnson(values: ArrayLike) -> Choice:
    """Return the curve of Johnson's system that the quantiles of values ask for.

    Raises
    ------
    FitError
        ``no-fit`` for too few values, or where no curve goes through their quantiles.

    Examples
    --------
    >>> choose_johnson(np.exp(np.linspace(-2.0, 2.0, 50))).name
    'johnson-sb'
    """
    found = choose(np.asarray(values, dtype=np.float64))
    if found is None:
        raise FitError(
            "no-fit",
            Msg("{family}: {reason}.", family=Verbatim("Johnson"), reason=reason_words("quantiles", 0.0)),
        )
    return found


def hangs_on_family(fitting: Sequence[Fit], share: Callable[[Fit], float]) -> bool:
    """Return whether a share (of what is outside) differs more than threefold between families.

    Examples
    --------
    >>> hangs_on_family(inseparable(fit_all([1.0, 2.0, 4.0, 7.0], ("normal",))), lambda fit: fit.sf(9.0))
    False
    """
    shares = [share(one) for one in fitting]
    return len(shares) > 1 and max(shares) > APART * min(shares)


def unknown_distribution(name: str, known: Sequence[str] = NAMES) -> OptionError:
    """Return the error of a name that no family has; with the nearest."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    if near:
        text = Msg('there is no distribution "{name}"; did you mean "{near}"?', name=name, near=near[0])
    else:
        text = Msg('there is no distribution "{name}".', name=name)
    return OptionError("unknown-distribution", text, hints=[Verbatim(" ".join(known))])
