"""Measures de-duplication: quality, speed against other libraries, memory, and cost of adding.

    python -m benchmarks.dedup [--sizes N ...] [--peers PYTHON] [--results FILE]

Quality is measured where the labelled set is at hand (benchmarks/dedup_quality.py). For each size,
that many synthetic documents, in a part such as the stage before writes, go through the stage, then
10,000 more are added to them; with --peers, the Python of an environment that has them, other
libraries read the same documents in the same run (benchmarks/dedup_peers.py), datasketch no more
than the first 2,000; their clock starts when the texts are in memory. Everything runs
in a process of its own, in which the libraries and kernels are loaded before the clock starts; all
may use all cores. CPU seconds count all threads. --results keeps the numbers as JSON, from which
benchmarks/dedup_plot.py draws them. Only ratios mean something on another machine.
"""

import argparse
import json
import subprocess
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.dedup_house import House, as_changed, synthetic
from benchmarks.dedup_quality import BENCH, quality
from benchmarks.dedup_scaling import Measured, scale
from warehouse.stage import write_part

SIZES = (10_000, 100_000, 1_000_000)
ADDED = 10_000
SLOW, SLOW_FIRST = ("datasketch",), 2_000


def peers(python: Path, part: Path, documents: int) -> list[dict[str, Any]]:
    """Let the other libraries read the documents of a part; the slow ones the first few."""
    script, found = Path(__file__).with_name("dedup_peers.py"), list[dict[str, Any]]()
    for names, first in (
        (("gaoya", "rensa", "daft"), documents),
        (SLOW, min(documents, SLOW_FIRST)),
    ):
        for name in names:
            command = [python, script, part, "--first", str(first), "--only", name, "--json"]
            done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
            found += [json.loads(line) for line in done.stdout.splitlines()]
    return found


def told(name: str, documents: int, wall: float, cpu: float, peak: float) -> str:
    """Return a line of the table."""
    speeds = f"{documents / wall:10,.0f} {documents / cpu:12,.0f}"
    return f"{name:28} {documents:10,} {speeds} {peak:8,.0f}"


def told_of(size: int, at_once: Measured, more: Measured) -> None:
    """Print what was measured of the stage at one size."""
    per = f"index {at_once.index_bytes / size:.0f}, words {at_once.store_bytes / size:.0f}"
    print(f"bytes a document: {per}")
    for name, one in (("peak by phase, MiB", at_once), (f"the same, adding {ADDED:,}", more)):
        print(f"{name}: " + ", ".join(f"{k} {v:,.0f}" for k, v in one.phases.items()))
    print(
        f"adding {ADDED:,} to {size:,}: {more.wall:.2f} s, {more.cpu:.2f} CPU s, "
        f"peak {more.peak:,.0f} MiB",
        flush=True,
    )


def main() -> None:
    """Run all measurements that the given folder and environment allow."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    arguments.add_argument("--bench", type=Path, default=BENCH)
    arguments.add_argument("--peers", type=Path)
    arguments.add_argument("--results", type=Path)
    given = arguments.parse_args()
    results = list[dict[str, Any]]()
    with tempfile.TemporaryDirectory() as folder:
        if (given.bench / "docs.parquet").is_file():
            quality(House(Path(folder)), given.bench)
        for size in given.sizes:
            part = Path(folder) / f"{size}.parquet"
            write_part(as_changed(synthetic(size, 1)), part, compressed=False)  # as identify does
            at_once, more = scale(part, size, ADDED)
            print(f"{'':28} {'documents':>10} {'a second':>10} {'a CPU second':>12} {'MiB':>8}")
            print(told("Broadsheet, all compared", size, at_once.wall, at_once.cpu, at_once.peak))
            others = peers(given.peers, part, size) if given.peers else []
            for one in others:
                print(told(**one))
            told_of(size, at_once, more)
            part.unlink()
            results.append(
                {"size": size, "ours": asdict(at_once), "added": asdict(more), "peers": others}
            )
            if given.results:
                given.results.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
