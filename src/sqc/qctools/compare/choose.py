"""Which test fits: the one that is named, else by what the data are and by how the values look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqc.i18n.message import Msg, Words
from sqc.notes import OptionError
from sqc.qctools.compare.checks import LARGE, Normality, checked_parts
from sqc.qctools.compare.outcome import Test, shape_of
from sqc.qctools.compare.run_counts import table_of
from sqc.qctools.compare.sample import Counted, Values, is_constant
from sqc.qctools.compare.tests import TESTS, find_test
from sqc.stats.hypothesis import shares


def choose(
    sample: Values | Counted, normal: Normality, options: Mapping[str, Any]
) -> tuple[Test, Words, bool]:
    """Return the test, why it, and whether it was named.

    Raises
    ------
    OptionError
        A test that does not fit the data, options that name two.
    """
    shape, asked, kind = shape_of(sample), options.get("test"), options.get("kind")
    if options.get("pooled"):
        if asked not in (None, "pooled", "t"):
            raise OptionError("option-clash", Msg("--pooled and --test {name} name two tests.", name=asked))
        asked = "pooled"
    if asked is not None:
        found = find_test(shape, asked)
        of_values = isinstance(sample, Values)
        if found is None or of_values != found.of_values or (kind is not None and kind != found.about):
            raise _no_such_test(sample, asked, kind)
        return found, Msg("named by --test"), True
    if isinstance(sample, Counted):
        return (*_of_counts(sample, shape), False)
    return (*_of_values(sample, normal, kind), False)


def _no_such_test(sample: Values | Counted, asked: str, kind: str | None) -> OptionError:
    fitting = [test for test in TESTS[shape_of(sample)] if test.of_values == isinstance(sample, Values)]
    fitting = [test for test in fitting if kind is None or test.about == kind] or fitting
    shown = {
        "one": Msg("one group against a target"),
        "two": Msg("two groups"),
        "paired": Msg("pairs"),
        "many": Msg("three or more groups"),
        "matched": Msg("the same items three times or more"),
    }[shape_of(sample)]
    return OptionError(
        "no-such-test",
        Msg("--test {name} does not fit: {shape}.", name=asked, shape=shown),
        hints=[(test.name, f"--test {test.key}") for test in fitting],
    )


def _of_counts(sample: Counted, shape: str) -> tuple[Test, Words]:
    if not sample.proportion:
        found = find_test(shape, "poisson")
        assert found is not None
        return found, Msg("counts on an area or a time")
    if sample.items is not None:
        found = find_test(shape, "mcnemar" if shape == "paired" else "cochran")
        assert found is not None
        return found, Msg("the same items judged in each group")
    key = "fisher" if shape == "one" else "chi-square"
    why: Words = Msg("units that count among those inspected")
    if shape == "two":
        few = bool(shares.few_expected(table_of(sample)))
        key = "fisher" if few else "chi-square"
        why = Msg("a count below 5 is expected") if few else Msg("all expected counts are 5 or more")
    found = find_test(shape, key)
    assert found is not None
    return found, why


def _of_values(sample: Values, normal: Normality, kind: str | None) -> tuple[Test, Words]:
    shape = shape_of(sample)
    small = min(len(part) for part in checked_parts(sample)) < LARGE
    if kind == "variances":
        if shape in ("one", "paired"):
            raise OptionError("no-variances", Msg("--kind variances compares two groups or more."))
        key = "brown-forsythe" if shape == "many" else "bonett" if normal.doubtful else "f"
        why: Words = Msg("the groups look normal")
        if shape == "many":
            why = Msg("it needs no normality")
        elif normal.doubtful:
            why = Msg("the groups do not look normal")
            if min(len(part) for part in sample.parts) < 5:
                key, why = "f", Msg("too few values for another")
    elif kind == "medians":
        key, why = "rank", Msg("medians are asked for")
    elif kind is None and normal.doubtful and small:
        key, why = "rank", Msg("not normal, and fewer than {n} values", n=LARGE)
    elif shape == "many" and any(is_constant(part) for part in sample.parts):
        key, why = "rank", Msg("in a group nothing varies")
    else:
        key = "t" if shape in ("one", "paired") else "welch"
        why = Msg("means; variances need not be equal") if key == "welch" else Msg("means")
    found = find_test(shape, key)
    assert found is not None
    return found, why
