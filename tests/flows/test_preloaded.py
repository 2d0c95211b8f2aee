"""What workers are forked with: kernels come from what numba keeps, and none is compiled for it."""

import subprocess
import sys
from pathlib import Path

CODE = """
import numpy as np
from numba import njit

@njit(cache=True)
def double(n):
    return n * 2
"""
CALLS = "import kernel_of_a_test as k; k.double(3); k.double(np.float64(3))"
LOADS = (
    "import kernel_of_a_test as k; from flows.preloaded import load_kernel; load_kernel(k.double); "
    "print(len(k.double.signatures), sum(k.double.stats.cache_misses.values()))"
)


def told(folder: Path, code: str) -> list[str]:
    place = f"import sys; sys.path[:0] = [{str(folder)!r}]; import numpy as np; "
    command = [sys.executable, "-c", place + code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_loads_every_kept_kernel_and_compiles_none(tmp_path: Path) -> None:
    (tmp_path / "kernel_of_a_test.py").write_text(CODE)
    assert told(tmp_path, LOADS) == ["0", "0"]
    told(tmp_path, CALLS)
    assert told(tmp_path, LOADS) == ["2", "0"]
