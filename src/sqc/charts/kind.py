"""What a chart kind is: a record of two functions and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from sqc.data.sample import Ints, Sample
from sqc.i18n.message import Msg, Words
from sqc.stats.alike import compact
from sqc.stats.mapped import finite

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind
    from sqc.notes import Finding
    from sqc.report.model import Fact, Table

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Family = Literal["location", "dispersion", "attribute", "dependent"]


class Estimation(NamedTuple):
    """How limits are got: the options that `estimate` and `panels` read."""

    sigma: str | None = None
    tabulated: bool = False
    k: float = 3.0
    alpha: float | None = None
    given_center: float | None = None
    given_sigma: float | None = None


@dataclass(frozen=True, eq=False)
class Parameters:
    """What phase I learned: one number per stage and name; these are the limits file.

    `method` is the estimator of sigma within ("rbar"), "" where the kind has none, "given" where
    the user gave it.
    """

    values: Mapping[str, Floats]
    method: str = ""
    df: Floats | None = None

    def __getitem__(self, name: str) -> Floats:
        return self.values[name]


class PanelWords(NamedTuple):
    """How a panel is called: in text tables, in the figure, the symbol of its center line, in a sentence."""

    text: Words
    axis: Words
    symbol: str
    chart: Words = ""


class Beside(NamedTuple):
    """Limits that are drawn beside those that judge, and what they are."""

    lower: Floats
    upper: Floats
    words: Words


class ControlPanel(NamedTuple):
    """One panel as data, a number per point; NaN in `lower` = there is no lower limit.

    `sigma` is the standard deviation of the plotted statistic (zones). What the judging, the prices and
    the checks know of a panel stands in these fields, never in its key:

    - `single_values`: measured values as they are, `percent`: printed as a percentage;
    - `spread`: a range or a standard deviation of normal values; `span`: so many consecutive points of the
      sample make one of the panel, neighbours share values (2: moving range);
    - `model`: the distribution of the count behind the point, None where it has none; `whole`: the count
      itself is plotted, not its share of a lot or area;
    - `beside`: limits that are drawn dotted and judge nothing;
    - `formula`: where in `charts/explain` stands what `--explain` says of its lines (``variables.MEANS``), a
      name, so that a chart does not load it; "": center +/- k standard deviations.
    - `limited`: its points are judged by limits; else by the order about the center alone.
    """

    key: str
    family: Family
    words: PanelWords
    statistic: Floats
    center: Floats
    lower: Floats
    upper: Floats
    sigma: Floats
    origin: Words
    percent: bool = False
    single_values: bool = False
    spread: Literal["range", "sd"] | None = None
    span: int = 1
    model: Literal["binomial", "poisson"] | None = None
    whole: bool = False
    beside: Beside | None = None
    formula: str = ""
    limited: bool = True

    @property
    def measured(self) -> int:
        """Number of points that were measured: a missing value is a gap, not a point."""
        return int(np.count_nonzero(finite(self.statistic)))

    @property
    def defined(self) -> Bools:
        """Points that can be judged: statistic, center and a limit are finite and the limits have a width."""
        lower, upper, center = compact(self.lower), compact(self.upper), compact(self.center)
        limited = np.isfinite(upper) | np.isfinite(lower) | (not self.limited)
        known = np.isfinite(center) & limited & (compact(self.sigma) != 0)
        return np.asarray(finite(self.statistic) & known)

    def at(self, points: Ints) -> ControlPanel:
        """Return the panel of some points alone."""

        def some(line: Floats) -> Floats:
            return np.broadcast_to(line, self.statistic.shape)[points]

        return self._replace(
            statistic=some(self.statistic),
            center=some(self.center),
            lower=some(self.lower),
            upper=some(self.upper),
            sigma=some(self.sigma),
            beside=None,
        )


State = Mapping[str, float] | None
Panels = tuple[ControlPanel, ...]
Estimate = Callable[[Any, Estimation], Parameters]
Draw = Callable[[Any, Parameters, Estimation, State], tuple[Panels, State]]


class More(NamedTuple):
    """What a kind says beside what all kinds say."""

    facts: Mapping[str, Fact]
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()


class ChartKind(NamedTuple):
    """A chart kind.

    Parameters
    ----------
    name : str
        As in the catalogue.
    title : Msg
        "Xbar-R chart".
    noun : {"subgroup", "value", "range", "lot"}
        What a point is called.
    estimate : callable
        ``(sample, estimation) -> Parameters``: phase I.
    panels : callable
        ``(sample, parameters, estimation, state) -> (panels, state)``: phase I drawing and phase II.
    sigma_methods : tuple of str
        Estimators of sigma within that this kind knows; the first is the default.
    parameters : tuple of str
        Names a limits file of this kind must hold.
    learned : mapping of str to Msg
        What a parameter other than center and sigma is called: its row and its fact.
    minimum : int
        Fewest points to call the process stable.
    words : mapping of str to PanelWords
        How its panels are called, by their keys.
    center : {"value", "share", "rate"}
        What the center is: a measured value, a share nonconforming, a number of nonconformities per unit.
    sized : {"any", "one", "none"}
        Limits hold for points of any size; for the one size they were made for (then a center typed by
        hand is that of the count); sizes are not asked for.
    summary : str or None
        Column of a table of summaries that is drawn beside the means: ``range`` or ``sd``.
    dispersed : str
        Kind of chart for counts that vary more, or less, than chance lets them.
    limited : bool
        Its panels have limits.
    rules : pair of str
        Rule sets that judge it unasked: limits estimated from the same points, limits that are known.
    more : callable, optional
        ``(sample, panels, phase) -> More``: what only this kind says.
    remark : callable, optional
        From the parameters to a sentence under the title of the picture, after the first finding.
    run_length : callable, optional
        Returns how `sqc arl` computes the kind: one line into `stats.runlength`. A callable, so that a chart
        does not load it.
    """

    name: str
    title: Msg
    noun: Literal["subgroup", "value", "range", "lot"]
    estimate: Estimate
    panels: Draw
    sigma_methods: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ("center", "sigma")
    learned: Mapping[str, Msg] = {}
    minimum: int = 20
    words: Mapping[str, PanelWords] = {}
    center: Literal["value", "share", "rate"] = "value"
    sized: Literal["any", "one", "none"] = "any"
    summary: Literal["range", "sd"] | None = None
    dispersed: str = ""
    limited: bool = True
    rules: tuple[str, str] = ("nelson:1,2", "limits")
    more: Callable[[Sample, Panels, int], More] | None = None
    remark: Callable[[Parameters], Words | None] | None = None
    run_length: Callable[[], ArlKind] | None = None


def load_kind(name: str) -> ChartKind:
    """Import one kind, and only that one."""
    from importlib import import_module

    from sqc.charts.catalog import module_of

    return cast(ChartKind, import_module(module_of(name)).KIND)


def stage_starts(sample: Sample) -> npt.NDArray[np.int64]:
    """Return the first index of every stage."""
    return sample.about.stages.starts


def used_points(sample: Sample, statistic: Floats) -> Bools:
    """Return which points enter the estimate: measured and not excluded."""
    used = finite(statistic)
    return used if sample.about.excluded is None else used & ~sample.about.excluded
