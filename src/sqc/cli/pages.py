"""Help pages: examples first, then the options by what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.i18n.display import columns_of
from sqc.i18n.message import Msg, Words, words
from sqc.report.text import fill, pad
from sqc.verbs import VERBS


def group_page() -> str:
    """Return the page of ``sqc --help``."""
    lines = [Msg("sqc: control charts for measurement files.").render(), ""]
    lines += examples(
        (
            ("sqc look data.csv", Msg("what sqc understands of a file")),
            ("sqc chart data.csv", Msg("which chart? sqc chooses and says why")),
            ("sqc verify", Msg("is this installation right?")),
        )
    )
    lines.append("")
    groups: dict[str, list[str]] = {}
    for verb in VERBS:
        groups.setdefault(verb.group.render(), []).append(" ".join(verb.words))
    lines += [pad(name, 14) + "  " + fill("  ".join(verbs), 16) for name, verbs in groups.items()]
    lines.append("")
    lines.append("  " + Msg("sqc VERB --help    examples and options of one verb").render())
    lines.append(row(Msg("Options"), Msg("--lang en|zh (or SQC_LANG)   --version")))
    lines.append(
        row(Msg("Exit"), Msg("0 ran   1 --check: something needs action   2 cannot answer, and why"))
    )
    return "\n".join(lines)


def examples(rows: Sequence[tuple[str, Words]]) -> list[str]:
    """Return the block of examples: command, then what it does."""
    lines = [Msg("Examples").render()]
    width = max(columns_of(command) for command, text in rows if text) + 4
    for command, text in rows:
        lines.append(f"  {pad(command, width - 2)}{fill(words(text), width)}".rstrip())
    return lines


def row(label: Words, text: Words) -> str:
    """Return a labelled line."""
    head = pad(words(label), 8) + "  "
    return head + fill(words(text), columns_of(head))


def option_rows(rows: Sequence[tuple[str, Words]]) -> list[str]:
    """Return options with their help, in two columns."""
    width = min(max(columns_of(name) for name, _ in rows), 34)
    lines = []
    for name, text in rows:
        head = "  " + pad(name, width) + "  "
        if columns_of(name) > width:
            lines += ["  " + name, " " * (width + 4) + fill(words(text), width + 4)]
        else:
            lines.append(head + fill(words(text), width + 4))
    return lines
