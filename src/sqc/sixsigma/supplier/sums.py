"""Sums of the rows of a file by supplier and month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Rows(NamedTuple):
    """Where each row belongs: supplier and month as one number; which rows count."""

    at: Ints
    held: Bools
    shape: tuple[int, int]

    def summed(self, numbers: Floats) -> Floats:
        """Return sums by supplier and month; missing numbers count nothing."""
        n = self.shape[0] * self.shape[1]
        sums: Floats = np.bincount(self.at[self.held], np.nan_to_num(numbers[self.held]), n).astype(
            np.float64
        )
        return sums.reshape(self.shape)
