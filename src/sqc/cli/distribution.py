"""``sqc distribution``."""

from __future__ import annotations

from typing import Any

import click

from sqc.capability.distribution_options import (
    DISTANCES,
    DISTRIBUTION_OPTIONS,
    FAMILIES,
    FLEXIBLE,
    PLAIN,
    READING,
    SPECIFICATION,
    THRESHOLD,
    WHAT,
)
from sqc.cli.options import SHOW_HELP, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, check_explain, show
from sqc.i18n.message import Msg
from sqc.notes import OptionError


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc distribution FILE: which distributions fit the values, and which can be told apart?"),
        (
            ("sqc distribution data.csv", Msg("every distribution")),
            ("sqc distribution data.csv --lsl 15", Msg("with the ppm that each expects outside")),
            ("sqc distribution data.csv --dist weibull,lognormal", Msg("two of them")),
            ("sqc distribution data.csv -o families.png", Msg("probability plots")),
        ),
        (
            (Msg("Distributions"), table_rows(DISTRIBUTION_OPTIONS, FAMILIES)),
            (Msg("Specification"), table_rows(DISTRIBUTION_OPTIONS, SPECIFICATION)),
            (Msg("What to study"), table_rows(DISTRIBUTION_OPTIONS, WHAT)),
            (Msg("Reading the file"), table_rows(DISTRIBUTION_OPTIONS, READING)),
            (Msg("Result"), SHOW_HELP),
        ),
        Msg(
            "Distributions: {general}; with a threshold: {threshold}; transformed to the normal:"
            " {flexible}; for distances (position, form): {distances}.",
            general=" ".join(PLAIN),
            threshold=" ".join(THRESHOLD),
            flexible=" ".join(FLEXIBLE),
            distances=" ".join(DISTANCES),
        ),
    )


def run(shown: Show, file: str | None = None, **options: Any) -> int:
    """Read, one call, show."""
    if file is None and shown.explain is not None:
        from sqc.capability.distribution_explain import DISTRIBUTION
        from sqc.charts.explain.entries import without_file

        return show(without_file(DISTRIBUTION), check_explain(shown, "distribution"))
    if file is None:
        raise OptionError("missing-argument", Msg("a file is missing: sqc distribution FILE."))
    from sqc.capability.distribution import distribution

    return show(distribution(file, **options), shown)


command = make_command(
    "distribution",
    page,
    [click.Argument(["file"], required=False), *table_options(DISTRIBUTION_OPTIONS)],
    run,
)
