"""Histogram: classes that fit the resolution, the specification, and the shape with its evidence."""
