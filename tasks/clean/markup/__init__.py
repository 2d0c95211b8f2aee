"""Reads a page's markup once its tags are repaired: what it shows, and what it says of itself."""
