"""The picture of a diagram."""

from __future__ import annotations

from sqc.i18n.message import Join, Msg, Words
from sqc.qctools.diagram.told import Told
from sqc.report.marks import Page


def page(told: Told) -> Page:
    """Return the sheet."""
    first = told.findings[0]
    footer: list[Words] = [Join(told.footer, " · ")] if told.footer else []
    return Page(
        Join([told.name, told.kind_name], " · "),
        ((told.plot(),),),
        first.message,
        first.level == "act",
        (*footer, Msg("Source: {name}", name=told.source.name)),
        least="page",
    )
