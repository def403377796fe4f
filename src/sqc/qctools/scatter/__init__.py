"""Scatter diagram: correlation and line with intervals, and what makes either of them false."""
