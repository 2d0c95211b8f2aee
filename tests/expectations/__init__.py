"""Tests of the gate, on small real tables."""
