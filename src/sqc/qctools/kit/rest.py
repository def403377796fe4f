"""The item that stands for the rest."""

from __future__ import annotations

from sqc.data.suggest import fold

# what stands last whatever its size
OTHER = frozenset(
    ("其他", "其它", "其余", "其餘", "other", "others", "rest", "misc", "miscellaneous", "andere")
)


def is_other(name: str) -> bool:
    """Return whether an item stands for the rest.

    Examples
    --------
    >>> is_other("其他"), is_other(" Other "), is_other("otter")
    (True, True, False)
    """
    return fold(name) in OTHER
