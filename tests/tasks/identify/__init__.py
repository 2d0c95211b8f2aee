"""Tests of tasks/identify."""
