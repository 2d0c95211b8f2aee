"""Tells an article's text from its furniture, and proves that no character was lost on the way."""

CLEANER_VERSION = "0.6.0"
"""Version of the cleaning rules and weights; a change of any decision raises it."""

REPEATED = "repeated_lines"
"""The state of what publishers print on many pages (`tasks.clean.repeated_lines`)."""
