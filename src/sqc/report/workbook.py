"""The Excel view: values and limits with a native chart, signals, findings. Needs the extra ``sqc[xlsx]``."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqc.i18n.catalog import language
from sqc.i18n.display import visible
from sqc.i18n.message import Msg, Verbatim, words
from sqc.notes import SqcError
from sqc.report.data import listed
from sqc.report.model import Num, Table
from sqc.report.report import Report
from sqc.report.style import DATA, GRID, INK2, SIGNAL
from sqc.report.text import level_word
from sqc.report.ticks import decimals, step

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_575  # of a sheet, below its head
WIDEST = 40
MARKED = 500  # points of a series that get a marker each
CHART_SIZE = {"width": 900, "height": 330}


def workbook(report: Report, lang: str | None = None) -> bytes:
    """Return the report as an Excel file: result, values, and one sheet for each further table.

    Parameters
    ----------
    report : Report
    lang : {"en", "zh"}, optional

    Raises
    ------
    SqcError
        ``missing-extra``: XlsxWriter is not installed.
    """
    lang = lang or language()
    buffer = io.BytesIO()
    book = new_book(buffer)
    _result_sheet(book, report, lang)
    frame = {name: listed(column)[:ROWS] for name, column in report.frame().items()}
    _values_sheet(book, frame, lang)
    for table in report.tables:
        if table.rows and not table.printed:
            _table_sheet(book, table, lang)
    book.close()
    return buffer.getvalue()


def new_book(buffer: io.BytesIO) -> Workbook:
    """Return an empty workbook that is written to `buffer` when it is closed.

    Raises
    ------
    SqcError
        ``missing-extra``: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise _missing() from None
    # text stays text: no cell of the data becomes a formula, a number or a link
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # same input, same bytes
    return book


def _missing() -> SqcError:
    return SqcError(
        "missing-extra",
        Msg("writing {ending} needs a part that is not installed.", ending=".xlsx"),
        hints=[Verbatim('pip install "sqc[xlsx]"')],
    )


def _write(sheet: Worksheet, row: int, column: int, value: object, lang: str, style: Any = None) -> None:
    """Write one cell: numbers as numbers in full precision, undefined ones left empty, all else as text."""
    if isinstance(value, Num):
        value = value.value if value.value is not None else value.undefined
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        said = words(value, lang) if isinstance(value, (str, Msg)) else str(value)
        sheet.write_string(row, column, visible(said)[:32_767], style)
    else:
        sheet.write_number(row, column, value, style)


def _result_sheet(book: Workbook, report: Report, lang: str) -> None:
    """Write line 1, the printed tables, findings, notes and facts: what the text says, as cells."""
    sheet = book.add_worksheet(Msg("Result").render(lang))
    bold = book.add_format({"bold": True})
    act = book.add_format({"bold": True, "font_color": SIGNAL})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 8, 16)
    row = 0
    for number, finding in enumerate(report.findings):
        if number and finding.level == "ok":
            continue
        style = act if finding.level == "act" else bold if number == 0 else None
        _write(sheet, row, 0, level_word(finding.level, lang), lang, style)
        _write(sheet, row, 1, finding.message, lang, style)
        row += 1
    row += 1
    _write(sheet, row, 0, report.title, lang, bold)
    row += 1
    for table in report.tables:
        if table.printed and table.rows:
            row = _table(sheet, table, row, lang, bold) + 1
    for label, text in report.notes:
        _write(sheet, row, 0, label, lang)
        _write(sheet, row, 1, text, lang)
        row += 1
    row = _facts(sheet, report, row + 1, lang, bold)
    for name, value in report.provenance.items():
        if value is not None:
            _write(sheet, row, 0, name, lang)
            _write(sheet, row, 1, value, lang)
            row += 1


def _facts(sheet: Worksheet, report: Report, row: int, lang: str, bold: Any) -> int:
    for column, head in enumerate((Msg("quantity"), Msg("value"), Msg("unit"), Msg("from"), Msg("key"))):
        _write(sheet, row, column, head, lang, bold)
    for key, fact in report.facts.items():
        row += 1
        for column, value in enumerate((fact.label, fact.value, fact.unit, fact.method, key)):
            _write(sheet, row, column, value, lang)
    return row + 2


def _table(sheet: Worksheet, table: Table, row: int, lang: str, bold: Any) -> int:
    for column, head in enumerate(table.columns):
        _write(sheet, row, column, head.label, lang, bold)
    for cells in table.rows[:ROWS]:
        row += 1
        for column, value in enumerate(cells):
            _write(sheet, row, column, value, lang)
    return row + 1


