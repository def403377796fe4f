"""Compare: do groups differ, by how much, and what the data do not prove."""
