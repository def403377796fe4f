"""FMEA: which risks come first by action priority, what is open, what changed."""
