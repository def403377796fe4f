"""Columns of two words: the one that counts as nonconforming is named by the user, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sqc.data.cells import clean
from sqc.data.coded import Coded
from sqc.data.labels import cell_text
from sqc.data.roles import LABEL_HEADS, STAGE_HEADS, TIME_HEADS
from sqc.data.select import value_columns
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import Row, option
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words
from sqc.notes import OptionError

_SHOWN = 8


def words_in(c: Column, most: int = _SHOWN) -> tuple[str, ...]:
    """Return the distinct words of a column in order of first appearance; `most` + 1 at most.

    Examples
    --------
    >>> words_in(Column("v", "v", cells=("Y", "N", "", "Y")))
    ('Y', 'N')
    """
    if isinstance(c.cells, Coded):
        texts: Sequence[str] = c.cells.categories
    elif c.cells is not None:
        gone = {row for row, _ in c.spellings}
        texts = [cell for row, cell in enumerate(c.cells) if row not in gone]
    elif c.numbers is not None and c.kind == "number":
        _, first = np.unique(c.numbers[~np.isnan(c.numbers)], return_index=True)
        rows = np.flatnonzero(~np.isnan(c.numbers))[np.sort(first)[: most + 1]]
        texts = [cell_text(c, int(row)) for row in rows]
    else:
        return ()
    seen: dict[str, str] = {}
    for text in texts:
        if text.strip():
            seen.setdefault(fold(text), text.strip())
        if len(seen) > most:
            break
    return tuple(seen.values())


def holds_two_words(c: Column) -> bool:
    """Say whether a column that is no label, stage or time holds exactly two words, neither a date.

    Examples
    --------
    >>> holds_two_words(Column("v", "v", cells=("Y", "N", "Y")))
    True
    """
    head = fold(c.name)
    if c.kind not in ("verdict", "text") or head in LABEL_HEADS or head in STAGE_HEADS or head in TIME_HEADS:
        return False
    return len(words_in(c, 2)) == 2


def is_ambiguous(c: Column) -> bool:
    """Say whether a column has two words and nothing tells which of them is nonconforming.

    Examples
    --------
    >>> is_ambiguous(Column("v", "v", cells=("good", "poor", "good")))
    True
    """
    if c.kind == "verdict":
        return bool(c.problems) and c.problems[0].key == "ambiguous-verdict"
    return c.kind == "text" and len(words_in(c, 2)) == 2


def count_word(table: Table, word: str, names: Sequence[str]) -> tuple[Table, str]:
    """Return the table in which columns count a word as nonconforming, and the name of the first one.

    Parameters
    ----------
    table : Table
    word : str
        The word that counts; the other word of the columns conforms.
    names : sequence of str
        The value columns where they are named; else the one column of two words that holds `word`.

    Raises
    ------
    OptionError
        ``unknown-word`` with the words there are, ``more-words``, ``no-verdicts``, ``which-column``.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> v = Column("v", "v", cells=("Y", "N", "Y"))
    >>> table, name = count_word(Table("a.csv", (v,), np.arange(2, 5), Source("a.csv")), "N", ())
    >>> table.columns[0].numbers
    array([0., 1., 0.])
    """
    found = value_columns(table, names) if names else _of_two_words(table, word)
    words = tuple({_key(w): w for c in found for w in words_in(c)}.values())
    if _key(word) not in map(_key, words):
        raise _unknown_word(table, word, found)
    if len(words) > 2:
        raise _more_words(table, max(found, key=lambda c: len(words_in(c))), words, word)
    columns = tuple(_counted(c, word) if any(c is one for one in found) else c for c in table.columns)
    said: Words = Msg(
        '"{word}" in {column} counts as nonconforming', word=cut(word), column=Row([c.name for c in found])
    )
    source = replace(table.source, read=(*table.source.read, said))
    return table._replace(columns=columns, source=source), found[0].name


def _key(word: str) -> str:
    word = fold(clean(word))
    try:
        return repr(float(word))
    except ValueError:
        return word


def _of_two_words(table: Table, word: str) -> list[Column]:
    pairs = [c for c in table.columns if holds_two_words(c) or _is_zero_or_one(c)]
    holding = [c for c in pairs if _key(word) in map(_key, words_in(c))]
    if len(holding) > 1:
        raise OptionError(
            "which-column",
            Msg("{option}: {n} columns hold that word; say which one is counted.",
                option=option("nonconforming", word), n=len(holding)),
            hints=[option("value", c.name) for c in holding[:3]],
            file=table.name,
        )  # fmt: skip
    if not holding:
        words = [c for c in table.columns if c.kind in ("verdict", "text")]
        holding = [c for c in words if _key(word) in map(_key, words_in(c))][:1]
    if holding:
        return holding
    raise _unknown_word(table, word, pairs)


def _is_zero_or_one(c: Column) -> bool:
    return c.kind == "number" and c.integer and sorted(map(_key, words_in(c, 2))) == ["0.0", "1.0"]


def _unknown_word(table: Table, word: str, columns: Sequence[Column]) -> OptionError:
    if not columns:
        text = Msg("{option}: {file} has no column of two words.",
                   option=option("nonconforming", word), file=table.name)  # fmt: skip
        return OptionError("no-verdicts", text, file=table.name)
    words = list(dict.fromkeys(w for c in columns for w in words_in(c)))
    return OptionError(
        "unknown-word",
        Msg('{file}, column {column}: the word "{word}" does not occur.',
            file=table.name, column=Row([c.name for c in columns]), word=cut(word)),
        details=[Msg("words there: {words}", words=Row([cut(w, 20) for w in words[:_SHOWN]], most=_SHOWN))],
        hints=[option("nonconforming", w) for w in words[:2]],
        file=table.name,
        column=columns[0].header,
    )  # fmt: skip


def _more_words(table: Table, c: Column, words: Sequence[str], word: str) -> OptionError:
    others = [w for w in words if _key(w) != _key(word)]
    return OptionError(
        "more-words",
        Msg("{file}, column {column} holds more than two words; which of them conform is not said.",
            file=table.name, column=c.header),
        details=[Msg("words there: {words}", words=Row([cut(w, 20) for w in words], most=_SHOWN))],
        hints=[Msg("take a word that is neither as missing: {option}", option=option("missing", others[-1]))],
        file=table.name,
        column=c.header,
    )  # fmt: skip


def _counted(c: Column, word: str) -> Column:
    """Return the column as verdicts: 1 where the word stands, 0 where the other does."""
    if isinstance(c.cells, Coded):
        values = np.array([*(_value(text, word) for text in c.cells.categories), np.nan])
        numbers = values[c.cells.codes]
    elif c.cells is not None:
        known = {text: _value(text, word) for text in set(c.cells)}
        numbers = np.array([known[text] for text in c.cells])
    else:
        assert c.numbers is not None
        numbers = np.where(np.isnan(c.numbers), np.nan, (c.numbers == float(word)).astype(float))
    numbers[c.missing] = np.nan
    return c._replace(kind="verdict", numbers=numbers, problems=(), missing=np.flatnonzero(np.isnan(numbers)))


def _value(text: str, word: str) -> float:
    return float(_key(text) == _key(word)) if text.strip() else np.nan
