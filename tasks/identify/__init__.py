"""Tells which story a document is, and whether it is new, edited or unchanged."""
