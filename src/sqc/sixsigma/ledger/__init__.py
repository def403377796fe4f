"""A ledger of suggestions: adopted, open, closed, and what they saved by month and department."""
