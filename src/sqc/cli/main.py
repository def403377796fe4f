"""The command line: a lazy group of verbs, errors in the user's language, exit codes."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

# One thread is enough for one chart and nearly halves numpy's import; set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import click

from sqc.i18n.catalog import LANGUAGES, language, set_language
from sqc.i18n.message import Msg, plural
from sqc.notes import OptionError, SqcError
from sqc.stats import special
from sqc.verbs import VERBS

EXIT_FAULT, EXIT_STOPPED = 3, 130
_stops: list[bool] = []


class Verbs(click.Group):
    """The group: a verb's module is imported when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs."""
        return [" ".join(verb.words) for verb in VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one verb's command."""
        if cmd_name not in self.list_commands(ctx):
            from sqc.cli.complain import unknown_verb

            raise unknown_verb(cmd_name)
        from importlib import import_module

        command: click.Command = import_module("sqc.cli." + cmd_name.replace("-", "_")).command
        return command

    def get_help(self, ctx: click.Context) -> str:
        """Return the first page."""
        from sqc.cli.pages import group_page

        return group_page()


@click.command(cls=Verbs, invoke_without_command=True, add_help_option=False)
@click.option("--help", "-h", "wants_help", is_flag=True)
@click.option("--version", is_flag=True)
@click.option("--lang", default=None)
@click.pass_context
def group(ctx: click.Context, wants_help: bool, version: bool, lang: str | None) -> None:
    """Control charts and quality tools for measurement files."""
    if version:
        from sqc import __version__

        click.echo(f"sqc {__version__}")
    elif wants_help or ctx.invoked_subcommand is None:
        from sqc.cli.pages import group_page

        click.echo(group_page())


def _set_language(arguments: Sequence[str]) -> None:
    """Take ``--lang`` from wherever it stands: help pages and errors need it first."""
    lang = None
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and i + 1 < len(arguments):
            lang = arguments[i + 1]
        elif argument.startswith("--lang="):
            lang = argument.removeprefix("--lang=")
    if lang is not None:
        if lang not in LANGUAGES:
            raise OptionError(
                "unknown-language", Msg('there is no language "{lang}"; en and zh are known.', lang=lang)
            )
        set_language(lang)


def _prepare_stream() -> None:
    """Fall back to English where the terminal cannot show Chinese; escape what it cannot encode."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if language() == "zh":
        try:
            "中文".encode(encoding)
        except (UnicodeEncodeError, LookupError):
            sys.stderr.write(
                f"note: this terminal cannot show Chinese ({encoding}); English is used. Set PYTHONUTF8=1.\n"
            )
            set_language("en")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 ran, 1 act (--check), 2 no answer, 3 fault."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:  # the process is ours alone
        special.quick()
    try:
        _set_language(given)
        _prepare_stream()
        return _invoke(given)
    except (KeyboardInterrupt, click.Abort) as stop:
        # click hands Ctrl-C on as its own error
        return _stopped(getattr(stop.__context__ or stop, "written", 0))
    except Exception as error:
        # compiled code may hand Ctrl-C on as an error of any sort
        return _stopped() if _stops else _failed(error, given)


def _failed(error: Exception, given: Sequence[str]) -> int:
    """Say what went wrong and return the exit code."""
    if isinstance(error, SqcError):
        from sqc.cli.complain import complain

        _prepare_stream()
        complain(error, given)
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        return _closed_pipe()
    if os.environ.get("SQC_DEBUG"):
        raise error
    return _unwritable(error) if isinstance(error, OSError) else _fault(given)


def _invoke(given: list[str]) -> int:
    try:
        found: Any = group.main(args=given, prog_name="sqc", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.ClickException as error:
        from sqc.cli.complain import from_click

        raise from_click(error) from None
    return found if isinstance(found, int) else 0


def _stop(*_: object) -> NoReturn:
    """Take Ctrl-C."""
    _stops.append(True)
    raise KeyboardInterrupt


def _lost(found: Any) -> None:
    """Send Ctrl-C again that came where nothing can be raised: in a callback of an import, in a finaliser."""
    if found.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(found)
        return
    import _thread
    import threading

    again = threading.Timer(0.01, _thread.interrupt_main)
    if sys.platform != "win32":  # a signal of the system wakes who sleeps, too
        main_thread = threading.main_thread().ident or 0
        again = threading.Timer(0.01, signal.pthread_kill, (main_thread, signal.SIGINT))
    again.daemon = True
    again.start()


def _stopped(written: int = 0) -> int:
    from sqc.cli.complain import print_error

    print_error(
        plural("stopped: {n} file written, whole.", "stopped: {n} files written, each whole.", written)
        if written
        else Msg("stopped: no file written.")
    )
    return EXIT_STOPPED


def _closed_pipe() -> int:
    """Leave in silence when the reader of a pipe has gone (``| head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _fault(given: Sequence[str]) -> int:
    from sqc.cli.complain import complain

    fault = SqcError(
        "fault",
        Msg("a fault inside sqc, not in your file; nothing was written."),
        hints=[Msg("set SQC_DEBUG=1 and run it again: it shows where")],
    )
    complain(fault, given)
    return EXIT_FAULT


def _unwritable(error: OSError) -> int:
    """Say that standard output takes nothing more (a full disk)."""
    from sqc.cli.complain import print_error
    from sqc.i18n.reasons import reason_of

    print_error(Msg("the output cannot be written: {reason}.", reason=reason_of(error)))
    return SqcError.exit_code


def run() -> NoReturn:
    """Entry point: run and leave with the exit code."""
    # one command is one short process: looking for cycles costs a tenth of it and frees nothing
    gc.disable()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)
        sys.unraisablehook = _lost
    code = main()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _closed_pipe()
    except OSError as error:
        code = _unwritable(error)
        _closed_pipe()
    if "matplotlib" in sys.modules:  # it may have a temporary folder to take away
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        atexit._run_exitfuncs()
    # everything is written: to take the interpreter apart would cost a quarter of the whole run
    os._exit(code)
