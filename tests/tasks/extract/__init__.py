"""Tests of names, who is meant by them, and quotations."""
