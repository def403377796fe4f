"""Variation between subgroups beside that within: components, the three-way chart that judges stability."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sqc.capability.stability import Stability, stability
from sqc.charts.control import ControlChart, chart_sample
from sqc.charts.kind import used_points
from sqc.charts.prepare import Prepared
from sqc.charts.width import METHOD_NAMES
from sqc.charts.words import MEAN
from sqc.data.sample import Individuals, Subgroups
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import DataError, Finding, OptionError
from sqc.report.model import Fact
from sqc.report.numbers import fixed
from sqc.stats.between import Components, components

FEWEST = 3  # subgroups: two moving ranges of the means
OF_MEANS = "MRbar/d2"


class Between(NamedTuple):
    """The components of one characteristic, and the charts of means and of spread that judge it.

    `found` holds one value per field, in the unit of the characteristic.
    """

    found: Components
    means: ControlChart
    spread: ControlChart

    def of(self, name: str) -> float:
        """Return a number of the components by its name."""
        return float(getattr(self.found, name)[0])

    def stability(self, n: int) -> Stability:
        """Judge by the three panels together."""
        both = [stability(chart, n) for chart in (self.means, self.spread)]
        for state in ("few", "sorted", "undefined", "unstable"):
            if any(one.state == state for one in both):
                points = [one.points for one in both if one.state == state]
                return Stability(state, np.unique(np.concatenate(points)))
        return Stability("stable", both[0].points, any(one.by_chance for one in both))


def between(prepared: Prepared, chart: ControlChart) -> Between:
    """Return the components of a sample of subgroups, with the charts of its means and of its spread.

    Raises
    ------
    OptionError
        ``sigma-kind`` for single values.
    DataError
        ``few-subgroups``.
    """
    sample, settings = prepared.sample, prepared.settings
    if not isinstance(sample, Subgroups):
        raise OptionError(
            "sigma-kind",
            Msg("--sigma between-within needs subgroups: among single values what lies between cannot be told"
                " from what lies within."),
            hints=[Verbatim("--subgroup COLUMN"), Verbatim("--size N")],
        )  # fmt: skip
    used = used_points(sample, sample.mean)
    if int(used.sum()) < FEWEST:
        raise DataError(
            "few-subgroups",
            Msg("{file}: {n} subgroups do not show how much subgroups differ; take at least {least}.",
                file=sample.about.source.name, n=int(used.sum()), least=FEWEST),
            file=sample.about.source.name,
        )  # fmt: skip
    parameters = chart.parameters
    df = parameters.df
    found = components(
        sample.mean,
        sample.n,
        np.zeros(1, dtype=np.int64),
        used,
        parameters["sigma"],
        np.full(1, np.nan) if df is None else df,
        tabulated=chart.estimation.tabulated,
    )
    about = replace(sample.about, decimals=chart.digits, findings=())
    means = chart_sample(Individuals(sample.mean, about), "i-mr", settings._replace(kind=None, sigma=None))
    spread = chart_sample(sample, "r" if "r" in chart.kind.words else "s", settings._replace(kind=None))
    return Between(found, _of_means(means), spread)


def _of_means(chart: ControlChart) -> ControlChart:
    """Return a chart of single values whose values are called what they are: means."""
    first = chart.judged[0]
    panel = first.panel._replace(words=MEAN, single_values=False)
    return replace(
        chart,
        panels=(panel, *chart.panels[1:]),
        judged=(first._replace(panel=panel), *chart.judged[1:]),
    )


def method_words(method: str) -> Words:
    """Return the two estimators: ``Rbar/d2 and MRbar/d2 of the means``."""
    within = METHOD_NAMES.get(method, method)
    return Msg("{within} and {means} of the means", within=within, means=OF_MEANS)


def between_facts(found: Between, method: str, unit: str | None, digits: int) -> dict[str, Fact]:
    """Return the components by their keys."""
    of_means = Msg("{method} of the means", method=OF_MEANS)
    return {
        "sigma_means": Fact(
            found.of("sigma_means"), Msg("sigma of the subgroup means"), unit, of_means, decimals=digits
        ),
        "sigma_between": Fact(
            found.of("sigma_between"), Msg("sigma between subgroups"), unit, of_means, decimals=digits
        ),
        "sigma_bw": Fact(
            found.of("sigma_bw"), Msg("sigma between/within"), unit, method_words(method), decimals=digits
        ),
        "df_bw": Fact(
            found.of("df_bw"), Msg("degrees of freedom of sigma between/within"), None,
            Verbatim("Satterthwaite"),
        ),
        "size_harmonic": Fact(found.of("size"), Msg("harmonic mean of the subgroup sizes")),
        "n_effective": Fact(
            found.of("n_effective"), Msg("independent values that would tell as much of the mean")
        ),
    }  # fmt: skip


def between_findings(found: Between, digits: int) -> Iterator[Finding]:
    """Say how much subgroups differ beyond chance, or that they do not."""
    between, within = found.of("sigma_between"), found.of("sigma_bw") ** 2 - found.of("sigma_between") ** 2
    values = {"sigma_between": between, "sigma_means": found.of("sigma_means")}
    if between > 0:
        share = between**2 / (between**2 + within)
        text = Msg(
            "{share} % of the variance is between subgroups (sigma {s})",
            s=fixed(between, digits),
            share=fixed(100 * share, 0),
        )
        yield Finding("between-subgroups", "ok", text, {**values, "share": share}, text)
        return
    text = Msg(
        "Sigma between is 0: the means differ no more than the values inside the subgroups make them; Cp and"
        " Cpk are those of sigma within."
    )
    yield Finding("between-none", "watch", text, values)
