"""Words of the charts: panels, points, sides."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from sqc.charts.kind import PanelWords
from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words, plural
from sqc.notes import Finding, Source

MEAN = PanelWords(Msg("Xbar"), Msg("subgroup mean"), "X̿", Msg("mean chart"))
RANGE = PanelWords(Msg("R"), Msg("range"), "R̄")
STANDARD_DEVIATION = PanelWords(Msg("S"), Msg("standard deviation"), "S̄")
VALUE = PanelWords(Msg("I"), Msg("single value"), "X̄", Msg("I chart"))
RUN = PanelWords(Msg("value"), Msg("single value"), "x̃", Msg("Run chart"))
MOVING_RANGE = PanelWords(Msg("MR"), Msg("moving range"), "M̅R̅")
FRACTION = PanelWords(Verbatim("p"), Msg("fraction nonconforming"), "p̄")
RATE = PanelWords(Verbatim("u"), Msg("nonconformities per unit"), "ū")

_SINGLE = ("value", "range")


def counted(noun: str, n: int) -> Msg:
    """Return "25 subgroups", "50 values", "20 lots"."""
    if noun == "value":
        return plural("{n} value", "{n} values", n)
    if noun == "range":
        return plural("{n} moving range", "{n} moving ranges", n)
    if noun == "lot":
        return plural("{n} lot", "{n} lots", n)
    return plural("{n} subgroup", "{n} subgroups", n)


def counted_new(noun: str, n: int) -> Msg:
    """Return "15 new subgroups"."""
    if noun == "value":
        return plural("{n} new value", "{n} new values", n)
    if noun == "range":
        return plural("{n} new moving range", "{n} new moving ranges", n)
    if noun == "lot":
        return plural("{n} new lot", "{n} new lots", n)
    return plural("{n} new subgroup", "{n} new subgroups", n)


def named(noun: str, labels: Sequence[str], n: int | None = None) -> Msg:
    """Return "subgroup 18", "subgroups 37, 38 and 39", "points 3, 7, 9 and 12 more".

    `n` is the number of points where `labels` holds only the first of them.
    """
    n = len(labels) if n is None else n
    if not all(label.isdigit() and len(label) < 5 for label in labels):
        return _quoted(noun, labels, n)
    if n > 5:
        shown, more = Listing(labels[:3], open_end=True), n - 3
        if noun in _SINGLE:
            return Msg("points {shown} and {more} more", shown=shown, more=more)
        if noun == "lot":
            return Msg("lots {shown} and {more} more", shown=shown, more=more)
        return Msg("subgroups {shown} and {more} more", shown=shown, more=more)
    shown = Listing(labels)
    if noun in _SINGLE:
        return plural("point {labels}", "points {labels}", len(labels), labels=shown)
    if noun == "lot":
        return plural("lot {labels}", "lots {labels}", len(labels), labels=shown)
    return plural("subgroup {labels}", "subgroups {labels}", len(labels), labels=shown)


def sized(noun: str, low: str, high: str, counts: bool = False) -> Msg:
    """Return "of 5", "of 3 to 5": readings in a subgroup, units in a lot or area inspected."""
    if not counts:
        return Msg("of {n}", n=low) if low == high else Msg("of {a} to {b}", a=low, b=high)
    if noun == "lot":
        return (
            Msg("of {units}", units=low) if low == high else Msg("of {least} to {most}", least=low, most=high)
        )
    return Msg("of {area}", area=low) if low == high else Msg("of {low} to {high}", low=low, high=high)


def _quoted(noun: str, labels: Sequence[str], n: int) -> Msg:
    """Return what `named` does for names that are not small numbers: Chinese has no ordinal for them."""
    if n > 5:
        names, more = Listing(labels[:3], open_end=True), n - 3
        if noun in _SINGLE:
            return Msg("points {names} and {more} more", names=names, more=more)
        if noun == "lot":
            return Msg("lots {names} and {more} more", names=names, more=more)
        return Msg("subgroups {names} and {more} more", names=names, more=more)
    names = Listing(labels)
    if noun in _SINGLE:
        return plural("point {names}", "points {names}", len(labels), names=names)
    if noun == "lot":
        return plural("lot {names}", "lots {names}", len(labels), names=names)
    return plural("subgroup {names}", "subgroups {names}", len(labels), names=names)


def point_head(noun: str) -> Msg:
    """Return the head of the column that names points."""
    return Msg("point") if noun in _SINGLE else Msg("lot") if noun == "lot" else Msg("subgroup")


def with_unit(name: Words, unit: str) -> Words:
    """Return a characteristic with its unit, as sentences and titles have it: ``孔径 (mm)``."""
    return Msg("{name} ({unit})", name=name, unit=unit) if unit else name


def axis_name(name: Words, unit: str) -> Words:
    """Return a characteristic with its unit, as an axis has it: ``孔径, mm``."""
    return Msg("{name}, {unit}", name=name, unit=unit) if unit else name


def checked_note(
    findings: Sequence[Finding], between: str = ", ", *, stop: bool = True
) -> list[tuple[Words, Words]]:
    """Return the `Checked` line: what was looked at and is in order, the verdict left out; none without.

    Parameters
    ----------
    findings : sequence of Finding
        The verdict first.
    between : str
        What stands between two of them.
    stop : bool
        A full stop ends the line; False where their own words do.
    """
    fine = [one.short for one in findings[1:] if one.level == "ok" and one.short]
    if not fine:
        return []
    return [(Msg("Checked"), Msg("{list}.", list=Join(fine, between)) if stop else Join(fine, between))]


def read_note(source: Source) -> list[tuple[Words, Words]]:
    """Return the `Read` line, none where nothing is to be said of the reading."""
    return [(Msg("Read"), Msg("{list}.", list=Join(source.read, "; ")))] if source.read else []


def quoted(name: str) -> str:
    """Return a name as it is typed on a command line: in quotes where a shell would take it apart.

    Examples
    --------
    >>> quoted("diameter"), quoted("inner diameter"), quoted("a$b")
    ('diameter', '"inner diameter"', "'a$b'")
    """
    if re.fullmatch(r"[\w.,:/+=@%-]+", name):
        return name
    taken_apart = '"$`!' if os.name == "nt" else '"$`!\\'
    if not set(name) & set(taken_apart):
        return f'"{name}"'
    from shlex import quote

    return quote(name)
