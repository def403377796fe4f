"""Questions back to the user: different charts are possible; commands that work stand beside each."""

from __future__ import annotations

from sqc.charts.columns import Shape, numbered, xbar_kind
from sqc.charts.summary_columns import summary_columns
from sqc.charts.words import quoted
from sqc.data.about import no_data_left
from sqc.data.roles import Roles
from sqc.data.select import duplicate, fold, same_thing
from sqc.data.table import Column, Table
from sqc.data.verdicts import holds_two_words, is_ambiguous, words_in
from sqc.data.wording import columns_there
from sqc.i18n.message import Listing, Msg, Verbatim, Words
from sqc.notes import DataError, SqcError


def _command(table: Table, rest: str) -> str:
    return f"sqc chart {quoted(table.name)} {rest}"


def _typed(table: Table, wanted: Column) -> str:
    """Return a column as an option takes it: its number where its name fits others too."""
    same = [c for c in table.columns if fold(wanted.name) in (fold(c.name), fold(c.header))]
    if len(same) > 1:
        return str(next(i for i, c in enumerate(table.columns, 1) if c is wanted))
    name = wanted.name
    return quoted(f'"{name}"' if "," in name or ".." in name else name)


# columns that a command offers by name
MOST_TYPED = 8


def two_readings(table: Table, shape: Shape) -> DataError:
    """Return the question where different columns are possible, the error where all have one name."""
    columns = shape.family or shape.measured
    head = columns[0].header
    if all(c.header == head for c in columns):
        return duplicate(table, head, [i for i, c in enumerate(table.columns) if c.header == head])
    names, typed = [quoted(c.name) for c in columns], [_typed(table, c) for c in columns]
    details: list[Words] = [
        Msg(
            "  {n} numeric columns: {names} ({rows} rows)",
            n=len(names),
            names=Verbatim(" ".join(names[:12]) + (" ..." if len(names) > 12 else "")),
            rows=table.n_rows,
        )
    ]
    if shape.family_differs:
        low, high, a, b = shape.spread
        details.append(
            Msg(
                "  The column means ({low} to {high}) differ far more than the values within a column"
                " (standard deviations {a} to {b}).",
                low=f"{low:.4g}",
                high=f"{high:.4g}",
                a=f"{a:#.2g}",
                b=f"{b:#.2g}",
            )
        )
    hints: list[tuple[Words, str]] = [
        *_summaries(table),
        (Msg("one characteristic"), _command(table, f"--value {typed[0]}")),
    ]
    if shape.family is None:
        hints += [(Msg("or"), _command(table, f"--value {name}")) for name in typed[1:2]]
    if len(typed) <= MOST_TYPED:
        hints.append((Msg("each by itself"), _command(table, f"--value {','.join(typed)}")))
    if shape.family is not None:
        every = f"{typed[0]}..{typed[-1]}"
        rest = f"--value {every} --kind {xbar_kind(len(columns))}"
        hints.append((Msg("a row is a subgroup"), _command(table, rest)))
    else:
        readings = numbered(columns)
        if readings:
            every = ",".join(_typed(table, c) for c in readings)
            rest = f"--value {every} --kind {xbar_kind(len(readings))}"
            hints.insert(1, (Msg("a row is a subgroup"), _command(table, rest)))
    return DataError(
        "two-readings",
        Msg("{file} can be read in more than one way; say which.", file=table.name),
        details=details,
        hints=hints,
        file=table.name,
    )


def _summaries(table: Table) -> list[tuple[Words, str]]:
    """Return the command for a table of subgroup means and spreads, none where it is no such table.

    Readings beside their mean are worth more than it.
    """
    found = summary_columns(table)
    if found is None or numbered(tuple(c for c in table.columns if c.kind == "number")):
        return []
    rest = f"--mean {_typed(table, found.mean)} --{found.option} {_typed(table, found.spread)}"
    if found.n is not None:
        return [(Msg("a row is a summary"), _command(table, f"{rest} --n {_typed(table, found.n)}"))]
    return [(Msg("a row is a summary of 5 values"), _command(table, f"{rest} --n 5"))]


