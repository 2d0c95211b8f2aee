"""Measurements that anyone can repeat; each module prints what docs/measurements.md quotes."""
