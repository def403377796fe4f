"""Why a chart has no run length, or none by a chain."""

from __future__ import annotations


class NeverSignalsError(ValueError):
    """The rules never signal, or hardly ever.

    Examples
    --------
    >>> str(NeverSignalsError("these rules never signal"))
    'these rules never signal'
    """


class NoChainError(ValueError):
    """What the rules must remember is too much for an exact chain: the chart can be simulated.

    Examples
    --------
    >>> issubclass(NoChainError, ValueError)
    True
    """
