"""Process capability: indices, distributions, tolerance intervals."""
