"""Sends this process signals at chosen moments; for tests alone.

``SQC_MOMENT`` is ``number:kind:text``, several with ``;`` between: the signal `number` at the first event
`kind` whose arguments hold `text`, or, where `kind` is a number, at that many moments of writing. Writing is
cut in halves so that a file is half there for a moment.
"""

import os
import sys

wanted = [one.split(":") for one in filter(None, os.environ.get("SQC_MOMENT", "").split(";"))]
passed = 0


def send(one):
    """Send a signal, once."""
    wanted.remove(one)
    os.kill(os.getpid(), int(one[0]))


def moment():
    """Count the moments of writing; one of them may be the last."""
    global passed
    passed += 1
    for one in [one for one in wanted if one[1] == str(passed)]:
        send(one)


def hear(event, arguments):
    """See what the program does, as the interpreter tells it."""
    if event in ("os.rename", "os.chmod", "os.remove") or (event == "open" and ".sqc-" in str(arguments[0])):
        moment()
    for one in [one for one in wanted if one[1] == event and one[2] in str(arguments)]:
        send(one)


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
