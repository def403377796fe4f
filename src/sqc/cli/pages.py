"""Help pages: examples first, then the options by what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.i18n.display import columns_of
from sqc.i18n.message import Msg, Words, words
from sqc.report.text import fill, pad
from sqc.verbs import VERBS

# columns of a terminal, and those before the verbs of a group
WIDTH, GROUP = 80, 16


def group_page() -> str:
    """Return the page of ``sqc --help``."""
    lines = [Msg("sqc: control charts, capability and quality tools for files as they are.").render(), ""]
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
    lines += [line for name, verbs in groups.items() for line in _group(name, verbs)]
    lines.append("")
    lines.append("  " + Msg("sqc VERB --help    examples and options of one verb").render())
    lines.append(row(Msg("Options"), Msg("--lang en|zh (or SQC_LANG)   --version")))
    lines.append(
        row(Msg("Exit"), Msg("0 ran   1 --check: something needs action   2 cannot answer, and why"))
    )
    return "\n".join(lines)


def _group(name: str, verbs: Sequence[str]) -> list[str]:
    """Return the verbs of a group under its name, on as many lines as they need."""
    lines = [""]
    for verb in verbs:
        longer = f"{lines[-1]}  {verb}" if lines[-1] else verb
        if len(longer) > WIDTH - GROUP:
            lines.append(verb)
        else:
            lines[-1] = longer
    heads = (name, *("" for _ in lines[1:]))
    return [pad(head, GROUP) + line for head, line in zip(heads, lines, strict=True)]


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