def _table_sheet(book: Workbook, table: Table, lang: str) -> None:
    sheet = book.add_worksheet(table.key[:31])
    _table(sheet, table, 0, lang, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)


def _values_sheet(book: Workbook, frame: Mapping[str, Sequence[object]], lang: str) -> None:
    """Write one row per point, and before it a sheet with a native chart of every panel that has limits."""
    panels = [name for name in frame if f"{name}_center" in frame]
    charts = book.add_worksheet(Msg("Chart").render(lang)) if panels else None
    sheet = book.add_worksheet(Msg("Values").render(lang))
    bold = book.add_format({"bold": True})
    signal = book.add_format({"font_color": SIGNAL, "bold": True})
    names = list(frame)
    for column, name in enumerate(names):
        _write(sheet, 0, column, name, lang, bold)
        broken = frame.get(f"{name}_rules")
        for row, value in enumerate(frame[name]):
            _write(sheet, row + 1, column, value, lang, signal if broken and broken[row] else None)
        sheet.set_column(column, column, min(max(len(name), 9) + 2, WIDEST))
    sheet.freeze_panes(1, 1)
    for number, panel in enumerate(panels):
        column = len(names) + number
        _write(sheet, 0, column, f"{panel}_signal", lang, bold)
        for row in _signals(panel, frame):
            _write(sheet, row + 1, column, frame[panel][row], lang, signal)
        if charts is not None:
            chart = _native(book, sheet.get_name(), panel, names.index(panel), column, frame)
            charts.insert_chart(number * 18, 0, chart)


def _signals(panel: str, frame: Mapping[str, Sequence[object]]) -> list[int]:
    return [row for row, rules in enumerate(frame.get(f"{panel}_rules", ())) if rules]


def _native(
    book: Workbook, sheet: str, panel: str, at: int, signal_at: int, frame: Mapping[str, Sequence[object]]
) -> Any:
    """Return Excel's own chart of one panel: points, center solid, limits dashed, signals red."""
    names, n = list(frame), len(frame[panel])
    chart = book.add_chart({"type": "line"})

    def series(column: int, **look: Any) -> None:
        place = [sheet, 1, column, n, column]
        head = [sheet, 0, column]
        chart.add_series({"name": head, "categories": [sheet, 1, 0, n, 0], "values": place, **look})

    def filled(kind: str, size: int, color: str) -> dict[str, Any]:
        return {"type": kind, "size": size, "fill": {"color": color}, "border": {"color": color}}

    marker = filled("circle", 4, DATA) if n <= MARKED else {"type": "none"}
    series(at, line={"color": DATA, "width": 1.0}, marker=marker)
    quiet = {"color": INK2, "width": 1.0}
    series(names.index(f"{panel}_center"), line=quiet, marker={"type": "none"})
    for name in (f"{panel}_lower", f"{panel}_upper"):
        if _numbers(frame[name]):
            dashed = {**quiet, "dash_type": "dash"}
            series(names.index(name), line=dashed, marker={"type": "none"})
    if _signals(panel, frame):
        series(signal_at, line={"none": True}, marker=filled("diamond", 8, SIGNAL))
    chart.set_title({"name": panel, "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    lines = {"visible": True, "line": {"color": GRID}}
    chart.set_y_axis({"major_gridlines": lines, **_reach(panel, frame)})
    chart.set_size(CHART_SIZE)
    return chart


def _numbers(column: Sequence[object]) -> list[float]:
    return [value for value in column if isinstance(value, (int, float)) and math.isfinite(value)]


def _reach(panel: str, frame: Mapping[str, Sequence[object]]) -> dict[str, Any]:
    """Return round ends of the y axis: Excel's own begin at 0, where a chart of means is a flat line."""
    columns = (panel, f"{panel}_lower", f"{panel}_upper", f"{panel}_center")
    numbers = [value for name in columns for value in _numbers(frame[name])]
    if not numbers or min(numbers) == max(numbers):
        return {}
    low, high = min(numbers), max(numbers)
    distance = step(low, high, (high - low) / 5)
    places = decimals(distance)
    return {
        "min": round(distance * math.floor(low / distance), places),
        "max": round(distance * math.ceil(high / distance), places),
        "major_unit": distance,
        "num_format": f"0.{'0' * places}" if places else "0",
    }
