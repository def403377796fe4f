"""Pareto: the vital few, and whether the data prove the order."""
