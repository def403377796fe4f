"""Why the system refused a file, in the language of the reader."""

from __future__ import annotations

import errno

from sqc.i18n.message import Msg, Verbatim

_REASONS = {
    errno.ENOENT: Msg("No such file or directory"),
    errno.EACCES: Msg("Permission denied"),
    errno.EPERM: Msg("Operation not permitted"),
    errno.EISDIR: Msg("Is a directory"),
    errno.ENOTDIR: Msg("Not a directory"),
    errno.ENOSPC: Msg("No space left on device"),
    errno.EROFS: Msg("Read-only file system"),
    errno.ENAMETOOLONG: Msg("File name too long"),
    errno.ELOOP: Msg("Too many levels of symbolic links"),
    errno.EFBIG: Msg("File too large"),
    errno.EIO: Msg("Input/output error"),
    errno.EBUSY: Msg("Device or resource busy"),
}


def reason_of(error: OSError) -> Msg:
    """Return the system's own reason; one that is not known here stays as the system says it.

    Examples
    --------
    >>> reason_of(OSError(errno.ENOSPC, "")).render("en")
    'No space left on device'
    """
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return Verbatim(error.strerror or type(error).__name__)
