"""What a capability study computes from: the values that count, their mean, sigma within and overall."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.charts.judged import JudgedChart
from sqc.data.sample import Individuals, Sample, Subgroups
from sqc.i18n.message import Msg
from sqc.notes import DataError

if TYPE_CHECKING:
    from sqc.capability.between import Between

Floats = npt.NDArray[np.float64]


class Moments(NamedTuple):
    """Mean and both sigmas with their degrees of freedom; `values` are those that count, in order.

    `between`: the components of sigma between/within, where Cp and Cpk are by it.
    """

    values: Floats
    mean: float
    sigma_within: float
    df_within: float
    method: str
    sigma_overall: float
    between: Between | None = None

    @property
    def sigma_cp(self) -> float:
        """Sigma behind Cp and Cpk: within, or between and within."""
        return self.sigma_within if self.between is None else self.between.of("sigma_bw")

    @property
    def df_cp(self) -> float:
        """Degrees of freedom of `sigma_cp`."""
        return self.df_within if self.between is None else self.between.of("df_bw")

    @property
    def n_cp(self) -> float:
        """Independent values that would tell as much of the mean, beside `sigma_cp`."""
        return float(self.n) if self.between is None else self.between.of("n_effective")

    @property
    def n(self) -> int:
        """Number of values."""
        return len(self.values)

    @property
    def df_overall(self) -> int:
        """Degrees of freedom of sigma overall."""
        return self.n - 1


def moments(chart: JudgedChart) -> Moments:
    """Return the moments of the values behind a chart, those of excluded points left out."""
    values = values_of(chart.sample)
    sigma, df = chart.parameters["sigma"], chart.parameters.df
    within = float(sigma[-1]) if len(sigma) else np.nan
    freedom = float(df[-1]) if df is not None and len(df) else np.nan
    return Moments(
        values, float(values.mean()), within, freedom, chart.parameters.method, float(values.std(ddof=1))
    )


def values_of(sample: Sample) -> Floats:
    """Return the single values of a sample, without gaps and without those of excluded points.

    Raises
    ------
    DataError
        ``no-single-values`` where only summaries are known, or counts.
    """
    excluded = sample.about.excluded
    if isinstance(sample, Individuals):
        kept = ~np.isnan(sample.values)
        return sample.values[kept if excluded is None else kept & ~excluded]
    if isinstance(sample, Subgroups) and sample.values is not None:
        return sample.values if excluded is None else sample.values[~np.repeat(excluded, sample.n)]
    name = sample.about.source.name
    raise DataError(
        "no-single-values",
        Msg("{file}: capability needs single measured values; {column} holds none.",
            file=name, column=sample.about.name),
        file=name,
    )  # fmt: skip
