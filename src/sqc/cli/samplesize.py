"""``sqc samplesize``."""

from __future__ import annotations

from typing import Any

from sqc.cli.options import SHOW_HELP, make_command, table_options, table_rows, verb_page
from sqc.cli.show import Show, check_explain, show
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import JUDGED
from sqc.qctools.samplesize.options import PLANNED, SAMPLESIZE_OPTIONS

COMPARISONS = (
    ("t  paired  one-sample", Msg("means of two groups, of pairs, of one group and a target")),
    ("anova", Msg("means of three or more groups")),
    ("proportion  counts", Msg("shares of units inspected; events on an area or a time")),
    ("paired-proportion", Msg("shares of the same items, judged twice")),
    ("variance  correlation", Msg("two standard deviations; do two columns go together?")),
    ("equivalence", Msg("to show that two means differ by less than a margin")),
)


def page() -> str:
    """Return the help page."""
    return verb_page(
        Msg("sqc samplesize: how many values show a difference that matters?"),
        (
            ("sqc samplesize --test t --difference 0.5 --given-sigma 0.8", Msg("two groups")),
            ("sqc samplesize --test t --n 20 --given-sigma 0.8", Msg("what do 20 show?")),
            ("sqc samplesize --test anova --groups 4 --effect 0.4", Msg("four groups")),
            ("sqc samplesize --test correlation --effect 0.3", Msg("pairs of values")),
            ("sqc samplesize --test counts --given-center 4 --difference -2", Msg("events per unit")),
        ),
        (
            (Msg("Comparisons (--test)"), COMPARISONS),
            (Msg("The plan"), table_rows(SAMPLESIZE_OPTIONS, PLANNED)),
            (Msg("How it is judged"), table_rows(SAMPLESIZE_OPTIONS, JUDGED)),
            (Msg("Result"), SHOW_HELP),
        ),
        Msg("5 % against 2 %: --test proportion --given-center 0.05 --difference -0.03."),
    )


def run(shown: Show, **options: Any) -> int:
    """One call, show."""
    if not options and shown.explain is not None:
        from sqc.charts.explain.entries import without_file
        from sqc.qctools.samplesize.explain import SAMPLESIZE

        return show(without_file(SAMPLESIZE), check_explain(shown, "samplesize"))
    from sqc.qctools.samplesize.verb import samplesize

    return show(samplesize(**options), shown)


command = make_command("samplesize", page, table_options(SAMPLESIZE_OPTIONS), run)
