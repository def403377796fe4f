"""Results whose picture is a sheet of words, too wide for a column."""

from __future__ import annotations

from typing import Any

from sqc.i18n.message import Msg
from sqc.notes import out_of_range
from sqc.report.result import Result


def check_paper(size: str) -> None:
    """Raise where words would not fit on the paper.

    Raises
    ------
    OptionError
        ``option-range``.
    """
    if size == "column":
        raise out_of_range("paper", size, Msg("page, a4 or a4p"))


class WideResult(Result):
    """A result whose picture needs a page."""

    def to_html(
        self,
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        digits: int | None = None,
    ) -> str:
        """Return the result as one page; not for a column."""
        check_paper(size)
        return super().to_html(lang, size=size, title=title, digits=digits)

    def figure(
        self,
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        digits: int | None = None,
    ) -> Any:
        """Return the picture; not for a column."""
        check_paper(size)
        return super().figure(lang, size=size, title=title, digits=digits)

    def files(
        self,
        path: str,
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        dpi: int | None = None,
        digits: int | None = None,
    ) -> list[tuple[str, str | bytes]]:
        """Return the files that `save` writes; not for a column."""
        check_paper(size)
        return super().files(path, lang, size=size, title=title, dpi=dpi, digits=digits)
