"""Forms that people fill in: columns by their heads, blank cells, ratings, boxes of words."""
