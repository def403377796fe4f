"""Check sheet: a tally by two columns, a blank sheet to fill in, a filled-in sheet read back."""
