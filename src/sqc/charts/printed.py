"""With how many decimals a chart's numbers are printed: by the rule, or those asked for."""

from __future__ import annotations

import numpy as np

from sqc.charts.kind import ControlPanel
from sqc.data.sample import Sample
from sqc.report.numbers import apart, asked_decimals, fixed, panel_decimals, percent, told_apart


def decimals_of(panel: ControlPanel, sample: Sample, sigma: float) -> int:
    """Return one count of decimals for a panel, from the data's decimals and from sigma.

    `sigma` is sigma within; counts take the standard deviation of what is plotted. Where a number of decimals
    is asked for it is that one, or the fewest that tell the center from its limits.
    """
    if asked_decimals() is not None:
        return max(panel_decimals(0, sigma), fewest_decimals(panel))
    if panel.family != "attribute":
        return panel_decimals(sample.about.decimals, sigma)
    finite = panel.sigma[np.isfinite(panel.sigma)][:1]
    scale = 100.0 if panel.percent else 1.0
    return panel_decimals(0, scale * float(finite[0]) if len(finite) else float("nan"))


def fewest_decimals(panel: ControlPanel) -> int:
    """Return the fewest decimals that tell the center from its limits."""
    digits, scale = 0, 100.0 if panel.percent else 1.0
    for line in (panel.lower, panel.upper):
        both = np.isfinite(line) & np.isfinite(panel.center)
        if both.any():
            first = int(np.argmax(both))
            digits = apart(scale * float(line[first]), scale * float(panel.center[first]), digits)
    return digits


def value_digits(
    panel: ControlPanel, sample: Sample, value: float, limit: float | None, digits: int
) -> tuple[int, int]:
    """Return the decimals of a plotted value and of the limit it has crossed: never the same text."""
    own = own_decimals(panel, sample)
    return told_apart(value, limit, digits if own is None else own, digits, panel.percent)


def own_decimals(panel: ControlPanel, sample: Sample) -> int | None:
    """Return the decimals of plotted values that are printed as they were measured, None for others."""
    return 0 if panel.whole else sample.about.decimals if panel.single_values else None


def _asked(rule: int, fewest: int) -> int:
    asked = asked_decimals()
    return rule if asked is None else max(asked, fewest)


def value_text(value: float, limit: float, own: int | None, rule: int, fewest: int, share: bool) -> str:
    """Return a value beside the limit it has crossed, for `Lazy`."""
    digits = _asked(rule, fewest)
    digits, _ = told_apart(value, limit, digits if own is None else own, digits, share)
    return percent(value, digits) if share else fixed(value, digits)


def limit_text(value: float, limit: float, own: int | None, rule: int, fewest: int, share: bool) -> str:
    """Return a limit beside the value that has crossed it, for `Lazy`."""
    digits = _asked(rule, fewest)
    _, digits = told_apart(value, limit, digits if own is None else own, digits, share)
    return percent(limit, digits) if share else fixed(limit, digits)


def center_text(center: float, rule: int, fewest: int) -> str:
    """Return a share in percent, for `Lazy`."""
    return percent(center, _asked(rule, fewest))


def change_text(change: float, rule: int) -> str:
    """Return a change of the mean, which never reads 0, for `Lazy`."""
    asked = asked_decimals()
    return fixed(change, max(rule - 1, 1) if asked is None else apart(change, 0.0, asked))
