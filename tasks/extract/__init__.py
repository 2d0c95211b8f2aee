"""Finds who and what is named, who is meant, and who said what."""
