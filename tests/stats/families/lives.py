"""Lives of 23 ball bearings in million revolutions.

J. Lieblein, M. Zelen (1956), as L. Leemis (2009) prints them.
"""

BEARINGS = (
    17.88, 28.92, 33.0, 41.52, 42.12, 45.6, 48.48, 51.84, 51.96, 54.12, 55.56, 67.8,
    68.64, 68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.4,
)  # fmt: skip
