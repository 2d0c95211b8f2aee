"""Tests of tasks/describe."""
