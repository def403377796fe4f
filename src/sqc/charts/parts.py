"""What is charted apart: the values of a column, or several columns of one table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sqc.charts.catalog import KINDS
from sqc.charts.columns import one_thing
from sqc.charts.settings import Settings
from sqc.data.labels import coded
from sqc.data.rows import take
from sqc.data.select import column, value_columns
from sqc.data.table import Table
from sqc.data.wording import option
from sqc.i18n.message import Msg
from sqc.notes import DataError, OptionError, flag

MOST = 20

Part = tuple[str, Table, Settings]


def parts_of(table: Table, settings: Settings) -> list[Part]:
    """Return what is charted apart: name, rows and settings of each; one part without a name is one chart.

    Raises
    ------
    DataError
        ``too-many-charts``: more than `MOST`.
    OptionError
        ``option-clash``: one limits file cannot be written for several charts.
    """
    parts = [
        (_joined(group, value), rows, settings._replace(value=names))
        for group, rows in _groups(table, settings)
        for value, names in _values(table, settings)
    ]
    for name in ("save_limits", "notes"):
        if len(parts) > 1 and getattr(settings, name) is not None:
            raise OptionError(
                "option-clash",
                Msg("{option} is about one chart, and these are {n}.",
                    option=flag(name), n=len(parts)),
                hints=[Msg("choose one by --where or --value")],
            )  # fmt: skip
    return parts


def _joined(group: str, value: str) -> str:
    return " ".join(name for name in (group, value) if name)


def _groups(table: Table, settings: Settings) -> Iterator[tuple[str, Table]]:
    if settings.by is None:
        yield "", table
        return
    by = column(table, settings.by, "by")
    codes, names = coded(by, np.arange(table.n_rows))
    if len(names) > MOST:
        raise DataError(
            "too-many-charts",
            Msg(
                "column {column} of {file} holds {n} values; a page for each is drawn up to {most}.",
                column=by.header,
                file=table.name,
                n=len(names),
                most=MOST,
            ),
            hints=[option("where", f"{by.name}={names[0]}")],
            file=table.name,
            column=by.header,
        )
    if not names:
        raise DataError(
            "no-data-left",
            Msg("column {column} of {file} holds nothing.", column=by.header, file=table.name),
            file=table.name,
            column=by.header,
        )
    for code, name in enumerate(names):
        yield name, take(table, codes == code)


def _values(table: Table, settings: Settings) -> list[tuple[str, tuple[str, ...]]]:
    """Return the value columns of each chart: readings of one thing make subgroups, others a chart each.

    ``x1..x5`` and kinds that take subgroups always mean the readings of one row.
    """
    together = [("", settings.value)]
    takes = KINDS[settings.kind].takes if settings.kind in KINDS else None
    if len(settings.value) < 2 or takes == "subgroups" or any(".." in name for name in settings.value):
        return together
    if settings.subgroup or settings.size or settings.window:
        takes = "subgroups"
    columns = tuple(value_columns(table, settings.value))
    if takes is None and one_thing(columns):
        return together
    if len(columns) > MOST:
        raise OptionError(
            "too-many-charts",
            Msg("{option} names {n} columns; a page for each is drawn up to {most}.",
                option="--value", n=len(columns), most=MOST),
        )  # fmt: skip
    return [(c.name, (c.header if table.find(c.name) is not c else c.name,)) for c in columns]