def several_counts(table: Table, shape: Shape) -> SqcError:
    """Return the question where counts, or kinds of them, stand side by side."""
    if not shape.counts:
        return _which_count(table, shape)
    if shape.categories:
        return DataError(
            "two-readings",
            Msg(
                "{file}: {column} names kinds, each once, not points in time;"
                " a control chart needs an order.",
                file=table.name,
                column=shape.categories[0].name,
            ),
            hints=[
                Msg("count by day or lot: a row for each, in order, and a column of counts for each kind")
            ],
            file=table.name,
        )
    hints: list[tuple[Words, str]] = []
    for count in shape.counts[:3]:
        size = shape.pairs.get(count.name) or (shape.sizes[0].name if len(shape.sizes) == 1 else None)
        inspected = f" --inspected {quoted(size)}" if size else " --kind c"
        hints.append((Verbatim(count.name), _command(table, f"--value {_typed(table, count)}{inspected}")))
    message = Msg("{file} holds more than one count; say which.", file=table.name)
    return DataError("two-readings", message, hints=hints, file=table.name)


def _which_count(table: Table, shape: Shape) -> SqcError:
    """Return the question where no head tells which column of whole numbers is the count."""
    numbers = [c for c in table.columns if c.kind == "number" and c.name not in shape.index_names]
    whole = [_typed(table, c) for c in numbers if c.integer]
    if len(whole) < 2:
        return nothing_measured(table, shape)
    first, second = whole[:2]
    return DataError(
        "two-readings",
        Msg("no head of {file} says which column holds the counts; say which.", file=table.name),
        details=[columns_there(table.columns)],
        hints=[
            Verbatim(f"--value {count} --inspected {size}")
            for count, size in ((second, first), (first, second))
        ],
        file=table.name,
    )


def other_question(table: Table, shape: Shape) -> DataError:
    """Return the question for a gauge study or for lives: rows are no series of measurements."""
    name = _typed(table, shape.measured[0]) if shape.measured else "COLUMN"
    if shape.study:
        part = _typed(table, shape.study[0])
        return DataError(
            "two-readings",
            Msg(
                "{file} looks like a gauge study: {columns} repeat in every combination, so rows are not"
                " in time order.",
                file=table.name,
                columns=Listing([c.name for c in shape.study], open_end=True),
            ),
            hints=[
                (Msg("parts as subgroups"), _command(table, f"--value {name} --subgroup {part}")),
                (Msg("one by one"), _command(table, f"--value {name} --kind i-mr")),
            ],
            file=table.name,
        )
    return DataError(
        "two-readings",
        Msg(
            "{file} holds lives with censored ones ({column}); a control chart would take them for measured"
            " values.",
            file=table.name,
            column=shape.lives[0].name,
        ),
        hints=[(Msg("as they are"), _command(table, f"--value {name} --kind i-mr"))],
        file=table.name,
    )


def nothing_measured(table: Table, shape: Shape) -> SqcError:
    """Return the question where there are verdicts, or the error where there is nothing to chart."""
    verdicts = [c for c in table.columns if c.kind == "verdict"]
    hints: list[tuple[Words, str]] = []
    if verdicts and is_ambiguous(verdicts[0]):
        return which_word(table, shape, verdicts[0], Roles())
    if verdicts and verdicts[0].problems:
        return verdicts[0].problems[0]
    if verdicts:
        name = _typed(table, verdicts[0])
        if shape.repeating is not None:
            rest = f"--kind p --value {name} --subgroup {_typed(table, shape.repeating)}"
            hints.append(
                (Msg("a fraction for each {column}", column=shape.repeating.name), _command(table, rest))
            )
        hints.append(
            (Msg("a fraction for each 10 rows"), _command(table, f"--kind p --value {name} --size 10"))
        )
        message = Msg(
            "{file} holds verdicts ({column}), no measured values; say what is counted together.",
            file=table.name,
            column=verdicts[0].name,
        )
        return DataError("two-readings", message, hints=hints, file=table.name)
    empty = [c for c in table.columns if c.kind == "empty"]
    if table.n_rows and len(empty) == len(table.columns):
        return no_data_left(table, empty[:1], table.n_rows, {})
    return DataError(
        "no-values",
        Msg("{file} has no column of numbers to chart.", file=table.name),
        details=[
            Msg("  columns: {names}", names=Listing([c.name for c in table.columns[:20]], open_end=True))
        ],
        hints=_counting(table, shape),
        file=table.name,
    )


