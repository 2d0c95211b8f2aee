"""Measures the memory of one worker of the extract stage: parts of a run's size, one by one.

    python -m benchmarks.entity_memory [--bench DIR] [--times N]

Writes the news of PolNeAR and CoNLL's training side N times (default 4), each article made
different, as parts of 1 MiB, which is what a run with the default `--batch-mb` makes, and lets a
fresh process recognise them. Prints its peak.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from benchmarks.entities import BENCH, load
from tasks.extract.recognise_part import MODEL_TEXT
from warehouse.ids import make_id

PART = 1 << 20
CHILD = """
import resource, sys
from pathlib import Path
from tasks.extract.recognise_part import ExtractOptions, recognise_part
folder = Path(sys.argv[1])
for part in sorted(folder.glob("distinct-*.parquet")):
    recognise_part(part, folder, ExtractOptions())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def write_parts(bench: Path, times: int, folder: Path) -> int:
    """Write parts of distinct texts and return how many words they hold."""
    names = ("polnear.train", "polnear.dev", "conll2003.train")
    texts = [str(d["text"]) for name in names for d in load(bench, name, 1)]
    rows: list[tuple[str, None, str, str]] = []
    size = words = number = 0
    for turn in range(times):
        for text in texts:
            edition = f"{text}\n\nEdition {turn}."
            rows.append((make_id("t", str(number), edition), None, edition, "en"))
            size, words = size + len(edition), words + len(edition.split())
            if size >= PART:
                frame = pl.DataFrame(rows, schema=MODEL_TEXT, orient="row")
                frame.write_parquet(folder / f"distinct-{number:05}.parquet")
                rows, size, number = [], 0, number + 1
    return words


def main() -> int:
    """Print the peak; returns 2 when the sets are not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--times", type=int, default=4)
    options = parser.parse_args()
    if not options.bench.is_dir():
        print(f"no test sets in {options.bench}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        words = write_parts(options.bench, options.times, Path(folder))
        child = [sys.executable, "-c", CHILD, folder]
        peak = subprocess.run(child, capture_output=True, text=True, check=True).stdout.strip()
    print(f"{words:,} words: peak of the process {peak} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
