"""``sqc.distribution``: which distributions fit the values, and which can be told apart?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.capability.distribution_fit import unknown_distribution
from sqc.capability.distribution_judge import checked, findings
from sqc.capability.distribution_study import Study, study_values
from sqc.capability.distribution_tables import facts, frame, tables
from sqc.capability.moments import values_of
from sqc.capability.one import one_sample
from sqc.capability.specification import specification
from sqc.charts.words import read_note, with_unit
from sqc.data.select import split_names
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.stats.families.catalog import JOHNSON, NAMES

if TYPE_CHECKING:
    from sqc.report.explain import Explainer
    from sqc.report.marks import Page


@dataclass(frozen=True, eq=False, repr=False)
class Distributions(Result):
    """Every family of distributions fitted to the values, compared.

    Parameters
    ----------
    study : Study
    findings : tuple of Finding
        The verdict first.
    """

    study: Study
    findings: tuple[Finding, ...]
    given: object = None

    def report(self) -> Report:
        """Return everything the comparison says."""
        study = self.study
        return Report(
            "distribution",
            None,
            self.findings,
            self._title(),
            facts(study),
            tables(study),
            tuple(self._notes()),
            lambda: frame(study),
            self._page,
            source=study.about.source,
            provenance={"fit": "maximum likelihood", "test": "Anderson-Darling"},
            explain=self._explainer,
        )

    def _explainer(self) -> Explainer:
        from sqc.capability.distribution_explain import explainer

        return explainer(self.facts, self.findings)

    def _title(self) -> Words:
        about = self.study.about
        return Msg(
            "Distributions of {name}, {n} values, maximum likelihood",
            name=with_unit(about.name, about.unit),
            n=len(self.study.values),
        )

    def _notes(self) -> list[tuple[Words, Words]]:
        study = self.study
        notes: list[tuple[Words, Words]] = [
            (Msg("Checked"), Msg("{list}.", list=Join(tuple(checked(study)), "; ")))
        ]
        return [*notes, *read_note(study.about.source)]

    def _page(self) -> Page:
        from sqc.capability.distribution_page import page

        return page(self.study, self.findings[0])


def distribution(
    data: Any,
    *,
    dist: str | Sequence[str] | None = None,
    lsl: float | None = None,
    usl: float | None = None,
    value: str | Sequence[str] | None = None,
    subgroup: str | None = None,
    size: int | None = None,
    where: str | Sequence[str] | None = None,
    exclude: str | Sequence[object] | None = None,
    unit: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    missing: str | Sequence[str] | None = None,
    censored: str | None = None,
    fill: str | Sequence[str] | None = None,
    sheet: str | int | None = None,
    sha256: bool | None = None,
    max_size: str | None = None,
) -> Distributions:
    """Return every family of distributions fitted to the values of a file, a data frame or a sequence.

    Parameters
    ----------
    data : str, path, data frame, sequence or sample
        As `sqc.chart` takes it.
    dist : str or sequence of str, optional
        The families that are tried: ``"weibull,lognormal"``; all by default.
    lsl, usl : float, optional
        Specification limits: with them the ppm that each family expects outside.
    value, subgroup, size, where, exclude : optional
        As `sqc.chart` takes them.
    unit, encoding, delimiter, missing, censored, fill, sheet, sha256, max_size : optional
        How the file is read.

    Returns
    -------
    Distributions

    Raises
    ------
    SqcError
        If the data or the options do not allow it; the message says what works.

    Notes
    -----
    Parameters are of the greatest likelihood; the standard deviation of the normal divides by n - 1.
    AICc = -2 ln L + 2 k + 2 k (k + 1) / (n - k - 1). Families that the Anderson-Darling test does not reject
    at 5 % and that are within 5 AICc of the best fit alike.

    References
    ----------
    R. B. D'Agostino, M. A. Stephens (1986), Goodness-of-Fit Techniques, Marcel Dekker, chapter 4.

    Examples
    --------
    >>> import sqc
    >>> lives = [17.88, 28.92, 33.0, 41.52, 42.12, 45.6, 48.48, 51.84, 51.96, 54.12, 55.56, 67.8]
    >>> sqc.distribution(lives, dist="weibull,lognormal")["best"]
    'weibull'
    """
    options = dict(locals())
    given = options.pop("data")
    names = _names(options.pop("dist"))
    limits = options.pop("lsl"), options.pop("usl")
    low = high = math.nan
    if limits != (None, None):
        spec = specification(*limits, None, None, None, None)
        low, high = spec.lsl, spec.usl
    prepared = one_sample(given, options)
    values = values_of(prepared.sample)
    study = study_values(prepared.sample.about, values, names, low, high)
    return Distributions(study, findings(study), given)


def _names(dist: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if dist is None:
        return None
    names: list[str] = []
    for name in split_names(dist) if isinstance(dist, str) else dist:
        names += JOHNSON if name == "johnson" else [name]
    for name in names:
        if name not in NAMES:
            raise unknown_distribution(name)
    return tuple(dict.fromkeys(names))