def _counting(table: Table, shape: Shape) -> list[tuple[Words, str]]:
    """Return the commands that count a word of a column of two words."""
    streams = ("shift", "machine", "appraiser", "part")
    pairs = [c for c in table.columns if holds_two_words(c) and same_thing(c.name, streams) is None][:2]
    rest = _together(table, shape, Roles())
    return [
        (
            Msg('count "{word}" of {column}', word=word, column=c.name),
            _command(table, f"--value {_typed(table, c)} --nonconforming {quoted(word)} {rest}"),
        )
        for c in pairs
        for word in words_in(c)
    ]


def _together(table: Table, shape: Shape, roles: Roles) -> str:
    """Return the option that says which rows are counted together: the user's own, else one that fits."""
    for name in ("subgroup", "size", "window", "inspected"):
        given = getattr(roles, name)
        if given is not None:
            return f"--{name} {quoted(str(given))}"
    if shape.repeating is not None:
        return f"--subgroup {_typed(table, shape.repeating)}"
    return "--size 10"


def which_word(table: Table, shape: Shape, wanted: Column, roles: Roles) -> DataError:
    """Return the question which of the two words of a column counts as nonconforming."""
    words = words_in(wanted)
    rest = _together(table, shape, roles)
    start = f"--value {_typed(table, wanted)} --nonconforming"
    return DataError(
        "ambiguous-verdict",
        Msg(
            '{file}, column {column}: "{first}" and "{second}" do not say which one is nonconforming.',
            file=table.name,
            column=wanted.header,
            first=words[0],
            second=words[-1],
        ),
        hints=[
            (Msg('"{word}" is nonconforming', word=word), _command(table, f"{start} {quoted(word)} {rest}"))
            for word in (words[0], words[-1])
        ],
        file=table.name,
        column=wanted.header,
    )


def zero_or_one(table: Table, shape: Shape, values: Column) -> DataError:
    """Return the question for a column of 0 and 1: verdicts, of which one is counted."""
    name = _typed(table, values)
    hints: list[tuple[Words, str]] = []
    for word in ("1", "0"):
        label = Msg("count the {word}s of 10 rows", word=word)
        if shape.repeating is not None:
            label = Msg("count the {word}s by {column}", word=word, column=shape.repeating.name)
        rest = f"--value {name} --nonconforming {word} {_together(table, shape, Roles())}"
        hints.append((label, _command(table, rest)))
    hints.append((Msg("as measured values"), _command(table, f"--kind i-mr --value {name}")))
    return DataError(
        "two-readings",
        Msg(
            "{file}: {column} holds only 0 and 1; which of them is nonconforming is not said.",
            file=table.name,
            column=values.name,
        ),
        hints=hints,
        file=table.name,
    )


def no_subgroups(table: Table, kind: str) -> DataError:
    """Return the error for a chart of subgroups where no column is headed as one."""
    hints = [
        (Msg("rows by a column"), _command(table, f"--kind {kind} --subgroup COLUMN")),
        (Msg("five rows together"), _command(table, f"--kind {kind} --size 5")),
    ]
    return DataError(
        "no-subgroups",
        Msg("{kind} needs subgroups and no column is headed as one.", kind=kind),
        hints=hints,
        file=table.name,
    )
