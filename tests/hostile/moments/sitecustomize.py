"""Sends this process a signal at the n-th moment of writing (or of importing); for tests alone.

``SQC_MOMENT`` is ``number:kind:text``: the signal `number` at the first event `kind` whose arguments hold
`text`, or, where `kind` is a number, at that many moments of writing. Writing is cut in halves so that a
file is half there for a moment.
"""

import os
import sys

number, kind, text = os.environ.get("SQC_MOMENT", "0:-1:").split(":")
passed = 0


def moment():
    """Count the moments of writing; one of them may be the last."""
    global passed
    passed += 1
    if kind.isdigit() and passed == int(kind):
        os.kill(os.getpid(), int(number))


def hear(event, arguments):
    """See what the program does, as the interpreter tells it."""
    global kind
    if event in ("os.rename", "os.chmod", "os.remove") or (event == "open" and ".sqc-" in str(arguments[0])):
        moment()
    if event == kind and text in str(arguments):
        kind = "done"
        os.kill(os.getpid(), int(number))


class Halves:
    """A file that is written in two halves."""

    def __init__(self, file):
        self.file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def __getattr__(self, name):
        return getattr(self.file, name)

    def write(self, data):
        """Write one half, and then the other."""
        middle = len(data) // 2
        self.file.write(data[:middle])
        self.file.flush()
        moment()
        self.file.write(data[middle:])


if "SQC_MOMENT" in os.environ:
    opened, synced = os.fdopen, os.fsync
    os.fdopen = lambda *arguments, **named: Halves(opened(*arguments, **named))

    def fsync(handle):
        """Put on the disk, with a moment before and after."""
        moment()
        synced(handle)
        moment()

    os.fsync = fsync
    sys.addaudithook(hear)
