"""Sentences before they have a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Msg:
    """A sentence kept apart from its language.

    Parameters
    ----------
    text : str
        The English sentence; ``{name}`` marks a place for a value.
    **values : object
        What is put in: text, whole numbers (commas from 1,000), other messages, `Listing`.

    Examples
    --------
    >>> Msg("{n} values read", n=4000).render("en")
    '4,000 values read'
    """

    __slots__ = ("count", "many", "text", "values")

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values: Mapping[str, object] = values
        self.many: str | None = None
        self.count = 0

    def render(self, lang: str | None = None) -> str:
        """Return the sentence in `lang` (``"en"``, ``"zh"``; None: the language that is set)."""
        from sqc.i18n.catalog import language, translate

        lang = lang or language()
        template = translate(self.text, lang, self.many, self.count)
        if not self.values:
            return template.format() if "{" in template else template
        return template.format_map({key: put_in(value, lang) for key, value in self.values.items()})

    def __str__(self) -> str:
        return self.render()

    def __repr__(self) -> str:
        return f"Msg({self.render('en')!r})"

    def _key(self) -> tuple[object, ...]:
        return (self.text, self.many, self.count, repr(sorted(self.values.items())))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Msg) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())


def plural(one: str, many: str, n: int, /, **values: object) -> Msg:
    """Return a sentence with a singular and a plural form; ``{n}`` is put in by itself.

    Examples
    --------
    >>> plural("{n} value", "{n} values", 0).render("en")
    '0 values'
    """
    message = Msg(one, n=n, **values)
    message.many, message.count = many, n
    return message


class Verbatim(Msg):
    """Text that is the same in every language: a command, a name from the data."""

    __slots__ = ()

    def render(self, lang: str | None = None) -> str:
        """Return the text as it is."""
        return self.text


class Join(Msg):
    """Clauses one after another: `separator` is ``"; "``, ``", "``, ``" "`` or ``". "``."""

    __slots__ = ("parts", "separator")

    def __init__(self, parts: Sequence[Words], separator: str = "; ") -> None:
        super().__init__(separator)
        self.parts = tuple(parts)
        self.separator = separator

    def render(self, lang: str | None = None) -> str:
        """Return the clauses joined with the punctuation of the language."""
        from sqc.i18n.catalog import language

        lang = lang or language()
        zh = {"; ": "；", ", ": "，", ". ": "。"}
        between = zh.get(self.separator, self.separator) if lang == "zh" else self.separator
        return between.join(words(part, lang) for part in self.parts)

    def _key(self) -> tuple[object, ...]:
        return (self.separator, *map(repr, self.parts))


class Listing(Msg):
    """Names in a row: ``37, 38 and 39``; more than five: the first three and how many more.

    With `open_end` the names are only separated: the sentence around them goes on with "and".

    Examples
    --------
    >>> Listing(["37", "38", "39"]).render("en")
    '37, 38 and 39'
    >>> Listing(["37", "38", "39"]).render("zh")
    '37、38、39'
    """

    __slots__ = ("items", "most", "open_end")

    def __init__(self, items: Sequence[Words], most: int = 5, open_end: bool = False) -> None:
        super().__init__("")
        self.items = tuple(items)
        self.most = most
        self.open_end = open_end

    def render(self, lang: str | None = None) -> str:
        """Return the names with the conjunction of the language."""
        from sqc.i18n.catalog import language

        lang = lang or language()
        zh = lang == "zh"
        comma, last = ("、", "、") if zh else (", ", " and ")
        items = tuple(words(item, lang) for item in self.items)
        if self.open_end:
            return comma.join(items)
        if len(items) > self.most:
            rest = f"{len(items) - 3:,}"
            shown = comma.join(items[:3])
            return f"{shown} 等 {len(items):,} 处" if zh else f"{shown} and {rest} more"
        return comma.join(items[:-1]) + last + items[-1] if len(items) > 1 else "".join(items)

    def _key(self) -> tuple[object, ...]:
        return tuple(map(words, self.items))


Words = str | Msg


def words(text: Words, lang: str | None = None) -> str:
    """Return `text` in the language, whether it is a plain string or a message."""
    return text.render(lang) if isinstance(text, Msg) else text


def put_in(value: object, lang: str) -> str:
    """Return a value as it stands inside a sentence."""
    if isinstance(value, Msg):
        return value.render(lang)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
