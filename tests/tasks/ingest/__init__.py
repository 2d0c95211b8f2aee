"""Tests of reading: sources, formats, encodings, limits, replay."""
