"""What the quality tools share: options, reading, choosing columns, explaining."""
