"""Whole columns of a large file as parsers give them: numbers, or texts as codes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


class Texts:
    """Cells as codes into their distinct texts."""

    __slots__ = ("codes", "texts")

    def __init__(self, codes: npt.NDArray[np.integer], texts: list[str]) -> None:
        self.codes = codes
        self.texts = texts

    def __len__(self) -> int:
        return len(self.codes)


Parsed = npt.NDArray[np.float64] | Texts
