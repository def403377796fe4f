"""Showing a result: the one place that knows formats, files, colours and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqc.i18n.message import Msg, Verbatim
from sqc.notes import OptionError
from sqc.report.formats import FILES, ending_of
from sqc.report.numbers import printed_with
from sqc.report.result import Result
from sqc.report.text import next_lines, shown, to_text, verdict_line

if TYPE_CHECKING:
    from sqc.output import File


class Show(NamedTuple):
    """The options of showing."""

    form: str = "text"
    outputs: Sequence[str] = ()
    quiet: bool = False
    check: bool = False
    title: str | None = None
    paper: str = "page"
    dpi: int | None = None
    color: str = "auto"
    digits: int | None = None
    explain: str | None = None


def check_outputs(outputs: Sequence[str]) -> None:
    """Raise for a file that cannot be written before anything is computed: a typing error costs nothing."""
    if not outputs:
        return
    from sqc.output import check_writable
    from sqc.report.files import is_folder

    outputs = [path for path in outputs if not is_folder(path)]
    for path in outputs:
        ending = ending_of(path)
        if ending not in FILES:
            from sqc.report.written import output_type

            raise output_type(path, ending)
    for path in outputs:
        check_writable(path)


def check_explain(options: Show, verb: str) -> Show:
    """Raise where what should be explained is the file or the kind: it stands before the option."""
    from sqc.charts.catalog import run_lengths

    key = options.explain or ""
    if key in run_lengths() if verb in ("arl", "chart-design") else os.path.exists(key):
        raise OptionError(
            "explain-first",
            Msg("--explain {key} takes the name as a key; the name stands before the option.", key=key),
            hints=[Verbatim(f"sqc {verb} {key} --explain")],
        )
    return options


def keep_input(inputs: Sequence[str | None], outputs: Sequence[str | None]) -> None:
    """Raise where a result would replace a file that it is made from."""
    read = {os.path.realpath(path) for path in inputs if path is not None and os.path.exists(path)}
    for path in outputs:
        if path is not None and os.path.exists(path) and os.path.realpath(path) in read:
            raise OptionError(
                "output-is-input", Msg("{path} is the file that is read; choose another name.", path=path)
            )


class Stopped(KeyboardInterrupt):
    """Ctrl-C after so many files were written."""

    def __init__(self, written: int) -> None:
        super().__init__(written)
        self.written = written


def show(result: Result, options: Show, held: Sequence[File] = ()) -> int:
    """Print and write a result, with the files that were held back; return the exit code.

    What is printed is made first: where it cannot be, no file is changed.
    """
    text = _text(result, options)
    size, title, dpi, digits = options.paper, options.title, options.dpi, options.digits
    written = [result.files(path, size=size, title=title, dpi=dpi, digits=digits) for path in options.outputs]
    files = [*held, *(file for files in written for file in files)]
    if files:
        from sqc.output import write_together

        write_together(files)
    try:
        _print(text, result, options)
    except KeyboardInterrupt:
        raise Stopped(len(files)) from None
    needs_action = any(finding.level == "act" for finding in result.findings_list())
    return 1 if options.check and needs_action else 0


def _text(result: Result, options: Show) -> str:
    """Return what goes to standard output."""
    from sqc.i18n.catalog import language

    colour = _colour(options.color)
    if options.explain is not None:
        return _explained(result, options)
    terminal, digits = sys.stdout.isatty(), options.digits
    if options.quiet and options.form == "text":
        with printed_with(options.digits):
            line = verdict_line(result.findings_list()[0], language(), colour=colour)
        return shown(line, colour) + "\n"
    views: dict[str, Callable[[], str]] = {
        "text": lambda: to_text(result.reported(digits), wrap=terminal, colour=colour),
        "json": result.to_json,
        "csv": result.to_csv,
        "md": lambda: result.to_markdown(digits=digits),
        "plot": lambda: result.to_plot(fine=_beyond_ascii(), digits=digits),
    }
    with printed_with(digits if options.form == "text" else None):
        text = views[options.form]()
    if options.form == "csv" and terminal:
        return shown(text.replace("\r\n", "\n"))  # a program gets the cells as they are, a person does not
    return shown(text, colour) if options.form in ("text", "md", "plot") else text


def _print(text: str, result: Result, options: Show) -> None:
    sys.stdout.write(text)
    talks = options.form == "text" and options.explain is None and not options.quiet
    if talks and sys.stderr.isatty():
        sys.stdout.flush()
        sys.stderr.write(shown(next_lines(result.stored_report)))


def _explained(result: Result, options: Show) -> str:
    """Return what `--explain` prints: all of it, its sentences, or one JSON document."""
    if options.form == "json":
        from sqc.report.data import to_json

        return to_json(result.explain_dict(options.explain))
    if options.form != "text":
        raise OptionError(
            "explain-format",
            Msg("--explain is printed as text or json, not as {form}.", form=options.form),
            hints=[Msg("leave {option} out", option=f"--format {options.form}")],
        )
    if options.quiet:
        found = result.explain_dict(options.explain)["explanations"]
        return "".join(shown(one["text"]) + "\n" for one in found)
    return shown(result.explain(options.explain))


def _beyond_ascii() -> bool:
    """Return whether the terminal can show the signs of a drawn chart one column wide."""
    from sqc.i18n.catalog import language

    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    return encoding == "utf8" and language() == "en" and os.environ.get("TERM") != "dumb"


def _colour(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain
