"""Tests of the deduplicate stage."""
