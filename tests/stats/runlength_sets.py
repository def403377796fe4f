"""Rules by the short names of the reference data."""

from __future__ import annotations

from sqc.stats.rules import Rule

NAMES = {
    "1:beyond3": Rule("1", "beyond_limit", 1, 1),
    "2of3_2s": Rule("5", "k_of_m_beyond", 2, 3, z=2.0),
    "4of5_1s": Rule("6", "k_of_m_beyond", 4, 5, z=1.0),
    "2_2s": Rule("2_2s", "k_of_m_beyond", 2, 2, z=2.0),
    "3_1s": Rule("3_1s", "k_of_m_beyond", 3, 3, z=1.0),
    "4_1s": Rule("4_1s", "k_of_m_beyond", 4, 4, z=1.0),
    "R_4s": Rule("R_4s", "range_pair", 2, 2, z=4.0, side="opposite"),
    "8out1s": Rule("8", "avoidance", 8, 8, z=1.0, side="any"),  # the reference pools the sides here
    "8both1s": Rule("8", "avoidance", 8, 8, z=1.0),
    "15in1s": Rule("7", "hugging", 15, 15, z=1.0),
    "trend6": Rule("3", "trend", 6, 6),
    "trend7": Rule("3", "trend", 7, 7),
    "alt14": Rule("4", "alternation", 14, 14),
} | {f"side{k}": Rule("2", "run_same_side", k, k) for k in (7, 8, 9, 10, 12)}
NELSON = tuple(
    NAMES[name]
    for name in ("1:beyond3", "side9", "trend6", "alt14", "2of3_2s", "4of5_1s", "15in1s", "8both1s")
)
LIMIT = NELSON[:1]
WESTERN = tuple(NAMES[name] for name in ("1:beyond3", "2of3_2s", "4of5_1s", "side8"))


def named(names: list[str]) -> list[Rule]:
    return [NAMES[name] for name in names]
