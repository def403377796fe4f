"""Sample size: how many values show a difference that matters, and what so many values show."""
