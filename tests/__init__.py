"""Tests mirror the tree; this file keeps tests/tasks from hiding the tasks package."""
