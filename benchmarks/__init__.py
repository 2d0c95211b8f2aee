"""Measurements that anyone can repeat; each module prints what docs/measurements.md quotes."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as flows does: CPU seconds of one thread
