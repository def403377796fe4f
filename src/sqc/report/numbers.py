"""How numbers are printed: decimals from the resolution and from sigma, percent, p values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqc.i18n.message import Msg, Words
from sqc.notes import out_of_range

MOST_DECIMALS = 15
_asked: ContextVar[int | None] = ContextVar("decimals", default=None)
# a longer number holds more figures than a double has, or a long row of zeros
LONGEST = 18
MOST_PLACES = 6


def fixed(value: float, decimals: int) -> str:
    """Return the number with so many decimals, half to even; negative zero prints 0.

    A number that would take more than 18 characters is said with a power of ten and the same last place, but
    seven figures at most.

    Examples
    --------
    >>> fixed(-0.0001, 2), fixed(1e300, 1), fixed(1.05109e-20, 22)
    ('0.00', '1.000000e+300', '1.05e-20')
    """
    text = f"{value:.{max(decimals, 0)}f}"
    if len(text) > LONGEST and value == 0:
        return "0"
    if len(text) > LONGEST and math.isfinite(value):
        places = math.floor(math.log10(abs(value))) + decimals
        return f"{value:.{min(max(places, 2), MOST_PLACES)}e}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def percent(value: float, decimals: int) -> str:
    """Return a fraction as percent with a space before the sign.

    Examples
    --------
    >>> percent(0.02625, 2)
    '2.62 %'
    """
    return f"{fixed(100.0 * value, decimals)} %"


@contextmanager
def printed_with(decimals: int | None) -> Iterator[None]:
    """Print values in data units with so many decimals while this lasts; None: as the rule has it.

    Parameters
    ----------
    decimals : int or None
        From 0 to 15.

    Raises
    ------
    OptionError
        If it is none of these.

    Examples
    --------
    >>> with printed_with(2):
    ...     panel_decimals(3, 0.00979)
    2
    """
    check_decimals(decimals)
    token = _asked.set(decimals)
    try:
        yield
    finally:
        _asked.reset(token)


def check_decimals(decimals: int | None) -> None:
    """Raise unless this many decimals can be printed."""
    if decimals is None or (isinstance(decimals, int) and 0 <= decimals <= MOST_DECIMALS):
        return
    raise out_of_range("digits", str(decimals), Msg("a whole number from 0 to {most}", most=MOST_DECIMALS))


def asked_decimals() -> int | None:
    """Return the decimals asked for, None where the rule holds."""
    return _asked.get()


class Lazy(Msg):
    """A number inside a sentence that is printed when the sentence is: with the decimals asked for.

    `make` is a function of a module, so that results can be stored.

    Examples
    --------
    >>> Lazy(fixed, 0.5, 2).render("en")
    '0.50'
    """

    __slots__ = ("args", "make")

    def __init__(self, make: Callable[..., str], *args: object) -> None:
        super().__init__("")
        self.make, self.args = make, args

    def render(self, lang: str | None = None) -> str:
        """Return the number."""
        return self.make(*self.args)

    def _key(self) -> tuple[object, ...]:
        return (self.make.__name__, repr(self.args))


def panel_decimals(decimals: int, sigma: float) -> int:
    """Return one count of decimals for a panel: one more than the data, or three figures of sigma.

    Where a number of decimals is asked for, that one.

    Examples
    --------
    >>> panel_decimals(3, 0.00979)
    5
    """
    asked = asked_decimals()
    if asked is not None:
        return asked
    if not (math.isfinite(sigma) and sigma > 0):
        return decimals + 1
    return max(decimals + 1, 2 - math.floor(math.log10(sigma)), 0)


def apart(value: float, limit: float, decimals: int) -> int:
    """Return enough decimals to print a value and the limit it has crossed differently."""
    while decimals < 15 and value != limit and fixed(value, decimals) == fixed(limit, decimals):
        decimals += 1
    return decimals


def told_apart(
    value: float, limit: float | None, own: int, digits: int, share: bool = False
) -> tuple[int, int]:
    """Return the decimals of a value and of the limit that it has crossed, which read as what they are.

    They never read the same, nor the other way round.

    Parameters
    ----------
    value : float
    limit : float or None
    own, digits : int
        Decimals of the value and of the limit where these tell them apart.
    share : bool
        Both are printed as percent.

    Examples
    --------
    >>> told_apart(74.0153, 74.0151, 2, 2)
    (4, 4)
    """
    if limit is None:
        return own, digits
    scale = 100.0 if share else 1.0
    apparent = float(fixed(scale * value, own)) - float(fixed(scale * limit, digits))
    if apparent * (value - limit) > 0:
        return own, digits
    both = apart(scale * value, scale * limit, digits)
    return both, both


def ppm_text(share: float, n: int) -> str:
    """Return a share in parts per million: two figures below 10, whole to 999, then two or three figures.

    Parameters
    ----------
    share : float
        From 0 to 1.
    n : int
        Values behind it: over 1,000 give a third figure.

    Examples
    --------
    >>> [ppm_text(share / 1e6, 23) for share in (0.0, 0.3866, 1.3e-5, 99.2, 2812.0)]
    ['0', '0.39', '1.3e-05', '99', '2,800']
    """
    ppm = 1e6 * share
    if ppm == 0 or not math.isfinite(ppm):
        return "0" if ppm == 0 else "-"
    if ppm < 10:
        return f"{ppm:.2g}" if ppm < 1e-3 else fixed(ppm, 1 - math.floor(math.log10(ppm)))
    if ppm < 999.5:
        return fixed(ppm, 0)
    figures = 3 if n > 1000 else 2
    step = 10 ** (math.floor(math.log10(ppm)) - figures + 1)
    return f"{round(ppm / step) * step:,.0f}"


def ratio_text(ratio: float) -> str:
    """Return a ratio with two decimals, more where it is small.

    Examples
    --------
    >>> ratio_text(0.6234), ratio_text(0.01234)
    ('0.62', '0.012')
    """
    if not 0 < ratio < 0.1:
        return fixed(ratio, 2)
    return fixed(ratio, 1 - math.floor(math.log10(ratio)))


def ratio_end(ratio: float) -> Words:
    """Return a ratio, or an end of its interval, that may be infinite.

    Examples
    --------
    >>> ratio_end(0.6234), ratio_end(math.inf).render("en")
    ('0.62', 'without limit')
    """
    return Msg("without limit") if math.isinf(ratio) else ratio_text(ratio)


def p_value(p: float) -> str:
    """Return ``= 0.781`` or ``< 0.001``.

    Examples
    --------
    >>> p_value(0.0000004)
    '< 0.001'
    """
    if p < 0.001:
        return "< 0.001"
    text = f"{p:.3f}"
    return f"= {p:.4f}" if (text == "0.050") and p < 0.05 else f"= {text}"
