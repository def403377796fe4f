"""Diagrams: relations, trees, groups of cards, matrices, PDPC, arrow diagrams."""
