"""Hostile inputs: seeds made in code, a mutation engine, the doors they are thrown at, and atheris on top."""
