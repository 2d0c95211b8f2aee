"""Finds copies, revisions and shared passages, and explains every pair with numbers."""
