"""Cause-and-effect matrix: inputs by their weighted scores on the outputs, and what the weights decide."""
