"""Stratify: does a measure differ by machine, shift or supplier, and which of them explains most?"""
