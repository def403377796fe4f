"""What can be said of data and results: findings, sources, errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from sqc.i18n.message import Msg, Words, words

Level = Literal["ok", "watch", "act"]
NOTHING: Mapping[str, object] = MappingProxyType({})
LEVELS: tuple[Level, ...] = ("act", "watch", "ok")


class Finding(NamedTuple):
    """One sentence with its level.

    Parameters
    ----------
    key : str
        Stable name (``no-signal``), the same in JSON and in the docs.
    level : {"ok", "watch", "act"}
    message : Msg
        The sentence: what was seen; what to do.
    values : mapping
        The numbers that were put in, for scripts.
    short : Msg or str, optional
        The form on the `Checked` line, for a check that found nothing.

    Examples
    --------
    >>> Finding("no-signal", "ok", Msg("Stable.")).level
    'ok'
    """

    key: str
    level: Level
    message: Msg
    values: Mapping[str, object] = NOTHING
    short: Words | None = None


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by level, act before watch before ok; those of one level keep their order.

    Examples
    --------
    >>> found = [Finding("a", "ok", Msg("A.")), Finding("b", "act", Msg("B."))]
    >>> [one.key for one in worst_first(found)]
    ['b', 'a']
    """
    return sorted(findings, key=lambda one: LEVELS.index(one.level))


def led_by(verdict: Finding, others: Iterable[Finding]) -> list[Finding]:
    """Return the verdict and the others, worst first; one that asks to act leads a verdict that does not.

    Examples
    --------
    >>> fine, act = Finding("a", "ok", Msg("A.")), Finding("b", "act", Msg("B."))
    >>> [one.key for one in led_by(fine, [act])], [one.key for one in led_by(act, [fine])]
    (['b', 'a'], ['b', 'a'])
    """
    found = worst_first(others)
    if found and found[0].level == "act" and verdict.level != "act":
        return [found[0], verdict, *found[1:]]
    return [verdict, *found]


@dataclass(frozen=True)
class Source:
    """Where the numbers came from and what was done with them on the way.

    Parameters
    ----------
    name : str
        The file as the user typed it, or what kind of object it was.
    read : tuple of Msg
        Clauses of the `Read` line: encoding, delimiter, lines left out.
    """

    name: str
    sha256: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    n_read: int = 0
    n_used: int = 0
    n_missing: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    read: tuple[Words, ...] = ()
    size: int | None = None


class SqcError(Exception):
    """An error that teaches: what stands where, what was expected, what works.

    Parameters
    ----------
    key : str
        Stable name (``unknown-column``).
    message : Msg or str
        The first sentence.
    details : sequence of Msg or str
        Lines below it: the user's own line, the columns there are.
    hints : sequence of Msg or str, or of (Msg, str)
        Commands that work; a pair is a label and its command.
    file, line, column, cell
        Where, for scripts.
    cells : sequence of (line, column, cell)
        Every cell that the error is about, the first one too.

    Examples
    --------
    >>> error = SqcError("empty-file", Msg("{file} is empty (0 bytes).", file="a.csv"), file="a.csv")
    >>> print(error)
    a.csv is empty (0 bytes).
    """

    exit_code = 2

    def __init__(
        self,
        key: str,
        message: Words,
        *,
        details: Sequence[Words] = (),
        hints: Sequence[Words | tuple[Words, str]] = (),
        file: str | None = None,
        line: int | None = None,
        column: str | None = None,
        cell: str | None = None,
        cells: Sequence[tuple[int, str, str]] = (),
    ) -> None:
        super().__init__(key, message)
        self.key = key
        self.message = message
        self.details = tuple(details)
        self.hints = tuple(hints)
        self.file = file
        self.line = line
        self.column = column
        self.cell = cell
        self.cells = tuple(cells)

    def __str__(self) -> str:
        return words(self.message)


class DataError(SqcError):
    """The data cannot be read or analysed as asked.

    Examples
    --------
    >>> issubclass(DataError, SqcError)
    True
    """


class OptionError(SqcError):
    """An option or a combination of options has no meaning here.

    Examples
    --------
    >>> issubclass(OptionError, SqcError)
    True
    """


class FitError(SqcError):
    """A model could not be fitted to the data.

    Examples
    --------
    >>> issubclass(FitError, SqcError)
    True
    """


def flag(name: str) -> str:
    """Return an option as it is typed on the command line.

    Examples
    --------
    >>> flag("given_sigma"), flag("yield_")
    ('--given-sigma', '--yield')
    """
    return "--" + name.rstrip("_").replace("_", "-")


def out_of_range(name: str, got: str, allowed: Words, key: str = "option-range") -> OptionError:
    """Return the error for an option with a value that it does not take.

    Examples
    --------
    >>> print(out_of_range("k", "-1", Msg("a number above 0")))
    --k -1 has no meaning here; a number above 0 is expected.
    """
    text = Msg(
        "{option} {got} has no meaning here; {allowed} is expected.",
        option=flag(name), got=got, allowed=allowed,
    )  # fmt: skip
    return OptionError(key, text)
