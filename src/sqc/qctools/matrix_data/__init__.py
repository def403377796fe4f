"""Matrix data analysis: principal components of several columns."""
