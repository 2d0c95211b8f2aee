"""Reads whatever news comes in and turns it into one row a document."""
