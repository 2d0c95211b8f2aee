"""Runs a command and measures it: wall time, CPU time and peak memory of all its processes."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil

POLL_SECONDS = 0.1
MIB = 1 << 20


@dataclass(frozen=True)
class Measured:
    """What a command cost and what it printed as JSON on its last line."""

    wall: float
    cpu: float
    peak_mib: float
    answer: dict[str, Any]


def _memory(process: psutil.Process) -> float:
    """Proportional set size of a process and all its children, in MiB."""
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss / MIB
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def measure(command: Sequence[str]) -> Measured:
    """Run a command to its end. Raises RuntimeError with its output when it fails."""
    before = os.times()
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
    watched = psutil.Process(process.pid)
    peak = [0.0]

    def watch() -> None:
        while process.poll() is None:
            try:
                peak[0] = max(peak[0], _memory(watched))
            except psutil.NoSuchProcess:
                return
            time.sleep(POLL_SECONDS)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output = process.communicate()[0]
    watcher.join()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    after = os.times()
    cpu = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    lines = output.strip().splitlines()
    return Measured(
        wall=time.monotonic() - start,
        cpu=cpu,
        peak_mib=peak[0],
        answer=json.loads(lines[-1]) if lines else {},
    )
