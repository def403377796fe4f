"""``sqc arl``: how long a chart runs, without and with a shift."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.charts.arl_ask import asked
from sqc.charts.arl_compute import compute
from sqc.charts.arl_result import RunLength as RunLength


def arl(
    kind: str,
    *,
    rules: str | None = None,
    shift: float | str | Sequence[float] | None = None,
    size: int | None = None,
    k: float | None = None,
    weight: float | None = None,
    reference: float | None = None,
    interval: float | None = None,
    head_start: float | None = None,
    variables: int | None = None,
    arl0: float | None = None,
    inspected: float | None = None,
    given_center: float | None = None,
    given_sigma: float | None = None,
    unit: str | None = None,
    subgroups: int | None = None,
    interval_time: str | None = None,
) -> RunLength:
    """Return how long a chart runs until it signals, without and with a shift.

    Parameters
    ----------
    kind : str
        ``xbar``, ``i``, ``r``, ``s``, ``mr`` (one panel), ``xbar-r``, ``xbar-s``, ``i-mr``, ``median-r``,
        ``p``, ``np``, ``c``, ``u``, ``laney-p``, ``laney-u``, ``ewma``, ``cusum``, ``mewma``, ``t2``.
    rules : str, optional
        Rule set of a Shewhart chart, or a part of one (``nelson:1,2``); default ``limits``.
    shift : float, sequence of float or text, optional
        In sigma of the plotted statistic; with `given_sigma` in its unit. r, s, mr: ratio of sigma to
        that without a shift; p, np: the new share; c, u: the new mean; mewma, t2: Mahalanobis distance.
        Default: no shift.
    size : int, optional
        Values per subgroup.
    k : float, optional
        Limits in standard deviations of the statistic; default 3.
    weight : float, optional
        Weight of the newest point of ewma and mewma, above 0 and up to 1.
    reference, interval : float, optional
        Reference value and decision interval of cusum, in sigma of the plotted values (0.5 and 5);
        `interval` is also the limit of mewma and t2.
    head_start : float, optional
        Fast initial response of cusum (sigma of the plotted values) and ewma (sigma of the statistic).
    variables : int, optional
        Number of variables of mewma and t2; default 2.
    arl0 : float, optional
        Average run length without a shift that the limits of ewma, cusum, mewma and t2 are solved for.
    inspected : float, optional
        Units in a lot (p, np), area (u).
    given_center : float, optional
        Share nonconforming (p, np), mean count (c, u).
    given_sigma : float, optional
        Sigma of single values: shifts are in its unit.
    unit : str, optional
        The unit of `given_sigma` and `shift`.
    subgroups : int, optional
        Limits estimated from so many subgroups (values of i, mr and i-mr charts; lots): the run length
        averaged over all such charts.
    interval_time : str, optional
        Time from point to point (``2h``), for the average time to signal.

    Returns
    -------
    RunLength
        Facts ``arl``, ``sdrl``, ``median_rl``, ``rl_5``, ``rl_95``, ``arl_steady`` and ``ats`` of the first
        shift, ``arl0`` without a shift, ``standard_error`` of a simulated ``arl``; `to_frame` has a row per
        shift.

    Raises
    ------
    OptionError
        An option without meaning for the kind, a chart that never signals.

    Notes
    -----
    Shewhart charts by the Markov chain of their rules (Champ and Woodall 1987), the others by integral
    equations; exact but for rounding. Rules that must remember too much are simulated, with a standard error.

    Examples
    --------
    >>> import sqc
    >>> found = sqc.arl("xbar", rules="nelson:1,2", shift=[0, 1])
    >>> [round(length, 1) for length in found.columns["arl"]]
    [216.7, 17.1]
    """
    options = {name: value for name, value in locals().items() if name != "kind"}
    question = asked(kind, options)
    return RunLength(question, *compute(question, question.shifts))
