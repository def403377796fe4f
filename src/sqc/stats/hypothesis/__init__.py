"""Do groups differ, by how much, and how sure is that? Tests with their effect and its interval."""
