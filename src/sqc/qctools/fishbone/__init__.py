"""Fishbone: causes of an effect, those that are confirmed, and what is missing."""
