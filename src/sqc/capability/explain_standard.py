"""What a standard asks of a fitted curve, with the numbers of one study put in."""

from __future__ import annotations

import math

from sqc.capability.curved import Curved
from sqc.capability.explain_lines import entry_of, lines_of
from sqc.capability.explain_words import OF_STANDARD
from sqc.capability.judge import Case
from sqc.capability.normal import Index
from sqc.capability.numbers import index_text
from sqc.capability.specification import typed
from sqc.i18n.message import Msg, Verbatim
from sqc.report.explain import Explanation, Formula, figures
from sqc.stats.capability import bench

Lines = tuple[Formula, ...]


def of_standard(case: Case, key: str) -> Explanation | None:
    """Return what `--explain` says of a number that a standard adds to a fitted curve, None of any other."""
    found, entry = case.curved, entry_of(case, key)
    assert found is not None
    if key not in OF_STANDARD or entry is None:
        return None
    if key == "goal_at_n":
        value, name, lines = case.goal_at_n, entry.name, lines_of(case, key)
    else:
        index = next((one for one in found.more if one.key == key), None)
        if index is None:
            return None
        value, name, lines = index.value, index.name, _lines(case, found, index)
    if key == "pp_star":
        entry = entry._replace(
            meaning=Msg(
                "the width from a natural bound to the limit against 99.73 % of the curve; it has no goal"
            ),
            needs=OF_STANDARD["ppk_z"].needs,
            sources=entry.sources[:1],
        )
    return entry._replace(name=name).explained(key, index_text(value, case.spec.goal), value, lines)


def _lines(case: Case, found: Curved, index: Index) -> Lines:
    if index.key == "pp_star":
        return _bounded(case, found, index)
    z = _distances(case, found)
    put = [figures(one) for one in z.values()]
    if index.key == "pp_z":
        own = Formula(index.name, (Verbatim("(z_L + z_U) / 6"), f"({' + '.join(put)}) / 6"), index.value)
    elif len(z) == 2:
        own = Formula(index.name, (Verbatim("min(z_L, z_U) / 3"), f"min({', '.join(put)}) / 3"), index.value)
    else:
        own = Formula(index.name, (Verbatim(f"{next(iter(z))} / 3"), f"{put[0]} / 3"), index.value)
    own = own._replace(terms=(*own.terms, figures(index.value)))
    return (own, *(line for name in z for line in _tail(found, name, z[name])))


def _distances(case: Case, found: Curved) -> dict[str, float]:
    """Return z of each side that something can lie outside of."""
    sides = (("z_L", found.below.value, case.spec.low), ("z_U", found.above.value, case.spec.high))
    return {name: float(bench(p)) for name, p, limit in sides if math.isfinite(limit) and 0 < p < 1}


def _tail(found: Curved, name: str, z: float) -> Lines:
    share = (found.below if name == "z_L" else found.above).value
    said = Msg("value that a standard normal variable exceeds with the share outside")
    return (
        Formula(name, (said, figures(z)), z),
        Formula(Msg("share outside"), (figures(share),), share),
    )


def _bounded(case: Case, found: Curved, index: Index) -> Lines:
    low, _, high = found.quantiles
    numbers = f"({typed(case.spec.usl)} - {typed(case.spec.lsl)}) / ({figures(high)} - {figures(low)})"
    formula = Verbatim("(USL - LSL) / (X99.865 - X0.135)")
    return (Formula(index.name, (formula, numbers, figures(index.value)), index.value),)
