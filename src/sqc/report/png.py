"""PNG bytes of an image: no date, no program name, three times as fast as the general road.

A figure is white paper with few lines: unfiltered rows pack smaller and faster than filtered ones.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt

_LEVEL = 3


def encode(pixels: npt.NDArray[np.uint8], dpi: float) -> bytes:
    r"""Return an image as PNG (W3C Portable Network Graphics, 2003): 8 bit RGB.

    Parameters
    ----------
    pixels : array of shape (height, width, 3 or more)
        Red, green, blue; what follows is left out.
    dpi : float
        Pixels per inch, written as pixels per metre.

    Examples
    --------
    >>> encode(np.zeros((2, 3, 3), dtype=np.uint8), 72)[:8]
    b'\x89PNG\r\n\x1a\n'
    """
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)  # the first byte of a row: no filter
    rows[:, 1:] = pixels[:, :, :3].reshape(height, -1)
    per_metre = round(dpi / 0.0254)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", zlib.compress(rows.data, _LEVEL)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
