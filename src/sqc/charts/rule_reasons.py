"""Why a published rule is not computed, and why a published set does not ship."""

from __future__ import annotations

from collections.abc import Mapping

from sqc.i18n.message import Msg

# rules of published lists that no program can compute: the key stands in `rulesets.toml`
LISTED: Mapping[str, Msg] = {
    "unusual": Msg("an unusual or non-random pattern is for people to see"),
    "near": Msg("how near to a limit is near, the source does not say"),
    "extreme": Msg("a point that all observers call extreme is for people to see"),
    "runs-table": Msg("its table of the number of runs was not seen"),
    "zeros": Msg("it is for G charts, and its formula was not seen"),
}

# sets that nobody has read: why none bears the name, and the nearest that ships
WITHHELD: Mapping[str, tuple[Msg, str]] = {
    "iso-7870-2": (
        Msg(
            "no rule set bears the name of ISO 7870-2: its list was read in neither edition (2013, 2023);"
            " nearest are Nelson's eight."
        ),
        "nelson",
    ),
    "gb-t-17989.2": (
        Msg(
            "no rule set bears the name of GB/T 17989.2-2020: its list was not read; nearest is"
            " GB/T 4091-2001, which it replaced."
        ),
        "gb-t-4091",
    ),
    "aiag-vda-final": (
        Msg(
            "no rule set bears the name of the final AIAG-VDA volume: it was not read; nearest is its draft."
        ),
        "aiag-vda-yellow",
    ),
    "boeing-aqs": (
        Msg("no rule set bears the name of Boeing AQS: its list was not read; nearest is Western Electric."),
        "western-electric",
    ),
    "trietsch": (
        Msg("no rule set bears the name of Trietsch: his list was not read; nearest is Western Electric."),
        "western-electric",
    ),
    "bosch-booklet-7": (
        Msg(
            "no rule set bears the name of Bosch booklet 7: its list was not read; nearest is the AIAG-VDA"
            " draft."
        ),
        "aiag-vda-yellow",
    ),
    "vw-10130": (
        Msg("no rule set bears the name of VW 10130: its list was not read; nearest is the AIAG-VDA draft."),
        "aiag-vda-yellow",
    ),
}
