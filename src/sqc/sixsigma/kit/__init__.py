"""What the Six Sigma verbs share: numbers or columns by option, lengths of time."""
