"""Turns a run's facts into one self-contained page."""
