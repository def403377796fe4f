"""``python -m sqc``."""

from sqc.cli.main import run

run()
