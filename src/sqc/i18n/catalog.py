"""The catalogues: which language is set, and the sentence in it (stdlib gettext)."""

from __future__ import annotations

import gettext
import os
import sys
from functools import lru_cache

LANGUAGES = ("en", "zh")
_LOCALE_NAMES = {"zh": "zh_CN"}
_chosen: list[str] = []


def set_language(lang: str | None) -> None:
    """Set the language of every text and figure.

    Parameters
    ----------
    lang : {"en", "zh"} or None
        None goes back to ``SQC_LANG`` or, without it, to the locale.

    Raises
    ------
    ValueError
        If there is no such language.

    Examples
    --------
    >>> import sqc
    >>> sqc.set_language("en")
    """
    if lang is not None:
        _check_known(lang)
    _chosen[:] = [] if lang is None else [lang]


def _check_known(lang: str) -> None:
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r}: en and zh are known")


def language() -> str:
    """Return the language in force: set by hand, ``SQC_LANG``, else the locale.

    Examples
    --------
    >>> language() in ("en", "zh")
    True
    """
    return _chosen[0] if _chosen else _from_environment()


@lru_cache(maxsize=1)
def _from_environment() -> str:
    asked = os.environ.get("SQC_LANG", "").lower()
    if asked[:2] in LANGUAGES:
        return asked[:2]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import locale

        if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")):
            return "zh"
    return "en"


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> gettext.NullTranslations:
    _check_known(lang)
    folder = os.path.join(os.path.dirname(__file__), "locale")
    try:
        return gettext.translation("sqc", folder, languages=[_LOCALE_NAMES[lang]])
    except OSError:
        sys.stderr.write(f"note: the {lang} catalogue is not installed; English is used.\n")
        return gettext.NullTranslations()


def translate(text: str, lang: str, many: str | None = None, n: int = 1) -> str:
    """Return the sentence of the catalogue; the English one where there is none.

    Examples
    --------
    >>> translate("{n} value", "en", "{n} values", 2)
    '{n} values'
    """
    if lang == "en":
        return text if many is None or n == 1 else many
    book = _catalogue(lang)
    return book.gettext(text) if many is None else book.ngettext(text, many, n)
