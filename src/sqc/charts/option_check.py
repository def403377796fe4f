"""Options of the wrong type, and kinds that do not exist: a caller in Python has no parser before him."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any

from sqc.charts.options import Option
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import OptionError, out_of_range


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, (list, tuple)) and all(map(_is_text, value)))


def _is_number(value: Any, of: type = Real) -> bool:
    return isinstance(value, of) and not isinstance(value, bool)


_TYPES: Mapping[str, tuple[Callable[[Any], bool], Msg]] = {
    "text": (_is_text, Msg("text")),
    "texts": (_is_texts, Msg("text")),
    "number": (_is_number, Msg("a number")),
    "integer": (lambda value: _is_number(value, Integral), Msg("a whole number")),
}


def check_types(table: Sequence[Option], given: Mapping[str, Any], free: Iterable[str] = ()) -> None:
    """Raise where an option is not of the type that its table says.

    Parameters
    ----------
    table : sequence of Option
    given : mapping
        None: not given.
    free : iterable of str
        Options that take more in Python than on the command line.

    Raises
    ------
    OptionError
        ``option-range``.
    """
    for option in table:
        value = given.get(option.name)
        if value is None or option.takes not in _TYPES or option.name in free:
            continue
        fits, allowed = _TYPES[option.takes]
        if not fits(value):
            raise out_of_range(option.name, repr(value)[:40], allowed)


def unknown_kind(name: object, known: Sequence[str], list_of: Words | None = None) -> OptionError:
    """Return the error for a kind that is not among the known ones.

    Parameters
    ----------
    name : object
    known : sequence of str
    list_of : Msg, optional
        The line that lists the kinds.
    """
    from difflib import get_close_matches

    near = get_close_matches(str(name).lower(), known, 1)
    text = Msg('there is no chart kind "{name}".', name=str(name))
    if near:
        text = Msg('there is no chart kind "{name}"; did you mean "{near}"?', name=str(name), near=near[0])
    line = list_of or Msg("kinds: {kinds}", kinds=Listing(list(known), open_end=True))
    return OptionError("unknown-kind", text, details=[line])
