"""The families, by name."""

from __future__ import annotations

import copyreg

from sqc.stats.families import johnson, location_scale, pearson, positive, threshold, transforms
from sqc.stats.families.family import Family

FAMILIES: dict[str, Family] = {
    one.name: one
    for one in (
        location_scale.NORMAL_FAMILY,
        location_scale.LOGNORMAL,
        location_scale.WEIBULL,
        positive.GAMMA,
        positive.EXPONENTIAL,
        location_scale.LOGISTIC_FAMILY,
        location_scale.LOGLOGISTIC,
        location_scale.SMALLEST,
        location_scale.LARGEST,
        threshold.LOGNORMAL_3,
        threshold.WEIBULL_3,
        threshold.GAMMA_3,
        threshold.LOGLOGISTIC_3,
        threshold.EXPONENTIAL_2,
        transforms.BOX_COX,
        transforms.YEO_JOHNSON,
        johnson.SB,
        johnson.SL,
        johnson.SU,
        pearson.PEARSON,
        positive.FOLDED,
        positive.RAYLEIGH,
    )
}
NAMES = tuple(FAMILIES)
# for distances from a point or a line (position, form), whose least value is 0
DISTANCES = ("folded-normal", "rayleigh")
# that fit much by their parameters alone: they are no candidates unless they are named
FLEXIBLE = ("box-cox", "yeo-johnson", "johnson-sb", "johnson-sl", "johnson-su", "pearson")
JOHNSON = ("johnson-sb", "johnson-sl", "johnson-su")
GENERAL = tuple(name for name in NAMES if name not in (*DISTANCES, *FLEXIBLE))
# straight on a logarithmic scale
LOGARITHMIC = ("lognormal", "weibull", "loglogistic")
VARIANTS = {one.name: one for one in (location_scale.LOGNORMAL_BY_FREEDOM,)}


def family(name: str) -> Family:
    """Return a family or a variant of one by its name.

    Parameters
    ----------
    name : str

    Returns
    -------
    Family

    Raises
    ------
    KeyError
        There is none of this name.

    Examples
    --------
    >>> family("gamma").parameters
    ('shape', 'scale')
    """
    return FAMILIES[name] if name in FAMILIES else VARIANTS[name]


def _stored(one: Family) -> tuple[object, tuple[str]]:
    return family, (one.name,)


# a family is stored by its name: its functions are made within others, which cannot be stored
copyreg.pickle(Family, _stored)  # type: ignore[arg-type]
