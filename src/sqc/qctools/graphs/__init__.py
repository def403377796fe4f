"""Graphs for reports: bars, lines, pie, radar, plan of activities."""
