"""The program: ``sqc`` and ``python -m sqc``."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> NoReturn:
    """Run one command and leave with its exit code; a Ctrl-C before it can speak ends it in silence."""
    try:
        from sqc.cli.main import run as run_command

        run_command()
    except KeyboardInterrupt:
        os._exit(130)


if __name__ == "__main__":
    run()
