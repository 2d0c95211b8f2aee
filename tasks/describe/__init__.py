"""Turns what was furniture, and what the page says of itself, into metadata columns."""
