"""How a standard calls the indices, and the goal that it asks for: a table with a row for each edition."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sqc.capability.normal import NONE, Index, Normal
from sqc.capability.numbers import index_text
from sqc.capability.specification import Specification
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import out_of_range
from sqc.stats.capability import width_interval
from sqc.stats.targets import adjusted_target

if TYPE_CHECKING:
    from sqc.capability.curved import Curved
    from sqc.capability.judge import Case
    from sqc.capability.moments import Moments


class Standard(NamedTuple):
    """One edition of a standard.

    The index by the standard deviation of all values is its P index, and its C index once stability is shown;
    an index by sigma within is for analysis only.

    Parameters
    ----------
    name : str
        As the option has it.
    edition : Msg
        As it is printed.
    within : str
        Letters of an index by sigma within; empty: it has no name.
    quantile, exceedance : str
        Ends of the names by the quantiles of a curve, and by what lies outside it.
    normal, by_quantiles : str
        Names of the methods that are printed with the numbers; empty: it has none.
    base : int, optional
        Values that a goal is for; with fewer it rises. None: it does not depend on their number.
    bounded : bool
        P is stated between a natural bound and a limit too.
    """

    name: str
    edition: Msg
    within: str = ""
    quantile: str = ""
    exceedance: str = ""
    normal: str = ""
    by_quantiles: str = ""
    base: int | None = None
    bounded: bool = False


STANDARDS: Mapping[str, Standard] = {
    one.name: one
    for one in (
        Standard(
            "iso-22514",
            Msg("ISO 22514-2:2017"),
            exceedance=" M4",
            normal="M1(1,5)",
            by_quantiles="M1(2,1)",
        ),
        Standard(
            "aiag-vda-yellow",
            Msg("AIAG-VDA SPC, Yellow Volume (draft), February 2026"),
            within="Cw",
            quantile=".G",
            exceedance=".Z",
            base=125,
            bounded=True,
        ),
    )
}


def standard_of(name: str | None) -> Standard | None:
    """Return a standard by its name.

    Raises
    ------
    OptionError
        ``option-range``.
    """
    if name is None:
        return None
    if name not in STANDARDS:
        raise out_of_range("standard", str(name), Msg("iso-22514 or aiag-vda-yellow"))
    return STANDARDS[name]


def goal_at(standard: Standard | None, goal: float, n: int) -> float:
    """Return what the standard asks of the index of n values, to the two decimals of its tables.

    NaN where it asks for the goal itself.
    """
    if standard is None or standard.base is None or n >= standard.base:
        return math.nan
    return round(adjusted_target(goal, n, standard.base), 2)


def named(
    found: Normal, standard: Standard | None, shown: bool, moments: Moments, spec: Specification
) -> Normal:
    """Return the indices under the names of a standard, with P of a bounded characteristic."""
    if standard is None:
        return found
    indices = {key: one._replace(name=_name(one, standard, shown)) for key, one in found.indices.items()}
    if standard.bounded and spec.bound is not None and moments.sigma_overall > 0:
        indices["pp_star"] = _bounded(moments, spec, letter(shown))
    return found._replace(indices=indices)


def letter(shown: bool) -> str:
    """Return the letter of an index: a capability where stability is shown, else a performance."""
    return "C" if shown else "P"


def _name(index: Index, standard: Standard, shown: bool) -> str:
    if index.key == "cpm":
        return index.name
    if not index.within:
        return letter(shown) + index.key[1:]
    if standard.within:
        return standard.within + index.key[2:]
    return f"P{index.key[1:]}_within"


def _bounded(moments: Moments, spec: Specification, first: str) -> Index:
    value, df = (spec.usl - spec.lsl) / (6 * moments.sigma_overall), moments.df_overall
    if not df > 0:
        return Index("pp_star", f"{first}p*", value, NONE)
    half = (1 - spec.confidence) / 2
    ends, bounds = (
        tuple(map(float, width_interval(value, df, tail, 1 - tail))) for tail in (half, 1 - spec.confidence)
    )
    return Index("pp_star", f"{first}p*", value, (ends[0], ends[1]), (bounds[0], bounds[1]))


def under_standard(found: Curved, spec: Specification, standard: Standard, shown: bool) -> Curved:
    """Return a study by a curve under the names of a standard, with P from a natural bound to a limit."""
    first, more = letter(shown), found.more
    if standard.bounded and spec.bound is not None:
        value = (spec.usl - spec.lsl) / (found.quantiles[2] - found.quantiles[0])
        more = (Index("pp_star", f"{first}p*", value), *more)
    return found._replace(
        pp_name=f"{first}p{standard.quantile}",
        ppk=found.ppk._replace(name=f"{first}pk{standard.quantile}"),
        more=more,
    )


def by_method(origin: Words, method: str) -> Words:
    """Return where a number is from, with the name of its method where it has one."""
    return Msg("{origin}; {method}", origin=origin, method=method) if method else origin


def standard_words(case: Case) -> Words:
    """Return the edition, why the names are what they are, and the goal of so few values."""
    assert case.standard is not None
    why = Msg("P names: stability is not shown")
    if case.stability.shown:
        why = Msg("C names: stability is shown")
    said: list[Words] = [case.standard.edition, why]
    if not math.isnan(case.goal_at_n):
        index, shown = (
            case.headline,
            {
                "goal": f"{case.spec.goal:g}",
                "base": case.standard.base,
                "n": case.moments.n,
                "adjusted": f"{case.goal_at_n:.2f}",
            },
        )
        shown |= {"index": index.name, "v": index_text(index.value, case.goal_at_n)}
        said.append(
            Msg("goal {goal} at {base} values is {adjusted} at {n}: {index} {v} reaches it", **shown)
            if index.value >= case.goal_at_n
            else Msg(
                "goal {goal} at {base} values is {adjusted} at {n}: {index} {v} does not reach it", **shown
            )
        )
    return Join(said, "; ")
