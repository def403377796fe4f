"""Families in words: errors, and families that the data cannot tell apart."""

import pytest
from tests.stats.families.lives import BEARINGS

from sqc.capability.distribution_fit import fit_all, fit_family, hangs_on_family, inseparable
from sqc.capability.distribution_words import family_words
from sqc.notes import FitError, OptionError
from sqc.stats.families.catalog import NAMES, VARIANTS


@pytest.mark.parametrize("name", [*NAMES, *VARIANTS])
def test_every_family_has_words(name):
    assert str(family_words(name))


def test_unknown_name():
    with pytest.raises(OptionError, match='did you mean "weibull"') as error:
        fit_family("weibul", BEARINGS)
    assert error.value.key == "unknown-distribution"
    with pytest.raises(OptionError, match='no distribution "xyz"'):
        fit_family("xyz", BEARINGS)


@pytest.mark.parametrize(
    ("name", "values", "key", "words"),
    [
        (
            "lognormal",
            [1.0, -0.3, 2.0],
            "distribution-impossible",
            "needs values above 0; the smallest is -0.3",
        ),
        ("exponential", [1.0, -0.3, 2.0], "distribution-impossible", "needs values not below 0"),
        ("normal", [2.0, 2.0, 2.0], "no-fit", "needs values that differ"),
        ("normal", [2.0, 3.0], "no-fit", "needs more values"),
    ],
)
def test_no_fit_in_words(name, values, key, words):
    with pytest.raises(FitError, match=words) as error:
        fit_family(name, values)
    assert error.value.key == key


def test_three_families_of_the_bearings():
    fits = inseparable(
        fit_all(BEARINGS, ("normal", "lognormal", "weibull", "exponential", "smallest-extreme"))
    )
    assert [one.name for one in fits] == ["lognormal", "weibull", "normal"]
    assert hangs_on_family(fits, lambda fit: fit.cdf(15.0))
    assert not hangs_on_family(fits, lambda fit: fit.sf(60.0))


def test_rejected_families_are_no_candidates():
    # the exponential is rejected at 5 %, and nothing is left to disagree
    assert inseparable(fit_all(BEARINGS, ("exponential",))) == ()
    assert not hangs_on_family((), lambda fit: fit.cdf(15.0))
