"""What every result can do with its report: text, data, figure, files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from os import PathLike
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqc.notes import Finding
from sqc.report.model import Fact
from sqc.report.numbers import printed_with
from sqc.report.report import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Result:
    """Base of all results: an analysis writes `report()`, the rest is inherited."""

    def report(self) -> Report:
        """Return everything the result can say."""
        raise NotImplementedError

    def __getstate__(self) -> dict[str, Any]:
        # the stored report holds functions; it is made again when it is asked for
        return {name: value for name, value in self.__dict__.items() if name != "stored_report"}

    @cached_property
    def stored_report(self) -> Report:
        """The report, made once."""
        return self.report()

    def findings_list(self) -> tuple[Finding, ...]:
        """Return the findings, the verdict first."""
        return self.stored_report.findings

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Every number by its key, with label, unit, method and interval."""
        return self.stored_report.facts

    def __getitem__(self, key: str) -> float | int | str | None:
        facts = self.facts
        if key not in facts:
            raise KeyError(f"{key!r}; there are: {', '.join(facts)}")
        return facts[key].value

    def reported(self, digits: int | None = None) -> Report:
        """Return the report with values in data units as they are to be printed, inside `printed_with`."""
        return self.stored_report if digits is None else self.report()

    def to_text(self, lang: str | None = None, *, digits: int | None = None) -> str:
        """Return the result as text, as the command line prints it.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        digits : int, optional
            Decimals of values in data units (limits, center, sigma), 0 to 15; by default they follow from the
            data. Values that would read the same keep as many as tell them apart.
        """
        from sqc.report.text import to_text

        with printed_with(digits):
            return to_text(self.reported(digits), lang)

    def explain(self, key: str | None = None, lang: str | None = None) -> str:
        """Return how a number was computed, or what a rule or a finding means, as `--explain` prints it.

        Parameters
        ----------
        key : str, optional
            A fact (``xbar_upper``, at one point ``xbar_upper:7``), a rule (``nelson-5``) or a finding
            (``autocorrelation``); without it the main facts and the other keys.
        lang : {"en", "zh"}, optional

        Raises
        ------
        OptionError
            If there is no such key.
        """
        from sqc.report.explain import explainer_of
        from sqc.report.explained import to_text

        return to_text(explainer_of(self.stored_report), key, lang)

    def explain_dict(self, key: str | None = None, lang: str | None = None) -> dict[str, Any]:
        """Return what `explain` says as plain data, in the layout of the JSON schema."""
        from sqc.report.explain import explainer_of
        from sqc.report.explained import to_dict

        return to_dict(self.stored_report, explainer_of(self.stored_report), key, lang)

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """Return the result as plain data, in the layout of the JSON schema."""
        from sqc.report.data import to_dict

        return to_dict(self.stored_report, lang)

    def to_json(self, lang: str | None = None) -> str:
        """Return the result as one strict JSON document."""
        from sqc.report.data import to_json

        return to_json(self.to_dict(lang))

    def to_csv(self, lang: str | None = None) -> str:
        """Return the main table as CSV."""
        from sqc.report.data import to_csv

        return to_csv(self.stored_report.frame(), lang)

    def to_markdown(
        self,
        lang: str | None = None,
        pictures: Mapping[str, str] = MappingProxyType({}),
        *,
        digits: int | None = None,
    ) -> str:
        """Return the result as Markdown.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        pictures : mapping of str to str, optional
            Addresses of pictures to link, by the name of the part; "" for the picture of the result itself.
        digits : int, optional
            As `to_text` takes it.
        """
        from sqc.report.data import to_markdown

        with printed_with(digits):
            return to_markdown(self.reported(digits), lang, pictures)

    def to_html(
        self,
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        digits: int | None = None,
    ) -> str:
        """Return the result as one self-contained HTML page in both languages.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            The language that is shown first.
        size : {"page", "column", "a4", "a4p"}
            Of the picture.
        title : str, optional
            Replaces the title.
        digits : int, optional
            As `to_text` takes it.
        """
        from sqc.report.html import render

        with printed_with(digits):
            return render([self.reported(digits)], lang, size=size, title=title)

    def to_frame(self) -> Any:
        """Return the main table as a data frame of the caller's library (pandas for a file)."""
        return self._as_frame(self.stored_report.frame())

    def _as_frame(self, columns: Mapping[str, Any]) -> Any:
        import pandas as pd

        return pd.DataFrame(dict(columns))

    def figure(
        self,
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        digits: int | None = None,
    ) -> Figure:
        """Return the picture as a matplotlib figure.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        size : {"page", "column", "a4", "a4p"}
        title : str, optional
            Replaces the title.
        digits : int, optional
            As `to_text` takes it.
        """
        from sqc.i18n.catalog import language
        from sqc.report.figure import draw
        from sqc.report.written import described

        with printed_with(digits):
            return draw(described(self, digits), lang or language(), size=size, title=title)

    def save(
        self,
        path: str | PathLike[str],
        lang: str | None = None,
        *,
        size: str = "page",
        title: str | None = None,
        dpi: int | None = None,
        digits: int | None = None,
    ) -> None:
        """Write the result to a file; the ending chooses the form (png svg pdf html xlsx json csv md txt).

        `digits` is for pictures and text, as `to_text` takes it; data stay in full precision.
        Markdown gets its picture beside it. Several charts go into a folder, a picture each.

        The file is written under a temporary name and then renamed: an old file stays whole until
        the new one is complete.

        Raises
        ------
        OptionError
            If the ending is not known.
        SqcError
            If the file cannot be written.
        """
        from sqc.output import write_together

        write_together(self.files(os.fspath(path), lang, size=size, title=title, dpi=dpi, digits=digits))

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
        """Return the files that `save` writes under this name, with their content."""
        from sqc.report.written import Form, files_of

        return files_of(self, path, Form(lang, size, title, dpi, digits))

    def to_plot(self, lang: str | None = None, fine: bool | None = None, *, digits: int | None = None) -> str:
        """Return the picture drawn with characters, below line 1; the text where characters cannot show it.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        fine : bool, optional
            Signs beyond ASCII; by default in English.
        digits : int, optional
            As `to_text` takes it.
        """
        from sqc.i18n.catalog import language
        from sqc.report.terminal import can_draw, plot_text
        from sqc.report.text import verdict_line

        lang = lang or language()
        with printed_with(digits):
            report = self.reported(digits)
            page = report.page and report.page()
            if page is None or not can_draw(page):
                return self.to_text(lang, digits=digits)
            line = verdict_line(report.findings[0], lang)
            return f"{line}\n\n{plot_text(page, lang, lang == 'en' if fine is None else fine)}"

    def _repr_png_(self) -> bytes | None:
        from sqc.report.written import Form, picture_of

        return None if self.stored_report.page is None else picture_of(self, "png", Form())

    def _repr_html_(self) -> str:
        """Return text and picture for a notebook.

        The picture is a PNG: sites that show notebooks strip styles and SVG, and would leave the words of an
        SVG as loose text.
        """
        import base64
        from html import escape

        text = f"<pre>{escape(self.to_text())}</pre>"
        picture = self._repr_png_()
        if picture is None:
            return text
        data = base64.b64encode(picture).decode("ascii")
        said = escape(self.findings_list()[0].message.render())
        return f'{text}<img style="max-width:100%" alt="{said}" src="data:image/png;base64,{data}">'

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return self.to_text()

    def __eq__(self, other: object) -> bool:
        return (
            type(other) is type(self) and isinstance(other, Result) and self._compared() == other._compared()
        )

    def _compared(self) -> dict[str, Any]:
        """Return what makes two results the same."""
        return self.to_dict()

    def __hash__(self) -> int:
        return hash((type(self).__name__, tuple((key, fact.value) for key, fact in self.facts.items())))
