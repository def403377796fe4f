"""The SHA-256 of a file's bytes."""

from __future__ import annotations

from importlib import import_module

# below it the interpreter's own code is done before OpenSSL, which is faster, has been loaded (2 ms)
_SMALL = 1 << 18


def checksum(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal.

    Examples
    --------
    >>> checksum(b"")[:8]
    'e3b0c442'
    """
    if len(data) < _SMALL:
        for name in ("_sha2", "_sha256"):  # from Python 3.12 on, before it
            try:
                return str(import_module(name).sha256(data).hexdigest())
            except ImportError:
                continue
    from hashlib import sha256

    return sha256(data).hexdigest()
